#pragma once

#include "gis/town/street_plan.h"
#include "gis/town/town_spec.h"

/// The centres of small towns: a market street with shops, the town's government, a school, a market, a clinic.
namespace wangge::town::plot {

/// Where the centre of a small town will be made.
struct TownCentrePlace {
  AreaId town;
  Position at;
};

/// By town, rising: the middle of the village that `allot_town_centres` makes its centre, if the roads stay as they are or the
/// road there gains in rank. Preconditions: as there. O(blocks x towns).
[[nodiscard]] std::vector<TownCentrePlace> town_centre_places(const StreetPlan& plan, const TownSpec& spec);

/// Gives every town of a county that has villages but no built-up land of its own a centre: of its natural villages the one that
/// is large, on a main road and near the middle of the others, with its neighbours where it is small. Up to half of their
/// blocks become public, the others a market street. O(blocks x towns).
void allot_town_centres(StreetPlan& plan, const TownSpec& spec);

/// By line: 1 where it is a market street of such a centre: its main road, and streets between its blocks. O(edges).
[[nodiscard]] std::vector<std::uint8_t> market_streets(const StreetPlan& plan);

/// Homes of a market street stand so many times closer than those of a village.
inline constexpr double market_density = 2.4;

}  // namespace wangge::town::plot
