#include "engine/network/travel.h"
#include "tests/support/ascii_map.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wangge::network {
namespace {

using testing::easy_speeds;
using testing::RoadMap;

std::vector<Obstacles::Piece> ring(const RoadMap& map, const std::string& letters) {
  std::vector<Obstacles::Piece> pieces;
  for (std::size_t i = 1; i < letters.size(); ++i) pieces.push_back({map[letters[i - 1]], map[letters[i]]});
  return pieces;
}

// One character is ten metres. The wall p-q-s-r encloses the house h; it is open between g and k, where the gate G stands.
constexpr const char* compound = R"(
  A-------------------B
                      |
     p------------q   |
     |            |   |
     | h          |   |
     |            |   |
     r--gGk-------s   |
  C-------------------D
)";

struct Compound {
  RoadMap map{compound, 10};
  RoadGraph graph = build_road_graph(map.roads({{"ABDC", {}}, {"AB", {}}}), easy_speeds());
};

TEST(Gates, OpenTheWayOutOfACompound) {
  const Compound town;
  const RoadMap& map = town.map;
  auto pieces = ring(map, "grpqsk");
  const Surroundings open{{}, Obstacles(pieces), {map['G']}};
  const AccessPoint at = AccessIndex(town.graph, open).nearest(Mode::walk, map['h'], Metres(300));
  ASSERT_TRUE(at.valid());
  EXPECT_TRUE(at.through_gate());
  EXPECT_EQ(at.gate, 0U);
  EXPECT_NEAR(at.off_road.value, std::hypot(20.0, 20.0) + 10, 1e-9);  // to G, and on to the road in the south
  EXPECT_NEAR(town.graph.position(at.edge, at.offset).y, map['C'].y, 1e-9);
  const AccessPoint without = AccessIndex(town.graph, {}).nearest(Mode::walk, map['h'], Metres(300));
  EXPECT_EQ(without.gate, AccessPoint::straight);
  EXPECT_NEAR(without.off_road.value, 30, 1e-9);
}

TEST(Gates, AreNotNeededWhereTheRoadLiesInside) {
  const RoadMap map(R"(
    A-------------------B
       p------------q
       |  h         |
       E--X--F------G---H
       |            |
       r------------s
    C-------------------D
  )",
                    10);
  const auto lines = map.roads({{"AB", {}}, {"EXFGH", {}}, {"BHD", {}}, {"DC", {}}});
  const RoadGraph graph = build_road_graph(lines, easy_speeds());
  const Surroundings around{{}, Obstacles(ring(map, "pqsrp")), {}};
  const AccessPoint at = AccessIndex(graph, around).nearest(Mode::car, map['h'], Metres(300));
  EXPECT_EQ(at.gate, AccessPoint::straight);
  EXPECT_EQ(graph.line[at.edge], 1U);
  EXPECT_NEAR(at.off_road.value, 10, 1e-9);
}

TEST(Gates, ThatNobodyDrewAreTakenForGranted) {
  const Compound town;
  auto pieces = ring(town.map, "rpqsr");
  const Surroundings closed{{}, Obstacles(pieces), {}};
  const AccessPoint at = AccessIndex(town.graph, closed).nearest(Mode::walk, town.map['h'], Metres(300));
  EXPECT_EQ(at.gate, AccessPoint::over_wall);
  EXPECT_NEAR(at.off_road.value, 30, 1e-9);
  // Water is no wall: nobody goes over it.
  const Surroundings moat{Obstacles(pieces), {}, {}};
  EXPECT_FALSE(AccessIndex(town.graph, moat).nearest(Mode::walk, town.map['h'], Metres(300)).valid());
}

TEST(Gates, LieWithinTheLimitWithBothParts) {
  const Compound town;
  const Surroundings open{{}, Obstacles(ring(town.map, "grpqsk")), {town.map['G']}};
  const AccessPoint far = AccessIndex(town.graph, open).nearest(Mode::walk, town.map['h'], Metres(31));
  EXPECT_EQ(far.gate, AccessPoint::over_wall);  // 38.3 m by the gate
}

TEST(Doors, OpenOntoNoMotorwayAndIntoNoTunnel) {
  const RoadMap map(R"(
    A------B
      a
    |      |
    |      |
    C------D
  )",
                    10);
  auto lines = map.roads({{"AB", {}}, {"CD", {}}, {"AC", {}}, {"BD", {}}});
  lines[0].doors = false;
  const RoadGraph graph = build_road_graph(lines, easy_speeds());
  const Surroundings none;
  for (const Mode mode : {Mode::walk, Mode::ebike, Mode::car}) {
    const AccessPoint at = AccessIndex(graph, none).nearest(mode, map['a'], Metres(300));
    ASSERT_TRUE(at.valid());
    EXPECT_EQ(graph.line[at.edge], 2U) << name(mode);  // 20 m, not 10 m
  }
}

}  // namespace
}  // namespace wangge::network
