#include "scenarios/compare/figure_pairs.h"

#include "engine/core/math.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace wangge::scenarios {
namespace {

using nlohmann::json;

json run(double backlog, double low, double high, const json& samples = nullptr) {
  json metrics = {{"seed", 7},
                  {"plan", {{"grids", 3}, {"balance", {{"gini", 0.2}}}}},
                  {"simulation", {{"replications", 4}, {"backlog", {{"value", backlog}, {"ci95", {low, high}}}}}}};
  if (!samples.is_null()) metrics["simulation"]["backlog"]["samples"] = samples;
  return metrics;
}

const FigurePair& named(const std::vector<FigurePair>& pairs, const std::string& name) {
  const auto found = std::find_if(pairs.begin(), pairs.end(), [&](const FigurePair& pair) { return pair.name == name; });
  EXPECT_NE(found, pairs.end()) << name;
  return *found;
}

const Luck seven{7, 4};
const Luck eight{8, 4};

TEST(FigurePairs, AddIndependentIntervalsAsWelchDoes) {
  const auto pairs = pair_figures(figures_of(run(10, 9, 11)), figures_of(run(13, 12, 14)), seven, eight);
  const FigurePair& backlog = named(pairs, "simulation.backlog.value");
  EXPECT_EQ(backlog.interval, IntervalKind::unpaired);
  EXPECT_DOUBLE_EQ(*backlog.difference, 3);
  // Equal errors of three degrees each: six degrees, and the error grows by the root of two.
  const double half = std::sqrt(2.0) / core::student_t(3, 0.95) * core::student_t(6, 0.95);
  EXPECT_NEAR(backlog.ci95->low, 3 - half, 1e-4);
  EXPECT_NEAR(backlog.ci95->high, 3 + half, 1e-4);
  EXPECT_EQ(backlog.verdict, FigureVerdict::different);
  EXPECT_EQ(backlog.winner(), -1) << "a longer backlog is worse";
}

TEST(FigurePairs, CompareReplicationByReplicationUnderTheSameLuck) {
  // Far apart from one another, but B is 1.0, 1.1, 0.9, 1.0 above A each time.
  const json before = run(10, 2, 18, {4, 8, 12, 16});
  const json after = run(11, 3, 19, {5, 9.1, 12.9, 17});
  const auto together = pair_figures(figures_of(before), figures_of(after), seven, seven);
  const FigurePair& paired = named(together, "simulation.backlog.value");
  EXPECT_EQ(paired.interval, IntervalKind::paired);
  EXPECT_EQ(paired.verdict, FigureVerdict::different);
  EXPECT_GT(paired.ci95->low, 0.8);
  EXPECT_LT(paired.ci95->high, 1.2);
  const FigurePair apart = named(pair_figures(figures_of(before), figures_of(after), seven, eight), "simulation.backlog.value");
  EXPECT_EQ(apart.interval, IntervalKind::unpaired);
  EXPECT_EQ(apart.verdict, FigureVerdict::undecided);
  EXPECT_EQ(apart.winner(), 0);
}

TEST(FigurePairs, TakeTheUncutSideOfAnIntervalThatIsCut) {
  // The interval of a share near 1 is cut at 1; its other side tells the error.
  const auto pairs = pair_figures(figures_of(run(0.98, 0.9, 1)), figures_of(run(0.98, 0.9, 1)), seven, eight);
  const FigurePair& pair = named(pairs, "simulation.backlog.value");
  EXPECT_LT(pair.ci95->low, -0.08);
  EXPECT_GT(pair.ci95->high, 0.08);
}

TEST(FigurePairs, OfOneRunWithItselfAreExactlyZero) {
  for (const json& metrics : {run(10, 9, 11), run(10, 9, 11, {9, 10, 10, 11})}) {
    for (const FigurePair& pair : pair_figures(figures_of(metrics), figures_of(metrics), seven, seven)) {
      EXPECT_EQ(*pair.difference, 0) << pair.name;
      EXPECT_EQ(pair.verdict, FigureVerdict::same) << pair.name;
      if (pair.ci95) {
        EXPECT_EQ(pair.ci95->high - pair.ci95->low, 0) << pair.name;
      }
    }
  }
}

TEST(FigurePairs, TellFactsFromFiguresOfLuck) {
  json after = run(10, 9, 11);
  after["plan"]["balance"]["gini"] = 0.1;
  after["simulation"]["backlog"].erase("ci95");
  after["plan"].erase("grids");
  const auto pairs = pair_figures(figures_of(run(12, 11, 13)), figures_of(after), seven, seven);
  const FigurePair& gini = named(pairs, "plan.balance.gini");
  EXPECT_EQ(gini.verdict, FigureVerdict::different);
  EXPECT_EQ(gini.interval, IntervalKind::none);
  EXPECT_EQ(gini.winner(), 1);
  EXPECT_EQ(named(pairs, "simulation.backlog.value").verdict, FigureVerdict::unmeasured);
  EXPECT_EQ(named(pairs, "plan.grids").verdict, FigureVerdict::one_sided);
  EXPECT_FALSE(named(pairs, "plan.grids").difference);
}

TEST(FigurePairs, TakeUpFiguresThatALaterProgramWrites) {
  json before = run(10, 9, 11);
  json after = before;
  before["plan"]["aims"]["travel"] = {{"value", 4.0}, {"better", "less"}};
  after["plan"]["aims"]["travel"] = {{"value", 3.0}, {"better", "less"}};
  before["plan"]["aims"]["parties"] = 12;
  after["plan"]["aims"]["parties"] = 13;
  const auto pairs = pair_figures(figures_of(before), figures_of(after), seven, seven);
  EXPECT_EQ(named(pairs, "plan.aims.travel.value").winner(), 1);
  EXPECT_EQ(named(pairs, "plan.aims.parties").verdict, FigureVerdict::different);
  EXPECT_EQ(named(pairs, "plan.aims.parties").winner(), 0);
}

TEST(FigurePairs, AreTheSameWhereTheDifferenceShowsNothing) {
  json before = run(10, 9, 11);
  json after = before;
  after["plan"]["balance"]["gini"] = 0.200003;
  const auto pairs = pair_figures(figures_of(before), figures_of(after), seven, seven);
  EXPECT_EQ(named(pairs, "plan.balance.gini").verdict, FigureVerdict::same);
  EXPECT_EQ(named(pairs, "plan.balance.gini").winner(), 0);
  after["plan"]["balance"]["gini"] = 0.2003;
  EXPECT_EQ(named(pair_figures(figures_of(before), figures_of(after), seven, seven), "plan.balance.gini").winner(), -1);
}

TEST(FigurePairs, ChangeSignWhenTheRunsChangePlaces) {
  const Figures a = figures_of(run(10, 9, 11, {9, 10, 10, 11}));
  const Figures b = figures_of(run(13, 12, 14, {11, 14, 13, 14}));
  const auto there = pair_figures(a, b, seven, seven);
  const auto back = pair_figures(b, a, seven, seven);
  ASSERT_EQ(there.size(), back.size());
  for (std::size_t i = 0; i < there.size(); ++i) {
    EXPECT_EQ(*there[i].difference, -*back[i].difference);
    EXPECT_EQ(there[i].verdict, back[i].verdict);
    EXPECT_EQ(there[i].winner(), -back[i].winner());
    if (there[i].ci95) {
      EXPECT_DOUBLE_EQ(there[i].ci95->low, -back[i].ci95->high);
    }
  }
}

}  // namespace
}  // namespace wangge::scenarios
