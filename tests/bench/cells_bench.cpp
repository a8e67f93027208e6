#include "gis/cells/build_cells.h"
#include "gis/cells/snap_rounding.h"
#include "tests/support/random_layers.h"

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>
#include <vector>

/// A made-up town of as many houses as the argument says, at the density of a village: what do the cells cost, and noding alone?
namespace wangge::gis {
namespace {

void build_cells_of_a_town(benchmark::State& state) {
  const auto houses = static_cast<std::uint32_t>(state.range(0));
  const testing::RandomLayers town(1, {.houses = houses, .width = 30.0 * std::sqrt(static_cast<double>(houses))});
  core::SilentProgress progress;
  std::size_t cells = 0;
  for (auto _ : state) cells = build_cells(town.layers, {}, core::Threads(1), progress).coverage.size();
  state.counters["cells"] = static_cast<double>(cells);
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(build_cells_of_a_town)->Arg(1000)->Arg(10000)->Arg(50000)->Unit(benchmark::kMillisecond);

void dissolve_a_town(benchmark::State& state) {
  const auto houses = static_cast<std::uint32_t>(state.range(0));
  const testing::RandomLayers town(1, {.houses = houses, .width = 30.0 * std::sqrt(static_cast<double>(houses))});
  core::SilentProgress progress;
  const CellBuild built = build_cells(town.layers, {}, core::Threads(1), progress);
  for (auto _ : state) benchmark::DoNotOptimize(built.coverage.dissolve(built.area_feature, 4, core::Threads(1)));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(built.coverage.size()));
}
BENCHMARK(dissolve_a_town)->Arg(1000)->Arg(10000)->Arg(50000)->Unit(benchmark::kMillisecond);

/// Random short segments, each crossing about one other.
void snap_round_segments(benchmark::State& state) {
  core::Stream luck(core::Seed(1), 0, "segments", 0);
  const auto width = static_cast<std::uint32_t>(50000 * std::sqrt(static_cast<double>(state.range(0))));
  std::vector<cells::Segment> segments;
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    const cells::LatticePoint a{static_cast<std::int32_t>(luck.below(width)), static_cast<std::int32_t>(luck.below(width))};
    segments.push_back({a,
                        {a.x + static_cast<std::int32_t>(luck.below(80000)) - 40000,
                         a.y + static_cast<std::int32_t>(luck.below(80000)) - 40000}});
  }
  for (auto _ : state) benchmark::DoNotOptimize(cells::snap_round(segments, core::Threads(1)).pieces.size());
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(snap_round_segments)->Arg(10000)->Arg(100000)->Arg(1000000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace wangge::gis
