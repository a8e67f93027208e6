#include "engine/simulation/house_times.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace wangge::simulation {
namespace {

/// A search costs about as much as so many pairs of a table.
constexpr std::size_t pairs_a_search = 1600;
constexpr std::int64_t most_pairs = std::int64_t{128} << 20U;

core::Csr<GridId, GridId> grids_near(const core::Csr<GridId, GridId>& neighbours) {
  std::vector<std::pair<GridId, GridId>> pairs;
  std::vector<GridId> near;
  for (const GridId grid : core::ids<GridId>(neighbours.size())) {
    near.assign(1, grid);
    for (const GridId beside : neighbours[grid]) {
      near.push_back(beside);
      near.insert(near.end(), neighbours[beside].begin(), neighbours[beside].end());
    }
    std::sort(near.begin(), near.end());
    near.erase(std::unique(near.begin(), near.end()), near.end());
    for (const GridId other : near) pairs.emplace_back(grid, other);
  }
  return core::Csr<GridId, GridId>::build(neighbours.size(), pairs);
}

/// How many are lower: no branch to guess, as there are few.
std::size_t place_among(std::span<const GridId> rising, GridId grid) {
  std::size_t lower = 0;
  for (const GridId other : rising) lower += other.value() < grid.value() ? 1 : 0;
  return lower;
}

/// Another thread may have put its own there before: what stays is used, the other is dropped.
template <class T>
T* put(std::atomic<T*>& place, std::unique_ptr<T> made) {
  T* found = nullptr;
  return place.compare_exchange_strong(found, made.get()) ? made.release() : found;
}

}  // namespace

HouseTimes::HouseTimes(const Column<BuildingId, GridId>& grid_of_building, const core::Csr<GridId, GridId>& neighbours)
    : near_(grids_near(neighbours)), room_(most_pairs) {
  Column<GridId, std::uint32_t> next(neighbours.size(), 0);
  std::vector<std::pair<GridId, BuildingId>> pairs;
  places_.reserve(grid_of_building.size());
  for (const BuildingId building : core::ids<BuildingId>(grid_of_building.size())) {
    const GridId grid = grid_of_building[building];
    places_.push_back({grid, grid.valid() ? next[grid]++ : 0});
    if (grid.valid()) pairs.emplace_back(grid, building);
  }
  buildings_ = core::Csr<GridId, BuildingId>::build(neighbours.size(), pairs);
  std::vector<std::pair<GridId, std::uint32_t>> columns;
  for (const GridId grid : core::ids<GridId>(neighbours.size())) {
    std::uint32_t width = 0;
    for (const GridId other : near_[grid]) {
      columns.emplace_back(grid, width);
      width += next[other];
    }
    width_.push_back(width);
  }
  columns_ = core::Csr<GridId, std::uint32_t>::build(neighbours.size(), columns);
}

HouseTimes::~HouseTimes() {
  for (auto& of_mode : blocks_) {
    for (auto& of_profile : of_mode) {
      const std::unique_ptr<Blocks> blocks(of_profile.load());
      if (!blocks) continue;
      for (Block& block : *blocks) delete[] block.table.load();
    }
  }
}

HouseTimes::Blocks& HouseTimes::blocks(network::Mode mode, std::size_t profile) const {
  std::atomic<Blocks*>& place = blocks_[static_cast<std::size_t>(mode)][profile];
  Blocks* found = place.load(std::memory_order_acquire);
  return *(found != nullptr ? found : put(place, std::make_unique<Blocks>(width_.size())));
}

const network::TravelTime* HouseTimes::make_table(Block& block, const network::Travel& travel, network::Mode mode,
                                                  GridId from) const {
  const std::size_t size = buildings_[from].size() * width_[from];
  if (block.asked.fetch_add(1, std::memory_order_relaxed) < size / pairs_a_search) return nullptr;
  const auto taken = static_cast<std::int64_t>(size);
  if (room_.fetch_sub(taken, std::memory_order_relaxed) < taken) {
    room_.fetch_add(taken, std::memory_order_relaxed);
    return nullptr;
  }
  std::vector<network::AccessPoint> doors;
  for (const BuildingId building : buildings_[from]) doors.push_back(travel.access(mode, building));
  std::vector<network::AccessPoint> others;
  for (const GridId grid : near_[from]) {
    for (const BuildingId building : buildings_[grid]) others.push_back(travel.access(mode, building));
  }
  const auto times = travel.table(mode, doors, others, core::Threads(1));
  auto made = std::make_unique<network::TravelTime[]>(times.size());
  std::copy(times.begin(), times.end(), made.get());
  const network::TravelTime* found = nullptr;
  if (block.table.compare_exchange_strong(found, made.get())) return made.release();
  room_.fetch_add(taken, std::memory_order_relaxed);
  return found;
}

std::optional<core::Millis> HouseTimes::time(const DayTravel& day, network::Mode mode, std::size_t profile, BuildingId from,
                                             BuildingId to) const {
  const Place start = places_[from];
  const Place goal = places_[to];
  if (start.grid.valid() && goal.grid.valid()) {
    const auto near = near_[start.grid];
    const std::size_t at = place_among(near, goal.grid);
    if (at < near.size() && near[at] == goal.grid) {
      Block& block = blocks(mode, profile)[start.grid.value()];
      const network::TravelTime* times = block.table.load(std::memory_order_acquire);
      if (times == nullptr) times = make_table(block, day.of_profile(mode, profile), mode, start.grid);
      if (times != nullptr) {
        const std::size_t row = std::size_t{start.number} * width_[start.grid];
        const network::TravelTime found = times[row + columns_[start.grid][at] + goal.number];
        return found.reachable() ? std::optional(found.value()) : std::nullopt;
      }
    }
  }
  const network::Travel& travel = day.of_profile(mode, profile);
  return travel.time(mode, travel.access(mode, from), travel.access(mode, to));
}

}  // namespace wangge::simulation
