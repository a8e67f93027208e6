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
  return std::any_of(parcel.side.begin(), parcel.side.end(), [&](Side side) { return site.main_street(side); });
}

/// Everything of one old quarter; parcels are drawn in turn.
void build_old_house(Site& site, const Outline& parcel) {
  constexpr HouseStyle style{.deepest = 15, .longest = 20, .squareness = 0.55, .courtyards = 0.7};
  if (site.chance(0.04)) return;  // a tree, a well, a yard
  const bool shop = on_main_street(site, parcel) || site.chance(0.04);
  const bool public_house = parcel.area() > 150 && site.chance(0.012);
  const std::optional<std::size_t> index = build_house(site, parcel, style,
                                                       public_house ? BuildingUse::civic
                                                       : shop       ? BuildingUse::mixed
                                                                    : BuildingUse::residential);
  if (!index) return;
  Building& building = site.fill.buildings[*index];
  const int built = std::min(site.ground.year, drawn(site, 1930, 1996));
  const bool courtyard = building.footprint.size() > 6;
  const int floors = public_house || courtyard ? drawn(site, 1, 2) : shop ? drawn(site, 2, 4) : drawn(site, 1, 3);
  if (public_house) {
    building.floors = building.floors_min = building.floors_max = static_cast<std::uint16_t>(floors);
    building.built = static_cast<std::int16_t>(built);
    return;
  }
  const double flat = site.spec.dwelling_m2 * (shop ? 1.5 : 1.0);
  furnish_house(building, floors, 1, shop ? 5 : 4, flat, built);
}

void build_village_tower(Site& site, const Outline& parcel) {
  constexpr HouseStyle style{
      .front_room = 0.5, .side_room = 0.6, .deepest = 12.5, .longest = 13, .squareness = 0.9, .least_area = 40};
  if (site.chance(0.03)) return;
  const bool shop = on_main_street(site, parcel) || site.chance(0.08);
  const std::optional<std::size_t> index = build_house(site, parcel, style, shop ? BuildingUse::mixed : BuildingUse::residential);
  if (!index) return;
  const int built = std::min(site.ground.year, drawn(site, 1992, 2014));
  furnish_house(site.fill.buildings[*index], drawn(site, 4, 7), 3, 8, site.spec.dwelling_m2 * (shop ? 1.15 : 1.0), built);
}

/// The narrow lanes and the parcels between them.
template <class Build>
void fill_by_lanes(Site& site, const LaneStyle& style, double target, double margin, Build build) {
  for (const Outline& land : site.land(margin, 200)) {
    std::vector<Outline> blocks;
    cut_lanes(site, facing_roads(site, land), style, blocks);
    for (const Outline& block : blocks) {
      for (const Outline& part : convex_parts(block)) {
        std::vector<Outline> parcels;
        cut_parcels(site, part, target * site.between(0.85, 1.2), style.jitter, parcels);
        for (const Outline& parcel : parcels) {
          for (const Outline& plot : convex_parts(parcel)) build(site, plot);
        }
      }
    }
  }
}

}  // namespace

void fill_lanes(Site& site) {
  const LaneStyle style{.plot_depth = site.between(12, 15),
                        .longest_block = site.between(70, 110),
                        .lane_width = site.between(2.6, 4),
                        .jitter = 0.14};
  fill_by_lanes(site, style, site.between(120, 170), 0.8, build_old_house);
}

void fill_urban_village(Site& site) {
  const LaneStyle style{.plot_depth = site.between(11, 13),
                        .longest_block = site.between(50, 75),
                        .lane_width = site.between(2.5, 3.6),
                        .jitter = 0.05,
                        .line_class = site.chance(0.3) ? network::LineClass::service : network::LineClass::footway};
  fill_by_lanes(site, style, site.between(125, 160), 1.5, build_village_tower);
}

}  // namespace wangge::town::plot
