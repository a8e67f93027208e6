#include "gis/ogr_shapes.h"
#include "tests/unit/gis_read/town_files.h"

#include <cmath>
#include <limits>
#include <memory>

namespace wangge::gis {
namespace {

using core::ErrorCode;
using test::geojson;
using test::level;
using test::only;
using test::polygon;
using test::SourceFolder;
using test::square;

constexpr double x = 500000;
constexpr double y = 5400000;

Layers read_areas(const std::string& text) {
  const SourceFolder folder;
  LayerSpecs specs;
  specs.levels = {level(folder.write("town.geojson", text))};
  return test::read(specs);
}

Layers read_buildings(const std::string& text) {
  const SourceFolder folder;
  LayerSpecs specs;
  specs.buildings.source = folder.write("houses.geojson", text);
  return test::read(specs);
}

std::string named(const std::string& code) { return R"("code": ")" + code + R"(", "name": "N)" + code + "\""; }

/// A ring of the corners given in metres from (x, y).
std::string ring(const std::vector<Position>& corners) {
  std::string text;
  for (const Position corner : corners) {
    text += (text.empty() ? "[" : ",[") + std::to_string(x + corner.x) + "," + std::to_string(y + corner.y) + "]";
  }
  return polygon(text);
}

TEST(BadGeometry, SelfCrossingCommunityIsRepairedWhereItCrosses) {
  const Layers layers = read_areas(geojson({{named("1"), ring({{0, 0}, {100, 100}, {100, 0}, {0, 100}, {0, 0}})}}));
  const core::Finding& finding = only(layers, "area.repaired");
  ASSERT_TRUE(finding.place.has_value());
  EXPECT_EQ(*finding.place, (Position{x + 50, y + 50}));
  EXPECT_NE(finding.message.en.find("Self-intersection"), std::string::npos);
  EXPECT_NE(finding.message.zh.find("自相交"), std::string::npos);
  EXPECT_NEAR(area_of(layers.levels[0][0].shape), 5000, 1e-6);
}

TEST(BadGeometry, EmptyCommunityIsLeftOutAndReported) {
  const Layers layers = read_areas(
      geojson({{named("1"), square(x, y, 100)}, {named("2"), "null"}, {named("3"), ring({{0, 0}, {5, 5}, {0, 0}, {0, 0}})}}));
  EXPECT_EQ(layers.levels[0].size(), 1U);
  EXPECT_EQ(layers.findings.count("area.empty"), 2U);
}

TEST(BadGeometry, CommunitiesWithoutAnyShapeStopTheRun) {
  const SourceFolder folder;
  LayerSpecs specs;
  specs.levels = {level(folder.write("town.geojson", geojson({{named("1"), "null"}})))};
  test::expect_says(test::complaint(specs), ErrorCode::input, {"town.geojson", "community"});
}

TEST(BadGeometry, DuplicateCommunityIsLeftOutAndReported) {
  const Layers layers = read_areas(geojson({{named("1"), square(x, y, 100)}, {named("2"), square(x, y, 100)}}));
  EXPECT_EQ(layers.levels[0].size(), 1U);
  const core::Finding& finding = only(layers, "area.duplicate");
  EXPECT_EQ(finding.severity, core::Severity::error);
  for (const char* part : {"N1", "N2"}) EXPECT_NE(finding.message.zh.find(part), std::string::npos);
}

TEST(BadGeometry, OverlapOfCommunitiesIsReportedWithAreaAndPlace) {
  const Layers layers = read_areas(
      geojson({{named("1"), square(x, y, 100)}, {named("2"), ring({{90, 0}, {200, 0}, {200, 100}, {90, 100}, {90, 0}})}}));
  const core::Finding& finding = only(layers, "area.overlap");
  EXPECT_EQ(finding.value, "1000.0 m2");
  ASSERT_TRUE(finding.place.has_value());
  EXPECT_EQ(*finding.place, (Position{x + 95, y + 50}));
  EXPECT_EQ(layers.levels[0].size(), 2U);
}

TEST(BadGeometry, OverlapOfASquareMetreIsTolerated) {
  const Layers layers = read_areas(geojson(
      {{named("1"), square(x, y, 100)}, {named("2"), ring({{99.991, 0}, {200, 0}, {200, 100}, {99.991, 100}, {99.991, 0}})}}));
  EXPECT_EQ(layers.findings.count("area.overlap"), 0U);
}

TEST(BadGeometry, GapBetweenCommunitiesIsReportedWithAreaAndPlace) {
  const SourceFolder folder;
  LayerSpecs specs;
  AreaSpec district =
      level(folder.write("district.geojson", geojson({{named("9"), ring({{0, 0}, {200, 0}, {200, 100}, {0, 100}, {0, 0}})}})));
  district.level = "district";
  specs.levels = {district,
                  level(folder.write("town.geojson",
                                     geojson({{named("91"), square(x, y, 100)},
                                              {named("92"), ring({{120, 0}, {210, 0}, {210, 100}, {120, 100}, {120, 0}})}})))};
  const Layers layers = test::read(specs);
  EXPECT_EQ(only(layers, "area.gap").value, "2000.0 m2");
  EXPECT_EQ(only(layers, "area.gap").place, (Position{x + 110, y + 50}));
  for (const std::string& text : {only(layers, "area.gap").message.zh, only(layers, "area.gap").message.en})
    EXPECT_NE(text.find("N9"), std::string::npos) << text;
  EXPECT_EQ(only(layers, "area.beyond").value, "1000.0 m2");
}

TEST(BadGeometry, AThinWedgeIsLeftToTheCellsThatCloseIt) {
  const SourceFolder folder;
  AreaSpec district =
      level(folder.write("district.geojson", geojson({{named("9"), ring({{0, 0}, {200, 0}, {200, 100}, {0, 100}, {0, 0}})}})));
  district.level = "district";
  const auto gaps = [&](double width) {
    LayerSpecs specs;
    specs.levels = {
        district,
        level(folder.write("town.geojson",
                           geojson({{named("91"), square(x, y, 100)},
                                    {named("92"), ring({{100, 0}, {200, 0}, {200, 100}, {100 + width, 100}, {100, 0}})}})))};
    return test::read(specs).findings.count("area.gap");
  };
  EXPECT_EQ(gaps(1.5), 0U);
  EXPECT_EQ(gaps(4), 1U);
}

TEST(BadGeometry, LandEnclosedByCommunitiesIsReported) {
  const Layers layers = read_areas(
      geojson({{named("1"), ring({{0, 0}, {30, 0}, {30, 10}, {10, 10}, {10, 20}, {30, 20}, {30, 30}, {0, 30}, {0, 0}})},
               {named("2"), ring({{30, 0}, {40, 0}, {40, 30}, {30, 30}, {30, 20}, {20, 20}, {20, 10}, {30, 10}, {30, 0}})}}));
  EXPECT_EQ(layers.findings.count("area.overlap"), 0U);
  EXPECT_EQ(only(layers, "area.gap").value, "100.0 m2");
}

TEST(BadGeometry, CommunityOutsideTheDistrictIsLeftOut) {
  const SourceFolder folder;
  LayerSpecs specs;
  specs.levels = {
      level(folder.write("district.geojson", geojson({{named("9"), square(x, y, 100)}}))),
      level(folder.write("town.geojson", geojson({{named("91"), square(x, y, 100)}, {named("92"), square(x + 300, y, 100)}})))};
  const Layers layers = test::read(specs);
  EXPECT_EQ(layers.levels[1].size(), 1U);
  EXPECT_EQ(only(layers, "area.outside").feature, "town/1");
}

TEST(BadGeometry, BuildingsAreReportedButNeverDropped) {
  const Layers layers = read_buildings(geojson({{"", square(x, y, 10)},
                                                {"", "null"},
                                                {"", ring({{20, 0}, {30, 10}, {30, 0}, {20, 10}, {20, 0}})},
                                                {"", ring({{0, 0}, {0, 10}, {10, 10}, {10, 0}, {0, 0}})},
                                                {"", ring({{40, 0}, {50, 0}, {40, 0}, {40, 0}})},
                                                {"", R"({"type": "Point", "coordinates": [500060, 5400000]})"}}));
  ASSERT_EQ(layers.buildings.size(), 6U);
  EXPECT_EQ(layers.buildings[1].defect.en, "it is empty");
  EXPECT_EQ(only(layers, "building.repaired").feature, "houses/2");
  EXPECT_EQ(only(layers, "building.duplicate").feature, "houses/3");
  EXPECT_NE(layers.buildings[4].defect.en, "");
  EXPECT_EQ(layers.buildings[5].point, (Position{x + 60, y}));
}

/// A GeoPackage with one layer in EPSG:32632 and one feature for each of the geometries: GeoJSON and WKT cannot say "not a
/// number".
SourceSpec geopackage(const SourceFolder& folder, const std::string& name, std::vector<std::unique_ptr<OGRGeometry>> geometries) {
  const GdalMessages messages;
  OGRSpatialReference utm;
  utm.importFromEPSG(32632);
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
  const DatasetHandle file(driver->Create((folder / name).c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  OGRLayer* layer = file->CreateLayer("town", &utm, wkbUnknown);
  OGRFieldDefn code("code", OFTString);
  layer->CreateField(&code);
  for (auto& geometry : geometries) {
    const FeatureHandle feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
    feature->SetGeometryDirectly(geometry.release());
    EXPECT_EQ(layer->CreateFeature(feature.get()), OGRERR_NONE);
  }
  return folder.source(name);
}

std::unique_ptr<OGRGeometry> triangle(double odd) {
  return to_ogr(MultiPolygon{{.outer = {{x, y}, {odd, y}, {x + 9, y + 9}, {x, y}}, .holes = {}}});
}

constexpr double infinite = std::numeric_limits<double>::infinity();

TEST(BadGeometry, CoordinateThatIsNoNumberIsADefectOfABuilding) {
  const SourceFolder folder;
  std::vector<std::unique_ptr<OGRGeometry>> shapes;
  shapes.push_back(triangle(std::nan("")));
  shapes.push_back(triangle(infinite));
  shapes.push_back(std::make_unique<OGRPoint>(infinite, y));
  shapes.push_back(std::make_unique<OGRPoint>(x, y));
  LayerSpecs specs;
  specs.buildings.source = geopackage(folder, "houses.gpkg", std::move(shapes));
  const Layers layers = test::read(specs);
  ASSERT_EQ(layers.buildings.size(), 4U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(layers.buildings[i].defect.en, "a coordinate is not a finite number") << i;
    EXPECT_FALSE(layers.buildings[i].point.has_value());
  }
  EXPECT_EQ(layers.buildings[3].defect.en, "");
  EXPECT_EQ(layers.findings.count("building.broken"), 3U);
}

TEST(BadGeometry, CoordinateThatIsNoNumberStopsForACommunity) {
  const SourceFolder folder;
  for (const double odd : {std::nan(""), infinite}) {
    std::vector<std::unique_ptr<OGRGeometry>> shapes;
    shapes.push_back(triangle(odd));
    LayerSpecs specs;
    specs.levels = {level(geopackage(folder, "town.gpkg", std::move(shapes)))};
    test::expect_says(test::complaint(specs), ErrorCode::input, {"town.gpkg", "town/1"});
    std::filesystem::remove(folder / "town.gpkg");
  }
}

TEST(BadGeometry, CoordinateThatIsNoNumberDropsALine) {
  const SourceFolder folder;
  std::vector<std::unique_ptr<OGRGeometry>> lines;
  lines.push_back(to_ogr(LineString{{x, y}, {x + 10, std::nan("")}}));
  lines.push_back(to_ogr(LineString{{x, y}, {x + 10, y}}));
  lines.push_back(to_ogr(LineString{{x, y}, {x, y}}));
  LayerSpecs specs;
  specs.roads.source = geopackage(folder, "roads.gpkg", std::move(lines));
  const Layers layers = test::read(specs);
  EXPECT_EQ(layers.lines.size(), 1U);
  EXPECT_EQ(layers.findings.count("road.broken"), 2U);
}

TEST(BadGeometry, RepeatedBuildingIdsAreMadeUnique) {
  const SourceFolder folder;
  LayerSpecs specs;
  specs.buildings.source = folder.write("houses.geojson", geojson({{R"("id": "h")", square(x, y, 10)},
                                                                   {R"("id": "h")", square(x + 20, y, 10)},
                                                                   {R"("id": "h")", square(x + 40, y, 10)}}));
  specs.buildings.id_field = "id";
  const Layers layers = test::read(specs);
  EXPECT_EQ(layers.buildings[0].source_id, "h");
  EXPECT_EQ(layers.buildings[1].source_id, "h#2");
  EXPECT_EQ(layers.buildings[2].source_id, "h#3");
  EXPECT_EQ(layers.findings.count("building.id"), 2U);
}

}  // namespace
}  // namespace wangge::gis
