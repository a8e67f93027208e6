#include "gis/town/plots/fills.h"
#include "gis/town/plots/gates.h"
#include "gis/town/plots/slabs.h"

#include <algorithm>

namespace wangge::town::plot {

namespace {

using network::LineClass;
using territory::BuildingUse;

/// A soft closed curve about `centre`: a circle whose radius swings by two slow waves. Quarter of 15 degrees apart.
Corners soft_ring(Site& site, Position centre, Position along, double radius, double stretch) {
  constexpr double cosine = 0.965925826289068;
  constexpr double sine = 0.258819045102521;
  const double wave_two = site.between(-0.14, 0.14);
  const double wave_three = site.between(-0.12, 0.12);
  Position turn{1, 0};
  Corners ring;
  for (int i = 0; i < 24; ++i) {
    const double second = 2 * turn.x * turn.x - 1;            // cos 2a
    const double third = turn.y * (3 - 4 * turn.y * turn.y);  // sin 3a
    const double far_out = radius * (1 + wave_two * second + wave_three * third);
    ring.push_back(plus(centre, plus(times(along, turn.x * far_out * stretch), times(left_of(along), turn.y * far_out))));
    turn = {turn.x * cosine - turn.y * sine, turn.x * sine + turn.y * cosine};
  }
  return ring;
}

/// Chaikin 1974: each corner gives way to two points on its sides, but for one that points inwards so sharply that the way
/// between them would leave the ground.
Corners cut_corners(const Corners& ring, const Ring& ground) {
  Corners soft;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Position before = between(ring[(i + ring.size() - 1) % ring.size()], ring[i], 0.75);
    const Position after = between(ring[i], ring[(i + 1) % ring.size()], 0.25);
    soft.push_back(before);
    if (!runs_inside(ground, before, after)) soft.push_back(ring[i]);
    soft.push_back(after);
  }
  return soft;
}

double room_at(const Corners& ring, Position at) {
  double nearest = 1e300;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    nearest = std::min(nearest, distance_to_segment(at, ring[i], ring[(i + 1) % ring.size()]));
  }
  return nearest;
}

/// The place of the land farthest from its border, on a raster.
Position widest_place(const Corners& land) {
  const Frame frame = smallest_box(land);
  const Extent around = extent(land, frame);
  Position best = centroid(land);
  double most = contains(land, best) ? room_at(land, best) * 1.15 : 0;
  for (int i = 1; i < 10; ++i) {
    for (int j = 1; j < 6; ++j) {
      const Position at = frame.at(around.low_u + around.width() * i / 10, around.low_v + around.depth() * j / 6);
      if (!contains(land, at) || room_at(land, at) <= most) continue;
      most = room_at(land, at);
      best = at;
    }
  }
  return best;
}

void lay_closed(Site& site, const Corners& ring, double width) {
  for (std::size_t i = 0; i < ring.size(); ++i) site.lay(ring[i], ring[(i + 1) % ring.size()], LineClass::footway, width);
}

void join_to_ways(Site& site, Position from, Position direction, double reach) {
  const std::optional<Position> joint = site.ways.first_met(moved(from, direction, 0.5), direction, reach);
  if (joint && runs_inside(site.ground.ring, from, *joint) && site.clear_for_way(from, *joint, 2.5))
    site.lay(from, *joint, LineClass::footway, 2.5);
}

void build_pavilion(Site& site, const Corners& yard, const Frame& frame, Position near, double size, BuildingUse use) {
  const std::optional<Convex> place = free_place(site, yard, frame, size, size, near, false, {10, 2});
  if (!place) return;
  Building& building = site.build(*place, use);
  building.built = static_cast<std::int16_t>(std::min(site.ground.year, 2008));
}

/// A lake where the park is widest, a way around it and four to the walk; none where its shore would come near the walk.
void lay_lake(Site& site, const Corners& round, const Frame& frame) {
  const Position middle = widest_place(round);
  const double room = room_at(round, middle);
  const double stretch = std::clamp(extent(round, frame).width() / (2.6 * room), 1.0, 1.7);
  const Corners shore = soft_ring(site, middle, frame.along, room * 0.5, stretch);
  const bool dry =
      std::all_of(shore.begin(), shore.end(), [&](Position at) { return contains(round, at) && room_at(round, at) > 8; });
  if (!dry) return;
  site.add_water(shore);
  Corners bank;
  for (const Position& at : shore) bank.push_back(moved(at, unit(minus(at, middle)), 5));
  lay_closed(site, bank, 2.5);
  for (const std::size_t i : {std::size_t{1}, std::size_t{8}, std::size_t{14}, std::size_t{20}}) {
    join_to_ways(site, bank[i], unit(minus(bank[i], middle)), 400);
  }
}

