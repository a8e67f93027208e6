#include "engine/siting/reach.h"

#include "engine/core/parallel.h"

#include <algorithm>
#include <cassert>

namespace wangge::siting {
namespace {

using network::TravelTime;

constexpr std::size_t block = 16;  // posts handed over at once

/// Posts whose times are in memory: a block a thread, and as many again so that none waits.
std::size_t posts_held(core::Threads threads) { return 2 * block * static_cast<std::size_t>(std::clamp(threads.value, 1, 4)); }

void add(ReachTally& sum, const ReachPlace& place) {
  sum.buildings += place.buildings;
  sum.households += place.households;
  sum.residents += place.residents;
}

}  // namespace

std::vector<CellId> derived_cells(const territory::Territory& territory) {
  std::vector<CellId> cells;
  for (const CellId cell : core::ids<CellId>(territory.cells.derived.size())) {
    if (territory.cells.derived[cell] != 0) cells.push_back(cell);
  }
  return cells;
}

std::vector<ReachPlace> reach_places(const network::Travel& travel, Mode mode, const territory::Territory& territory,
                                     const EntryRules& entry) {
  std::vector<ReachPlace> places;
  const territory::Buildings& buildings = territory.buildings;
  for (const BuildingId building : core::ids<BuildingId>(buildings.size())) {
    places.push_back({travel.access(mode, building), entry_time(entry, static_cast<double>(buildings.floors[building])), 1,
                      buildings.households[building], buildings.residents[building]});
  }
  for (const CellId cell : derived_cells(territory)) {
    places.push_back({travel.access(mode, territory.cells.centroid[cell]), entry_time(entry, 0), 0,
                      territory.cells.households[cell], territory.cells.residents[cell]});
  }
  return places;
}

std::vector<std::uint32_t> time_bounds(std::span<const ReachPlace> places, core::Millis limit) {
  std::vector<std::uint32_t> bounds(places.size(), 0);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::int64_t left = limit.value - places[i].entry.value + 1;
    if (left > 0) bounds[i] = static_cast<std::uint32_t>(std::min<std::int64_t>(left, TravelTime::none));
  }
  return bounds;
}

ReachTally tally(std::span<const ReachPlace> places, std::span<const TravelTime> times, std::span<const std::uint32_t> bounds) {
  ReachTally sum;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (keeps(times[i], bounds[i])) add(sum, places[i]);
  }
  return sum;
}

std::vector<std::uint32_t> reached(std::span<const TravelTime> times, std::span<const std::uint32_t> bounds) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < times.size(); ++i) {
    if (keeps(times[i], bounds[i])) found.push_back(i);
  }
  return found;
}

void sweep_posts(const network::Travel& travel, Mode mode, std::span<const AccessPoint> from, std::span<const ReachPlace> to,
                 core::Threads threads, const std::function<void(const ReachRows&)>& take) {
  std::vector<AccessPoint> doors;
  doors.reserve(to.size());
  for (const ReachPlace& place : to) doors.push_back(place.access);
  const std::size_t held = posts_held(threads);
  for (std::size_t first = 0; first < from.size(); first += held) {
    const std::size_t count = std::min(held, from.size() - first);
    const std::vector<TravelTime> table = travel.table(mode, from.subspan(first, count), doors, threads);
    core::parallel_for(threads, (count + block - 1) / block, [&](std::size_t i) {
      const std::size_t begin = i * block;
      const std::size_t posts = std::min(block, count - begin);
      take({first + begin, posts, std::span(table).subspan(begin * to.size(), posts * to.size())});
    });
  }
}

Reach reach_of_posts(const network::Travel& travel, Mode mode, std::span<const AccessPoint> from,
                     std::span<const ReachPlace> places, std::span<const core::Millis> limits, core::Threads threads,
                     const std::function<void(const ReachRows&)>& also) {
  assert(std::is_sorted(limits.begin(), limits.end()));
  Reach reach{{limits.begin(), limits.end()}, std::vector<std::vector<ReachTally>>(from.size()), {}, {}};
  std::vector<std::vector<std::uint32_t>> bounds;
  for (const core::Millis limit : limits) bounds.push_back(time_bounds(places, limit));
  std::vector<std::vector<TravelTime>> nearest((from.size() + block - 1) / block);
  sweep_posts(travel, mode, from, places, threads, [&](const ReachRows& rows) {
    std::vector<TravelTime>& least = nearest[rows.first / block];
    least.assign(places.size(), TravelTime{});
    for (std::size_t post = 0; post < rows.posts; ++post) {
      const auto times = rows.row(post, places.size());
      for (std::size_t i = 0; i < places.size(); ++i) least[i].ms = std::min(least[i].ms, times[i].ms);
      for (const auto& bound : bounds) reach.by_post[rows.first + post].push_back(tally(places, times, bound));
    }
    if (also) also(rows);
  });
  reach.nearest.assign(places.size(), TravelTime{});
  for (const std::vector<TravelTime>& least : nearest) {
    for (std::size_t i = 0; i < places.size(); ++i) reach.nearest[i].ms = std::min(reach.nearest[i].ms, least[i].ms);
  }
  for (const auto& bound : bounds) reach.any.push_back(tally(places, reach.nearest, bound));
  return reach;
}

ReachChange reach_change(std::span<const ReachPlace> places, std::span<const TravelTime> before,
                         std::span<const TravelTime> after, core::Millis limit) {
  const std::vector<std::uint32_t> bounds = time_bounds(places, limit);
  ReachChange change;
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    const bool was = keeps(before[i], bounds[i]);
    const bool is = keeps(after[i], bounds[i]);
    if (was == is) continue;
    (is ? change.gained : change.lost).push_back(i);
    add(is ? change.gained_tally : change.lost_tally, places[i]);
  }
  return change;
}

}  // namespace wangge::siting
