#include "gis/town/plots/houses.h"

#include <algorithm>

namespace wangge::town::plot {

namespace {

/// The convex parcel less its free room, no deeper than the style allows.
Convex buildable(const Outline& parcel, std::size_t front, const HouseStyle& style) {
  Convex shape = as_convex(parcel.corner);
  for (std::size_t i = 0; i < parcel.size() && !shape.empty(); ++i) {
    const Position inward = left_of(unit(minus(parcel.after(i), parcel.corner[i])));
    const double room = parcel.side[i] == shared_side ? style.side_room : style.front_room;
    shape = clipped(shape, moved(parcel.corner[i], inward, room), inward);
  }
  if (shape.empty()) return shape;
  const Position along = unit(minus(parcel.after(front), parcel.corner[front]));
  const Position inward = left_of(along);
  const Extent around = extent(shape.corners(), Frame{parcel.corner[front], along});
  shape = clipped(shape, moved(parcel.corner[front], inward, around.low_v + style.deepest), times(inward, -1));
  if (around.width() > style.longest) {
    shape = clipped(shape, moved(parcel.corner[front], along, around.low_u + style.longest), times(along, -1));
  }
  return shape;
}

/// A house about a yard: its inner corner or the middle of its back is open.
Corners with_yard(const Convex& box, bool three_wings) {
  const Position a = box.corner[0];
  const Position u = minus(box.corner[1], a);
  const Position v = minus(box.corner[3], a);
  const auto at = [&](double x, double y) { return plus(a, plus(times(u, x), times(v, y))); };
  if (three_wings) {
    return {at(0, 0), at(1, 0), at(1, 1), at(0.68, 1), at(0.68, 0.45), at(0.32, 0.45), at(0.32, 1), at(0, 1)};
  }
  return {at(0, 0), at(1, 0), at(1, 0.45), at(0.5, 0.45), at(0.5, 1), at(0, 1)};
}

}  // namespace

std::optional<std::size_t> build_house(Site& site, const Outline& parcel, const HouseStyle& style, territory::BuildingUse use) {
  const std::optional<std::size_t> front = front_side(parcel);
  if (!front || parcel.area() < style.least_area) return std::nullopt;
  Convex shape = buildable(parcel, *front, style);
  const Position along = unit(minus(parcel.after(*front), parcel.corner[*front]));
  const bool square = shape.count > 6 || site.chance(style.squareness);
  if (square) shape = inscribed_rectangle(shape, along, 4);
  shape = without_short_edges(shape, 2);
  if (shape.empty() || shape.count < 4 || signed_area(shape.corners()) < style.least_area) return std::nullopt;
  if (!site.fits(shape, {0.3, 0.15})) return std::nullopt;
  const bool large = square && signed_area(shape.corners()) > 130;
  if (large && site.chance(style.courtyards)) {
    site.build(shape, with_yard(shape, site.chance(0.4)), use);
  } else {
    site.build(shape, use);
  }
  return site.fill.buildings.size() - 1;
}

void furnish_house(Building& building, int floors, int floors_min, int floors_max, double flat, int built) {
  const Corners open(building.footprint.begin(), building.footprint.end() - 1);
  const double area = signed_area(open);
  building.floors = static_cast<std::uint16_t>(floors);
  building.floors_min = static_cast<std::uint16_t>(floors_min);
  building.floors_max = static_cast<std::uint16_t>(floors_max);
  building.dwellings_per_floor = static_cast<float>(std::max(area / flat, 1.0 / floors));
  building.built = static_cast<std::int16_t>(built);
}

Outline facing_roads(const Site& site, Outline land) {
  for (Side& side : land.side) {
    const std::optional<network::LineClass> found = site.class_of(side);
    if (side >= 0 && (!found || !network::is_road(*found) || *found == network::LineClass::motorway)) side = shared_side;
  }
  return land;
}

}  // namespace wangge::town::plot
