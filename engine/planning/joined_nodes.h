#pragma once

#include "engine/planning/search_graph.h"

#include <cstdint>
#include <vector>

namespace wangge::planning {

/// The same graph with nodes joined that stand for the same one: `joined_to` names for each node the lowest one it is joined
/// with, or itself. Nodes keep their order by the lowest, arcs theirs by target. Precondition: what is joined connects. O(nodes +
/// arcs log arcs).
[[nodiscard]] SearchGraph join_nodes(const SearchGraph& graph, const std::vector<std::uint32_t>& joined_to);

/// For `join_nodes`: nodes without work and households stand with the nearest node that has some, by steps; what moves then
/// carries something. Where fewer than `least` nodes would be left each stands for itself. O(nodes + arcs).
[[nodiscard]] std::vector<std::uint32_t> gather_empty(const SearchGraph& graph, std::size_t least);

/// Labels of the joined graph for the nodes that it was made of.
[[nodiscard]] std::vector<std::uint32_t> spread_labels(const std::vector<std::uint32_t>& labels,
                                                       const std::vector<std::uint32_t>& joined_to);

}  // namespace wangge::planning
