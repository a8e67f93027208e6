#include "engine/core/error.h"
#include "tests/support/made_town.h"
#include "tests/support/town_specs.h"

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include <geos_c.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

/// Towns on given land that is anything but round: combs, stars, bends. Rivers leave such land and come back to it.
namespace wangge::town {
namespace {

struct Outline {
  std::string name;
  std::vector<Position> corners;  ///< within a square of 1 m, counter-clockwise
};

Outline star(int arms, double waist) {
  Outline made{fmt::format("star of {} arms, waist {}", arms, waist), {}};
  for (int k = 0; k < 2 * arms; ++k) {
    const double angle = 6.283185307179586 * k / (2 * arms) + 0.2;
    const double radius = k % 2 == 0 ? 0.5 : 0.5 * waist;
    made.corners.push_back({0.5 + radius * std::cos(angle), 0.5 + radius * std::sin(angle)});
  }
  return made;
}

Outline comb(int teeth, double depth) {
  Outline made{fmt::format("comb of {} teeth, {} deep", teeth, depth), {{0, 0}, {1, 0}, {1, 1}}};
  const double step = 1.0 / (2 * teeth - 1);
  for (int k = 2 * teeth - 2; k > 0; --k) {
    const double y = k % 2 == 0 ? 1 : 1 - depth;
    made.corners.push_back({k * step, y});
    made.corners.push_back({k * step, k % 2 == 0 ? 1 - depth : 1});
  }
  made.corners.push_back({0, 1});
  return made;
}

std::vector<Outline> outlines() {
  return {{"L", {{0, 0}, {1, 0}, {1, 0.35}, {0.4, 0.35}, {0.4, 1}, {0, 1}}},
          {"U", {{0, 0}, {1, 0}, {1, 1}, {0.65, 1}, {0.65, 0.35}, {0.35, 0.35}, {0.35, 1}, {0, 1}}},
          {"T", {{0.3, 0}, {0.7, 0}, {0.7, 0.6}, {1, 0.6}, {1, 1}, {0, 1}, {0, 0.6}, {0.3, 0.6}}},
          {"C", {{0, 0}, {1, 0}, {1, 0.3}, {0.3, 0.3}, {0.3, 0.7}, {1, 0.7}, {1, 1}, {0, 1}}},
          {"Z", {{0, 0}, {0.6, 0}, {0.6, 0.6}, {1, 0.6}, {1, 1}, {0.4, 1}, {0.4, 0.4}, {0, 0.4}}},
          {"dart", {{0, 0}, {0.5, 0.35}, {1, 0}, {0.5, 1}}},
          comb(3, 0.45),
          comb(4, 0.6),
          star(5, 0.45),
          star(6, 0.5),
          star(8, 0.6),
          star(4, 0.4)};
}

/// On about `area_km2` of land, where towns of southern China lie.
TownSpec on(const Outline& outline, TownSpec spec, double area_km2) {
  Ring unit_ring = outline.corners;
  unit_ring.push_back(unit_ring.front());
  const double side = std::sqrt(area_km2 * 1e6 / area_of(unit_ring));
  for (const Position p : outline.corners) spec.outline.push_back({500000 + p.x * side, 2640000 + p.y * side});
  spec.area_km2 = 0;
  return spec;
}

struct Context {
  GEOSContextHandle_t handle = GEOS_init_r();
  Context() = default;
  ~Context() { GEOS_finish_r(handle); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
};

/// By GEOS itself: "Valid Geometry", or what is wrong and where.
std::string verdict(const Context& geos, const Polygon& polygon) {
  const auto ring = [&geos](const Ring& points) {
    return GEOSGeom_createLinearRing_r(
        geos.handle, GEOSCoordSeq_copyFromBuffer_r(geos.handle, &points.data()->x, static_cast<unsigned>(points.size()), 0, 0));
  };
  std::vector<GEOSGeometry*> holes;
  for (const Ring& hole : polygon.holes) holes.push_back(ring(hole));
  const auto destroy = [&geos](GEOSGeometry* shape) { GEOSGeom_destroy_r(geos.handle, shape); };
  const auto release = [&geos](char* text) { GEOSFree_r(geos.handle, text); };
  const std::unique_ptr<GEOSGeometry, decltype(destroy)> shape(
      GEOSGeom_createPolygon_r(geos.handle, ring(polygon.outer), holes.data(), static_cast<unsigned>(holes.size())), destroy);
  const std::unique_ptr<char, decltype(release)> reason(GEOSisValidReason_r(geos.handle, shape.get()), release);
  return reason ? reason.get() : "no verdict";
}

void expect_water(const Town& town) {
  const Context geos;
  double water = 0;
  for (const Polygon& polygon : town.waters) {
    EXPECT_EQ(verdict(geos, polygon), "Valid Geometry");
    EXPECT_GT(area_of(polygon.outer), 0) << "clockwise";
    water += area_of(MultiPolygon{polygon});
  }
  double river = 0;
  for (const Block& block : town.blocks) {
    if (block.use != LandUse::water) continue;
    Ring ring;
    for (const VertexId vertex : block.ring) ring.push_back(town.vertices[vertex]);
    ring.push_back(ring.front());
    river += area_of(ring);
  }
  EXPECT_GE(water, 0.35 * river) << "most of a river between its banks is water";
}

/// A sound town with sound water, or a refusal in words where the land does not hold what is asked of it: 1.
int refused(const TownSpec& spec) {
  try {
    const Town town = made(spec, 2);
    expect_sound(town);
    expect_water(town);
    return 0;
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::input);
    EXPECT_STRNE(error.what(), "");
    return 1;
  }
}

TEST(ConcaveLand, HoldsQuarters) {
  int without = 0;
  for (const Outline& outline : outlines()) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      SCOPED_TRACE(fmt::format("{}, seed {}", outline.name, seed));
      without += refused(on(outline, quarter_spec(seed, 2000, 0, 4), 0.7));
    }
  }
  EXPECT_LE(without, 3) << "land is wide enough for nearly all; long arms leave an area too little that one can build on";
}

TEST(ConcaveLand, HoldsCities) {
  for (const Outline& outline : outlines()) {
    SCOPED_TRACE(outline.name);
    EXPECT_EQ(refused(on(outline, city_spec(1, 6000, 0, 5), 5)), 0);
  }
}

TEST(ConcaveLand, HoldsCounties) {
  for (const Outline& outline : outlines()) {
    SCOPED_TRACE(outline.name);
    EXPECT_EQ(refused(on(outline, county_spec(1, 2400, 0, 6), 110)), 0);
  }
}

TEST(RoundLand, HasValidWater) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    TownSpec spec = quarter_spec(seed, 3000, 0.6, 4);
    spec.terrain.rivers = 2;
    expect_water(made(spec, 2));
    expect_water(made(county_spec(seed, 3000, 130, 8), 2));
  }
}

}  // namespace
}  // namespace wangge::town
