#include "engine/simulation/road_travel.h"

#include "engine/core/parallel.h"
#include "engine/simulation/loop/reach.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wangge::simulation {
namespace {

constexpr std::uint32_t no_way = network::TravelTime::none;
constexpr std::uint32_t unasked = no_way - 1;
constexpr std::size_t few_stations = 24;

}  // namespace

RoadTravel::RoadTravel(DayTravel day, const SimulationInputs& inputs, const Column<ResponderId, Start>& starts,
                       core::Threads threads)
    : day_(std::move(day)), steady_(day_.most_profiles() == 1), houses_(inputs.grid_of_building, inputs.neighbours) {
  find_stations(starts);
  lay_out(inputs);
  std::vector<std::pair<StationId, GridId>> served;
  for (const GridId grid : core::ids<GridId>(stations_of_grid_.size())) {
    for (const StationId station : stations_of_grid_[grid]) served.emplace_back(station, grid);
  }
  const auto grids = core::Csr<StationId, GridId>::build(starts_.size(), served);
  std::vector<std::pair<StationId, std::size_t>> rows;
  for (const StationId station : core::ids<StationId>(starts_.size())) {
    if (!starts_[station].access.valid()) continue;
    for (std::size_t profile = 0; profile < day_.profiles(starts_[station].mode); ++profile) rows.emplace_back(station, profile);
  }
  core::parallel_for(threads, rows.size(), [&](std::size_t i) { fill(rows[i].first, grids[rows[i].first], rows[i].second); });
}

/// Few buildings of the town are looked for one by one, many by a search of the whole network.
void RoadTravel::fill(StationId station, std::span<const GridId> grids, std::size_t profile) {
  const Start& post = starts_[station];
  const network::Travel& travel = day_.of_profile(post.mode, profile);
  std::vector<BuildingId> buildings;
  for (const GridId grid : grids)
    buildings.insert(buildings.end(), houses_.buildings(grid).begin(), houses_.buildings(grid).end());
  std::vector<network::TravelTime> times;
  if (buildings.size() < rows_.size() / 8) {
    std::vector<network::AccessPoint> doors;
    for (const BuildingId building : buildings) doors.push_back(travel.access(post.mode, building));
    times = travel.table(post.mode, {&post.access, 1}, doors, core::Threads(1));
  } else {
    const auto all = travel.to_buildings(post.mode, post.access);
    for (const BuildingId building : buildings) times.push_back(all[building]);
  }
  std::size_t next = 0;
  for (const GridId grid : grids) {
    const auto stations = stations_of_grid_[grid];
    const auto at = static_cast<std::size_t>(std::lower_bound(stations.begin(), stations.end(), station) - stations.begin());
    for (const BuildingId building : houses_.buildings(grid))
      times_[profile * slots_ + rows_[building].first + at] = times[next++];
  }
}

void RoadTravel::find_stations(const Column<ResponderId, Start>& starts) {
  for (const Start& start : starts) {
    const auto found = std::find(starts_.begin(), starts_.end(), start);
    const StationId station =
        found == starts_.end() ? starts_.push_back(start) : StationId(static_cast<std::size_t>(found - starts_.begin()));
    movers_.push_back({station, start.mode});
  }
}

void RoadTravel::lay_out(const SimulationInputs& inputs) {
  Column<GridId, std::vector<StationId>> stations(inputs.grids.size());
  for (const auto& grids : {grids_served(inputs), grids_helped(inputs, dispatch_policy(inputs.policy).reach())}) {
    for (const ResponderId responder : core::ids<ResponderId>(movers_.size())) {
      for (const GridId grid : grids[responder]) stations[grid].push_back(movers_[responder].station);
    }
  }
  std::vector<std::pair<GridId, StationId>> pairs;
  for (const GridId grid : core::ids<GridId>(stations.size())) {
    auto& found = stations[grid];
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    for (const StationId station : found) pairs.emplace_back(grid, station);
  }
  stations_of_grid_ = core::Csr<GridId, StationId>::build(stations.size(), pairs);
  for (const GridId grid : inputs.grid_of_building) {
    rows_.push_back({grid, static_cast<std::uint32_t>(slots_)});
    if (grid.valid()) slots_ += stations_of_grid_[grid].size();
  }
  const std::size_t all = slots_ * day_.most_profiles();
  times_.resize(all);
  times_home_ = std::vector<std::atomic<std::uint32_t>>(all);
  for (auto& time : times_home_) time.store(unasked, std::memory_order_relaxed);
}

