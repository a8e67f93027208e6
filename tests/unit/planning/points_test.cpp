#include "tests/unit/planning/proposals.h"

#include "engine/core/random.h"
#include "engine/planning/propose/limit_reasons.h"
#include "engine/planning/propose/parcel.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

/// Grids whose size is counted in points of a measure of work.
namespace wangge::planning {
namespace {

using testing::ascii_ids;
using testing::Rows;

WorkOfCell points_of(const std::vector<double>& values) {
  WorkOfCell points;
  for (const double value : values) points.push_back(value);
  return points;
}

Plan plan_of(const territory::Territory& land, const PlanningRules& rules, const Rows& grids, std::size_t count,
             const WorkOfCell& work) {
  std::vector<GridLabel> labels;
  for (std::size_t i = 0; i < count; ++i) labels.push_back({.code = "A00" + std::to_string(i + 1), .name = "", .staff = {}});
  return {land, rules, std::move(labels), ascii_ids<GridId>(grids), work};
}

TEST(Points, AreWholeWhereAllAreAndThousandthsElsewhere) {
  const SizeRange whole = range_of_points(5, 9, points_of({1, 2, 3}));
  EXPECT_EQ(whole.least, 5);
  EXPECT_EQ(whole.amount(7).en, "7 points");
  EXPECT_EQ(whole.ends(), "5-9");
  const SizeRange fine = range_of_points(5, 9.5, points_of({1, 0.0004, 2.25}));
  EXPECT_EQ(fine.points->steps[CellId(1)], 0) << "nearest thousandth";
  EXPECT_EQ(fine.points->steps[CellId(2)], 2250);
  EXPECT_EQ(fine.amount(2250).zh, "2.25 分");
  EXPECT_EQ(fine.number(10'002), "10.002");
  EXPECT_EQ(fine.ends(), "5-9.5");
  EXPECT_EQ(range_of_points(5, 9.5, points_of({1, 2})).points->steps_a_point, 1000) << "the ends count too";
  const SizeRange households{5, 9};
  EXPECT_EQ(households.amount(7).en, "7 households");
  EXPECT_EQ(households.amount(7).zh, "7 户");
}

//   points 2.5 2.5 0.5 4.5, every cell 1 household: a has 5 points of 2 households, b 5 of 2.
TEST(Points, AreWhatRuleFiveGoesBy) {
  const auto land = ascii_territory({.households = {"1111"}});
  const WorkOfCell work = points_of({2.5, 2.5, 0.5, 4.5});
  PlanningRules rules;
  rules.households = range_of_points(4, 6, work);
  const Plan even = plan_of(land, rules, {"aabb"}, 2, work);
  EXPECT_TRUE(even.verdict(GridId(0)).valid) << even.verdict(GridId(0)).reason.en;
  EXPECT_EQ(even.tally(GridId(0)).size, 5000);
  EXPECT_EQ(even.tally(GridId(0)).households, 2);
  Plan uneven = even;
  ASSERT_TRUE(std::holds_alternative<Move>(uneven.apply(AssignCells{{{CellId(2), GridId(0)}}})));
  EXPECT_TRUE(uneven.verdict(GridId(0)).valid) << "5.5 points of three households";
  ASSERT_TRUE(std::holds_alternative<Move>(uneven.apply(AssignCells{{{CellId(1), GridId(1)}, {CellId(2), GridId(1)}}})));
  const Verdict small = uneven.verdict(GridId(0));
  EXPECT_FALSE(small.sized);
  EXPECT_EQ(small.reason.en, "2.5 points, outside 4-6; although 2 grids in range would fit the parent's 10");
  EXPECT_EQ(small.reason.zh, "2.5 分，不在 4-6 分之内；而上级区域的 10 分可分为 2 个合格网格");
  uneven.check_invariants();
}

TEST(Points, ExcuseByArithmeticAndByACellOverTheMaximum) {
  const auto land = ascii_territory({.households = {"11"}});
  const WorkOfCell work = points_of({3.5, 8});
  PlanningRules rules;
  rules.households = range_of_points(9, 10, work);
  const Verdict whole = plan_of(land, rules, {"aa"}, 1, work).verdict(GridId(0));
  EXPECT_TRUE(whole.excused);
  EXPECT_EQ(whole.reason.en,
            "11.5 points, outside 9-10; the parent has 11.5 points: 1 grid holds at most 10, 2 need at least 18");
  rules.households = range_of_points(3, 6, work);
  const Verdict over = plan_of(land, rules, {"ab"}, 2, work).verdict(GridId(1));
  EXPECT_TRUE(over.excused);
  EXPECT_NE(over.reason.en.find("cell 1 alone has 8, over the maximum of 6"), std::string::npos) << over.reason.en;
}

/// Every way to give each cell of a small land a grid: calls `use` with the labels of the connected ones.
void each_partition(const territory::Territory& land, std::uint32_t parts,
                    const std::function<void(const std::vector<std::uint32_t>&)>& use) {
  const std::size_t cells = land.cells.size();
  std::vector<std::uint32_t> labels(cells, 0);
  const auto connected = [&] {
    for (std::uint32_t part = 0; part < parts; ++part) {
      std::vector<CellId> open;
      std::vector<std::uint8_t> seen(cells, 0);
      std::size_t members = 0;
      for (std::size_t i = 0; i < cells; ++i) {
        if (labels[i] != part) continue;
        if (members++ == 0) open.push_back(CellId(i));
      }
      if (members == 0) return false;
      seen[open.front().value()] = 1;
      for (std::size_t next = 0; next < open.size(); ++next) {
        for (const auto& other : land.cells.neighbours[open[next]]) {
          if (labels[other.cell.value()] != part || seen[other.cell.value()] != 0) continue;
          seen[other.cell.value()] = 1;
          open.push_back(other.cell);
        }
      }
      if (open.size() != members) return false;
    }
    return true;
  };
  for (;;) {
    if (connected()) use(labels);
    std::size_t cell = 0;
    while (cell < cells && ++labels[cell] == parts) labels[cell++] = 0;
    if (cell == cells) return;
  }
}

/// What going through all partitions of a land shows.
struct Known {
  bool possible = false;
  double least_border = 1e30;     ///< metres, of those with all grids in range
  double least_deviation = 1e30;  ///< largest of the grids', of those
};

Known best_of_all(const territory::Territory& land, const SizeRange& range, const WorkOfCell& work, std::uint32_t parts) {
  Known known;
  double total = 0;
  for (const double own : work) total += own;
  each_partition(land, parts, [&](const std::vector<std::uint32_t>& labels) {
    std::vector<std::int64_t> sizes(parts, 0);
    std::vector<double> loads(parts, 0);
    double border = 0;
    for (const CellId cell : core::ids<CellId>(land.cells.size())) {
      const std::uint32_t own = labels[cell.value()];
      sizes[own] += range.points->steps[cell];
      loads[own] += work[cell];
      for (const auto& other : land.cells.neighbours[cell])
        border += other.cell > cell && labels[other.cell.value()] != own ? other.border.value : 0;
    }
    if (!std::all_of(sizes.begin(), sizes.end(), [&](std::int64_t size) { return range.holds(size); })) return;
    double deviation = 0;
    for (const double load : loads) deviation = std::max(deviation, std::abs(load / (total / parts) - 1));
    known.possible = true;
    known.least_border = std::min(known.least_border, border);
    known.least_deviation = std::min(known.least_deviation, deviation);
  });
  return known;
}

/// Points have nothing to do with households here, and are no whole numbers.
TEST(Points, ProposalsAndBoundsAgreeWithAllPartitionsOfSmallLands) {
  int possible = 0;
  int impossible = 0;
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    const auto land = ascii_territory({.households = {"123", "105", "231"}});
    core::Stream luck(core::Seed(seed), 0, "points", 0);
    WorkOfCell work;
    double total = 0;
    for (std::size_t i = 0; i < land.cells.size(); ++i) {
      work.push_back(static_cast<double>(luck.below(6000)) / 1000.0 + (luck.below(4) == 0 ? 5 : 0));
      total += work[CellId(i)];
    }
    // Sometimes narrow: then there may be no partition.
    const double mean = total / 3;
    const double width = 0.02 + 0.1 * luck.below(3);
    ProposeInputs inputs;
    inputs.rules.households = range_of_points(mean * (1 - width), mean * (1 + width), work);
    inputs.rules.effort = 30;
    inputs.work = work;
    inputs.wishes.counts.resize(land.areas.size());
    inputs.wishes.counts[AreaId(1)] = CountRange{3, 3};
    const SizeRange& range = inputs.rules.households;
    if (std::any_of(range.points->steps.begin(), range.points->steps.end(), [&](std::int64_t own) { return own > range.most; }))
      continue;
    const Known known = best_of_all(land, range, work, 3);
    const Proposal proposal = proposed(land, inputs, seed);
    const ProposedPlan& plan = proposal.plans.front();
    const ParentReport& report = plan.parents.front();
    EXPECT_EQ(plan.invalid == 0, known.possible) << "seed " << seed;
    (known.possible ? possible : impossible) += 1;
    if (plan.invalid > 0) continue;
    EXPECT_LE(report.border_bound, known.least_border + 1e-6) << "seed " << seed;
    EXPECT_LE(report.evenness.bound, known.least_deviation + 1e-9) << "seed " << seed;
    for (const GridId grid : plan.plan.grids()) {
      std::int64_t size = 0;
      for (const CellId cell : plan.plan.cells_of(grid)) size += range.points->steps[cell];
      EXPECT_TRUE(range.holds(size)) << "seed " << seed;
    }
  }
  EXPECT_GT(possible, 8);
  EXPECT_GT(impossible, 3);
}

TEST(Points, NumberOfGridsFollowsThemAndNotHouseholds) {
  const auto land = ascii_territory({.households = {"999999999999"}});
  WorkOfCell work;
  for (std::size_t i = 0; i < land.cells.size(); ++i) work.push_back(2.5);
  ProposeInputs inputs = inputs_for(range_of_points(7, 8, work));
  inputs.work = work;
  const ProposedPlan plan = proposed(land, inputs).plans.front();
  EXPECT_EQ(plan.plan.grids().size(), 4U) << "30 points in grids of 7.5";
  EXPECT_EQ(plan.invalid, 0U);
}

TEST(Points, LocksExcuseByThemToo) {
  const auto land = ascii_territory({.households = {"111111"}});
  const WorkOfCell work = points_of({9.5, 0.5, 2.5, 2.5, 2.5, 2.5});
  ProposeInputs inputs = inputs_for(range_of_points(4, 6, work));
  inputs.work = work;
  const Plan today = plan_of(land, inputs.rules, {"aabbcc"}, 3, work);
  inputs.today = &today;
  inputs.wishes.locked = {"A001"};
  inputs.rules.households = range_of_points(4, 9.75, work);
  const auto forced = forced_sizes(land, inputs.rules, inputs.wishes, &today);
  ASSERT_NE(forced, nullptr);
  EXPECT_EQ(forced->lands.front().reason.en,
            "locked by the planner (planning.locked): it keeps its 10 points, where 4-9.75 are the range");
}

//   a has 3 households and 3 points, b has 3 and 3; of the range 5-6 both lack 2. One of them ends: its 3 households change.
TEST(LeastChange, CountsNoHouseholdTwiceWhereOneGridEndsForAnother) {
  const auto land = ascii_territory({.households = {"111111"}});
  PlanningRules rules;
  rules.households = {5, 6};
  const Plan today = plan_of(land, rules, {"aaabbb"}, 2, {});
  EXPECT_LE(least_change(today, AreaId(1), {}), 3);
  EXPECT_GE(least_change(today, AreaId(1), {}), 2);
}

//   points 3 4 1 1, households 1 9 9 9: a has 7 points and may have 6; a third of its first cell has the one too many.
TEST(LeastChange, TurnsPointsIntoTheFewestHouseholds) {
  const auto land = ascii_territory({.households = {"1999"}});
  const WorkOfCell work = points_of({3, 4, 1, 1});
  PlanningRules rules;
  rules.households = range_of_points(2, 6, work);
  const Plan today = plan_of(land, rules, {"aabb"}, 2, work);
  EXPECT_EQ(least_change(today, AreaId(1), {}), 1);
}

TEST(ProposePlans, TakesTheTotalAskedFor) {
  const auto land = ascii_territory(random_town({.areas_across = 2, .areas_down = 2, .side = 12}, 2));
  ProposeInputs inputs = inputs_for({60, 180});
  inputs.wishes.total = TotalCount{{15, 15}, "planning.count.total"};
  inputs.wishes.counts.resize(land.areas.size());
  inputs.wishes.counts[AreaId(1)] = CountRange{4, 4};
  const Proposal proposal = proposed(land, inputs);
  EXPECT_EQ(proposal.reference.plan.grids().size(), 15U);
  for (const ProposedPlan& plan : proposal.plans) {
    EXPECT_EQ(plan.plan.grids().size(), 15U) << plan.profile;
    EXPECT_EQ(plan.plan.grids_of(AreaId(1)).size(), 4U) << plan.profile;
    EXPECT_TRUE(plan.valid()) << plan.profile;
  }
  inputs.wishes.total = TotalCount{{400, 400}, "planning.count.total"};
  EXPECT_THROW((void)proposed(land, inputs), core::Error);
}

}  // namespace
}  // namespace wangge::planning
