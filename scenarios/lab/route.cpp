#include "scenarios/lab/route.h"

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/network/conditions.h"
#include "engine/network/hierarchy/router.h"
#include "gis/build/roads.h"
#include "gis/read/file_hash.h"
#include "gis/read/read_layers.h"
#include "scenarios/lab/route_checks.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/run/cpu_seconds.h"
#include "scenarios/schema/bind.h"
#include "scenarios/schema/reader.h"
#include "scenarios/steps/travel_step.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using network::EdgeId;
using network::Ends;
using network::NodeId;
using network::RoadGraph;
using network::TravelTime;

/// The least CPU time of `rounds` calls.
template <class Body>
double least_seconds(int rounds, const Body& body) {
  double least = 1e300;
  for (int round = 0; round < rounds; ++round) {
    const double start = cpu_seconds(CpuOf::process);
    body();
    least = std::min(least, cpu_seconds(CpuOf::process) - start);
  }
  return least;
}

struct Network {
  RoadGraph graph;
  network::Speeds speeds;
};

Network read_network(const RouteQuestion& question, core::Progress& progress) {
  gis::LayerSpecs specs;
  specs.roads.source.path = question.roads.string();
  specs.roads.source.file = question.roads;
  const gis::Layers layers = gis::read_layers(specs, question.threads, progress);
  const network::Speeds by_class = speeds(bind_travel(Reader(nullptr, "", "", {})));
  const gis::Roads roads = gis::road_lines(layers);
  RoadGraph graph = network::build_road_graph(roads.lines, by_class, roads.turns, roads.barriers);
  network::Conditions usual;
  usual.closed_to = network::closed_in(graph, roads.lines, std::nullopt);
  if (usual != network::Conditions{}) graph = network::under(graph, by_class, usual);
  return {std::move(graph), by_class};
}

/// The ends of all edges in the mode's main component, rising.
std::vector<NodeId> main_nodes(const RoadGraph& graph, network::Mode mode) {
  std::vector<NodeId> nodes;
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    if (!graph.is_main(mode, edge)) continue;
    nodes.push_back(graph.tail[edge]);
    nodes.push_back(graph.head[edge]);
  }
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

std::vector<NodeId> draw(const std::vector<NodeId>& nodes, std::uint32_t count, core::Stream luck) {
  std::vector<NodeId> drawn(count);
  for (NodeId& node : drawn) node = nodes[luck.below(static_cast<std::uint32_t>(nodes.size()))];
  return drawn;
}

std::size_t used_nodes(const RoadGraph& graph, network::Mode mode) {
  network::Column<NodeId, std::uint8_t> used(graph.node_count(), 0);
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    if (graph.direction(mode, edge) == network::Direction::closed) continue;
    used[graph.tail[edge]] = used[graph.head[edge]] = 1;
  }
  return static_cast<std::size_t>(std::count(used.begin(), used.end(), 1));
}

/// A first row of the targets' node ids; then for each source its id and the times, empty where there is no way.
std::string table_text(const RoadGraph& graph, std::span<const NodeId> from, std::span<const NodeId> to,
                       std::span<const TravelTime> table) {
  std::string text = "node";
  for (const NodeId node : to) text += fmt::format(",{}", graph.node_source[node]);
  text += '\n';
  for (std::size_t row = 0; row < from.size(); ++row) {
    text += fmt::format("{}", graph.node_source[from[row]]);
    for (std::size_t i = 0; i < to.size(); ++i) {
      const TravelTime time = table[row * to.size() + i];
      text += time.reachable() ? fmt::format(",{}", time.ms) : std::string(",");
    }
    text += '\n';
  }
  return text;
}

/// Seconds of one search from each of some sources to every node: one at a time, and sixteen at a time.
struct OneToAll {
  double single = 0;
  double batched = 0;
};

