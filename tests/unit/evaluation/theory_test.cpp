#include "engine/evaluation/theory/theory.h"

#include "engine/core/math.h"
#include "engine/core/progress.h"
#include "engine/evaluation/theory/atoms.h"
#include "engine/evaluation/theory/beside.h"
#include "engine/queueing/formulas.h"
#include "tests/unit/simulation/small_town.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace wangge::evaluation {
namespace {

using testing::SmallTown;

constexpr double minutes_a_year = 365.0 * 24 * 60;

Theory of(SmallTown& town, const Promise& promise = {}) {
  return theory_of(simulation::Simulator(town.finished()), promise, core::Threads(2));
}

bool has(const Theory& theory, std::string_view what) {
  return std::any_of(theory.gaps.begin(), theory.gaps.end(), [&](const TheoryGap& gap) { return gap.what == what; });
}

//   0    60    120     one metre a second; a visit of exponentially 10 minutes, ordered once in 22 minutes: busy 11 of 22
//   w0   a     .
TEST(Theory, OfALoneWorkerByHand) {
  SmallTown town(1);
  town.building(0, {60, 0});
  town.responder(0, {0, 0});
  town.kind("visit", minutes_a_year / 22, testing::exponential(600));
  const Theory theory = of(town, {.target = Response::arrive, .within = core::minutes(15)});
  // One minute of way, ten of handling: a = 1/2; cv^2 = 100 / 121; mean wait of who waits 11 / (1/2) (1 + cv^2) / 2.
  const double spread = 1 + 100.0 / 121;
  const double wait = 22 * spread / 2;
  ASSERT_TRUE(theory.grids && theory.units);
  EXPECT_TRUE(theory.exact);
  for (const TheoryModel* model : {&*theory.grids, &*theory.units}) {
    const TheoryFigures& total = model->total;
    EXPECT_NEAR(*total.utilisation, 0.5, 1e-6);
    EXPECT_NEAR(*total.wait_probability, 0.5, 1e-6);
    EXPECT_NEAR(*total.way_minutes, 1, 1e-9);
    EXPECT_NEAR(*total.arrive_minutes, 1 + 0.5 * wait, 1e-4);
    EXPECT_NEAR(*total.within_share, 0.5 + 0.5 * (1 - std::exp(-14 / wait)), 1e-6);
    EXPECT_NEAR(total.requests_per_week, 7 * 24 * 60.0 / 22, 1e-6);
  }
}

// A, then B, for everybody: of 12 minutes A is busy 7 and B 5, 4 of 12 requests wait (unit/queueing, "ALineContinues…").
TEST(Theory, OfTwoUnitsAskedInTurnIsTheHypercube) {
  SmallTown town(1);
  town.building(0, {0, 0});
  town.responder(0, {0, 0});
  town.responder(0, {0, 0.001});
  town.inputs.policy = "nearest free";
  town.kind("visit", minutes_a_year / 10, testing::exponential(600));
  const Theory theory = of(town);
  ASSERT_TRUE(theory.units);
  EXPECT_NEAR(*theory.units->total.utilisation, 0.5, 1e-5);
  EXPECT_NEAR(*theory.units->total.wait_probability, 4.0 / 12, 1e-5);
  EXPECT_NEAR(*theory.units->total.arrive_minutes, *queueing::mean_wait_mmc(1, 2) * 10, 1e-3);
  EXPECT_NEAR(*theory.grids->total.wait_probability, 4.0 / 12, 1e-5);
}

//   0    60
//   012--a        w0 of a's own grid goes first, then w1 and w2 of two others, who are equally near and take turns
TEST(Theory, OfEqualsSharesEvenlyAsTheSimulationDoes) {
  SmallTown town(3, 400);
  town.building(0, {60, 0});
  for (std::size_t grid = 0; grid < 3; ++grid) town.responder(grid, {0, 0});
  town.inputs.policy = "nearest free";
  town.kind("visit", minutes_a_year / 30, testing::exponential(1800));
  const simulation::Simulator simulator(town.finished());
  core::SilentProgress silent;
  const SimulationResult result = simulate_and_evaluate(simulator, {}, exactly(20), core::Seed(5), core::Threads(2), silent);
  const Theory theory = theory_of(simulator, {}, core::Threads(2));
  ASSERT_TRUE(theory.units && theory.exact);
  EXPECT_TRUE(has(theory, "ties"));
  const auto busy = [&](std::size_t grid) { return *theory.units->by_grid[GridId(grid)]->utilisation; };
  EXPECT_GT(busy(0), 1.3 * busy(1));
  EXPECT_NEAR(busy(1), busy(2), 1e-9);
  for (std::size_t grid = 0; grid < 3; ++grid) {
    const auto found = found_in(result.grids[GridId(grid)], result.evaluation.promise);
    EXPECT_NEAR(busy(grid) / *found.utilisation, 1, 0.02) << grid;
  }
  town.inputs.responders.grid = core::Column<simulation::ResponderId, GridId>(3, GridId(0));
  town.inputs.grids.resize(1);
  const Theory alone = of(town);
  EXPECT_NEAR(*alone.units->total.wait_probability, *queueing::erlang_c(31.0 / 30, 3), 1e-5) << "the sums are Erlang's";
  EXPECT_TRUE(has(alone, "ties"));
  EXPECT_TRUE(alone.exact);
}

//   left: 6 or 15 posts      a  b      right: 7 or 15 posts; one worker a grid, both houses in the first one
SmallTown two_stations(std::size_t left, std::size_t right, bool turned_round) {
  SmallTown town(left + right);
  for (std::size_t i = 0; i < town.inputs.grids.size(); ++i)
    town.inputs.grids[GridId(i)] = std::string(1, static_cast<char>('A' + i));
  town.building(0, {50, 0});
  town.building(0, {90, 0});
  for (std::size_t i = 0; i < left + right; ++i) {
    const std::size_t grid = turned_round ? left + right - 1 - i : i;
    town.responder(grid, {grid < left ? 0.0 : 140.0, 0});
  }
  town.inputs.policy = "nearest free";
  town.kind("visit", minutes_a_year / 10, testing::exponential(1800));
  return town;
}

TEST(Theory, OfMoreEqualsThanListsGivesEachNearlyTheSame) {
  SmallTown town = two_stations(6, 7, false);
  const simulation::Simulator simulator(town.finished());
  const Promise promise;
  const std::vector<std::uint8_t> on(13, 1);
  const TheoryGround ground(simulator, promise, true);
  const std::vector<TheoryAtom> atoms = theory_atoms(ground, {core::Millis(0), on}, 13, 24, core::Threads(1));
  std::map<simulation::ResponderId, std::size_t> first_of_right;
  std::size_t lists = 0;
  for (const TheoryAtom& atom : atoms) {
    if (atom.list.front().value() >= 6) continue;  // of the other house
    ++lists;
    ASSERT_EQ(atom.ends, (std::vector<std::size_t>{1, 6, 13})) << "the own worker, five of the station, seven of the other one";
    ++first_of_right[atom.list[6]];
  }
  EXPECT_EQ(lists, 24U) << "35 would be needed";
  ASSERT_EQ(first_of_right.size(), 7U);
  for (const auto& [who, times] : first_of_right) EXPECT_TRUE(times == 3 || times == 4) << who.value() << ": " << times;
}

TEST(Theory, DoesNotDependOnTheNumbersOfResponders) {
  SmallTown as_drawn = two_stations(15, 15, false);
  SmallTown turned_round = two_stations(15, 15, true);
  const Theory before = of(as_drawn);
  const Theory after = of(turned_round);
  ASSERT_TRUE(before.units && after.units);
  for (std::size_t grid = 0; grid < 30; ++grid)
    EXPECT_NEAR(*before.units->by_grid[GridId(grid)]->utilisation, *after.units->by_grid[GridId(grid)]->utilisation, 1e-9)
        << grid;
}

//   0  a  1  b     w0 and w1 are equally near to a, but not to b: whose turn it is at a depends on who has been at b
TEST(Theory, IsNotExactWhereEqualsOfOneHouseholdAreNoneOfAnother) {
  SmallTown town(1);
  town.building(0, {60, 0});
  town.building(0, {180, 0});
  town.responder(0, {0, 0});
  town.responder(0, {120, 0});
  town.kind("visit", minutes_a_year / 60, testing::exponential(1800));
  EXPECT_FALSE(of(town).exact);
}

// Two grids that do not share: what is repeated until served is Erlang's C for one worker each.
TEST(Theory, OfListsThatEndAgreesWithErlangForOneWorkerEach) {
  SmallTown town(2);
  for (std::size_t grid = 0; grid < 2; ++grid) {
    town.building(grid, {0, 0});
    town.responder(grid, {0, 0});
  }
  town.inputs.policy = "own grid only";
  town.kind("visit", minutes_a_year / 12.5, testing::exponential(600));
  const Theory theory = of(town);
  ASSERT_TRUE(theory.units);
  EXPECT_NEAR(*theory.units->total.utilisation, 0.8, 1e-3);
  EXPECT_NEAR(*theory.units->total.wait_probability, 0.8, 1e-3);
  EXPECT_NEAR(*theory.units->total.arrive_minutes, 40, 0.3);
  EXPECT_NEAR(*theory.grids->total.arrive_minutes, 40, 1e-6);
  EXPECT_TRUE(theory.exact);
  EXPECT_FALSE(has(theory, "lines_apart"));
}

// Two workers in each of two grids that do not share: the lines of two are approximate, which it says; of one grid they are not.
TEST(Theory, SaysThatLinesOfListsThatEndAreApproximate) {
  for (const std::size_t grids : {2U, 1U}) {
    SmallTown town(grids);
    for (std::size_t grid = 0; grid < grids; ++grid) {
      town.building(grid, {0, 0});
      town.responder(grid, {0, 0});
      town.responder(grid, {0, 0});
    }
    town.inputs.policy = "own grid only";
    town.kind("visit", minutes_a_year / 12.5, testing::exponential(600));
    const Theory theory = of(town);
    ASSERT_TRUE(theory.units);
    EXPECT_EQ(theory.exact, grids == 1);
    EXPECT_EQ(has(theory, "lines_apart"), grids == 2);
  }
}

// The same where neighbours may help, but each grid's list names its one worker: nothing is approximated.
TEST(Theory, NamesNoApproximationWhereItIsExact) {
  SmallTown town(2);
  town.building(0, {0, 0});
  town.responder(0, {0, 0});
  town.neighbours(0, 1);
  town.inputs.policy = "own grid, then neighbours";
  town.kind("visit", minutes_a_year / 30, testing::exponential(600));
  const Theory theory = of(town);
  ASSERT_TRUE(theory.units && theory.exact);
  EXPECT_FALSE(has(theory, "lines_apart"));
}

//   0   60      2000    nobody has a way to the second household, which orders three of four requests
TEST(Theory, NamesWhatNobodyCanReach) {
  SmallTown town(1);
  town.building(0, {60, 0});
  town.responder(0, {0, 0});
  town.kind("visit", 1000, testing::exponential(600));
  EXPECT_FALSE(has(of(town), "unreachable"));
  town.building(0, {2000, 0});
  town.inputs.kinds[KindId(0)].per_year.push_back(3000);
  const Theory theory = of(town);
  const auto gap =
      std::find_if(theory.gaps.begin(), theory.gaps.end(), [](const TheoryGap& one) { return one.what == "unreachable"; });
  ASSERT_NE(gap, theory.gaps.end());
  EXPECT_NE(gap->text.en.find("75.0 % of requests"), std::string::npos) << gap->text.en;
  EXPECT_NE(gap->text.zh.find("75.0 %"), std::string::npos) << gap->text.zh;
}

TEST(Theory, NamesTheEmptyStartWhereItCounts) {
  SmallTown town(1);
  town.building(0, {60, 0});
  town.responder(0, {0, 0});
  town.kind("visit", 1000, testing::exponential(600));
  const simulation::Simulator simulator(town.finished());
  EXPECT_TRUE(has(theory_of(simulator, {}, core::Threads(1)), "empty_start"));
  EXPECT_FALSE(has(theory_of(simulator, {}, core::Threads(1), true), "empty_start"));
}

// By day one worker, by night nobody: what is ordered at night is done by day. 60 a day, 6 minutes each, 12 hours: half the time.
TEST(Theory, SpreadsWhatIsOrderedOffShift) {
  SmallTown town(1);
  town.building(0, {0, 0});
  town.responder(0, {0, 0}, {"daily 08:00-20:00"});
  town.kind("visit", 60 * 365, testing::exponential(360));
  const Theory theory = of(town);
  ASSERT_TRUE(theory.grids && theory.units);
  EXPECT_NEAR(*theory.grids->total.utilisation, 0.5, 1e-9);
  EXPECT_NEAR(*theory.units->total.utilisation, 0.5, 1e-6);
  EXPECT_NEAR(theory.grids->total.requests_per_week, 210, 1e-6);
  EXPECT_NEAR(theory.units->total.requests_per_week, 210, 1e-6);
  EXPECT_TRUE(theory.grids->by_hour[8].utilisation);
  EXPECT_FALSE(theory.grids->by_hour[7].utilisation);
  ASSERT_TRUE(has(theory, "off_shift"));
  EXPECT_NE(theory.gaps[0].text.en.find("50.0 %"), std::string::npos) << theory.gaps[0].text.en;
}

TEST(Theory, SaysWhereNoFormulaIsKnown) {
  SmallTown town(2);
  town.building(0, {0, 0});
  town.building(1, {0, 0});
  town.responder(0, {0, 0});
  town.kind("visit", 10, testing::constant(600));
  for (const std::string policy : {"keep coverage", "claims from an open list", "assignment each minute",
                                   "most urgent first, interrupting", "nearest free or soon free"}) {
    town.inputs.policy = policy;
    const Theory theory = of(town);
    EXPECT_FALSE(theory.units) << policy;
    EXPECT_NE(theory.no_units.en.find(policy), std::string::npos) << theory.no_units.en;
    EXPECT_FALSE(theory.no_units.zh.empty());
    EXPECT_TRUE(theory.grids) << "a grid alone has one";
  }
  town.inputs.policy = "own grid, then neighbours";
  town.inputs.kinds[KindId(0)].per_year = Column<simulation::BuildingId, double>(2, 100'000.0);
  const Theory busy = of(town);
  EXPECT_FALSE(busy.grids);
  EXPECT_EQ(busy.overloaded_grids, 1u);
  EXPECT_FALSE(busy.units);
  EXPECT_NE(busy.no_units.en.find("steady state"), std::string::npos);
  town.inputs.kinds[KindId(0)].per_year = Column<simulation::BuildingId, double>(2, 0.0);
  EXPECT_EQ(of(town).no_units.en, "nothing is ordered");
}

TEST(Theory, HasNoShareForTheResolution) {
  SmallTown town(1);
  town.building(0, {60, 0});
  town.responder(0, {0, 0});
  town.kind("visit", 1000, testing::exponential(600));
  const Theory theory = of(town, {.target = Response::resolve, .within = core::minutes(60)});
  EXPECT_FALSE(theory.units->total.within_share);
  EXPECT_TRUE(theory.units->total.arrive_minutes);
}

TEST(Theory, NamesWhatTheScenarioBreaks) {
  SmallTown town(1);
  town.building(0, {60, 0});
  town.responder(0, {0, 0}, {"daily 08:00-20:00"});
  town.kind("visit", 100, testing::constant(600));
  town.inputs.responder_kinds.push_back({});
  town.inputs.responders.kind.push_back(simulation::ResponderKindId(0));
  simulation::RequestKind& kind = town.inputs.kinds[KindId(0)];
  const Theory plain = of(town);
  for (const char* what :
       {"breaks", "absence", "patrols", "duties", "declines", "skills", "colleagues", "varying_load", "days_differ"})
    EXPECT_FALSE(has(plain, what)) << what;
  kind.hour_weight[9] = 3;
  kind.busy_days = 0.2;
  kind.life.help = {.share = 0.5, .takes = testing::constant(60), .by_colleague = true};
  town.inputs.dispatch.decline = 0.1;
  town.inputs.responder_kinds[simulation::ResponderKindId(0)].present = 0.9;
  town.inputs.responder_kinds[simulation::ResponderKindId(0)].patrols = true;
  town.duty("visits", {"daily 08:00-10:00"}, testing::constant(60));
  const Theory broken = of(town);
  for (const char* what :
       {"absence", "patrols", "duties", "declines", "colleagues", "varying_load", "days_differ", "shift_changes"})
    EXPECT_TRUE(has(broken, what)) << what;
}

/// Distance in standard errors of the replications.
double errors_apart(const core::Estimate& found, double expected) {
  double squares = 0;
  for (const double sample : found.samples) squares += (sample - found.value) * (sample - found.value);
  const auto n = static_cast<double>(found.samples.size());
  return std::abs(found.value - expected) / std::sqrt(squares / (n - 1) / n);
}

// Five posts, twenty households, everybody in one line, handling of exponentially 30 minutes: the hypercube's own conditions, but
// for ways of a few seconds. Workloads by responder are those of the exact solution.
TEST(Theory, AgreesWithTheSimulationWhereItHolds) {
  for (const double load : {0.3, 0.7}) {
    SmallTown town(1, 400);
    for (std::size_t i = 0; i < 20; ++i) town.building(0, {static_cast<double>(i) * 0.4, static_cast<double>(i * i % 7) * 0.3});
    for (std::size_t i = 0; i < 5; ++i) town.responder(0, {static_cast<double>(i * i) * 0.5, 0});
    town.inputs.policy = "nearest free";
    town.kind("visit", load * 5 / 30 / 20 * minutes_a_year, testing::exponential(1800));
    const simulation::Simulator simulator(town.finished());
    const Promise promise{.target = Response::arrive, .within = core::minutes(10)};
    core::SilentProgress silent;
    const SimulationResult result =
        simulate_and_evaluate(simulator, promise, exactly(20), core::Seed(5), core::Threads(2), silent);
    const Theory theory = theory_of(simulator, promise, core::Threads(2));
    ASSERT_TRUE(theory.units && theory.exact);
    EXPECT_LT(errors_apart(*result.evaluation.utilisation, *theory.units->total.utilisation), 3) << load;
    const auto rows = units_beside(theory, result.evaluation);
    ASSERT_EQ(rows.size(), 4u);
    for (const Beside& row : rows) {
      if (row.figure == "way_minutes") continue;  // of seconds, and from where they are, not from the post
      ASSERT_TRUE(row.ci95);
      const double error = (row.ci95->high - row.ci95->low) / 2 / core::student_t(19, 0.95);
      EXPECT_LT(std::abs(row.theory - row.simulated), 3 * error + 2e-3 * row.simulated) << row.figure << " at load " << load;
    }
  }
}

//   A B C     grids in a row, own first, then the neighbours; lists that end have no formula: close, not equal.
TEST(Theory, ComesCloseWhereListsEnd) {
  SmallTown town(3, 400);
  for (std::size_t grid = 0; grid < 3; ++grid) {
    const double east = 100.0 * static_cast<double>(grid);
    for (std::size_t i = 0; i < 4; ++i) town.building(grid, {east + static_cast<double>(i), 0});
    town.responder(grid, {east + 1, 0});
  }
  town.neighbours(0, 1);
  town.neighbours(1, 2);
  town.kind("visit", 0.4 / 30 / 4 * minutes_a_year, testing::exponential(1800));
  const simulation::Simulator simulator(town.finished());
  core::SilentProgress silent;
  const SimulationResult result = simulate_and_evaluate(simulator, {}, exactly(20), core::Seed(5), core::Threads(2), silent);
  const Theory theory = theory_of(simulator, {}, core::Threads(2));
  ASSERT_TRUE(theory.units && theory.grids);
  for (const Beside& row : units_beside(theory, result.evaluation))
    EXPECT_NEAR(row.theory / row.simulated, 1, 0.06) << row.figure << ' ' << row.theory << ' ' << row.simulated;
  for (const GridId grid : core::ids<GridId>(3)) {
    const auto found = found_in(result.grids[grid], result.evaluation.promise);
    EXPECT_NEAR(*theory.units->by_grid[grid]->utilisation / *found.utilisation, 1, 0.05) << grid.value();
  }
}

TEST(Theory, IsTheSameForAnyNumberOfThreads) {
  SmallTown town(3);
  for (std::size_t i = 0; i < 30; ++i) town.building(i % 3, {static_cast<double>(i * 13 % 17) * 20, static_cast<double>(i) * 10});
  for (std::size_t i = 0; i < 15; ++i) town.responder(i % 3, {static_cast<double>(i) * 30, 40});
  town.neighbours(0, 1);
  town.neighbours(1, 2);
  town.kind("visit", 2000, testing::constant(900));
  const simulation::Simulator simulator(town.finished());
  const Theory one = theory_of(simulator, {}, core::Threads(1));
  const Theory three = theory_of(simulator, {}, core::Threads(3));
  EXPECT_FALSE(one.exact);
  EXPECT_EQ(*one.units->total.arrive_minutes, *three.units->total.arrive_minutes);
  EXPECT_EQ(*one.grids->total.within_share, *three.grids->total.within_share);
}

}  // namespace
}  // namespace wangge::evaluation
