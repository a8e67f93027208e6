#include "engine/simulation/demand.h"

#include "engine/core/error.h"
#include "tests/unit/simulation/small_town.h"

#include <cmath>
#include <limits>
#include <tuple>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

using testing::SmallTown;

/// Chi-square of counts against expectations, less its degrees of freedom, in standard deviations.
double surprise(const std::vector<double>& counts, const std::vector<double>& expected) {
  double chi_square = 0;
  double cells = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (expected[i] <= 0) {
      EXPECT_EQ(counts[i], 0) << "nothing happens where the rate is 0";
      continue;
    }
    chi_square += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
    cells += 1;
  }
  return (chi_square - cells) / std::sqrt(2 * cells);
}

SimulationInputs profiled_town() {
  SmallTown town(2, 70);
  for (int i = 0; i < 5; ++i) town.building(static_cast<std::size_t>(i % 2), {0, 0});
  const KindId kind = town.kind("visit", 0, testing::constant(0));
  town.inputs.kinds[kind].per_year.values() = {9000, 0, 18000, 27000, 36000};
  town.inputs.kinds[kind].hour_weight = {0, 0, 0, 0, 0, 1, 3, 6, 9, 10, 10, 9, 7, 7, 8, 9, 9, 9, 8, 7, 6, 5, 3, 2};
  town.inputs.kinds[kind].weekday_weight = {5, 5, 5, 5, 5, 2, 1};
  return town.finished();
}

TEST(Demand, FollowsTheHoursAndWeekdays) {
  const SimulationInputs inputs = profiled_town();
  const RequestKind& kind = inputs.kinds[KindId(0)];
  const Requests requests = Demand(inputs).draw(core::Seed(1), 0);
  std::vector<double> counts(168, 0.0);
  std::vector<double> expected(168, 0.0);
  for (const core::Millis opened : requests.opened) counts[static_cast<std::size_t>(opened.value / 3'600'000 % 168)] += 1;
  // 90,000 a year, over 10 weeks; the weights of the hours sum to 128, those of the days to 28.
  for (std::size_t h = 0; h < 168; ++h) {
    expected[h] = 90'000.0 / 365 * 70 * kind.hour_weight[h % 24] / 128 * kind.weekday_weight[h / 24] / 28;
  }
  EXPECT_LT(std::abs(surprise(counts, expected)), 3.3);
}

TEST(Demand, FollowsTheRatesOfBuildings) {
  const Requests requests = Demand(profiled_town()).draw(core::Seed(2), 0);
  std::vector<double> counts(5, 0.0);
  for (const BuildingId building : requests.building) counts[building.value()] += 1;
  const auto total = static_cast<double>(requests.size());
  EXPECT_LT(surprise(counts, {0.1 * total, 0, 0.2 * total, 0.3 * total, 0.4 * total}), 4.5);
}

TEST(Demand, IsPoissonFromReplicationToReplication) {
  SimulationInputs inputs = profiled_town();
  inputs.horizon = core::Millis(86'400'000);  // a Monday
  const Demand demand(inputs);
  const double expected = 90'000.0 / 365 * 7 * 5 / 28;
  EXPECT_NEAR(demand.expected(), expected, 1e-9 * expected);
  double sum = 0;
  double squares = 0;
  constexpr int runs = 2000;
  for (std::uint32_t i = 0; i < runs; ++i) {
    const auto count = static_cast<double>(demand.draw(core::Seed(3), i).size());
    sum += count;
    squares += count * count;
  }
  const double mean = sum / runs;
  const double variance = squares / runs - mean * mean;
  EXPECT_NEAR(mean, expected, 3.3 * std::sqrt(expected / runs));
  EXPECT_NEAR(variance / mean, 1, 3.3 * std::sqrt(2.0 / runs));
}

TEST(Demand, ComesSortedWithTiesByKindAndNumber) {
  SmallTown town(1, 2);
  town.building(0, {0, 0});
  for (const char* name : {"a", "b", "c"}) town.kind(name, 2e7, testing::constant(0));  // many ties
  const SimulationInputs inputs = town.finished();
  const Requests requests = Demand(inputs).draw(core::Seed(1), 0);
  int ties = 0;
  for (std::size_t i = 1; i < requests.size(); ++i) {
    const RequestId a(i - 1);
    const RequestId b(i);
    ASSERT_LT(std::tuple(requests.opened[a], requests.kind[a], requests.number[a]),
              std::tuple(requests.opened[b], requests.kind[b], requests.number[b]));
    ties += requests.opened[a] == requests.opened[b] ? 1 : 0;
  }
  EXPECT_GT(ties, 10);
}

TEST(Demand, OfNothingIsNothing) {
  SmallTown town(1);
  town.building(0, {0, 0});
  town.kind("never", 0, testing::constant(0));
  const SimulationInputs inputs = town.finished();
  EXPECT_EQ(Demand(inputs).draw(core::Seed(1), 0).size(), 0U);
  EXPECT_EQ(Demand(inputs).expected(), 0);
}

TEST(Demand, RefusesRatesAndWeightsThatAreNone) {
  const auto refused = [](double rate, double weight) {
    SmallTown town(1);
    town.building(0, {0, 0});
    const KindId kind = town.kind("odd", rate, testing::constant(0));
    town.inputs.kinds[kind].hour_weight.fill(weight);
    EXPECT_THROW(Demand{town.finished()}, core::Error) << rate << ' ' << weight;
  };
  refused(-1, 1);
  refused(std::numeric_limits<double>::quiet_NaN(), 1);
  refused(std::numeric_limits<double>::infinity(), 1);
  refused(10, -1);
  refused(10, 0);
}

TEST(Demand, RefusesMoreThanCanBeHeldAndNamesTheKind) {
  const auto refusal = [](double rate) {
    SmallTown town(1, 365);
    town.building(0, {0, 0});
    town.kind("quiet", 100, testing::constant(0));
    town.kind("flood", rate, testing::constant(0));
    try {
      static_cast<void>(Demand(town.finished()));
    } catch (const core::Error& error) {
      EXPECT_EQ(error.code(), core::ErrorCode::input);
      EXPECT_NE(error.message().zh.find("flood"), std::string::npos);
      return error.message().en;
    }
    return std::string();
  };
  EXPECT_EQ(refusal(4.9e7), "");
  for (const double rate : {5.1e7, 1e30, 1e307}) {
    EXPECT_NE(refusal(rate).find("request \"flood\": "), std::string::npos) << rate << refusal(rate);
  }
}

}  // namespace
}  // namespace wangge::simulation
