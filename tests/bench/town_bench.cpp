#include "gis/town/make_town.h"
#include "tests/support/town_specs.h"

#include <benchmark/benchmark.h>

#include <cstdint>

/// Made towns of as many households as the argument says, without writing them: buildings a second, two threads.
namespace wangge::town {
namespace {

void make(benchmark::State& state, const TownSpec& spec) {
  core::SilentProgress progress;
  std::size_t buildings = 0;
  for (auto _ : state) buildings = make_town(spec, core::Threads(2), progress).buildings.size();
  state.counters["buildings"] = static_cast<double>(buildings);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(buildings));
}

void make_quarter(benchmark::State& state) { make(state, quarter_spec(1, state.range(0), 0, 6)); }
BENCHMARK(make_quarter)->Arg(1000)->Arg(10000)->Arg(40000)->Unit(benchmark::kMillisecond);

void make_city(benchmark::State& state) { make(state, city_spec(1, state.range(0), 0, 12)); }
BENCHMARK(make_city)->Arg(10000)->Arg(50000)->Arg(100000)->Unit(benchmark::kMillisecond);

void make_county(benchmark::State& state) { make(state, county_spec(1, state.range(0), 0, 24, 3)); }
BENCHMARK(make_county)->Arg(3000)->Arg(10000)->Arg(30000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace wangge::town
