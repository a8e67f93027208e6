#include "engine/evaluation/built_ground.h"

#include "engine/core/random.h"
#include "tests/unit/evaluation/drawn_streets.h"

#include <gtest/gtest.h>

#include <numeric>

namespace wangge::evaluation {
namespace {

/// A town of 1 km2 with streets every 125 m in the middle of 4 km by 3 km, and a lane through the fields.
std::vector<Ring> town_in_fields() {
  std::vector<Ring> lines;
  for (double at = 60; at < 1000; at += 125) {
    lines.push_back({{1000, 1000 + at}, {2000, 1000 + at}});
    lines.push_back({{1000 + at, 1000}, {1000 + at, 2000}});
  }
  lines.push_back({{2000, 1500}, {4000, 1500}});
  return lines;
}

TEST(BuiltGround, TakesTheTownAndLeavesTheFields) {
  const BuiltLand land(town_in_fields(), {test::box(0, 0, 4000, 3000)});
  const BuiltGround all = land.within({});
  EXPECT_TRUE(all.holds({1500, 1500}));
  EXPECT_FALSE(all.holds({3300, 1500})) << "a road through fields is no town";
  EXPECT_FALSE(all.holds({500, 500}));
  EXPECT_NEAR(all.area().value, 1.0e6, 0.2e6);
}

TEST(BuiltGround, CutsAtAnOutline) {
  const BuiltLand land(town_in_fields(), {test::box(0, 0, 4000, 3000)});
  const std::vector<Ring> west = {test::box(1000, 1000, 330, 1000)};
  const BuiltGround ground = land.within(west);
  EXPECT_DOUBLE_EQ(ground.area().value, 330 * 1000);
  EXPECT_TRUE(ground.holds({1320, 1500}));
  EXPECT_FALSE(ground.holds({1340, 1500}));
  const Ring street = {{1000, 1060}, {2000, 1060}};
  EXPECT_NEAR(ground.length_inside(street).value, 330, 5);
}

TEST(BuiltGround, FillsAParkButNotALake) {
  std::vector<Ring> lines;
  const auto lay = [&](double size) {
    lines.clear();
    // Streets every 100 m around a square without any.
    for (double at = 50; at < 5000; at += 100) {
      for (double from = 0; from < 5000; from += 50) {
        const auto open = [&](double x, double y) {
          return x > 2500 - size / 2 && x < 2500 + size / 2 && y > 2500 - size / 2 && y < 2500 + size / 2;
        };
        if (!open(from + 25, at)) lines.push_back({{from, at}, {from + 50, at}});
        if (!open(at, from + 25)) lines.push_back({{at, from}, {at, from + 50}});
      }
    }
  };
  lay(700);
  EXPECT_TRUE(BuiltLand(lines, {}).within({}).holds({2500, 2500}));
  lay(2500);
  EXPECT_FALSE(BuiltLand(lines, {}).within({}).holds({2500, 2500}));
}

TEST(BuiltGround, KnowsWhichShareOfABlockIsInside) {
  const BuiltLand land(town_in_fields(), {test::box(0, 0, 4000, 3000)});
  const BuiltGround ground = land.within(std::vector<Ring>{test::box(1000, 1000, 500, 1000)});
  EXPECT_NEAR(ground.share_inside(test::box(1250, 1250, 500, 250)), 0.5, 1e-12);
  EXPECT_NEAR(ground.share_inside(test::box(1260, 1260, 100, 50)), 1, 1e-12);
  EXPECT_NEAR(ground.share_inside(test::box(3000, 1260, 100, 50)), 0, 1e-12);
}

TEST(LatticeClip, CellsShareOutTheWholeArea) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "test.clip", 0);
    // A star: not convex, around a centre.
    Ring ring;
    for (int i = 0; i < 24; ++i) ring.push_back(test::turned({100 + 900 * luck.uniform(), 0}, 15 * i));
    ring.push_back(ring.front());
    const CellFrame frame{{-1000, -1000}, 170, 12, 12};
    const std::vector<Ring> rings = {ring};
    const std::vector<double> area = area_in_cells(frame, rings);
    EXPECT_NEAR(std::accumulate(area.begin(), area.end(), 0.0), signed_area(ring), 1e-6) << "seed " << seed;
    for (const double part : area) {
      EXPECT_GE(part, -1e-6);
      EXPECT_LE(part, 170 * 170 + 1e-6);
    }
  }
}

TEST(LatticeClip, PiecesOfASegmentStayInTheirCells) {
  const CellFrame frame{{0, 0}, 10, 10, 10};
  double sum = 0;
  int pieces = 0;
  cut_at_cells(frame, {5, 5}, {38, 27}, [&](Position a, Position b) {
    const Position middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
    for (const Position p : {a, b}) {
      EXPECT_LE(std::abs(p.x - (static_cast<double>(frame.column(middle.x)) * 10 + 5)), 5 + 1e-9);
      EXPECT_LE(std::abs(p.y - (static_cast<double>(frame.row(middle.y)) * 10 + 5)), 5 + 1e-9);
    }
    sum += core::distance(a, b).value;
    ++pieces;
  });
  EXPECT_EQ(pieces, 6) << "three lines crossed one way, two the other";
  EXPECT_NEAR(sum, std::hypot(33, 22), 1e-9);
}

}  // namespace
}  // namespace wangge::evaluation
