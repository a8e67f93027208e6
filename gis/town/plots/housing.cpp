#include "gis/town/plots/housing.h"

#include <algorithm>

namespace wangge::town::plot {

namespace {

constexpr double storey = 2.9;  // metres

Housing row_houses() {
  return {.kind = HousingKind::row_houses,
          .depth = 11,
          .unit = 7,
          .units_low = 4,
          .units_high = 8,
          .side_gap = 6,
          .row_gap = 15,
          .floors = 3,
          .floors_min = 2,
          .floors_max = 4,
          .flats_per_unit = 1.0 / 3,
          .per_hectare = 48};
}

Housing walk_up(Site& site) {
  Housing housing{.kind = HousingKind::walk_up};
  housing.depth = site.between(11.8, 13.2);
  housing.floors_min = 4;
  housing.floors = 5 + static_cast<int>(site.luck.below(3));
  housing.row_gap = housing.floors * storey * site.between(1.0, 1.15);
  housing.per_hectare = 180;
  return housing;
}

Housing mid_rise(Site& site) {
  Housing housing{.kind = HousingKind::mid_rise};
  housing.depth = site.between(13, 14.4);
  housing.units_high = 4;
  housing.side_gap = 10;
  housing.floors = 9 + static_cast<int>(site.luck.below(3));
  housing.floors_min = 7;
  housing.floors_max = 13;
  housing.row_gap = housing.floors * storey * site.between(0.78, 0.92);
  housing.per_hectare = 280;
  return housing;
}

Housing high_slab(Site& site) {
  Housing housing{.kind = HousingKind::high_slab};
  housing.depth = site.between(14.4, 16);
  housing.units_high = 3;
  housing.side_gap = 13;
  housing.floors = 16 + static_cast<int>(site.luck.below(3));
  housing.floors_min = 12;
  housing.floors_max = 22;
  housing.row_gap = site.between(34, 42);
  housing.per_hectare = 360;
  return housing;
}

/// One unit of as many flats a floor as fit, up to 200 in all.
Housing tower(Site& site) {
  const double flat = site.spec.dwelling_m2;
  Housing housing{.kind = HousingKind::tower};
  housing.depth = site.between(21, 25);
  housing.units_low = housing.units_high = 1;
  housing.side_gap = site.between(13, 18);
  housing.floors = 25 + static_cast<int>(site.luck.below(8));
  housing.floors_min = 16;
  housing.floors_max = 33;
  housing.row_gap = site.between(30, 40);
  housing.flats_per_unit = 4 + static_cast<double>(site.luck.below(3));
  housing.per_hectare = 450;
  housing.staggered = site.chance(0.6);
  housing.unit = std::clamp(housing.flats_per_unit * flat / housing.depth, 19.0, 32.0);
  housing.flats_per_unit = std::max(2.0, std::round(housing.unit * housing.depth / flat));
  housing.floors_max = std::min(33, static_cast<int>(200 / housing.flats_per_unit));
  housing.floors_min = std::min(housing.floors_min, housing.floors_max);
  housing.floors = std::min(housing.floors, housing.floors_max);
  return housing;
}

/// Row gaps by height: China's rules of sunlight ask for about the height of a walk-up at middle latitudes; towers let the
/// sun pass beside them.
Housing dimensions(Site& site, HousingKind kind) {
  if (kind == HousingKind::row_houses) return row_houses();
  if (kind == HousingKind::tower) return tower(site);
  Housing housing = kind == HousingKind::walk_up    ? walk_up(site)
                    : kind == HousingKind::mid_rise ? mid_rise(site)
                                                    : high_slab(site);
  housing.unit = 2 * site.spec.dwelling_m2 / housing.depth;
  return housing;
}

struct Row {
  double v;
  double from;
  double to;
};

/// Where a row about `v` may stand: inside the yard at its south and north side and in the middle.
std::vector<Row> room_for_row(std::span<const Position> yard, const Frame& frame, double v, double depth) {
  std::vector<Row> rows;
  const std::vector<Stretch> south = stretches(yard, frame, v - depth / 2);
  const std::vector<Stretch> north = stretches(yard, frame, v + depth / 2);
  for (const Stretch& middle : stretches(yard, frame, v)) {
    Row row{v, middle.from, middle.to};
    for (const std::vector<Stretch>* side : {&south, &north}) {
      const auto met = std::find_if(side->begin(), side->end(), [&](const Stretch& other) {
        const double centre = (row.from + row.to) / 2;
        return other.from < centre && centre < other.to;
      });
      if (met == side->end()) continue;
      row.from = std::max(row.from, met->from);
      row.to = std::min(row.to, met->to);
    }
    rows.push_back(row);
  }
  return rows;
}

int floors_of(Site& site, const Housing& housing) {
  const int spread = housing.kind == HousingKind::tower ? 3 : housing.kind == HousingKind::walk_up ? 0 : 1;
  const int off = spread == 0 ? 0 : static_cast<int>(site.luck.below(static_cast<std::uint32_t>(2 * spread + 1))) - spread;
  return std::clamp(housing.floors + off, housing.floors_min, housing.floors_max);
}

/// How many units each block of a row has: one of the numbers that leave little of the row unbuilt.
int units_of_row(Site& site, const Housing& housing, double free) {
  const auto built = [&](int units) {
    const double size = units * housing.unit;
    return size > free ? 0 : std::floor((free + housing.side_gap) / (size + housing.side_gap)) * size;
  };
  double most = 0;
  for (int units = housing.units_low; units <= housing.units_high; ++units) most = std::max(most, built(units));
  std::vector<int> good;
  for (int units = housing.units_low; units <= housing.units_high; ++units) {
    if (built(units) >= 0.85 * most) good.push_back(units);
  }
  return good[site.luck.below(static_cast<std::uint32_t>(good.size()))];
}

/// One row of blocks; returns how many stand.
int place_row(Site& site, const Row& row, const Frame& frame, const Housing& housing, int built, CompoundId compound,
              double shift) {
  const double margin = housing.margin;
  const Room room{housing.side_gap, 1.8};
  const double free = row.to - row.from - 2 * margin;
  if (housing.units_low * housing.unit > free) return 0;
  const int units = units_of_row(site, housing, free);
  const double size = units * housing.unit;
  const double count = std::floor((free + housing.side_gap) / (size + housing.side_gap));
  const double spare = free - count * size - (count - 1) * housing.side_gap;
  const double gap = housing.side_gap + (count > 1 ? std::min(10.0, 0.9 * spare / (count - 1)) : 0);
  double u = row.from + margin + std::max(0.0, (free - count * size - (count - 1) * gap) / 2) + shift;
  int stand = 0;
  while (u + housing.units_low * housing.unit <= row.to - margin + 0.01) {
    int fitting = std::min(units, static_cast<int>((row.to - margin + 0.01 - u) / housing.unit));
    Convex block;
    for (; fitting >= housing.units_low; --fitting) {
      const double width = fitting * housing.unit;
      block = rectangle(frame.at(u + width / 2, row.v), frame.along, width, housing.depth);
      if (site.fits(block, room)) break;
    }
    if (fitting < housing.units_low) {
      u += 3;
      continue;
    }
    const double width = fitting * housing.unit;
    Building& building = site.build(block, footprint(housing, frame, frame.at(u + width / 2, row.v), fitting),
                                    territory::BuildingUse::residential);
    building.compound = compound;
    furnish(building, housing, fitting, floors_of(site, housing), built);
    u += width + gap;
    ++stand;
  }
  return stand;
}

/// How far one can lay a way from `from` towards `to` before something stands in the way; on steps of 6 m.
double clear_length(const Site& site, Position from, Position to, double width) {
  const double whole = far(from, to);
  const Position direction = unit(minus(to, from));
  double clear = 0;
  while (clear < whole &&
         site.clear_for_way(moved(from, direction, clear), moved(from, direction, std::min(whole, clear + 6)), width)) {
    clear += 6;
  }
  return std::min(clear, whole);
}

/// The footway along the doors on the north side of a row; where something stands in its way, two dead ends.
void lay_row_way(Site& site, std::span<const Position> yard, const Frame& frame, double v, bool open_ends) {
  constexpr double width = 2.5;
  constexpr double shortest = 12;
  const double cut = open_ends ? 3 : 0;
  for (const Stretch& stretch : stretches(yard, frame, v)) {
    if (stretch.to - stretch.from < shortest + 2 * cut) continue;
    const Position a = frame.at(stretch.from + cut, v);
    const Position b = frame.at(stretch.to - cut, v);
    if (site.clear_for_way(a, b, width)) {
      site.lay(a, b, network::LineClass::footway, width);
      continue;
    }
    for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
      const double clear = clear_length(site, from, to, width);
      if (clear >= shortest) site.lay(from, moved(from, unit(minus(to, from)), clear - 2), network::LineClass::footway, width);
    }
  }
}

}  // namespace

