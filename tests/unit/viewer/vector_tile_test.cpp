#include "viewer/server/vector_tile.h"

#include "engine/core/random.h"
#include "tests/unit/viewer/tile_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

namespace wangge::viewer {
namespace {

using Attribute = TileLayerBuilder::Attribute;

/// Web Mercator metres are a projected system too: tests draw in tile units of one tile.
const gis::ReferenceSystem mercator{.wkt = "", .epsg = 3857, .name = "Web Mercator", .origin = {}};
constexpr TileAddress home{10, 540, 358};

/// A place given in units of the home tile, y downwards.
core::Position at(double x, double y) {
  const double unit = 2 * 20037508.342789244 / 1024 / tile_extent;
  return {(home.x * 4096.0 + x) * unit - 20037508.342789244, 20037508.342789244 - (home.y * 4096.0 + y) * unit};
}

gis::Ring ring(std::initializer_list<std::pair<double, double>> points) {
  gis::Ring result;
  for (const auto& [x, y] : points) result.push_back(at(x, y));
  result.push_back(result.front());
  return result;
}

std::map<std::string, ReadLayer> drawn(TileLayerBuilder& builder, TileAddress tile = home) {
  const TileLayer layer = builder.build(mercator, core::Threads(1));
  std::vector<std::uint32_t> all(layer.features.size());
  std::iota(all.begin(), all.end(), 0U);
  std::string bytes;
  append_tile_layer(bytes, layer, all, tile);
  return read_tile(bytes);
}

TEST(VectorTile, WritesASquareWithItsHoleAsTheSpecificationAsks) {
  TileLayerBuilder builder("grids", {"code", "households", "share", "valid", "name"});
  builder.add_polygons({{.outer = ring({{100, 200}, {100, 600}, {500, 600}, {500, 200}}),
                         .holes = {ring({{200, 300}, {300, 300}, {300, 400}, {200, 400}})}}},
                       0, std::array<Attribute, 5>{std::string("7001"), std::int64_t{-5}, 0.5, true, Attribute()});
  const auto layers = drawn(builder);
  const ReadLayer& layer = layers.at("grids");
  EXPECT_EQ(layer.version, 2U);
  EXPECT_EQ(layer.extent, 4096U);
  ASSERT_EQ(layer.features.size(), 1U);
  const ReadFeature& feature = layer.features.front();
  EXPECT_EQ(feature.id, 1U);
  EXPECT_EQ(feature.type, 3);
  const std::map<std::string, std::string> properties = {
      {"code", "7001"}, {"households", "-5"}, {"share", "0.500000"}, {"valid", "true"}};
  EXPECT_EQ(feature.properties, properties);
  ASSERT_EQ(feature.paths.size(), 2U);
  EXPECT_EQ(feature.closed, (std::vector<bool>{true, true}));
  EXPECT_EQ(feature.paths[0].size(), 4U);
  EXPECT_EQ(doubled_area(feature.paths[0]), 2 * 400 * 400);
  EXPECT_EQ(doubled_area(feature.paths[1]), -2 * 100 * 100);
  EXPECT_NE(std::find(feature.paths[0].begin(), feature.paths[0].end(), TilePoint{500, 600}), feature.paths[0].end());
}

TEST(VectorTile, CutsAPolygonAtTheBufferedSide) {
  TileLayerBuilder builder("grids", {});
  builder.add_polygons({{.outer = ring({{-9000, -9000}, {9000, -9000}, {9000, 2048}, {-9000, 2048}}), .holes = {}}}, 0, {});
  const auto layers = drawn(builder);
  const TilePath& path = layers.at("grids").features.front().paths.front();
  EXPECT_EQ(path.size(), 4U);
  EXPECT_EQ(doubled_area(path), 2LL * (4096 + 128) * (2048 + 64));
}

TEST(VectorTile, LeavesOutWhatDoesNotTouchTheTile) {
  TileLayerBuilder builder("grids", {});
  builder.add_polygons({{.outer = ring({{5000, 0}, {6000, 0}, {6000, 100}}), .holes = {}}}, 0, {});
  builder.add_line({at(-500, -500), at(-500, 9000)}, 0, {});
  builder.add_point(at(4096, 10), 0, {});
  EXPECT_TRUE(drawn(builder).empty());
}

TEST(VectorTile, LeavesOutPolygonsWithoutArea) {
  TileLayerBuilder builder("grids", {});
  builder.add_polygons({{.outer = ring({{10.1, 10.1}, {10.2, 10.1}, {10.2, 10.2}}), .holes = {}}}, 0, {});
  EXPECT_TRUE(drawn(builder).empty());
}

TEST(VectorTile, PutsAPointIntoOneOfTwoNeighbouringTiles) {
  for (const double x : {4095.4, 4095.6, 4096.0}) {
    int times = 0;
    for (const std::uint32_t step : {0U, 1U}) {
      TileLayerBuilder builder("posts", {});
      builder.add_point(at(x, 50), 0, {});
      times += static_cast<int>(drawn(builder, {home.zoom, home.x + step, home.y}).size());
    }
    EXPECT_EQ(times, 1) << x;
  }
}

TEST(VectorTile, SplitsALineThatLeavesAndComesBack) {
  TileLayerBuilder builder("roads", {});
  builder.add_line({at(100, 100), at(100, -500), at(900, -500), at(900, 100)}, 0, {});
  const auto layers = drawn(builder);
  const ReadFeature& feature = layers.at("roads").features.front();
  ASSERT_EQ(feature.paths.size(), 2U);
  EXPECT_EQ(feature.paths[0], (TilePath{{100, 100}, {100, -64}}));
  EXPECT_EQ(feature.paths[1], (TilePath{{900, -64}, {900, 100}}));
}

TEST(VectorTile, MergesEqualValues) {
  TileLayerBuilder builder("posts", {"kind", "level"});
  for (int i = 0; i < 3; ++i)
    builder.add_point(at(i, i), 0, std::array<Attribute, 2>{std::string("station"), std::string("station")});
  const TileLayer layer = builder.build(mercator, core::Threads(1));
  EXPECT_EQ(layer.values.size(), 1U);
}

/// A star-shaped ring round a place: simple by construction.
gis::Ring star(core::Stream& stream, double x, double y, double radius) {
  gis::Ring result;
  const int corners = 3 + static_cast<int>(stream.below(30));
  for (int i = 0; i < corners; ++i) {
    const double angle = 2 * 3.14159265358979 * (i + 0.8 * stream.uniform()) / corners;
    const double distance = radius * (0.3 + 0.7 * stream.uniform());
    result.push_back(at(x + distance * std::cos(angle), y + distance * std::sin(angle)));
  }
  result.push_back(result.front());
  return result;
}

/// Area of the part of a ring inside a box by counting lattice points: the slow way.
double counted_area(const TilePath& ring, double from, double to, double step) {
  double area = 0;
  for (double y = from + step / 2; y < to; y += step) {
    for (double x = from + step / 2; x < to; x += step) {
      bool inside = false;
      for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const bool crosses = (ring[i].y > y) != (ring[j].y > y);
        if (crosses && x < ring[i].x + (y - ring[i].y) * (ring[j].x - ring[i].x) / (ring[j].y - ring[i].y)) inside = !inside;
      }
      if (inside) area += step * step;
    }
  }
  return area;
}

TEST(VectorTile, KeepsTheAreaInsideTheTileOfRandomRings) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    core::Stream stream(core::Seed(seed), 0, "star", 0);
    const gis::Ring shape =
        star(stream, 6000 * stream.uniform() - 1000, 6000 * stream.uniform() - 1000, 300 + 4000 * stream.uniform());
    TileLayerBuilder builder("grids", {});
    builder.add_polygons({{.outer = shape, .holes = {}}}, 0, {});
    TilePath whole;
    for (std::size_t i = 1; i < shape.size(); ++i) {
      const double unit = 2 * 20037508.342789244 / 1024 / tile_extent;
      whole.push_back({static_cast<std::int32_t>(std::lround((shape[i].x + 20037508.342789244) / unit - home.x * 4096.0)),
                       static_cast<std::int32_t>(std::lround((20037508.342789244 - shape[i].y) / unit - home.y * 4096.0))});
    }
    const double expected = counted_area(whole, -tile_buffer, tile_extent + tile_buffer, 16);
    const auto layers = drawn(builder);
    double area = 0;
    if (!layers.empty()) {
      for (const TilePath& path : layers.at("grids").features.front().paths) {
        area += static_cast<double>(doubled_area(path)) / 2;
        EXPECT_GT(doubled_area(path), 0);
        for (const TilePoint point : path) {
          EXPECT_GE(std::min(point.x, point.y), -tile_buffer);
          EXPECT_LE(std::max(point.x, point.y), tile_extent + tile_buffer);
        }
      }
    }
    EXPECT_NEAR(area, expected, 0.01 * expected + 20000);
  }
}

}  // namespace
}  // namespace wangge::viewer
