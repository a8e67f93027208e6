#include "engine/planning/ensemble/plan_ensemble.h"

#include "engine/planning/ensemble/parent_pieces.h"
#include "engine/planning/ensemble/parent_ruler.h"
#include "engine/planning/make_plan.h"
#include "engine/planning/sampling/ensemble.h"
#include "tests/support/ascii_cells.h"
#include "tests/support/random_cells.h"
#include "tests/support/small_plans.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>
#include <string>

namespace wangge::planning {
namespace {

using testing::ascii_territory;
using testing::random_town;

ProposeInputs inputs_for(SizeRange range) {
  ProposeInputs inputs;
  inputs.rules.households = range;
  inputs.rules.effort = 20;
  return inputs;
}

Proposal proposed(const territory::Territory& land, const ProposeInputs& inputs) {
  core::SilentProgress silent;
  return propose_plans(land, inputs, core::Seed(1), core::Threads(1), silent);
}

PlanEnsemble drawn(const territory::Territory& land, const ProposeInputs& inputs, const Proposal& proposal,
                   const EnsembleWishes& wishes, int threads = 1) {
  core::SilentProgress silent;
  return draw_ensemble(land, inputs, proposal, wishes, core::Seed(5), core::Threads(threads), silent);
}

const AimDistribution& of(const std::vector<AimDistribution>& aims, AimFigure figure) {
  for (const AimDistribution& aim : aims) {
    if (aim.figure == figure) return aim;
  }
  ADD_FAILURE() << aim_figure(figure).key;
  return aims.front();
}

Plan drawn_plan(const territory::Territory& land, SizeRange range, std::uint64_t seed) {
  core::SilentProgress silent;
  PlanningInputs inputs;
  inputs.rules.households = range;
  return make_plan(land, inputs, core::Seed(seed), core::Threads(1), silent);
}

/// Two parents of 4 x 4 cells, four grids of 3 to 5 cells each: the border of the whole, in hundreds of metres, is the sum of two
/// independent cuts, whose law full enumeration gives.
TEST(PlanEnsemble, AgreesWithFullEnumeration) {
  const auto land = ascii_territory({.households = {"11111111", "11111111", "11111111", "11111111"},
                                     .parents = {"AAAABBBB", "AAAABBBB", "AAAABBBB", "AAAABBBB"}});
  std::map<int, double> one;
  const WeightedGraph graph = grid_graph(4, 4);
  for (const auto& [plan, chance] : test::tree_law(graph, 4, 3, 5)) one[test::cut_edges(graph, plan)] += chance;
  std::map<int, double> both;
  for (const auto& [a, chance_a] : one) {
    for (const auto& [b, chance_b] : one) both[a + b] += chance_a * chance_b;
  }
  const ProposeInputs inputs = inputs_for({3, 5});
  const Proposal proposal = proposed(land, inputs);
  const PlanEnsemble made =
      drawn(land, inputs, proposal, {.plans = 16'000, .chains = 4, .thin = 5, .burn_in = 200, .reversible = true});
  ASSERT_EQ(made.grids, 8U);
  ASSERT_EQ(made.parents.size(), 2U);
  ASSERT_EQ(made.parents_fixed, 0U);
  const AimDistribution& border = of(made.aims, AimFigure::border);
  ASSERT_TRUE(border.convergence);
  EXPECT_TRUE(border.converged());
  EXPECT_LT(border.convergence->r_hat, 1.01);
  const double error = 4 * std::sqrt(0.25 / border.convergence->effective_tail);
  std::vector<double> lengths;
  for (const auto& chain : made.draws) {
    for (const AimValues& plan : chain) lengths.push_back(*plan[AimFigure::border]);
  }
  double below = 0;
  for (const auto& [cut, chance] : both) {
    below += chance;
    double found = 0;
    for (const double length : lengths) found += length <= 100 * cut + 1 ? 1 : 0;
    EXPECT_NEAR(found / static_cast<double>(lengths.size()), below, error) << cut;
  }
  // The place of the first proposed plan, by the law and by the draws.
  ASSERT_EQ(border.places.size(), 1 + proposal.plans.size());
  const int own = static_cast<int>(std::lround(border.places[1]->value / 100));
  double better = 0;
  for (const auto& [cut, chance] : both) better += cut < own ? chance : 0;
  EXPECT_NEAR(border.places[1]->better, better, error);
  EXPECT_NEAR(border.places[1]->alike, both[own], error);
  EXPECT_NEAR(border.places[1]->better + border.places[1]->alike + border.places[1]->worse, 1, 1e-12);
  // A parent alone has the law of one square.
  const AimDistribution& alone = of(made.parents[0].aims, AimFigure::border);
  EXPECT_DOUBLE_EQ(alone.low, 100 * one.begin()->first);
  EXPECT_DOUBLE_EQ(alone.high, 100 * one.rbegin()->first);
}

TEST(PlanEnsemble, IsTheSameForAnyNumberOfThreads) {
  const auto land = ascii_territory(random_town({.areas_across = 2, .areas_down = 2, .side = 10}, 3));
  const ProposeInputs inputs = inputs_for({60, 120});
  const Proposal proposal = proposed(land, inputs);
  const EnsembleWishes wishes{.plans = 120, .chains = 3, .thin = 2, .burn_in = 20};
  const PlanEnsemble one = drawn(land, inputs, proposal, wishes, 1);
  ASSERT_EQ(one.draws.size(), 3U);
  ASSERT_EQ(one.draws[0].size(), 40U);
  for (const int threads : {2, 5}) {
    const PlanEnsemble more = drawn(land, inputs, proposal, wishes, threads);
    EXPECT_EQ(more.draws, one.draws) << threads;
    EXPECT_EQ(more.tally.steps, one.tally.steps);
  }
}

TEST(PlanEnsemble, PlacesTodayAndCountsBetterPlansByTheSenseOfTheFigure) {
  const auto land = ascii_territory(random_town({.areas_across = 1, .areas_down = 2, .side = 12}, 8));
  const Plan today = drawn_plan(land, {80, 160}, 3);
  ProposeInputs inputs = inputs_for({80, 160});
  inputs.today = &today;
  const Proposal proposal = proposed(land, inputs);
  const PlanEnsemble made = drawn(land, inputs, proposal, {.plans = 400, .chains = 2, .thin = 5, .burn_in = 50});
  EXPECT_EQ(made.grids, today.grids().size()) << "as many grids as today";
  const AimDistribution& compact = of(made.aims, AimFigure::compactness);
  double above = 0;
  for (const auto& chain : made.draws) {
    for (const AimValues& plan : chain) above += *plan[AimFigure::compactness] > compact.places[0]->value ? 1 : 0;
  }
  EXPECT_NEAR(compact.places[0]->better, above / 400, 1e-9);
  const AimDistribution& change = of(made.aims, AimFigure::change);
  EXPECT_DOUBLE_EQ(change.places[0]->value, 0);
  EXPECT_DOUBLE_EQ(change.places[0]->better, 0) << "no plan moves fewer households than today's";
  EXPECT_GT(change.low, 0);
}

/// What the ruler says of a plan is what measure_aims says.
TEST(ParentRuler, MeasuresAsMeasureAimsDoes) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    auto land = ascii_territory(random_town({.areas_across = 2, .areas_down = 1, .side = 11}, seed));
    land.compounds.push_back("Court");
    land.compounds.push_back("Yard");
    for (const CellId cell : core::ids<CellId>(land.cells.size())) {
      if (cell.value() % 7 < 2) land.cells.compound[cell] = territory::CompoundId(cell.value() / 40 % 2);
    }
    LedgerOfCell ledger;
    for (const CellId cell : core::ids<CellId>(land.cells.size())) {
      ledger.party_members.push_back(cell.value() % 5);
      ledger.organisations.push_back(cell.value() % 11 == 0 ? 1 : 0);
    }
    const TravelMinutes travel = [](CellId from, std::span<const CellId> to) {
      std::vector<double> minutes;
      for (const CellId cell : to) minutes.push_back(std::abs(static_cast<double>(from.value()) - cell.value()) / 3);
      return minutes;
    };
    const Plan today = drawn_plan(land, {60, 120}, seed + 10);
    const Plan plan = drawn_plan(land, {50, 110}, seed);
    for (const bool roads : {false, true}) {
      const AimGround ground{.travel = roads ? travel : TravelMinutes(), .today = &today, .ledger = &ledger};
      const PlanAims aims = measure_aims(plan, ground);
      AimSums all;
      for (const ParentAims& parent : aims.parents) {
        const ParentRuler ruler(land, parent.area, {}, ground);
        std::map<GridId, std::uint32_t> number;
        std::vector<std::uint32_t> grids;
        for (const CellId cell : ruler.cells())
          grids.push_back(number.emplace(plan.grid_of(cell), static_cast<std::uint32_t>(number.size())).first->second);
        all.add(ruler.measure(grids, std::vector<std::uint8_t>(number.size(), 0)));
      }
      const AimValues found = values_of(all, ground);
      for (const AimFigure figure : aim_figures()) {
        ASSERT_EQ(found[figure].has_value(), aims.values[figure].has_value()) << aim_figure(figure).key;
        if (!found[figure]) continue;
        EXPECT_NEAR(*found[figure], *aims.values[figure], 1e-8 * std::max(1.0, std::abs(*found[figure])))
            << aim_figure(figure).key << ", seed " << seed;
      }
    }
  }
}

/// Every plan that is drawn keeps what the ensemble promises: connected grids in range, compounds whole, locks untouched.
TEST(ParentPieces, OnlyPlansInOrderAreDrawn) {
  std::size_t checked = 0;
  for (const bool reversible : {false, true}) {
    auto land = ascii_territory(random_town({.areas_across = 1, .areas_down = 1, .side = 14}, 6));
    land.compounds.push_back("Court");
    for (const std::uint32_t cell : {17U, 18U, 31U, 32U}) land.cells.compound[CellId(cell)] = territory::CompoundId(0);
    const Plan today = drawn_plan(land, {90, 180}, 2);
    PlanWishes wishes;
    wishes.whole_compounds = true;
    const GridId lock = today.grids().back();
    wishes.locked = {today.code(lock)};
    PlanningRules rules;
    rules.households = {90, 180};
    const AimGround ground{.travel = {}, .today = &today, .ledger = nullptr};
    const std::vector<Parcel> parcels = make_parcels(land, rules, {}, wishes, ground);
    const ParentPieces pieces = parent_pieces(
        land, parcels, 0, {.rules = rules, .today = &today, .proposed = today, .seed = core::Seed(1), .reversible = reversible});
    ASSERT_TRUE(pieces.varies());
    EXPECT_EQ(pieces.widened, 0U);
    std::set<std::vector<std::uint32_t>> seen;
    draw_chain(pieces.pieces, {.plans = 60, .thin = 5, .burn_in = 10}, 1, [&](std::uint32_t, const auto& parts) {
      const std::vector<std::uint32_t> grids = pieces.grids(parts);
      seen.insert(grids);
      std::vector<GridLabel> labels(pieces.dedicated.size());
      for (std::size_t i = 0; i < labels.size(); ++i) labels[i].code = "A" + std::to_string(100 + i);
      core::Column<CellId, GridId> grid_of_cell(land.cells.size());
      const std::vector<CellId>& cells = land.cells_of_area[parcels.front().area];
      for (std::size_t i = 0; i < cells.size(); ++i) grid_of_cell[cells[i]] = GridId(grids[i]);
      const Plan plan(land, rules, labels, grid_of_cell);
      for (const GridId grid : plan.grids()) {
        EXPECT_TRUE(plan.verdict(grid).connected);
        EXPECT_TRUE(plan.verdict(grid).sized);
      }
      EXPECT_EQ(plan.grid_of(CellId(17)), plan.grid_of(CellId(32)));
      const GridId kept = plan.grid_of(today.cells_of(lock).front());
      EXPECT_EQ(std::vector<CellId>(plan.cells_of(kept).begin(), plan.cells_of(kept).end()),
                std::vector<CellId>(today.cells_of(lock).begin(), today.cells_of(lock).end()));
      ++checked;
    });
    EXPECT_GT(seen.size(), 5U) << reversible;
  }
  EXPECT_EQ(checked, 120U);
}

/// Two grids of 10 to 12 households cannot be made of cells of 9 and 9 and 2: the proposed sizes widen the range.
TEST(ParentPieces, WidensTheRangeWhereNoPlanIsKnown) {
  const auto land = ascii_territory({.households = {"9290"}});
  PlanningRules rules;
  rules.households = {10, 10};
  std::vector<GridLabel> labels(2);
  labels[0].code = "A1";
  labels[1].code = "A2";
  const Plan plan(land, rules, labels,
                  core::Column<CellId, GridId>(std::vector<GridId>{GridId(0), GridId(0), GridId(1), GridId(1)}));
  const std::vector<Parcel> parcels = make_parcels(land, rules, {}, {}, {});
  ASSERT_EQ(parcels.size(), 1U);
  const ParentPieces pieces = parent_pieces(
      land, parcels, 0, {.rules = rules, .today = nullptr, .proposed = plan, .seed = core::Seed(1), .reversible = false});
  EXPECT_EQ(pieces.widened, 1U);
  EXPECT_LE(pieces.range.least, 9);
  EXPECT_GE(pieces.range.most, 11);
}

TEST(PlanEnsemble, LeavesParentsWithoutAChoiceAsTheyAre) {
  const auto land = ascii_territory({.households = {"55555511", "55555511"}, .parents = {"AAAAAABB", "AAAAAABB"}});
  const ProposeInputs inputs = inputs_for({20, 40});
  const Proposal proposal = proposed(land, inputs);
  const PlanEnsemble made = drawn(land, inputs, proposal, {.plans = 40, .chains = 2, .thin = 2, .burn_in = 10});
  EXPECT_EQ(made.parents.size(), 1U);
  EXPECT_EQ(made.parents_fixed, 1U);
  EXPECT_GE(made.grids, 3U);
  const auto small = ascii_territory({.households = {"11"}});
  const Proposal alone = proposed(small, inputs);
  const PlanEnsemble none = drawn(small, inputs, alone, {.plans = 40, .chains = 2});
  EXPECT_TRUE(none.aims.empty());
  EXPECT_EQ(none.parents_fixed, 1U);
}

}  // namespace
}  // namespace wangge::planning
