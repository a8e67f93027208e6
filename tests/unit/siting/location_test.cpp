#include "engine/core/error.h"
#include "engine/siting/location/centre.h"
#include "engine/siting/location/covering.h"
#include "engine/siting/location/median.h"
#include "tests/support/points_in_square.h"
#include "tests/support/refusal.h"
#include "tests/unit/siting/random_sites.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace wangge::siting {
namespace {

using test::refusal;

using testing::least_of_all;
using testing::random_sites;
using Solver = std::function<SitingAnswer(const SitingTask&, const SitingLimits&)>;
using Cost = std::function<double(const SitingTask&, const std::vector<SiteId>&)>;

constexpr std::uint64_t seeds = 600;
constexpr double close = 1e-7;

void expect_within_rules(const SitingTask& task, const std::vector<SiteId>& sites) {
  double spent = 0;
  for (const SiteId site : sites) {
    EXPECT_TRUE(allowed(task, site));
    spent += task.sites[site].cost;
  }
  for (const SiteId site : core::ids<SiteId>(task.sites.size())) {
    EXPECT_TRUE(!task.sites[site].fixed || std::count(sites.begin(), sites.end(), site) == 1);
  }
  EXPECT_LE(sites.size(), task.most_sites.value_or(task.sites.size()));
  EXPECT_LE(spent, task.budget.value_or(spent) + close);
}

/// Every seed: the optimum where the task has one, a refusal where it has none; with little work a valid bound. `sign` -1:
/// greatest.
void expect_best(const Solver& solve, const Cost& cost, double sign) {
  int solved = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    const SitingTask task = random_sites(seed);
    std::optional<double> best;
    bool fits = true;
    try {
      check_task(task);
      best = least_of_all(task, [&](const std::vector<SiteId>& sites) { return cost(task, sites); });
    } catch (const core::Error&) {
      fits = false;
    }
    if (!fits || !best) {
      EXPECT_THROW(static_cast<void>(solve(task, {})), core::Error);
      continue;
    }
    ++solved;
    const SitingAnswer answer = solve(task, {});
    EXPECT_EQ(answer.stopped_by, StoppedBy::proof);
    EXPECT_NEAR(sign * answer.cost, *best, close);
    EXPECT_NEAR(cost(task, answer.sites), *best, close);
    EXPECT_NEAR(answer.bound, answer.cost, close);
    expect_within_rules(task, answer.sites);
    try {
      const SitingAnswer hasty = solve(task, {.work = 1 + seed % 400});
      EXPECT_LE(sign * hasty.bound, *best + close);
      EXPECT_GE(sign * hasty.cost, *best - close);
      expect_within_rules(task, hasty.sites);
    } catch (const core::Error&) {
      // So little work may find nothing at all.
    }
  }
  EXPECT_GT(solved, 250);
}

TEST(Median, EqualsBruteForce) { expect_best(solve_median, testing::median_cost, 1); }

TEST(Centre, EqualsBruteForce) { expect_best(solve_centre, testing::centre_cost, 1); }

TEST(MaxCover, EqualsBruteForce) {
  const CoverRules rules{.radius = 4};
  expect_best([&](const SitingTask& task, const SitingLimits& limits) { return solve_max_cover(task, rules, limits); },
              [&](const SitingTask& task, const std::vector<SiteId>& sites) { return testing::uncovering(task, sites, rules); },
              -1);
}

TEST(ExpectedCover, EqualsBruteForce) {
  for (const double busy : {0.15, 0.5, 0.8}) {
    const CoverRules rules{.radius = 5, .busy = busy};
    expect_best([&](const SitingTask& task, const SitingLimits& limits) { return solve_max_cover(task, rules, limits); },
                [&](const SitingTask& task, const std::vector<SiteId>& sites) { return testing::uncovering(task, sites, rules); },
                -1);
  }
}

TEST(SetCover, EqualsBruteForce) {
  constexpr double radius = 6;
  expect_best(
      [&](const SitingTask& given, const SitingLimits& limits) { return solve_set_cover(given, radius, limits); },
      [&](const SitingTask& task, const std::vector<SiteId>& sites) { return testing::set_cover_cost(task, sites, radius); }, 1);
}

