#include "engine/core/random.h"
#include "engine/planning/plan.h"
#include "tests/support/random_cells.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

/// Any sequence of moves, sensible or not, keeps the structural rules and every figure; undo restores all of it. The seed of a
/// failure is printed.
namespace wangge::planning {
namespace {

class Walk {
 public:
  explicit Walk(std::uint64_t seed)
      : luck_(core::Seed(seed), 0, "walk", 0),
        land_(testing::ascii_territory(testing::random_town({.areas_across = 2, .areas_down = 1, .side = 5}, seed))),
        plan_(start()) {}

  Move random_move() {
    switch (luck_.below(8)) {
      case 0:
        return MergeGrids{any_grid(), any_grid()};
      case 1:
        return SplitGrid{any_grid(), some_cells(), {}, {}};
      case 2:
        return split_of_one();
      case 3:
        return LabelGrid{
            any_grid(),
            {.code = any_code(), .name = "n", .kind = GridKind(luck_.below(2)), .staff = {luck_.below(2), luck_.below(2)}}};
      default: {
        AssignCells move;
        const GridId to = any_grid();
        for (const CellId cell : some_cells()) move.assignments.push_back({cell, luck_.below(4) == 0 ? any_grid() : to});
        return move;
      }
    }
  }

  Plan& plan() { return plan_; }
  const territory::Territory& land() const { return land_; }

 private:
  Plan start() {
    core::Column<CellId, GridId> grids;
    std::vector<GridLabel> labels;
    for (const AreaId area : {AreaId(1), AreaId(2)}) {
      for (int i = 0; i < 3; ++i) labels.push_back({land_.areas.code[area] + std::to_string(i), "start", {}, {}});
    }
    for (const CellId cell : core::ids<CellId>(land_.cells.size())) {
      const std::size_t base = land_.cells.parent[cell] == AreaId(1) ? 0 : 3;
      grids.push_back(GridId(base + cell.value() / 10 % 3));
    }
    PlanningRules rules;
    rules.households = {30, 60};
    return Plan(land_, rules, labels, grids);
  }
  GridId any_grid() {
    if (luck_.below(20) == 0) return GridId();
    return GridId(luck_.below(static_cast<std::uint32_t>(plan_.id_bound()) + (luck_.below(10) == 0 ? 2 : 0)));
  }
  std::string any_code() {
    const std::string parent = luck_.below(2) == 0 ? "A" : "B";
    return parent + std::to_string(luck_.below(9));
  }
  std::vector<CellId> some_cells() {
    std::vector<CellId> cells;
    const std::uint32_t count = 1 + luck_.below(5);
    const std::uint32_t start = luck_.below(static_cast<std::uint32_t>(land_.cells.size()) + 2);
    for (std::uint32_t i = 0; i < count; ++i) cells.push_back(CellId(start + i * luck_.below(2)));
    return cells;
  }
  Move split_of_one() {
    const std::vector<GridId> live = plan_.grids();
    const GridId grid = live[luck_.below(static_cast<std::uint32_t>(live.size()))];
    std::vector<CellId> cells;
    for (const CellId cell : plan_.cells_of(grid)) {
      if (luck_.below(3) == 0) cells.push_back(cell);
    }
    return SplitGrid{grid, cells, {}, {}};
  }

