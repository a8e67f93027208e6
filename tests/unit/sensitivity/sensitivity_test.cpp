#include "scenarios/sensitivity/assumption_chart.h"
#include "scenarios/sensitivity/vary_assumptions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <regex>
#include <string>
#include <utility>
#include <vector>

namespace wangge::scenarios {
namespace {

constexpr const char* name = "simulation.within_shift.within_target_share.value";
constexpr core::Seed seed{7};

Figure figure_of(std::vector<double> samples) {
  const core::Estimate estimate = *core::mean_of(samples);
  return {.value = estimate.value, .ci95 = estimate.ci95, .samples = std::move(samples), .better = Better::more};
}

const Figure base = figure_of({0.90, 0.92, 0.88, 0.90});

VariedEnd end(const std::string& setting, std::vector<double> samples) {
  return {setting, held_against(name, base, figure_of(std::move(samples)), seed, 4)};
}

VariedAssumption assumption(const std::string& title, std::vector<double> low, std::vector<double> high) {
  return {.name = {},
          .title = {.zh = title, .en = title},
          .key = "k",
          .source = {},
          .low = end("a", std::move(low)),
          .high = end("b", std::move(high))};
}

/// The first moves by 0.05 towards each side but for chance, the second not at all, the third by 0.1 to one side.
VariedRun run() {
  VariedRun made{.figure = "simulation.within_shift.within_target_share",
                 .name = name,
                 .unit = "0..1",
                 .replications = 4,
                 .horizon_days = 28,
                 .own_base = false,
                 .base = base,
                 .assumptions = {}};
  made.assumptions.push_back(assumption("both ways", {0.95, 0.97, 0.93, 0.95}, {0.85, 0.87, 0.83, 0.85}));
  made.assumptions.push_back(assumption("nothing & nobody", base.samples, {0.90, 0.92, 0.88, 0.91}));
  made.assumptions.push_back(assumption("one way", {0.80, 0.82, 0.78, 0.80}, {0.84, 0.86, 0.82, 0.84}));
  return made;
}

std::vector<std::string> titles(const VariedRun& varied) {
  std::vector<std::string> all;
  for (const VariedAssumption& one : varied.assumptions) all.push_back(one.title.en);
  return all;
}

TEST(Sensitivity, AValueThatIsThatOfTheBaseDiffersByNothing) {
  const FigurePair pair = held_against(name, base, base, seed, 4);
  EXPECT_EQ(*pair.difference, 0.0);
  ASSERT_TRUE(pair.ci95);
  EXPECT_EQ(pair.ci95->low, 0.0);
  EXPECT_EQ(pair.ci95->high, 0.0);
  EXPECT_FALSE((VariedEnd{"a", pair}.told_apart()));
}

/// All replications move alike, so that the difference is sure although both intervals overlap.
TEST(Sensitivity, TheDifferenceIsTakenReplicationByReplication) {
  const FigurePair pair = held_against(name, base, figure_of({0.895, 0.915, 0.875, 0.895}), seed, 4);
  EXPECT_NEAR(*pair.difference, -0.005, 1e-9);
  EXPECT_EQ(pair.interval, IntervalKind::paired);
  EXPECT_NEAR(pair.ci95->low, -0.005, 1e-9);
  EXPECT_TRUE((VariedEnd{"a", pair}.told_apart()));
  EXPECT_FALSE(end("b", {0.90, 0.92, 0.88, 0.91}).told_apart()) << "one replication in four moved";
}

TEST(Sensitivity, SortsByTheSpanOfBaseLowAndHighAndKeepsTheOrderOfEqualOnes) {
  VariedRun varied = run();
  EXPECT_NEAR(*varied.assumptions[0].swing(), 0.1, 1e-9);
  EXPECT_NEAR(*varied.assumptions[2].swing(), 0.1, 1e-9) << "from the base, not between both ends";
  varied.assumptions[2] = assumption("one way", {0.79, 0.81, 0.77, 0.79}, {0.84, 0.86, 0.82, 0.84});
  varied.assumptions.push_back(assumption("nothing either", base.samples, {0.90, 0.92, 0.88, 0.91}));
  sort_by_swing(varied.assumptions);
  EXPECT_EQ(titles(varied), (std::vector<std::string>{"one way", "both ways", "nothing & nobody", "nothing either"}));
}

VariedEnd without_figure(const std::string& setting) { return {setting, held_against(name, base, std::nullopt, seed, 4)}; }

TEST(Sensitivity, AnEndWithoutTheFigureHasNoDifferenceAndNoSwingAndComesLast) {
  VariedRun varied = run();
  varied.assumptions[0].low = without_figure("a");
  EXPECT_FALSE(varied.assumptions[0].low.told_apart());
  EXPECT_FALSE(varied.assumptions[0].low.pair.difference);
  EXPECT_FALSE(varied.assumptions[0].swing());
  sort_by_swing(varied.assumptions);
  EXPECT_EQ(titles(varied), (std::vector<std::string>{"one way", "nothing & nobody", "both ways"}));
}

/// Every text and bar of the chart by its ends.
std::vector<double> numbers(const std::string& svg, const std::string& pattern) {
  std::vector<double> found;
  const std::regex regex(pattern);
  for (std::sregex_iterator at(svg.begin(), svg.end(), regex), none; at != none; ++at) found.push_back(std::stod((*at)[1].str()));
  return found;
}

TEST(AssumptionChart, SaysTitleValuesBaseAndWhatIsPale) {
  const std::string svg = assumption_chart(run(), core::Language::en);
  for (const char* words : {"answered in time, asked on shift (%)", "both ways", "nothing &amp; nobody", "95.0 – 85.0",
                            "80.0 – 84.0", "at its low value", "not told apart", "4 replications of 28 days"})
    EXPECT_NE(svg.find(words), std::string::npos) << words << "\n" << svg;
  EXPECT_NE(svg.find("90.0 % ["), std::string::npos) << "the base with its interval";
  EXPECT_EQ(svg.find("nothing & nobody"), std::string::npos) << "escaped";
  const std::string zh = assumption_chart(run(), core::Language::zh);
  EXPECT_NE(zh.find("分不出差别"), std::string::npos);
  VariedRun sure = run();
  sure.assumptions.erase(sure.assumptions.begin() + 1);
  EXPECT_EQ(assumption_chart(sure, core::Language::en).find("not told apart"), std::string::npos) << "nothing is pale";
}

TEST(AssumptionChart, SaysWhereAnEndHasNoFigureAndDrawsNoBarForIt) {
  const auto bars = [](const VariedRun& varied) {
    return numbers(assumption_chart(varied, core::Language::en), " width=\"([0-9.]+)\" height=\"18\"").size();
  };
  VariedRun varied = run();
  const std::size_t all = bars(varied);
  varied.assumptions = {varied.assumptions[0]};
  varied.assumptions[0].low = without_figure("a");
  EXPECT_EQ(all, 6U);
  EXPECT_EQ(bars(varied), 1U);
  const std::string svg = assumption_chart(varied, core::Language::en);
  EXPECT_NE(svg.find("no figure – 85.0"), std::string::npos) << svg;
  EXPECT_EQ(svg.find("not told apart"), std::string::npos) << "nothing is pale";
  varied.assumptions[0].high = without_figure("b");
  EXPECT_EQ(bars(varied), 0U);
  EXPECT_NE(assumption_chart(varied, core::Language::zh).find("无此数 – 无此数"), std::string::npos);
}

TEST(AssumptionChart, KeepsWithinThePictureWhateverTheWordsAndValues) {
  for (const double shift : {0.0, -0.85, 0.09}) {
    VariedRun varied = run();
    for (const std::string& title : {std::string("a"), std::string(120, 'W')}) {
      std::vector<double> low = base.samples;
      for (double& sample : low) sample += shift;
      varied.assumptions.push_back(assumption(title, low, base.samples));
    }
    for (const core::Language language : {core::Language::zh, core::Language::en}) {
      const std::string svg = assumption_chart(varied, language);
      for (const char* pattern : {" x=\"([-0-9.]+)\"", " x1=\"([-0-9.]+)\""}) {
        for (const double x : numbers(svg, pattern)) {
          EXPECT_GE(x, 0);
          EXPECT_LE(x, 740);
        }
      }
      for (const double width : numbers(svg, " width=\"([-0-9.]+)\"")) EXPECT_GE(width, 0);
      EXPECT_EQ(svg.find("nan"), std::string::npos);
    }
  }
}

TEST(AssumptionChart, DrawsEvenWhereNothingMoves) {
  VariedRun varied = run();
  varied.base->ci95.reset();
  varied.assumptions = {assumption("nothing", base.samples, base.samples)};
  const std::string svg = assumption_chart(varied, core::Language::en);
  EXPECT_EQ(svg.find("nan"), std::string::npos);
  EXPECT_EQ(svg.find("inf"), std::string::npos);
}

}  // namespace
}  // namespace wangge::scenarios
