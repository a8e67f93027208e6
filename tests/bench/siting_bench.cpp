#include "engine/core/random.h"
#include "engine/siting/location/centre.h"
#include "engine/siting/location/covering.h"
#include "engine/siting/location/median.h"
#include "scenarios/lab/site_files.h"
#include "tests/support/points_in_square.h"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

/// Where to stand: the twenty instances of the OR-Library that lie beside the project, and made cities of three sizes. Counters:
/// gap in percent, and how many answers are proven. Time is of the solvers alone, without reading and making.
namespace wangge::siting {
namespace {

/// Homes and sites evenly in a square of 10 km, straight lines in metres, 1 to 100 households a home.
SitingTask made_city(std::size_t demands, std::size_t sites, std::size_t p) {
  core::Stream luck(core::Seed(1), 0, "bench.city", 0);
  const std::vector<core::Position> to = test::points_in_square(luck, demands);
  const std::vector<core::Position> from = test::points_in_square(luck, sites);
  SitingTask task;
  task.lengths = test::straight_lengths(from, to);
  task.sites.resize(sites);
  for (std::size_t demand = 0; demand < demands; ++demand) task.weights.push_back(1 + luck.below(100));
  task.most_sites = p;
  return task;
}

using Solver = SitingAnswer (*)(const SitingTask&, const SitingLimits&);

void orlib(benchmark::State& state, Solver solve) {
  const std::filesystem::path folder = std::filesystem::path(WANGGE_SOURCE_DIR) / "../shared/data/validation/orlib_pmed";
  std::vector<SitingTask> tasks;
  for (int number = 1; number <= 20; ++number) {
    const std::filesystem::path file = folder / ("pmed" + std::to_string(number) + ".txt");
    if (std::filesystem::exists(file)) tasks.push_back(scenarios::read_orlib(file));
  }
  double proven = 0;
  for (auto _ : state) {
    proven = 0;
    for (const SitingTask& task : tasks) proven += solve(task, {}).stopped_by == StoppedBy::proof ? 1 : 0;
  }
  state.counters["instances"] = static_cast<double>(tasks.size());
  state.counters["proven"] = proven;
}

void median_of_city(benchmark::State& state) {
  const auto size = [&](int at) { return static_cast<std::size_t>(state.range(at)); };
  const SitingTask task = made_city(size(0), size(1), size(2));
  SitingAnswer answer;
  for (auto _ : state) answer = solve_median(task, {.work = static_cast<std::uint64_t>(state.range(3)) * 1'000'000});
  state.counters["gap_percent"] = 100 * answer.gap();
}

void cover_of_city(benchmark::State& state, double busy) {
  const auto size = [&](int at) { return static_cast<std::size_t>(state.range(at)); };
  const SitingTask task = made_city(size(0), size(1), size(2));
  SitingAnswer answer;
  for (auto _ : state) {
    answer =
        solve_max_cover(task, {.radius = 600, .busy = busy}, {.work = static_cast<std::uint64_t>(state.range(3)) * 1'000'000});
  }
  state.counters["gap_percent"] = 100 * answer.gap();
}

BENCHMARK_CAPTURE(orlib, medians, &solve_median)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(orlib, centres, &solve_centre)->Unit(benchmark::kMillisecond);
BENCHMARK(median_of_city)
    ->Args({1000, 100, 10, 500})
    ->Args({3000, 300, 30, 500})
    ->Args({10000, 1000, 100, 500})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(cover_of_city, maximal, 0.0)->Args({10000, 1000, 100, 500})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(cover_of_city, expected, 0.3)->Args({10000, 1000, 100, 500})->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace wangge::siting
