#include "gis/cells/build_cells.h"
#include "tests/support/random_layers.h"
#include "tests/support/random_villages.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <memory>
#include <numeric>
#include <set>

#include <geos_c.h>
#include <gtest/gtest.h>

namespace wangge::gis {
namespace {

using territory::CellId;
using testing::RandomLayers;

CellBuild build(const Layers& layers, int threads = 1) {
  core::SilentProgress progress;
  return build_cells(layers, {}, core::Threads(threads), progress);
}

/// Shapes as another library sees them.
class Geos {
 public:
  using Shape = std::unique_ptr<GEOSGeometry, void (*)(GEOSGeometry*)>;

  static Shape shape(const MultiPolygon& polygons) {
    std::vector<GEOSGeometry*> parts;
    for (const Polygon& polygon : polygons) {
      std::vector<GEOSGeometry*> holes;
      for (const Ring& hole : polygon.holes) holes.push_back(ring(hole));
      parts.push_back(
          GEOSGeom_createPolygon_r(context(), ring(polygon.outer), holes.data(), static_cast<unsigned>(holes.size())));
    }
    return own(GEOSGeom_createCollection_r(context(), GEOS_MULTIPOLYGON, parts.data(), static_cast<unsigned>(parts.size())));
  }
  static bool valid(const Shape& shape) { return GEOSisValid_r(context(), shape.get()) == 1; }
  static double area(const Shape& shape) {
    double area = -1;
    GEOSArea_r(context(), shape.get(), &area);
    return area;
  }
  static Shape intersection(const Shape& a, const Shape& b) { return own(GEOSIntersection_r(context(), a.get(), b.get())); }
  static Shape repaired(const Shape& a) { return own(GEOSMakeValid_r(context(), a.get())); }

