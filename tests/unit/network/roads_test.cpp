#include "gis/build/roads.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wangge::gis {
namespace {

using network::Direction;
using network::LineClass;

LineFeature line(const std::string& id, LineClass line_class) {
  LineFeature feature;
  feature.source_id = id;
  feature.line_class = line_class;
  feature.points = {{0, 0}, {1, 0}};
  feature.nodes = {1, 2};
  feature.access.fill(Direction::both);
  return feature;
}

TEST(Roads, LeaveOutRailAndWater) {
  Layers layers;
  layers.lines = {line("way/1", LineClass::rail), line("way/2", LineClass::footway), line("way/3", LineClass::river)};
  const Roads roads = road_lines(layers);
  ASSERT_EQ(roads.lines.size(), 1U);
  EXPECT_EQ(roads.lines[0].source_id, "way/2");
  EXPECT_EQ(roads.lines[0].nodes, layers.lines[1].nodes);
}

TEST(Roads, GiveAFerryItsTimeAndCountIt) {
  Layers layers;
  layers.lines = {line("way/1", LineClass::footway), line("way/2", LineClass::footway), line("way/3", LineClass::footway)};
  layers.lines[1].type = layers.lines[2].type = "ferry";
  layers.lines[1].points = {{0, 0}, {400, 0}};  // 3 min at 8 km/h
  layers.lines[2].points = {{0, 0}, {800, 0}};
  const Roads roads = road_lines(layers, {.wait = core::minutes(4)});
  EXPECT_FALSE(roads.lines[0].crossing.has_value());
  EXPECT_EQ(roads.lines[1].crossing, core::minutes(7));
  EXPECT_EQ(roads.lines[2].crossing, core::minutes(10));
  ASSERT_EQ(roads.findings.count("road.ferry"), 1U);
  EXPECT_EQ(roads.findings.all()[0].feature, "way/3");
  EXPECT_EQ(roads.findings.all()[0].value, "2");
  EXPECT_TRUE(roads.findings.all()[0].place.has_value());
}

}  // namespace
}  // namespace wangge::gis
