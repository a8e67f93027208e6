#include "engine/simulation/demand/demand.h"

#include "engine/core/error.h"
#include "tests/unit/simulation/small_town.h"

#include <chrono>
#include <cmath>
#include <limits>
#include <memory>
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

/// Counts by day of the horizon.
std::vector<double> by_day(const Requests& requests, std::size_t days) {
  std::vector<double> counts(days, 0.0);
  for (const core::Millis opened : requests.opened) counts[static_cast<std::size_t>(opened.value / 86'400'000)] += 1;
  return counts;
}

Calendar from(int year, unsigned month, unsigned day) {
  return {std::chrono::sys_days(std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day)), {}};
}

SimulationInputs dated_town(double days, double a_year = 365'000) {
  SmallTown town(1, days);
  town.building(0, {0, 0});
  town.kind("visit", a_year, testing::constant(0));
  town.inputs.calendar = from(2025, 12, 29);
  return town.finished();
}

TEST(Demand, HasHoursOfItsOwnAtWeekendsAndHolidays) {
  SimulationInputs inputs = dated_town(14);
  RequestKind& kind = inputs.kinds[KindId(0)];
  kind.hour_weight = {};
  kind.hour_weight[9] = 1;
  kind.weekend_hour_weight.emplace();
  (*kind.weekend_hour_weight)[20] = 5;
  kind.weekday_weight = {2, 2, 2, 2, 2, 1, 1};
  inputs.calendar->holidays = {std::chrono::sys_days(std::chrono::year(2026) / 1 / 1)};  // the first Thursday
  kind.holiday_weight = 4;
  const Demand demand(inputs);
  std::vector<double> counts(14 * 24, 0.0);
  for (const core::Millis opened : demand.draw(core::Seed(1), 0).opened)
    counts[static_cast<std::size_t>(opened.value / 3'600'000)] += 1;
  // 1,000 a day in the mean of a week whose days weigh 12 in all; the holiday weighs 4.
  std::vector<double> expected(14 * 24, 0.0);
  for (std::size_t day = 0; day < 14; ++day) {
    const bool off = day % 7 >= 5 || day == 3;
    const double weight = day == 3 ? 4 : day % 7 >= 5 ? 1 : 2;
    expected[day * 24 + (off ? 20 : 9)] = 7000 * weight / 12;
  }
  EXPECT_LT(std::abs(surprise(counts, expected)), 3.3);
  EXPECT_NEAR(demand.expected(), 14'000 + 7000 * 2.0 / 12, 1e-6);
}

TEST(Demand, FollowsTheSeasonAndKeepsTheYear) {
  SimulationInputs inputs = dated_town(365);
  inputs.kinds[KindId(0)].season_weight = {1, 1, 1, 1, 1, 1, 3, 1, 1, 1, 1, 1};
  const Demand demand(inputs);
  // 2 of the 365 days are december's of 2025, the rest is 2026: the days of a year without 29 february.
  EXPECT_NEAR(demand.expected(), 365'000, 1e-6 * 365'000);
  const std::vector<double> counts = by_day(demand.draw(core::Seed(4), 0), 365);
  const double weights = 365 + 2 * 31;
  std::vector<double> expected(365, 365'000 / weights);
  for (std::size_t day = 3 + 181; day < 3 + 181 + 31; ++day) expected[day] *= 3;  // july
  EXPECT_LT(std::abs(surprise(counts, expected)), 3.3);
  inputs.calendar.reset();
  EXPECT_THROW(Demand{inputs}, core::Error) << "no month without a date";
}

TEST(Demand, VariesFromDayToDayWhereDaysAreBusyOrNot) {
  SimulationInputs inputs = dated_town(700, 36'500);
  inputs.kinds[KindId(0)].busy_days = 0.5;
  const std::vector<double> counts = by_day(Demand(inputs).draw(core::Seed(4), 0), 700);
  double mean = 0;
  double variance = 0;
  for (const double count : counts) mean += count / 700;
  for (const double count : counts) variance += (count - mean) * (count - mean) / 699;
  EXPECT_NEAR(mean, 100, 7);
  EXPECT_NEAR(variance / mean, 1 + 100 * 0.25, 6) << "Poisson's 1, and the mean times the squared variation";
}

TEST(Demand, OfASurgeComesOnTopWithinItsTimeAndPlaceOnly) {
  SimulationInputs inputs = profiled_town();
  inputs.kinds[KindId(0)].busy_days = 0.2;
  const core::Millis from(30 * 3'600'000 + 1'800'000);
  const core::Millis to(60 * 3'600'000 + 600'000);
  const Requests calm = Demand(inputs).draw(core::Seed(1), 0);
  inputs.surges.push_back({"storm", {KindId(0)}, from, to, 3, {}, Column<BuildingId, std::uint8_t>({1, 1, 1, 0, 0})});
  const Demand demand(inputs);
  const Requests stormy = demand.draw(core::Seed(1), 0);
  std::size_t at = 0;
  double on_top = 0;
  for (const RequestId id : core::ids<RequestId>(stormy.size())) {
    const bool ordinary =
        at < calm.size() && stormy.opened[id] == calm.opened[RequestId(at)] && stormy.number[id] == calm.number[RequestId(at)];
    if (ordinary) {
      EXPECT_EQ(stormy.building[id], calm.building[RequestId(at)]);
      ++at;
      continue;
    }
    on_top += 1;
    EXPECT_TRUE(from <= stormy.opened[id] && stormy.opened[id] < to);
    EXPECT_TRUE(stormy.building[id] == BuildingId(0) || stormy.building[id] == BuildingId(2));
  }
  EXPECT_EQ(at, calm.size()) << "the requests of ordinary days are all there, in their order";
  const double expected = demand.expected() - [&] {
    SimulationInputs plain = inputs;
    plain.surges.clear();
    return Demand(plain).expected();
  }();
  // 30 % of the rate is there; Tuesday 06:30 to Wednesday 12:10, twice the rate on top.
  double weight = 0;
  const auto& hours = inputs.kinds[KindId(0)].hour_weight;
  for (std::size_t hour = 30; hour <= 60; ++hour) weight += hours[hour % 24] * (hour == 30 ? 0.5 : hour == 60 ? 1.0 / 6 : 1);
  EXPECT_NEAR(expected, 2 * 0.3 * 90'000.0 / 365 * 7 * 5 / 28 * weight / 128, 1e-6);
  EXPECT_NEAR(on_top, expected, 5 * std::sqrt(expected) + 0.4 * expected);
}

TEST(Demand, OfASurgeIsExactOverManyReplications) {
  SimulationInputs inputs = profiled_town();
  inputs.horizon = core::Millis(2 * 86'400'000);
  const auto mean_count = [&] {
    double sum = 0;
    for (std::uint32_t i = 0; i < 400; ++i) sum += static_cast<double>(Demand(inputs).draw(core::Seed(9), i).size()) / 400;
    return sum;
  };
  const double calm = Demand(inputs).expected();
  const core::Millis noon(12 * 3'600'000);
  Column<BuildingId, double> extra({0, 365'000, 0, 0, 0});
  inputs.surges.push_back({"heat", {KindId(0)}, noon, core::Millis(noon.value * 2), 1, extra, {}});
  EXPECT_NEAR(Demand(inputs).expected(), calm + 500, 1e-6);
  EXPECT_NEAR(mean_count(), calm + 500, 3.3 * std::sqrt((calm + 500) / 400));
  inputs.surges[0] = {"curfew", {KindId(0)}, core::Millis(0), core::Millis(86'400'000), 0.25, {}, {}};
  EXPECT_NEAR(Demand(inputs).expected(), calm * (0.25 + 1) / 2, 1e-6);
  EXPECT_NEAR(mean_count(), calm * (0.25 + 1) / 2, 3.3 * std::sqrt(calm / 400));
}

// Two surges that leave requests out overlap from 12:30 to 18:15, in the buildings of both; a third adds what neither takes.
TEST(Demand, ExpectsWhatSurgesOfOverlappingTimesAndPlacesLeave) {
  SimulationInputs inputs = profiled_town();
  inputs.horizon = core::Millis(2 * 86'400'000);
  const double calm = Demand(inputs).expected();
  const auto minute = [](std::int64_t count) { return core::Millis(count * 60'000); };
  inputs.surges.push_back(
      {"rain", {KindId(0)}, minute(-60), minute(18 * 60 + 15), 0.5, {}, Column<BuildingId, std::uint8_t>({1, 1, 0, 1, 0})});
  inputs.surges.push_back(
      {"curfew", {KindId(0)}, minute(12 * 60 + 30), minute(99 * 60), 0.2, {}, Column<BuildingId, std::uint8_t>({0, 0, 1, 1, 0})});
  inputs.surges.push_back({"feast", {KindId(0)}, minute(0), minute(48 * 60), 2, {}, {}});
  // Of 90,000 a year 9,000, 18,000, 27,000 and 36,000 are of buildings 0, 2, 3 and 4. Hours of the day: 128 in all.
  const double until_noon = (1 + 3 + 6 + 9 + 10 + 10 + 9 + 7.0 / 2) / 128;
  const double overlap = (7.0 / 2 + 7 + 8 + 9 + 9 + 9 + 8.0 / 4) / 128;
  const double night = 1 - until_noon - overlap;
  const double first = until_noon * (4.5 + 18 + 13.5 + 36) + overlap * (4.5 + 3.6 + 2.7 + 36) + night * (9 + 3.6 + 5.4 + 36);
  const double second = 9 + 3.6 + 5.4 + 36;  // Monday and Tuesday are alike
  const double expected = calm / 2 * (first + second) / 90 + calm;
  EXPECT_NEAR(Demand(inputs).expected(), expected, 1e-6);
  double mean = 0;
  for (std::uint32_t i = 0; i < 400; ++i) mean += static_cast<double>(Demand(inputs).draw(core::Seed(9), i).size()) / 400;
  EXPECT_NEAR(mean, expected, 3.3 * std::sqrt(expected / 400));
}

TEST(Demand, RefusesSurgesAndSeasonsThatCannotBe) {
  const auto refusal = [](auto change) {
    SimulationInputs inputs = dated_town(7);
    inputs.surges.push_back({"storm", {KindId(0)}, core::Millis(0), core::Millis(1000), 2, {}, {}});
    change(inputs);
    try {
      static_cast<void>(Demand(inputs));
    } catch (const core::Error& error) {
      return error.message().en;
    }
    return std::string();
  };
  EXPECT_EQ(refusal([](SimulationInputs&) {}), "");
  EXPECT_EQ(refusal([](SimulationInputs& inputs) { inputs.surges[0].factor = -1; }),
            "surge \"storm\": factor -1: expected 0 or more");
  EXPECT_EQ(refusal([](SimulationInputs& inputs) { inputs.surges[0].to = core::Millis(0); }),
            "surge \"storm\": it ends before it begins");
  EXPECT_EQ(refusal([](SimulationInputs& inputs) {
              inputs.surges[0].from = core::Millis(8LL * 86'400'000);
              inputs.surges[0].to = core::Millis(9LL * 86'400'000);
            }),
            "surge \"storm\": day 8 to 9 is outside the 7 days that are simulated");
  EXPECT_EQ(refusal([](SimulationInputs& inputs) { inputs.surges[0].inside = Column<BuildingId, std::uint8_t>(1, 0); }),
            "surge \"storm\": there is no building in its place");
  EXPECT_EQ(refusal([](SimulationInputs& inputs) { inputs.surges[0].extra_per_year = Column<BuildingId, double>(1, -2.0); }),
            "surge \"storm\": -2 extra requests a year: expected 0 or more");
  EXPECT_EQ(refusal([](SimulationInputs& inputs) {
              inputs.kinds[KindId(0)].season_weight = {1, 2};
            }),
            "request \"visit\": 2 weights of the season: expected 12 months or 365 days");
  EXPECT_EQ(refusal([](SimulationInputs& inputs) { inputs.kinds[KindId(0)].busy_days = -1; }),
            "request \"visit\": variation of days -1: expected 0 to 10");
}

TEST(Demand, OfALogIsTheLogInEveryReplication) {
  SimulationInputs inputs = profiled_town();
  inputs.past = std::make_shared<const Requests>(testing::orders({{10, 1}, {20, 0}}));
  const Demand demand(inputs);
  EXPECT_EQ(demand.expected(), 2);
  for (const std::uint32_t replication : {0U, 7U}) {
    const Requests requests = demand.draw(core::Seed(1), replication);
    ASSERT_EQ(requests.size(), 2U);
    EXPECT_EQ(requests.opened[RequestId(1)], testing::seconds(20));
  }
}

TEST(Calendar, BeginsOnAMondayAndKnowsTheDaysOfTheYear) {
  const auto day = [](int year, unsigned month, unsigned of) { return from(year, month, of).first; };
  EXPECT_NO_THROW(check_begins_on_monday(day(2026, 11, 23)));
  try {
    check_begins_on_monday(day(2026, 11, 21));
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_EQ(error.message().en,
              "2026-11-21 is no Monday; the simulation begins on one: those around it are 2026-11-16 and 2026-11-23");
  }
  EXPECT_EQ(day_of_year(std::chrono::year_month_day(day(2026, 1, 1))), 0U);
  EXPECT_EQ(day_of_year(std::chrono::year_month_day(day(2024, 2, 29))), 58U);
  EXPECT_EQ(day_of_year(std::chrono::year_month_day(day(2024, 3, 1))), 59U);
  EXPECT_EQ(day_of_year(std::chrono::year_month_day(day(2024, 12, 31))), 364U);
}

}  // namespace
}  // namespace wangge::simulation
