#include "engine/core/random.h"
#include "engine/planning/edits/compose.h"
#include "engine/planning/edits/history.h"
#include "tests/support/random_cells.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <set>
#include <sstream>
#include <string>
#include <vector>

/// Ten thousand random edits, undos and redos on one town: the figures that a plan keeps up to date equal those of a plan made
/// afresh from the same assignment, the structural rules hold, codes never come back, and undoing all of it restores the plan to
/// the last bit. The seed of a failure is printed.
namespace wangge::planning {
namespace {

constexpr std::size_t side = 12;
constexpr std::size_t areas = 4;

class Planner {
 public:
  explicit Planner(std::uint64_t seed)
      : luck_(core::Seed(seed), 0, "planner", 0),
        land_(testing::ascii_territory(
            testing::random_town({.areas_across = 2, .areas_down = 2, .side = side, .unit = 7, .empty_share = 5}, seed))),
        history_((add_compounds(), start())) {}

  Edit random_edit() {
    switch (luck_.below(10)) {
      case 0:
        return SplitEdit{.grid = any_code(), .line = {any_place(), any_place()}, .compounds_whole = luck_.below(2) == 0};
      case 1:
        return MergeEdit{{any_code(), any_code()}};
      case 2:
        return SwapEdit{any_code(), {.cells = some_cells()}, any_code(), {.cells = some_cells()}};
      case 3:
        return BorderEdit{.from = any_code(),
                          .to = any_code(),
                          .width = core::Metres(50 + 100 * luck_.below(3)),
                          .until = luck_.below(2) == 0 ? std::optional(territory::BarrierClass::street) : std::nullopt};
      case 4:
        return DedicateEdit{{.cells = some_cells()}};
      case 5:
        return RecodeEdit{any_code(),
                          std::string(1, static_cast<char>('A' + luck_.below(areas))) + std::to_string(luck_.below(500))};
      default:
        return AssignEdit{{.cells = some_cells()}, any_code()};
    }
  }
  [[nodiscard]] std::uint32_t dice(std::uint32_t sides) { return luck_.below(sides); }
  History& history() { return history_; }

 private:
  /// A compound of 3 x 3 cells in every 4 x 4.
  void add_compounds() {
    constexpr std::size_t across = 2 * side / 4;
    for (std::size_t i = 0; i < across * across; ++i) land_.compounds.push_back("compound " + std::to_string(i));
    for (const CellId cell : core::ids<CellId>(land_.cells.size())) {
      const std::size_t row = cell.value() / (2 * side);
      const std::size_t column = cell.value() % (2 * side);
      if (row % 4 != 3 && column % 4 != 3) land_.cells.compound[cell] = territory::CompoundId(row / 4 * across + column / 4);
    }
  }

  /// Four grids an area, in quarters of its square.
  Plan start() {
    std::vector<GridLabel> labels;
    core::Column<CellId, GridId> grids(land_.cells.size());
    for (const CellId cell : core::ids<CellId>(land_.cells.size())) {
      const std::size_t row = cell.value() / (2 * side) % side;
      const std::size_t column = cell.value() % side;
      const std::size_t area = land_.cells.parent[cell].value() - 1;
      grids[cell] = GridId(area * 4 + row / (side / 2) * 2 + column / (side / 2));
    }
    for (std::size_t area = 0; area < areas; ++area) {
      for (int i = 1; i <= 4; ++i)
        labels.push_back({land_.areas.code[AreaId(area + 1)] + std::to_string(i), "start", {}, {1, 1}});
    }
    PlanningRules rules{.households = {500, 1500}, .aims = {}};
    return Plan(land_, rules, std::move(labels), std::move(grids));
  }
  std::string any_code() {
    const std::vector<GridId> live = history_.plan().grids();
    return history_.plan().code(live[luck_.below(static_cast<std::uint32_t>(live.size()))]);
  }
  core::Position any_place() {
    constexpr std::uint32_t metres = 2 * side * 100;
    return {static_cast<double>(luck_.below(metres)), -static_cast<double>(luck_.below(metres))};
  }
  /// A few cells around one, so that many stay in one grid.
  std::vector<CellId> some_cells() {
    const auto size = static_cast<std::uint32_t>(land_.cells.size());
    std::vector<CellId> cells = {CellId(luck_.below(size))};
    for (const territory::Neighbour& other : land_.cells.neighbours[cells.front()]) {
      if (luck_.below(2) == 0) cells.push_back(other.cell);
    }
    return cells;
  }

