#include "engine/evaluation/street_net.h"

#include "tests/unit/evaluation/drawn_streets.h"

#include <gtest/gtest.h>

#include <map>

namespace wangge::evaluation {
namespace {

using test::street;

std::map<std::uint32_t, int> nodes_by_degree(const StreetNet& net) {
  std::map<std::uint32_t, int> count;
  for (const std::uint32_t degree : net.degree) {
    if (degree > 0) ++count[degree];
  }
  return count;
}

using Degrees = std::map<std::uint32_t, int>;

TEST(StreetNet, JoinsWhatTheMapCutsIntoPieces) {
  const StreetNet net =
      build_street_net(std::vector{street({{0, 0}, {50, 0}}), street({{100, 0}, {50, 0}}), street({{100, 0}, {100, 80}})});
  ASSERT_EQ(net.pieces.size(), 1U);
  EXPECT_DOUBLE_EQ(net.pieces[0].length, 180);
  EXPECT_EQ(net.pieces[0].points.size(), 4U);
  EXPECT_EQ(nodes_by_degree(net), (Degrees{{1, 2}}));
}

TEST(StreetNet, TakesAJogForOneJunction) {
  // Two side streets 8 m apart make one crossroads; 40 m apart they make two junctions.
  for (const double jog : {8.0, 40.0}) {
    const StreetNet net = build_street_net(std::vector{street({{-200, 0}, {0, 0}, {jog, 0}, {200, 0}}),
                                                       street({{0, 0}, {0, 150}}), street({{jog, 0}, {jog, -150}})});
    EXPECT_EQ(nodes_by_degree(net), jog < 15 ? (Degrees{{1, 4}, {4, 1}}) : (Degrees{{1, 4}, {3, 2}})) << jog;
  }
}

TEST(StreetNet, TakesADividedRoadForOneStreet) {
  using network::Direction;
  std::vector<test::RoadLine> lines;
  lines.push_back(street({{0, 0}, {200, 0}, {400, 0}}, Direction::forward));
  lines.push_back(street({{400, 20}, {200, 20}, {0, 20}}, Direction::forward));
  for (const double x : {0.0, 200.0, 400.0}) {
    lines.push_back(street({{x, 0}, {x, 20}}, Direction::both));
    lines.push_back(street({{x, 20}, {x, 150}}));
    lines.push_back(street({{x, 0}, {x, -150}}));
  }
  // The openings between the carriageways are longer than `near`: ends of one street only when one-way.
  ConsolidationRules rules;
  rules.near = core::Metres(25);
  const StreetNet net = build_street_net(lines, rules);
  EXPECT_EQ(nodes_by_degree(net), (Degrees{{1, 6}, {3, 2}, {4, 1}}));
  EXPECT_EQ(net.pieces.size(), 8U);
}

TEST(StreetNet, TakesARoundaboutForOneJunction) {
  using network::Direction;
  std::vector<test::RoadLine> lines;
  Ring ring;
  for (int i = 0; i <= 16; ++i) ring.push_back(test::turned({18, 0}, 22.5 * (i % 16)));
  lines.push_back(street(ring, Direction::forward));
  for (int i = 0; i < 16; i += 4) lines.push_back(street({ring[static_cast<std::size_t>(i)], test::turned({200, 0}, 22.5 * i)}));
  const StreetNet net = build_street_net(lines);
  EXPECT_EQ(nodes_by_degree(net), (Degrees{{1, 4}, {4, 1}}));
  EXPECT_EQ(net.pieces.size(), 4U);
}

TEST(StreetNet, KeepsALoopWithoutJunction) {
  const StreetNet net = build_street_net(std::vector{street(test::box(0, 0, 100, 60))});
  ASSERT_EQ(net.pieces.size(), 1U);
  EXPECT_DOUBLE_EQ(net.pieces[0].length, 320);
  EXPECT_EQ(net.pieces[0].tail, net.pieces[0].head);
}

TEST(StreetNet, KeepsACulDeSacWithALoopAtItsEnd) {
  Ring lasso = {{0, 0}, {100, 0}};
  Ring loop = test::box(100, 0, 60, 60);
  const StreetNet net = build_street_net(std::vector{street(lasso), street(loop)});
  EXPECT_EQ(nodes_by_degree(net), (Degrees{{1, 1}, {3, 1}}));
}

}  // namespace
}  // namespace wangge::evaluation
