#pragma once

#include "engine/planning/aims/plan_aims.h"
#include "engine/planning/propose/improve.h"
#include "engine/planning/propose/parcel.h"
#include "engine/planning/propose/profile.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::planning {

/// A partition of a parcel.
struct Partition {
  std::uint32_t parts = 1;
  std::vector<std::uint32_t> labels;

  friend bool operator==(const Partition&, const Partition&) = default;
};

/// The partition that a plan of the same territory makes of a parcel: a node goes where most of its households are, what is not
/// connected with the largest piece of its grid joins the neighbour along the longest border. O(nodes + arcs) a round.
[[nodiscard]] Partition partition_of(const Plan& plan, const territory::Territory& territory, const Parcel& parcel);

struct PoolInputs {
  const territory::Territory& territory;
  const PlanningRules& rules;
  const TravelMinutes& travel;
  const PlanWishes& wishes;
  const std::vector<Profile>& profiles;
  core::Seed seed;
  std::uint64_t number = 0;              ///< of the parcel, for its luck
  std::optional<Partition> reference{};  ///< what the reference plan makes of it
  ReferenceTerms reference_terms{};      ///< over all parcels; `terms` is filled in here
  std::optional<Partition> today{};
  const PostWays* posts = nullptr;  ///< null: ways from the middle of a grid
};

/// What the searches of one parcel found: for each profile its best, and how much work it took.
struct Pool {
  std::vector<Found> best;     ///< by profile
  std::vector<Found> options;  ///< with the reference's number of grids, judged at the given weights; the reference first
  std::uint64_t proposals = 0;
  bool stopped = false;  ///< by PlanWishes::stop
};

/// Seeds by spanning trees, repaired where out of range, the reference and today's grids, then an annealed search for each
/// profile from its best start (two for the given weights); every profile takes the best of all that was found with its number of
/// grids. Depends on its arguments alone (unless stopped). Cost: about `rules.effort` proposals a node for the seeds, as many
/// again for the given weights, half as many for each further profile.
[[nodiscard]] Pool search_parcel(const Parcel& parcel, const PoolInputs& inputs);

/// Terms of a partition, as the ceilings of `no_worse` need them.
[[nodiscard]] AimTerms terms_of(const Parcel& parcel, const territory::Territory& territory, const PlanningRules& rules,
                                const TravelMinutes& travel, const Partition& partition, double open_share,
                                const PostWays* posts = nullptr);

}  // namespace wangge::planning
