#include "engine/network/travel.h"

#include "engine/core/parallel.h"
#include "engine/network/search.h"
#include "engine/network/spot.h"
#include "engine/network/table.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace wangge::network {
namespace {

TravelTime as_time(std::uint64_t ms) { return ms < TravelTime::none ? TravelTime{static_cast<std::uint32_t>(ms)} : TravelTime{}; }

std::uint64_t plus(std::uint64_t time, std::uint32_t more) { return time == no_way ? no_way : time + more; }

}  // namespace

struct Travel::Body {
  RoadGraph graph;
  Speeds speeds;
  Metres access_limit;
  std::size_t buildings = 0;
  AccessIndex index;
  std::array<Column<BuildingId, AccessPoint>, mode_count> access;
  std::array<Column<BuildingId, Spot>, mode_count> spots;
  std::array<std::vector<BuildingId>, mode_count> unreachable;
  mutable SearchPool pool;

  Body(RoadGraph roads, const Speeds& by_class, Metres limit)
      : graph(std::move(roads)), speeds(by_class), access_limit(limit), index(graph), pool(graph) {}

  [[nodiscard]] Spot spot(Mode mode, const AccessPoint& point) const { return make_spot(graph, speeds, mode, point); }
  [[nodiscard]] std::vector<Spot> spots_of(Mode mode, std::span<const AccessPoint> points) const {
    std::vector<Spot> all(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) all[i] = spot(mode, points[i]);
    return all;
  }
};

Travel::Travel(RoadGraph graph, const Speeds& speeds, Column<BuildingId, Position> buildings, Metres access_limit,
               Threads threads)
    : body_(std::make_unique<Body>(std::move(graph), speeds, access_limit)) {
  constexpr std::size_t block = 1024;
  body_->buildings = buildings.size();
  for (std::size_t m = 0; m < mode_count; ++m) {
    const Mode mode = static_cast<Mode>(m);
    auto& access = body_->access[m];
    auto& spots = body_->spots[m];
    access.resize(buildings.size());
    spots.resize(buildings.size());
    core::parallel_for(threads, (buildings.size() + block - 1) / block, [&](std::size_t i) {
      for (std::size_t b = i * block; b < std::min(buildings.size(), (i + 1) * block); ++b) {
        const BuildingId building(b);
        access[building] = body_->index.nearest(mode, buildings[building], access_limit);
        spots[building] = body_->spot(mode, access[building]);
      }
    });
    for (const BuildingId building : core::ids<BuildingId>(buildings.size())) {
      if (!access[building].valid()) body_->unreachable[m].push_back(building);
    }
  }
}

Travel::Travel(Travel&&) noexcept = default;
Travel& Travel::operator=(Travel&&) noexcept = default;
Travel::~Travel() = default;

const RoadGraph& Travel::graph() const { return body_->graph; }
std::size_t Travel::building_count() const { return body_->buildings; }

std::optional<Millis> Travel::time(Mode mode, const AccessPoint& from, const AccessPoint& to) const {
  const Spot start = body_->spot(mode, from);
  const Spot goal = body_->spot(mode, to);
  if (!start.valid() || !goal.valid()) return std::nullopt;
  std::uint64_t best = plus(plus(along_edge(start, goal), start.leg), goal.leg);
  const auto lease = body_->pool.take();
  Search& search = *lease;
  start_search(search, mode, start);
  while (const auto settled = search.next()) {
    if (std::uint64_t{settled->time} + goal.leg >= best) break;
    if (settled->node != goal.tail && settled->node != goal.head) continue;
    best = std::min(best, arrival(goal, [&](NodeId node) { return node == settled->node ? settled->time : Search::none; }));
  }
  const TravelTime time = as_time(best);
  return time.reachable() ? std::optional(time.value()) : std::nullopt;
}

Column<BuildingId, TravelTime> Travel::to_buildings(Mode mode, const AccessPoint& from, std::optional<Millis> limit) const {
  Column<BuildingId, TravelTime> times(body_->buildings);
  const Spot start = body_->spot(mode, from);
  if (!start.valid()) return times;
  const std::uint64_t most = limit ? static_cast<std::uint64_t>(std::max<std::int64_t>(0, limit->value)) : no_way - 1;
  const auto lease = body_->pool.take();
  Search& search = *lease;
  start_search(search, mode, start);
  while (const auto settled = search.next()) {
    if (settled->time > most) break;
  }
  const auto& spots = body_->spots[static_cast<std::size_t>(mode)];
  for (const BuildingId building : core::ids<BuildingId>(body_->buildings)) {
    const Spot& goal = spots[building];
    if (!goal.valid()) continue;
    const std::uint64_t direct = plus(plus(along_edge(start, goal), start.leg), goal.leg);
    const std::uint64_t best = std::min(direct, arrival(goal, [&](NodeId node) { return search.label(node); }));
    if (best <= most) times[building] = as_time(best);
  }
  return times;
}

std::vector<TravelTime> Travel::table(Mode mode, std::span<const AccessPoint> from, std::span<const AccessPoint> to,
                                      Threads threads) const {
  return make_table(body_->graph, body_->pool, mode, body_->spots_of(mode, from), body_->spots_of(mode, to), threads);
}

AccessPoint Travel::access(Mode mode, Position place) const { return body_->index.nearest(mode, place, body_->access_limit); }

const AccessPoint& Travel::access(Mode mode, BuildingId building) const {
  return body_->access[static_cast<std::size_t>(mode)][building];
}

const std::vector<BuildingId>& Travel::unreachable(Mode mode) const { return body_->unreachable[static_cast<std::size_t>(mode)]; }

std::vector<ReachedPiece> Travel::reach(Mode mode, const AccessPoint& from, Millis limit) const {
  const Spot start = body_->spot(mode, from);
  if (!start.valid() || limit.value < start.leg) return {};
  const auto lease = body_->pool.take();
  Search& search = *lease;
  start_search(search, mode, start);
  while (const auto settled = search.next()) {
    if (settled->time > limit.value) break;
  }
  return reached_pieces(body_->graph, search, mode, start, static_cast<std::uint64_t>(limit.value));
}

}  // namespace wangge::network
