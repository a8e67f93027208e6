#pragma once

#include "gis/town/streets/plan_lines.h"

#include <vector>

namespace wangge::town::streets {

/// The dense middle of a town: where it is and how much is built up around it.
struct TownCentre {
  Position at;
  double built_m2 = 0;
};

/// Makes pairs of neighbouring parallel streets of several blocks each one-way in opposite directions, right-hand traffic: driven
/// with the other street on the left. One for about every square kilometre of a dense middle, at most 12 in a town (assumed).
/// Bicycles and walkers keep both ways. A pair is shortened, or taken back, where cars could not get from every street to every
/// other.
/// O(rounds x lines + streets near the centres squared).
void lay_one_way_pairs(LaidPlan& laid, const std::vector<TownCentre>& centres);

}  // namespace wangge::town::streets
