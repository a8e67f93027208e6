#pragma once

#include "engine/core/progress.h"
#include "gis/town/street_plan.h"

namespace wangge::town::streets {

/// Lays out a county: river and railway through its valley, land of every town and rural area, compact towns with streets, roads
/// between them, villages along the roads.
[[nodiscard]] StreetPlan lay_county(const TownSpec& spec, core::Threads threads, core::Progress& progress);

}  // namespace wangge::town::streets
