#include "engine/core/error.h"
#include "engine/siting/location/capacitated_relaxation.h"
#include "engine/siting/location/choice_start.h"
#include "engine/siting/location/max_cover_relaxation.h"
#include "engine/siting/location/median_relaxation.h"
#include "engine/siting/location/set_cover_relaxation.h"
#include "tests/unit/siting/random_sites.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace wangge::siting {
namespace {

/// A relaxation with all that it refers to.
struct Bench {
  explicit Bench(const SitingTask& of) : task(of), rules(choice_rules(task)), effort({}) {}

  SitingTask task;
  ChoiceRules rules;
  Effort effort;
  std::unique_ptr<NearestLists> lists;
  std::unique_ptr<Interchange> interchange;
  std::unique_ptr<CoverSets> sets;
  std::unique_ptr<Relaxation> relaxation;
};
using Make = std::function<void(Bench&)>;
using Cost = std::function<double(const SitingTask&, const std::vector<SiteId>&)>;

struct Bound {
  double value = 0;
  std::vector<double> slopes;
};

Bound bound_at(Bench& bench, const std::vector<double>& prices) {
  Bound bound{.value = bench.relaxation->price(prices), .slopes = {}};
  const LeastChoice least = least_choice(bench.relaxation->values(), bench.rules.status, bench.rules.most);
  bound.value += least.sum;
  bound.slopes = bench.relaxation->slopes(least.sites, prices);
  return bound;
}

/// At any prices the bound is below the least cost, and it nowhere rises faster than its slopes say (it is concave).
void expect_bounds(const Make& make, const Cost& cost) {
  int tried = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    SitingTask task = testing::random_sites(seed);
    task.budget.reset();
    if (!task.most_sites) task.most_sites = 2;
    std::optional<double> best;
    try {
      check_task(task);
      best = testing::least_of_all(task, [&](const std::vector<SiteId>& sites) { return cost(task, sites); });
    } catch (const core::Error&) {
      continue;
    }
    if (!best) continue;
    ++tried;
    Bench bench(task);
    make(bench);
    ASSERT_TRUE(bench.relaxation->enter(bench.rules.status));
    core::Stream luck(core::Seed(seed), 0, "test.prices", 0);
    std::vector<std::vector<double>> points;
    for (int point = 0; point < 6; ++point) {
      std::vector<double> prices;
      for (std::size_t demand = 0; demand < bench.relaxation->prices(); ++demand) {
        prices.push_back(luck.uniform() * std::min(bench.relaxation->highest_price(demand), 50.0));
      }
      points.push_back(std::move(prices));
    }
    for (const std::vector<double>& from : points) {
      const Bound here = bound_at(bench, from);
      EXPECT_LE(here.value, *best + 1e-9);
      for (const std::vector<double>& to : points) {
        double line = here.value;
        for (std::size_t demand = 0; demand < to.size(); ++demand) line += here.slopes[demand] * (to[demand] - from[demand]);
        EXPECT_LE(bound_at(bench, to).value, line + 1e-9);
      }
    }
  }
  EXPECT_GT(tried, 150);
}

TEST(Relaxation, BoundsTheMedian) {
  expect_bounds(
      [](Bench& bench) {
        bench.lists = std::make_unique<NearestLists>(bench.task, 2, core::Threads(1));
        bench.interchange = std::make_unique<Interchange>(*bench.lists, bench.rules, bench.effort);
        bench.relaxation = std::make_unique<MedianRelaxation>(*bench.lists, *bench.interchange, bench.rules, false, bench.effort);
      },
      testing::median_cost);
}

TEST(Relaxation, BoundsTheCapacitatedMedian) {
  // Without capacities brute force is that of the median; the other side is in the test of the solver.
  expect_bounds(
      [](Bench& bench) {
        bench.relaxation = std::make_unique<CapacitatedRelaxation>(bench.task, bench.rules, false, bench.effort);
      },
      testing::median_cost);
}

TEST(Relaxation, BoundsSetCovering) {
  expect_bounds(
      [](Bench& bench) {
        bench.sets = std::make_unique<CoverSets>(bench.task, 6);
        const std::vector<double> ones(bench.task.sites.size(), 1);
        bench.relaxation = std::make_unique<SetCoverRelaxation>(*bench.sets, ones, bench.rules, true, bench.effort);
      },
      [](const SitingTask& task, const std::vector<SiteId>& sites) { return testing::set_cover_cost(task, sites, 6); });
}

TEST(Relaxation, BoundsMaximalAndExpectedCovering) {
  for (const double busy : {0.0, 0.4, 0.8}) {
    expect_bounds(
        [&](Bench& bench) {
          bench.sets = std::make_unique<CoverSets>(bench.task, 5);
          bench.relaxation = std::make_unique<MaxCoverRelaxation>(*bench.sets, bench.task.weights.values(), busy, bench.rules,
                                                                  false, bench.effort);
        },
        [&](const SitingTask& task, const std::vector<SiteId>& sites) {
          double all = 0;
          for (const double weight : task.weights) all += weight;
          return all + testing::uncovering(task, sites, {.radius = 5, .busy = busy});
        });
  }
}

}  // namespace
}  // namespace wangge::siting
