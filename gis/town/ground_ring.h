#pragma once

#include "gis/town/town.h"

namespace wangge::town {

/// The rim of a block's ground: its ring, and every blind street there and back, so that on both of its sides the ground keeps
/// from it as from any street. Encloses the same land as the ring; vertices of blind streets stand in it twice.
struct GroundRing {
  std::vector<VertexId> vertices;    ///< counter-clockwise, not closed
  std::vector<LineId> line_of_edge;  ///< under the edge vertices[i] -> vertices[i + 1]
};

/// Precondition: the block's blind streets hang together with its ring, and none crosses another. O(edges).
[[nodiscard]] GroundRing ground_ring(const Block& block, const Column<LineId, Line>& lines,
                                     const Column<VertexId, Position>& vertices);

}  // namespace wangge::town
