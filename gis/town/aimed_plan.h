#pragma once

#include "gis/town/street_plan.h"

namespace wangge::town {

/// Streets and land use of the town, on the land that the specification gives it. Throws as lay_streets and allot_land do.
[[nodiscard]] StreetPlan allotted_plan(const TownSpec& spec, core::Threads threads, core::Progress& progress);

/// Streets and land use of the town. Where a number of buildings is aimed at, the built-up land is set to it: streets are laid,
/// a sample of blocks is filled, and the land is scaled until the estimate is near the aim, three times at most; the nearest
/// plan is kept. Not for counties, nor for quarters of a given outline or area, where nothing is left to set. Land never gets
/// too small for the households. Same spec, same bytes, for any threads. Throws as lay_streets and allot_land do.
[[nodiscard]] StreetPlan aimed_plan(const TownSpec& spec, core::Threads threads, core::Progress& progress);

}  // namespace wangge::town
