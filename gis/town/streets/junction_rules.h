#pragma once

#include "engine/core/units.h"
#include "gis/town/street_plan.h"

namespace wangge::town::streets {

/// Forbids turns where main streets meet others, at a share of the junctions: at crossings of main streets turning round and some
/// left turns, where a street meets a main one the left turns onto it and off it. Those without which cars could not get from
/// every street to every other are taken back. O(rounds x lines).
void restrict_turns(StreetPlan& plan, core::Seed seed);

}  // namespace wangge::town::streets
