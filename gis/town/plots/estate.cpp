#include "gis/town/plots/estate.h"

#include "gis/town/plots/compound_names.h"
#include "gis/town/plots/estate_ways.h"
#include "gis/town/plots/housing.h"
#include "gis/town/plots/slabs.h"

#include <algorithm>

namespace wangge::town::plot {

namespace {

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
  const Corners corners{
      own.at(-width / 2, -depth / 2),      own.at(-width / 2 + wing, -depth / 2), own.at(-width / 2 + wing, depth / 2 - wing),
      own.at(width / 2, depth / 2 - wing), own.at(width / 2, depth / 2),          own.at(-width / 2, depth / 2)};
  Building& building = site.build(*best, corners, territory::BuildingUse::civic);
  building.compound = compound;
  building.floors = building.floors_min = building.floors_max = static_cast<std::uint16_t>(floors);
  building.built = static_cast<std::int16_t>(built);
}

/// One way of laying out an estate.
struct Layout {
  Housing housing;
  bool loop = true;
  double way_margin = 6;
};

/// Drops the homes from `first` on that no way of the estate comes near; the flats of the others at the most floors.
double flats_within_reach(Site& site, const Outline& land, std::size_t first) {
  constexpr double reach = 55;  // metres from the middle of the building
  InnerWays joined = site.ways;
  joined.drop_loose();
  std::vector<std::pair<Position, Position>> own;
  for (const InnerWays::Piece& piece : joined.pieces()) {
    const Position a = joined.at(piece.from);
    const Position b = joined.at(piece.to);
    if (contains(land.corner, between(a, b, 0.5))) own.push_back({a, b});
  }
  const auto lost = [&](const Building& building) {
    const Position middle = centroid({building.footprint.data(), building.footprint.size() - 1});
    return std::none_of(own.begin(), own.end(),
                        [&](const auto& way) { return distance_to_segment(middle, way.first, way.second) <= reach; });
  };
  std::vector<Building>& buildings = site.fill.buildings;
  buildings.erase(std::remove_if(buildings.begin() + static_cast<std::ptrdiff_t>(first), buildings.end(), lost), buildings.end());
  double flats = 0;
  for (std::size_t i = first; i < buildings.size(); ++i) {
    flats += static_cast<double>(buildings[i].dwellings_per_floor) * buildings[i].floors_max;
  }
  return flats;
}

/// Flats at the most floors.
double lay_out(Site& site, const Outline& land, const std::vector<Mouth>& gates, const Layout& layout, double flats, int built,
               CompoundId id) {
  const double hectares = land.area() / 10000;
  const bool new_estate = built >= 2000;
  const Frame frame = southward(land.corner);
  const Circulation inside = lay_estate_ways(site, land, gates, frame, layout.way_margin, new_estate ? 5.5 : 4.5, layout.loop);
  if (flats > 700 && hectares > 2.5) build_common_house(site, inside, frame, gates.back().at, 40, 30, 3, built, id);
  if (new_estate && hectares > 1.2) {
    if (hectares > 3) {
      const double garden = std::min(90.0, 18 * std::sqrt(hectares));
      site.keep_free(rectangle(centroid(inside.yard), frame.along, garden, garden * 0.7));
    }
    build_common_house(site, inside, frame, gates.front().at, 22, 16, 2, built, id);
  }
  const std::size_t first = site.fill.buildings.size();
  lay_rows(site, inside.yard, frame, layout.housing, built, id, !inside.looped);
  return flats_within_reach(site, land, first);
}

/// Tries from the usual to the densest; keeps the first that holds the flats, else the best.
double build_best_layout(Site& site, const Outline& land, const std::vector<Mouth>& gates, double flats, int built, bool walled,
                         CompoundId id) {
  const double hectares = land.area() / 10000;
  const bool new_estate = built >= 2000;
  const bool loop = walled && hectares > 0.5 && site.chance(new_estate ? 0.9 : 0.4);
  const double way_margin = site.between(5, new_estate ? 9 : 6.5);
  // A small court is not cleared for a tower because it holds a few flats less.
  const double enough = hectares < 0.7 ? 0.7 : 0.95;
  const Site::Mark before = site.mark();
  std::optional<Site::Mark> best_start;
  std::optional<Layout> best;
  double most = 0;
  struct Attempt {
    double factor;  ///< of the density asked of the kind of houses
    bool tight;     ///< short blocks, near the wall, about a spine
    bool anew;      ///< the land was cleared and built on again
  };
  for (const Attempt& attempt :
       {Attempt{1, false, false}, {1, true, false}, {1.3, false, false}, {1.6, true, false}, {2.2, true, true}}) {
    const int year = attempt.anew ? std::max(built, std::min(site.ground.year, 2006)) : built;
    Layout layout{chosen_housing(site, attempt.factor * flats / hectares, hectares, year), loop && !attempt.tight, way_margin};
    if (attempt.tight) {
      layout.housing.units_low = 1;
      layout.housing.margin = 2.6;
    }
    const Site::Mark start = site.mark();
    const double laid = lay_out(site, land, gates, layout, flats, built, id);
    if (laid >= enough * flats && laid > 0) return laid;
    if (laid > most) {
      most = laid;
      best = layout;
      best_start = start;
    }
    site.go_back(before, true);
  }
  if (!best) return 0;
  site.go_back(*best_start, false);
  return lay_out(site, land, gates, *best, flats, built, id);
}

}  // namespace

double build_estate(Site& site, const Outline& land, double households, bool walled) {
  const double hectares = land.area() / 10000;
  const std::vector<Mouth> gates = chosen_mouths(site, land, gate_count(site, hectares));
  if (gates.empty()) return 0;
  const int built = walled ? year_built(site) : std::min(site.ground.year, 1980 + static_cast<int>(site.luck.below(22)));
  const CompoundId id(site.fill.compounds.size());
  const Site::Mark before = site.mark();
  Compound compound;
  compound.block = site.ground.id;
  compound.walled = walled;
  compound.management = walled ? management_of(site, built, hectares) : Management::none;
  compound.wall = wall_through(land.corner, walled ? gates : std::vector<Mouth>{});
  compound.name = compound_name(site, built, hectares);
  // The border of an open estate keeps its houses together too.
  site.add_wall(compound.wall);
  site.fill.compounds.push_back(compound);
  const double flats = build_best_layout(site, land, gates, households / site.spec.occupied, built, walled, id);
  if (flats <= 0) {
    site.go_back(before, true);
    return 0;
  }
  // A single house has nobody to manage it.
  const auto homes = std::count_if(site.fill.buildings.begin() + static_cast<std::ptrdiff_t>(before.buildings),
                                   site.fill.buildings.end(), [](const Building& each) { return each.dwellings_per_floor > 0; });
  if (homes < 2) site.fill.compounds.back().management = Management::none;
  for (const Mouth& gate : gates) {
    const std::uint32_t node = site.ways.node(gate.at);
    if (!walled || !site.ways.serves(node)) continue;
    site.fill.compounds.back().gates.push_back({site.ways.at(node), VertexId(node)});
    build_guard_house(site, land, gate, built, id);
  }
  return flats;
}

}  // namespace wangge::town::plot
