#include "engine/queueing/hypercube_approximation.h"

#include "engine/core/error.h"
#include "engine/queueing/formulas.h"
#include "engine/queueing/larson.h"
#include "tests/support/hypercubes.h"
#include "tests/support/random_hypercube.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace wangge::queueing {
namespace {

using test::hypercube;
using test::HypercubeTown;

double largest_error(const HypercubeResult& found, const HypercubeResult& truth) {
  double error = 0;
  for (const UnitId unit : core::ids<UnitId>(truth.workload.size())) {
    error = std::max(error, std::abs(found.workload[unit] / truth.workload[unit] - 1));
  }
  return error;
}

// The five stated instances: 5, 8, 10, 12 and 15 units, 20 atoms a unit, each at three loads with either line; rates of service
// equal and even between 0.5 and 1.5.
TEST(HypercubeApproximation, IsWithinOnePercentOnTheStatedInstances) {
  for (const std::size_t units : {5U, 8U, 10U, 12U, 15U}) {
    for (const double load : {0.1, 0.5, 0.9}) {
      for (const double uneven : {0.0, 0.5}) {
        for (const bool line : {false, true}) {
          const HypercubeQuestion town =
              test::made({.units = units, .atoms = 20 * units, .load = load, .uneven = uneven, .line = line, .seed = 1});
          const double error = largest_error(approximate_hypercube(town), solve_hypercube(town));
          EXPECT_LE(error, 0.01) << units << " units, load " << load << ", uneven " << uneven << ", line " << line;
        }
      }
    }
  }
}

TEST(HypercubeApproximation, IsNearTheBooksExactExample) {
  const HypercubeResult found = approximate_hypercube(test::book_example());
  EXPECT_NEAR(found.workload[UnitId(0)], 0.5574, 2e-4);
  EXPECT_NEAR(found.workload[UnitId(1)], 0.4734, 2e-4);
  EXPECT_NEAR(found.workload[UnitId(2)], 0.4693, 2e-4);
  EXPECT_NEAR(*found.wait_probability, *erlang_c(1.5, 3), 1e-12);
  EXPECT_NEAR(*found.mean_wait, *mean_wait_mmc(1.5, 3), 1e-12);
}

TEST(HypercubeApproximation, DispatchesSumToOneAndServeTheWorkload) {
  for (const bool line : {false, true}) {
    const HypercubeQuestion town = test::made({.units = 40, .atoms = 300, .load = 0.6, .uneven = 0.3, .line = line});
    const HypercubeResult found = approximate_hypercube(town);
    double sum = 0;
    double served = 0;
    core::Column<UnitId, double> calls(40, 0.0);
    for (const AtomId atom : core::ids<AtomId>(town.rates.size())) {
      for (std::size_t place = 0; place < found.dispatches[atom].size(); ++place) {
        sum += found.dispatches[atom][place];
        calls[town.preferences[atom][place]] += found.dispatches[atom][place];
      }
    }
    EXPECT_NEAR(sum, 1, 1e-9);
    for (const UnitId unit : core::ids<UnitId>(40)) served += found.workload[unit] * town.service_rates[unit];
    for (const UnitId unit : core::ids<UnitId>(40)) {
      EXPECT_NEAR(calls[unit] * served, found.workload[unit] * town.service_rates[unit], 0.005);
    }
  }
}

TEST(HypercubeApproximation, TakesListsThatEndEarly) {
  const HypercubeQuestion town = hypercube({0.6, 0.4, 0.5}, {{0, 1}, {1}, {2, 1, 0}}, {1, 1.2, 0.8}, false);
  const HypercubeResult truth = solve_hypercube(town);
  const HypercubeResult found = approximate_hypercube(town);
  EXPECT_LE(largest_error(found, truth), 0.02);
  EXPECT_NEAR(*found.loss, *truth.loss, 0.02);
}

TEST(HypercubeApproximation, OfOneUnitIsExact) {
  const HypercubeResult found = approximate_hypercube(hypercube({1, 1}, {{0}, {0}}, {3}, false));
  EXPECT_NEAR(found.workload[UnitId(0)], 0.4, 1e-9);
  EXPECT_NEAR(*found.loss, 0.4, 1e-9);
}

TEST(HypercubeApproximation, SolvesATownOfFourHundredUnits) {
  const HypercubeQuestion town = test::made({.units = 400, .atoms = 2000, .load = 0.5});
  const HypercubeResult found = approximate_hypercube(town, {.window = {}, .dispatches = false});
  double mean = 0;
  for (const double busy : found.workload) {
    EXPECT_GT(busy, 0);
    EXPECT_LT(busy, 1);
    mean += busy / 400;
  }
  EXPECT_NEAR(mean, 0.5, 1e-6);
  EXPECT_LE(found.residual, 1e-4);
  EXPECT_EQ(found.dispatches.entry_count(), 0U);
}

TEST(Larson, GivesTheBooksApproximationAndFactors) {
  const LarsonResult found = larson_hypercube(test::book_example(), 3);  // the book stops there
  EXPECT_NEAR(found.workload[UnitId(0)], 0.5627, 7e-5);
  EXPECT_NEAR(found.workload[UnitId(1)], 0.4716, 7e-5);
  EXPECT_NEAR(found.workload[UnitId(2)], 0.4657, 7e-5);
  ASSERT_EQ(found.factors.size(), 3U);
  EXPECT_NEAR(found.factors[0], 1, 1e-12);
  EXPECT_NEAR(found.factors[1], 0.73684, 5e-6);
  EXPECT_NEAR(found.factors[2], 0.63158, 5e-6);
}

TEST(Larson, RefusesUnlikeUnits) {
  EXPECT_THROW(static_cast<void>(larson_hypercube(hypercube({1}, {{0, 1}}, {1, 2}, false))), core::Error);
  EXPECT_THROW(static_cast<void>(larson_hypercube(hypercube({1}, {{0}}, {1, 1}, false))), core::Error);
}

}  // namespace
}  // namespace wangge::queueing
