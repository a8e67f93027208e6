#include "engine/core/error.h"
#include "engine/siting/location/capacitated.h"
#include "engine/siting/location/nested.h"
#include "engine/siting/location/service.h"
#include "tests/unit/siting/random_sites.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

namespace wangge::siting {
namespace {

/// The least cost of every demand point whole to a site with room, trying all.
double try_all(const SitingTask& task, const std::vector<SiteId>& sites, std::size_t demand, std::vector<double>& room) {
  if (demand == task.weights.size()) return 0;
  const double weight = task.weights[DemandId(demand)];
  double least = no_way;
  for (const SiteId site : sites) {
    if (room[site.value()] < weight) continue;
    const double own = weight > 0 ? weight * task.lengths(site, DemandId(demand)) : 0;
    if (own == no_way) continue;
    room[site.value()] -= weight;
    least = std::min(least, own + try_all(task, sites, demand + 1, room));
    room[site.value()] += weight;
  }
  return least;
}

SitingTask random_capacities(std::uint64_t seed) {
  SitingTask task = testing::random_sites(seed);
  core::Stream luck(core::Seed(seed), 0, "test.capacities", 0);
  double all = 0;
  for (const double weight : task.weights) all += weight;
  for (Candidate& site : task.sites) {
    if (luck.below(4) != 0) site.capacity = std::floor(all * (0.2 + luck.uniform()));
  }
  return task;
}

TEST(CapacitatedMedian, EqualsBruteForce) {
  int solved = 0;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    const SitingTask task = random_capacities(seed);
    if (task.weights.size() > 8) continue;
    std::vector<double> room;
    for (const Candidate& site : task.sites) room.push_back(site.capacity.value_or(no_way));
    std::optional<double> best;
    try {
      check_task(task);
      best = testing::least_of_all(task, [&](const std::vector<SiteId>& sites) { return try_all(task, sites, 0, room); });
    } catch (const core::Error&) {
      best.reset();
    }
    if (!best) {
      EXPECT_THROW(static_cast<void>(solve_capacitated_median(task, {})), core::Error);
      continue;
    }
    ++solved;
    const SitingAnswer answer = solve_capacitated_median(task, {});
    EXPECT_EQ(answer.stopped_by, StoppedBy::proof);
    EXPECT_NEAR(answer.cost, *best, 1e-7);
    EXPECT_NEAR(answer.bound, *best, 1e-7);
    std::vector<double> left = room;
    double cost = 0;
    for (const DemandId demand : core::ids<DemandId>(task.weights.size())) {
      const SiteId site = answer.served_by[demand];
      EXPECT_EQ(std::count(answer.sites.begin(), answer.sites.end(), site), 1);
      left[site.value()] -= task.weights[demand];
      if (task.weights[demand] > 0) cost += task.weights[demand] * task.lengths(site, demand);
    }
    EXPECT_NEAR(cost, *best, 1e-7);
    for (const double rest : left) EXPECT_GE(rest, 0);
    try {
      const SitingAnswer hasty = solve_capacitated_median(task, {.work = 1 + seed % 300});
      EXPECT_LE(hasty.bound, *best + 1e-7);
      EXPECT_GE(hasty.cost, *best - 1e-7);
    } catch (const core::Error&) {
      // So little work may find nothing at all.
    }
  }
  EXPECT_GT(solved, 100);
}

TEST(CapacitatedMedian, SendsPeopleOnWhereTheNearestHallIsFull) {
  // Two halls, both to be used; the first has room for one village of 10 only, three are nearest to it.
  SitingTask task;
  task.lengths = LengthTable(2, 3, {1, 2, 3, 5, 5, 4});
  task.sites.push_back({.name = "small", .capacity = 10});
  task.sites.push_back({.name = "large", .capacity = 20});
  task.weights = core::Column<DemandId, double>(std::vector<double>{10, 10, 10});
  task.most_sites = 2;
  const SitingAnswer answer = solve_capacitated_median(task, {});
  EXPECT_EQ(answer.cost, 10 * 1 + 10 * 5 + 10 * 4);
  EXPECT_EQ(answer.served_by[DemandId(0)], SiteId(0));
  task.sites[SiteId(1)].capacity = 19;
  EXPECT_THROW(static_cast<void>(solve_capacitated_median(task, {})), core::Error);
}

/// Two communities on a line: homes at 0 1 2 and at 10 11 18, a candidate at each.
NestedTask two_communities() {
  const std::vector<double> places = {0, 1, 2, 10, 11, 18};
  NestedTask task;
  std::vector<double> lengths;
  for (const double from : places) {
    for (const double to : places) lengths.push_back(from < to ? to - from : from - to);
  }
  task.lengths = LengthTable(6, 6, std::move(lengths));
  task.sites.resize(6);
  task.weights = core::Column<DemandId, double>(std::vector<double>{3, 3, 3, 2, 2, 2});
  for (std::size_t i = 0; i < 6; ++i) {
    task.site_quarter.push_back(QuarterId(i / 3));
    task.demand_quarter.push_back(QuarterId(i / 3));
  }
  task.quarters = 2;
  task.compounds = 1;
  return task;
}

TEST(Nested, ChoosesEachLevelUnderTheOneAbove) {
  const NestedAnswer answer = solve_nested(two_communities(), {});
  EXPECT_EQ(answer.city.sites, std::vector<SiteId>{SiteId(2)});  // 9 people to its left and at it, 6 to its right
  ASSERT_EQ(answer.quarters.size(), 2U);
  EXPECT_EQ(answer.quarters[0].sites, std::vector<SiteId>{SiteId(1)});
  EXPECT_EQ(answer.quarters[1].sites, std::vector<SiteId>{SiteId(4)});
  EXPECT_EQ(answer.quarters[1].cost, 2 * (1 + 0 + 7));
  // The one compound centre goes to the far home of the second community.
  EXPECT_EQ(answer.compounds.sites, (std::vector<SiteId>{SiteId(1), SiteId(4), SiteId(5)}));
  EXPECT_EQ(answer.compounds.cost, 3 * 2 + 2 * 1);
  EXPECT_EQ(answer.free_bound, answer.compounds.cost);
}

TEST(Centres, StandInTheirOwnAreaAndServeItsDemandAlone) {
  const NestedTask town = two_communities();
  SitingTask task;
  task.lengths = town.lengths;
  task.sites = town.sites;
  task.weights = town.weights;
  task.sites[SiteId(5)].fixed = true;  // stands already, and need not be the centre for that
  CentreLevel level{.site_area = town.site_quarter, .demand_area = town.demand_quarter, .areas = 3};
  level.sites = {SiteId(0), SiteId(2), SiteId(4), SiteId(5)};
  const std::vector<SitingAnswer> answers = solve_centres(task, level, {});
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(answers[0].sites, std::vector<SiteId>{SiteId(0)});  // 0 and 2 are alike: the lower
  EXPECT_EQ(answers[0].cost, 3 * (0 + 1 + 2));
  EXPECT_EQ(answers[0].bound, answers[0].cost);
  EXPECT_EQ(answers[1].sites, std::vector<SiteId>{SiteId(4)});
  EXPECT_EQ(answers[1].served_by[DemandId(5)], SiteId(4));
  EXPECT_FALSE(answers[1].served_by[DemandId(0)].valid());
  EXPECT_TRUE(answers[2].sites.empty()) << "nobody lives there and nothing is offered";
}

TEST(Nested, NamesACommunityWithoutCandidates) {
  NestedTask task = two_communities();
  task.for_quarter = {SiteId(0)};
  try {
    static_cast<void>(solve_nested(task, {}));
    ADD_FAILURE();
  } catch (const core::Error& error) {
    EXPECT_EQ(error.message().en, "community #1 has no site that is allowed");
  }
}

TEST(Service, IsCountedByGroup) {
  SitingTask task;
  task.lengths = LengthTable(1, 3, {2, 6, no_way});
  task.sites.resize(1);
  task.weights = core::Column<DemandId, double>(std::vector<double>{1, 1, 1});
  const DemandGroup old{"old", core::Column<DemandId, double>(std::vector<double>{30, 10, 60})};
  const DemandGroup none{"none", core::Column<DemandId, double>(std::vector<double>{0, 0, 0})};
  const std::vector<GroupService> served = service_of_groups(task, {SiteId(0)}, 5, {old, none});
  ASSERT_EQ(served.size(), 2U);
  EXPECT_DOUBLE_EQ(served[0].share_within, 0.3);
  EXPECT_DOUBLE_EQ(served[0].mean_length, (30 * 2 + 10 * 6) / 40.0);
  EXPECT_EQ(served[0].unreached, 60);
  EXPECT_EQ(served[1].share_within, 0);
}

}  // namespace
}  // namespace wangge::siting
