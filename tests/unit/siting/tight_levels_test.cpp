#include "engine/core/random.h"
#include "engine/siting/location/nested.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace wangge::siting {
namespace {

// Three communities of six heavy homes each, that a third of their rooms hold hardly: an assignment made greedily seldom fits.
TEST(Levels, ProveTheBestWhereCapacitiesAreTight) {
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    SCOPED_TRACE(seed);
    core::Stream luck(core::Seed(seed), 0, "test.tight", 0);
    LevelsTask levels;
    CentreLevel level{.site_area = {}, .demand_area = {}, .areas = 3, .sites = {}, .names = {}};
    std::vector<core::Position> sites;
    std::vector<core::Position> homes;
    const auto place = [&](std::uint32_t area) {
      const double x = 100.0 * area + 100 * luck.uniform();
      return core::Position{x, 100 * luck.uniform()};
    };
    for (std::uint32_t area = 0; area < 3; ++area) {
      double all = 0;
      for (int home = 0; home < 6; ++home) {
        homes.push_back(place(area));
        level.demand_area.push_back(QuarterId(area));
        levels.task.weights.push_back(1 + luck.below(13));
        all += levels.task.weights.values().back();
      }
      for (int site = 0; site < 12; ++site) {
        sites.push_back(place(area));
        level.site_area.push_back(QuarterId(area));
        const double capacity = std::max(13.0, std::round(all / 3.5 * (0.6 + 0.8 * luck.uniform())));
        levels.task.sites.push_back({.cost = 1.0 + luck.below(9), .capacity = capacity});
      }
    }
    std::vector<double> lengths;
    for (const core::Position& site : sites) {
      for (const core::Position& home : homes) lengths.push_back(core::distance(site, home).value);
    }
    levels.task.lengths = LengthTable(sites.size(), homes.size(), std::move(lengths));
    levels.levels = {level};
    if (seed % 2 == 0) levels.further = 8;
    if (seed % 4 != 0) levels.task.budget = 36;
    const LevelsAnswer answer = solve_levels(levels, {});
    const SitingAnswer& all = answer.all;
    EXPECT_EQ(all.stopped_by, StoppedBy::proof);
    EXPECT_NEAR(all.bound, all.cost, 1e-6);
    EXPECT_LT(all.work, 50'000'000U);
    EXPECT_LE(answer.free_bound, all.cost + 1e-9);
    std::vector<double> load(sites.size(), 0);
    double cost = 0;
    double money = 0;
    for (const SiteId site : all.sites) money += levels.task.sites[site].cost;
    for (const DemandId home : core::ids<DemandId>(homes.size())) {
      const SiteId site = all.served_by[home];
      ASSERT_TRUE(std::binary_search(all.sites.begin(), all.sites.end(), site));
      EXPECT_EQ(level.site_area[site], level.demand_area[home]);
      load[site.value()] += levels.task.weights[home];
      cost += levels.task.weights[home] * levels.task.lengths(site, home);
    }
    for (const SiteId site : core::ids<SiteId>(sites.size())) EXPECT_LE(load[site.value()], *levels.task.sites[site].capacity);
    EXPECT_NEAR(cost, all.cost, 1e-6);
    EXPECT_LE(all.sites.size(), levels.further ? 11U : sites.size());
    EXPECT_LE(money, levels.task.budget.value_or(money) + 1e-9);
  }
}

// The third area has one home that weighs nothing; with so little work its own search of areas proves nothing.
TEST(Levels, ServeHomesWithoutWeightFromTheirOwnArea) {
  const std::vector<double> sites{0, 10, 20, 30, 100, 110, 120, 130, 200, 210};
  const std::vector<double> homes{0, 3, 9, 14, 25, 100, 103, 111, 117, 128, 205};
  LevelsTask levels;
  CentreLevel level{.site_area = {}, .demand_area = {}, .areas = 3, .sites = {}, .names = {}};
  std::vector<double> lengths;
  for (const double site : sites) {
    level.site_area.push_back(QuarterId(static_cast<std::uint32_t>(site / 100)));
    levels.task.sites.push_back({.cost = 1 + static_cast<double>(levels.task.sites.size() * 7 % 5), .capacity = 9.0});
    for (const double home : homes) lengths.push_back(std::abs(site - home));
  }
  for (const double home : homes) level.demand_area.push_back(QuarterId(static_cast<std::uint32_t>(home / 100)));
  for (const double weight : {5, 4, 6, 3, 5, 5, 4, 6, 3, 5, 0}) levels.task.weights.push_back(weight);
  levels.task.lengths = LengthTable(sites.size(), homes.size(), std::move(lengths));
  levels.task.budget = 20;
  levels.levels = {level};
  levels.further = 5;
  for (std::uint64_t work = 3001; work < 40'000; work += 200) {
    SCOPED_TRACE(work);
    SitingLimits limits;
    limits.work = work;
    const SitingAnswer all = solve_levels(levels, limits).all;
    for (const DemandId home : core::ids<DemandId>(homes.size())) {
      const SiteId site = all.served_by[home];
      ASSERT_TRUE(std::binary_search(all.sites.begin(), all.sites.end(), site));
      EXPECT_EQ(level.site_area[site], level.demand_area[home]);
    }
  }
}

}  // namespace
}  // namespace wangge::siting
