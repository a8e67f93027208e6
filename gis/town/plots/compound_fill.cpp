#include "gis/town/plots/compound_names.h"
#include "gis/town/plots/division.h"
#include "gis/town/plots/estate_ways.h"
#include "gis/town/plots/fills.h"
#include "gis/town/plots/housing.h"
#include "gis/town/plots/slabs.h"
#include "gis/town/plots/street_front.h"

#include "engine/core/math.h"

#include <algorithm>

namespace wangge::town::plot {

namespace {

/// About how large estates are on such land, in hectares; the spread is wide on purpose: 20 to 4,000 households.
double usual_hectares(Site& site) {
  const double spread = core::exp(site.between(-0.95, 0.95)) * (site.chance(0.15) ? 0.4 : 1);
  switch (site.ground.fabric) {
    case Fabric::old_core:
      return 0.6 * spread;
    case Fabric::mixed:
      return 1.6 * spread;
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

std::size_t gate_count(Site& site, double hectares) {
  if (hectares < 0.6) return 1;
  if (hectares < 2) return site.chance(0.5) ? 2 : 1;
  if (hectares < 5) return site.chance(0.5) ? 3 : 2;
  return site.chance(0.5) ? 4 : 3;
}

Management management_of(Site& site, int built, double hectares) {
  if (built >= 2004) return Management::property;
  if (built >= 1996) return site.chance(0.7) ? Management::property : Management::self;
  if (hectares < 1 && site.chance(0.55)) return Management::none;
  return site.chance(0.5) ? Management::self : Management::property;
}

/// The wall as a closed ring with a corner at each gate, so that gates lie on it exactly.
Ring wall_through(const Corners& land, const std::vector<Mouth>& gates) {
  Ring wall;
  for (std::size_t i = 0; i < land.size(); ++i) {
    const Position a = land[i];
    const Position b = land[(i + 1) % land.size()];
    wall.push_back(settled(a));
    std::vector<std::pair<double, Position>> on_edge;
    for (const Mouth& gate : gates) {
      if (distance_to_segment(gate.at, a, b) < 0.01) on_edge.push_back({far(a, gate.at), settled(gate.at)});
    }
    std::sort(on_edge.begin(), on_edge.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
    for (const auto& [off, at] : on_edge) wall.push_back(at);
  }
  wall.push_back(wall.front());
  return wall;
}

void build_guard_house(Site& site, const Outline& land, const Mouth& gate, int built, CompoundId compound) {
  const Position aside = left_of(gate.inward);
  const double way = site.chance(0.5) ? 1 : -1;
  for (const double side : {way, -way}) {
    for (const double in : {4.0, 6.0}) {
      const Convex house = rectangle(plus(moved(gate.at, gate.inward, in), times(aside, side * 5.5)), gate.inward, 4, 3.5);
      if (!contains(land.corner, house.middle()) || !site.fits(house, {2, 0.6})) continue;
      Building& building = site.build(house, territory::BuildingUse::minor);
      building.compound = compound;
      building.built = static_cast<std::int16_t>(built);
      return;
    }
  }
}

/// A kindergarten or a clubhouse: the free place nearest to `near`.
void build_common_house(Site& site, const Circulation& inside, const Frame& frame, Position near, double width, double depth,
                        int floors, int built, CompoundId compound) {
  const std::optional<Convex> best = free_place(site, inside.yard, frame, width, depth, near, false, {6, 3});
  if (!best) return;
  const Position centre = best->middle();
  const Frame own{centre, frame.along};
  const double wing = depth * 0.45;
  // An L: the yard of the children or of the club opens to the south.
  Corners corners{
      own.at(-width / 2, -depth / 2),      own.at(-width / 2 + wing, -depth / 2), own.at(-width / 2 + wing, depth / 2 - wing),
      own.at(width / 2, depth / 2 - wing), own.at(width / 2, depth / 2),          own.at(-width / 2, depth / 2)};
  Building& building = site.build(*best, std::move(corners), territory::BuildingUse::civic);
  building.compound = compound;
  building.floors = building.floors_min = building.floors_max = static_cast<std::uint16_t>(floors);
  building.built = static_cast<std::int16_t>(built);
}

void fill_estate(Site& site, const Outline& land, double households, bool walled) {
  const double hectares = land.area() / 10000;
  const std::vector<Mouth> gates = chosen_mouths(site, land, gate_count(site, hectares));
  if (gates.empty()) return;
  const int built = walled ? year_built(site) : std::min(site.ground.year, 1980 + static_cast<int>(site.luck.below(22)));
  const double needed = households / site.spec.occupied / hectares;
  const Housing housing = chosen_housing(site, needed, hectares, built);
  const CompoundId id(site.fill.compounds.size());
  Compound compound;
  compound.block = site.ground.id;
  compound.walled = walled;
  compound.management = walled ? management_of(site, built, hectares) : Management::none;
  compound.wall = wall_through(land.corner, walled ? gates : std::vector<Mouth>{});
  compound.name = compound_name(site, built, hectares);
  // The border of an open estate keeps its houses together too.
  site.add_wall(compound.wall);
  const Frame frame = southward(land.corner);
  const bool new_estate = built >= 2000;
  const bool loop = walled && hectares > 0.5 && site.chance(new_estate ? 0.9 : 0.4);
  const Circulation inside =
      lay_estate_ways(site, land, gates, frame, site.between(5, new_estate ? 9 : 6.5), new_estate ? 5.5 : 4.5, loop);
  if (walled) {
    for (const Mouth& gate : gates) {
      if (const std::uint32_t node = site.ways.node(gate.at); site.ways.serves(node)) {
        compound.gates.push_back({site.ways.at(node), VertexId(node)});
        build_guard_house(site, land, gate, built, id);
      }
    }
  }
  site.fill.compounds.push_back(std::move(compound));
  if (households > 700 && hectares > 2.5) {
    build_common_house(site, inside, frame, gates.back().at, 40, 30, 3, built, id);
  }
  if (new_estate && hectares > 1.2) {
    if (hectares > 3) {
      const double garden = std::min(90.0, 18 * std::sqrt(hectares));
      site.keep_free(rectangle(centroid(inside.yard), frame.along, garden, garden * 0.7));
    }
    build_common_house(site, inside, frame, gates.front().at, 22, 16, 2, built, id);
  }
  lay_rows(site, inside.yard, frame, housing, built, id, !inside.looped);
}

}  // namespace

void fill_compounds(Site& site) {
  const std::vector<double> front = shop_depths(site);
  std::vector<double> width = site.ground.half_width_m;
  const double margin = site.between(1.8, 2.8);
  for (std::size_t i = 0; i < width.size(); ++i) width[i] += margin + front[i];
  std::vector<Outline> land = inset(site.ground.ring, width, 700);
  if (land.empty()) land = site.land(margin, 500);
  double whole = 0;
  for (const Outline& piece : land) whole += piece.area();
  std::vector<Outline> estates;
  for (const Outline& piece : land) divide(site, piece, usual_hectares(site) * 10000, estates);
  for (const Outline& estate : estates) fill_estate(site, estate, site.ground.households * estate.area() / whole, true);
  build_shops(site, front);
}

void fill_open_estate(Site& site) {
  const std::vector<double> front = shop_depths(site);
  std::vector<double> width = site.ground.half_width_m;
  for (std::size_t i = 0; i < width.size(); ++i) width[i] += 2 + front[i];
  std::vector<Outline> land = inset(site.ground.ring, width, 500);
  if (land.empty()) land = site.land(1.5, 400);
  double whole = 0;
  for (const Outline& piece : land) whole += piece.area();
  std::vector<Outline> estates;
  for (const Outline& piece : land) divide(site, piece, 15000, estates);
  for (const Outline& estate : estates) fill_estate(site, estate, site.ground.households * estate.area() / whole, false);
  build_shops(site, front);
}

}  // namespace wangge::town::plot
