#include "engine/core/random.h"
#include "engine/network/dijkstra.h"
#include "engine/network/hierarchy/router.h"
#include "engine/network/road_graph.h"
#include "gis/build/roads.h"
#include "gis/read/read_layers.h"
#include "tests/support/ascii_map.h"

#include <benchmark/benchmark.h>
#include <sys/resource.h>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

/// The hierarchy beside Boost.Graph's Dijkstra on the same arcs, in CPU-seconds of one thread: a real city by car
/// (WANGGE_ROADS names another extract), and a made one of a million nodes. `times_boost` is how many times faster.
namespace wangge::network {
namespace {

constexpr std::size_t table_side = 1000;
constexpr Mode mode = Mode::car;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double peak_mebibytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

Speeds usual_speeds() {
  Speeds speeds = testing::easy_speeds();
  for (const auto& [line_class, speed] :
       {std::pair(LineClass::track, 12.0), std::pair(LineClass::service, 15.0), std::pair(LineClass::residential, 25.0),
        std::pair(LineClass::tertiary, 35.0), std::pair(LineClass::secondary, 40.0), std::pair(LineClass::primary, 45.0),
        std::pair(LineClass::motorway, 90.0)}) {
    speeds.on[static_cast<std::size_t>(mode)][static_cast<std::size_t>(line_class)] = core::KilometresPerHour(speed);
  }
  return speeds;
}

std::filesystem::path extract() {
  const char* named = std::getenv("WANGGE_ROADS");
  return named != nullptr ? named : std::filesystem::path(WANGGE_SOURCE_DIR) / "../shared/data/heidelberg/heidelberg.osm.pbf";
}

RoadGraph real_city() {
  gis::LayerSpecs specs;
  specs.roads.source.path = extract().string();
  specs.roads.source.file = extract();
  core::SilentProgress progress;
  const gis::Roads roads = gis::road_lines(gis::read_layers(specs, core::Threads(1), progress));
  return build_road_graph(roads.lines, usual_speeds(), roads.turns);
}

/// Crossings 100 m apart, shifted by chance; every tenth street is a main road and every fifth a larger one, a third of the
/// others' pieces is missing, some are one-way.
RoadGraph made_city(std::uint32_t side) {
  core::Stream luck(core::Seed(1), 0, "made city", 0);
  std::vector<Position> corners;
  const auto shift = [&] { return 60.0 * luck.uniform() - 30.0; };
  for (std::uint32_t i = 0; i < side * side; ++i) corners.push_back({100.0 * (i % side) + shift(), 100.0 * (i / side) + shift()});
  std::vector<RoadLine> lines;
  const auto add = [&](std::uint32_t a, std::uint32_t b, std::uint32_t street) {
    const bool main = street % 10 == 0;
    const bool larger = street % 5 == 0;
    if (!larger && luck.below(3) == 0) return;
    RoadLine line;
    line.line_class = main ? LineClass::primary : larger ? LineClass::tertiary : LineClass::residential;
    line.points = {corners[a], corners[b]};
    line.nodes = {a, b};
    const Direction driving = !larger && luck.below(6) == 0 ? Direction::forward : Direction::both;
    line.access = {Direction::both, Direction::both, driving};
    lines.push_back(std::move(line));
  };
  for (std::uint32_t i = 0; i < side * side; ++i) {
    if (i % side + 1 < side) add(i, i + 1, i / side);
    if (i / side + 1 < side) add(i, i + side, i % side);
  }
  return build_road_graph(lines, usual_speeds());
}

/// One city, prepared, with random nodes to ask about and Boost's time for one search.
struct Subject {
  RoadGraph graph;
  double prepare_seconds = 0;
  std::unique_ptr<Skeleton> skeleton;
  std::unique_ptr<Metric> metric;
  std::unique_ptr<Router> router;
  std::vector<Ends> asked;
  double boost_seconds = 0;  ///< of one search to all nodes

  explicit Subject(RoadGraph roads) : graph(std::move(roads)) {
    const double start = cpu_seconds();
    skeleton = std::make_unique<Skeleton>(graph);
    metric = std::make_unique<Metric>(*skeleton, mode, graph.time[static_cast<std::size_t>(mode)]);
    prepare_seconds = cpu_seconds() - start;
    router = std::make_unique<Router>(*metric);
    core::Stream luck(core::Seed(1), 0, "asked", 0);
    while (asked.size() < 2 * table_side) {
      const EdgeId edge(luck.below(static_cast<std::uint32_t>(graph.edge_count())));
      if (graph.is_main(mode, edge)) asked.push_back({NodeTime{graph.start(mode, graph.tail[edge]), 0}, NodeTime{}});
    }
    boost_seconds = time_boost();
  }

  [[nodiscard]] std::span<const Ends> from() const { return std::span(asked).first(table_side); }
  [[nodiscard]] std::span<const Ends> to() const { return std::span(asked).last(table_side); }

 private:
  struct Road {
    std::uint32_t time = 0;
  };
  using BoostGraph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Road>;

