#pragma once

#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/planning/aims/plan_aims.h"
#include "engine/planning/plan.h"
#include "engine/planning/propose/parent_report.h"
#include "engine/planning/propose/plan_wishes.h"
#include "engine/planning/propose/profile.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace wangge::planning {

struct ProposeInputs {
  PlanningRules rules;
  WorkOfCell work;       ///< empty: households
  TravelMinutes travel;  ///< empty: straight lines
  const LedgerOfCell* ledger = nullptr;
  const Plan* today = nullptr;  ///< today's grids, if there are any
  PlanWishes wishes{};
  const PostWays* posts = nullptr;  ///< posts at known places; null: ways from the middle of a grid
};

struct ProposedPlan {
  Plan plan;
  PlanAims aims{};
  std::string_view profile;  ///< key of the direction it was found in
  core::Text profile_name;
  double score = 0;               ///< `aim_scores` among the candidates and the reference
  std::size_t invalid = 0;        ///< grids that break a rule
  std::size_t unexcused = 0;      ///< of them, those that neither arithmetic nor a lock excuses
  std::int64_t beyond_limit = 0;  ///< households that change grid beyond what PlanWishes allow, over all parents
  bool no_worse = false;          ///< sought with the reference's figures as ceilings
  std::vector<ParentReport> parents{};

  /// All grids in order or excused.
  [[nodiscard]] bool valid() const { return unexcused == 0 && !changes_too_much(); }
  [[nodiscard]] bool changes_too_much() const { return beyond_limit > 0; }
};

struct Proposal {
  std::vector<ProposedPlan> plans;  ///< fewest grids out of order first, then least change beyond the limit, then by score
  ProposedPlan reference;           ///< today's plan, or the one that `make_plan` draws
  bool reference_is_today = false;
  std::size_t candidates = 0;   ///< before dominated and alike ones were left out
  std::uint64_t proposals = 0;  ///< work units spent
  bool stopped = false;         ///< by PlanWishes::stop
};

/// Several plans of one territory, none dominated by another over the soft aims, each the best found in one direction: every
/// parcel of every parent is searched once for each profile (see `make_profiles`), and a plan takes in each parcel what suits its
/// profile best. A single plan is sought with the given weights and the reference's ceilings alone, with all profiles only where
/// it would pass a limit of change: it is then the first that more plans would have. Parcels are solved in parallel; the result
/// depends on (territory, inputs, seed) alone unless it was stopped. Throws Error(usage) where a locked grid does not exist.
/// Cost: that of `search_parcel` over the parcels, and of `make_plan` where there is no plan of today.
///
///   Proposal proposal = propose_plans(territory, {.rules = rules, .work = {}, .travel = minutes}, seed, threads, progress);
[[nodiscard]] Proposal propose_plans(const territory::Territory& territory, const ProposeInputs& inputs, core::Seed seed,
                                     core::Threads threads, core::Progress& progress);

}  // namespace wangge::planning
