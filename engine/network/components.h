#pragma once

#include "engine/core/csr.h"
#include "engine/core/id.h"
#include "engine/network/road_graph.h"

#include <cstdint>

namespace wangge::network {

/// The strongly connected component of every node, numbered in no particular but repeatable order (Tarjan 1972, with a
/// stack of its own instead of recursion). O(nodes + arcs).
///
///   const auto component = strong_components(graph.node_count(), graph.out[0]);
[[nodiscard]] Column<NodeId, std::uint32_t> strong_components(std::size_t nodes, const core::Csr<NodeId, Arc>& out);

/// Fills `out` of a graph whose edges stand, turn restrictions aside. O(edges).
void lay_arcs(RoadGraph& graph);

/// Fills `in_main` and `components` of a graph whose arcs stand.
void find_components(RoadGraph& graph);

}  // namespace wangge::network
