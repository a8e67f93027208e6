#include "engine/routing/tour.h"

#include "engine/routing/tour_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>
#include <vector>

/// Rounds: by hand, where the shortest is known, and against going through all.
namespace wangge::routing {
namespace {

using Places = std::vector<std::pair<double, double>>;

WayTable table_of(const Places& places) {
  std::vector<std::int64_t> times;
  for (const auto& [x, y] : places) {
    for (const auto& [u, v] : places) times.push_back(std::llround(1000 * std::sqrt((x - u) * (x - u) + (y - v) * (y - v))));
  }
  return {places.size(), std::move(times)};
}

/// Times from 0 to 999; the way back its own where asked for.
WayTable random_table(std::uint64_t seed, std::uint32_t size, bool one_way) {
  core::Stream luck(core::Seed(seed), 0, "table", size);
  std::vector<std::int64_t> times(std::size_t{size} * size, 0);
  for (std::uint32_t a = 0; a < size; ++a) {
    for (std::uint32_t b = 0; b < a; ++b) {
      times[a * size + b] = luck.below(1000);
      times[b * size + a] = one_way ? luck.below(1000) : times[a * size + b];
    }
  }
  return {size, std::move(times)};
}

Tour tour_of(const WayTable& table, TourEnd end, std::uint64_t seed = 1) {
  core::Stream luck(core::Seed(seed), 0, "tour", 0);
  return short_tour(table, end, {}, luck);
}

void expect_round(const Tour& tour, std::size_t size) {
  ASSERT_EQ(tour.order.size(), size);
  EXPECT_EQ(tour.order.front(), 0U);
  std::vector<WayTable::Stop> sorted = tour.order;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < size; ++i) EXPECT_EQ(sorted[i], i);
}

TEST(Tour, GoesAlongAStreetAndBack) {
  // 1   3   0   2: from the post both ways, and each stretch twice
  const WayTable table = table_of({{20, 0}, {0, 0}, {30, 0}, {10, 0}});
  const Tour round = tour_of(table, TourEnd::back);
  EXPECT_EQ(round.time, 60'000);
  EXPECT_EQ(round.bound, 60'000);
  // Where it ends anywhere, the short side comes first.
  const Tour way = tour_of(table, TourEnd::anywhere);
  EXPECT_EQ(way.order, (std::vector<WayTable::Stop>{0, 2, 3, 1}));
  EXPECT_EQ(way.time, 10'000 + 30'000);
}

TEST(Tour, OfOneOrNoOtherStopTakesNoSearch) {
  EXPECT_TRUE(tour_of(WayTable(0, {}), TourEnd::back).order.empty());
  EXPECT_EQ(tour_of(WayTable(1, {0}), TourEnd::back).time, 0);
  const WayTable two(2, {0, 3, 5, 0});
  EXPECT_EQ(tour_of(two, TourEnd::back).time, 8);
  EXPECT_EQ(tour_of(two, TourEnd::anywhere).time, 3);
}

TEST(Tour, GoesRoundACircleAndThroughAField) {
  // On a circle the shortest round is the circle; on a field of even sides it has only steps of 10 m.
  Places circle;
  std::vector<int> shuffled(60);
  std::iota(shuffled.begin(), shuffled.end(), 0);
  core::Stream luck(core::Seed(5), 0, "shuffle", 0);
  for (std::uint32_t i = 60; i > 1; --i) std::swap(shuffled[i - 1], shuffled[luck.below(i)]);
  for (const int i : shuffled)
    circle.emplace_back(100 * std::cos(i * std::numbers::pi / 30), 100 * std::sin(i * std::numbers::pi / 30));
  const Tour around = tour_of(table_of(circle), TourEnd::back);
  expect_round(around, 60);
  EXPECT_EQ(around.time, 60 * std::llround(200'000 * std::sin(std::numbers::pi / 60)));
  EXPECT_EQ(around.bound, around.time);

  Places field;
  for (int row = 0; row < 10; ++row) {
    for (int column = 0; column < 12; ++column) field.emplace_back(10.0 * column, 10.0 * row);
  }
  const Tour through = tour_of(table_of(field), TourEnd::back);
  expect_round(through, 120);
  EXPECT_LE(through.time, 120 * 10'000 * 1.02);
  EXPECT_EQ(through.bound, 120 * 10'000) << "every stop has a neighbour at 10 m";
}

class SmallTables : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(SmallTables, AreSearchedAndBoundedAsGoingThroughAllSays) {
  const bool one_way = GetParam() % 2 == 1;
  const TourEnd end = GetParam() % 4 < 2 ? TourEnd::back : TourEnd::anywhere;
  const WayTable table = random_table(GetParam(), 6 + static_cast<std::uint32_t>(GetParam() % 4), one_way);
  // Every order.
  std::vector<WayTable::Stop> order(table.size());
  std::iota(order.begin(), order.end(), 0U);
  std::int64_t least = tour_time(table, end, order);
  while (std::next_permutation(order.begin() + 1, order.end())) least = std::min(least, tour_time(table, end, order));
  const Tour exact = tour_of(table, end);
  expect_round(exact, table.size());
  EXPECT_EQ(exact.time, least);
  EXPECT_EQ(exact.bound, least);
  EXPECT_LE(tour_bound(table, end, least, 300), least);
  std::iota(order.begin(), order.end(), 0U);
  core::Stream luck(core::Seed(GetParam()), 0, "search", 0);
  const std::vector<WayTable::Stop> found = TourSearch(table, end, 1'000'000, luck).run(order);
  EXPECT_EQ(tour_time(table, end, found), least);
}

INSTANTIATE_TEST_SUITE_P(Seeds, SmallTables, ::testing::Range<std::uint64_t>(0, 60));

TEST(Tour, IsNearItsBoundInTheOpenCountry) {
  double worst = 0;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "places", 0);
    Places places;
    for (int i = 0; i < 200; ++i) places.emplace_back(1000 * luck.uniform(), 1000 * luck.uniform());
    for (const TourEnd end : {TourEnd::back, TourEnd::anywhere}) {
      const Tour tour = tour_of(table_of(places), end, seed);
      expect_round(tour, places.size());
      EXPECT_EQ(tour.time, tour_time(table_of(places), end, tour.order));
      EXPECT_LE(tour.bound, tour.time);
      worst = std::max(worst, static_cast<double>(tour.time) / static_cast<double>(tour.bound) - 1);
    }
  }
  // The bound of one-trees is about 0.7 % below the shortest round of such places (Johnson, McGeoch 1997).
  EXPECT_LT(worst, 0.03);
}

TEST(Tour, IsTheSameForTheSameSeed) {
  const WayTable table = random_table(3, 80, true);
  EXPECT_EQ(tour_of(table, TourEnd::back, 7).order, tour_of(table, TourEnd::back, 7).order);
}

TEST(Tour, EndsWithItsLooks) {
  const WayTable table = random_table(4, 60, true);
  core::Stream luck(core::Seed(1), 0, "tour", 0);
  const Tour tour = short_tour(table, TourEnd::back, {.looks = 0, .ascent = 0}, luck);
  expect_round(tour, 60);
  EXPECT_EQ(tour.bound, 0);
}

}  // namespace
}  // namespace wangge::routing