Housing chosen_housing(Site& site, double needed, double hectares, int built) {
  std::vector<HousingKind> kinds;
  if (built < 2000) {
    kinds = {HousingKind::walk_up, HousingKind::mid_rise};
  } else if (built < 2010) {
    kinds = {HousingKind::walk_up, HousingKind::mid_rise, HousingKind::high_slab, HousingKind::tower};
  } else {
    // Low blocks with lifts where land is plenty.
    if (needed < 110) kinds.push_back(HousingKind::walk_up);
    kinds.insert(kinds.end(), {HousingKind::mid_rise, HousingKind::high_slab, HousingKind::tower});
  }
  if (needed < 40 && site.ground.fabric != Fabric::old_core) kinds.insert(kinds.begin(), HousingKind::row_houses);
  // Small estates lose more of their land to the walls' margins.
  const double loss = std::clamp(1.08 - 0.16 / std::sqrt(std::max(0.1, hectares)), 0.55, 1.0);
  Housing housing;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    housing = dimensions(site, kinds[i]);
    housing.per_hectare *= loss;
    if (housing.per_hectare >= needed * 1.08) break;
    // Where nothing of its time is dense enough the land has been built on anew.
    if (i + 1 == kinds.size() && kinds[i] != HousingKind::tower) kinds.push_back(HousingKind::tower);
  }
  const double at_least = housing.per_hectare * housing.floors_min / housing.floors_max;
  if (at_least > needed && needed > 0) housing.row_gap *= std::min(1.25, std::sqrt(at_least / needed));
  housing.stepped = site.chance(0.35);
  return housing;
}

