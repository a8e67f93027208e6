#pragma once

#include "gis/town/street_plan.h"
#include "gis/town/town_spec.h"

/// Which blocks are one natural village.
namespace wangge::town::plot {

/// Fills StreetPlan::hamlets of a plan whose land is allotted: what lies together is one village, or several side by side where
/// its share of the households of its area would be more than 150. Where an area of the countryside has so many villages that
/// they would have fewer than 20 each, the smallest become fields. O(blocks log blocks).
void found_villages(StreetPlan& plan, const TownSpec& spec);

}  // namespace wangge::town::plot
