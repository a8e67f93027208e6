#include "engine/core/random.h"
#include "engine/siting/location/capacitated.h"
#include "engine/siting/location/centre.h"
#include "engine/siting/location/covering.h"
#include "engine/siting/location/median.h"
#include "engine/siting/location/nested.h"
#include "scenarios/lab/site_files.h"
#include "tests/support/points_in_square.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
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

/// Homes in 30 heaps of some 400 m in the same square, a site beside every so many of them.
SitingTask heaped_city(std::size_t demands, std::size_t sites, std::size_t p) {
  core::Stream luck(core::Seed(1), 0, "bench.heaps", 0);
  const std::vector<core::Position> heaps = test::points_in_square(luck, 30);
  std::vector<core::Position> to(demands);
  for (core::Position& home : to) {
    home = heaps[luck.below(static_cast<std::uint32_t>(heaps.size()))];
    // The sum of four even numbers is near enough to a bell.
    for (int part = 0; part < 4; ++part) {
      home.x += 700 * (luck.uniform() - 0.5);
      home.y += 700 * (luck.uniform() - 0.5);
    }
  }
  std::vector<core::Position> from;
  for (std::size_t site = 0; site < sites; ++site) {
    const core::Position& near = to[site * demands / sites];
    from.push_back({near.x + 20 * luck.uniform(), near.y + 20 * luck.uniform()});
  }
  SitingTask task;
  task.lengths = test::straight_lengths(from, to);
  task.sites.resize(sites);
  for (std::size_t demand = 0; demand < demands; ++demand) task.weights.push_back(1 + luck.below(100));
  task.most_sites = p;
  return task;
}

LevelsTask made_areas(std::uint64_t seed, std::uint32_t areas, std::size_t homes_each) {
  core::Stream luck(core::Seed(seed), 0, "bench.areas", 0);
  LevelsTask levels;
  CentreLevel level{.site_area = {}, .demand_area = {}, .areas = areas, .sites = {}, .names = {}};
  std::vector<core::Position> to;
  std::vector<core::Position> from;
  for (std::uint32_t area = 0; area < areas; ++area) {
    const auto place = [&] {
      const double x = 1000.0 * area + 1000 * luck.uniform();
      return core::Position{x, 1000 * luck.uniform()};
    };
    double all = 0;
    for (std::size_t home = 0; home < homes_each; ++home) {
      to.push_back(place());
      level.demand_area.push_back(QuarterId(area));
      levels.task.weights.push_back(1 + luck.below(20));
      all += levels.task.weights.values().back();
    }
    for (std::size_t site = 0; site < homes_each * 2 / 3; ++site) {
      from.push_back(place());
      level.site_area.push_back(QuarterId(area));
      const double capacity = std::max(20.0, std::round(all / 3 * (0.7 + 0.8 * luck.uniform())));
      levels.task.sites.push_back({.cost = 1.0 + luck.below(9), .capacity = capacity});
    }
  }
  levels.task.lengths = test::straight_lengths(from, to);
  levels.task.budget = 16.0 * areas;
  levels.levels = {level};
  levels.further = 5 * areas / 2;
  return levels;
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

void median_of_heaps(benchmark::State& state) {
  const auto size = [&](int at) { return static_cast<std::size_t>(state.range(at)); };
  const SitingTask task = heaped_city(size(0), size(1), size(2));
  SitingAnswer answer;
  for (auto _ : state) answer = solve_median(task, {.work = static_cast<std::uint64_t>(state.range(3)) * 1'000'000});
  state.counters["gap_percent"] = 100 * answer.gap();
}

/// Every site holds 15 % more than the mean load.
void capacities_of_city(benchmark::State& state) {
  const auto size = [&](int at) { return static_cast<std::size_t>(state.range(at)); };
  SitingTask task = made_city(size(0), size(1), size(2));
  double all = 0;
  for (const double weight : task.weights) all += weight;
  for (Candidate& site : task.sites) site.capacity = 1.15 * all / static_cast<double>(size(2));
  SitingAnswer answer;
  for (auto _ : state) answer = solve_capacitated_median(task, {.work = static_cast<std::uint64_t>(state.range(3)) * 1'000'000});
  state.counters["gap_percent"] = 100 * answer.gap();
}

/// Communities side by side, some 14 homes and 10 rooms each; the rooms hold a third of a community's people, more or less, and
/// both the number of further sites and the money are limited.
void capacities_of_areas(benchmark::State& state) {
  const auto areas = static_cast<std::uint32_t>(state.range(0));
  double gap = 0;
  double proven = 0;
  for (auto _ : state) {
    gap = 0;
    proven = 0;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      const LevelsTask task = made_areas(seed, areas, static_cast<std::size_t>(state.range(1)));
      const SitingAnswer all = solve_levels(task, {.work = static_cast<std::uint64_t>(state.range(2)) * 1'000'000}).all;
      gap = std::max(gap, 100 * all.gap());
      proven += all.stopped_by == StoppedBy::proof ? 1 : 0;
    }
  }
  state.counters["widest_gap_percent"] = gap;
  state.counters["proven_of_5"] = proven;
}

void centre_of_city(benchmark::State& state) {
  const auto size = [&](int at) { return static_cast<std::size_t>(state.range(at)); };
  const SitingTask task = made_city(size(0), size(1), size(2));
  SitingAnswer answer;
  for (auto _ : state) answer = solve_centre(task, {.work = static_cast<std::uint64_t>(state.range(3)) * 1'000'000});
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
    ->Args({10000, 1000, 20, 500})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(median_of_heaps)->Args({10000, 1000, 20, 500})->Unit(benchmark::kMillisecond);
BENCHMARK(capacities_of_city)->Args({500, 50, 10, 500})->Args({2000, 100, 20, 500})->Unit(benchmark::kMillisecond);
BENCHMARK(capacities_of_areas)
    ->Args({12, 14, 500})
    ->Args({15, 14, 500})
    ->Args({19, 14, 500})
    ->Args({15, 40, 500})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(centre_of_city)->Args({2000, 300, 20, 500})->Args({10000, 1000, 100, 500})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(cover_of_city, maximal, 0.0)->Args({10000, 1000, 100, 500})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(cover_of_city, expected, 0.3)->Args({10000, 1000, 100, 500})->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace wangge::siting
