#include "engine/planning/road_minutes.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace wangge::planning {
namespace {

using territory::BuildingId;
using territory::Territory;

constexpr core::Millis hour{3'600'000};
constexpr double metres_per_minute = 75;

/// The building of each cell that stands for it; invalid where it has none.
core::Column<CellId, BuildingId> faces(const Territory& territory) {
  core::Column<CellId, BuildingId> found(territory.cells.size());
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) {
    const std::vector<BuildingId>& own = territory.buildings_of_cell[cell];
    const auto most = std::max_element(own.begin(), own.end(), [&](BuildingId a, BuildingId b) {
      return territory.buildings.households[a] < territory.buildings.households[b];
    });
    if (most != own.end()) found[cell] = *most;
  }
  return found;
}

}  // namespace

TravelMinutes road_minutes(const network::Travel& travel, network::Mode mode, const Territory& territory) {
  const auto face = std::make_shared<const core::Column<CellId, BuildingId>>(faces(territory));
  return [&travel, mode, &territory, face](CellId from, std::span<const CellId> to) {
    core::Column<BuildingId, network::TravelTime> times;
    const BuildingId start = (*face)[from];
    if (start.valid() && travel.access(mode, start).valid()) times = travel.to_buildings(mode, travel.access(mode, start), hour);
    std::vector<double> minutes;
    minutes.reserve(to.size());
    for (const CellId cell : to) {
      const BuildingId door = (*face)[cell];
      if (!times.empty() && door.valid() && times[door].reachable()) {
        minutes.push_back(core::in_minutes(times[door].value()));
      } else {
        const core::Metres line = core::distance(territory.cells.centroid[from], territory.cells.centroid[cell]);
        minutes.push_back(core::in_minutes(hour) + line.value / metres_per_minute);
      }
    }
    return minutes;
  };
}

}  // namespace wangge::planning
