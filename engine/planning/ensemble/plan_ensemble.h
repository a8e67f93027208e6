#pragma once

#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/planning/ensemble/aim_distribution.h"
#include "engine/planning/planning_rules.h"
#include "engine/planning/propose/propose_plans.h"
#include "engine/planning/sampling/recom_chain.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wangge::planning {

/// How many plans are drawn, by which law.
struct EnsembleWishes {
  std::uint32_t plans = 2000;   ///< in all; shared by the chains, rounded up
  std::uint32_t chains = 4;     ///< from starts of their own
  std::uint32_t thin = 5;       ///< trees a grid from one plan to the next
  std::uint32_t burn_in = 100;  ///< trees a grid before the first
  bool reversible = false;      ///< the law of the reversible chain (RecomChain)
};

/// One parent whose grids can be drawn in several ways.
struct ParentEnsemble {
  AreaId area;
  std::size_t grids = 0;
  SizeRange range;               ///< of households that the drawn grids keep
  bool widened = false;          ///< beyond the rule, since no plan within it is known
  std::size_t given_starts = 0;  ///< chains that had to begin with the plan of the first
  std::size_t still = 0;         ///< chains that never left their start
  RecomTally tally;              ///< of all chains
  std::vector<AimDistribution> aims;
};

/// Plans drawn at random under the rules, as a ground to judge plans by: is today's plan usual, or is it an outlier?
struct PlanEnsemble {
  std::uint32_t chains = 0;
  std::uint32_t plans_a_chain = 0;
  std::size_t grids = 0;                      ///< of every drawn plan
  std::vector<AimDistribution> aims;          ///< of the whole territory
  std::vector<ParentEnsemble> parents;        ///< those with a choice, by id
  std::size_t parents_fixed = 0;              ///< parents without: one grid, or all locked
  std::vector<std::vector<AimValues>> draws;  ///< by chain, in the order drawn
  RecomTally tally;                           ///< of all parents and chains
};

/// Draws plans of every parent independently and measures each aim, for the parent and for the territory (a drawn plan of it
/// takes one drawn plan from every parent). Places are those of the reference, then of the proposed plans in their order.
///
/// Drawn plans keep: cells and the parent's border (rules 1, 2, 3), connected grids (rule 4), the range of households (rule 5, a
/// cell over the maximum counting as the maximum), locked and dedicated grids, borders that no grid may cross or that no border
/// may run along, compounds to be kept whole, and in each parcel the number of grids of today's plan, or of the first proposed
/// plan where there is none in range. They do not keep a limit of change, and do not look at any aim.
///
/// The same for any number of threads. Throws Error(interrupted) on Ctrl-C.
/// O(chains x (burn-in + plans x thin) x grids x nodes of two grids), and O(cells + borders) a plan.
///
///   const PlanEnsemble drawn = draw_ensemble(territory, inputs, proposal, {.plans = 2000}, seed, threads, progress);
[[nodiscard]] PlanEnsemble draw_ensemble(const territory::Territory& territory, const ProposeInputs& inputs,
                                         const Proposal& proposal, const EnsembleWishes& wishes, core::Seed seed,
                                         core::Threads threads, core::Progress& progress);

}  // namespace wangge::planning
