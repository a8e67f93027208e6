#pragma once

#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/planning/aims/post_ways.h"
#include "engine/planning/dedicated/dedicated_wish.h"
#include "engine/planning/grid_counts.h"
#include "engine/planning/plan.h"
#include "engine/planning/planning_rules.h"
#include "engine/territory/territory.h"

#include <functional>
#include <vector>

namespace wangge::planning {

/// Draws grids in every lowest-level area: seeds by random spanning trees, recombination of two neighbouring grids, then
/// annealed flips of single cells (DeFord, Duchin, Solomon 2021 for the trees), until every grid is in range where
/// arithmetic allows. Areas are solved one by one on `threads`; the result depends on (territory, rules, seed) alone.
/// Cost: about `rules.effort` proposals a cell, each some hundred nanoseconds.
/// Where the planner gives numbers of grids they are met exactly (`wished_counts`), ranges by the number nearest to what suits
/// the sizes; where it gives a total that no plan has, Error(input) is thrown. Grids are numbered in columns from west to east,
/// each column from north to south (see `number_grids`).
///
///   Plan plan = make_plan(territory, {.rules = rules, .travel = {}}, seed, threads, progress);
struct PlanningInputs {
  PlanningRules rules;
  WorkOfCell work;                         ///< empty: households
  TravelMinutes travel;                    ///< empty: straight lines
  std::vector<DedicatedGrid> dedicated{};  ///< stand as they are; the rest is drawn without them
  const PostWays* posts = nullptr;         ///< posts at known places, from which ways are measured; null: middles of grids
  std::function<bool()> stop{};            ///< asked before each search; from then on they keep to their seeds. May be empty
  CountWishes counts{};                    ///< the planner's numbers of grids; empty: those that suit the sizes best
};

[[nodiscard]] Plan make_plan(const territory::Territory& territory, const PlanningInputs& inputs, core::Seed seed,
                             core::Threads threads, core::Progress& progress);

}  // namespace wangge::planning