std::optional<Housing> lower_housing(Site& site, const Housing& housing) {
  if (housing.kind == HousingKind::row_houses || housing.kind == HousingKind::walk_up) return std::nullopt;
  Housing low = dimensions(site, HousingKind::walk_up);
  low.side_gap = std::max(low.side_gap, 0.75 * housing.side_gap);
  low.margin = housing.margin;
  return low;
}

int year_built(Site& site) {
  const auto drawn = [&site](int from, int to) {
    const int latest = std::min(to, site.ground.year);
    return from >= latest ? latest : from + static_cast<int>(site.luck.below(static_cast<std::uint32_t>(latest - from + 1)));
  };
  switch (site.ground.fabric) {
    case Fabric::old_core:
      return site.chance(0.75) ? drawn(1982, 2002) : drawn(2003, 2018);
    case Fabric::grid_quarter:
      return drawn(2005, 2023);
    case Fabric::mixed:
      return site.chance(0.5) ? drawn(1988, 2004) : drawn(2005, 2021);
    case Fabric::industrial_estate:
      return drawn(1985, 2012);
    case Fabric::suburb:
      return drawn(2008, 2024);
    case Fabric::village:
      return drawn(1985, 2020);
  }
  return site.ground.year;
}

Corners footprint(const Housing& housing, const Frame& frame, Position centre, int units) {
  const Frame own{centre, frame.along};
  const double width = units * housing.unit;
  const double half = housing.depth / 2;
  Corners corners;
  if (housing.kind == HousingKind::tower && housing.stepped) {
    const double u = width / 2;
    const double notch_u = width * 0.18;
    const double notch_v = housing.depth * 0.16;
    for (const auto& [x, y] : std::initializer_list<std::pair<double, double>>{{-u + notch_u, -half},
                                                                               {u - notch_u, -half},
                                                                               {u - notch_u, -half + notch_v},
                                                                               {u, -half + notch_v},
                                                                               {u, half - notch_v},
                                                                               {u - notch_u, half - notch_v},
                                                                               {u - notch_u, half},
                                                                               {-u + notch_u, half},
                                                                               {-u + notch_u, half - notch_v},
                                                                               {-u, half - notch_v},
                                                                               {-u, -half + notch_v},
                                                                               {-u + notch_u, -half + notch_v}}) {
      corners.push_back(own.at(x, y));
    }
    return corners;
  }
  const bool stepped = housing.stepped && units > 1;
  const double step = stepped ? 1.5 : 0;
  const double turn = stepped ? -width / 2 + (units + 1) / 2 * housing.unit : 0;
  corners.push_back(own.at(-width / 2, -half));
  if (stepped) {
    corners.push_back(own.at(turn, -half));
    corners.push_back(own.at(turn, -half + step));
  }
  corners.push_back(own.at(width / 2, -half + step));
  corners.push_back(own.at(width / 2, half));
  if (stepped) {
    corners.push_back(own.at(turn, half));
    corners.push_back(own.at(turn, half - step));
  }
  corners.push_back(own.at(-width / 2, half - step));
  return corners;
}

