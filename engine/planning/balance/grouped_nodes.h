#pragma once

#include "engine/planning/exact/heavy_groups.h"
#include "engine/planning/search_graph.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::planning {

/// For each node the lowest one that it is joined with so that each group of heavy nodes hangs together: groups whose nodes are
/// not beside each other are linked along the lightest ways through nodes of no group, one group after the other (the nearest
/// first); nothing where a way is blocked. `backwards`: the farthest first. Fit for `join_nodes`.
/// O(groups x nodes x arcs log nodes).
[[nodiscard]] std::optional<std::vector<std::uint32_t>> join_groups(const SearchGraph& graph, const Grouping& grouping,
                                                                    bool backwards);

}  // namespace wangge::planning
