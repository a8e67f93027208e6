// How long do the exact and the approximate hypercube take? Made towns, 20 atoms a unit (exact) or 10 (approximate).

#include "engine/queueing/hypercube.h"
#include "engine/queueing/hypercube_approximation.h"
#include "tests/support/random_hypercube.h"

#include <cstddef>

#include <benchmark/benchmark.h>

namespace {

using wangge::queueing::HypercubeQuestion;
using wangge::queueing::HypercubeResult;

/// Ranges: units, load in per cent.
void exact(benchmark::State& state) {
  const auto units = static_cast<std::size_t>(state.range(0));
  const HypercubeQuestion town = wangge::test::made(
      {.units = units, .atoms = 20 * units, .load = 0.01 * static_cast<double>(state.range(1)), .uneven = 0.5, .line = false});
  HypercubeResult result;
  for (auto _ : state) result = wangge::queueing::solve_hypercube(town);
  state.counters["residual"] = result.residual;
  state.counters["rounds"] = static_cast<double>(result.rounds);
}
BENCHMARK(exact)->Args({10, 50})->Args({15, 50})->Args({20, 10})->Args({20, 50})->Args({20, 90})->Unit(benchmark::kMillisecond);

/// Ranges: units, load in per cent.
void approximate(benchmark::State& state) {
  const auto units = static_cast<std::size_t>(state.range(0));
  const HypercubeQuestion town =
      wangge::test::made({.units = units, .atoms = 10 * units, .load = 0.01 * static_cast<double>(state.range(1))});
  HypercubeResult result;
  for (auto _ : state) result = wangge::queueing::approximate_hypercube(town, {.window = {}, .dispatches = false});
  state.counters["rounds"] = static_cast<double>(result.rounds);
}
BENCHMARK(approximate)
    ->Args({15, 50})
    ->Args({100, 50})
    ->Args({1000, 10})
    ->Args({1000, 50})
    ->Args({1000, 90})
    ->Unit(benchmark::kMillisecond);

}  // namespace