 private:
  static GEOSContextHandle_t context() {
    static GEOSContextHandle_t handle = GEOS_init_r();
    return handle;
  }
  static Shape own(GEOSGeometry* geometry) {
    return {geometry, [](GEOSGeometry* gone) { GEOSGeom_destroy_r(context(), gone); }};
  }
  static GEOSGeometry* ring(const Ring& points) {
    GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(context(), static_cast<unsigned>(points.size()), 2);
    for (unsigned i = 0; i < points.size(); ++i) GEOSCoordSeq_setXY_r(context(), sequence, i, points[i].x, points[i].y);
    return GEOSGeom_createLinearRing_r(context(), sequence);
  }
};

using Place = std::pair<double, double>;

void add_segments(std::map<std::pair<Place, Place>, int>& count, const Ring& ring) {
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) ++count[{{ring[i].x, ring[i].y}, {ring[i + 1].x, ring[i + 1].y}}];
}

std::map<std::pair<Place, Place>, int> directed_segments(const std::vector<MultiPolygon>& shapes) {
  std::map<std::pair<Place, Place>, int> count;
  for (const MultiPolygon& shape : shapes) {
    for (const Polygon& polygon : shape) {
      add_segments(count, polygon.outer);
      for (const Ring& hole : polygon.holes) add_segments(count, hole);
    }
  }
  return count;
}

std::vector<MultiPolygon> all_polygons(const CellBuild& built) {
  std::vector<MultiPolygon> shapes;
  for (const CellId cell : core::ids<CellId>(built.coverage.size())) shapes.push_back(built.coverage.polygon(cell));
  return shapes;
}

void expect_valid_and_tiling(const CellBuild& built, const Layers& layers) {
  const std::vector<MultiPolygon> cells = all_polygons(built);
  const std::size_t areas = layers.levels.back().size();
  const std::vector<MultiPolygon> dissolved =
      built.coverage.dissolve(built.area_feature, static_cast<std::uint32_t>(areas), core::Threads(1));
  std::vector<double> sum(areas, 0);
  for (const CellId cell : core::ids<CellId>(cells.size())) {
    const MultiPolygon& shape = cells[cell.value()];
    EXPECT_EQ(shape.size(), 1U) << "a cell is one connected piece";
    const Geos::Shape polygon = Geos::shape(shape);
    EXPECT_TRUE(Geos::valid(polygon));
    EXPECT_NEAR(Geos::area(polygon), built.area[cell].value, 1e-6);
    sum[built.area_feature[cell]] += built.area[cell].value;
  }
  for (std::size_t i = 0; i < areas; ++i) {
    const Geos::Shape given = Geos::repaired(Geos::shape(layers.levels.back()[i].shape));
    const Geos::Shape shown = Geos::shape(dissolved[i]);
    EXPECT_TRUE(Geos::valid(shown));
    EXPECT_NEAR(Geos::area(shown), sum[i], 1e-6);
    EXPECT_NEAR(Geos::area(shown), Geos::area(given), 1e-6 * Geos::area(given) + 0.1);
    EXPECT_NEAR(Geos::area(Geos::intersection(shown, given)), Geos::area(given), 1e-6 * Geos::area(given) + 0.1);
  }
  const auto of_cells = directed_segments(cells);
  const auto of_areas = directed_segments(dissolved);
  for (const auto& [segment, count] : of_cells) {
    EXPECT_EQ(count, 1);
    const bool outer = of_cells.count({segment.second, segment.first}) == 0;
    EXPECT_TRUE(!outer || of_areas.count(segment) == 1) << "a segment without its reverse lies on the border of an area";
  }
  for (const auto& [segment, count] : of_areas)
    EXPECT_EQ(of_cells.count(segment), 1U) << "outlines of areas consist of segments of cells";
}

void expect_connected(const CellBuild& built) {
  std::vector<std::uint32_t> head(built.coverage.size());
  std::iota(head.begin(), head.end(), 0U);
  const auto find = [&](std::uint32_t cell) {
    while (head[cell] != cell) cell = head[cell];
    return cell;
  };
  for (const CellId cell : core::ids<CellId>(head.size())) {
    for (const territory::Neighbour& neighbour : built.neighbours[cell]) {
      const auto back = built.neighbours[neighbour.cell];
      EXPECT_EQ(std::count_if(back.begin(), back.end(),
                              [&](const auto& other) { return other.cell == cell && other.border == neighbour.border; }),
                1);
      if (built.area_feature[cell] == built.area_feature[neighbour.cell]) head[find(cell.value())] = find(neighbour.cell.value());
    }
  }
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::set<std::uint32_t>> pieces;
  for (const CellId cell : core::ids<CellId>(head.size()))
    pieces[{built.area_feature[cell], built.part[cell]}].insert(find(cell.value()));
  for (const auto& [part, heads] : pieces) EXPECT_EQ(heads.size(), 1U);
}

void expect_buildings_whole(const CellBuild& built, const Layers& layers) {
  std::set<std::string> reported;
  for (const core::Finding& finding : built.findings.all()) reported.insert(finding.feature);
  std::size_t placed = 0;
  for (std::size_t i = 0; i < layers.buildings.size(); ++i) {
    const CellId cell = built.cell_of_building[i];
    EXPECT_EQ(cell.valid(), built.unassigned_reason[i].en.empty());
    if (!cell.valid()) continue;
    ++placed;
    if (layers.buildings[i].footprint.empty()) {
      EXPECT_EQ(built.coverage.cell_at(*layers.buildings[i].point), cell);
      continue;
    }
    if (reported.count(layers.buildings[i].source_id) != 0) continue;
    const Geos::Shape footprint = Geos::repaired(Geos::shape(layers.buildings[i].footprint));
    const double inside = Geos::area(Geos::intersection(footprint, Geos::shape(built.coverage.polygon(cell))));
    EXPECT_NEAR(inside, Geos::area(footprint), std::max(0.1, 0.01 * Geos::area(footprint))) << layers.buildings[i].source_id;
  }
  std::size_t listed = 0;
  for (const auto& buildings : built.buildings) listed += buildings.size();
  EXPECT_EQ(listed, placed);
}

std::uint64_t digest(const CellBuild& built) {
  std::uint64_t hash = 1469598103934665603ULL;
  const auto mix = [&](double value) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    hash = (hash ^ bits) * 1099511628211ULL;
  };
  for (const auto& [segment, count] : directed_segments(all_polygons(built))) {
    for (const double value : {segment.first.first, segment.first.second, segment.second.first, segment.second.second})
      mix(value);
  }
  for (const CellId cell : core::ids<CellId>(built.coverage.size())) {
    for (const double value : {built.area[cell].value, built.perimeter[cell].value, built.place[cell].x, built.place[cell].y})
      mix(value);
    for (const territory::Neighbour& neighbour : built.neighbours[cell]) mix(neighbour.border.value + neighbour.cell.value());
  }
  return hash;
}

