#pragma once

#include "engine/planning/exact/weighted_graph.h"

#include <cstdint>
#include <vector>

namespace wangge::planning {

/// What a node parts its land into when it is taken away.
struct Pockets {
  WeightedGraph::Node node = 0;
  std::uint32_t land = 0;             ///< of the node
  std::vector<std::int64_t> weights;  ///< of the pieces
};

/// The lands of a graph and the pieces around each of their nodes.
struct PocketMap {
  std::vector<std::int64_t> lands;  ///< weight of each connected component, by first node
  std::vector<Pockets> around;      ///< of each node
};

/// By depth-first search and low points (Hopcroft and Tarjan 1973). O(nodes + edges).
///
///   for (const Pockets& pockets : pocket_map(graph).around) …
[[nodiscard]] PocketMap pocket_map(const WeightedGraph& graph);

}  // namespace wangge::planning
