#include "gis/map/map_marks.h"

#include "gis/map/svg_canvas.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace wangge::gis::map {
namespace {

double length_of(const Path& strokes) {
  double sum = 0;
  for (const Trace& stroke : strokes)
    sum += std::hypot(stroke.points[1].x - stroke.points[0].x, stroke.points[1].y - stroke.points[0].y);
  return sum;
}

Trace box(double low, double high) { return {{{low, low}, {high, low}, {high, high}, {low, high}}, true}; }

TEST(MapMarks, HatchingFillsTheAreaAndSparesItsHoles) {
  // Strokes 0.5 mm apart cover an area with its size / 0.5 mm of line.
  const Path full = {box(0, 10)};
  EXPECT_NEAR(length_of(hatching(full, 0.5)), 100 / 0.5, 4);
  Trace hole = box(4, 6);
  std::reverse(hole.points.begin(), hole.points.end());
  const Path holed = {box(0, 10), hole};
  const Path strokes = hatching(holed, 0.5);
  EXPECT_NEAR(length_of(strokes), 96 / 0.5, 4);
  for (const Trace& stroke : strokes) {
    const double x = (stroke.points[0].x + stroke.points[1].x) / 2;
    const double y = (stroke.points[0].y + stroke.points[1].y) / 2;
    EXPECT_FALSE(x > 4 && x < 6 && y > 4 && y < 6) << x << " " << y;
  }
  EXPECT_TRUE(hatching({}, 0.5).empty());
}

TEST(MapMarks, ArrowsPointWhereTheLandGoesAndStayNearIt) {
  const MapView view{.frame = {{0, 0}, {100, 100}}, .centre = {0, 0}, .denominator = 10000};
  const std::vector<MoveArrow> arrows = {{.at = {0, 0}, .towards = {5000, 0}, .width = 0.5, .label = "12"}};
  double right = 0;
  for (const Rect& part : arrow_boxes(view, arrows)) {
    EXPECT_TRUE(part.low.x > 45 && part.high.x < 57) << part.low.x << " " << part.high.x;
    EXPECT_NEAR(part.centre().y, 50, 1e-9);
    right = std::max(right, part.centre().x);
  }
  EXPECT_GT(right, 53) << "towards the east";
  const auto labels = arrow_labels(view, arrows);
  ASSERT_EQ(labels.size(), 1U);
  EXPECT_EQ(labels[0].variants[0].lines[0].words, "12");
}

TEST(MapMarks, PatchesWithoutHouseholdsAreHatched) {
  const MapView view{.frame = {{0, 0}, {100, 100}}, .centre = {0, 0}, .denominator = 10000};
  const MultiPolygon land = {{.outer = {{0, 0}, {200, 0}, {200, 200}, {0, 200}, {0, 0}}, .holes = {}}};
  const auto drawn = [&](bool hatched) {
    SvgCanvas canvas("t", 100, 100);
    const std::vector<LandPatch> patches = {{.shape = land, .colour = {0x112233}, .hatched = hatched}};
    paint_patches(canvas, view, patches, 1);
    return canvas.finish("t");
  };
  EXPECT_NE(drawn(false).find("fill=\"#112233\""), std::string::npos);
  EXPECT_EQ(drawn(true).find("fill=\"#112233\""), std::string::npos);
  EXPECT_NE(drawn(true).find("stroke=\"#112233\""), std::string::npos);
}

}  // namespace
}  // namespace wangge::gis::map