/// Three sites on a line of five houses: a - b - c, houses at 0, 1, 2, 3, 10.
SitingTask line() {
  SitingTask task;
  task.lengths = LengthTable(3, 5,
                             {0, 1, 2, 3, 10,  //
                              2, 1, 0, 1, 8,   //
                              10, 9, 8, 7, 0});
  task.sites = core::Column<SiteId, Candidate>(std::vector<Candidate>{{.name = "a"}, {.name = "b"}, {.name = "c"}});
  task.weights = core::Column<DemandId, double>(std::vector<double>{1, 1, 1, 1, 2});
  task.demand_names = core::Column<DemandId, std::string>(std::vector<std::string>{"h0", "h1", "h2", "h3", "h10"});
  task.most_sites = 1;
  return task;
}

TEST(Median, StandsWhereTheSumIsLeast) {
  SitingTask task = line();
  const SitingAnswer one = solve_median(task, {});
  EXPECT_EQ(one.sites, std::vector<SiteId>{SiteId(1)});
  EXPECT_EQ(one.cost, 2 + 1 + 0 + 1 + 16);
  EXPECT_EQ(one.bound, one.cost);
  task.most_sites = 2;
  const SitingAnswer two = solve_median(task, {});
  EXPECT_EQ(two.sites, (std::vector<SiteId>{SiteId(1), SiteId(2)}));
  EXPECT_EQ(two.cost, 4);
  EXPECT_EQ(two.served_by[DemandId(3)], SiteId(1));
  EXPECT_EQ(two.served_by[DemandId(4)], SiteId(2));
  task.sites[SiteId(0)].fixed = true;
  EXPECT_EQ(solve_median(task, {}).cost, 0 + 1 + 2 + 3 + 0);
  task.sites[SiteId(2)].forbidden = true;
  EXPECT_EQ(solve_median(task, {}).sites, (std::vector<SiteId>{SiteId(0), SiteId(1)}));
}

TEST(ExpectedCover, PutsASecondPostWhereDemandIsDense) {
  SitingTask task = line();
  task.most_sites = 2;
  // Within 1 of b are three houses, of c the heavy one; with posts mostly busy a second one at b is worth more than one at a.
  const CoverRules apart{.radius = 1, .busy = 0.5, .per_site = 1};
  EXPECT_EQ(solve_max_cover(task, apart, {}).cost, 0.5 * 3 + 0.5 * 2);
  task.weights[DemandId(4)] = 0;
  task.weights[DemandId(0)] = 0.5;
  const CoverRules stacked{.radius = 1, .busy = 0.5, .per_site = 2};
  const SitingAnswer both = solve_max_cover(task, stacked, {});
  EXPECT_EQ(both.sites, (std::vector<SiteId>{SiteId(1), SiteId(1)}));
  EXPECT_EQ(both.cost, 0.75 * 3);
  EXPECT_EQ(solve_max_cover(task, apart, {}).cost, 0.5 * 0.5 + 0.75 + 0.5 + 0.5);  // h1 twice
}

TEST(ExpectedCover, AsksForMorePostsThanSitesWhereSeveralMayStandAtOne) {
  SitingTask task = line();
  task.most_sites = 6;
  const CoverRules stacked{.radius = 1, .busy = 0.5, .per_site = 2};
  const SitingAnswer all = solve_max_cover(task, stacked, {});
  EXPECT_EQ(all.sites, (std::vector<SiteId>{SiteId(0), SiteId(0), SiteId(1), SiteId(1), SiteId(2), SiteId(2)}));
  task.most_sites = 7;
  EXPECT_EQ(refusal([&] { static_cast<void>(solve_max_cover(task, stacked, {})); }),
            "7 posts are asked for, only 3 sites are allowed, each for 2 posts");
}

TEST(Siting, SaysWhichAndWhy) {
  SitingTask task = line();
  task.most_sites = 4;
  EXPECT_EQ(refusal([&] { static_cast<void>(solve_median(task, {})); }), "4 sites are asked for, only 3 are allowed");
  task = line();
  EXPECT_EQ(refusal([&] { static_cast<void>(solve_set_cover(task, 0.5, {})); }),
            "a full cover is impossible: demand point h1 is 1 from its nearest site, the radius is 0.5");
  task.sites[SiteId(0)].fixed = true;
  task.sites[SiteId(0)].forbidden = true;
  EXPECT_EQ(refusal([&] { static_cast<void>(solve_centre(task, {})); }),
            "site a is fixed and cannot be taken (forbidden, or its floor area is too small)");
  task = line();
  task.lengths = LengthTable(3, 5, {0, 1, 2, 3, no_way, 2, 1, 0, 1, no_way, 10, 9, 8, 7, no_way});
  EXPECT_EQ(refusal([&] { static_cast<void>(solve_median(task, {})); }), "demand point h10 is reached from no allowed site");
  task.lengths = LengthTable(3, 5, {0, 1, 2, 3, no_way, 2, 1, 0, 1, no_way, no_way, no_way, 8, 7, 0});
  EXPECT_EQ(refusal([&] { static_cast<void>(solve_median(task, {})); }),
            "no choice reaches every demand point: so few sites or so small a budget leave out demand point h10 at best");
  task = line();
  task.most_sites.reset();
  EXPECT_EQ(refusal([&] { static_cast<void>(solve_median(task, {})); }), "say how many sites to choose, or a budget");
  task.budget = 3;
  for (Candidate& site : task.sites) site.cost = 5;
  EXPECT_EQ(refusal([&] { static_cast<void>(solve_median(task, {})); }),
            "the budget of 3 pays for no site: the cheapest costs 5");
  task.weights[DemandId(2)] = -1;
  EXPECT_EQ(refusal([&] { static_cast<void>(solve_median(task, {})); }),
            "demand point h2: the weight -1 must be a number of at least 0");
}

