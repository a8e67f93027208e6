#include "viewer/server/simplify.h"

#include "engine/core/random.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <set>
#include <vector>

namespace wangge::viewer {
namespace {

const gis::ReferenceSystem mercator{.wkt = "", .epsg = 3857, .name = "Web Mercator", .origin = {}};

std::vector<WorldPoint> shown(const TileLayer& layer, std::size_t path, int zoom) {
  std::vector<WorldPoint> points;
  for (std::uint32_t i = layer.paths[path].first; i < layer.paths[path].last; ++i) {
    if (layer.from_zoom[i] <= zoom) points.push_back(layer.points[i]);
  }
  return points;
}

double distance(WorldPoint p, WorldPoint a, WorldPoint b) {
  const double dx = static_cast<double>(b.x) - a.x, dy = static_cast<double>(b.y) - a.y;
  const double px = static_cast<double>(p.x) - a.x, py = static_cast<double>(p.y) - a.y;
  const double along = dx == 0 && dy == 0 ? 0 : std::clamp((px * dx + py * dy) / (dx * dx + dy * dy), 0.0, 1.0);
  return std::hypot(px - along * dx, py - along * dy);
}

TEST(Simplify, DropsABendWhereItIsSmallerThanHalfAPixel) {
  TileLayerBuilder builder("roads", {});
  // At zoom 10 half a pixel is 38 m: the bend of 100 m appears at zoom 9, where half a pixel is 76 m.
  builder.add_line({{0, 0}, {5000, 100}, {10000, 0}}, 0, {});
  TileLayer layer = builder.build(mercator, core::Threads(1));
  TileLayer* layers[] = {&layer};
  simplify_together(layers);
  EXPECT_EQ(layer.from_zoom[0], 0);
  EXPECT_EQ(layer.from_zoom[1], 9);
  EXPECT_EQ(layer.from_zoom[2], 0);
}

TEST(Simplify, StaysWithinHalfAPixelOfTheLine) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(seed);
    core::Stream stream(core::Seed(seed), 0, "walk", 0);
    gis::LineString line = {{500000, 6000000}};
    for (int i = 0; i < 200; ++i)
      line.push_back({line.back().x + 80 * stream.uniform() - 20, line.back().y + 80 * stream.uniform() - 40});
    TileLayerBuilder builder("roads", {});
    builder.add_line(line, 0, {});
    TileLayer layer = builder.build(mercator, core::Threads(1));
    TileLayer* layers[] = {&layer};
    simplify_together(layers);
    for (int zoom = 6; zoom < max_tile_zoom; ++zoom) {
      const std::vector<WorldPoint> kept = shown(layer, 0, zoom);
      const double half_pixel = 4294967296.0 / 1024 / std::pow(2, zoom);
      for (const WorldPoint& point : layer.points) {
        double nearest = 1e18;
        for (std::size_t i = 1; i < kept.size(); ++i) nearest = std::min(nearest, distance(point, kept[i - 1], kept[i]));
        ASSERT_LE(nearest, half_pixel * 1.001) << "zoom " << zoom;
      }
    }
    EXPECT_EQ(shown(layer, 0, max_tile_zoom).size(), line.size());
    EXPECT_LT(shown(layer, 0, 10).size(), line.size() / 3);
  }
}

/// Squares of a jittered lattice: neighbours share every vertex of their border.
gis::MultiPolygon square(core::Seed seed, int column, int row) {
  constexpr int pieces = 24;
  const auto place = [&](int x, int y) {
    core::Stream stream(seed, 0, "lattice", static_cast<std::uint64_t>(y * 1000 + x));
    return core::Position{500000 + x * 40 + 60 * stream.uniform(), 6000000 + y * 40 + 60 * stream.uniform()};
  };
  gis::Ring ring;
  const int x = column * pieces, y = row * pieces;
  for (int i = 0; i < pieces; ++i) ring.push_back(place(x + i, y));
  for (int i = 0; i < pieces; ++i) ring.push_back(place(x + pieces, y + i));
  for (int i = 0; i < pieces; ++i) ring.push_back(place(x + pieces - i, y + pieces));
  for (int i = 0; i < pieces; ++i) ring.push_back(place(x, y + pieces - i));
  ring.push_back(ring.front());
  return {{.outer = ring, .holes = {}}};
}

TEST(Simplify, KeepsNeighboursTogether) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    SCOPED_TRACE(seed);
    TileLayerBuilder builder("grids", {});
    for (int row = 0; row < 3; ++row) {
      for (int column = 0; column < 3; ++column) builder.add_polygons(square(core::Seed(seed), column, row), 0, {});
    }
    TileLayer layer = builder.build(mercator, core::Threads(1));
    TileLayer* layers[] = {&layer};
    simplify_together(layers);
    for (int zoom = 8; zoom <= max_tile_zoom; ++zoom) {
      // Each edge inside the block stands in two rings, once in each direction: then no gap and no overlap can be between them.
      std::multiset<std::pair<WorldPoint, WorldPoint>> edges;
      for (std::size_t path = 0; path < layer.paths.size(); ++path) {
        const std::vector<WorldPoint> points = shown(layer, path, zoom);
        for (std::size_t i = 0; i < points.size(); ++i) edges.emplace(points[i], points[(i + 1) % points.size()]);
      }
      const std::vector<WorldPoint> middle = shown(layer, 4, zoom);
      for (std::size_t i = 0; i < middle.size(); ++i) {
        ASSERT_EQ(edges.count({middle[(i + 1) % middle.size()], middle[i]}), 1U) << "zoom " << zoom;
      }
    }
  }
}

}  // namespace
}  // namespace wangge::viewer
