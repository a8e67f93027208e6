#include "viewer/server/tile_index.h"

#include "engine/core/error.h"
#include "gis/write/web_mercator.h"
#include "tests/unit/viewer/sample_town.h"
#include "tests/unit/viewer/tile_reader.h"
#include "viewer/server/plan_layers.h"
#include "viewer/server/tile_cache.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <set>
#include <string>

namespace wangge::viewer {
namespace {

const TileIndex& town() {
  static const TileIndex index(plan_layers(sample_town().plan, core::Threads(1)));
  return index;
}

/// Calls visit(tile, layers) for each tile of a zoom that the town may touch.
template <class Visit>
void each_tile(int zoom, const Visit& visit) {
  WorldBox all{{~0U, ~0U}, {0, 0}};
  for (const TileLayer& layer : town().layers()) {
    for (const auto& feature : layer.features) {
      all.low = {std::min(all.low.x, feature.box.low.x), std::min(all.low.y, feature.box.low.y)};
      all.high = {std::max(all.high.x, feature.box.high.x), std::max(all.high.y, feature.box.high.y)};
    }
  }
  const auto tile = [&](std::uint32_t step) { return step >> (32U - static_cast<unsigned>(zoom)); };
  for (std::uint32_t y = tile(all.low.y) - 1; y <= tile(all.high.y) + 1; ++y) {
    for (std::uint32_t x = tile(all.low.x) - 1; x <= tile(all.high.x) + 1; ++x) {
      visit(TileAddress{zoom, x, y}, read_tile(town().encode({zoom, x, y})));
    }
  }
}

TEST(TileIndex, ShowsEachFeatureInEachTileThatItsShapeCrosses) {
  for (const int zoom : {12, 14, 15, 16}) {
    SCOPED_TRACE(zoom);
    each_tile(zoom, [&](TileAddress tile, const std::map<std::string, ReadLayer>& layers) {
      for (const TileLayer& layer : town().layers()) {
        std::set<std::uint64_t> drawn;
        if (const auto read = layers.find(layer.name); read != layers.end()) {
          for (const ReadFeature& feature : read->second.features) drawn.insert(feature.id);
        }
        for (std::size_t f = 0; f < layer.features.size(); ++f) {
          const auto& feature = layer.features[f];
          // A vertex well inside the tile is the plain proof that the shape crosses it.
          bool crosses = false;
          for (std::uint32_t i = layer.paths[feature.first_path].first; i < layer.paths[feature.last_path - 1].last; ++i) {
            const TilePoint point = tile_point(layer.points[i], tile);
            crosses = crosses || (point.x >= 4 && point.y >= 4 && point.x < 4092 && point.y < 4092);
          }
          if (feature.min_zoom > zoom) {
            EXPECT_EQ(drawn.count(f + 1), 0U);
          } else if (crosses && zoom >= 14) {
            EXPECT_EQ(drawn.count(f + 1), 1U) << layer.name << " feature " << f << " tile " << tile.x << "/" << tile.y;
          }
        }
      }
    });
  }
}

TEST(TileIndex, CoversTheTownOnceWithGridsAtEveryZoom) {
  const auto run = sample_town();
  for (const int zoom : {10, 12, 14, 16}) {
    SCOPED_TRACE(zoom);
    std::map<std::string, double> area;
    each_tile(zoom, [&](TileAddress, const std::map<std::string, ReadLayer>& layers) {
      for (const char* name : {"grids", "levels"}) {
        const auto read = layers.find(name);
        if (read == layers.end()) continue;
        for (const ReadFeature& feature : read->second.features) {
          EXPECT_EQ(feature.type, 3);
          for (const TilePath& path : feature.paths) {
            TilePath inner = path;  // without the buffer, so that tiles do not overlap
            for (TilePoint& point : inner) point = {std::clamp(point.x, 0, tile_extent), std::clamp(point.y, 0, tile_extent)};
            area[std::string(name) + (name == std::string("levels") ? feature.properties.at("level") : "")] +=
                static_cast<double>(doubled_area(inner)) / 2;
          }
        }
      }
    });
    EXPECT_GT(area["grids"], 0);
    EXPECT_NEAR(area["grids"] / area["levelstown"], 1, 1e-9);
    EXPECT_NEAR(area["levelscommunity"] / area["levelstown"], 1, 1e-9);
  }
}

TEST(TileIndex, CarriesTheAttributesOfGrids) {
  bool found = false;
  each_tile(13, [&](TileAddress, const std::map<std::string, ReadLayer>& layers) {
    const auto grids = layers.find("grids");
    if (grids == layers.end()) return;
    for (const ReadFeature& feature : grids->second.features) {
      if (feature.properties.at("code") != "900201") continue;
      found = true;
      EXPECT_EQ(feature.properties.at("valid"), "false");
      EXPECT_EQ(feature.properties.at("name"), "Eastside-1");
    }
  });
  EXPECT_TRUE(found);
}

TEST(TileIndex, KeepsBuildingsAndCellsForLargeScales) {
  each_tile(12, [](TileAddress, const std::map<std::string, ReadLayer>& layers) {
    EXPECT_EQ(layers.count("buildings"), 0U);
    EXPECT_EQ(layers.count("cells"), 0U);
  });
}

TEST(TileIndex, IsEmptyFarFromTheTown) { EXPECT_TRUE(town().encode({14, 3, 3}).empty()); }

TEST(WebMercator, PutsTheCrossingOfTheMiddleMeridianAndFortyFiveNorthWhereItBelongs) {
  // UTM zone 32N: 9 E lies at 500 km; 45 N lies at 0.9996 times the meridian arc of 4,984,944.378 m from the equator.
  core::Position place{500000, 0.9996 * 4984944.378};
  gis::to_web_mercator(sample_town().plan.reference, std::span(&place, 1), core::Threads(1));
  EXPECT_NEAR(place.x, 6378137.0 * 9 * std::numbers::pi / 180, 0.002);
  EXPECT_NEAR(place.y, 6378137.0 * std::log(1 + std::sqrt(2.0)), 0.002);
  const gis::GeographicBox box = gis::geographic_box({place, place});
  EXPECT_NEAR(box.west, 9, 1e-8);
  EXPECT_NEAR(box.south, 45, 1e-8);
}

TEST(WebMercator, RefusesAnUnknownSystemAndPlacesOutsideTheWorld) {
  core::Position place{500000, 5000000};
  EXPECT_THROW(
      gis::to_web_mercator({.wkt = "nonsense", .epsg = {}, .name = "", .origin = {}}, std::span(&place, 1), core::Threads(1)),
      core::Error);
  place.x = std::numeric_limits<double>::infinity();
  EXPECT_THROW(gis::to_web_mercator(sample_town().plan.reference, std::span(&place, 1), core::Threads(1)), core::Error);
}

TEST(TileCache, KeepsTheLatestWithinItsLimit) {
  TileCache cache(100);
  int made = 0;
  const auto ask = [&](std::uint32_t x) {
    return *cache.get({10, x, 0}, [&] {
      ++made;
      return std::string(40, static_cast<char>('a' + x));
    });
  };
  EXPECT_EQ(ask(0), std::string(40, 'a'));
  ask(1);
  ask(0);
  EXPECT_EQ(made, 2);
  ask(2);  // drops 1, the one not asked for longest
  EXPECT_LE(cache.bytes(), 100U);
  ask(0);
  EXPECT_EQ(made, 3);
  ask(1);
  EXPECT_EQ(made, 4);
}

}  // namespace
}  // namespace wangge::viewer
