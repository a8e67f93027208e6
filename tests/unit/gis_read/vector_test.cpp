#include "gis/ogr_shapes.h"
#include "tests/unit/gis_read/town_files.h"

#include <cmath>

namespace wangge::gis {
namespace {

using network::Direction;
using network::LineClass;
using test::geojson;
using test::level;
using test::SourceFolder;
using test::square;

constexpr double x = 500000;
constexpr double y = 5400000;

std::string two_communities() {
  return geojson({{R"("code": "4402", "name": "花城", "above": "44", "people": 290, "homes": "100")", square(x, y, 100)},
                  {R"("code": "4403", "name": "新华", "above": "44", "people": 12.0, "homes": null)", square(x + 100, y, 100)}});
}

LayerSpecs with_fields(const SourceSpec& source) {
  LayerSpecs specs;
  AreaSpec spec = level(source);
  spec.parent_field = "above";
  spec.residents_field = "people";
  spec.households_field = "homes";
  specs.levels = {spec};
  return specs;
}

void expect_two_communities(const Layers& layers) {
  ASSERT_EQ(layers.levels.size(), 1U);
  ASSERT_EQ(layers.levels[0].size(), 2U);
  const AreaFeature& first = layers.levels[0][0];
  EXPECT_EQ(first.code, "4402");
  EXPECT_EQ(first.name, "花城");
  EXPECT_EQ(first.parent_code, "44");
  EXPECT_EQ(first.residents, 290);
  EXPECT_EQ(first.households, 100);
  EXPECT_EQ(area_of(first.shape), 10000);
  EXPECT_EQ(layers.levels[0][1].residents, 12);
  EXPECT_FALSE(layers.levels[0][1].households.has_value());
  EXPECT_EQ(layers.reference.epsg, 32632);
}

TEST(VectorSource, ReadsTheSameFromEveryFormat) {
  const SourceFolder folder;
  const std::string text = two_communities();
  {
    SCOPED_TRACE("GeoJSON");
    expect_two_communities(test::read(with_fields(folder.write("town.geojson", text))));
  }
  for (const auto& [driver, name] :
       {std::pair{"GPKG", "town.gpkg"}, {"FlatGeobuf", "town.fgb"}, {"ESRI Shapefile", "town.shp"}}) {
    SCOPED_TRACE(driver);
    const std::vector<std::string> options = std::string(driver) == "ESRI Shapefile" ? std::vector<std::string>{"ENCODING=UTF-8"}
                                             : std::string(driver) == "FlatGeobuf" ? std::vector<std::string>{"SPATIAL_INDEX=NO"}
                                                                                   : std::vector<std::string>{};
    expect_two_communities(test::read(with_fields(test::converted(folder, text, driver, name, options))));
  }
}

TEST(VectorSource, NamesAllFilesOfAShapefile) {
  const SourceFolder folder;
  const Layers layers =
      test::read(with_fields(test::converted(folder, two_communities(), "ESRI Shapefile", "town.shp", {"ENCODING=UTF-8"})));
  std::vector<std::string> paths;
  for (const Source& source : layers.sources) paths.push_back(source.path);
  EXPECT_EQ(paths, (std::vector<std::string>{"town.cpg", "town.dbf", "town.prj", "town.shp", "town.shx"}));
  for (const Source& source : layers.sources) EXPECT_EQ(source.sha256.size(), 64U);
}

/// Chinese names in GB18030, and nothing that says so.
SourceSpec gb18030_shapefile(const SourceFolder& folder) {
  SourceSpec source = test::converted(folder, two_communities(), "ESRI Shapefile", "town.shp", {"ENCODING=GB18030"});
  std::filesystem::remove(folder / "town.cpg");
  std::fstream table(folder / "town.dbf", std::ios::in | std::ios::out | std::ios::binary);
  table.seekp(29);  // the language driver
  table.put('\0');
  return source;
}

TEST(VectorSource, ReadsADeclaredEncoding) {
  const SourceFolder folder;
  SourceSpec source = gb18030_shapefile(folder);
  source.encoding = "GB18030";
  const Layers layers = test::read(with_fields(source));
  expect_two_communities(layers);
  EXPECT_EQ(layers.findings.count("file.encoding"), 0U);
}

TEST(VectorSource, GuessesAnUndeclaredEncodingAndSaysSo) {
  for (const char* encoding : {"", "auto"}) {
    const SourceFolder folder;
    SourceSpec source = gb18030_shapefile(folder);
    source.encoding = encoding;
    const Layers layers = test::read(with_fields(source));
    expect_two_communities(layers);
    const core::Finding& finding = test::only(layers, "file.encoding");
    EXPECT_NE(finding.message.en.find("GB18030"), std::string::npos);
    EXPECT_EQ(finding.value, "花城");
  }
}

TEST(VectorSource, TakesUtf8WithoutDeclarationAsItIs) {
  const SourceFolder folder;
  const SourceSpec source = test::converted(folder, two_communities(), "ESRI Shapefile", "town.shp", {"ENCODING=UTF-8"});
  std::filesystem::remove(folder / "town.cpg");
  const Layers layers = test::read(with_fields(source));
  expect_two_communities(layers);
  EXPECT_EQ(layers.findings.count("file.encoding"), 0U);
}

TEST(VectorSource, TakesDegreesToTheChosenSystem) {
  const SourceFolder folder;
  LayerSpecs specs;
  specs.levels = {
      level(folder.write("town.geojson", geojson({{R"("code": "1", "name": "A")", square(113.58, 24.8, 0.01)}}, "")))};
  const Layers layers = test::read(specs);
  EXPECT_EQ(layers.reference.epsg, 4547);
  // A hundredth of a degree there: 1,010.7 m east-west and 1,107.7 m north-south on the GRS 80 ellipsoid.
  EXPECT_NEAR(area_of(layers.levels[0][0].shape), 1010.7 * 1107.7, 1500);
  specs.reference = "EPSG:32649";
  EXPECT_EQ(test::read(specs).reference.epsg, 32649);
}

TEST(VectorSource, ReadsBuildingsWithTheirFields) {
  const SourceFolder folder;
  LayerSpecs specs;
  specs.buildings.source = folder.write(
      "houses.geojson",
      geojson(
          {{R"("id": 7, "type": "flat", "storeys": 6, "homes": 24, "people": 61, "estate": "Garden")", square(x, y, 20)},
           {R"("id": 8, "type": "Markthalle", "storeys": "?", "homes": null, "people": null, "estate": null)",
            square(x + 50, y, 20)},
           {R"("id": 9, "type": "shed", "storeys": null, "homes": null, "people": null, "estate": "")", square(x + 80, y, 20)}}));
  specs.buildings.id_field = "id";
  specs.buildings.use_field = "type";
  specs.buildings.use_of_type = {{"Markthalle", "commercial"}};
  specs.buildings.floors_field = "storeys";
  specs.buildings.households_field = "homes";
  specs.buildings.residents_field = "people";
  specs.buildings.compound_field = "estate";
  const Layers layers = test::read(specs);
  ASSERT_EQ(layers.buildings.size(), 3U);
  EXPECT_EQ(layers.buildings[0].source_id, "7");
  EXPECT_EQ(layers.buildings[0].use, territory::BuildingUse::residential);
  EXPECT_EQ(layers.buildings[0].floors, 6.0);
  EXPECT_EQ(layers.buildings[0].households, 24);
  EXPECT_EQ(layers.buildings[0].residents, 61);
  EXPECT_EQ(layers.buildings[0].compound, "Garden");
  EXPECT_EQ(layers.buildings[1].use, territory::BuildingUse::commercial);
  EXPECT_FALSE(layers.buildings[1].floors.has_value());
  EXPECT_EQ(test::only(layers, "building.floors").value, "?");
  EXPECT_EQ(layers.buildings[2].use, territory::BuildingUse::minor);
}

TEST(VectorSource, ReadsLinesWithTheirClasses) {
  const SourceFolder folder;
  const auto line = [](double from) {
    return R"({"type": "LineString", "coordinates": [[)" + std::to_string(x + from) + ",5400000],[" +
           std::to_string(x + from + 50) + ",5400000]]}";
  };
  LayerSpecs specs;
  specs.roads.source =
      folder.write("roads.geojson", geojson({{R"("class": "支路", "dir": "1", "name": "人民路")", line(0)},
                                             {R"("class": "footway", "dir": "1", "name": null)", line(100)},
                                             {R"("class": "primary_link", "dir": "TF", "name": null)", line(200)},
                                             {R"("class": "goat path", "dir": null, "name": null)", line(300)},
                                             {R"("class": "river", "dir": null, "name": null)", line(400)}}));
  specs.roads.class_field = "class";
  specs.roads.class_of_type = {{"支路", "tertiary"}};
  specs.roads.oneway_field = "dir";
  specs.roads.name_field = "name";
  const Layers layers = test::read(specs);
  ASSERT_EQ(layers.lines.size(), 5U);
  EXPECT_EQ(layers.lines[0].line_class, LineClass::tertiary);
  EXPECT_EQ(layers.lines[0].name, "人民路");
  EXPECT_EQ(layers.lines[0].access, (network::Access{Direction::both, Direction::forward, Direction::forward}));
  EXPECT_EQ(layers.lines[1].access, (network::Access{Direction::both, Direction::closed, Direction::closed}));
  EXPECT_EQ(layers.lines[2].line_class, LineClass::primary);
  EXPECT_EQ(layers.lines[2].access, (network::Access{Direction::both, Direction::backward, Direction::backward}));
  EXPECT_EQ(test::only(layers, "road.class").value, "goat path");
  EXPECT_EQ(layers.lines[4].line_class, LineClass::river);
  EXPECT_TRUE(layers.lines[0].nodes.empty());
}

TEST(VectorSource, ReadsTunnelsAndBridgesByTheirUsualColumns) {
  const SourceFolder folder;
  const std::string line =
      R"({"type": "LineString", "coordinates": [[)" + std::to_string(x) + ",5400000],[" + std::to_string(x + 50) + ",5400000]]}";
  LayerSpecs specs;
  specs.roads.source = folder.write("roads.geojson", geojson({{R"("class": "primary", "tunnel": "yes", "bridge": "no")", line},
                                                              {R"("class": "primary", "tunnel": "0", "bridge": "T")", line},
                                                              {R"("class": "primary", "tunnel": null, "bridge": "1")", line}}));
  specs.roads.class_field = "class";
  const Layers layers = test::read(specs);
  ASSERT_EQ(layers.lines.size(), 3U);
  EXPECT_TRUE(layers.lines[0].tunnel);
  EXPECT_FALSE(layers.lines[0].bridge);
  EXPECT_FALSE(layers.lines[1].tunnel);
  EXPECT_TRUE(layers.lines[1].bridge);
  EXPECT_FALSE(layers.lines[2].tunnel);
  EXPECT_TRUE(layers.lines[2].bridge);
}

TEST(VectorSource, ReadsTodaysGrids) {
  const SourceFolder folder;
  LayerSpecs specs = with_fields(folder.write("town.geojson", two_communities()));
  specs.grids = level(folder.write("grids.geojson", geojson({{R"("code": "4402001", "name": "一")", square(x, y, 50)}})));
  const Layers layers = test::read(specs);
  ASSERT_EQ(layers.grids.size(), 1U);
  EXPECT_EQ(layers.grids[0].code, "4402001");
}

TEST(VectorSource, ReadsPointsOfATable) {
  const SourceFolder folder;
  PointSpec spec;
  spec.source = folder.write("posts.csv", "name,x,y\nStation A,9.52,47.14\nStation B,9.53,47.15\nnowhere,,\n");
  spec.source.reference = "EPSG:4326";
  spec.kind = "station";
  spec.label_field = "name";
  core::SilentProgress progress;
  core::Findings findings;
  ReferenceSystem utm;
  utm.epsg = 32632;
  const std::vector<PlaceFeature> points = read_points(spec, utm, progress, findings);
  ASSERT_EQ(points.size(), 2U);
  EXPECT_EQ(points[0].name, "Station A");
  EXPECT_EQ(points[0].kind, "station");
  EXPECT_NEAR(points[0].position.x, 539430, 100);
  EXPECT_NEAR(points[0].position.y, 5221000, 1000);
  EXPECT_EQ(findings.count("point.empty"), 1U);
}

}  // namespace
}  // namespace wangge::gis
