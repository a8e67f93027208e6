#include "engine/core/math.h"
#include "gis/town/plots/allotment.h"
#include "gis/town/plots/division.h"
#include "gis/town/plots/estate.h"
#include "gis/town/plots/fills.h"
#include "gis/town/plots/street_front.h"

#include <algorithm>

namespace wangge::town::plot {

namespace {

/// About how large estates are on such land, in hectares; the spread is wide on purpose: 20 to 4,000 households.
double usual_hectares(Site& site) {
  const double spread = core::exp(site.between(-0.95, 0.95)) * (site.chance(0.2) ? 0.35 : 1);
  switch (site.ground.fabric) {
    case Fabric::old_core:
      return 0.42 * spread;
    case Fabric::mixed:
      return 1.3 * spread;
    case Fabric::industrial_estate:
      return 1.2 * spread;
    case Fabric::village:
      return 1.0 * spread;
    case Fabric::grid_quarter:
    case Fabric::suburb:
      return 3.2 * spread;
  }
  return spread;
}

double sum_of_areas(const std::vector<Outline>& pieces) {
  double sum = 0;
  for (const Outline& piece : pieces) sum += piece.area();
  return sum;
}

/// Land within the reserves and behind the shops; the shops go where they would take too much of it.
std::vector<Outline> land_behind_shops(Site& site, double margin, std::vector<double>& shops) {
  constexpr double least = 700;  // square metres
  std::vector<Outline> whole = site.land(margin, least);
  std::vector<double> width = site.ground.half_width_m;
  for (std::size_t i = 0; i < width.size(); ++i) width[i] += margin + shops[i];
  std::vector<Outline> behind = inset(site.ground.ring, width, least);
  // Small land is a yard with its houses first.
  constexpr double small = 8000;
  const double left = sum_of_areas(behind);
  const double all = sum_of_areas(whole);
  if (left > (all < small ? 0.8 : 0.6) * all) return behind;
  std::fill(shops.begin(), shops.end(), 0);
  return whole;
}

/// Where no estate finds room: houses of flats over shops along the streets.
void build_street_flats(Site& site) {
  const int built = std::min(site.ground.year, 1985 + static_cast<int>(site.luck.below(25)));
  const double flat = site.spec.dwelling_m2;
  const auto road = [&](std::size_t edge) {
    const auto found = site.class_of(static_cast<Side>(edge));
    return found && *found >= network::LineClass::service && *found <= network::LineClass::primary;
  };
  const Front front{.setback = 1.5, .depth_low = 10, .depth_high = 12.5, .width_low = 16, .width_high = 45, .gap = 5};
  build_front(site, front, road, [&](Building& building, double area) {
    building.use = territory::BuildingUse::mixed;
    building.floors = static_cast<std::uint16_t>(4 + site.luck.below(3));
    building.floors_min = 3;
    building.floors_max = 7;
    building.built = static_cast<std::int16_t>(built);
    // The ground floor is shops.
    building.dwellings_per_floor = static_cast<float>(0.83 * area / flat);
  });
}

void fill_with_estates(Site& site, double margin, double target, bool walled) {
  std::vector<double> shops = shop_depths(site);
  std::vector<Outline> estates;
  for (const Outline& piece : land_behind_shops(site, margin, shops)) {
    for (Outline& part : divided(site, piece, target)) estates.push_back(std::move(part));
  }
  double land = sum_of_areas(estates);
  double left = site.ground.households;
  bool built = false;
  bool bare = false;
  for (const Outline& estate : estates) {
    // What one estate cannot hold its neighbours take.
    const double share = left * estate.area() / land;
    const double flats = build_estate(site, estate, share, walled);
    left = std::max(0.0, left - std::min(share, flats * site.spec.occupied));
    land -= estate.area();
    built = built || flats > 0;
    bare = bare || flats <= 0;
  }
  if (built) build_shops(site, shops);
  if (bare || !built) build_street_flats(site);
}

/// So many households on so much land live in towers behind one wall.
bool one_super_estate(const Site& site) {
  constexpr double density = 0.0165;  // households a square metre between the middles of the streets
  const double land = std::abs(signed_area(site.ground.ring));
  return land > super_block_m2 && site.ground.households > density * land;
}

}  // namespace

void fill_compounds(Site& site) {
  const double margin = site.between(1.8, 2.8);
  const double usual = usual_hectares(site) * 10000;
  fill_with_estates(site, margin, one_super_estate(site) ? 1e9 : usual, true);
}

void fill_open_estate(Site& site) { fill_with_estates(site, 2, 15000, false); }

}  // namespace wangge::town::plot
