#include "engine/network/road_graph.h"
#include "engine/network/search.h"
#include "engine/network/travel.h"
#include "tests/support/ascii_map.h"
#include "tests/support/random_streets.h"

#include <benchmark/benchmark.h>

#include <functional>
#include <map>
#include <memory>
#include <queue>
#include <utility>
#include <vector>

/// Streets on a grid of side x side corners, 2 x side x side doors: what do building, one search and a table cost, and
/// how does a search compare with the textbook's on std::priority_queue?
namespace wangge::network {
namespace {

using testing::RandomStreets;

const RandomStreets& town(std::int64_t side) {
  static std::map<std::int64_t, std::unique_ptr<RandomStreets>> towns;
  auto& entry = towns[side];
  const auto corners = static_cast<std::uint32_t>(side);
  if (!entry) entry = std::make_unique<RandomStreets>(1, corners, 2 * corners * corners);
  return *entry;
}

const Travel& travel(std::int64_t side) {
  static std::map<std::int64_t, std::unique_ptr<Travel>> travels;
  auto& entry = travels[side];
  if (!entry) {
    entry = std::make_unique<Travel>(build_road_graph(town(side).lines, testing::easy_speeds()), testing::easy_speeds(),
                                     Column<BuildingId, Position>(town(side).doors), Metres(300), Threads(1));
  }
  return *entry;
}

void report(benchmark::State& state, const RoadGraph& graph) {
  state.counters["nodes"] = static_cast<double>(graph.node_count());
  state.counters["edges"] = static_cast<double>(graph.edge_count());
}

void build_graph(benchmark::State& state) {
  for (auto _ : state) {
    const RoadGraph graph = build_road_graph(town(state.range(0)).lines, testing::easy_speeds());
    benchmark::DoNotOptimize(graph.edge_count());
  }
  report(state, travel(state.range(0)).graph());
}

void find_access(benchmark::State& state) {
  const network::Surroundings none;
  const AccessIndex index(travel(state.range(0)).graph(), none);
  std::size_t found = 0;
  for (auto _ : state) {
    for (const Position door : town(state.range(0)).doors) found += index.nearest(Mode::ebike, door, Metres(300)).valid() ? 1 : 0;
  }
  benchmark::DoNotOptimize(found);
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * town(state.range(0)).doors.size()));
}

void one_to_all_nodes(benchmark::State& state) {
  const RoadGraph& graph = travel(state.range(0)).graph();
  Search search(graph);
  std::size_t settled = 0;
  for (auto _ : state) {
    search.start(Mode::walk);
    search.seed(NodeId(settled % graph.node_count()), 0);
    while (search.next()) ++settled;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(settled));
  report(state, graph);
}

void one_to_all_nodes_priority_queue(benchmark::State& state) {
  const RoadGraph& graph = travel(state.range(0)).graph();
  using Entry = std::pair<std::uint32_t, NodeId>;
  std::size_t settled = 0;
  for (auto _ : state) {
    Column<NodeId, std::uint32_t> label(graph.node_count(), Search::none);
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    const NodeId start(settled % graph.node_count());
    label[start] = 0;
    open.emplace(0U, start);
    while (!open.empty()) {
      const auto [time, node] = open.top();
      open.pop();
      if (time > label[node]) continue;
      ++settled;
      for (const Arc& arc : graph.out_of(Mode::walk, node)) {
        if (time + arc.time >= label[arc.head]) continue;
        label[arc.head] = time + arc.time;
        open.emplace(label[arc.head], arc.head);
      }
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(settled));
}

void one_to_all_doors(benchmark::State& state) {
  const Travel& asked = travel(state.range(0));
  std::size_t door = 0;
  for (auto _ : state) {
    const auto times = asked.to_buildings(Mode::ebike, asked.access(Mode::ebike, BuildingId(door++ % asked.building_count())));
    benchmark::DoNotOptimize(times.values().data());
  }
}

void pair_of_doors(benchmark::State& state) {
  const Travel& asked = travel(state.range(0));
  std::size_t door = 0;
  for (auto _ : state) {
    const BuildingId from(door++ % asked.building_count());
    const BuildingId to(door * 7919 % asked.building_count());
    benchmark::DoNotOptimize(asked.time(Mode::ebike, asked.access(Mode::ebike, from), asked.access(Mode::ebike, to)));
  }
}

void table_of_300_by_300(benchmark::State& state) {
  const Travel& asked = travel(state.range(0));
  std::vector<AccessPoint> doors;
  for (std::size_t i = 0; i < 300; ++i) {
    doors.push_back(asked.access(Mode::ebike, BuildingId(i * 7919 % asked.building_count())));
  }
  for (auto _ : state) benchmark::DoNotOptimize(asked.table(Mode::ebike, doors, doors, Threads(1)).data());
}

BENCHMARK(build_graph)->Arg(30)->Arg(90)->Arg(270)->Unit(benchmark::kMillisecond);
BENCHMARK(find_access)->Arg(30)->Arg(90)->Arg(270)->Unit(benchmark::kMillisecond);
BENCHMARK(one_to_all_nodes)->Arg(30)->Arg(90)->Arg(270)->Unit(benchmark::kMicrosecond);
BENCHMARK(one_to_all_nodes_priority_queue)->Arg(30)->Arg(90)->Arg(270)->Unit(benchmark::kMicrosecond);
BENCHMARK(one_to_all_doors)->Arg(30)->Arg(90)->Arg(270)->Unit(benchmark::kMicrosecond);
BENCHMARK(pair_of_doors)->Arg(30)->Arg(90)->Arg(270)->Unit(benchmark::kMicrosecond);
BENCHMARK(table_of_300_by_300)->Arg(30)->Arg(90)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace wangge::network
