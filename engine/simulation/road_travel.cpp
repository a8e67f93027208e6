#include "engine/simulation/road_travel.h"

#include "engine/core/parallel.h"

#include <algorithm>

namespace wangge::simulation {

RoadTravel::RoadTravel(const network::Travel& travel, const SimulationInputs& inputs, const Column<ResponderId, Start>& starts,
                       core::Threads threads)
    : travel_(&travel), grid_of_building_(inputs.grid_of_building) {
  find_stations(starts);
  lay_out(inputs);
  core::parallel_for(threads, starts_.size(), [&](std::size_t i) {
    const StationId station(i);
    if (!starts_[station].access.valid()) return;
    const auto row = travel_->to_buildings(starts_[station].mode, starts_[station].access);
    for (const BuildingId building : core::ids<BuildingId>(grid_of_building_.size())) {
      if (!grid_of_building_[building].valid()) continue;
      const auto& stations = stations_of_grid_[grid_of_building_[building]];
      const auto found = std::lower_bound(stations.begin(), stations.end(), station);
      if (found == stations.end() || *found != station) continue;
      times_[first_[building] + static_cast<std::size_t>(found - stations.begin())] = row[building];
    }
  });
}

void RoadTravel::find_stations(const Column<ResponderId, Start>& starts) {
  for (const Start& start : starts) {
    const auto found = std::find(starts_.begin(), starts_.end(), start);
    station_.push_back(found == starts_.end() ? starts_.push_back(start)
                                              : StationId(static_cast<std::size_t>(found - starts_.begin())));
  }
}

void RoadTravel::lay_out(const SimulationInputs& inputs) {
  stations_of_grid_.resize(inputs.grids.size());
  for (const ResponderId responder : core::ids<ResponderId>(station_.size())) {
    const GridId grid = inputs.responders.grid[responder];
    stations_of_grid_[grid].push_back(station_[responder]);
    for (const GridId neighbour : inputs.neighbours[grid]) stations_of_grid_[neighbour].push_back(station_[responder]);
  }
  for (auto& stations : stations_of_grid_) {
    std::sort(stations.begin(), stations.end());
    stations.erase(std::unique(stations.begin(), stations.end()), stations.end());
  }
  std::size_t total = 0;
  for (const GridId grid : grid_of_building_) {
    first_.push_back(static_cast<std::uint32_t>(total));
    if (grid.valid()) total += stations_of_grid_[grid].size();
  }
  times_.resize(total);
}

std::optional<core::Millis> RoadTravel::from_post(ResponderId responder, BuildingId to) const {
  const GridId grid = grid_of_building_[to];
  if (!grid.valid()) return std::nullopt;
  const auto& stations = stations_of_grid_[grid];
  const auto found = std::lower_bound(stations.begin(), stations.end(), station_[responder]);
  if (found == stations.end() || *found != station_[responder]) return std::nullopt;
  const network::TravelTime time = times_[first_[to] + static_cast<std::size_t>(found - stations.begin())];
  return time.reachable() ? std::optional(time.value()) : std::nullopt;
}

std::optional<core::Millis> RoadTravel::between(ResponderId responder, BuildingId from, BuildingId to) const {
  const network::Mode mode = starts_[station_[responder]].mode;
  return travel_->time(mode, travel_->access(mode, from), travel_->access(mode, to));
}

}  // namespace wangge::simulation
