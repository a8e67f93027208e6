#include "gis/read/elevation.h"

#include "tests/unit/gis_read/town_files.h"

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <gdal_priv.h>

namespace wangge::gis {
namespace {

/// Heights of 4 x 3 cells of 10 m, the upper left corner at 500000 E 5000030 N of UTM 32: a slope of 1 in 10 to the east, and
/// 2 in 10 to the north.
///
///     20 21 22 23
///     18 19 20 21
///     16 17 18 19
const std::vector<float> hillside = {20, 21, 22, 23, 18, 19, 20, 21, 16, 17, 18, 19};

struct RasterKind {
  int epsg = 32632;  ///< 0: none
  std::array<double, 6> transform = {500000, 10, 0, 5000030, 0, -10};
  bool placed = true;
  const char* unit = "";
  double scale = 1;
  double offset = 0;
};

SourceSpec raster(const test::SourceFolder& folder, const std::vector<float>& cells, const RasterKind& kind = {}) {
  const GdalMessages messages;
  const DatasetHandle file(
      GetGDALDriverManager()->GetDriverByName("GTiff")->Create((folder / "dem.tif").c_str(), 4, 3, 1, GDT_Float32, nullptr));
  if (kind.epsg != 0) {
    OGRSpatialReference reference;
    reference.importFromEPSG(kind.epsg);
    file->SetSpatialRef(&reference);
  }
  std::array<double, 6> transform = kind.transform;
  if (kind.placed) file->SetGeoTransform(transform.data());
  GDALRasterBand* band = file->GetRasterBand(1);
  band->SetNoDataValue(-9999);
  if (*kind.unit != '\0') band->SetUnitType(kind.unit);
  if (kind.scale != 1) band->SetScale(kind.scale);
  if (kind.offset != 0) band->SetOffset(kind.offset);
  std::vector<float> copy = cells;
  EXPECT_EQ(band->RasterIO(GF_Write, 0, 0, 4, 3, copy.data(), 4, 3, GDT_Float32, 0, 0, nullptr), CE_None);
  return folder.source("dem.tif");
}

test::Row road(const std::string& coordinates) {
  return {"\"class\": \"residential\"", R"({"type": "LineString", "coordinates": [)" + coordinates + "]}"};
}

Layers read(const test::SourceFolder& folder, const std::vector<test::Row>& roads, const SourceSpec& heights) {
  LayerSpecs specs;
  specs.reference = "EPSG:32632";
  specs.roads.source = folder.write("roads.geojson", test::geojson(roads));
  specs.roads.class_field = "class";
  specs.roads.elevation = heights;
  return test::read(specs);
}

std::vector<double> values(const std::vector<core::Metres>& heights) {
  std::vector<double> all;
  for (const core::Metres height : heights) all.push_back(height.value);
  return all;
}

TEST(Elevation, IsReadBetweenTheMiddlesOfCells) {
  const test::SourceFolder folder;
  const SourceSpec dem = raster(folder, hillside);
  // middles of cells lie at 500005 E 5000025 N and every 10 m; the last points are at the rim, half a cell outside of middles
  const Layers layers =
      read(folder, {road("[500005,5000025],[500010,5000025],[500012,5000018]"), road("[500000,5000030],[500040,5000000]")}, dem);
  ASSERT_EQ(layers.lines.size(), 2U);
  EXPECT_EQ(values(layers.lines[0].heights), (std::vector<double>{20, 20.5, 19.3}));
  EXPECT_EQ(values(layers.lines[1].heights), (std::vector<double>{20, 19}));
  EXPECT_EQ(layers.findings.count("road.elevation_unknown"), 0U);
  ASSERT_EQ(layers.sources.size(), 2U);
  EXPECT_EQ(layers.sources[1].path, "dem.tif");
}

TEST(Elevation, MayLieInAnotherSystem) {
  const test::SourceFolder folder;
  // degrees; 500000 E 5000000 N of UTM 32 is 9 E 45.15348 N
  RasterKind degrees;
  degrees.epsg = 4326;
  degrees.transform = {8.9998, 0.0001, 0, 45.1535, 0, -0.0001};
  const SourceSpec dem = raster(folder, hillside, degrees);
  const Layers layers = read(folder, {road("[500000,5000000],[500001,5000000]")}, dem);
  ASSERT_EQ(layers.lines[0].heights.size(), 2U);
  EXPECT_GT(layers.lines[0].heights[1].value, layers.lines[0].heights[0].value);
  EXPECT_NEAR(layers.lines[0].heights[1].value - layers.lines[0].heights[0].value, 1 / 7.88, 0.011);  // a cell is 7.88 m wide
}

TEST(Elevation, CountsWhatItDoesNotKnow) {
  const test::SourceFolder folder;
  std::vector<float> holes = hillside;
  holes[2] = -9999;
  holes[11] = std::numeric_limits<float>::quiet_NaN();
  const SourceSpec dem = raster(folder, holes);
  const Layers layers =
      read(folder,
           {road("[500005,5000025],[500020,5000025],[500035,5000025]"),  // a hole in the middle: from both sides
            road("[500015,5000005],[500035,5000005],[500095,5000005]"),  // from the last that is known
            road("[500500,5000005],[500600,5000005]")},                  // outside: level
           dem);
  EXPECT_EQ(values(layers.lines[0].heights), (std::vector<double>{20, 21.5, 23}));
  EXPECT_EQ(values(layers.lines[1].heights), (std::vector<double>{17, 17, 17}));
  EXPECT_TRUE(layers.lines[2].heights.empty());
  const core::Finding& finding = test::only(layers, "road.elevation_unknown");
  EXPECT_EQ(finding.value, "5");
  EXPECT_NE(finding.message.en.find("5 of 8 points"), std::string::npos);
  EXPECT_NE(finding.message.en.find("1 roads have none"), std::string::npos);
  ASSERT_TRUE(finding.place.has_value());
  EXPECT_EQ(*finding.place, (Position{500020, 5000025}));
}

TEST(Elevation, HeedsScaleAndOffset) {
  const test::SourceFolder folder;
  RasterKind decimetres;
  decimetres.scale = 0.1;
  decimetres.offset = 100;
  decimetres.unit = "m";
  const Layers layers = read(folder, {road("[500005,5000025],[500015,5000025]")}, raster(folder, hillside, decimetres));
  EXPECT_EQ(values(layers.lines[0].heights), (std::vector<double>{102, 102.1}));
}

/// What reading roads with a raster complains of.
core::Error complaint(const test::SourceFolder& folder, const SourceSpec& heights) {
  LayerSpecs specs;
  specs.reference = "EPSG:32632";
  specs.roads.source = folder.write("roads.geojson", test::geojson({road("[500005,5000025],[500015,5000025]")}));
  specs.roads.class_field = "class";
  specs.roads.elevation = heights;
  specs.roads.elevation.named_by = "town.toml: roads.elevation";
  return test::complaint(specs);
}

TEST(Elevation, SaysWhatIsWrongWithTheRaster) {
  const test::SourceFolder folder;
  test::expect_says(complaint(folder, folder.source("none.tif")), core::ErrorCode::environment, {"none.tif", "roads.elevation"});
  test::expect_says(complaint(folder, folder.write("text.tif", "no raster")), core::ErrorCode::input, {"text.tif", "GDAL"});
  RasterKind kind;
  kind.epsg = 0;
  test::expect_says(complaint(folder, raster(folder, hillside, kind)), core::ErrorCode::input,
                    {"dem.tif", "a_srs", "roads.elevation"});
  kind = {};
  kind.placed = false;
  test::expect_says(complaint(folder, raster(folder, hillside, kind)), core::ErrorCode::input, {"dem.tif"});
  kind = {};
  kind.transform[0] = 600000;
  test::expect_says(complaint(folder, raster(folder, hillside, kind)), core::ErrorCode::input, {"dem.tif"});
  kind = {};
  kind.unit = "ft";
  test::expect_says(complaint(folder, raster(folder, hillside, kind)), core::ErrorCode::input, {"dem.tif", "ft"});
}

}  // namespace
}  // namespace wangge::gis
