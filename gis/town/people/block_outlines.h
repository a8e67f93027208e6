#pragma once

#include "gis/town/town.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

/// Unions of faces that share vertices: exact, because no coordinate is computed.
namespace wangge::town {

/// Faces as rings of vertex numbers, counter-clockwise, not closed; neighbours name the same vertices along their border.
struct Faces {
  std::span<const Position> points;              ///< of each vertex number
  std::vector<std::span<const VertexId>> rings;  ///< must outlive the call
};

inline constexpr std::uint32_t unlabelled = std::numeric_limits<std::uint32_t>::max();

/// The union of the faces of each label 0 … count - 1: edges between two faces of one label cancel, what is left is linked to
/// rings. Outer rings counter-clockwise, holes clockwise, all closed; parts that touch in a point only are parts of their own.
/// A face labelled `unlabelled` belongs to none. Every shape of a label without faces is empty.
/// Precondition: labels.size() == faces.rings.size(). O(edges log edges).
///
///   dissolve(faces, std::vector<std::uint32_t>{0, 0, 1}, 2)
[[nodiscard]] std::vector<MultiPolygon> dissolve(const Faces& faces, std::span<const std::uint32_t> labels, std::size_t count);

/// The same for the blocks of a town, by a label for each block.
[[nodiscard]] std::vector<MultiPolygon> dissolve_blocks(const Town& town, std::span<const std::uint32_t> labels,
                                                        std::size_t count);

/// The outline of every area of the town, of all levels, from the areas of the blocks. O(levels x edges log edges).
[[nodiscard]] Column<AreaId, MultiPolygon> area_outlines(const Town& town);

}  // namespace wangge::town
