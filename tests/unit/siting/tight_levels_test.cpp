#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/siting/location/nested.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
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

// As many areas as a town has communities: each must have its share of the work for the whole to be proven.
TEST(Levels, ProveManyAreasWithTheUsualEffort) {
  for (const std::uint32_t areas : {12U, 15U, 19U}) {
    SCOPED_TRACE(areas);
    core::Stream luck(core::Seed(areas), 0, "test.areas", 0);
    LevelsTask levels;
    CentreLevel level{.site_area = {}, .demand_area = {}, .areas = areas, .sites = {}, .names = {}};
    std::vector<core::Position> sites;
    std::vector<core::Position> homes;
    for (std::uint32_t area = 0; area < areas; ++area) {
      const auto place = [&] {
        const double x = 100.0 * area + 100 * luck.uniform();
        return core::Position{x, 100 * luck.uniform()};
      };
      double all = 0;
      for (int home = 0; home < 14; ++home) {
        homes.push_back(place());
        level.demand_area.push_back(QuarterId(area));
        levels.task.weights.push_back(1 + luck.below(20));
        all += levels.task.weights.values().back();
      }
      for (int site = 0; site < 10; ++site) {
        sites.push_back(place());
        level.site_area.push_back(QuarterId(area));
        const double capacity = std::max(20.0, std::round(all / 3 * (0.7 + 0.8 * luck.uniform())));
        levels.task.sites.push_back({.cost = 1.0 + luck.below(9), .capacity = capacity});
      }
    }
    std::vector<double> lengths;
    for (const core::Position& site : sites) {
      for (const core::Position& home : homes) lengths.push_back(core::distance(site, home).value);
    }
    levels.task.lengths = LengthTable(sites.size(), homes.size(), std::move(lengths));
    levels.levels = {level};
    levels.further = 5 * areas / 2;
    levels.task.budget = 16 * areas;
    SitingLimits usual;
    usual.work = 500'000'000;
    const SitingAnswer all = solve_levels(levels, usual).all;
    EXPECT_LT(all.gap(), 0.001);
    EXPECT_LT(all.work, 400'000'000U);
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

/// A town of up to four communities, one of them without homes that weigh anything in every other case, drawn by seed: capacities
/// that two or three rooms of an area hold hardly, a number of further rooms, a budget or both; in half of them some rooms stand.
struct TightTown {
  LevelsTask levels;
  std::vector<std::vector<SiteId>> sites;
  std::vector<std::vector<DemandId>> homes;
};

TightTown tight_town(std::uint64_t seed) {
  core::Stream luck(core::Seed(seed), 0, "test.town", 0);
  core::Stream standing(core::Seed(seed), 0, "test.standing", 0);
  TightTown town;
  const std::uint32_t areas = 2 + luck.below(3);
  CentreLevel level{.site_area = {}, .demand_area = {}, .areas = areas, .sites = {}, .names = {}};
  town.sites.resize(areas);
  town.homes.resize(areas);
  for (std::uint32_t area = 0; area < areas; ++area) {
    const bool weighs = area > 0 || seed % 2 == 0;
    double all = 0;
    const std::uint32_t homes = weighs ? 2 + luck.below(3) : luck.below(3);
    for (std::uint32_t home = 0; home < homes; ++home) {
      town.homes[area].push_back(DemandId(level.demand_area.size()));
      level.demand_area.push_back(QuarterId(area));
      town.levels.task.weights.push_back(!weighs || luck.below(5) == 0 ? 0 : 1 + luck.below(9));
      all += town.levels.task.weights.values().back();
    }
    // Where nobody weighs anything there may be no room at all.
    const std::uint32_t sites = weighs ? 2 + luck.below(3) : luck.below(3);
    for (std::uint32_t site = 0; site < sites; ++site) {
      town.sites[area].push_back(SiteId(level.site_area.size()));
      level.site_area.push_back(QuarterId(area));
      Candidate candidate{.cost = 1 + 8 * luck.uniform()};
      if (luck.below(8) != 0) candidate.capacity = std::floor(all * (0.3 + 0.5 * luck.uniform()));
      candidate.fixed = seed % 4 >= 2 && all > 0 && standing.below(4) == 0;
      town.levels.task.sites.push_back(candidate);
    }
  }
  const std::size_t pairs = level.site_area.size() * level.demand_area.size();
  std::vector<double> lengths;
  for (std::size_t pair = 0; pair < pairs; ++pair) lengths.push_back(10 * luck.uniform());
  town.levels.task.lengths = LengthTable(level.site_area.size(), level.demand_area.size(), std::move(lengths));
  town.levels.levels = {level};
  if (seed % 3 != 1) town.levels.further = 1 + luck.below(2 * areas);
  if (seed % 3 != 0) town.levels.task.budget = areas * (6 + 8 * luck.uniform());
  return town;
}

/// Every centre of every area, every set of rooms beside it and every assignment of its homes.
class EveryChoice {
 public:
  explicit EveryChoice(const TightTown& town) : town_(town), task_(town.levels.task), centres_(town.sites.size()) {
    for (std::size_t area = 0; area < centres_.size(); ++area) {
      for (const SiteId centre : town.sites[area]) {
        centres_[area].push_back({.site = centre, .ways = ways(area, centre), .sets = sets(area, centre)});
      }
      if (centres_[area].empty()) centres_[area].push_back({.site = SiteId(), .ways = 0, .sets = {{}}});
    }
  }

  /// The least ways under the centres with the least ways of their own; nothing where nothing fits.
  std::optional<double> run() {
    try_centres(0, 0, 0);
    return found_ ? std::optional(cost_) : std::nullopt;
  }

 private:
  struct Rooms {
    std::size_t further = 0;
    double money = 0;
    double ways = 0;
  };
  struct Centre {
    SiteId site;
    double ways = 0;
    std::vector<Rooms> sets;
  };

  [[nodiscard]] double ways(std::size_t area, SiteId centre) const {
    double sum = 0;
    for (const DemandId home : town_.homes[area]) sum += task_.weights[home] * task_.lengths(centre, home);
    return sum;
  }
  [[nodiscard]] std::vector<Rooms> sets(std::size_t area, SiteId centre) const {
    const std::vector<SiteId>& sites = town_.sites[area];
    std::vector<Rooms> all;
    for (std::uint32_t set = 0; set < 1U << sites.size(); ++set) {
      Rooms rooms;
      std::vector<SiteId> chosen;
      std::vector<double> room;
      bool whole = true;  // all that stand
      for (std::size_t i = 0; i < sites.size(); ++i) {
        if ((set >> i & 1U) == 0) {
          whole = whole && !task_.sites[sites[i]].fixed;
          continue;
        }
        chosen.push_back(sites[i]);
        room.push_back(task_.sites[sites[i]].capacity.value_or(no_way));
        rooms.money += task_.budget ? task_.sites[sites[i]].cost : 0;
      }
      if (!whole || std::count(chosen.begin(), chosen.end(), centre) == 0) continue;
      rooms.further = chosen.size() - 1;
      rooms.ways = assigned(area, chosen, room, 0);
      if (rooms.ways < no_way) all.push_back(rooms);
    }
    return all;
  }
  [[nodiscard]] double assigned(std::size_t area, const std::vector<SiteId>& chosen, std::vector<double>& room,
                                std::size_t at) const {
    if (at == town_.homes[area].size()) return 0;
    const DemandId home = town_.homes[area][at];
    double least = no_way;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      if (room[i] < task_.weights[home]) continue;
      room[i] -= task_.weights[home];
      least = std::min(least, task_.weights[home] * task_.lengths(chosen[i], home) + assigned(area, chosen, room, at + 1));
      room[i] += task_.weights[home];
    }
    return least;
  }

  void try_centres(std::size_t area, double own, double empty_money) {
    if (area < centres_.size()) {
      for (const Centre& centre : centres_[area]) {
        taken_.push_back(&centre);
        // Where nobody weighs anything the cheapest room is the centre.
        const bool free = centre.ways == 0 && centre.site.valid() && task_.budget;
        try_centres(area + 1, own + centre.ways, empty_money + (free ? task_.sites[centre.site].cost : 0));
        taken_.pop_back();
      }
      return;
    }
    if (found_ && (own > own_ || (own == own_ && empty_money >= empty_money_))) return;
    const double cost = least(0, 0, 0, 0);
    if (cost == no_way) return;
    found_ = true;
    own_ = own;
    empty_money_ = empty_money;
    cost_ = cost;
  }
  [[nodiscard]] double least(std::size_t area, std::size_t further, double money, double ways) const {
    if (further > town_.levels.further.value_or(no_limit) || money > task_.budget.value_or(no_way)) return no_way;
    if (area == taken_.size()) return ways;
    double best = no_way;
    for (const Rooms& rooms : taken_[area]->sets)
      best = std::min(best, least(area + 1, further + rooms.further, money + rooms.money, ways + rooms.ways));
    return best;
  }

  static constexpr std::size_t no_limit = 1000;
  const TightTown& town_;
  const SitingTask& task_;
  std::vector<std::vector<Centre>> centres_;
  std::vector<const Centre*> taken_;
  bool found_ = false;
  double own_ = 0;
  double empty_money_ = 0;
  double cost_ = 0;
};

TEST(Levels, EqualEveryChoiceWhereCapacitiesAreTight) {
  int solved = 0;
  int refused = 0;
  for (std::uint64_t seed = 0; seed < 800; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    const TightTown town = tight_town(seed);
    const std::optional<double> best = EveryChoice(town).run();
    if (!best) {
      ++refused;
      EXPECT_THROW(static_cast<void>(solve_levels(town.levels, {})), core::Error);
      continue;
    }
    ++solved;
    const SitingTask& task = town.levels.task;
    SitingLimits little;
    little.work = 2000 + seed * 97 % 20'000;
    for (const SitingLimits& limits : {SitingLimits{}, little}) {
      const SitingAnswer all = solve_levels(town.levels, limits).all;
      EXPECT_LE(all.bound, *best + 1e-7);
      EXPECT_GE(all.cost, *best - 1e-7);
      if (all.stopped_by == StoppedBy::proof) {
        EXPECT_NEAR(all.cost, *best, 1e-7);
      }

      if (limits.work > little.work) {
        EXPECT_EQ(all.stopped_by, StoppedBy::proof);
      }

      std::vector<double> load(task.sites.size(), 0);
      double cost = 0;
      for (std::size_t area = 0; area < town.homes.size(); ++area) {
        for (const DemandId home : town.homes[area]) {
          const SiteId site = all.served_by[home];
          if (town.sites[area].empty()) continue;
          ASSERT_TRUE(std::binary_search(all.sites.begin(), all.sites.end(), site));
          load[site.value()] += task.weights[home];
          if (task.weights[home] > 0) cost += task.weights[home] * task.lengths(site, home);
          EXPECT_EQ(town.levels.levels[0].site_area[site], QuarterId(area));
        }
      }
      EXPECT_NEAR(cost, all.cost, 1e-7);
      for (const SiteId site : core::ids<SiteId>(load.size()))
        EXPECT_LE(load[site.value()], task.sites[site].capacity.value_or(no_way));
    }
  }
  EXPECT_GT(solved, 200);
  EXPECT_GT(refused, 20);
}

}  // namespace
}  // namespace wangge::siting
