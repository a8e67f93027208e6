#include "gis/read/shape_repair.h"
#include "engine/core/random.h"
#include "gis/ogr_session.h"
#include "gis/ogr_shapes.h"
#include "gis/read/projector.h"

#include <cmath>

#include <gtest/gtest.h>

namespace wangge::gis {
namespace {

using Outcome = ShapeRepair::Outcome;

ShapeRepair repaired(Ring ring, MultiPolygon& shape) {
  shape = {{.outer = std::move(ring), .holes = {}}};
  return repair(shape);
}

TEST(ShapeRepair, LeavesASoundShapeAlone) {
  MultiPolygon shape;
  EXPECT_EQ(repaired({{0, 0}, {4, 0}, {4, 3}, {0, 3}, {0, 0}}, shape).outcome, Outcome::sound);
  EXPECT_EQ(shape[0].outer, (Ring{{0, 0}, {4, 0}, {4, 3}, {0, 3}, {0, 0}}));
}

TEST(ShapeRepair, TurnsClosesAndDropsRepeatedPoints) {
  MultiPolygon shape;
  EXPECT_EQ(repaired({{0, 0}, {0, 3}, {0, 3}, {4, 3}, {4, 0}}, shape).outcome, Outcome::sound);
  EXPECT_EQ(shape[0].outer, (Ring{{0, 0}, {4, 0}, {4, 3}, {0, 3}, {0, 0}}));
}

TEST(ShapeRepair, MendsABowTie) {
  MultiPolygon shape;
  const ShapeRepair result = repaired({{0, 0}, {4, 4}, {4, 0}, {0, 4}, {0, 0}}, shape);
  EXPECT_EQ(result.outcome, Outcome::repaired);
  EXPECT_EQ(result.place, (Position{2, 2}));
  EXPECT_DOUBLE_EQ(result.area_after, 8);
}

TEST(ShapeRepair, CutsOffASpike) {
  MultiPolygon shape;
  EXPECT_EQ(repaired({{0, 0}, {4, 0}, {4, 3}, {4, 9}, {4, 3}, {0, 3}, {0, 0}}, shape).outcome, Outcome::repaired);
  EXPECT_DOUBLE_EQ(area_of(shape), 12);
}

TEST(ShapeRepair, GivesUpWhereThereIsNoArea) {
  MultiPolygon shape;
  EXPECT_EQ(repaired({}, shape).outcome, Outcome::lost);
  EXPECT_EQ(repaired({{0, 0}, {1, 1}, {0, 0}}, shape).outcome, Outcome::lost);
  EXPECT_EQ(repaired({{0, 0}, {1, 1}, {2, 2}, {0, 0}}, shape).outcome, Outcome::lost);
  EXPECT_EQ(repaired({{0, 0}, {std::nan(""), 1}, {2, 0}, {0, 0}}, shape).outcome, Outcome::lost);
  EXPECT_TRUE(shape.empty());
}

TEST(ShapeRepair, DropsAHoleThatIsNone) {
  MultiPolygon shape = {{.outer = {{0, 0}, {4, 0}, {4, 3}, {0, 3}, {0, 0}}, .holes = {{{1, 1}, {2, 2}, {1, 1}}}}};
  EXPECT_EQ(repair(shape).outcome, Outcome::sound);
  EXPECT_TRUE(shape[0].holes.empty());
}

/// Random rings, many of which cross themselves: what comes out must be valid for GEOS, and what was valid must be left alone.
TEST(ShapeRepair, AgreesWithGeosOnRandomRings) {
  const GdalMessages messages;
  int sound = 0;
  int mended = 0;
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    SCOPED_TRACE(seed);
    core::Stream luck(core::Seed(seed), 0, "ring", 0);
    Ring ring;
    const std::uint32_t corners = 3 + luck.below(5);
    for (std::uint32_t i = 0; i < corners; ++i) {
      ring.push_back({500000 + static_cast<double>(luck.below(6)), 5200000 + static_cast<double>(luck.below(6))});
    }
    ring.push_back(ring.front());
    const bool valid = to_ogr(MultiPolygon{{.outer = ring, .holes = {}}})->IsValid() != 0;
    MultiPolygon shape = {{.outer = ring, .holes = {}}};
    const ShapeRepair result = repair(shape);
    if (valid) {
      EXPECT_EQ(result.outcome, Outcome::sound);
    }
    if (result.outcome == Outcome::lost) continue;
    EXPECT_NE(to_ogr(shape)->IsValid(), 0);
    EXPECT_GT(area_of(shape), 0);
    ++(result.outcome == Outcome::sound ? sound : mended);
  }
  EXPECT_GT(sound, 500);
  EXPECT_GT(mended, 500);
}

}  // namespace
}  // namespace wangge::gis