  core::Stream luck_;
  territory::Territory land_;
  History history_;
};

Plan made_afresh(const Plan& plan) {
  const std::vector<GridId> live = plan.grids();
  std::vector<GridLabel> labels;
  for (const GridId grid : live) labels.push_back(plan.label(grid));
  core::Column<CellId, GridId> dense;
  for (const GridId grid : plan.grid_of_cell()) {
    dense.push_back(GridId(static_cast<std::size_t>(std::lower_bound(live.begin(), live.end(), grid) - live.begin())));
  }
  return Plan(plan.territory(), plan.rules(), std::move(labels), std::move(dense), {}, plan.voided());
}

void expect_same_figures(const Plan& plan) {
  const Plan fresh = made_afresh(plan);
  const std::vector<GridId> live = plan.grids();
  for (std::size_t i = 0; i < live.size(); ++i) {
    const GridTally kept = plan.tally(live[i]);
    const GridTally full = fresh.tally(GridId(i));
    ASSERT_TRUE(kept.households == full.households && kept.residents == full.residents && kept.buildings == full.buildings &&
                kept.cells == full.cells)
        << plan.code(live[i]);
    ASSERT_NEAR(kept.work, full.work, 1e-9);
    ASSERT_NEAR(kept.area.value, full.area.value, 1e-9);
    ASSERT_NEAR(kept.perimeter.value, full.perimeter.value, 1e-9);
    for (std::size_t k = 0; k < kept.border.size(); ++k) ASSERT_NEAR(kept.border[k].value, full.border[k].value, 1e-9);
    ASSERT_NEAR(plan.compactness(live[i]), fresh.compactness(GridId(i)), 1e-9);
    const Verdict a = plan.verdict(live[i]);
    const Verdict b = fresh.verdict(GridId(i));
    ASSERT_TRUE(a.valid == b.valid && a.connected == b.connected && a.sized == b.sized && a.staffed == b.staffed &&
                a.excused == b.excused && a.reason == b.reason)
        << a.reason.en << " | " << b.reason.en;
  }
}

/// Aims kept step by step equal those of a plan made afresh, to the last bit.
void expect_same_aims(const History& history, const AimGround& ground) {
  const PlanAims full = measure_aims(made_afresh(history.plan()), ground);
  const PlanAims& kept = *history.aims();
  for (const AimFigure figure : aim_figures()) {
    ASSERT_TRUE(full.values[figure].has_value()) << aim_figure(figure).key << " is not put to the test";
    ASSERT_EQ(kept.values[figure], full.values[figure]) << aim_figure(figure).key;
  }
  ASSERT_EQ(kept.parents.size(), full.parents.size());
  for (std::size_t i = 0; i < full.parents.size(); ++i) {
    ASSERT_EQ(kept.parents[i].sums.moved, full.parents[i].sums.moved);
    ASSERT_EQ(kept.parents[i].sums.travel, full.parents[i].sums.travel);
    ASSERT_EQ(kept.parents[i].sums.deviation_max, full.parents[i].sums.deviation_max);
  }
}

/// All that a plan.gpkg says of a plan, as text; two plans with the same text write the same rows.
std::string written(const Plan& plan) {
  std::ostringstream rows;
  rows.precision(17);
  for (const GridId grid : plan.grids()) {
    const GridTally tally = plan.tally(grid);
    const Verdict verdict = plan.verdict(grid);
    rows << grid.value() << ' ' << plan.code(grid) << '|' << plan.name(grid) << '|' << name(plan.kind(grid)) << ' '
         << plan.label(grid).staff.workers << ' ' << plan.label(grid).staff.leaders << ' '
         << plan.territory().areas.code[plan.parent(grid)] << ' ' << tally.households << ' ' << tally.residents << ' '
         << tally.buildings << ' ' << tally.work << ' ' << tally.area.value << ' ' << tally.perimeter.value << ' '
         << plan.compactness(grid) << ' ' << plan.centre(grid).x << ' ' << plan.centre(grid).y << ' ' << verdict.valid
         << verdict.excused << verdict.reason.en << '|' << verdict.reason.zh;
    for (const core::Metres length : tally.border) rows << ' ' << length.value;
    for (const GridNeighbour& other : plan.neighbours(grid)) rows << ' ' << other.grid.value() << ':' << other.border.value;
    rows << '\n';
  }
  for (const CellId cell : core::ids<CellId>(plan.grid_of_cell().size())) rows << plan.code(plan.grid_of(cell)) << ' ';
  for (const std::string& code : plan.voided()) rows << '\n' << code;
  return rows.str();
}

LedgerOfCell some_ledger(std::size_t cells) {
  LedgerOfCell ledger;
  for (std::size_t cell = 0; cell < cells; ++cell) {
    ledger.party_members.push_back(static_cast<double>(cell * 7 % 5));
    ledger.organisations.push_back(cell % 11 == 0 ? 1 : 0);
  }
  return ledger;
}

void expect_structure(const Plan& plan) {
  const territory::Territory& land = plan.territory();
  std::set<std::string> codes;
  std::size_t cells = 0;
  for (const GridId grid : plan.grids()) {
    const std::string& prefix = land.areas.code[plan.parent(grid)];
    ASSERT_TRUE(codes.insert(plan.code(grid)).second) << "rule 6: unique";
    ASSERT_TRUE(plan.code(grid).starts_with(prefix) && plan.code(grid).size() > prefix.size()) << "rule 6: nested";
    ASSERT_FALSE(plan.voided().contains(plan.code(grid))) << "rule 6: a void code lives";
    ASSERT_FALSE(plan.cells_of(grid).empty());
    for (const CellId cell : plan.cells_of(grid)) {
      ASSERT_EQ(plan.grid_of(cell), grid) << "rule 1";
      ASSERT_EQ(land.cells.parent[cell], plan.parent(grid)) << "rule 2";
    }
    cells += plan.cells_of(grid).size();
  }
  ASSERT_EQ(cells, land.cells.size()) << "rule 1";
}

TEST(PlanEdits, TenThousandOfThemKeepFiguresAndRulesAndCanBeUndone) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Planner planner(seed);
    History& history = planner.history();
    const Plan first = history.plan();
    const LedgerOfCell ledger = some_ledger(first.territory().cells.size());
    const AimGround ground{.today = &first, .ledger = &ledger};
    history.keep_aims(ground);
    std::size_t applied = 0;
    std::size_t refused = 0;
    for (int step = 0; step < 10000; ++step) {
      const std::uint32_t dice = planner.dice(5);
      if (dice == 0) {
        history.undo();
      } else if (dice == 1) {
        history.redo();
      } else if (const auto refusal = history.apply(planner.random_edit())) {
        ++refused;
        ASSERT_FALSE(refusal->reason.zh.empty() || refusal->reason.en.empty());
      } else {
        ++applied;
      }
      if (step % 500 == 499) {
        expect_structure(history.plan());
        expect_same_figures(history.plan());
        expect_same_aims(history, ground);
      }
      if (HasFatalFailure()) return;
    }
    EXPECT_GT(applied, 1000U);
    EXPECT_GT(refused, 300U);
    while (history.undo()) {
    }
    EXPECT_TRUE(history.plan() == first) << "undo restores the plan to the last bit";
    expect_same_aims(history, ground);
    while (history.redo()) {
    }
    expect_same_figures(history.plan());
  }
}

