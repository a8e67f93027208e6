#include "scenarios/lab/route_way.h"

#include "engine/core/error.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>

namespace wangge::scenarios {
namespace {

using network::Mode;

const std::filesystem::path liechtenstein =
    std::filesystem::path(WANGGE_SOURCE_DIR) / "data/liechtenstein/liechtenstein-20240304.osm.pbf";

// From the centre of Vaduz to that of Schaan, as docs/lab.md shows it.
const gis::LonLat vaduz{9.5199, 47.1410};
const gis::LonLat schaan{9.5090, 47.1663};

/// Metres between two places of GeoJSON, on the sphere.
double metres(const nlohmann::json& a, const nlohmann::json& b) {
  const double north = (b[1].get<double>() - a[1].get<double>()) * 111'195;
  const double east = (b[0].get<double>() - a[0].get<double>()) * 111'195 * std::cos(a[1].get<double>() * 3.14159265358979 / 180);
  return std::hypot(north, east);
}

TEST(LabWay, LeadsFromDoorToDoorAsItsGeometrySays) {
  const wangge::test::TemporaryFolder folder;
  const std::filesystem::path out = folder / "way.geojson";
  core::SilentProgress progress;
  for (const Mode mode : {Mode::walk, Mode::ebike, Mode::car}) {
    const auto answer =
        nlohmann::json::parse(lab_way({.roads = liechtenstein, .mode = mode, .from = vaduz, .to = schaan, .out = out}, progress));
    EXPECT_EQ(answer["mode"], network::name(mode));
    EXPECT_GT(answer["metres"], 2900);  // as the crow flies
    EXPECT_LT(answer["metres"], 6000);
    EXPECT_GT(answer["roads"].size(), 5U);
    std::ifstream file(out);
    const auto features = nlohmann::json::parse(file)["features"];
    ASSERT_EQ(features.size(), 3U);
    EXPECT_EQ(features[0]["properties"]["part"], "walk");
    EXPECT_EQ(features[1]["properties"]["part"], "road");
    double length = 0;
    for (const auto& feature : features) {
      const auto& line = feature["geometry"]["coordinates"];
      for (std::size_t i = 1; i < line.size(); ++i) length += metres(line[i - 1], line[i]);
    }
    EXPECT_NEAR(length, answer["metres"].get<double>(), 0.01 * length);
    EXPECT_LT(metres(features[0]["geometry"]["coordinates"][0], {vaduz.longitude, vaduz.latitude}), 0.1);
    EXPECT_EQ(features[0]["geometry"]["coordinates"].back(), features[1]["geometry"]["coordinates"].front());
    EXPECT_EQ(features[1]["geometry"]["coordinates"].back(), features[2]["geometry"]["coordinates"].front());
    EXPECT_LT(metres(features[2]["geometry"]["coordinates"].back(), {schaan.longitude, schaan.latitude}), 0.1);
  }
}

TEST(LabWay, SaysWhatHasNoRoad) {
  core::SilentProgress progress;
  try {
    static_cast<void>(lab_way({.roads = liechtenstein, .from = vaduz, .to = {9.0, 47.0}}, progress));
    FAIL() << "nothing thrown";
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::input);
    EXPECT_NE(error.message().en.find("300 m of 9,47"), std::string::npos) << error.message().en;
  }
}

}  // namespace
}  // namespace wangge::scenarios
