#include "engine/core/random.h"
#include "engine/planning/edits/history.h"
#include "engine/planning/road_minutes.h"
#include "tests/support/ascii_map.h"
#include "tests/support/random_cells.h"
#include "tests/support/random_streets.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <string>
#include <vector>

/// Editing a town of square communities. Input: cells of one building with 0 to 9 households each, a street after every fifth row
/// and column; communities of 34 x 34 cells with grids of about 200 cells. Argument: communities along a side; 10 make 104,000
/// buildings. For the aims: compounds of 3 x 3 cells, ledgers of members and organisations, and ways along a net of bent, one-way
/// and missing streets of 100 m.
namespace wangge::planning {
namespace {

constexpr std::size_t side = 34;

territory::Territory town(std::size_t areas_along) {
  return testing::ascii_territory(
      testing::random_town({.areas_across = areas_along, .areas_down = areas_along, .side = side, .empty_share = 0}, 1));
}

territory::Territory town_with_compounds(std::size_t areas_along) {
  territory::Territory land = town(areas_along);
  const std::size_t across = areas_along * side / 4 + 1;
  for (std::size_t i = 0; i < across * across; ++i) land.compounds.push_back("compound " + std::to_string(i));
  for (const CellId cell : core::ids<CellId>(land.cells.size())) {
    const std::size_t row = cell.value() / (areas_along * side);
    const std::size_t column = cell.value() % (areas_along * side);
    if (row % 4 != 3 && column % 4 != 3) land.cells.compound[cell] = territory::CompoundId(row / 4 * across + column / 4);
  }
  return land;
}

/// The cells' rows go south, the streets' north.
network::Travel roads_of(const territory::Territory& land, std::size_t areas_along) {
  testing::RandomStreets streets(7, static_cast<std::uint32_t>(areas_along * side + 1), 0);
  for (network::RoadLine& line : streets.lines) {
    for (core::Position& point : line.points) point.y = -point.y;
  }
  return network::Travel(network::build_road_graph(streets.lines, testing::easy_speeds()), testing::easy_speeds(),
                         land.buildings.position, core::Metres(300), core::Threads(1));
}

/// Six stripes of rows in every community.
Plan striped(const territory::Territory& land, std::size_t areas_along) {
  constexpr std::size_t stripes = 6;
  std::vector<GridLabel> labels;
  core::Column<CellId, GridId> grids;
  for (const CellId cell : core::ids<CellId>(land.cells.size())) {
    const std::size_t row = cell.value() / (areas_along * side) % side;
    grids.push_back(GridId((land.cells.parent[cell].value() - 1) * stripes + row * stripes / side));
  }
  for (std::size_t grid = 0; grid < areas_along * areas_along * stripes; ++grid) {
    labels.push_back(
        {land.areas.code[territory::AreaId(1 + grid / stripes)] + std::to_string(grid % stripes), "grid", {}, {1, 1}});
  }
  PlanningRules rules{.households = {500, 1000}, .aims = {}};
  return Plan(land, rules, std::move(labels), std::move(grids));
}

/// Every figure of every grid of the parent: what a planner sees change.
void ask_figures(const Plan& plan, AreaId area) {
  for (const GridId grid : plan.grids_of(area)) {
    benchmark::DoNotOptimize(plan.tally(grid));
    benchmark::DoNotOptimize(plan.compactness(grid));
    benchmark::DoNotOptimize(plan.verdict(grid));
  }
}

double percentile(std::vector<double>& times, double share) {
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(times.size() - 1));
  std::nth_element(times.begin(), times.begin() + at, times.end());
  return times[static_cast<std::size_t>(at)];
}

/// One cell along a border goes over it, then all tallies, compactness and verdicts of its parent are asked for. Percentiles are
/// of processor time, which other programs do not disturb.
void move_with_all_figures(benchmark::State& state) {
  const auto areas_along = static_cast<std::size_t>(state.range(0));
  const territory::Territory land = town(areas_along);
  Plan plan = striped(land, areas_along);
  core::Stream luck(core::Seed(1), 0, "bench", 0);
  std::vector<double> milliseconds;
  for (auto _ : state) {
    CellId cell;
    GridId to;
    while (!to.valid()) {
      cell = CellId(luck.below(static_cast<std::uint32_t>(land.cells.size())));
      for (const territory::Neighbour& other : land.cells.neighbours[cell]) {
        if (plan.grid_of(other.cell) != plan.grid_of(cell) && land.cells.parent[other.cell] == land.cells.parent[cell])
          to = plan.grid_of(other.cell);
      }
    }
    const std::clock_t begin = std::clock();
    benchmark::DoNotOptimize(plan.apply(AssignCells{{{cell, to}}}));
    ask_figures(plan, land.cells.parent[cell]);
    milliseconds.push_back(1e3 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  state.counters["buildings"] = static_cast<double>(land.buildings.size());
  state.counters["p50_ms"] = percentile(milliseconds, 0.5);
  state.counters["p99_ms"] = percentile(milliseconds, 0.99);
  state.counters["max_ms"] = percentile(milliseconds, 1.0);
}
BENCHMARK(move_with_all_figures)->Arg(3)->Arg(6)->Arg(10)->Unit(benchmark::kMicrosecond)->Iterations(20000);

bool same(const PlanAims& a, const PlanAims& b) {
  return std::all_of(aim_figures().begin(), aim_figures().end(),
                     [&](AimFigure figure) { return a.values[figure] == b.values[figure]; });
}

/// Random moves, undos and redos with every tally of the parent and every aim of the plan after each, ways along roads included;
/// what was refused, and an undo of nothing, does not count. At the end the aims are held against a full measurement: `equal` is
/// 1 where they agree to the last bit.
void move_with_all_aims(benchmark::State& state) {
  const auto areas_along = static_cast<std::size_t>(state.range(0));
  const territory::Territory land = town_with_compounds(areas_along);
  const network::Travel travel = roads_of(land, areas_along);
  const Plan first = striped(land, areas_along);
  LedgerOfCell ledger;
  for (std::size_t cell = 0; cell < land.cells.size(); ++cell) {
    ledger.party_members.push_back(static_cast<double>(cell * 7 % 5));
    ledger.organisations.push_back(cell % 11 == 0 ? 1 : 0);
  }
  const AimGround ground{.travel = road_minutes(travel, network::Mode::ebike, land), .today = &first, .ledger = &ledger};
  History history(first);
  history.keep_aims(ground);
  core::Stream luck(core::Seed(3), 0, "bench", 0);
  std::vector<double> milliseconds;
  for (auto _ : state) {
    const CellId cell(luck.below(static_cast<std::uint32_t>(land.cells.size())));
    const AreaId area = land.cells.parent[cell];
    const std::vector<GridId> grids = history.plan().grids_of(area);
    const std::vector<Move> move = {AssignCells{{{cell, grids[luck.below(static_cast<std::uint32_t>(grids.size()))]}}}};
    const std::uint32_t dice = luck.below(5);
    const std::clock_t begin = std::clock();
    const bool changed = dice == 0   ? history.undo()
                         : dice == 1 ? history.redo()
                                     : !history.apply(std::span<const Move>(move)).has_value();
    ask_figures(history.plan(), area);
    benchmark::DoNotOptimize(history.aims()->values);
    if (!changed) continue;
    milliseconds.push_back(1e3 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  history.plan().check_invariants();
  const bool equal = same(*history.aims(), measure_aims(history.plan(), ground));
  if (!equal) state.SkipWithError("the aims that were kept are not those measured afresh");
  state.counters["buildings"] = static_cast<double>(land.buildings.size());
  state.counters["equal"] = equal ? 1 : 0;
  state.counters["steps"] = static_cast<double>(milliseconds.size());
  state.counters["p50_ms"] = percentile(milliseconds, 0.5);
  state.counters["p99_ms"] = percentile(milliseconds, 0.99);
  state.counters["max_ms"] = percentile(milliseconds, 1.0);
}
BENCHMARK(move_with_all_aims)->Arg(3)->Arg(6)->Arg(10)->Unit(benchmark::kMicrosecond)->Iterations(10000);

/// The last of so many steps is taken back and done again.
void undo_one(benchmark::State& state) {
  const territory::Territory land = town(10);
  History history(striped(land, 10));
  core::Stream luck(core::Seed(2), 0, "bench", 0);
  while (history.done() < static_cast<std::size_t>(state.range(0))) {
    const CellId cell(luck.below(static_cast<std::uint32_t>(land.cells.size())));
    const std::vector<GridId> grids = history.plan().grids_of(land.cells.parent[cell]);
    const std::vector<Move> move = {AssignCells{{{cell, grids[luck.below(static_cast<std::uint32_t>(grids.size()))]}}}};
    (void)history.apply(std::span<const Move>(move));
  }
  for (auto _ : state) {
    history.undo();
    history.redo();
  }
}
BENCHMARK(undo_one)->Arg(10)->Arg(1000)->Arg(10000)->Unit(benchmark::kMicrosecond);

/// What undo is held against: all steps but the last done again from the start.
void redo_from_the_start(benchmark::State& state) {
  const territory::Territory land = town(10);
  const Plan first = striped(land, 10);
  core::Stream luck(core::Seed(2), 0, "bench", 0);
  std::vector<Move> moves;
  for (int i = 1; i < state.range(0); ++i) {
    const CellId cell(luck.below(static_cast<std::uint32_t>(land.cells.size())));
    const std::vector<GridId> grids = first.grids_of(land.cells.parent[cell]);
    moves.emplace_back(AssignCells{{{cell, grids[luck.below(static_cast<std::uint32_t>(grids.size()))]}}});
  }
  for (auto _ : state) {
    Plan plan = first;
    for (const Move& move : moves) benchmark::DoNotOptimize(plan.apply(move));
  }
}
BENCHMARK(redo_from_the_start)->Arg(10)->Arg(1000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace wangge::planning
