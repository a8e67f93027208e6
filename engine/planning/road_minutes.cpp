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

}  // namespace

core::Column<CellId, network::AccessPoint> cell_doors(const network::Travel& travel, network::Mode mode,
                                                      const Territory& territory) {
  core::Column<CellId, network::AccessPoint> found(territory.cells.size());
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) {
    const std::vector<BuildingId>& own = territory.buildings_of_cell[cell];
    const auto most = std::max_element(own.begin(), own.end(), [&](BuildingId a, BuildingId b) {
      return territory.buildings.households[a] < territory.buildings.households[b];
    });
    if (most != own.end()) found[cell] = travel.access(mode, *most);
  }
  return found;
}

std::vector<double> minutes_from(const network::Travel& travel, network::Mode mode, const network::AccessPoint& from,
                                 core::Position place, const Territory& territory,
                                 const core::Column<CellId, network::AccessPoint>& doors, std::span<const CellId> to) {
  std::vector<network::AccessPoint> ends;
  ends.reserve(to.size());
  for (const CellId cell : to) ends.push_back(doors[cell]);
  const std::vector<network::TravelTime> times = travel.table(mode, {&from, 1}, ends, core::Threads(1));
  std::vector<double> minutes;
  minutes.reserve(to.size());
  for (std::size_t i = 0; i < to.size(); ++i) {
    if (times[i].reachable() && times[i].value() <= hour) {
      minutes.push_back(core::in_minutes(times[i].value()));
    } else {
      const core::Metres line = core::distance(place, territory.cells.centroid[to[i]]);
      minutes.push_back(core::in_minutes(hour) + line.value / metres_per_minute);
    }
  }
  return minutes;
}

TravelMinutes road_minutes(const network::Travel& travel, network::Mode mode, const Territory& territory) {
  const auto door = std::make_shared<const core::Column<CellId, network::AccessPoint>>(cell_doors(travel, mode, territory));
  return [&travel, mode, &territory, door](CellId from, std::span<const CellId> to) {
    return minutes_from(travel, mode, (*door)[from], territory.cells.centroid[from], territory, *door, to);
  };
}

}  // namespace wangge::planning
