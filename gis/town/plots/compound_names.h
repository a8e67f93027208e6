#pragma once

#include "gis/town/plots/site.h"

#include <string>

namespace wangge::town::plot {

/// A made-up name as estates of that time bear it: works' quarters, numbered districts, gardens, towns of dealers.
[[nodiscard]] std::string compound_name(Site& site, int built, double hectares);

}  // namespace wangge::town::plot
