#include "gis/town/plots/fills.h"
#include "gis/town/plots/houses.h"

#include <algorithm>

namespace wangge::town::plot {

namespace {

using territory::BuildingUse;

int drawn(Site& site, int low, int high) {
  return low + static_cast<int>(site.luck.below(static_cast<std::uint32_t>(high - low + 1)));
}

bool on_main_street(const Site& site, const Outline& parcel) {
  return std::any_of(parcel.side.begin(), parcel.side.end(),
                     [&](Side side) { return site.main_street(side) || site.market_street(side); });
}

void set_public(Building& building, int floors, int built) {
  building.floors = building.floors_min = building.floors_max = static_cast<std::uint16_t>(floors);
  building.built = static_cast<std::int16_t>(built);
}

void date_sheds(Site& site, const HouseGroup& group, int built) {
  if (group.shed) site.fill.buildings[group.end()].built = static_cast<std::int16_t>(built);
}

/// Everything of one old quarter; parcels are drawn in turn.
void build_old_house(Site& site, const Outline& parcel, double row_unit) {
  HouseStyle style{.deepest = 15, .longest = 20, .squareness = 0.6, .courtyards = 0.7, .notched = 0.42, .sheds = 0.25};
  if (row_unit > 0) {
    style.row_unit = row_unit;
    style.longest = 60;
    style.deepest = 13;
  }
  if (row_unit <= 0 && site.chance(0.04)) return;  // a tree, a well, a yard
  const bool shop = on_main_street(site, parcel) || site.chance(0.04);
  const bool public_house = row_unit <= 0 && parcel.area() > 150 && site.chance(0.012);
  const HouseGroup group = build_houses(site, parcel, style,
                                        public_house ? BuildingUse::civic
                                        : shop       ? BuildingUse::mixed
                                                     : BuildingUse::residential);
  if (group.houses == 0) return;
  const int built = std::min(site.ground.year, drawn(site, 1930, 1996));
  date_sheds(site, group, built);
  for (std::size_t i = group.first; i < group.end(); ++i) {
    Building& building = site.fill.buildings[i];
    const bool courtyard = building.footprint.size() > 6;
    const int floors = public_house || courtyard ? drawn(site, 1, 2) : shop ? drawn(site, 2, 4) : drawn(site, 1, 3);
    if (public_house) {
      set_public(building, floors, built);
      continue;
    }
    const double flat = site.spec.dwelling_m2 * (shop ? 1.5 : 1.0);
    furnish_house(building, floors, 1, shop ? 5 : 4, flat, built);
  }
}

void build_village_tower(Site& site, const Outline& parcel, double row_unit) {
  HouseStyle style{.front_room = 0.5,
                   .side_room = 0.6,
                   .deepest = 12.5,
                   .longest = 13,
                   .squareness = 0.9,
                   .notched = 0.4,
                   .row_unit = row_unit,
                   .least_area = 40};
  if (row_unit > 0) style.longest = 50;
  if (row_unit <= 0 && site.chance(0.03)) return;
  const bool shop = on_main_street(site, parcel) || site.chance(0.08);
  const HouseGroup group = build_houses(site, parcel, style, shop ? BuildingUse::mixed : BuildingUse::residential);
  const int built = std::min(site.ground.year, drawn(site, 1992, 2014));
  for (std::size_t i = group.first; i < group.end(); ++i) {
    furnish_house(site.fill.buildings[i], drawn(site, 4, 7), 3, 8, site.spec.dwelling_m2 * (shop ? 1.15 : 1.0), built);
  }
}

/// How the land between lanes is built on.
struct Quarter {
  LaneStyle lanes{};
  ParcelStyle parcels{};
  double margin = 1;      ///< metres to the streets around
  double rows = 0;        ///< share of lane blocks where houses stand wall to wall in rows
  double row_unit = 7.8;  ///< metres of front of each of those
};

/// Rows stand on both sides of their common back; each is as long as a few parcels.
template <class Build>
void build_rows(Site& site, const Outline& part, const Quarter& quarter, Build build) {
  for (const Outline& side : back_to_back(part, quarter.lanes.plot_depth)) {
    const ParcelStyle rows{quarter.parcels.target * site.between(2, 3.5), 0.1, 0};
    for (const Outline& row : parcels_of(site, side, rows)) {
      for (const Outline& plot : convex_parts(row)) build(site, plot, quarter.row_unit * site.between(0.85, 1.25));
    }
  }
}

/// The narrow lanes and the parcels between them.
template <class Build>
void fill_by_lanes(Site& site, const Quarter& quarter, Build build) {
  // All lanes before the first house: that of a second piece of land may pass the first.
  std::vector<Outline> blocks;
  for (const Outline& land : site.land(quarter.margin, 200)) {
    for (Outline& block : lane_blocks(site, facing_roads(site, land), quarter.lanes)) blocks.push_back(std::move(block));
  }
  for (const Outline& block : blocks) {
    for (const Outline& part : convex_parts(block)) {
      if (site.chance(quarter.rows)) {
        build_rows(site, part, quarter, build);
        continue;
      }
      ParcelStyle parcels = quarter.parcels;
      parcels.target *= site.between(0.85, 1.2);
      for (const Outline& parcel : parcels_of(site, part, parcels)) {
        for (const Outline& plot : convex_parts(parcel)) build(site, plot, 0);
      }
    }
  }
}

}  // namespace

void fill_lanes(Site& site) {
  Quarter quarter{.parcels = {.variety = 0.4}, .margin = 0.8, .rows = 0.3};
  quarter.lanes = {.plot_depth = site.between(12, 15),
                   .longest_block = site.between(70, 110),
                   .lane_width = site.between(2.6, 4),
                   .jitter = 0.14};
  quarter.parcels.target = site.between(140, 195);
  quarter.parcels.jitter = quarter.lanes.jitter;
  // The houses of a market street have shops below and stand wall to wall.
  if (!site.ground.market.empty()) quarter.rows = 0.75;
  fill_by_lanes(site, quarter, build_old_house);
}

void fill_urban_village(Site& site) {
  Quarter quarter{.margin = 1.5, .rows = 0.22, .row_unit = 9};
  quarter.lanes = {.plot_depth = site.between(11, 13),
                   .longest_block = site.between(50, 75),
                   .lane_width = site.between(2.5, 3.6),
                   .jitter = 0.05,
                   .line_class = site.chance(0.3) ? network::LineClass::service : network::LineClass::footway};
  quarter.parcels = {site.between(125, 160), quarter.lanes.jitter, 0.15};
  fill_by_lanes(site, quarter, build_village_tower);
}

}  // namespace wangge::town::plot
