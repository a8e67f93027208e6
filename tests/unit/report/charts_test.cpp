#include "scenarios/report/charts.h"

#include "scenarios/report/chart_axes.h"

#include <gtest/gtest.h>

namespace wangge::scenarios::report {
namespace {

std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(Charts, TickAtRoundValues) {
  EXPECT_EQ(round_ticks(17, 5), (std::vector<double>{0, 5, 10, 15, 20}));
  EXPECT_EQ(round_ticks(100, 5), (std::vector<double>{0, 20, 40, 60, 80, 100}));
  EXPECT_EQ(round_ticks(0, 5), (std::vector<double>{0, 1}));
  for (double top = 0.003; top < 1e6; top *= 1.37) {
    const std::vector<double> ticks = round_ticks(top, 5);
    EXPECT_GE(ticks.back(), top * (1 - 1e-9));
    EXPECT_LE(ticks.size(), 7U) << top;
    EXPECT_GE(ticks.size(), 3U) << top;
  }
}

TEST(Charts, ColourBarsBeyondTheTargetApart) {
  HistogramChart chart{.bars = {{0, 5, 0.5}, {5, 10, 0.3}, {10, 15, 0.2}},
                       .open = {},
                       .target = 10,
                       .x_title = {.zh = "分钟", .en = "minutes"},
                       .y_title = {.zh = "比例", .en = "share"}};
  const std::string svg = draw_histogram("t", chart);
  EXPECT_EQ(occurrences(svg, "fill=\"#2b6ea3\""), 2U);
  EXPECT_EQ(occurrences(svg, "fill=\"#d9822b\""), 1U);
  EXPECT_NE(svg.find(">target 10 min<"), std::string::npos);
  EXPECT_NE(svg.find("lang=\"zh\""), std::string::npos);
}

TEST(Charts, GatherTheOpenEndInALabelledBar) {
  HistogramChart chart{.bars = {{0, 15, 0.5}, {15, 30, 0.2}, {30, 45, 0}},
                       .open = HistogramChart::Bar{45, 45, 0.3},
                       .target = 15,
                       .x_title = {.zh = "分钟", .en = "minutes"},
                       .y_title = {.zh = "比例", .en = "share"}};
  const std::string svg = draw_histogram("t", chart);
  EXPECT_NE(svg.find(">≥ 45<"), std::string::npos);
  EXPECT_EQ(occurrences(svg, "fill=\"#d9822b\""), 2U);
}

TEST(Charts, HoldWithoutData) {
  EXPECT_FALSE(draw_histogram("t", {}).empty());
  EXPECT_FALSE(draw_curve("t", {}).empty());
  EXPECT_FALSE(draw_hours("t", {}).empty());
  EXPECT_FALSE(draw_ranking("t", {}).empty());
}

TEST(Charts, LeaveAGapInTheLineWhereAnHourHasNoValue) {
  HourChart chart;
  chart.bars = {1, 2, 3, 4};
  chart.line = {5.0, std::nullopt, 6.0, 7.0};
  EXPECT_EQ(occurrences(draw_hours("t", chart), "<circle"), 3U);
}

TEST(Charts, KeepFiguresClearOfTheMeanLine) {
  RankChart chart{.rows = {{{.zh = "瓦杜兹", .en = "Vaduz"}, 0.40}, {{.zh = "沙恩", .en = "Schaan"}, 0.38}},
                  .line = 0.40,
                  .line_title = {.zh = "平均", .en = "mean"},
                  .x_title = {.zh = "忙", .en = "busy"}};
  const auto place_of = [&](const std::string& words) {
    const std::string svg = draw_ranking("t", chart);
    const std::size_t end = svg.rfind("x=\"", svg.rfind(words));
    return std::stod(svg.substr(end + 3));
  };
  const double beside = place_of("38.0\u00a0%");
  chart.line.reset();
  EXPECT_GT(beside, place_of("38.0\u00a0%"));  // moved beyond the line
  EXPECT_NE(draw_ranking("t", chart).find("瓦杜兹"), std::string::npos);
}

}  // namespace
}  // namespace wangge::scenarios::report
