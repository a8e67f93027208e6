#pragma once

#include "engine/core/text.h"
#include "engine/planning/aims/plan_aims.h"
#include "engine/planning/propose/aim_draft.h"
#include "engine/planning/propose/parcel.h"

#include <optional>
#include <string_view>
#include <vector>

namespace wangge::planning {

/// One direction in which a plan is sought: weights of the aims, and how many grids.
struct Profile {
  enum class Count : std::uint8_t { usual, fewer, more };

  std::string_view key;  ///< "balanced"
  core::Text name;
  Aims aims;
  Count count = Count::usual;
  bool no_worse = false;  ///< no figure of any parent may be worse than the reference plan's
};

/// The scenario's weights; each aim that has a weight and a meaning emphasised in turn; one fewer and one more grid; and, where
/// there is a reference plan, the scenario's weights with no figure worse than its.
[[nodiscard]] std::vector<Profile> make_profiles(const Aims& aims, const AimGround& ground, bool compounds, bool reference);

/// What the reference plan has in one parcel and in all.
struct ReferenceTerms {
  AimTerms terms{};
  double deviation_max = 0;  ///< over all parcels
  double open_share = 0;     ///< of the borders of all parcels
};

/// How much of a parcel may change grid.
struct ChangeLimit {
  double share = 1;    ///< of its households
  bool first = false;  ///< goes before sizes, which are excused there
};

/// Prices that make the aims comparable: against the terms of a usual partition of the parcel into so many parts.
[[nodiscard]] AimGoal make_goal(const Parcel& parcel, const AimTerms& usual, std::uint32_t parts, const Profile& profile,
                                const std::optional<ChangeLimit>& change, const std::optional<ReferenceTerms>& reference);

}  // namespace wangge::planning