void furnish(Building& building, const Housing& housing, int units, int floors, int built) {
  building.floors = static_cast<std::uint16_t>(floors);
  building.floors_min = static_cast<std::uint16_t>(housing.floors_min);
  building.floors_max = static_cast<std::uint16_t>(housing.floors_max);
  building.dwellings_per_floor = static_cast<float>(housing.flats_per_unit * units);
  building.built = static_cast<std::int16_t>(built);
}

void lay_rows(Site& site, std::span<const Position> yard, const Frame& frame, const Housing& housing, int built,
              CompoundId compound, bool open_ends) {
  const Extent around = extent(yard, frame);
  const double margin = housing.margin;
  constexpr double door_side = 4.5;  // the footway on the north side of the last row
  const double free = around.depth() - 2 * margin - door_side - housing.depth;
  if (free < 0) return;
  const double rows = std::floor(free / (housing.depth + housing.row_gap)) + 1;
  const double spare = free - (rows - 1) * (housing.depth + housing.row_gap);
  const double pitch = housing.depth + housing.row_gap + (rows > 1 ? std::min(0.15 * housing.row_gap, spare / (rows - 1)) : 0);
  double v = around.low_v + margin + housing.depth / 2;
  v += std::max(0.0, free - (rows - 1) * pitch) / 2;
  for (int row = 0; row < static_cast<int>(rows); ++row, v += pitch) {
    int stand = 0;
    const double shift = housing.staggered && row % 2 == 1 ? (housing.unit + housing.side_gap) / 2 : 0;
    for (const Row& room : room_for_row(yard, frame, v, housing.depth)) {
      stand += place_row(site, room, frame, housing, built, compound, shift);
    }
    if (stand > 0) lay_row_way(site, yard, frame, v + housing.depth / 2 + 2.6, open_ends);
  }
}

Frame southward(std::span<const Position> land) {
  Position along = smallest_box(land).along;
  if (std::abs(along.x) < std::abs(along.y)) along = left_of(along);
  if (along.x < 0) along = times(along, -1);
  constexpr double sine_30 = 0.5;
  constexpr double sine_15 = 0.258819045;
  constexpr double cosine_15 = 0.965925826;
  if (std::abs(along.y) > sine_30) along = {cosine_15, along.y > 0 ? sine_15 : -sine_15};
  return {land[0], along};
}

}  // namespace wangge::town::plot
