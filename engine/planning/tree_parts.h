#pragma once

#include "engine/planning/planning_rules.h"
#include "engine/planning/search_graph.h"
#include "engine/planning/spanning_tree.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace wangge::planning {

/// A partition of a tree's nodes into connected parts, any number of them.
struct TreeParts {
  std::int64_t excess = 0;  ///< households out of the range; parts with a giant are let off
  double cost = std::numeric_limits<double>::infinity();
  std::uint32_t count = 0;
  std::vector<std::uint32_t> labels;  ///< 0..count-1, in the order of the tree
};

/// Cuts edges of a tree so that the parts lie in range, whatever their number: exact for the tree (dynamic programming over
/// subtrees, Ito, Zhou, Nishizeki 2006, "Partitioning a graph of bounded tree-width to connected subgraphs of almost uniform
/// size"). No part is over the maximum unless it holds a cell that is; then its size does not count, but it should take in
/// little else. Of the partitions with least excess the one whose parts differ least from `ideal` households, squared.
/// O(nodes + total x most) time, O(nodes x most) space. Sizes up to more than 20,000 are rounded to 1/2,000 of the
/// maximum, so that it is exact up to that, and the excess counted by the true ones.
///
///   SpanningTree tree(graph);   tree.grow(members, bias, luck);   TreeParts parts = cut_tree(graph, tree, range, 90);
[[nodiscard]] TreeParts cut_tree(const SearchGraph& graph, const SpanningTree& tree, const SizeRange& range, double ideal);

}  // namespace wangge::planning