inline std::size_t RoadTravel::slot(ResponderId responder, BuildingId building, std::size_t profile) const {
  const Row row = rows_[building];
  if (!row.grid.valid()) return no_slot;
  const auto stations = stations_of_grid_[row.grid];
  const StationId station = movers_[responder].station;
  std::size_t at = 0;
  if (stations.size() <= few_stations) {  // no branch to guess
    for (const StationId other : stations) at += other.value() < station.value() ? 1 : 0;
  } else {
    at = static_cast<std::size_t>(std::lower_bound(stations.begin(), stations.end(), station) - stations.begin());
  }
  if (at == stations.size() || stations[at] != station) return no_slot;
  return profile * slots_ + row.first + at;
}

void RoadTravel::foresee(BuildingId building) const {
  const Row row = rows_[building];
  if (!row.grid.valid() || !steady_) return;
  __builtin_prefetch(times_.data() + row.first);
  __builtin_prefetch(times_home_.data() + row.first);
}

std::optional<core::Millis> RoadTravel::from_post(ResponderId responder, BuildingId to, core::Millis departure) const {
  const std::size_t at = slot(responder, to, profile(responder, departure));
  if (at == no_slot || !times_[at].reachable()) return std::nullopt;
  return times_[at].value();
}

std::optional<core::Millis> RoadTravel::to_post(ResponderId responder, BuildingId from, core::Millis departure) const {
  const std::size_t now = profile(responder, departure);
  const std::size_t at = slot(responder, from, now);
  if (at == no_slot) return std::nullopt;
  std::uint32_t time = times_home_[at].load(std::memory_order_relaxed);
  if (time == unasked) {
    fill_home(rows_[from].grid, movers_[responder].mode, now);
    time = times_home_[at].load(std::memory_order_relaxed);
  }
  return time == no_way ? std::nullopt : std::optional(core::Millis(time));
}

void RoadTravel::fill_home(GridId grid, network::Mode mode, std::size_t profile) const {
  const network::Travel& travel = day_.of_profile(mode, profile);
  const auto stations = stations_of_grid_[grid];
  std::vector<network::AccessPoint> doors;
  for (const BuildingId building : houses_.buildings(grid)) doors.push_back(travel.access(mode, building));
  std::vector<network::AccessPoint> posts;
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < stations.size(); ++i) {
    if (starts_[stations[i]].mode != mode) continue;
    posts.push_back(starts_[stations[i]].access);
    columns.push_back(i);
  }
  const auto times = travel.table(mode, doors, posts, core::Threads(1));
  std::size_t next = 0;
  for (const BuildingId building : houses_.buildings(grid)) {
    for (const std::size_t column : columns) {
      const network::TravelTime found = times[next++];
      const std::uint32_t time = found.reachable() && found.ms < unasked ? found.ms : no_way;
      times_home_[profile * slots_ + rows_[building].first + column].store(time, std::memory_order_relaxed);
    }
  }
}

std::optional<RoadTravel::Way> RoadTravel::way_from_post(ResponderId responder, BuildingId to, core::Millis departure) const {
  const Start& start = starts_[movers_[responder].station];
  const network::Travel& travel = day_.of_profile(start.mode, profile(responder, departure));
  const network::AccessPoint& door = travel.access(start.mode, to);
  if (!start.access.valid() || !door.valid()) return std::nullopt;
  const std::optional<network::Route> route = travel.route(start.mode, start.access, door);
  if (!route) return std::nullopt;
  double metres = start.access.off_road.value + door.off_road.value;
  for (const network::RoutePiece& piece : route->pieces) metres += std::abs((piece.to - piece.from).value);
  return Way{route->time, core::Metres(metres)};
}

std::optional<core::Millis> RoadTravel::between(ResponderId responder, BuildingId from, BuildingId to,
                                                core::Millis departure) const {
  return houses_.time(day_, movers_[responder].mode, profile(responder, departure), from, to);
}

}  // namespace wangge::simulation