OneToAll time_one_to_all(const network::Router& router, std::span<const Ends> from) {
  const std::size_t count = std::min<std::size_t>(from.size(), 64);
  OneToAll seconds;
  const auto one = router.one();
  const auto sixteen = router.sixteen();
  constexpr int rounds = 3;
  seconds.single = least_seconds(rounds, [&] {
    for (std::size_t i = 0; i < count; ++i) one->reach_all(from.subspan(i, 1));
  });
  seconds.batched = least_seconds(rounds, [&] {
    for (std::size_t i = 0; i < count; i += network::Router::batch) {
      sixteen->reach_all(from.subspan(i, std::min(network::Router::batch, count - i)));
    }
  });
  seconds.single /= static_cast<double>(count);
  seconds.batched /= static_cast<double>(count);
  return seconds;
}

}  // namespace

RouteAnswer lab_route(const RouteQuestion& question, core::Progress& progress) {
  const Network roads = read_network(question, progress);
  const RoadGraph& graph = roads.graph;
  const auto m = static_cast<std::size_t>(question.mode);
  const std::vector<NodeId> nodes = main_nodes(graph, question.mode);
  if (nodes.empty()) {
    throw core::Error(core::ErrorCode::input,
                      {.zh = fmt::format("“{}”没有 {} 可用的道路", question.roads.string(), network::name(question.mode)),
                       .en = fmt::format("'{}' has no road for {}", question.roads.string(), network::name(question.mode))});
  }
  const double start = cpu_seconds(CpuOf::process);
  const network::Skeleton skeleton(graph);
  const double ordered = cpu_seconds(CpuOf::process);
  const network::Metric metric(skeleton, question.mode, graph.time[m]);
  const double prepared = cpu_seconds(CpuOf::process);
  const double reweighted = least_seconds(3, [&] { const network::Metric again(skeleton, question.mode, graph.time[m]); });
  const network::Router router(metric);

  const std::vector<NodeId> sources = draw(nodes, question.sources, core::Stream(question.seed, 0, "lab route source", 0));
  const std::vector<NodeId> targets = draw(nodes, question.targets, core::Stream(question.seed, 0, "lab route target", 0));
  std::vector<Ends> from(sources.size());
  std::vector<Ends> to(targets.size());
  for (std::size_t i = 0; i < from.size(); ++i) from[i][0].node = graph.start(question.mode, sources[i]);
  for (std::size_t i = 0; i < to.size(); ++i) to[i][0].node = targets[i];
  std::vector<TravelTime> table;
  const double table_seconds = least_seconds(3, [&] { table = router.table(from, to, question.threads); });
  const OneToAll one_to_all = time_one_to_all(router, from);

  RouteChecks checks;
  if (question.verify > 0) {
    checks = check_pairs(graph, roads.speeds, router, question.verify, question.seed);
    const RouteChecks rows = check_rows(graph, question.mode, from, to, table, question.verify);
    checks.compared += rows.compared;
    checks.reached += rows.reached;
    checks.mismatches += rows.mismatches;
  }
  const std::string text = table_text(graph, sources, targets, table);
  if (question.out) replace_file(*question.out, text);
  const nlohmann::json answer = {{"mode", network::name(question.mode)},
                                 {"nodes", used_nodes(graph, question.mode)},
                                 {"arcs", graph.out[m].entry_count()},
                                 {"network_nodes", graph.state_count()},
                                 {"turns_unused", graph.unused_turns.size()},
                                 {"hierarchy_arcs", skeleton.arc_count()},
                                 {"order_seconds", ordered - start},
                                 {"prepare_seconds", prepared - start},
                                 {"reweight_seconds", reweighted},
                                 {"table_seconds", table_seconds},
                                 {"one_to_all_seconds", one_to_all.single},
                                 {"one_to_all_batched_seconds", one_to_all.batched},
                                 {"compared", checks.compared},
                                 {"reached", checks.reached},
                                 {"mismatches", checks.mismatches},
                                 {"digest", gis::sha256_of_text(text)}};
  return {answer.dump(2) + "\n", checks.mismatches};
}

}  // namespace wangge::scenarios
