#include "engine/planning/make_plan.h"
#include "tests/support/ascii_cells.h"
#include "tests/support/random_cells.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

/// Drawing a town of square communities, and single moves in it. Input: cells with 0 to 9 units of households each, a street
/// after every fifth row and column.
namespace wangge::planning {
namespace {

territory::Territory town(std::size_t side_in_areas, std::size_t cells_along_area, std::int64_t unit) {
  return testing::ascii_territory(testing::random_town(
      {.areas_across = side_in_areas, .areas_down = side_in_areas, .side = cells_along_area, .unit = unit, .empty_share = 3}, 1));
}

PlanningInputs urban() {
  PlanningInputs inputs;
  inputs.rules.households = {500, 1000};
  return inputs;
}

/// Argument: communities along a side; each has 400 cells and about 5,000 households.
void draw_town(benchmark::State& state) {
  const territory::Territory land = town(static_cast<std::size_t>(state.range(0)), 20, 4);
  core::SilentProgress silent;
  std::vector<double> off;
  std::size_t invalid = 0;
  std::size_t grids = 0;
  for (auto _ : state) {
    const Plan plan = make_plan(land, urban(), core::Seed(1), core::Threads(1), silent);
    off.clear();
    invalid = 0;
    grids = plan.grids().size();
    for (const GridId grid : plan.grids()) {
      const AreaId area = plan.parent(grid);
      const double mean = static_cast<double>(land.areas.households[area]) / static_cast<double>(plan.grids_of(area).size());
      off.push_back(std::abs(static_cast<double>(plan.tally(grid).households) / mean - 1));
      if (!plan.verdict(grid).valid) ++invalid;
    }
  }
  std::sort(off.begin(), off.end());
  state.counters["cells"] = static_cast<double>(land.cells.size());
  state.counters["grids"] = static_cast<double>(grids);
  state.counters["invalid"] = static_cast<double>(invalid);
  state.counters["deviation_median"] = off[off.size() / 2];
  state.counters["deviation_max"] = off.back();
}
BENCHMARK(draw_town)->Arg(2)->Arg(4)->Arg(8)->Unit(benchmark::kMillisecond);

/// One move with all figures of the grids it touches, and its undo. Argument: communities along a side.
void move_and_undo(benchmark::State& state) {
  const territory::Territory land = town(static_cast<std::size_t>(state.range(0)), 20, 4);
  core::SilentProgress silent;
  PlanningInputs inputs = urban();
  inputs.rules.effort = 20;
  Plan plan = make_plan(land, inputs, core::Seed(1), core::Threads(1), silent);
  std::uint32_t at = 0;
  for (auto _ : state) {
    const CellId cell(at++ % land.cells.size());
    const GridId from = plan.grid_of(cell);
    const std::vector<GridId> grids = plan.grids_of(plan.parent(from));
    const auto answer = plan.apply(AssignCells{{{cell, grids[at % grids.size()]}}});
    if (const auto* undo = std::get_if<Move>(&answer)) {
      benchmark::DoNotOptimize(plan.verdict(from).valid);
      benchmark::DoNotOptimize(plan.apply(*undo));
    }
  }
  state.counters["cells"] = static_cast<double>(land.cells.size());
}
BENCHMARK(move_and_undo)->Arg(2)->Arg(4)->Arg(8)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace wangge::planning
