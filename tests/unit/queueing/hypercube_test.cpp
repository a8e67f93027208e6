#include "engine/queueing/hypercube.h"

#include "engine/core/error.h"
#include "engine/queueing/formulas.h"
#include "tests/support/hypercubes.h"
#include "tests/support/random_hypercube.h"

#include <cmath>
#include <string>

#include <gtest/gtest.h>

namespace wangge::queueing {
namespace {

using test::hypercube;

double sum(const core::Csr<AtomId, double>& shares) {
  double total = 0;
  for (const AtomId atom : core::ids<AtomId>(shares.size())) {
    for (const double share : shares[atom]) total += share;
  }
  return total;
}

// Two units, calls 1 to each side, mu 1: P(none) : P(A) : P(B) : P(both) = 1 : 1 : 1 : 2 (by hand: nobody is asked out of turn).
TEST(Hypercube, TwoLikeUnitsWithoutALineByHand) {
  const HypercubeResult found = solve_hypercube(hypercube({1, 1}, {{0, 1}, {1, 0}}, {1, 1}, false));
  EXPECT_NEAR(found.workload[UnitId(0)], 3.0 / 5, 1e-13);
  EXPECT_NEAR(found.workload[UnitId(1)], 3.0 / 5, 1e-13);
  EXPECT_NEAR(*found.loss, 2.0 / 5, 1e-13);
  // Served: atom 0 by unit 0 while it is free (2/5), by unit 1 while only unit 0 is busy (1/5); of 6/5 in all.
  EXPECT_NEAR(found.dispatches[AtomId(0)][0], 1.0 / 3, 1e-13);
  EXPECT_NEAR(found.dispatches[AtomId(0)][1], 1.0 / 6, 1e-13);
  EXPECT_FALSE(found.wait_probability);
  EXPECT_LE(found.residual, 1e-12);
}

// One atom asks A, then B; rate 1, mu 1. 0 = none: p0 = pA + pB; A: 2 pA = p0 + pAB; B: 2 pB = pAB; AB: 2 pAB = pA + pB.
// Hence p0 : pA : pB : pAB = 4 : 3 : 1 : 2.
TEST(Hypercube, OneListThroughTwoUnitsByHand) {
  const HypercubeResult found = solve_hypercube(hypercube({1}, {{0, 1}}, {1, 1}, false));
  EXPECT_NEAR(found.workload[UnitId(0)], 0.5, 1e-13);
  EXPECT_NEAR(found.workload[UnitId(1)], 0.3, 1e-13);
  EXPECT_NEAR(*found.loss, 0.2, 1e-13);
}

// The same with a line: of those all-busy chances 2/10, load 1/2 doubles it: 2/12 more with somebody waiting.
TEST(Hypercube, ALineContinuesTheStateOfAllBusy) {
  const HypercubeResult found = solve_hypercube(hypercube({1}, {{0, 1}}, {1, 1}, true));
  EXPECT_NEAR(*found.wait_probability, 4.0 / 12, 1e-13);
  EXPECT_NEAR(*found.wait_probability, *erlang_c(1, 2), 1e-13);
  EXPECT_NEAR(*found.mean_queue, 1.0 / 3, 1e-13);
  EXPECT_NEAR(*found.mean_wait, *mean_wait_mmc(1, 2), 1e-13);
  EXPECT_NEAR(found.workload[UnitId(0)], (5.0 + 2) / 12, 1e-13);
  EXPECT_NEAR(found.workload[UnitId(1)], (3.0 + 2) / 12, 1e-13);
  EXPECT_NEAR(sum(found.dispatches), 1, 1e-13);
}

TEST(Hypercube, GivesTheBooksExample) {
  const HypercubeResult found = solve_hypercube(test::book_example());
  EXPECT_NEAR(found.workload[UnitId(0)], 0.5574, 5e-5);
  EXPECT_NEAR(found.workload[UnitId(1)], 0.4734, 5e-5);
  EXPECT_NEAR(found.workload[UnitId(2)], 0.4693, 5e-5);
  EXPECT_LE(found.residual, 1e-12);
}

TEST(Hypercube, WithEqualRatesLosesAsErlangB) {
  for (const std::size_t units : {1U, 3U, 7U, 12U, 15U}) {
    for (const double load : {0.1, 0.5, 0.9, 2.0}) {
      const HypercubeResult found = solve_hypercube(test::made({.units = units, .atoms = 50, .load = load, .line = false}));
      SCOPED_TRACE(testing::Message() << units << " units, load " << load);
      EXPECT_NEAR(*found.loss, erlang_b(load * static_cast<double>(units), static_cast<int>(units)), 1e-12);
      EXPECT_LE(found.residual, 1e-12);
    }
  }
}

TEST(Hypercube, LeavesAloneUnitsThatNobodyCalls) {
  const HypercubeResult found = solve_hypercube(hypercube({1, 0}, {{2}, {1, 0}}, {1, 1, 3}, false));
  EXPECT_EQ(found.workload[UnitId(0)], 0);
  EXPECT_EQ(found.workload[UnitId(1)], 0);
  EXPECT_NEAR(found.workload[UnitId(2)], 0.25, 1e-13);
  EXPECT_NEAR(*found.loss, 0.25, 1e-13);
  ASSERT_EQ(found.dispatches[AtomId(1)].size(), 2U);
  EXPECT_EQ(found.dispatches[AtomId(1)][0], 0);
}

TEST(Hypercube, NamesTheMemoryItWouldNeed) {
  try {
    static_cast<void>(solve_hypercube(test::made({.units = 30, .atoms = 40})));
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::environment);
    EXPECT_NE(error.message().en.find("MiB"), std::string::npos);
    EXPECT_NE(error.message().zh.find("--approximate"), std::string::npos);
  }
}

TEST(Hypercube, RefusesWhatHasNoAnswer) {
  const auto message = [](const HypercubeQuestion& question) -> std::string {
    try {
      static_cast<void>(solve_hypercube(question));
    } catch (const core::Error& error) {
      EXPECT_EQ(error.code(), core::ErrorCode::input);
      EXPECT_FALSE(error.message().zh.empty());
      return error.message().en;
    }
    return "accepted";
  };
  const auto has = [](const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; };
  EXPECT_TRUE(has(message(hypercube({-1}, {{0}}, {1}, false)), "lambda of atom 0 is -1"));
  EXPECT_TRUE(has(message(hypercube({std::nan("")}, {{0}}, {1}, false)), "lambda of atom 0"));
  EXPECT_TRUE(has(message(hypercube({0, 0}, {{0}, {0}}, {1}, false)), "no calls"));
  EXPECT_TRUE(has(message(hypercube({1}, {{0}}, {0}, false)), "mu of unit 0 is 0"));
  EXPECT_TRUE(has(message(hypercube({1}, {{0}}, {}, false)), "no units"));
  EXPECT_TRUE(has(message(hypercube({1}, {{0, 2}}, {1, 1}, false)), "unit 2"));
  EXPECT_TRUE(has(message(hypercube({1}, {{0, 1, 0}}, {1, 1}, false)), "unit 0 twice"));
  EXPECT_TRUE(has(message(hypercube({1}, {{}}, {1}, false)), "empty"));
  EXPECT_TRUE(has(message(hypercube({1, 1}, {{0}}, {3}, false)), "lambda has 2 atoms"));
  EXPECT_TRUE(has(message(hypercube({1}, {{0}}, {1, 1}, true)), "1 of 2 units"));
  EXPECT_TRUE(has(message(hypercube({2}, {{0, 1}}, {1, 1}, true)), "grows without end"));
}

}  // namespace
}  // namespace wangge::queueing