/// A square in the middle and ways that meet there.
void lay_square(Site& site, Position middle, Position along) {
  for (const Position direction : {along, left_of(along), times(along, -1), times(left_of(along), -1)}) {
    const double turn = site.between(-0.35, 0.35);
    const Position way = unit(plus(direction, times(left_of(direction), turn)));
    const auto end = site.ways.first_met(moved(middle, way, 0.5), way, 600);
    if (end && runs_inside(site.ground.ring, middle, *end)) site.lay(middle, *end, LineClass::footway, 3);
  }
}

}  // namespace

void fill_park(Site& site) {
  const std::vector<Outline> land = site.land(3, 500);
  if (land.empty()) return;
  const Corners& park = land[0].corner;
  const Frame frame = smallest_box(park);
  const double deep = extent(park, frame).depth();
  const std::vector<Outline> walk = inset(land[0], std::clamp(deep * 0.16, 4.0, 16.0), 300);
  const std::vector<Mouth> doors = chosen_mouths(site, land[0], land[0].area() > 15000 ? 5 : 3);
  if (walk.empty() || doors.empty()) {
    for (const Mouth& door : doors)
      site.lay(first_node(site, door), site.ways.node(moved(door.at, door.inward, 5)), LineClass::footway, 2.5);
    return;
  }
  const Corners round = cut_corners(walk[0].corner, site.ground.ring);
  const Position middle = widest_place(round);
  const double room = room_at(round, middle);
  const bool lake = land[0].area() > 9000 && room > 26 && site.chance(0.65);
  // In a long bent strip no place lies within the walk, and ways from its middle would leave the park.
  const bool square = !lake && contains(round, middle);
  lay_closed(site, round, 3);
  if (lake) {
    lay_lake(site, round, frame);
  } else if (square) {
    lay_square(site, middle, frame.along);
  }
  for (const Mouth& door : doors) {
    const std::uint32_t at_border = site.ways.node(door.at);
    std::optional<Position> joint = site.ways.first_met(door.at, door.inward, 80);
    if (!joint || !runs_inside(site.ground.ring, door.at, *joint)) continue;
    site.lay(first_node(site, door), at_border, LineClass::footway, 3);
    site.lay(at_border, site.ways.node(*joint), LineClass::footway, 3);
  }
  build_pavilion(site, round, frame, middle, 9, BuildingUse::minor);
  if (land[0].area() > 20000) build_pavilion(site, park, frame, doors[0].at, 16, BuildingUse::civic);
  if (land[0].area() > 30000) build_pavilion(site, round, frame, between(middle, round[0], 0.7), 8, BuildingUse::minor);
}

void fill_farmland(Site& site) {
  const std::vector<Outline> land = site.land(2, 2000);
  if (land.empty()) return;
  const std::vector<Mouth> doors =
      chosen_mouths(site, land[0], std::min<std::size_t>(3, 1 + static_cast<std::size_t>(land[0].area() / 80000)));
  const Frame frame = smallest_box(land[0].corner);
  for (const Mouth& door : doors) {
    if (!site.chance(0.4)) continue;
    // A barn or sheds for stock, a field's width off the road.
    const Position near = moved(door.at, door.inward, site.between(12, 30));
    const int count = 1 + static_cast<int>(site.luck.below(3));
    for (int i = 0; i < count; ++i) {
      const double width = site.between(14, 36);
      const Convex shed = rectangle(moved(near, left_of(door.inward), 14.0 * i), frame.along, width, site.between(7, 10));
      if (!contains(land[0].corner, shed.middle()) || !site.fits(shed, {3, 2})) continue;
      Building& building = site.build(shed, BuildingUse::agricultural);
      building.built = static_cast<std::int16_t>(std::min(site.ground.year, 2005));
    }
  }
}

}  // namespace wangge::town::plot
