#include "engine/network/slope.h"

#include "engine/core/math.h"
#include "engine/network/travel.h"
#include "tests/support/ascii_map.h"

#include <gtest/gtest.h>

#include <map>
#include <vector>

namespace wangge::network {
namespace {

using testing::easy_speeds;
using testing::RoadMap;

TEST(Slopes, FollowTobler) {
  EXPECT_DOUBLE_EQ(slope_factor(Mode::walk, 0), 1);
  // 6 km/h at a fall of 5 %, 5.04 on the level, 2.97 at a rise of 15.1 %: the speeds of Tobler's own figure.
  EXPECT_NEAR(1 / slope_factor(Mode::walk, -0.05), 6 / 5.0367, 1e-4);
  EXPECT_NEAR(5.0367 / slope_factor(Mode::walk, 0.0875), 3.708, 0.001);   // 5 degrees up
  EXPECT_NEAR(5.0367 / slope_factor(Mode::walk, -0.1763), 3.856, 0.001);  // 10 degrees down
  EXPECT_EQ(slope_factor(Mode::walk, 3), slope_factor(Mode::walk, 0.4));
}

TEST(Slopes, LeaveAnEbikeWhatItsMotorYields) {
  EXPECT_EQ(slope_factor(Mode::ebike, 0), 1);
  EXPECT_EQ(slope_factor(Mode::ebike, -0.3), 1);
  EXPECT_EQ(slope_factor(Mode::ebike, 0.05), 1);
  // 400 W / (130 kg * 9.81 m/s2 * 0.11) = 2.851 m/s of 5 m/s
  EXPECT_NEAR(slope_factor(Mode::ebike, 0.1), 5 / 2.8514, 1e-3);
  EXPECT_EQ(slope_factor(Mode::car, 0.2), 1);
}

/// Lines with the heights of their letters.
std::vector<RoadLine> on_hills(const RoadMap& map, const std::vector<std::pair<std::string, testing::Tags>>& ways,
                               const std::map<char, double>& heights) {
  std::vector<RoadLine> lines = map.roads(ways);
  for (RoadLine& line : lines) {
    for (const std::int64_t node : line.nodes) line.heights.emplace_back(heights.at(static_cast<char>(node)));
  }
  return lines;
}

std::int64_t seconds(const std::vector<RoadLine>& lines, Mode mode, Position from, Position to) {
  const Travel travel(build_road_graph(lines, easy_speeds()), easy_speeds(), {}, Metres(150), Threads(1));
  const auto time = travel.time(mode, travel.access(mode, from), travel.access(mode, to));
  return time ? (time->value + 500) / 1000 : -1;
}

TEST(Slopes, CountEachWayByItself) {
  // A lies 60 m above B, 400 m away: 15 %; B and C on the level
  const RoadMap map("A---B---C");
  const auto lines = on_hills(map, {{"AB", {}}, {"BC", {}}}, {{'A', 60}, {'B', 0}, {'C', 0}});
  const double up = 400 * core::exp(3.5 * 0.15);
  const double down = 400 * core::exp(3.5 * (0.10 - 0.05));
  EXPECT_EQ(seconds(lines, Mode::walk, map['B'], map['A']), static_cast<std::int64_t>(up + 0.5));
  EXPECT_EQ(seconds(lines, Mode::walk, map['A'], map['B']), static_cast<std::int64_t>(down + 0.5));
  EXPECT_EQ(seconds(lines, Mode::walk, map['C'], map['B']), 400);
  EXPECT_EQ(seconds(lines, Mode::ebike, map['A'], map['C']), 160);
  EXPECT_EQ(seconds(lines, Mode::ebike, map['B'], map['A']), static_cast<std::int64_t>(80 * 5 * 130 * 9.81 * 0.16 / 400 + 0.5));
  EXPECT_EQ(seconds(lines, Mode::car, map['B'], map['A']), 40);
  // half-way up: half of the time
  const Position middle{map['A'].x + 200, map['A'].y};
  EXPECT_EQ(seconds(lines, Mode::walk, middle, map['A']), static_cast<std::int64_t>(up / 2 + 0.5));
  EXPECT_EQ(seconds(lines, Mode::walk, middle, map['B']), static_cast<std::int64_t>(down / 2 + 0.5));
}

TEST(Slopes, AddUpOverAHumpWithinAnEdge) {
  const RoadMap map("A---b---C");
  auto lines = map.roads({{"AC", {}}});
  lines[0].points.insert(lines[0].points.begin() + 1, map['b']);
  lines[0].nodes.insert(lines[0].nodes.begin() + 1, 1);
  lines[0].heights = {Metres(0), Metres(40), Metres(0)};
  const double over = 400 * core::exp(3.5 * 0.10) + 400 * core::exp(3.5 * (0.05 - 0.05));
  EXPECT_EQ(seconds(lines, Mode::walk, map['A'], map['C']), static_cast<std::int64_t>(over + 0.5));
}

TEST(Slopes, SpareBridgesAndTunnelsTheGroundBetweenTheirEnds) {
  // the ground at x is a gorge 90 m deep; two bridges follow each other over it, and meet there
  const RoadMap map("A---B---X---C---D");
  auto lines =
      on_hills(map, {{"AB", {}}, {"BX", {}}, {"XC", {}}, {"CD", {}}}, {{'A', 10}, {'B', 10}, {'X', -90}, {'C', 50}, {'D', 50}});
  lines[1].off_ground = lines[2].off_ground = true;
  // from 10 m to 50 m over 800 m: 5 %
  EXPECT_EQ(seconds(lines, Mode::walk, map['B'], map['C']), static_cast<std::int64_t>(800 * core::exp(3.5 * 0.05) + 0.5));
  EXPECT_EQ(seconds(lines, Mode::walk, map['B'], map['X']), static_cast<std::int64_t>(400 * core::exp(3.5 * 0.05) + 0.5));
  EXPECT_EQ(seconds(lines, Mode::walk, map['C'], map['B']), static_cast<std::int64_t>(800 * core::exp(-3.5 * 0.05) + 0.5));
  lines[1].off_ground = lines[2].off_ground = false;
  EXPECT_GT(seconds(lines, Mode::walk, map['B'], map['C']), 1200);
}

TEST(Slopes, LeaveStepsFerriesAndLinesWithoutHeightsLevel) {
  const RoadMap map("A---B---C---D---E");
  auto lines = on_hills(map, {{"AB", {{"class", "steps"}}}, {"BC", {}}, {"CD", {}}, {"DE", {}}},
                        {{'A', 60}, {'B', 0}, {'C', 60}, {'D', 0}, {'E', 0}});
  lines[1].heights.clear();
  lines[2].crossing = core::minutes(10);
  EXPECT_EQ(seconds(lines, Mode::walk, map['B'], map['A']), 400);
  EXPECT_EQ(seconds(lines, Mode::walk, map['B'], map['C']), 400);
  EXPECT_EQ(seconds(lines, Mode::walk, map['B'], map['D']), 400 + 600);
}

TEST(Slopes, AreNothingWithoutHeights) {
  const RoadMap map("A---B");
  const RoadGraph graph = build_road_graph(map.roads({{"AB", {}}}), easy_speeds());
  for (const auto& slope : graph.slope) EXPECT_TRUE(slope.empty());
}

TEST(Slopes, StandUnderOtherConditions) {
  const RoadMap map("A---B---C");
  const auto lines = on_hills(map, {{"AB", {}}, {"BC", {}}}, {{'A', 60}, {'B', 0}, {'C', 0}});
  const Conditions rush{{}, {0.5, 0.5, 1}};
  const RoadGraph open = build_road_graph(lines, easy_speeds());
  const RoadGraph anew = build_road_graph(lines, changed(easy_speeds(), rush.speed));
  const RoadGraph now = under(open, easy_speeds(), rush);
  for (std::size_t m = 0; m < mode_count; ++m) EXPECT_EQ(now.time[m], anew.time[m]);
  EXPECT_NE(now.time[0][EdgeId(0)].forward, now.time[0][EdgeId(0)].backward);
}

}  // namespace
}  // namespace wangge::network
