#include "gis/town/town_places.h"

#include <limits>

namespace wangge::town {
namespace {

struct Middle {
  Position sum;
  double weight = 0;
  Position nearest;
  double distance = std::numeric_limits<double>::infinity();

  [[nodiscard]] Position mean() const { return {sum.x / weight, sum.y / weight}; }
};

std::string_view kind_of(const Town& town, const Area& area) {
  switch (town.level_names.size() - 1 - area.level) {
    case 0:
      return area.kind == AreaKind::urban ? "suburb" : "village";
    case 1:
      return "town";
    case 2:
      return "city";
    default:
      return "region";
  }
}

/// Calls `body` with the middle of the building's area and of every area above.
template <class Body>
void for_each_building(const TownIndex& index, Column<AreaId, Middle>& middles, Body body) {
  for (const BuildingId id : core::ids<BuildingId>(index.town.buildings.size())) {
    const Building& building = index.town.buildings[id];
    if (!stands(building) || building.footprint.empty()) continue;
    for (AreaId area = index.area_of_building[id]; area.valid(); area = index.town.areas[area].parent)
      body(middles[area], building);
  }
}

Position mean_of_corners(const MultiPolygon& shape) {
  if (shape.empty() || shape.front().outer.empty()) return {};
  Position sum;
  const Ring& ring = shape.front().outer;
  for (const Position corner : ring) sum = {sum.x + corner.x, sum.y + corner.y};
  const auto count = static_cast<double>(ring.size());
  return {sum.x / count, sum.y / count};
}

}  // namespace

std::vector<Place> places_of(const TownIndex& index) {
  Column<AreaId, Middle> middles(index.town.areas.size());
  for_each_building(index, middles, [](Middle& middle, const Building& building) {
    const double weight = 0.01 + building.households;
    const Position corner = building.footprint.front();
    middle.sum = {middle.sum.x + weight * corner.x, middle.sum.y + weight * corner.y};
    middle.weight += weight;
  });
  for_each_building(index, middles, [](Middle& middle, const Building& building) {
    const double away = core::distance(middle.mean(), building.footprint.front()).value;
    if (away >= middle.distance) return;
    middle.distance = away;
    middle.nearest = building.footprint.front();
  });
  std::vector<Place> places;
  for (const AreaId area : core::ids<AreaId>(index.town.areas.size())) {
    const bool built = middles[area].weight > 0;
    places.push_back({area, built ? middles[area].nearest : mean_of_corners(index.outlines[area]),
                      kind_of(index.town, index.town.areas[area])});
  }
  return places;
}

}  // namespace wangge::town
