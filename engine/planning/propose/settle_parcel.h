#pragma once

#include "engine/planning/grid_counts.h"
#include "engine/planning/propose/parcel.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace wangge::planning {

/// For each node the first of those that it is joined with: compounds that a grid in range can hold stay together, and so do
/// nodes on both sides of a border that may not be. Where change is limited, today's borders stay possible: what they part is
/// not joined. `loosened` compounds are not kept together. O(cells + borders).
[[nodiscard]] std::vector<std::uint32_t> joined_compounds(const territory::Territory& territory, const SearchGraph& graph,
                                                          const PlanningRules& rules, const PlanWishes& wishes, const Plan* today,
                                                          const std::vector<territory::CompoundId>& loosened);

/// A number of parts that the graph has nodes for, at least one.
[[nodiscard]] std::uint32_t fitting(std::int64_t count, const SearchGraph& graph);

/// The parcel's graph with nothing joined that only grids in range could not part.
using GraphOfAnySize = std::function<SearchGraph()>;

/// Chooses for a parcel that is not locked, whose graph is as `search_graphs` made it, which compounds to let go and how many
/// grids to go for, and finds a partition that is as even as can be (`even_parts`). Where it is proven that none is in range, the
/// parcel's graph becomes the one of any size, so that grids can come as near to the range as possible.
void settle_parcel(const territory::Territory& territory, const PlanningRules& rules, const PlanWishes& wishes, const Plan* today,
                   const GraphOfAnySize& of_any_size, Parcel& parcel);

}  // namespace wangge::planning