  core::Stream luck_;
  territory::Territory land_;
  Plan plan_;
};

void expect_structure(const Plan& plan) {
  const territory::Territory& land = plan.territory();
  std::set<std::string> codes;
  std::size_t cells = 0;
  for (const GridId grid : plan.grids()) {
    const std::string& prefix = land.areas.code[plan.parent(grid)];
    EXPECT_TRUE(codes.insert(plan.code(grid)).second) << "rule 6: unique";
    EXPECT_TRUE(plan.code(grid).starts_with(prefix) && plan.code(grid).size() > prefix.size()) << "rule 6: nested";
    EXPECT_FALSE(plan.cells_of(grid).empty());
    for (const CellId cell : plan.cells_of(grid)) {
      EXPECT_EQ(plan.grid_of(cell), grid) << "rule 1";
      EXPECT_EQ(land.cells.parent[cell], plan.parent(grid)) << "rule 2";
    }
    cells += plan.cells_of(grid).size();
  }
  EXPECT_EQ(cells, land.cells.size()) << "rule 1";
}

/// A plan made afresh from the same assignment: everything recomputed.
void expect_figures(const Plan& plan) {
  std::vector<GridLabel> labels;
  std::vector<GridId> live = plan.grids();
  core::Column<CellId, GridId> dense;
  for (const GridId grid : live) labels.push_back(plan.label(grid));
  for (const GridId grid : plan.grid_of_cell()) {
    dense.push_back(GridId(static_cast<std::size_t>(std::lower_bound(live.begin(), live.end(), grid) - live.begin())));
  }
  const Plan fresh(plan.territory(), plan.rules(), labels, dense);
  for (std::size_t i = 0; i < live.size(); ++i) {
    const GridTally kept = plan.tally(live[i]);
    const GridTally full = fresh.tally(GridId(i));
    EXPECT_EQ(kept.households, full.households);
    EXPECT_EQ(kept.residents, full.residents);
    EXPECT_EQ(kept.buildings, full.buildings);
    EXPECT_EQ(kept.work, full.work);
    EXPECT_EQ(kept.area, full.area);
    EXPECT_EQ(kept.perimeter, full.perimeter);
    EXPECT_EQ(kept.border, full.border);
    EXPECT_EQ(plan.compactness(live[i]), fresh.compactness(GridId(i)));
    const Verdict a = plan.verdict(live[i]);
    const Verdict b = fresh.verdict(GridId(i));
    EXPECT_TRUE(a.valid == b.valid && a.connected == b.connected && a.sized == b.sized && a.staffed == b.staffed &&
                a.excused == b.excused && a.reason == b.reason)
        << a.reason.en << " | " << b.reason.en;
  }
}

TEST(PlanMoves, KeepRulesAndFiguresAndCanBeUndone) {
  std::size_t applied = 0;
  std::size_t refused = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Walk walk(seed);
    const Plan first = walk.plan();
    std::vector<Move> undo;
    for (int step = 0; step < 60; ++step) {
      const Plan before = walk.plan();
      const Move move = walk.random_move();
      const auto answer = walk.plan().apply(move);
      if (const auto* refusal = std::get_if<Refusal>(&answer)) {
        ++refused;
        EXPECT_TRUE(walk.plan() == before) << "a refused move changes nothing";
        EXPECT_FALSE(refusal->reason.zh.empty() || refusal->reason.en.empty());
        continue;
      }
      ++applied;
      expect_structure(walk.plan());
      if (step % 10 == 0) expect_figures(walk.plan());
      Plan back = walk.plan();
      ASSERT_TRUE(std::holds_alternative<Move>(back.apply(std::get<Move>(answer))));
      ASSERT_TRUE(back == before) << "undo restores everything";
      undo.push_back(std::get<Move>(answer));
    }
    expect_figures(walk.plan());
    walk.plan().check_invariants();
    while (!undo.empty()) {
      ASSERT_TRUE(std::holds_alternative<Move>(walk.plan().apply(undo.back())));
      undo.pop_back();
    }
    EXPECT_TRUE(walk.plan() == first);
  }
  EXPECT_GT(applied, 500U);
  EXPECT_GT(refused, 200U);
}

/// Flags of rule 4 against a flood fill that knows nothing of the plan.
TEST(PlanMoves, ConnectedFlagEqualsAFloodFill) {
  for (std::uint64_t seed = 100; seed < 130; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Walk walk(seed);
    for (int step = 0; step < 40; ++step) {
      (void)walk.plan().apply(walk.random_move());
      const Plan& plan = walk.plan();
      for (const GridId grid : plan.grids()) {
        std::set<CellId> reached{plan.cells_of(grid).front()};
        std::vector<CellId> open(reached.begin(), reached.end());
        while (!open.empty()) {
          const CellId cell = open.back();
          open.pop_back();
          for (const auto& other : walk.land().cells.neighbours[cell]) {
            if (plan.grid_of(other.cell) == grid && reached.insert(other.cell).second) open.push_back(other.cell);
          }
        }
        ASSERT_EQ(plan.verdict(grid).connected, reached.size() == plan.cells_of(grid).size());
      }
    }
  }
}

}  // namespace
}  // namespace wangge::planning
