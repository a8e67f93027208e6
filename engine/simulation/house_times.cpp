#include "engine/simulation/house_times.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <memory>
#include <utility>

namespace wangge::simulation {
namespace {

/// Ways over a grid that borders on more lead too far, and to too many.
constexpr std::size_t most_borders = 64;
/// Up to so many are gone through: no branch to guess.
constexpr std::ptrdiff_t few = 24;
/// Of Table::asked: made, being made, or refused for want of room.
constexpr std::uint32_t settled = std::numeric_limits<std::uint32_t>::max();

/// Rising, none twice, without the grid itself.
std::vector<GridId> bordering(const core::Csr<GridId, GridId>& neighbours, GridId grid) {
  std::vector<GridId> found(neighbours[grid].begin(), neighbours[grid].end());
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  found.erase(std::remove(found.begin(), found.end(), grid), found.end());
  return found;
}

/// Rising, those two borders away and no nearer.
std::vector<GridId> beyond(const core::Csr<GridId, GridId>& neighbours, GridId grid, const std::vector<GridId>& borders) {
  std::vector<GridId> found;
  for (const GridId beside : borders) {
    if (neighbours[beside].size() <= most_borders)
      found.insert(found.end(), neighbours[beside].begin(), neighbours[beside].end());
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  const auto nearer = [&](GridId other) { return other == grid || std::binary_search(borders.begin(), borders.end(), other); };
  found.erase(std::remove_if(found.begin(), found.end(), nearer), found.end());
  return found;
}

template <class Iterator>
Iterator lower_bound_of(Iterator begin, Iterator end, GridId grid) {
  const auto lower = [](const auto& near, GridId other) { return near.grid < other; };
  if (end - begin > few) return std::lower_bound(begin, end, grid, lower);
  std::ptrdiff_t count = 0;
  for (Iterator at = begin; at != end; ++at) count += lower(*at, grid) ? 1 : 0;
  return begin + count;
}

}  // namespace

HouseTimes::HouseTimes(const Column<BuildingId, GridId>& grid_of_building, const core::Csr<GridId, GridId>& neighbours,
                       Limits limits)
    : pairs_a_search_(limits.pairs_a_search), most_pairs_(limits.most_pairs), room_(limits.most_pairs) {
  assert(limits.pairs_a_search > 0);
  Column<GridId, std::uint32_t> count(neighbours.size(), 0);
  std::vector<std::pair<GridId, BuildingId>> buildings;
  places_.reserve(grid_of_building.size());
  for (const BuildingId building : core::ids<BuildingId>(grid_of_building.size())) {
    const GridId grid = grid_of_building[building];
    places_.push_back({grid, grid.valid() ? count[grid]++ : 0});
    if (grid.valid()) buildings.emplace_back(grid, building);
  }
  buildings_ = core::Csr<GridId, BuildingId>::build(neighbours.size(), buildings);
  std::vector<std::pair<GridId, Near>> all_near;
  for (const GridId grid : core::ids<GridId>(neighbours.size())) {
    const std::vector<GridId> borders = bordering(neighbours, grid);
    Extent extent{.first_far = static_cast<std::uint32_t>(borders.size() + 1)};
    const auto add = [&](GridId other, std::size_t which) {
      all_near.emplace_back(grid, Near{other, extent.width[which], count[other]});
      extent.width[which] += count[other];
    };
    add(grid, 0);
    for (const GridId other : borders) add(other, 0);
    for (const GridId other : beyond(neighbours, grid, borders)) add(other, 1);
    extents_.push_back(extent);
    first_tables_ += static_cast<std::int64_t>(size(grid, 0));
  }
  near_ = core::Csr<GridId, Near>::build(neighbours.size(), all_near);
}

HouseTimes::~HouseTimes() {
  for (auto& of_mode : tables_) {
    for (auto& of_profile : of_mode) {
      const std::unique_ptr<Tables> tables(of_profile.load());
      if (!tables) continue;
      for (auto& of_grid : *tables) {
        for (Table& table : of_grid) delete[] table.times.load();
      }
    }
  }
}

/// Another thread may have put its own there before: what stays is used, the other is dropped.
HouseTimes::Tables& HouseTimes::tables(network::Mode mode, std::size_t profile) const {
  std::atomic<Tables*>& place = tables_[static_cast<std::size_t>(mode)][profile];
  Tables* found = place.load(std::memory_order_acquire);
  if (found != nullptr) return *found;
  auto made = std::make_unique<Tables>(extents_.size());
  if (!place.compare_exchange_strong(found, made.get())) return *found;
  kept_.fetch_add(first_tables_, std::memory_order_relaxed);
  return *made.release();
}

std::optional<std::size_t> HouseTimes::near_at(GridId from, GridId to) const {
  if (from == to) return 0;
  const auto near = near_[from];
  const auto far = near.begin() + extents_[from].first_far;
  const auto bordering = lower_bound_of(near.begin() + 1, far, to);
  if (bordering != far && bordering->grid == to) return static_cast<std::size_t>(bordering - near.begin());
  const auto beyond = lower_bound_of(far, near.end(), to);
  if (beyond != near.end() && beyond->grid == to) return static_cast<std::size_t>(beyond - near.begin());
  return std::nullopt;
}

bool HouseTimes::take_room(std::int64_t pairs, std::size_t which) const {
  if (which == 0) kept_.fetch_sub(pairs, std::memory_order_relaxed);
  const std::int64_t kept = which == 0 ? 0 : kept_.load(std::memory_order_relaxed);
  std::int64_t room = room_.load(std::memory_order_relaxed);
  while (room - kept >= pairs) {
    if (room_.compare_exchange_weak(room, room - pairs, std::memory_order_relaxed)) return true;
  }
  return false;
}

const network::TravelTime* HouseTimes::ask_for(Table& table, const network::Travel& travel, network::Mode mode, GridId from,
                                               std::size_t which) const {
  std::uint32_t asked = table.asked.load(std::memory_order_relaxed);
  if (asked == settled) return nullptr;
  const std::size_t pairs = size(from, which);
  const bool worth_it = asked >= std::min<std::size_t>(pairs / pairs_a_search_, settled - 1);
  if (!table.asked.compare_exchange_strong(asked, worth_it ? settled : asked + 1, std::memory_order_relaxed)) return nullptr;
  if (!worth_it || !take_room(static_cast<std::int64_t>(pairs), which)) return nullptr;
  const network::TravelTime* made = make(travel, mode, from, which);
  table.times.store(made, std::memory_order_release);
  return made;
}

const network::TravelTime* HouseTimes::make(const network::Travel& travel, network::Mode mode, GridId from,
                                            std::size_t which) const {
  const std::size_t far = extents_[from].first_far;
  const auto near = which == 0 ? near_[from].first(far) : near_[from].subspan(far);
  std::vector<network::AccessPoint> doors;
  for (const BuildingId building : buildings_[from]) doors.push_back(travel.access(mode, building));
  std::vector<network::AccessPoint> others;
  for (const Near& there : near) {
    for (const BuildingId building : buildings_[there.grid]) others.push_back(travel.access(mode, building));
  }
  const auto rows = travel.table(mode, doors, others, core::Threads(1));
  auto times = std::make_unique<network::TravelTime[]>(rows.size());
  network::TravelTime* next = times.get();
  for (const Near& there : near) {
    for (std::size_t row = 0; row < doors.size(); ++row) {
      const network::TravelTime* first = rows.data() + row * others.size() + there.columns_before;
      next = std::copy(first, first + there.width, next);
    }
  }
  return times.release();
}

std::optional<core::Millis> HouseTimes::time(const DayTravel& day, network::Mode mode, std::size_t profile, BuildingId from,
                                             BuildingId to) const {
  const Place start = places_[from];
  const Place goal = places_[to];
  const network::Travel& travel = day.of_profile(mode, profile);
  if (start.grid.valid() && goal.grid.valid()) {
    if (const std::optional<std::size_t> at = near_at(start.grid, goal.grid)) {
      const std::size_t which = *at < extents_[start.grid].first_far ? 0 : 1;
      Table& table = tables(mode, profile)[start.grid.value()][which];
      const network::TravelTime* times = table.times.load(std::memory_order_acquire);
      if (times == nullptr) times = ask_for(table, travel, mode, start.grid, which);
      if (times != nullptr) {
        const Near& near = near_[start.grid][*at];
        const std::size_t before = std::size_t{near.columns_before} * buildings_[start.grid].size();
        const network::TravelTime found = times[before + std::size_t{start.number} * near.width + goal.number];
        return found.reachable() ? std::optional(found.value()) : std::nullopt;
      }
    }
  }
  return travel.time(mode, travel.access(mode, from), travel.access(mode, to));
}

}  // namespace wangge::simulation
