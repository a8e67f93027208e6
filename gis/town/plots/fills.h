#pragma once

#include "gis/town/plots/site.h"

/// What is built on a block, by its use. Each adds ways, compounds and buildings to the site.
namespace wangge::town::plot {

void fill_compounds(Site& site);
void fill_open_estate(Site& site);
void fill_lanes(Site& site);
void fill_urban_village(Site& site);
void fill_village(Site& site);
void fill_commerce(Site& site);
void fill_industry(Site& site);
void fill_school(Site& site);
void fill_hospital(Site& site);
void fill_market(Site& site);
void fill_civic(Site& site);
void fill_park(Site& site);
void fill_farmland(Site& site);
/// Shop-houses on fields along the market street of a small town.
void fill_market_front(Site& site);

}  // namespace wangge::town::plot
