#pragma once

#include "engine/core/id.h"
#include "engine/planning/anneal.h"
#include "engine/planning/draft.h"
#include "engine/planning/grid_counts.h"
#include "engine/planning/make_plan.h"
#include "engine/planning/region_search.h"
#include "engine/planning/search_graph.h"
#include "engine/territory/territory.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace wangge::planning {

/// Searches of a region that is tiny, or that has another number of grids than its share.
constexpr std::uint32_t tiny_runs = 8;

/// Land that is drawn on its own, and the best that searches have found for it.
struct Region {
  AreaId area;
  SearchGraph graph;
  std::vector<std::int64_t> counts;  ///< of grids, to try in this order
  bool count_given = false;          ///< by the planner: the one in `counts`, no other
  bool of_total = false;             ///< the given count is a share of the total alone: another region may take some of it
  CountRange possible{};             ///< counts that sizes allow
  std::uint64_t proposals = 0;       ///< of one search
  SearchRun run;                     ///< of the best so far
  Best best;

  [[nodiscard]] std::uint32_t parts(std::size_t choice) const {
    return static_cast<std::uint32_t>(std::min<std::int64_t>(counts[choice], static_cast<std::int64_t>(graph.size())));
  }
};

/// Ways from the middles of grids by road, or from the posts; one for each search, since it keeps what it was asked. Refers to
/// its arguments.
[[nodiscard]] PartMinutes ways_in(const territory::Territory& territory, const Region& region, const PlanningInputs& inputs);

/// For searches from fresh seeds straight lines stand for roads; ways from posts are known.
[[nodiscard]] PartMinutes ways_of_posts(const territory::Territory& territory, const Region& region,
                                        const PlanningInputs& inputs);

}  // namespace wangge::planning
