#include "engine/simulation/house_times.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace wangge::simulation {
namespace {

/// A table of two grids of 40 buildings each costs about as much as ten searches.
constexpr std::uint32_t searches_before_table = 4;

core::Csr<GridId, GridId> grids_near(const core::Csr<GridId, GridId>& neighbours) {
  std::vector<std::pair<GridId, GridId>> pairs;
  std::vector<GridId> near;
  for (const GridId grid : core::ids<GridId>(neighbours.size())) {
    near.assign(1, grid);
    near.insert(near.end(), neighbours[grid].begin(), neighbours[grid].end());
    std::sort(near.begin(), near.end());
    for (const GridId other : near) pairs.emplace_back(grid, other);
  }
  return core::Csr<GridId, GridId>::build(neighbours.size(), pairs);
}

/// Another thread may have put its own there before: what stays is used, the other is dropped.
template <class T>
T* put(std::atomic<T*>& place, std::unique_ptr<T> made) {
  T* found = nullptr;
  return place.compare_exchange_strong(found, made.get()) ? made.release() : found;
}

}  // namespace

HouseTimes::HouseTimes(const Column<BuildingId, GridId>& grid_of_building, const core::Csr<GridId, GridId>& neighbours)
    : grid_of_building_(grid_of_building), place_(grid_of_building.size(), 0), near_(grids_near(neighbours)) {
  Column<GridId, std::uint32_t> next(neighbours.size(), 0);
  std::vector<std::pair<GridId, BuildingId>> pairs;
  for (const BuildingId building : core::ids<BuildingId>(grid_of_building.size())) {
    const GridId grid = grid_of_building[building];
    if (!grid.valid()) continue;
    place_[building] = next[grid]++;
    pairs.emplace_back(grid, building);
  }
  buildings_ = core::Csr<GridId, BuildingId>::build(neighbours.size(), pairs);
  for (const GridId grid : core::ids<GridId>(neighbours.size())) {
    first_pair_.push_back(static_cast<std::uint32_t>(pairs_));
    pairs_ += near_[grid].size();
  }
}

HouseTimes::~HouseTimes() {
  for (auto& of_mode : blocks_) {
    for (auto& of_profile : of_mode) {
      const std::unique_ptr<Blocks> blocks(of_profile.load());
      if (!blocks) continue;
      for (Block& block : *blocks) delete block.table.load();
    }
  }
}

HouseTimes::Blocks& HouseTimes::blocks(network::Mode mode, std::size_t profile) const {
  std::atomic<Blocks*>& place = blocks_[static_cast<std::size_t>(mode)][profile];
  Blocks* found = place.load(std::memory_order_acquire);
  return *(found != nullptr ? found : put(place, std::make_unique<Blocks>(pairs_)));
}

const HouseTimes::Table* HouseTimes::table(Block& block, const network::Travel& travel, network::Mode mode, GridId from,
                                           GridId to) const {
  const Table* found = block.table.load(std::memory_order_acquire);
  if (found != nullptr || block.asked.fetch_add(1, std::memory_order_relaxed) < searches_before_table) return found;
  const auto doors = [&](GridId grid) {
    std::vector<network::AccessPoint> points;
    for (const BuildingId building : buildings_[grid]) points.push_back(travel.access(mode, building));
    return points;
  };
  return put(block.table, std::make_unique<const Table>(travel.table(mode, doors(from), doors(to), core::Threads(1))));
}

std::optional<core::Millis> HouseTimes::time(const DayTravel& day, network::Mode mode, std::size_t profile, BuildingId from,
                                             BuildingId to) const {
  const network::Travel& travel = day.of_profile(mode, profile);
  const GridId grid = grid_of_building_[from];
  const GridId other = grid_of_building_[to];
  if (grid.valid() && other.valid()) {
    const auto near = near_[grid];
    const auto at = std::lower_bound(near.begin(), near.end(), other);
    if (at != near.end() && *at == other) {
      Block& block = blocks(mode, profile)[first_pair_[grid] + static_cast<std::size_t>(at - near.begin())];
      const Table* times = table(block, travel, mode, grid, other);
      if (times != nullptr) {
        const network::TravelTime found = (*times)[place_[from] * buildings_[other].size() + place_[to]];
        return found.reachable() ? std::optional(found.value()) : std::nullopt;
      }
    }
  }
  return travel.time(mode, travel.access(mode, from), travel.access(mode, to));
}

}  // namespace wangge::simulation
