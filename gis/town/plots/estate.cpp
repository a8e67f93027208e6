#include "gis/town/plots/estate.h"

#include "gis/town/plots/bare_land.h"
#include "gis/town/plots/compound_names.h"
#include "gis/town/plots/estate_ways.h"
#include "gis/town/plots/housing.h"
#include "gis/town/plots/slabs.h"

#include <algorithm>
#include <array>
#include <optional>

namespace wangge::town::plot {

namespace {

std::size_t gate_count(Site& site, double hectares) {
  if (hectares < 0.6) return 1;
  if (hectares < 2) return site.chance(0.5) ? 2 : 1;
  if (hectares < 5) return site.chance(0.5) ? 3 : 2;
  return site.chance(0.5) ? 4 : 3;
}

/// Shares of walled estates by who looks after them; the rest by nobody.
struct ManagementShares {
  double property = 0;
  double self = 0;
};

/// Estates that were sold since the Property Management Regulation of 2003 begin with a property company; few have parted with
/// it. Those of the years before were handed over by the work units that built them: to a company, to their residents, or to
/// nobody, the small ones most often.
ManagementShares management_shares(int built, double hectares) {
  const bool small = hectares < 1;
  if (built >= 2004) return {0.93, 0.05};
  if (built >= 1996) return small ? ManagementShares{0.5, 0.28} : ManagementShares{0.65, 0.23};
  return small ? ManagementShares{0.15, 0.4} : ManagementShares{0.3, 0.45};
}

Management management_of(Site& site, int built, double hectares) {
  const ManagementShares shares = management_shares(built, hectares);
  const double luck = site.luck.uniform();
  if (luck < shares.property) return Management::property;
  return luck < shares.property + shares.self ? Management::self : Management::none;
}

/// Nearer to each other than this, two corners of a wall are one.
constexpr double one_corner = 0.05;

/// The wall as a closed ring with a corner at each gate, so that gates lie on it exactly: one beside a corner is that corner.
Ring wall_through(const Corners& land, const std::vector<Mouth>& gates) {
  const auto gate_at = [&](Position corner) {
    return std::find_if(gates.begin(), gates.end(), [&](const Mouth& gate) { return far(gate.at, corner) < one_corner; });
  };
  Ring wall;
  for (std::size_t i = 0; i < land.size(); ++i) {
    const Position a = land[i];
    const Position b = land[(i + 1) % land.size()];
    const auto at_corner = gate_at(a);
    wall.push_back(settled(at_corner == gates.end() ? a : at_corner->at));
    std::vector<std::pair<double, Position>> on_edge;
    for (const Mouth& gate : gates) {
      const bool is_corner = far(gate.at, a) < one_corner || far(gate.at, b) < one_corner;
      if (!is_corner && distance_to_segment(gate.at, a, b) < 0.01) on_edge.push_back({far(a, gate.at), settled(gate.at)});
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

/// An estate has 40 buildings at most: these and its guard houses, clubhouse and kindergarten.
constexpr std::size_t most_houses = 34;

/// Shares of its land that the homes of an estate cover, of China's estates since 1980: as much as is aimed at, and bare below.
constexpr double usual_cover = 0.25;
constexpr double least_cover = 0.14;

/// One way of laying out an estate.
struct Layout {
  Housing housing;
  bool loop = true;
  double way_margin = 6;
};

/// What a layout holds.
struct Laid {
  double flats = 0;  ///< at the most floors
  int houses = 0;
  double cover = 0;  ///< share of the land that homes stand on
};

/// Drops the homes from `first` on that no way of the estate comes near, and those beyond the most that one estate has.
Laid homes_within_reach(Site& site, const Outline& land, std::size_t first) {
  const auto own = ways_within(site, land);
  const auto lost = [&](const Building& building) {
    const Position middle = centroid({building.footprint.data(), building.footprint.size() - 1});
    return std::none_of(own.begin(), own.end(),
                        [&](const auto& way) { return distance_to_segment(middle, way.first, way.second) <= home_reach; });
  };
  std::vector<Building>& buildings = site.fill.buildings;
  buildings.erase(std::remove_if(buildings.begin() + static_cast<std::ptrdiff_t>(first), buildings.end(), lost), buildings.end());
  if (buildings.size() > first + most_houses) buildings.resize(first + most_houses);
  Laid laid;
  for (std::size_t i = first; i < buildings.size(); ++i) {
    laid.flats += static_cast<double>(buildings[i].dwellings_per_floor) * buildings[i].floors_max;
    laid.cover += signed_area({buildings[i].footprint.data(), buildings[i].footprint.size() - 1}) / land.area();
    ++laid.houses;
  }
  return laid;
}

Laid lay_out(Site& site, const Outline& land, const std::vector<Mouth>& gates, const Layout& layout, double flats, int built,
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
  reach_homes(site, land, frame, first);
  build_on_bare_land(site, land, inside.yard, frame, layout.housing, built, id, first, {usual_cover, least_cover, most_houses});
  return homes_within_reach(site, land, first);
}

struct Attempt {
  double factor;  ///< of the density asked of the kind of houses
  bool tight;     ///< short blocks, near the wall, about a spine
  bool anew;      ///< the land was cleared and built on again
  bool apart;     ///< blocks as short as they come: only where longer ones left a single house
};
constexpr std::array<Attempt, 8> attempts{Attempt{1, false, false, false},   Attempt{1, true, false, false},
                                          Attempt{1.3, false, false, false}, Attempt{1, true, false, true},
                                          Attempt{0.65, true, false, true},  Attempt{1.6, true, false, false},
                                          Attempt{1.6, true, false, true},   Attempt{2.2, true, true, false}};

Layout layout_for(Site& site, const Attempt& attempt, double flats, double hectares, int built) {
  const int year = attempt.anew ? std::max(built, std::min(site.ground.year, 2006)) : built;
  Layout layout{chosen_housing(site, attempt.factor * flats / hectares, hectares, year)};
  if (attempt.tight) {
    layout.housing.units_low = 1;
    layout.housing.margin = 2.6;
  }
  if (attempt.apart) {
    layout.housing.units_high = layout.housing.units_low;
    layout.housing.row_gap *= 0.85;
    layout.housing.staggered = false;
  }
  return layout;
}

/// Two houses make an estate of what else were one in a yard; they may hold fewer flats.
double worth(const Laid& laid, double flats) {
  constexpr double of_two = 0.65;
  const double held = flats > 0 ? std::min(1.0, laid.flats / flats) : (laid.flats > 0 ? 1.0 : 0.0);
  const double filled = 0.5 + 0.5 * std::min(1.0, laid.cover / least_cover);
  return filled * (laid.houses > 1 ? held : of_two * held);
}

/// Tries from the usual to the densest; keeps the first that holds the flats in more than one house, else the best.
double build_best_layout(Site& site, const Outline& land, const std::vector<Mouth>& gates, double flats, int built, bool walled,
                         CompoundId id) {
  const double hectares = land.area() / 10000;
  const bool new_estate = built >= 2000;
  const bool loop = walled && hectares > 0.5 && site.chance(new_estate ? 0.9 : 0.4);
  const double way_margin = site.between(5, new_estate ? 9 : 6.5);
  // A small court is not cleared for a tower because it holds a few flats less.
  const double enough = hectares < 0.7 ? 0.7 : 0.85;
  const Site::Mark before = site.mark();
  std::optional<Site::Mark> best_start;
  Layout best;
  double most = 0;
  bool alone = false;
  for (const Attempt& attempt : attempts) {
    if (attempt.apart && !alone) continue;
    Layout layout = layout_for(site, attempt, flats, hectares, built);
    layout.loop = loop && !attempt.tight;
    layout.way_margin = way_margin;
    const Site::Mark start = site.mark();
    const Laid laid = lay_out(site, land, gates, layout, flats, built, id);
    const bool filled = hectares < 0.5 || laid.cover >= least_cover;
    if (laid.flats >= enough * flats && laid.houses > 1 && filled) return laid.flats;
    alone = alone || laid.houses == 1;
    if (const double own = worth(laid, flats); own > most) {
      most = own;
      best = layout;
      best_start = start;
    }
    site.go_back(before, true);
  }
  if (!best_start) return 0;
  site.go_back(*best_start, false);
  return lay_out(site, land, gates, best, flats, built, id).flats;
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
  for (const Mouth& gate : gates) {
    const std::uint32_t node = site.ways.node(gate.at);
    if (!walled || !site.ways.serves(node)) continue;
    site.fill.compounds.back().gates.push_back({site.ways.at(node), VertexId(node)});
    build_guard_house(site, land, gate, built, id);
  }
  return flats;
}

}  // namespace wangge::town::plot
