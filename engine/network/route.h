#pragma once

#include "engine/core/units.h"
#include "engine/network/access.h"
#include "engine/network/hierarchy/pair_search.h"
#include "engine/network/road_graph.h"

#include <span>
#include <vector>

namespace wangge::network {

/// A part of an edge as a way takes it, in offsets from the edge's tail: backward where `from` lies beyond `to`.
struct RoutePiece {
  EdgeId edge;
  Metres from{0};
  Metres to{0};
};

/// A shortest way from door to door.
struct Route {
  Millis time{0};                  ///< both ways on foot between road and door included
  std::vector<RoutePiece> pieces;  ///< in the order walked or driven; each begins where the one before ends
};

/// The whole of a way whose edges a hierarchy found, with the parts of the first and the last edge.
[[nodiscard]] std::vector<RoutePiece> route_pieces(const RoadGraph& graph, const AccessPoint& from, const AccessPoint& to,
                                                   const NodePath& path);

/// The line to draw: every bend once. O(points).
[[nodiscard]] std::vector<Position> route_line(const RoadGraph& graph, std::span<const RoutePiece> pieces);

}  // namespace wangge::network
