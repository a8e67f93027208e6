#include "engine/network/road_graph.h"

#include "engine/network/access.h"
#include "engine/network/spot.h"
#include "tests/support/ascii_map.h"

#include <gtest/gtest.h>

namespace wangge::network {
namespace {

using testing::easy_speeds;
using testing::RoadMap;

TEST(RoadGraph, SplitsLinesWhereTheyShareANodeAndKeepsTheirShape) {
  const RoadMap map(R"(
    A--B--C
       |
       |
       D
  )");
  const auto lines = map.roads({{"ABC", {}}, {"BD", {}}});
  const RoadGraph graph = build_road_graph(lines, easy_speeds());
  ASSERT_EQ(graph.edge_count(), 3U);
  EXPECT_EQ(graph.node_count(), 4U);
  EXPECT_DOUBLE_EQ(graph.length[EdgeId(0)].value, 300);
  EXPECT_DOUBLE_EQ(graph.length[EdgeId(2)].value, 300);
  EXPECT_EQ(graph.head[EdgeId(0)], graph.tail[EdgeId(1)]);
  EXPECT_EQ(graph.head[EdgeId(0)], graph.tail[EdgeId(2)]);
  EXPECT_EQ(graph.time_of(Mode::walk, EdgeId(0)), Millis(300000));
  EXPECT_EQ(graph.time_of(Mode::car, EdgeId(0)), Millis(30000));
}

TEST(RoadGraph, ContractsABentLineToOneEdgeWithOffsets) {
  const RoadMap map(R"(
    A--B
       |
       C--D
  )");
  const RoadGraph graph = build_road_graph(map.roads({{"ABCD", {}}}), easy_speeds());
  ASSERT_EQ(graph.edge_count(), 1U);
  EXPECT_EQ(graph.node_count(), 2U);
  EXPECT_DOUBLE_EQ(graph.length[EdgeId(0)].value, 800);
  const auto points = graph.shape[EdgeId(0)];
  ASSERT_EQ(points.size(), 4U);
  EXPECT_DOUBLE_EQ(points[2].offset.value, 500);
  EXPECT_EQ(graph.position(EdgeId(0), Metres(400)), (Position{map['B'].x, map['B'].y - 100}));
  EXPECT_EQ(graph.position(EdgeId(0), Metres(9999)), map['D']);
}

TEST(RoadGraph, CrossingLinesWithoutACommonNodeDoNotMeet) {
  const RoadMap map(R"(
       C
    A--+--B
       D
  )");
  EXPECT_EQ(build_road_graph(map.roads({{"AB", {}}, {"CD", {}}}), easy_speeds()).edge_count(), 2U);
}

TEST(RoadGraph, LinesWithoutNodeIdsMeetWherePointsCoincide) {
  const RoadMap map("A--B--C");
  auto lines = map.roads({{"AB", {}}, {"BC", {}}});
  for (RoadLine& line : lines) line.nodes.clear();
  lines[1].points[0].x += 0.001;
  const RoadGraph graph = build_road_graph(lines, easy_speeds());
  EXPECT_EQ(graph.node_count(), 3U);
  EXPECT_EQ(graph.head[EdgeId(0)], graph.tail[EdgeId(1)]);
}

TEST(RoadGraph, KeepsRingsAndLinesThatCrossThemselves) {
  const RoadMap map(R"(
    A--B
    |  |
    D--C--E
  )");
  const RoadGraph ring = build_road_graph(map.roads({{"ABCDA", {}}}), easy_speeds());
  ASSERT_EQ(ring.edge_count(), 1U);
  EXPECT_EQ(ring.tail[EdgeId(0)], ring.head[EdgeId(0)]);
  const RoadGraph lollipop = build_road_graph(map.roads({{"ECBADC", {}}}), easy_speeds());
  ASSERT_EQ(lollipop.edge_count(), 2U);
  EXPECT_EQ(lollipop.tail[EdgeId(1)], lollipop.head[EdgeId(1)]);
}

TEST(RoadGraph, DropsRepeatedPointsAndLinesOfOnePoint) {
  const RoadMap map("A--B");
  const RoadGraph graph = build_road_graph(map.roads({{"AABB", {}}, {"AA", {}}, {"B", {}}}), easy_speeds());
  ASSERT_EQ(graph.edge_count(), 1U);
  EXPECT_EQ(graph.shape[EdgeId(0)].size(), 2U);
}

TEST(RoadGraph, ClosedLinesKeepTheirEdgesButNoArcs) {
  const RoadMap map("A--B--C");
  const RoadGraph graph = build_road_graph(map.roads({{"AB", {{"closed", "yes"}}}, {"BC", {}}}), easy_speeds());
  ASSERT_EQ(graph.edge_count(), 2U);
  EXPECT_TRUE(graph.out_of(Mode::walk, graph.tail[EdgeId(0)]).empty());
  EXPECT_EQ(graph.out_of(Mode::walk, graph.tail[EdgeId(1)]).size(), 1U);
}

TEST(RoadGraph, ClosesAnEdgeThatTakesLongerThanATimeCanHold) {
  const RoadMap map("A--B");
  Speeds speeds = easy_speeds();
  for (auto& speed : speeds.on[1]) speed = core::KilometresPerHour(1e-9);  // 300 m: 1.08e15 ms, which wrapped in 32 bits
  const RoadGraph graph = build_road_graph(map.roads({{"AB", {}}}), speeds);
  EXPECT_EQ(graph.direction(Mode::ebike, EdgeId(0)), Direction::closed);
  EXPECT_TRUE(graph.out_of(Mode::ebike, graph.tail[EdgeId(0)]).empty());
  EXPECT_EQ(graph.direction(Mode::walk, EdgeId(0)), Direction::both);
  EXPECT_EQ(time_for(core::Metres(1e300), core::KilometresPerHour(1e-9)), too_long);
}

TEST(RoadGraph, LeadsToNoDoorThatTakesLongerThanATimeCanHold) {
  const RoadMap map("A--B");
  Speeds speeds = easy_speeds();
  const RoadGraph graph = build_road_graph(map.roads({{"AB", {}}}), speeds);
  const AccessPoint door{EdgeId(0), Metres(100), Metres(50)};
  EXPECT_TRUE(make_spot(graph, speeds, Mode::walk, door).valid());
  speeds.off_road = core::KilometresPerHour(1e-9);
  EXPECT_FALSE(make_spot(graph, speeds, Mode::walk, door).valid());
}

TEST(RoadGraph, OfNothingIsEmpty) {
  const RoadGraph graph = build_road_graph({}, easy_speeds());
  EXPECT_EQ(graph.node_count(), 0U);
  EXPECT_EQ(graph.components[0].count, 0U);
}

}  // namespace
}  // namespace wangge::network
