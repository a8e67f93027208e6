#include "engine/network/components.h"

#include "engine/core/random.h"
#include "tests/support/ascii_map.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace wangge::network {
namespace {

using testing::easy_speeds;
using testing::RoadMap;

TEST(Components, OneWayTailAndIslandAreOutsideTheMainOne) {
  const RoadMap map(R"(
    A--B--E   X-Y
    |  |
    D--C
  )");
  const RoadGraph graph = build_road_graph(map.roads({{"ABCDA", {}}, {"BE", {{"oneway", "yes"}}}, {"XY", {}}}), easy_speeds());
  const Components& car = graph.components[static_cast<std::size_t>(Mode::car)];
  EXPECT_EQ(car.edges, 4U);  // the ring in two pieces, the tail, the island
  EXPECT_EQ(car.edges_outside, 2U);
  EXPECT_DOUBLE_EQ(car.length_outside.value, 500);
  EXPECT_EQ(car.count, 3U);
  EXPECT_DOUBLE_EQ(graph.length[car.example].value, 300);
  const Components& walk = graph.components[static_cast<std::size_t>(Mode::walk)];
  EXPECT_EQ(walk.edges_outside, 1U);
  EXPECT_EQ(walk.count, 2U);
}

/// Mutual reach by squaring the reach relation.
std::vector<std::vector<bool>> reach(std::size_t nodes, const std::vector<std::pair<NodeId, Arc>>& arcs) {
  std::vector<std::vector<bool>> reached(nodes, std::vector<bool>(nodes, false));
  for (std::size_t i = 0; i < nodes; ++i) reached[i][i] = true;
  for (const auto& [tail, arc] : arcs) reached[tail.value()][arc.head.value()] = true;
  for (std::size_t k = 0; k < nodes; ++k) {
    for (std::size_t i = 0; i < nodes; ++i) {
      for (std::size_t j = 0; j < nodes; ++j) reached[i][j] = reached[i][j] || (reached[i][k] && reached[k][j]);
    }
  }
  return reached;
}

TEST(Components, AgreeWithMutualReachOnRandomGraphs) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "components", 0);
    const std::size_t nodes = 2 + luck.below(24);
    std::vector<std::pair<NodeId, Arc>> arcs;
    for (std::uint32_t i = 0; i < nodes + nodes / 2; ++i) {
      const NodeId tail(luck.below(static_cast<std::uint32_t>(nodes)));
      arcs.push_back({tail, Arc{NodeId(luck.below(static_cast<std::uint32_t>(nodes))), 1, EdgeId(i)}});
    }
    const auto component = strong_components(nodes, core::Csr<NodeId, Arc>::build(nodes, arcs));
    const auto reached = reach(nodes, arcs);
    for (std::size_t i = 0; i < nodes; ++i) {
      for (std::size_t j = 0; j < nodes; ++j) {
        ASSERT_EQ(component[NodeId(i)] == component[NodeId(j)], reached[i][j] && reached[j][i]) << "seed " << seed;
      }
    }
  }
}

}  // namespace
}  // namespace wangge::network
