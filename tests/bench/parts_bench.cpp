#include "engine/planning/exact/graph_file.h"
#include "engine/planning/parts/search_parts.h"
#include "engine/planning/sampling/recom_chain.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

/// Least cuts of the instances with known answers (where they are at hand), of a square into squares, and chains of
/// recombination.
namespace wangge::planning {
namespace {

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Seeds 1 to 10 on one thread, each until it has the known cut: how many reach it within 200 million units of work, the mean
/// and the worst of their CPU-seconds.
void search(benchmark::State& state, const WeightedGraph& graph, const PartsTask& task, std::int64_t cut) {
  for (auto _ : state) {
    double sum = 0;
    double worst = 0;
    int reached = 0;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      const double start = cpu_seconds();
      const SearchAnswer answer = search_parts(graph, task, {.work = 200'000'000, .reach = cut, .seed = core::Seed(seed)});
      const double seconds = cpu_seconds() - start;
      reached += answer.feasible && answer.cut <= cut ? 1 : 0;
      sum += seconds;
      worst = std::max(worst, seconds);
    }
    state.counters["reached"] = reached;
    state.counters["mean_s"] = sum / 10;
    state.counters["worst_s"] = worst;
  }
}

/// Trees a CPU-second and steps a CPU-second on a square of cells with ten parts, 5 % off at most.
void walk(benchmark::State& state, bool reversible) {
  const auto side = static_cast<std::uint32_t>(state.range(0));
  const WeightedGraph graph = grid_graph(side, side);
  const double mean = static_cast<double>(side) * side / 10;
  const RecomRules rules{.parts = 10,
                         .min = static_cast<std::int64_t>(mean * 0.95) + 1,
                         .max = static_cast<std::int64_t>(mean * 1.05),
                         .reversible = reversible};
  RecomChain chain(graph, column_stripes(side, side, 10), rules, core::Stream(core::Seed(1), 0, "bench", 0));
  for (auto _ : state) chain.propose();
  state.counters["steps"] = benchmark::Counter(static_cast<double>(chain.tally().steps), benchmark::Counter::kIsRate);
  state.counters["trees"] = benchmark::Counter(static_cast<double>(chain.tally().proposals), benchmark::Counter::kIsRate);
}

void plain_recom(benchmark::State& state) { walk(state, false); }
void reversible_recom(benchmark::State& state) { walk(state, true); }
BENCHMARK(plain_recom)->Arg(20)->Arg(50)->Arg(100);
BENCHMARK(reversible_recom)->Arg(20)->Arg(50)->Arg(100);

/// Of instances.csv: instance, nodes, edges, k, lower, upper, best_cut_edges, status.
void add_instances(const std::filesystem::path& folder) {
  std::ifstream file(folder / "instances.csv");
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::stringstream fields(line);
    std::vector<std::string> field(8);
    for (std::string& text : field) std::getline(fields, text, ',');
    const PartsTask task{static_cast<std::uint32_t>(std::stoul(field[3])), std::stoll(field[4]), std::stoll(field[5])};
    benchmark::RegisterBenchmark(field[0].c_str(), [=](benchmark::State& state) {
      search(state, read_graph_file(folder / (field[0] + ".graph")), task, std::stoll(field[6]));
    })->Iterations(1);
  }
}

const bool added = [] {
  add_instances(std::filesystem::path(WANGGE_SOURCE_DIR) / "../shared/data/validation/cut_edges");
  benchmark::RegisterBenchmark("square_50_into_25", [](benchmark::State& state) {
    search(state, grid_graph(50, 50), {25, 100, 100}, 400);
  })->Iterations(1);
  return true;
}();

}  // namespace
}  // namespace wangge::planning
