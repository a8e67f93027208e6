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
  NetworkScale scale;
};

/// The open network with its order and contraction, which stand for every condition of it.
struct Base {
  RoadGraph graph;
  Speeds speeds;
  Surroundings around;
  mutable std::once_flag asked;
  mutable std::unique_ptr<const Skeleton> skeleton;

  [[nodiscard]] const Skeleton& ordered() const {
    std::call_once(asked, [&] { skeleton = std::make_unique<Skeleton>(graph); });
    return *skeleton;
  }
};

/// Times of what a mode may use, the rest closed.
Column<EdgeId, EdgeTime> open_times(const RoadGraph& graph, Mode mode) {
  Column<EdgeId, EdgeTime> times = graph.time[static_cast<std::size_t>(mode)];
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    if (graph.direction(mode, edge) == Direction::closed) times[edge] = closed_edge;
  }
  return times;
}

}  // namespace

struct Travel::Body {
  std::shared_ptr<const Base> base;
  std::shared_ptr<const RoadGraph> graph;  ///< of the base, or as it is under some conditions
  std::shared_ptr<const Column<BuildingId, Position>> buildings;
  Metres access_limit;
  AccessIndex index;
  std::array<Column<BuildingId, AccessPoint>, mode_count> access;
  std::array<Column<BuildingId, Spot>, mode_count> spots;
  std::array<std::vector<BuildingId>, mode_count> unreachable;
  mutable std::array<Routes, mode_count> routes;

  Body(std::shared_ptr<const Base> open, std::shared_ptr<const RoadGraph> now,
       std::shared_ptr<const Column<BuildingId, Position>> doors, Metres limit)
      : base(std::move(open)),
        graph(std::move(now)),
        buildings(std::move(doors)),
        access_limit(limit),
        index(*graph, base->around) {}

  /// Doors of which `keep` has an access point that still stands keep it.
  void find_doors(const Body* keep, Threads threads);

  [[nodiscard]] const Router& router(Mode mode) const {
    Routes& own = routes[static_cast<std::size_t>(mode)];
    std::call_once(own.asked, [&] {
      own.metric = std::make_unique<Metric>(base->ordered(), mode, open_times(*graph, mode));
      own.router = std::make_unique<Router>(*own.metric);
      own.scale = network_scale(*graph, mode);
    });
    return *own.router;
  }
  [[nodiscard]] Spot spot(Mode mode, const AccessPoint& point) const { return make_spot(*graph, base->speeds, mode, point); }
  [[nodiscard]] std::vector<Spot> spots_of(Mode mode, std::span<const AccessPoint> points) const {
    std::vector<Spot> all(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) all[i] = spot(mode, points[i]);
    return all;
  }
};

void Travel::Body::find_doors(const Body* keep, Threads threads) {
  constexpr std::size_t block = 1024;
  const std::size_t count = buildings->size();
  for (std::size_t m = 0; m < mode_count; ++m) {
    const Mode mode = static_cast<Mode>(m);
    // The nearest road of the main network is still the nearest where that network only lost roads.
    const auto no_more = [&](const Column<EdgeId, std::uint8_t>& now, const Column<EdgeId, std::uint8_t>& before) {
      return std::equal(now.begin(), now.end(), before.begin(), [](std::uint8_t a, std::uint8_t b) { return a <= b; });
    };
    const bool lost_only = keep != nullptr && no_more(graph->in_main[m], keep->graph->in_main[m]);
    access[m].resize(count);
    spots[m].resize(count);
    core::parallel_for(threads, (count + block - 1) / block, [&](std::size_t i) {
      for (std::size_t b = i * block; b < std::min(count, (i + 1) * block); ++b) {
        const BuildingId building(b);
        const AccessPoint known = lost_only ? keep->access[m][building] : AccessPoint{};
        const bool stands = lost_only && (!known.valid() || graph->is_main(mode, known.edge));
        access[m][building] = stands ? known : index.nearest(mode, (*buildings)[building], access_limit);
        spots[m][building] = spot(mode, access[m][building]);
      }
    });
    for (const BuildingId building : core::ids<BuildingId>(count)) {
      if (!access[m][building].valid()) unreachable[m].push_back(building);
    }
  }
}

Travel::Travel(RoadGraph graph, const Speeds& speeds, Column<BuildingId, Position> buildings, Metres access_limit,
               Threads threads, Surroundings around) {
  const auto base = std::make_shared<Base>();
  base->graph = std::move(graph);
  base->speeds = speeds;
  base->around = std::move(around);
  body_ = std::make_unique<Body>(base, std::shared_ptr<const RoadGraph>(base, &base->graph),
                                 std::make_shared<const Column<BuildingId, Position>>(std::move(buildings)), access_limit);
  body_->find_doors(nullptr, threads);
}

Travel::Travel(std::unique_ptr<Body> body) : body_(std::move(body)) {}

Travel Travel::under(const Conditions& conditions, Threads threads) const {
  const Base& open = *body_->base;
  auto now = std::make_shared<const RoadGraph>(network::under(open.graph, open.speeds, conditions));
  auto body = std::make_unique<Body>(body_->base, std::move(now), body_->buildings, body_->access_limit);
  body->find_doors(body_.get(), threads);
  return Travel(std::move(body));
}

Travel::Travel(Travel&&) noexcept = default;
Travel& Travel::operator=(Travel&&) noexcept = default;
Travel::~Travel() = default;

const RoadGraph& Travel::graph() const { return *body_->graph; }
const Surroundings& Travel::surroundings() const { return body_->base->around; }
std::size_t Travel::building_count() const { return body_->buildings->size(); }

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
  const NodePath path = body_->router(mode).path(*body_->graph, departures(start), arrivals(goal));
  const TravelTime direct = direct_time(start, goal);
  if (direct.reachable() && direct.ms <= path.time) return Route{direct.value(), {{from.edge, from.offset, to.offset}}};
  if (path.time == TravelTime::none) return std::nullopt;
  return Route{TravelTime{path.time}.value(), route_pieces(*body_->graph, from, to, path)};
}

Column<BuildingId, TravelTime> Travel::to_buildings(Mode mode, const AccessPoint& from, std::optional<Millis> limit) const {
  Column<BuildingId, TravelTime> times(body_->buildings->size());
  const Spot start = body_->spot(mode, from);
  if (!start.valid()) return times;
  const std::uint64_t most = limit ? static_cast<std::uint64_t>(std::max<std::int64_t>(0, limit->value)) : no_way - 1;
  const auto search = body_->router(mode).one();
  const Ends starts = departures(start);
  search->reach_all({&starts, 1});
  const auto& spots = body_->spots[static_cast<std::size_t>(mode)];
  for (const BuildingId building : core::ids<BuildingId>(body_->buildings->size())) {
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
  const Router& router = body_->router(mode);
  return make_table(*body_->graph, body_->routes[static_cast<std::size_t>(mode)].scale, router, body_->spots_of(mode, from),
                    body_->spots_of(mode, to), threads);
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
  return reached_pieces(*body_->graph, *search, mode, start, static_cast<std::uint64_t>(limit.value));
}

}  // namespace wangge::network
