#include "engine/network/access.h"

#include "engine/core/random.h"
#include "tests/support/ascii_map.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace wangge::network {
namespace {

const Surroundings none;

using testing::easy_speeds;
using testing::RoadMap;

TEST(AccessIndex, FindsThePlaceOnTheNearestRoad) {
  const RoadMap map(R"(
    A------B
      a
  )");
  const RoadGraph graph = build_road_graph(map.roads({{"AB", {}}}), easy_speeds());
  const AccessPoint at = AccessIndex(graph, none).nearest(Mode::walk, map['a'], Metres(300));
  ASSERT_TRUE(at.valid());
  EXPECT_DOUBLE_EQ(at.offset.value, 200);
  EXPECT_DOUBLE_EQ(at.off_road.value, 100);
}

TEST(AccessIndex, PassesOverRoadsTheModeMayNotUse) {
  const RoadMap map(R"(
    A------B
    |   a  |
    C------D
    E------F
  )",
                    10);
  const RoadGraph graph = build_road_graph(map.roads({{"CD", {{"class", "footway"}}}, {"CABD", {}}}), easy_speeds());
  const AccessIndex index(graph, none);
  const Position near_path{map['a'].x, map['a'].y - 2};
  EXPECT_EQ(graph.line[index.nearest(Mode::walk, near_path, Metres(300)).edge], 0U);
  EXPECT_EQ(graph.line[index.nearest(Mode::car, near_path, Metres(300)).edge], 1U);
}

TEST(AccessIndex, PassesOverRoadsCutOffFromTheMainNetwork) {
  const RoadMap map(R"(
    A--B--C
      a
      X-Y
  )");
  const RoadGraph graph = build_road_graph(map.roads({{"ABC", {}}, {"AB", {}}, {"XY", {}}}), easy_speeds());
  const Position nearer{map['a'].x, map['a'].y - 40};
  const AccessPoint at = AccessIndex(graph, none).nearest(Mode::walk, nearer, Metres(300));
  ASSERT_TRUE(at.valid());
  EXPECT_NE(graph.line[at.edge], 2U);
  EXPECT_DOUBLE_EQ(at.off_road.value, 140);
}

TEST(AccessIndex, SaysNothingBeyondTheLimit) {
  const RoadMap map(R"(
    A------B

      a
  )");
  const RoadGraph graph = build_road_graph(map.roads({{"AB", {}}}), easy_speeds());
  EXPECT_TRUE(AccessIndex(graph, none).nearest(Mode::walk, map['a'], Metres(200)).valid());
  EXPECT_FALSE(AccessIndex(graph, none).nearest(Mode::walk, map['a'], Metres(199.9)).valid());
  EXPECT_FALSE(AccessIndex(graph, none).nearest(Mode::walk, {1e7, 1e7}, Metres(200)).valid());
}

double brute_force(const RoadGraph& graph, Position place) {
  double best = 1e300;
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    const auto points = graph.shape[edge];
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
      const Position a = points[i].position;
      const Position b = points[i + 1].position;
      const double squared = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y);
      double share = squared > 0 ? ((place.x - a.x) * (b.x - a.x) + (place.y - a.y) * (b.y - a.y)) / squared : 0;
      share = std::clamp(share, 0.0, 1.0);
      best = std::min(best, core::distance(place, {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)}).value);
    }
  }
  return best;
}

TEST(AccessIndex, AgreesWithTryingEverySegment) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "access", 0);
    const double extent = 200 + 5000 * luck.uniform();
    const auto place = [&] { return Position{extent * luck.uniform(), extent * luck.uniform() / 3}; };
    std::vector<RoadLine> lines(1 + luck.below(30));
    for (RoadLine& line : lines) {
      line.points = {{0, 0}};  // all connected
      for (std::uint32_t i = 1 + luck.below(4); i > 0; --i) line.points.push_back(place());
      line.access.fill(Direction::both);
    }
    const RoadGraph graph = build_road_graph(lines, easy_speeds());
    const AccessIndex index(graph, none);
    for (int i = 0; i < 100; ++i) {
      Position asked = place();
      asked.x = 1.6 * asked.x - 0.3 * extent;
      asked.y = 1.6 * asked.y - 0.3 * extent;
      const AccessPoint at = index.nearest(Mode::walk, asked, Metres(1e9));
      ASSERT_TRUE(at.valid()) << "seed " << seed;
      EXPECT_NEAR(at.off_road.value, brute_force(graph, asked), 1e-6) << "seed " << seed;
      EXPECT_NEAR(core::distance(asked, graph.position(at.edge, at.offset)).value, at.off_road.value, 1e-6) << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace wangge::network
