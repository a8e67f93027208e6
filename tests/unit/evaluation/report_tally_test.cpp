// How departments reported, counted by hand. A visit ends 700 s after the order; p0 reports 1000 s after the whistle, p1 3000 s,
// within a deadline of 2000 s.
#include "engine/evaluation/report_tally.h"

#include "tests/unit/simulation/small_town.h"

#include <vector>

#include <gtest/gtest.h>

namespace wangge::evaluation {
namespace {

using simulation::DepartmentId;
using simulation::KindId;
using testing::constant;
using testing::seconds;
using testing::SmallTown;

struct Told {
  ReportTallies tallies;
  WhistleFigures figures;
};

/// Two whistles, at 700 s and at 84,700 s: the second one's deadline lies beyond the end of the day.
Told told(double grace) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.kind("repair", 0, constant(600));
  town.kind("unsafe wall", 0, constant(600));
  town.inputs.departments.push_back({.name = "housing", .reports = constant(1000)});
  town.inputs.departments.push_back({.name = "fire brigade", .reports = constant(3000)});
  town.inputs.departments.push_back({.name = "women", .reports = constant(1)});
  simulation::Life& life = town.inputs.kinds[KindId(1)].life;
  life.escalate.levels = {{.name = "community", .takes = constant(500), .settled = 1}};
  life.whistle = {.share = 1,
                  .departments = {DepartmentId(0), DepartmentId(1)},
                  .within = seconds(2000),
                  .grace = seconds(grace),
                  .takes = constant(60)};
  simulation::Requests requests = testing::orders({{0, 0}, {84'000, 0}});
  for (KindId& kind : requests.kind) kind = KindId(1);
  const simulation::Simulator simulator(town.finished());
  const auto trace = simulator.replay(requests, core::Seed(1), 0, simulation::KeepLog::no);
  Told found{tally_reports(simulator.inputs(), trace), {}};
  const std::vector<const ReportTallies*> both = {&found.tallies, &found.tallies};
  found.figures = *whistle_figures(simulator.inputs(), both);
  return found;
}

TEST(ReportTally, CountsInTimeMissedAndWhatIsNotDecided) {
  const Told told_ = told(0);
  EXPECT_EQ(told_.tallies.whistles, 2);
  const ReportTally& housing = told_.tallies.by_department[DepartmentId(0)];
  EXPECT_EQ(housing.calls, 2);
  EXPECT_EQ(housing.decided, 1);
  EXPECT_EQ(housing.in_time, 1);
  EXPECT_EQ(housing.report_sum, 1'000'000);
  const ReportTally& brigade = told_.tallies.by_department[DepartmentId(1)];
  EXPECT_EQ(brigade.decided, 1);
  EXPECT_EQ(brigade.missed, 1);
  EXPECT_EQ(brigade.report_sum, 0);
  EXPECT_EQ(told_.tallies.by_kind[KindId(0)].calls, 0);
  EXPECT_EQ(told_.tallies.by_kind[KindId(1)].calls, 4);
  EXPECT_EQ(told_.tallies.by_kind[KindId(1)].decided, 2);
  EXPECT_EQ(told_.tallies.by_kind[KindId(1)].matters, 1) << "one request, and two departments";
  EXPECT_EQ(brigade.matters, 1);
  EXPECT_DOUBLE_EQ(told_.figures.all.matters, 1);
  EXPECT_DOUBLE_EQ(told_.figures.all.calls, 4);
  EXPECT_DOUBLE_EQ(told_.figures.all.in_time_share->value, 0.5);
  EXPECT_DOUBLE_EQ(told_.figures.all.missed_share->value, 0.5);
  ASSERT_TRUE(told_.figures.all.missed_share->ci95) << "alike in all replications: Wilson's";
  EXPECT_LT(told_.figures.all.missed_share->ci95->low, 0.5);
  EXPECT_DOUBLE_EQ(told_.figures.whistles.value, 2);
  ASSERT_EQ(told_.figures.by_kind.size(), 1U) << "repair whistles for nobody";
  EXPECT_EQ(told_.figures.by_kind[0].name, "unsafe wall");
  EXPECT_EQ(told_.figures.by_department.size(), 2U) << "nobody calls the third";
  EXPECT_FALSE(told_.figures.by_department[1].report_minutes) << "never reported";
}

TEST(ReportTally, CountsWhatComesWithinTheGraceAsLate) {
  const Told told_ = told(1000);
  const ReportTally& brigade = told_.tallies.by_department[DepartmentId(1)];
  EXPECT_EQ(brigade.late, 1);
  EXPECT_EQ(brigade.missed, 0);
  EXPECT_DOUBLE_EQ(told_.figures.by_department[1].late_share->value, 1);
  EXPECT_DOUBLE_EQ(told_.figures.by_department[1].report_minutes->value, 50);
}

TEST(ReportTally, IsEmptyWhereNoKindWhistles) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.kind("repair", 0, constant(600));
  const simulation::Simulator simulator(town.finished());
  const auto trace = simulator.replay(testing::orders({{0, 0}}), core::Seed(1), 0, simulation::KeepLog::no);
  const ReportTallies tallies = tally_reports(simulator.inputs(), trace);
  EXPECT_TRUE(tallies.by_department.empty());
  const std::vector<const ReportTallies*> one = {&tallies};
  EXPECT_FALSE(whistle_figures(simulator.inputs(), one));
}

}  // namespace
}  // namespace wangge::evaluation
