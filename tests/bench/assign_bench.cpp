// Points in polygons: our raster of edge lists beside GEOS (prepared geometries in an STRtree), on the same points in the same
// run.
#include "engine/core/random.h"
#include "gis/assign/point_locator.h"

#include <cmath>
#include <vector>

#include <benchmark/benchmark.h>
#include <geos_c.h>

namespace {

using wangge::core::Position;
using wangge::gis::MultiPolygon;

/// A square mesh of polygons with 32 vertices each: shared, wavy borders.
std::vector<MultiPolygon> mesh(std::size_t side) {
  const auto wave = [](double x, double y, bool across) { return 0.12 * std::sin(across ? 7 * x + 3 * y : 5 * y - 4 * x); };
  std::vector<MultiPolygon> polygons;
  for (std::size_t row = 0; row < side; ++row) {
    for (std::size_t column = 0; column < side; ++column) {
      wangge::gis::Ring ring;
      const auto add = [&](double u, double v) {
        const double x = static_cast<double>(column) + u;
        const double y = static_cast<double>(row) + v;
        const bool corner = (u == 0 || u == 1) && (v == 0 || v == 1);
        ring.push_back(
            corner ? Position{x, y}
                   : Position{x + (u == 0 || u == 1 ? wave(x, y, true) : 0), y + (v == 0 || v == 1 ? wave(x, y, false) : 0)});
      };
      for (int i = 0; i < 8; ++i) add(i / 8.0, 0);
      for (int i = 0; i < 8; ++i) add(1, i / 8.0);
      for (int i = 8; i > 0; --i) add(i / 8.0, 1);
      for (int i = 8; i > 0; --i) add(0, i / 8.0);
      ring.push_back(ring.front());
      polygons.push_back({{.outer = ring, .holes = {}}});
    }
  }
  return polygons;
}

std::vector<Position> scattered(std::size_t count, double extent) {
  wangge::core::Stream luck(wangge::core::Seed(7), 0, "points", 0);
  std::vector<Position> points(count);
  for (Position& p : points) p = {luck.uniform() * extent, luck.uniform() * extent};
  return points;
}

constexpr std::size_t point_count = 1000000;

void ours_build(benchmark::State& state) {
  const auto polygons = mesh(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(wangge::gis::PointLocator(polygons));
}

void ours_query(benchmark::State& state) {
  const auto side = static_cast<std::size_t>(state.range(0));
  const wangge::gis::PointLocator locator(mesh(side));
  const auto points = scattered(point_count, static_cast<double>(side));
  for (auto _ : state) benchmark::DoNotOptimize(locator.locate(points, wangge::core::Threads(1)));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(point_count));
}

struct GeosHit {
  GEOSContextHandle_t context;
  const GEOSPreparedGeometry* const* prepared;
  const GEOSGeometry* point;
  std::size_t lowest;
};

void geos_query(benchmark::State& state) {
  const auto side = static_cast<std::size_t>(state.range(0));
  const auto polygons = mesh(side);
  const auto points = scattered(point_count, static_cast<double>(side));
  GEOSContextHandle_t context = GEOS_init_r();
  std::vector<GEOSGeometry*> shapes;
  std::vector<const GEOSPreparedGeometry*> prepared;
  std::vector<std::size_t> numbers(polygons.size());
  GEOSSTRtree* tree = GEOSSTRtree_create_r(context, 10);
  for (std::size_t i = 0; i < polygons.size(); ++i) {
    const auto& ring = polygons[i][0].outer;
    GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(context, static_cast<unsigned>(ring.size()), 2);
    for (unsigned k = 0; k < ring.size(); ++k) GEOSCoordSeq_setXY_r(context, sequence, k, ring[k].x, ring[k].y);
    shapes.push_back(GEOSGeom_createPolygon_r(context, GEOSGeom_createLinearRing_r(context, sequence), nullptr, 0));
    prepared.push_back(GEOSPrepare_r(context, shapes.back()));
    numbers[i] = i;
    GEOSSTRtree_insert_r(context, tree, shapes.back(), &numbers[i]);
  }
  for (auto _ : state) {
    std::size_t assigned = 0;
    for (const Position& p : points) {
      GEOSGeometry* point = GEOSGeom_createPointFromXY_r(context, p.x, p.y);
      GeosHit hit{context, prepared.data(), point, polygons.size()};
      GEOSSTRtree_query_r(
          context, tree, point,
          [](void* item, void* data) {
            auto* found = static_cast<GeosHit*>(data);
            const std::size_t number = *static_cast<std::size_t*>(item);
            if (number < found->lowest && GEOSPreparedIntersects_r(found->context, found->prepared[number], found->point) == 1)
              found->lowest = number;
          },
          &hit);
      assigned += hit.lowest < polygons.size() ? 1 : 0;
      GEOSGeom_destroy_r(context, point);
    }
    benchmark::DoNotOptimize(assigned);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(point_count));
  for (const auto* geometry : prepared) GEOSPreparedGeom_destroy_r(context, geometry);
  GEOSSTRtree_destroy_r(context, tree);
  for (auto* geometry : shapes) GEOSGeom_destroy_r(context, geometry);
  GEOS_finish_r(context);
}

BENCHMARK(ours_build)->Arg(10)->Arg(32)->Arg(100)->Unit(benchmark::kMillisecond);
BENCHMARK(ours_query)->Arg(10)->Arg(32)->Arg(100)->Unit(benchmark::kMillisecond);
BENCHMARK(geos_query)->Arg(10)->Arg(32)->Arg(100)->Unit(benchmark::kMillisecond);

}  // namespace
