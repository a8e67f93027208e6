#include "scenarios/report/ensemble_chart.h"

#include "engine/core/error.h"
#include "scenarios/report/ensemble_report.h"
#include "scenarios/report/page_canvas.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace wangge::scenarios::report {
namespace {

using gis::map::Align;
using gis::map::Point;

/// Remembers where texts and discs were drawn.
class Memory final : public gis::map::Canvas {
 public:
  void begin_group(std::string_view /*name*/, std::string_view /*language*/) override {}
  void end_group() override {}
  void begin_clip(const gis::map::Rect& /*window*/) override {}
  void end_clip() override {}
  void fill(const gis::map::Path& path, gis::map::Colour /*colour*/) override {
    for (const gis::map::Trace& trace : path) filled.push_back(trace.points.front());
  }
  void stroke(const gis::map::Path& /*path*/, const gis::map::Stroke& /*pen*/) override {}
  void disc(Point centre, double /*radius*/, gis::map::Colour /*colour*/) override { discs.push_back(centre); }
  void text(Point at, std::string_view words, const gis::map::TextStyle& /*style*/, Align /*align*/) override {
    texts[std::string(words)] = at;
  }

  std::map<std::string, Point> texts;
  std::vector<Point> discs;
  std::vector<Point> filled;
};

EnsembleChart::Row row(bool more_is_better) {
  return {.title = {.zh = "界线", .en = "border"},
          .unit = {.zh = "米", .en = "m"},
          .digits = 0,
          .more_is_better = more_is_better,
          .low = 100,
          .high = 200,
          .quantiles = {105, 130, 150, 170, 195},
          .bins = {0.2, 0.3, 0.3, 0.2},
          .reference = EnsembleChart::Mark{190, 0.05},
          .plans = {EnsembleChart::Mark{60, 1}, std::nullopt, EnsembleChart::Mark{140, 0.6}}};
}

EnsembleChart chart_of(const EnsembleChart::Row& one) { return {.reference = {.zh = "今天", .en = "Today"}, .rows = {one}}; }

TEST(EnsembleChart, HasTheBetterEndOnTheRight) {
  Memory less;
  paint_ensemble(less, chart_of(row(false)));
  EXPECT_GT(less.texts.at("105").x, less.texts.at("150").x);
  EXPECT_GT(less.texts.at("150").x, less.texts.at("195").x);
  Memory more;
  paint_ensemble(more, chart_of(row(true)));
  EXPECT_LT(more.texts.at("105").x, more.texts.at("195").x);
  // A disc in the key, then the plans: the better one lies farther right; an absent one is not drawn.
  ASSERT_EQ(less.discs.size(), 3U);
  EXPECT_GT(less.discs[1].x, less.discs[2].x);
}

TEST(EnsembleChart, SaysHowManyDrawnPlansAreWorse) {
  Memory drawn;
  paint_ensemble(drawn, chart_of(row(false)));
  EXPECT_TRUE(drawn.texts.contains("Today: 190, better than 5.0\u00a0%")) << drawn.texts.begin()->first;
  EXPECT_TRUE(drawn.texts.contains("方案 1：60，优于 100\u00a0% 的方案"));
}

TEST(EnsembleChart, KeepsThePlansApartThatLieFarOutside) {
  EnsembleChart::Row far = row(false);
  far.plans = {EnsembleChart::Mark{-100'000, 1}, EnsembleChart::Mark{-100'000, 1}};
  Memory drawn;
  paint_ensemble(drawn, chart_of(far));
  EXPECT_GT(drawn.texts.at("105").x - drawn.texts.at("195").x, 150) << "the histogram stays readable";
  ASSERT_EQ(drawn.discs.size(), 3U);
  EXPECT_NE(drawn.discs[1].y, drawn.discs[2].y) << "discs in one place take two lanes";
}

TEST(EnsembleChart, HoldsWhereAllPlansAreAlike) {
  EnsembleChart::Row alike = row(false);
  alike.low = alike.high = 0;
  alike.quantiles = {};
  alike.bins = {1};
  EXPECT_NE(draw_ensemble("e", chart_of(alike)).find("</svg>"), std::string::npos);
  EXPECT_NE(draw_ensemble("e", {}).find("</svg>"), std::string::npos);
}

TEST(PageCanvas, KeepsOneLanguageAndTheScale) {
  Memory page;
  PageCanvas canvas(page, {10, 20}, 0.5, core::Language::zh);
  canvas.begin_group("", "en");
  canvas.begin_group("inner", "");
  canvas.text({4, 6}, "words", {}, Align::left);
  canvas.end_group();
  canvas.end_group();
  canvas.begin_group("", "zh");
  canvas.text({4, 6}, "文字", {}, Align::left);
  canvas.end_group();
  canvas.disc({2, 2}, 1, {});
  EXPECT_FALSE(page.texts.contains("words"));
  EXPECT_EQ(page.texts.at("文字"), (Point{12, 23}));
  EXPECT_EQ(page.discs.front(), (Point{11, 21}));
}

TEST(EnsembleSheet, RefusesPlansWithoutAnEnsemble) {
  EXPECT_THROW((void)ensemble_sheet("{}", core::Language::zh), core::Error);
  EXPECT_THROW((void)ensemble_sheet("nonsense", core::Language::en), core::Error);
}

}  // namespace
}  // namespace wangge::scenarios::report