/// Step by step back and forth through all that was done: what would be written is the same, byte for byte.
TEST(PlanEdits, UndoRestoresWhatIsWritten) {
  for (std::uint64_t seed = 30; seed < 36; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Planner planner(seed);
    History& history = planner.history();
    std::vector<std::string> states = {written(history.plan())};
    while (states.size() < 80) {
      if (!history.apply(planner.random_edit())) states.push_back(written(history.plan()));
    }
    for (std::size_t i = states.size() - 1; i-- > 0;) {
      ASSERT_TRUE(history.undo());
      ASSERT_EQ(written(history.plan()), states[i]) << "step " << i;
    }
    for (std::size_t i = 1; i < states.size(); ++i) {
      ASSERT_TRUE(history.redo());
      ASSERT_EQ(written(history.plan()), states[i]) << "step " << i;
    }
  }
}

/// A code that a grid had once is not seen on land that another grid covers, undo apart.
TEST(PlanEdits, ACodeThatEndedNeverComesBack) {
  for (std::uint64_t seed = 10; seed < 20; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Planner planner(seed);
    std::set<std::string> ended;
    std::set<std::string> live;
    for (int step = 0; step < 300; ++step) {
      if (planner.history().apply(planner.random_edit())) continue;
      std::set<std::string> now;
      const Plan& plan = planner.history().plan();
      for (const GridId grid : plan.grids()) now.insert(plan.code(grid));
      for (const std::string& code : live) {
        if (!now.contains(code)) ended.insert(code);
      }
      for (const std::string& code : now) ASSERT_FALSE(ended.contains(code)) << code;
      live = std::move(now);
    }
    EXPECT_GT(ended.size(), 5U);
  }
}

}  // namespace
}  // namespace wangge::planning