TEST(CellInvariants, HoldInRandomTowns) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const RandomLayers town(seed,
                            {.houses = 20 + static_cast<std::uint32_t>(seed % 5) * 30, .width = seed % 3 == 0 ? 200.0 : 500.0});
    const CellBuild built = build(town.layers);
    expect_valid_and_tiling(built, town.layers);
    expect_connected(built);
    expect_buildings_whole(built, town.layers);
    if (::testing::Test::HasFailure()) break;
  }
}

TEST(CellInvariants, HoldAmongVillagesThatShareTheirFields) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const testing::RandomVillages land(seed, {});
    const CellBuild built = build(land.layers);
    expect_valid_and_tiling(built, land.layers);
    expect_connected(built);
    expect_buildings_whole(built, land.layers);
    EXPECT_EQ(digest(build(land.layers, 3)), digest(built));
    if (::testing::Test::HasFailure()) break;
  }
}

TEST(CellInvariants, HoldForAnyNumberOfThreadsWithTheSameDigest) {
  for (std::uint64_t seed = 100; seed < 105; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const RandomLayers town(seed, {.houses = 150});
    const std::uint64_t one = digest(build(town.layers, 1));
    EXPECT_EQ(digest(build(town.layers, 2)), one);
    EXPECT_EQ(digest(build(town.layers, 5)), one);
  }
}

TEST(CellInvariants, HoldFarFromTheOriginAndAcrossAShiftOfWholeMetres) {
  const RandomLayers town(3, {.houses = 80});
  Layers moved = town.layers;
  const auto shift = [](Ring& ring) {
    for (Position& p : ring) p = {p.x + 500000, p.y + 5200000};
  };
  const auto shift_all = [&](MultiPolygon& shape) {
    for (Polygon& polygon : shape) {
      shift(polygon.outer);
      for (Ring& hole : polygon.holes) shift(hole);
    }
  };
  for (AreaFeature& area : moved.levels[0]) shift_all(area.shape);
  for (BuildingFeature& building : moved.buildings) {
    shift_all(building.footprint);
    if (building.point) building.point = Position{building.point->x + 500000, building.point->y + 5200000};
  }
  for (LineFeature& line : moved.lines) shift(line.points);
  for (WaterFeature& water : moved.waters) shift_all(water.shape);
  const CellBuild here = build(town.layers);
  const CellBuild there = build(moved);
  expect_valid_and_tiling(there, moved);
  ASSERT_EQ(here.coverage.size(), there.coverage.size());
  for (const CellId cell : core::ids<CellId>(here.coverage.size()))
    EXPECT_NEAR(here.area[cell].value, there.area[cell].value, 0.5);
}

double distance(const MultiPolygon& footprint, Position p) {
  double nearest = std::numeric_limits<double>::infinity();
  const Ring& ring = footprint[0].outer;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const double dx = ring[i + 1].x - ring[i].x, dy = ring[i + 1].y - ring[i].y;
    const double share = std::clamp(((p.x - ring[i].x) * dx + (p.y - ring[i].y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
    nearest = std::min(nearest, std::hypot(ring[i].x + share * dx - p.x, ring[i].y + share * dy - p.y));
  }
  return nearest;
}

TEST(CellInvariants, GiveOpenLandToTheNearestHouse) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const RandomLayers town(seed, {.houses = 64, .plain = true});
    const CellBuild built = build(town.layers);
    ASSERT_EQ(built.coverage.size(), 64U);
    core::Stream luck(core::Seed(seed), 0, "samples", 0);
    for (int i = 0; i < 500; ++i) {
      const Position p{400 * luck.uniform(), 400 * luck.uniform()};
      const auto cell = built.coverage.cell_at(p);
      ASSERT_TRUE(cell.has_value());
      const double own = distance(town.layers.buildings[built.buildings[*cell].front()].footprint, p);
      for (const BuildingFeature& other : town.layers.buildings) {
        if (own > distance(other.footprint, p) + 0.7) {
          // Inside a house the distance to its own wall says nothing.
          const Geos::Shape home = Geos::shape(town.layers.buildings[built.buildings[*cell].front()].footprint);
          const Geos::Shape dot = Geos::shape({{{{p.x, p.y}, {p.x + 0.01, p.y}, {p.x, p.y + 0.01}, {p.x, p.y}}, {}}});
          EXPECT_GT(Geos::area(Geos::intersection(home, dot)), 0) << p.x << ' ' << p.y << ' ' << other.source_id;
        }
      }
    }
  }
}

}  // namespace
}  // namespace wangge::gis
