#pragma once

#include "engine/core/units.h"
#include "gis/town/streets/plan_lines.h"

namespace wangge::town::streets {

/// Gives every street of a town a made Chinese name, the same along all its lines; main streets and streets have different last
/// words. Lines without a street number stay without a name.
void name_streets(LaidPlan& laid, core::Seed seed);

}  // namespace wangge::town::streets
