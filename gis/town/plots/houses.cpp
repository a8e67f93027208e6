#include "gis/town/plots/houses.h"

#include "gis/town/plots/house_shapes.h"

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

/// Houses of about the style's front; some step back behind the others.
std::vector<RowUnit> drawn_units(Site& site, const Convex& box, double unit_front) {
  const double front = far(box.corner[0], box.corner[1]);
  const auto count = static_cast<std::size_t>(std::clamp(std::round(front / unit_front), 1.0, 8.0));
  const bool even = site.chance(0.5);
  std::vector<RowUnit> units(count);
  double sum = 0;
  for (RowUnit& unit : units) {
    unit.front = even ? 1 : site.between(0.75, 1.3);
    unit.depth = site.chance(even ? 0.8 : 0.45) ? 1 : site.chance(0.5) ? 0.86 : 0.74;
    sum += unit.front;
  }
  for (RowUnit& unit : units) unit.front /= sum;
  return units;
}

HouseGroup build_row(Site& site, const Convex& box, const HouseStyle& style, territory::BuildingUse use) {
  const std::vector<RowUnit> units = drawn_units(site, box, style.row_unit);
  const HouseGroup group{site.fill.buildings.size(), units.size(), false};
  site.build_together(box, row_houses(box, units), use);
  return group;
}

HouseGroup build_notched(Site& site, const Convex& box, const HouseStyle& style, territory::BuildingUse use) {
  const bool left = site.chance(0.5);  // each in a line of its own: the order of arguments is the compiler's
  const double deep = site.between(0.25, 0.45);
  const double across = site.between(0.28, 0.5);
  const NotchedHouse parts = notched_house(box, across, deep, left);
  HouseGroup group{site.fill.buildings.size(), 1, false};
  group.shed = signed_area(parts.corner) > 15 && site.chance(style.sheds);
  std::vector<Corners> footprints{parts.house};
  if (group.shed) footprints.push_back(parts.corner);
  site.build_together(box, footprints, use);
  if (group.shed) site.fill.buildings.back().use = territory::BuildingUse::minor;
  return group;
}

}  // namespace

HouseGroup build_houses(Site& site, const Outline& parcel, const HouseStyle& style, territory::BuildingUse use) {
  constexpr double for_a_yard = 130;  // square metres
  constexpr double for_a_notch = 55;
  const std::optional<std::size_t> front = front_side(parcel);
  if (!front || parcel.area() < style.least_area) return {};
  Convex shape = buildable(parcel, *front, style);
  const Position along = unit(minus(parcel.after(*front), parcel.corner[*front]));
  const bool square = style.row_unit > 0 || shape.count > 6 || site.chance(style.squareness);
  if (square) shape = inscribed_rectangle(shape, along, 4);
  shape = without_short_edges(shape, 2);
  if (shape.empty() || shape.count < 4) return {};
  const double area = signed_area(shape.corners());
  if (area < style.least_area || !site.fits(shape, {0.3, 0.15})) return {};
  const HouseGroup one{site.fill.buildings.size(), 1, false};
  if (style.row_unit > 0) return build_row(site, shape, style, use);
  if (square && area > for_a_yard && site.chance(style.courtyards)) {
    site.build(shape, yard_house(shape, site.chance(0.4)), use);
    return one;
  }
  if (square && area > for_a_notch && site.chance(style.notched)) return build_notched(site, shape, style, use);
  site.build(shape, use);
  return one;
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
