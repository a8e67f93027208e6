// The exact hypercube on random questions, against Gauss's elimination and against itself.

#include "engine/queueing/hypercube.h"
#include "engine/core/random.h"
#include "tests/support/hypercubes.h"
#include "tests/support/random_hypercube.h"

#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::queueing {
namespace {

/// Lists in any order; without a line each may end early.
HypercubeQuestion random_question(std::uint64_t seed, bool line) {
  core::Stream luck(core::Seed(seed), 0, "random hypercube", line ? 1 : 0);
  const std::size_t units = 1 + luck.below(line ? 4 : 6);
  std::vector<double> service;
  double capacity = 0;
  for (std::size_t unit = 0; unit < units; ++unit) {
    service.push_back(0.2 + 2 * luck.uniform());
    capacity += service.back();
  }
  const std::size_t atoms = 1 + luck.below(8);
  std::vector<double> rates;
  std::vector<std::vector<std::size_t>> lists;
  double total = 0;
  for (std::size_t atom = 0; atom < atoms; ++atom) {
    rates.push_back(0.05 + luck.uniform());
    total += rates.back();
    std::vector<std::size_t> list(units);
    std::iota(list.begin(), list.end(), std::size_t{0});
    for (std::size_t i = units; i > 1; --i) std::swap(list[i - 1], list[luck.below(static_cast<std::uint32_t>(i))]);
    if (!line) list.resize(1 + luck.below(static_cast<std::uint32_t>(units)));
    lists.push_back(list);
  }
  const double load = line ? 0.1 + 0.5 * luck.uniform() : 0.1 + 2 * luck.uniform();
  for (double& rate : rates) rate *= load * capacity / total;
  return test::hypercube(rates, lists, service, line);
}

TEST(HypercubeProperty, AgreesWithEliminationWithoutALine) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const HypercubeQuestion question = random_question(seed, false);
    const HypercubeResult found = solve_hypercube(question);
    const test::BruteHypercube truth = test::brute_hypercube(question, 0);
    for (const UnitId unit : core::ids<UnitId>(found.workload.size())) {
      EXPECT_NEAR(found.workload[unit], truth.workload[unit.value()], 1e-10) << "seed " << seed;
    }
    EXPECT_NEAR(*found.loss, truth.lost, 1e-10) << "seed " << seed;
    EXPECT_LE(found.residual, 1e-12) << "seed " << seed;
  }
}

TEST(HypercubeProperty, AgreesWithEliminationWithALine) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const HypercubeQuestion question = random_question(seed, true);
    const HypercubeResult found = solve_hypercube(question);
    const test::BruteHypercube truth = test::brute_hypercube(question, 60);  // load at most 0.6: 0.6^60 < 1e-13
    for (const UnitId unit : core::ids<UnitId>(found.workload.size())) {
      EXPECT_NEAR(found.workload[unit], truth.workload[unit.value()], 1e-9) << "seed " << seed;
    }
    EXPECT_NEAR(*found.mean_queue, truth.queue, 1e-8) << "seed " << seed;
  }
}

TEST(HypercubeProperty, WorkIsWhatIsServed) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const bool line = seed % 2 == 0;
    const HypercubeQuestion question = test::made({.units = 2 + seed % 9,
                                                   .atoms = 30,
                                                   .load = 0.2 + 0.01 * static_cast<double>(seed),
                                                   .uneven = 0.6,
                                                   .line = line,
                                                   .seed = seed});
    const HypercubeResult found = solve_hypercube(question);
    double offered = 0;
    for (const double rate : question.rates) offered += rate;
    double served = 0;
    for (const UnitId unit : core::ids<UnitId>(found.workload.size()))
      served += found.workload[unit] * question.service_rates[unit];
    EXPECT_NEAR(served, offered * (1 - found.loss.value_or(0)), 1e-11 * offered) << "seed " << seed;
    // What each unit serves, atom by atom, is its work.
    core::Column<UnitId, double> calls(found.workload.size(), 0.0);
    for (const AtomId atom : core::ids<AtomId>(question.rates.size())) {
      double of_atom = 0;
      for (std::size_t place = 0; place < question.preferences[atom].size(); ++place) {
        calls[question.preferences[atom][place]] += found.dispatches[atom][place] * served;
        of_atom += found.dispatches[atom][place] * served;
      }
      EXPECT_NEAR(of_atom, question.rates[atom] * (1 - found.loss.value_or(0)), 1e-11 * offered) << "seed " << seed;
    }
    for (const UnitId unit : core::ids<UnitId>(calls.size())) {
      EXPECT_NEAR(calls[unit], found.workload[unit] * question.service_rates[unit], 1e-11 * offered) << "seed " << seed;
    }
  }
}

TEST(HypercubeProperty, LikeUnitsWorkAlike) {
  for (std::size_t units = 2; units <= 10; ++units) {
    std::vector<double> rates(units, 0.7);
    std::vector<std::vector<std::size_t>> lists;
    for (std::size_t first = 0; first < units; ++first) {
      lists.emplace_back();
      for (std::size_t i = 0; i < units; ++i) lists.back().push_back((first + i) % units);  // around a ring
    }
    const HypercubeResult found = solve_hypercube(test::hypercube(rates, lists, std::vector<double>(units, 1.0), false));
    for (const double busy : found.workload) EXPECT_NEAR(busy, found.workload[UnitId(0)], 1e-12) << units << " units";
  }
}

}  // namespace
}  // namespace wangge::queueing
