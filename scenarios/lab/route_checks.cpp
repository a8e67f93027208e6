#include "scenarios/lab/route_checks.h"

#include "engine/network/dijkstra.h"
#include "engine/network/spot.h"

#include <algorithm>

namespace wangge::scenarios {
namespace {

using network::EdgeId;
using network::Ends;
using network::NodeTime;
using network::RoadGraph;
using network::TravelTime;

/// Does a way start and end where it says, hang together, and take as long as it says?
bool is_whole(const RoadGraph& graph, const network::Metric& metric, const Ends& from, const Ends& to,
              const network::NodePath& path) {
  if (path.time == TravelTime::none) return path.steps.empty();
  std::uint64_t time = std::uint64_t{from[path.from].time} + to[path.to].time;
  network::NodeId at = graph.junction(from[path.from].node);
  for (const network::Step& step : path.steps) {
    if (at != (step.forward ? graph.tail : graph.head)[step.edge]) return false;
    const network::Direction direction = graph.direction(metric.mode(), step.edge);
    if (!(step.forward ? network::allows_forward(direction) : network::allows_backward(direction))) return false;
    time += metric.edge_time(step.edge, step.forward);
    at = (step.forward ? graph.head : graph.tail)[step.edge];
  }
  return time == path.time && at == graph.junction(to[path.to].node);
}

}  // namespace

RouteChecks check_pairs(const RoadGraph& graph, const network::Speeds& speeds, const network::Router& router, std::uint32_t pairs,
                        core::Seed seed) {
  const network::Mode mode = router.metric().mode();
  std::vector<EdgeId> usable;
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    if (graph.direction(mode, edge) != network::Direction::closed) usable.push_back(edge);
  }
  RouteChecks checks;
  if (usable.empty()) return checks;
  network::Search search(graph);
  for (std::uint32_t pair = 0; pair < pairs; ++pair) {
    core::Stream luck(seed, 0, "lab route pair", pair);
    const auto spot = [&] {
      const EdgeId edge = usable[luck.below(static_cast<std::uint32_t>(usable.size()))];
      const double share = luck.below(4) == 0 ? static_cast<double>(luck.below(2)) : luck.uniform();  // often an end of the edge
      return network::make_spot(graph, speeds, mode, {edge, graph.length[edge] * share, network::Metres(0)});
    };
    const Ends from = network::departures(spot());
    const Ends to = network::arrivals(spot());
    const TravelTime expected = network::dijkstra_time(search, mode, from, to);
    ++checks.compared;
    checks.reached += expected.reachable() ? 1 : 0;
    const network::NodePath path = router.path(graph, from, to);
    const bool same = router.time(from, to) == expected && path.time == expected.ms;
    if (!same || !is_whole(graph, router.metric(), from, to, path)) ++checks.mismatches;
  }
  return checks;
}

RouteChecks check_rows(const RoadGraph& graph, network::Mode mode, std::span<const Ends> from, std::span<const Ends> to,
                       std::span<const TravelTime> table, std::uint32_t cells) {
  RouteChecks checks;
  network::Search search(graph);
  for (std::size_t row = 0; row < from.size() && checks.compared < cells; ++row) {
    network::start_search(search, mode, from[row]);
    while (search.next()) continue;
    for (std::size_t i = 0; i < to.size(); ++i) {
      std::uint64_t expected = TravelTime::none;
      for (const NodeTime& end : to[i]) {
        if (!end.node.valid() || search.label(end.node) == network::Search::none) continue;
        expected = std::min(expected, std::uint64_t{search.label(end.node)} + end.time);
      }
      ++checks.compared;
      checks.reached += expected < TravelTime::none ? 1 : 0;
      checks.mismatches += table[row * to.size() + i].ms == expected ? 0 : 1;
    }
  }
  return checks;
}

}  // namespace wangge::scenarios