  /// Also compares every label.
  [[nodiscard]] double time_boost() const {
    std::vector<std::pair<std::size_t, std::size_t>> ends;
    std::vector<Road> roads;
    for (const NodeId node : core::ids<NodeId>(graph.state_count())) {
      for (const Arc& arc : graph.out_of(mode, node)) {
        ends.emplace_back(node.value(), arc.head.value());
        roads.push_back({arc.time});
      }
    }
    const BoostGraph boosted(boost::edges_are_sorted, ends.begin(), ends.end(), roads.begin(), graph.state_count());
    std::vector<std::uint32_t> label(graph.state_count());
    const auto ids = get(boost::vertex_index, boosted);
    const std::size_t searches = graph.node_count() > 500'000 ? 3 : 30;
    double seconds = 0;
    for (std::size_t i = 0; i < searches; ++i) {
      const double start = cpu_seconds();
      boost::dijkstra_shortest_paths(boosted, vertex(asked[i][0].node.value(), boosted),
                                     boost::weight_map(get(&Road::time, boosted))
                                         .distance_map(boost::make_iterator_property_map(label.begin(), ids))
                                         .distance_inf(Metric::none));
      seconds += cpu_seconds() - start;
      const auto one = router->one();
      one->reach_all({&asked[i], 1});
      for (const NodeId node : core::ids<NodeId>(graph.state_count())) {
        if (one->label(0, node) != label[node.value()]) std::abort();
      }
    }
    return seconds / static_cast<double>(searches);
  }
};

const Subject& city(bool made) {
  if (made) {
    static const Subject subject(made_city(1000));
    return subject;
  }
  static const Subject subject(real_city());
  return subject;
}

/// Nothing to do where the extract is not at hand.
bool absent(benchmark::State& state) {
  if (state.range(0) != 0 || std::filesystem::exists(extract())) return false;
  state.SkipWithError("no road extract; name one in WANGGE_ROADS");
  return true;
}

void compare(benchmark::State& state, double boost, double start) {
  const double seconds = (cpu_seconds() - start) / static_cast<double>(state.iterations());
  state.counters["times_boost"] = boost / seconds;
}

void prepare(benchmark::State& state) {
  if (absent(state)) return;
  const Subject& subject = city(state.range(0) != 0);
  for (auto _ : state) state.SetIterationTime(subject.prepare_seconds);
  state.counters["nodes"] = static_cast<double>(subject.graph.state_count());
  state.counters["arcs"] = static_cast<double>(subject.graph.out[static_cast<std::size_t>(mode)].entry_count());
  state.counters["hierarchy_arcs"] = static_cast<double>(subject.skeleton->arc_count());
  state.counters["boost_one_to_all_ms"] = 1000 * subject.boost_seconds;
  state.counters["peak_MiB"] = peak_mebibytes();
}

void reweight(benchmark::State& state) {
  if (absent(state)) return;
  const Subject& subject = city(state.range(0) != 0);
  for (auto _ : state) {
    const Metric again(*subject.skeleton, mode, subject.graph.time[static_cast<std::size_t>(mode)]);
    benchmark::DoNotOptimize(again.size());
  }
}

void table_of_1000_by_1000(benchmark::State& state) {
  if (absent(state)) return;
  const Subject& subject = city(state.range(0) != 0);
  const double start = cpu_seconds();
  for (auto _ : state) {
    benchmark::DoNotOptimize(subject.router->table(subject.from(), subject.to(), core::Threads(1)).data());
  }
  compare(state, subject.boost_seconds * table_side, start);
  TargetPart part(*subject.metric);
  part.select(subject.to());
  state.counters["part_nodes"] = static_cast<double>(part.down().size());
  state.counters["part_links"] = static_cast<double>(part.down().links.size());
}

void hierarchy_one_to_all(benchmark::State& state) {
  if (absent(state)) return;
  const Subject& subject = city(state.range(0) != 0);
  const auto one = subject.router->one();
  std::size_t i = 0;
  const double start = cpu_seconds();
  for (auto _ : state) one->reach_all({&subject.asked[i++ % table_side], 1});
  compare(state, subject.boost_seconds, start);
}

void hierarchy_sixteen_to_all(benchmark::State& state) {
  if (absent(state)) return;
  const Subject& subject = city(state.range(0) != 0);
  const auto sixteen = subject.router->sixteen();
  std::size_t i = 0;
  const double start = cpu_seconds();
  for (auto _ : state) sixteen->reach_all(subject.from().subspan(16 * (i++ % 60), 16));
  compare(state, subject.boost_seconds * 16, start);
}

void hierarchy_pair(benchmark::State& state) {
  if (absent(state)) return;
  const Subject& subject = city(state.range(0) != 0);
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(subject.router->time(subject.from()[i % table_side], subject.to()[i * 7 % table_side]));
    ++i;
  }
}

// 0: the real city; 1: the made one.
BENCHMARK(prepare)->Arg(0)->Arg(1)->UseManualTime()->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(reweight)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(table_of_1000_by_1000)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(hierarchy_one_to_all)->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);
BENCHMARK(hierarchy_sixteen_to_all)->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);
BENCHMARK(hierarchy_pair)->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace wangge::network
