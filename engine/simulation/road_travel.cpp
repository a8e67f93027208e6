#include "engine/simulation/road_travel.h"

#include "engine/core/parallel.h"

#include <algorithm>
#include <utility>

namespace wangge::simulation {
namespace {

constexpr std::uint32_t no_way = network::TravelTime::none;
constexpr std::uint32_t unasked = no_way - 1;

}  // namespace

RoadTravel::RoadTravel(DayTravel day, const SimulationInputs& inputs, const Column<ResponderId, Start>& starts,
                       core::Threads threads)
    : day_(std::move(day)), steady_(day_.most_profiles() == 1), grid_of_building_(inputs.grid_of_building) {
  find_stations(starts);
  lay_out(inputs);
  std::vector<std::pair<StationId, std::size_t>> rows;
  for (const StationId station : core::ids<StationId>(starts_.size())) {
    if (!starts_[station].access.valid()) continue;
    for (std::size_t profile = 0; profile < day_.profiles(starts_[station].mode); ++profile) rows.emplace_back(station, profile);
  }
  core::parallel_for(threads, rows.size(), [&](std::size_t i) { fill(rows[i].first, rows[i].second); });
}

void RoadTravel::fill(StationId station, std::size_t profile) {
  const Start& post = starts_[station];
  const auto row = day_.of_profile(post.mode, profile).to_buildings(post.mode, post.access);
  for (const BuildingId building : core::ids<BuildingId>(grid_of_building_.size())) {
    if (!grid_of_building_[building].valid()) continue;
    const auto& stations = stations_of_grid_[grid_of_building_[building]];
    const auto found = std::lower_bound(stations.begin(), stations.end(), station);
    if (found == stations.end() || *found != station) continue;
    times_[profile * slots_ + first_[building] + static_cast<std::size_t>(found - stations.begin())] = row[building];
  }
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
  for (const GridId grid : grid_of_building_) {
    first_.push_back(static_cast<std::uint32_t>(slots_));
    if (grid.valid()) slots_ += stations_of_grid_[grid].size();
  }
  const std::size_t all = slots_ * day_.most_profiles();
  times_.resize(all);
  times_home_ = std::vector<std::atomic<std::uint32_t>>(all);
  for (auto& time : times_home_) time.store(unasked, std::memory_order_relaxed);
}

std::optional<std::size_t> RoadTravel::slot(ResponderId responder, BuildingId building, std::size_t profile) const {
  const GridId grid = grid_of_building_[building];
  if (!grid.valid()) return std::nullopt;
  const auto& stations = stations_of_grid_[grid];
  const auto found = std::lower_bound(stations.begin(), stations.end(), station_[responder]);
  if (found == stations.end() || *found != station_[responder]) return std::nullopt;
  return profile * slots_ + first_[building] + static_cast<std::size_t>(found - stations.begin());
}

std::optional<core::Millis> RoadTravel::from_post(ResponderId responder, BuildingId to, core::Millis departure) const {
  const std::optional<std::size_t> at = slot(responder, to, profile(responder, departure));
  if (!at || !times_[*at].reachable()) return std::nullopt;
  return times_[*at].value();
}

std::optional<core::Millis> RoadTravel::to_post(ResponderId responder, BuildingId from, core::Millis departure) const {
  const std::size_t now = profile(responder, departure);
  const std::optional<std::size_t> at = slot(responder, from, now);
  if (!at) return std::nullopt;
  std::uint32_t time = times_home_[*at].load(std::memory_order_relaxed);
  if (time == unasked) {
    const Start& post = starts_[station_[responder]];
    const network::Travel& travel = day_.of_profile(post.mode, now);
    const auto found = travel.time(post.mode, travel.access(post.mode, from), post.access);
    time = found && found->value < unasked ? static_cast<std::uint32_t>(found->value) : no_way;
    times_home_[*at].store(time, std::memory_order_relaxed);
  }
  return time == no_way ? std::nullopt : std::optional(core::Millis(time));
}

std::optional<core::Millis> RoadTravel::between(ResponderId responder, BuildingId from, BuildingId to,
                                                core::Millis departure) const {
  const network::Mode mode = starts_[station_[responder]].mode;
  const network::Travel& travel = day_.of_profile(mode, profile(responder, departure));
  return travel.time(mode, travel.access(mode, from), travel.access(mode, to));
}

}  // namespace wangge::simulation
