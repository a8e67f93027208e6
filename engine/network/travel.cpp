#include "engine/network/travel.h"

#include "engine/core/parallel.h"
#include "engine/network/hierarchy/router.h"
#include "engine/network/spot.h"
#include "engine/network/table.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

namespace wangge::network {
namespace {

/// A hierarchy's answers for one mode, made when first asked for.
struct Routes {
  std::once_flag asked;
  std::unique_ptr<const Metric> metric;
  std::unique_ptr<const Router> router;
};

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
  mutable std::once_flag ordered;
  mutable std::unique_ptr<const Skeleton> skeleton;
  mutable std::array<Routes, mode_count> routes;

  Body(RoadGraph roads, const Speeds& by_class, Metres limit)
      : graph(std::move(roads)), speeds(by_class), access_limit(limit), index(graph) {}

  [[nodiscard]] const Router& router(Mode mode) const {
    Routes& own = routes[static_cast<std::size_t>(mode)];
    std::call_once(own.asked, [&] {
      std::call_once(ordered, [&] { skeleton = std::make_unique<Skeleton>(graph); });
      own.metric = std::make_unique<Metric>(*skeleton, mode, graph.time[static_cast<std::size_t>(mode)]);
      own.router = std::make_unique<Router>(*own.metric);
    });
    return *own.router;
  }
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
  const TravelTime around = body_->router(mode).time(departures(start), arrivals(goal));
  const TravelTime time = std::min(around, direct_time(start, goal));
  return time.reachable() ? std::optional(time.value()) : std::nullopt;
}

std::optional<Route> Travel::route(Mode mode, const AccessPoint& from, const AccessPoint& to) const {
  const Spot start = body_->spot(mode, from);
  const Spot goal = body_->spot(mode, to);
  if (!start.valid() || !goal.valid()) return std::nullopt;
  const NodePath path = body_->router(mode).path(body_->graph, departures(start), arrivals(goal));
  const TravelTime direct = direct_time(start, goal);
  if (direct.reachable() && direct.ms <= path.time) return Route{direct.value(), {{from.edge, from.offset, to.offset}}};
  if (path.time == TravelTime::none) return std::nullopt;
  return Route{TravelTime{path.time}.value(), route_pieces(body_->graph, from, to, path)};
}

Column<BuildingId, TravelTime> Travel::to_buildings(Mode mode, const AccessPoint& from, std::optional<Millis> limit) const {
  Column<BuildingId, TravelTime> times(body_->buildings);
  const Spot start = body_->spot(mode, from);
  if (!start.valid()) return times;
  const std::uint64_t most = limit ? static_cast<std::uint64_t>(std::max<std::int64_t>(0, limit->value)) : no_way - 1;
  const auto search = body_->router(mode).one();
  const Ends starts = departures(start);
  search->reach_all({&starts, 1});
  const auto& spots = body_->spots[static_cast<std::size_t>(mode)];
  for (const BuildingId building : core::ids<BuildingId>(body_->buildings)) {
    const Spot& goal = spots[building];
    if (!goal.valid()) continue;
    const TravelTime around = narrow(arrival(goal, [&](NodeId node) { return search->label(0, node); }));
    const TravelTime time = std::min(around, direct_time(start, goal));
    if (time.ms <= most) times[building] = time;
  }
  return times;
}

std::vector<TravelTime> Travel::table(Mode mode, std::span<const AccessPoint> from, std::span<const AccessPoint> to,
                                      Threads threads) const {
  return make_table(body_->router(mode), body_->spots_of(mode, from), body_->spots_of(mode, to), threads);
}

AccessPoint Travel::access(Mode mode, Position place) const { return body_->index.nearest(mode, place, body_->access_limit); }

const AccessPoint& Travel::access(Mode mode, BuildingId building) const {
  return body_->access[static_cast<std::size_t>(mode)][building];
}

const std::vector<BuildingId>& Travel::unreachable(Mode mode) const { return body_->unreachable[static_cast<std::size_t>(mode)]; }

std::vector<ReachedPiece> Travel::reach(Mode mode, const AccessPoint& from, Millis limit) const {
  const Spot start = body_->spot(mode, from);
  if (!start.valid() || limit.value < start.leg) return {};
  const auto search = body_->router(mode).one();
  const Ends starts = departures(start);
  search->reach_all({&starts, 1});
  return reached_pieces(body_->graph, *search, mode, start, static_cast<std::uint64_t>(limit.value));
}

}  // namespace wangge::network
