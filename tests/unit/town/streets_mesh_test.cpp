#include "gis/town/streets/direction_field.h"
#include "gis/town/streets/mesh.h"
#include "gis/town/streets/ring_view.h"
#include "gis/town/streets/street_trace.h"

#include <cmath>

#include <gtest/gtest.h>

namespace wangge::town::streets {
namespace {

// A square of 200 m, vertices every 100 m:
//   6 - 5 - 4
//   7       3
//   0 - 1 - 2
const std::vector<Position> square{{0, 0}, {100, 0}, {200, 0}, {200, 100}, {200, 200}, {100, 200}, {0, 200}, {0, 100}};

TEST(Mesh, CutSharesTheChainBetweenBothParts) {
  Mesh mesh = outline_mesh(square);
  const ChainIndex road = mesh.add_chain({.line_class = network::LineClass::residential, .width_m = 12});
  const FaceIndex other = mesh.cut(0, 1, 5, std::vector<Position>{{110, 70}, {110, 140}}, road);
  EXPECT_EQ(mesh.faces[0].ring, (std::vector<Vertex>{1, 2, 3, 4, 5, 9, 8}));
  EXPECT_EQ(mesh.faces[other].ring, (std::vector<Vertex>{5, 6, 7, 0, 1, 8, 9}));
  EXPECT_EQ(mesh.faces[0].chain, (std::vector<ChainIndex>{0, 0, 0, 0, road, road, road}));
  EXPECT_EQ(mesh.degree[1], 3);
  EXPECT_EQ(mesh.degree[8], 2);
  EXPECT_DOUBLE_EQ(signed_area(mesh.ring_points(mesh.faces[0])) + signed_area(mesh.ring_points(mesh.faces[other])), 40000);
  const auto counted = mesh.degree;
  recount_degrees(mesh);
  EXPECT_EQ(mesh.degree, counted);
}

TEST(RingView, MeasuresPartsAsTheirRingsDo) {
  const Mesh mesh = outline_mesh(square);
  const RingView view(mesh, mesh.faces[0]);
  const RingView::Part right = view.part(1, 5, {{110, 70}, {110, 140}});
  EXPECT_DOUBLE_EQ(right.area,
                   signed_area(std::vector<Position>{{100, 0}, {200, 0}, {200, 200}, {100, 200}, {110, 140}, {110, 70}}));
  EXPECT_DOUBLE_EQ(view.part(5, 1, {{110, 140}, {110, 70}}).area, 40000 - right.area);
  EXPECT_DOUBLE_EQ(view.way(6, 1), 300);
}

TEST(RingView, RefusesChainsThatCrossComeNearOrMeetSharply) {
  const Mesh mesh = outline_mesh(square);
  const RingView view(mesh, mesh.faces[0]);
  const ChainRules rules{.clearance = 30, .junction_gap = 0, .min_area = 1000, .min_compactness = 0.1};
  EXPECT_TRUE(view.allows(1, 5, {{100, 100}}, rules));
  EXPECT_FALSE(view.allows(1, 5, {{250, 100}}, rules));             // leaves the square
  EXPECT_FALSE(view.allows(1, 5, {{100, 60}, {190, 100}}, rules));  // comes within 30 m of the right side
  EXPECT_FALSE(view.allows(1, 3, {}, rules));                       // meets the ring at 45 degrees
  EXPECT_FALSE(view.allows(1, 1, {}, rules));
}

TEST(DirectionField, GivesTheNearestOfFourArms) {
  FieldPlan plan;
  plan.grids.push_back({{0, 0}, 0.3, 0, 1});
  const DirectionField field(plan, Noise(core::Seed(1), "none"), {{0, 0}, {1000, 1000}}, 50);
  const Position arm = field.along({500, 500}, {1, 0});
  EXPECT_NEAR(arm.x, std::cos(0.3), 1e-6);
  EXPECT_NEAR(arm.y, std::sin(0.3), 1e-6);
  const Position side = field.along({500, 500}, {0, -1});
  EXPECT_NEAR(side.x, std::sin(0.3), 1e-6);
  EXPECT_NEAR(side.y, -std::cos(0.3), 1e-6);
}

// A river at 80 degrees to a grid is followed near it, and does not cancel the grid as two-armed tensors would.
TEST(DirectionField, TurnsAlongALine) {
  FieldPlan plan;
  plan.grids.push_back({{0, 0}, 0, 0, 1});
  plan.lines.push_back({{{500, 0}, {500 + 1000 * std::tan(0.17), 1000}}, 100, 50});
  const DirectionField field(plan, Noise(core::Seed(1), "none"), {{0, 0}, {1000, 1000}}, 20);
  EXPECT_NEAR(field.along({580, 450}, {0, 1}).x, std::sin(0.17), 0.02);
  EXPECT_NEAR(field.along({20, 450}, {0, 1}).x, 0, 0.02);
}

TEST(StreetTrace, CutsALongFaceAcrossItsMiddle) {
  std::vector<Position> ring;
  for (int x = 0; x < 600; x += 20) ring.push_back({static_cast<double>(x), 0});
  for (int y = 0; y < 200; y += 20) ring.push_back({600, static_cast<double>(y)});
  for (int x = 600; x > 0; x -= 20) ring.push_back({static_cast<double>(x), 200});
  for (int y = 200; y > 0; y -= 20) ring.push_back({0, static_cast<double>(y)});
  Mesh mesh = outline_mesh(ring);
  mesh.chains[0] = {.line_class = network::LineClass::tertiary, .width_m = 20};
  FieldPlan plan;
  plan.grids.push_back({{0, 0}, 0, 0, 1});
  const DirectionField field(plan, Noise(core::Seed(1), "none"), {{0, 0}, {600, 200}}, 50);
  core::Stream luck(core::Seed(1), 0, "test", 0);
  const RingView view(mesh, mesh.faces[0]);
  const auto draft = best_cut(view, field, {}, luck);
  ASSERT_TRUE(draft.has_value());
  EXPECT_NEAR(view.at(draft->from).x, 300, 60);
  EXPECT_EQ(view.at(draft->from).x, view.at(draft->to).x);
  EXPECT_EQ(draft->inner.size(), 9U);
}

}  // namespace
}  // namespace wangge::town::streets
