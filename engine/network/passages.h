#pragma once

#include "engine/network/node_barrier.h"
#include "engine/network/road_graph.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

/// Barriers in a road graph. Internal to engine/network.
namespace wangge::network {

/// The source's ids of nodes at which a barrier stops any mode, rising, each once.
[[nodiscard]] std::vector<std::int64_t> barred_nodes(std::span<const NodeBarrier> barriers);

/// Parts the roads at these nodes and joins them again by passages: edges without length, open to who may pass. Where two road
/// ends meet, one passage lies between them; where more meet, each has its own to the node in their middle. A passage belongs to
/// the line of the road end that it leads to. Ferries land in the middle. A barrier at the end of the only road parts nothing.
///
///     before                after: A--B' and B--C, and the passage between B' and B
///     A---B---C             A---B'-B---C
///
/// Appends nodes and edges (all columns but shape, slope and time); returns the passages with their places.
/// O(edges + barriers log barriers).
[[nodiscard]] std::vector<std::pair<EdgeId, Position>> lay_passages(RoadGraph& graph, std::span<const NodeBarrier> barriers);

}  // namespace wangge::network
