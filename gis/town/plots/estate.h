#pragma once

#include "gis/town/plots/site.h"

namespace wangge::town::plot {

/// One estate on its own land: wall, gates, ways, rows of flats for about so many households. Layouts are tried from the usual to
/// the densest. Returns the flats it holds at the most floors; 0, with nothing built, where it cannot be entered or no house
/// fits.
double build_estate(Site& site, const Outline& land, double households, bool walled);

}  // namespace wangge::town::plot
