#include "gis/town/plots/estate_ways.h"
#include "gis/town/plots/fills.h"
#include "gis/town/plots/housing.h"
#include "gis/town/plots/slabs.h"

#include <algorithm>

namespace wangge::town::plot {

namespace {

using territory::BuildingUse;

void fill_works(Site& site, const Outline& land) {
  const std::vector<Mouth> gates = chosen_mouths(site, land, land.area() > 25000 ? 2 : 1);
  if (gates.empty()) return;
  const Frame frame = smallest_box(land.corner);
  const Circulation inside = lay_estate_ways(site, land, gates, frame, 6, 6, land.area() > 20000);
  const int built = year_built(site);
  // The office by the gate.
  if (const auto office = free_place(site, inside.yard, frame, 34, 14, gates[0].at, false, {8, 2})) {
    Building& building = site.build(*office, BuildingUse::commercial);
    building.floors = building.floors_min = building.floors_max = static_cast<std::uint16_t>(3 + site.luck.below(3));
    building.built = static_cast<std::int16_t>(built);
  }
  const double deep = extent(inside.yard, frame).depth();
  const Slabs sheds{.depth = std::min(site.between(22, 36), std::max(14.0, 0.6 * deep - 6)),
                    .length_low = 28,
                    .length_high = site.between(70, 110),
                    .side_gap = 12,
                    .row_gap = site.between(14, 18),
                    .use = BuildingUse::industrial};
  const std::size_t first = site.fill.buildings.size();
  lay_slabs(site, inside.yard, frame, sheds, network::LineClass::service, 6, !inside.looped);
  for (std::size_t i = first; i < site.fill.buildings.size(); ++i) {
    Building& building = site.fill.buildings[i];
    building.floors = static_cast<std::uint16_t>(1 + (site.chance(0.25) ? site.luck.below(3) : 0));
    building.floors_min = building.floors_max = building.floors;
    building.built = static_cast<std::int16_t>(built);
  }
  // What is left takes stores and boiler houses.
  for (int store = 0; store < 4; ++store) {
    const double depth = site.between(9, 16);
    const double width = site.between(12, 22);
    const auto place = free_place(site, inside.yard, frame, width, depth, gates[0].at, true, {7, 2});
    if (!place) break;
    Building& building = site.build(*place, BuildingUse::industrial);
    building.built = static_cast<std::int16_t>(built);
  }
}

}  // namespace

void fill_industry(Site& site) {
  for (const Outline& land : site.land(3, 600)) fill_works(site, land);
}

}  // namespace wangge::town::plot
