#include "tests/unit/gis_read/osm_town.h"

namespace wangge::gis {
namespace {

using core::ErrorCode;
using test::complaint;
using test::expect_says;
using test::geojson;
using test::level;
using test::SourceFolder;
using test::square;

LayerSpecs only_level(const AreaSpec& spec) {
  LayerSpecs specs;
  specs.levels = {spec};
  return specs;
}

std::string one_community(const std::string& properties = R"("code": "1", "name": "A")") {
  return geojson({{properties, square(500000, 5400000, 100)}});
}

TEST(BadSource, MissingFileIsNamed) {
  const SourceFolder folder;
  expect_says(complaint(only_level(level(folder.source("absent.gpkg")))), ErrorCode::environment, {"absent.gpkg"});
  AreaSpec extract = level(folder.source("absent.osm.pbf"));
  extract.admin_level = 8;
  expect_says(complaint(only_level(extract)), ErrorCode::environment, {"absent.osm.pbf"});
}

TEST(BadSource, MissingFileOfARelativePathNamesTheFolderSearched) {
  const SourceFolder folder;
  for (const char* name : {"absent.gpkg", "absent.osm.pbf"}) {
    AreaSpec spec = level(folder.source(name));
    spec.source.path = name;
    spec.admin_level = 8;
    expect_says(complaint(only_level(spec)), ErrorCode::environment, {name, spec.source.file.parent_path().string()});
  }
}

TEST(BadSource, FileOfAnotherKindIsNamed) {
  const SourceFolder folder;
  expect_says(complaint(only_level(level(folder.write("town.gpkg", "no database")))), ErrorCode::input,
              {"town.gpkg", "GeoPackage"});
}

TEST(BadSource, TruncatedOsmXmlIsNamed) {
  test::OsmTown town("A B");
  town.way(1, "AB", {{"highway", "primary"}});
  const std::string whole = town.xml();
  const SourceFolder folder;
  LayerSpecs specs;
  specs.roads.source = folder.write("town.osm", whole.substr(0, whole.size() / 2));
  expect_says(complaint(specs), ErrorCode::input, {"town.osm"});
  specs.roads.source = folder.write("empty.osm", "<osm version=\"0.6\"></osm>");
  expect_says(complaint(specs), ErrorCode::input, {"empty.osm"});
}

TEST(BadSource, AbsentLayerListsTheLayers) {
  const SourceFolder folder;
  AreaSpec spec = level(test::converted(folder, one_community(), "GPKG", "town.gpkg"));
  spec.source.layer = "towm";
  expect_says(complaint(only_level(spec)), ErrorCode::input, {"town.gpkg", "towm", "town"});
}

TEST(BadSource, LayerWithoutFieldsSuggestsNone) {
  const SourceFolder folder;
  const auto error =
      complaint(only_level(level(folder.write("empty.geojson", R"({"type": "FeatureCollection", "features": []})"))));
  expect_says(error, ErrorCode::input, {"empty.geojson", "code"});
  EXPECT_NE(error.message().en.find("has no features, so there is no field 'code'"), std::string::npos) << error.message().en;
  const auto bare = complaint(only_level(level(folder.write("bare.geojson", geojson({{"", square(500000, 5400000, 100)}})))));
  EXPECT_NE(bare.message().en.find("has no fields"), std::string::npos) << bare.message().en;
}

TEST(BadSource, SeveralLayersMustBeChosenFrom) {
  const SourceFolder folder;
  const AreaSpec spec = level(test::converted(folder, one_community(), "GPKG", "town.gpkg"));
  {
    GdalMessages messages;
    const DatasetHandle file(GDALDataset::Open((folder / "town.gpkg").c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
    file->CopyLayer(file->GetLayer(0), "streets");
  }
  expect_says(complaint(only_level(spec)), ErrorCode::input, {"town.gpkg", "layer", "town, streets"});
}

TEST(BadSource, AbsentFieldNamesTheNearest) {
  const SourceFolder folder;
  AreaSpec spec = level(folder.write("town.geojson", one_community(R"("area_code": "1", "name": "A", "people": 3)")));
  spec.code_field = "aera_code";
  expect_says(complaint(only_level(spec)), ErrorCode::input, {"town.geojson", "aera_code", "area_code", "people"});
}

TEST(BadSource, LabelThatNobodyAskedForMayBeAbsent) {
  const SourceFolder folder;
  const Layers layers = test::read(only_level(level(folder.write("town.geojson", one_community(R"("code": "1")")))));
  EXPECT_EQ(layers.levels[0][0].name, "");
}

std::string shapefile_of(const SourceFolder& folder) {
  static_cast<void>(test::converted(folder, one_community(), "ESRI Shapefile", "town.shp"));
  std::filesystem::remove(folder / "town.prj");
  return "town.shp";
}

TEST(BadSource, WithoutReferenceSystemIsRefused) {
  const SourceFolder folder;
  expect_says(complaint(only_level(level(folder.source(shapefile_of(folder))))), ErrorCode::input,
              {"town.shp", ".prj", "reference", "EPSG:"});
}

TEST(BadSource, WithoutReferenceSystemTakesTheDeclaredOne) {
  const SourceFolder folder;
  AreaSpec spec = level(folder.source(shapefile_of(folder)));
  spec.source.reference = "EPSG:32632";
  const Layers layers = test::read(only_level(spec));
  EXPECT_EQ(layers.reference.epsg, 32632);
  EXPECT_EQ(layers.levels[0][0].shape[0].outer[0], (Position{500000, 5400000}));
}

TEST(BadSource, DegreesWhereMetresAreDeclaredAreRefused) {
  const SourceFolder folder;
  const std::string text = geojson({{R"("code": "1", "name": "A")", square(9.5, 47.1, 0.01)}});
  expect_says(complaint(only_level(level(folder.write("town.geojson", text)))), ErrorCode::input,
              {"town.geojson", "WGS 84 / UTM zone 32N", "9.5"});
}

TEST(BadSource, MetresWhereDegreesAreDeclaredAreRefused) {
  const SourceFolder folder;
  const std::string text = geojson({{R"("code": "1", "name": "A")", square(500000, 5400000, 100)}}, "");
  expect_says(complaint(only_level(level(folder.write("town.geojson", text)))), ErrorCode::input,
              {"town.geojson", "WGS 84", "500000"});
}

TEST(BadSource, LatitudeBeforeLongitudeIsRefusedWhereItShows) {
  const SourceFolder folder;
  const std::string text = geojson({{R"("code": "1", "name": "A")", square(23.1, 113.2, 0.01)}}, "");
  expect_says(complaint(only_level(level(folder.write("town.geojson", text)))), ErrorCode::input, {"town.geojson", "113.2"});
}

TEST(BadSource, LinesWherePolygonsAreWantedAreRefused) {
  const SourceFolder folder;
  const std::string text =
      geojson({{R"("code": "1", "name": "A")", R"({"type": "LineString", "coordinates": [[500000,5400000],[500100,5400000]]})"}});
  expect_says(complaint(only_level(level(folder.write("town.geojson", text)))), ErrorCode::input,
              {"town.geojson", "LINESTRING", "town"});
}

TEST(BadSource, NegativeHouseholdsNameFeatureAndValue) {
  const SourceFolder folder;
  LayerSpecs specs;
  specs.buildings.source = folder.write("houses.geojson", geojson({{R"("id": "h7", "homes": 3)", square(500000, 5400000, 10)},
                                                                   {R"("id": "h8", "homes": -4)", square(500020, 5400000, 10)}}));
  specs.buildings.households_field = "homes";
  expect_says(complaint(specs), ErrorCode::input, {"houses.geojson", "homes", "-4", "houses/1"});
}

TEST(BadSource, ResidentsThatAreNoNumberNameFeatureAndValue) {
  const SourceFolder folder;
  for (const char* value : {"\"many\"", "2.5", "\"-1\""}) {
    AreaSpec spec =
        level(folder.write("town.geojson", one_community(R"("code": "1", "name": "A", "people": )" + std::string(value))));
    spec.residents_field = "people";
    expect_says(complaint(only_level(spec)), ErrorCode::input, {"town.geojson", "people"});
  }
}

TEST(BadSource, TwoAreasWithOneCodeAreNamedBoth) {
  const SourceFolder folder;
  const std::string text = geojson({{R"("code": "440203", "name": "Huacheng")", square(500000, 5400000, 100)},
                                    {R"("code": "440203", "name": "Xinhua")", square(500100, 5400000, 100)}});
  expect_says(complaint(only_level(level(folder.write("town.geojson", text)))), ErrorCode::input,
              {"440203", "Huacheng", "Xinhua", "town.geojson", "community"});
}

TEST(BadSource, UnknownEncodingIsNamed) {
  const SourceFolder folder;
  AreaSpec spec = level(folder.write("town.csv", "code,name,wkt\n1,A,\"POLYGON((0 0,1 0,1 1,0 0))\"\n"));
  spec.source.encoding = "GB99999";
  expect_says(complaint(only_level(spec)), ErrorCode::usage, {"town.csv", "GB99999"});
}

}  // namespace
}  // namespace wangge::gis
