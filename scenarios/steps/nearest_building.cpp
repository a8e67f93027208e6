#include "scenarios/steps/nearest_building.h"

#include <algorithm>
#include <cmath>

namespace wangge::scenarios {

using territory::BuildingId;

NearestBuilding::NearestBuilding(const core::Column<BuildingId, core::Position>& places) : places_(places) {
  for (const BuildingId building : core::ids<BuildingId>(places.size())) order_.push_back(building);
  part(0, order_.size(), true);
}

BuildingId NearestBuilding::to(core::Position place) const {
  Found best;
  look(0, order_.size(), true, place, best);
  return best.building;
}

void NearestBuilding::part(std::size_t begin, std::size_t end, bool by_x) {
  if (end - begin < 2) return;
  const std::size_t middle = begin + (end - begin) / 2;
  const auto first = order_.begin();
  const auto along = [&](BuildingId building) { return by_x ? places_[building].x : places_[building].y; };
  std::nth_element(first + static_cast<std::ptrdiff_t>(begin), first + static_cast<std::ptrdiff_t>(middle),
                   first + static_cast<std::ptrdiff_t>(end),
                   [&](BuildingId a, BuildingId b) { return along(a) != along(b) ? along(a) < along(b) : a < b; });
  part(begin, middle, !by_x);
  part(middle + 1, end, !by_x);
}

void NearestBuilding::look(std::size_t begin, std::size_t end, bool by_x, core::Position place, Found& best) const {
  if (begin == end) return;
  const std::size_t middle = begin + (end - begin) / 2;
  const BuildingId building = order_[middle];
  const double distance = core::distance(places_[building], place).value;
  if (!best.building.valid() || distance < best.distance || (distance == best.distance && building < best.building))
    best = {building, distance};
  const double off = by_x ? place.x - places_[building].x : place.y - places_[building].y;
  const auto below = [&] { look(begin, middle, !by_x, place, best); };
  const auto above = [&] { look(middle + 1, end, !by_x, place, best); };
  off < 0 ? below() : above();
  // What lies as near on the other side may bear a lower id.
  if (std::abs(off) > best.distance) return;
  off < 0 ? above() : below();
}

}  // namespace wangge::scenarios