TEST(Siting, ABudgetPaysForWhatItsDecimalsSay) {
  // 1.1 + 2.2 is a little more than 3.3 in binary.
  SitingTask task = line();
  task.most_sites.reset();
  task.budget = 3.3;
  task.sites[SiteId(0)].cost = 1.1;
  task.sites[SiteId(1)].cost = 2.2;
  task.sites[SiteId(2)].cost = 9;
  for (const std::uint32_t site : {0, 1}) task.sites[SiteId(site)].fixed = true;
  EXPECT_EQ(solve_median(task, {}).sites, (std::vector<SiteId>{SiteId(0), SiteId(1)}));
  task.budget = 3.2;
  EXPECT_EQ(refusal([&] { static_cast<void>(solve_median(task, {})); }), "the fixed sites cost 3.3, more than the budget of 3.2");
}

/// Points in a square.
SitingTask town(std::size_t sites, std::size_t demands, std::size_t p, std::uint64_t seed) {
  core::Stream luck(core::Seed(seed), 0, "test.town", 0);
  const std::vector<core::Position> from = test::points_in_square(luck, sites);
  const std::vector<core::Position> to = test::points_in_square(luck, demands);
  SitingTask task;
  task.lengths = test::straight_lengths(from, to);
  task.sites.resize(sites);
  for (std::size_t demand = 0; demand < demands; ++demand) task.weights.push_back(1 + luck.below(50));
  task.most_sites = p;
  return task;
}

TEST(Siting, AnswersAlikeForAnyNumberOfThreadsAndEveryTime) {
  const SitingTask task = town(150, 1200, 12, 7);
  const auto same = [&](const Solver& solve) {
    const SitingAnswer one = solve(task, {.work = 20'000'000, .threads = core::Threads(1)});
    const SitingAnswer two = solve(task, {.work = 20'000'000, .threads = core::Threads(2)});
    EXPECT_EQ(one.sites, two.sites);
    EXPECT_EQ(one.cost, two.cost);
    EXPECT_EQ(one.bound, two.bound);
    EXPECT_EQ(one.work, two.work);
    EXPECT_LE(one.gap(), 0.05);
  };
  same(solve_median);
  same(solve_centre);
  same([](const SitingTask& given, const SitingLimits& limits) { return solve_max_cover(given, {.radius = 1500}, limits); });
  same([](const SitingTask& given, const SitingLimits& limits) {
    return solve_max_cover(given, {.radius = 1500, .busy = 0.3}, limits);
  });
}

TEST(Siting, EndsWithTheClockAndSaysSo) {
  const SitingTask task = town(300, 2000, 30, 8);
  const SitingAnswer answer = solve_median(task, {.seconds = 1e-9});
  EXPECT_EQ(answer.stopped_by, StoppedBy::seconds);
  EXPECT_LE(answer.bound, answer.cost);
  EXPECT_EQ(answer.sites.size(), 30U);
}

class Impatient final : public core::Progress {
 public:
  void begin(std::string_view /*stage*/, std::uint64_t /*total*/) override {}
  void advance(std::uint64_t /*by*/) override {}
  void end() override {}
  [[nodiscard]] bool interrupted() const override { return true; }
};

TEST(Siting, EndsWhenInterrupted) {
  Impatient user;
  EXPECT_THROW(static_cast<void>(solve_median(town(300, 2000, 30, 8), {.progress = &user})), core::Error);
}

}  // namespace
}  // namespace wangge::siting
