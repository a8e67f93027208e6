#include "gis/build/line_joints.h"

#include "engine/network/road_graph.h"
#include "tests/support/ascii_map.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wangge::gis {
namespace {

using testing::RoadMap;

/// Roads of a layer: they know places, no node ids.
std::vector<network::RoadLine> layer(const RoadMap& map, const std::vector<std::string>& roads) {
  std::vector<network::RoadLine> lines;
  for (const std::string& letters : roads) {
    lines.push_back(map.road(letters));
    lines.back().nodes.clear();
  }
  return lines;
}

std::size_t parts(const std::vector<network::RoadLine>& lines) {
  return network::build_road_graph(lines, testing::easy_speeds()).components[0].count;
}

// AB and CD cross without a common point; EF crosses AB at F's neighbour G, which is a point of it.
constexpr const char* crossing = R"(
        C    E
        |    |
   A----+----G----B
        |    |
        D    F
)";

TEST(Crossings, AreReportedAndStayApart) {
  const RoadMap map(crossing, 10);
  auto lines = layer(map, {"AB", "CD", "EGF"});
  const std::vector<int> ground(3, 0);
  const Joints joints = join_lines(lines, ground, {});
  EXPECT_EQ(joints.crossings.count, 2U);
  EXPECT_EQ(joints.crossings.one, "AB");
  EXPECT_EQ(joints.crossings.other, "CD");
  EXPECT_NEAR(joints.crossings.at.x, map['C'].x, 1e-9);
  EXPECT_NEAR(joints.crossings.at.y, map['A'].y, 1e-9);
  EXPECT_EQ(joints.near_ends.count, 0U);
  EXPECT_EQ(parts(lines), 3U);
  EXPECT_EQ(lines[0].points.size(), 2U);
}

TEST(Crossings, AreJoinedWhereTheRulesSaySo) {
  const RoadMap map(crossing, 10);
  auto lines = layer(map, {"AB", "CD", "EGF"});
  lines[0].heights = {core::Metres(0), core::Metres(15)};
  const std::vector<int> ground(3, 0);
  EXPECT_EQ(join_lines(lines, ground, {.join_crossings = true}).crossings.count, 2U);
  EXPECT_EQ(parts(lines), 1U);
  ASSERT_EQ(lines[0].points.size(), 4U);
  EXPECT_NEAR(lines[0].heights[1].value, 5, 1e-6);
  EXPECT_NEAR(lines[0].heights[2].value, 10, 1e-6);
  EXPECT_EQ(lines[2].points.size(), 3U);
  EXPECT_EQ(join_lines(lines, ground, {}).crossings.count, 0U);
}

TEST(Crossings, LeaveBridgesAlone) {
  const RoadMap map(crossing, 10);
  auto lines = layer(map, {"AB", "CD", "EGF"});
  const std::vector<int> levels = {0, 1, 0};
  EXPECT_EQ(join_lines(lines, levels, {.join_crossings = true}).crossings.count, 1U);
  EXPECT_EQ(parts(lines), 2U);
}

TEST(Crossings, AreNoneWhereLinesShareAPoint) {
  const RoadMap map(crossing, 10);
  auto lines = layer(map, {"AGB", "EGF"});
  const std::vector<int> ground(2, 0);
  const Joints joints = join_lines(lines, ground, {});
  EXPECT_EQ(joints.crossings.count, 0U);
  EXPECT_EQ(joints.near_ends.count, 0U);
}

// One character is 0.2 m: D ends 0.4 m short of AB, F runs 0.2 m beyond it, H ends 0.6 m beside the end of AB.
constexpr const char* near_misses = R"(
     C       E        I
     |       |
     |       |
     |       |
     |       |
     |       |
     |       |
     D       |
             |
A------------+-----B  H
             F
)";

TEST(NearEnds, AreCountedAndLocated) {
  const RoadMap map(near_misses, 0.2);
  auto lines = layer(map, {"AB", "CD", "EF", "IH"});
  const std::vector<int> ground(4, 0);
  const Joints joints = join_lines(lines, ground, {});
  EXPECT_EQ(joints.near_ends.count, 3U);
  EXPECT_EQ(joints.joined_ends, 0U);
  EXPECT_EQ(joints.crossings.count, 0U);  // F's overshoot is an end, not a crossing
  EXPECT_EQ(parts(lines), 4U);
}

TEST(NearEnds, AreDrawnToTheLineWithinTheTolerance) {
  const RoadMap map(near_misses, 0.2);
  const std::vector<int> ground(4, 0);
  auto some = layer(map, {"AB", "CD", "EF", "IH"});
  const Joints two = join_lines(some, ground, {.snap = core::Metres(0.45)});
  EXPECT_EQ(two.near_ends.count, 3U);
  EXPECT_EQ(two.joined_ends, 2U);
  EXPECT_EQ(parts(some), 2U);
  EXPECT_NEAR(some[1].points.back().y, map['A'].y, 1e-9);
  auto all = layer(map, {"AB", "CD", "EF", "IH"});
  const Joints three = join_lines(all, ground, {.snap = core::Metres(0.7)});
  EXPECT_EQ(three.joined_ends, 3U);
  EXPECT_EQ(parts(all), 1U);
  EXPECT_EQ(join_lines(all, ground, {}).near_ends.count, 0U);
}

TEST(NearEnds, AreNoneWhereAStubEndsJustBeyondACommonPoint) {
  const RoadMap map(R"(
         C
         |
    A----G--B
         |
         D
  )",
                    0.3);
  auto lines = layer(map, {"AGB", "CGD"});
  const std::vector<int> ground(2, 0);
  EXPECT_EQ(join_lines(lines, ground, {}).near_ends.count, 0U);
}

TEST(NearEnds, OfABridgeMeetTheGroundButNoRoadEndsAtABridgeOverIt) {
  const RoadMap map(near_misses, 0.2);
  auto lines = layer(map, {"AB", "CD"});
  const std::vector<int> bridge_ends = {0, 1};
  EXPECT_EQ(join_lines(lines, bridge_ends, {}).near_ends.count, 1U);
  const std::vector<int> below = {1, 0};
  EXPECT_EQ(join_lines(lines, below, {}).near_ends.count, 0U);
}

}  // namespace
}  // namespace wangge::gis
