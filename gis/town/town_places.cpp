#include "gis/town/town_places.h"

#include "gis/town/small_towns.h"

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

/// Calls `body` with the middle of the building's area and of every area above; a small town counts its centre only.
template <class Body>
void for_each_building(const TownIndex& index, const SmallTowns& small, Column<AreaId, Middle>& middles, Body body) {
  for (const BuildingId id : core::ids<BuildingId>(index.town.buildings.size())) {
    const Building& building = index.town.buildings[id];
    if (building.footprint.empty()) continue;
    for (AreaId area = index.area_of_building[id]; area.valid(); area = index.town.areas[area].parent) {
      if (!small.leaves_out(area, building.block)) body(middles[area], building);
    }
  }
}

void weigh(Middle& middle, const Building& building) {
  const double weight = 0.01 + building.households;
  const Position corner = building.footprint.front();
  middle.sum = {middle.sum.x + weight * corner.x, middle.sum.y + weight * corner.y};
  middle.weight += weight;
}

void take_nearer(Middle& middle, const Building& building) {
  const double away = core::distance(middle.mean(), building.footprint.front()).value;
  if (away >= middle.distance) return;
  middle.distance = away;
  middle.nearest = building.footprint.front();
}

Position mean_of_corners(const MultiPolygon& shape) {
  if (shape.empty() || shape.front().outer.empty()) return {};
  Position sum;
  const Ring& ring = shape.front().outer;
  for (const Position corner : ring) sum = {sum.x + corner.x, sum.y + corner.y};
  const auto count = static_cast<double>(ring.size());
  return {sum.x / count, sum.y / count};
}

void add_areas(const TownIndex& index, const SmallTowns& small, std::vector<Place>& places) {
  Column<AreaId, Middle> middles(index.town.areas.size());
  for_each_building(index, small, middles, weigh);
  for_each_building(index, small, middles, take_nearer);
  for (const AreaId id : core::ids<AreaId>(index.town.areas.size())) {
    const Area& area = index.town.areas[id];
    const bool built = middles[id].weight > 0;
    places.push_back({id, built ? middles[id].nearest : mean_of_corners(index.outlines[id]), kind_of(index.town, area), area.name,
                      area.totals.households, area.totals.residents});
  }
}

void add_hamlets(const TownIndex& index, std::vector<Place>& places) {
  const Town& town = index.town;
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  Column<BlockId, std::size_t> hamlet_of(town.blocks.size(), none);
  for (std::size_t i = 0; i < town.hamlets.size(); ++i) {
    for (const BlockId block : town.hamlets[i].blocks) hamlet_of[block] = i;
  }
  std::vector<Middle> middles(town.hamlets.size());
  std::vector<Place> found(town.hamlets.size());
  const auto for_each = [&](auto body) {
    for (const Building& building : town.buildings) {
      if (!building.block.valid() || hamlet_of[building.block] == none) continue;
      body(hamlet_of[building.block], building);
    }
  };
  for_each([&](std::size_t hamlet, const Building& building) {
    weigh(middles[hamlet], building);
    found[hamlet].households += building.households;
    found[hamlet].residents += building.residents;
  });
  for_each([&](std::size_t hamlet, const Building& building) { take_nearer(middles[hamlet], building); });
  for (std::size_t i = 0; i < town.hamlets.size(); ++i) {
    if (found[i].residents == 0) continue;
    const Hamlet& hamlet = town.hamlets[i];
    const AreaId area = town.blocks[hamlet.blocks.front()].area;
    places.push_back(
        {area, middles[i].nearest, "hamlet", hamlet.name, found[i].households, found[i].residents, hamlet.town_centre});
  }
}

}  // namespace

std::vector<Place> places_of(const TownIndex& index) {
  const SmallTowns small(index.town);
  std::vector<Place> places;
  add_areas(index, small, places);
  add_hamlets(index, places);
  for (const AreaId area : small.all()) {
    if (const auto stop = small.bus_stop(area))
      places.push_back({area, *stop, "bus_stop", index.town.areas[area].name + "汽车站"});
  }
  return places;
}

}  // namespace wangge::town
