#pragma once

#include "gis/map/theme.h"

/// The themes that hold circles beside each other.
namespace wangge::gis::map {

/// How likely a worker, who may be busy, is in time at each building, and where it is so in at least some shares of cases; the
/// static circle, which asks for the way alone, as a line. Without a simulation buildings are grey, which the legend says.
[[nodiscard]] ThemePaint paint_effective(const ThemeInput& input);

/// The land that any post reaches within the target, for each kind of responder that the plan has circles of; the smaller over
/// the larger.
[[nodiscard]] ThemePaint paint_responders(const ThemeInput& input);

}  // namespace wangge::gis::map
