#include "gis/map/labels.h"

#include "engine/core/random.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

namespace wangge::gis::map {
namespace {

constexpr Rect window{{0, 0}, {120, 90}};
const TextStyle style{.size = 3};

LabelRequest request(std::string words, Point anchor, int priority, std::vector<Point> centres) {
  return {anchor, priority, {{{{std::move(words), style}}, std::move(centres)}}};
}

TEST(Labels, PutsTheMoreImportantOneWhereBothWantToStand) {
  const TextRuler ruler;
  const std::vector<LabelRequest> wanted{request("minor", {50, 50}, 1, {{50, 50}, {50, 60}}),
                                         request("major", {50, 50}, 2, {{50, 50}, {50, 60}})};
  const std::vector<PlacedLabel> placed = place_labels(wanted, {}, window, 0.3, ruler);
  ASSERT_EQ(placed.size(), 2U);
  EXPECT_DOUBLE_EQ(placed[0].box.centre().y, 60);
  EXPECT_DOUBLE_EQ(placed[1].box.centre().y, 50);
}

TEST(Labels, LeavesOutWhatFitsNowhere) {
  const TextRuler ruler;
  const std::vector<LabelRequest> wanted{request("first", {50, 50}, 1, {{50, 50}}), request("second", {50, 50}, 1, {{51, 50}}),
                                         request("outside", {119, 50}, 1, {{119, 50}})};
  const std::vector<PlacedLabel> placed = place_labels(wanted, {}, window, 0.3, ruler);
  ASSERT_EQ(placed.size(), 1U);
  EXPECT_EQ(placed[0].request, 0U);
}

TEST(Labels, KeepsOffSymbolsAndJoinsADistantLabelByALine) {
  const TextRuler ruler;
  LabelRequest wanted = request("007", {50, 50}, 1, {{50, 50}});
  wanted.variants.push_back({{{"007", style}}, {{70, 50}}, true});
  const std::vector<PlacedLabel> placed =
      place_labels(std::vector{wanted}, std::vector{Rect{{48, 52}, {52, 56}}, Rect{{49, 46}, {51, 49}}}, window, 0.3, ruler);
  ASSERT_EQ(placed.size(), 1U);
  ASSERT_TRUE(placed[0].leader.has_value());
  EXPECT_EQ(placed[0].leader->points.front(), (Point{50, 50}));
}

/// No label may touch another, a symbol or a leader, nor leave the frame, whatever is asked for.
TEST(Labels, NeverOverlapOverSeeds) {
  const TextRuler ruler;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "labels", 0);
    const auto anywhere = [&] { return Point{luck.uniform() * 130 - 5, luck.uniform() * 100 - 5}; };
    std::vector<LabelRequest> wanted;
    for (int i = 0; i < 120; ++i) {
      std::vector<Point> centres;
      for (int k = 0; k < 6; ++k) centres.push_back(anywhere());
      wanted.push_back(request(fmt::format("网格 {} Name", i), anywhere(), static_cast<int>(luck.below(4)), centres));
      wanted.back().variants.front().leader = luck.uniform() < 0.2;
    }
    std::vector<Rect> symbols;
    for (int i = 0; i < 15; ++i) {
      const Point p = anywhere();
      symbols.push_back(Rect{p, p}.grown(1.2));
    }
    const std::vector<PlacedLabel> placed = place_labels(wanted, symbols, window, 0.3, ruler);
    SCOPED_TRACE(seed);
    EXPECT_GT(placed.size(), 40U);
    for (std::size_t i = 0; i < placed.size(); ++i) {
      EXPECT_TRUE(window.contains(placed[i].box));
      for (const Rect& symbol : symbols) EXPECT_FALSE(placed[i].box.overlaps(symbol));
      for (std::size_t j = 0; j < placed.size(); ++j) {
        if (j != i) {
          EXPECT_FALSE(placed[i].box.overlaps(placed[j].box)) << i << " and " << j;
        }
        if (j == i || !placed[j].leader) continue;
        const Point a = placed[j].leader->points.front();
        const Point b = placed[j].leader->points.back();
        for (int step = 0; step <= 400; ++step) {
          const double t = step / 400.0;
          const Point p{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
          ASSERT_FALSE(placed[i].box.overlaps(Rect{p, p}.grown(0.01))) << i << " lies on the line of " << j;
        }
      }
    }
  }
}

TEST(TextRuler, MeasuresChineseAsSquaresAndBreaksLines) {
  const TextRuler ruler;
  EXPECT_NEAR(ruler.width("网格", style), 6, 0.1);
  EXPECT_GT(ruler.width("Vaduz", style), 5);
  const std::vector<std::string> lines = ruler.wrap("Up is grid north, here also true north.", style, 30);
  ASSERT_GE(lines.size(), 2U);
  for (const std::string& line : lines) EXPECT_LE(ruler.width(line, style), 30.01);
  EXPECT_LE(ruler.width(ruler.fit("网格化服务管理中心", style, 12), style), 12);
}

}  // namespace
}  // namespace wangge::gis::map
