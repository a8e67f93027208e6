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

TEST(Roads, TakeTheTimeThatAFerrySays) {
  Layers layers;
  layers.lines = {line("way/1", LineClass::footway), line("way/2", LineClass::footway)};
  layers.lines[0].type = layers.lines[1].type = "ferry";
  layers.lines[0].points = layers.lines[1].points = {{0, 0}, {800, 0}};  // 6 min at 8 km/h
  layers.lines[1].duration = core::minutes(20);
  const Roads roads = road_lines(layers, {.wait = core::minutes(4)});
  EXPECT_EQ(roads.lines[0].crossing, core::minutes(10));
  EXPECT_EQ(roads.lines[1].crossing, core::minutes(24));
  ASSERT_EQ(roads.findings.count("road.ferry"), 1U);
  EXPECT_NE(roads.findings.all()[0].message.en.find("1 say how long"), std::string::npos);
}

TEST(Roads, CountTheBarriersThatStandOnThem) {
  Layers layers;
  layers.lines = {line("way/1", LineClass::residential), line("way/2", LineClass::rail)};
  layers.lines[1].nodes = {7, 8};
  layers.barriers = {{"node/2", "bollard", 2, {1, 0}, {false, false, true}},
                     {"node/1", "gate", 1, {0, 0}, {}},
                     {"node/7", "gate", 7, {0, 0}, {true, true, true}},
                     {"node/9", "gate", 9, {0, 0}, {true, true, true}}};
  const Roads roads = road_lines(layers);
  ASSERT_EQ(roads.barriers.size(), 2U);
  EXPECT_EQ(roads.barriers[0].source_id, "node/2");
  ASSERT_EQ(roads.findings.count("road.barrier"), 1U);
  EXPECT_EQ(roads.findings.all()[0].value, "2");
  EXPECT_EQ(roads.findings.all()[0].feature, "node/2");
  EXPECT_NE(roads.findings.all()[0].message.en.find("0 of them stop walkers, 0 e-bikes, 1 cars"), std::string::npos);
}

TEST(Roads, SayWhichConditionsAreNotRead) {
  Layers layers;
  layers.lines = {line("way/1", LineClass::residential), line("way/2", LineClass::residential)};
  EXPECT_EQ(road_lines(layers).findings.all().size(), 0U);
  layers.lines[1].conditional = true;
  const Roads roads = road_lines(layers);
  ASSERT_EQ(roads.findings.count("road.conditional_unread"), 1U);
  EXPECT_EQ(roads.findings.all()[0].feature, "way/2");
}

TEST(Roads, KeepHeightsAndWhatIsOffTheGround) {
  Layers layers;
  layers.lines = {line("way/1", LineClass::residential), line("way/2", LineClass::residential)};
  layers.lines[0].heights = {core::Metres(3), core::Metres(4)};
  layers.lines[1].tunnel = true;
  const Roads roads = road_lines(layers);
  EXPECT_EQ(roads.lines[0].heights, layers.lines[0].heights);
  EXPECT_FALSE(roads.lines[0].off_ground);
  EXPECT_TRUE(roads.lines[1].off_ground);
}

}  // namespace
}  // namespace wangge::gis
