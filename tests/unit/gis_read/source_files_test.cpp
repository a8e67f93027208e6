#include "gis/read/source_files.h"

#include "gis/read/file_hash.h"
#include "tests/unit/gis_read/town_files.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::gis {
namespace {

std::vector<std::string> names(const std::string& written, const std::filesystem::path& file) {
  std::vector<std::string> found;
  for (const SourceFile& part : source_files(written, file)) found.push_back(part.path);
  return found;
}

/// A table of points with the columns that a shapefile keeps in its .dbf.
void make_shapefile(const std::filesystem::path& file) {
  const GdalMessages quiet;
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("ESRI Shapefile");
  const DatasetHandle dataset(driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  OGRSpatialReference reference;
  reference.importFromEPSG(32632);
  OGRLayer* layer = dataset->CreateLayer("roads", &reference, wkbPoint);
  OGRFieldDefn field("class", OFTString);
  ASSERT_EQ(layer->CreateField(&field), OGRERR_NONE);
  const FeatureHandle feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
  feature->SetField("class", "residential");
  OGRPoint point(1, 2);
  ASSERT_EQ(feature->SetGeometry(&point), OGRERR_NONE);
  ASSERT_EQ(layer->CreateFeature(feature.get()), OGRERR_NONE);
}

TEST(SourceFiles, OfAShapefileAreAllItsParts) {
  const test::SourceFolder folder;
  make_shapefile(folder / "roads.shp");
  EXPECT_TRUE(folder.write("roads.cpg", "UTF-8").given());
  EXPECT_TRUE(folder.write("other.txt", "not read").given());
  EXPECT_EQ(names("data/roads.shp", folder / "roads.shp"),
            (std::vector<std::string>{"data/roads.cpg", "data/roads.dbf", "data/roads.prj", "data/roads.shp", "data/roads.shx"}));
  const auto files = source_files("roads.shp", folder / "roads.shp");
  EXPECT_EQ(files[1].path, "roads.dbf");
  EXPECT_EQ(files[1].sha256, sha256_of_file(folder / "roads.dbf"));
}

TEST(SourceFiles, OfOtherSourcesAreWhatIsReadWithThem) {
  const test::SourceFolder folder;
  EXPECT_TRUE(folder.write("log.csv", "opened,kind\n2026-01-01,noise\n").given());
  EXPECT_TRUE(folder.write("log.csvt", "\"String\",\"String\"\n").given());
  EXPECT_EQ(names("log.csv", folder / "log.csv"), (std::vector<std::string>{"log.csv", "log.csvt"}));
  EXPECT_TRUE(folder.write("town.geojson", test::geojson({})).given());
  EXPECT_EQ(names("town.geojson", folder / "town.geojson"), std::vector<std::string>{"town.geojson"});
  EXPECT_TRUE(folder.write("plain.bin", "what GDAL does not know").given());
  EXPECT_EQ(names("plain.bin", folder / "plain.bin"), std::vector<std::string>{"plain.bin"});
  EXPECT_TRUE(names("PG:dbname=town", "PG:dbname=town").empty()) << "a database is no file";
  EXPECT_TRUE(names("gone.shp", folder / "gone.shp").empty());
}

TEST(SourceFiles, OfAFolderAreAllFilesInIt) {
  const test::SourceFolder folder;
  std::filesystem::create_directories(folder / "town.gdb" / "deep");
  std::ofstream(folder / "town.gdb" / "a") << "1";
  std::ofstream(folder / "town.gdb" / "deep" / "b") << "2";
  EXPECT_EQ(names("data/town.gdb", folder / "town.gdb"), (std::vector<std::string>{"data/town.gdb/a", "data/town.gdb/deep/b"}));
}

TEST(SourceFiles, OfAVirtualLayerAreItsSourcesToo) {
  const test::SourceFolder folder;
  std::filesystem::create_directories(folder / "raw");
  make_shapefile(folder / "raw" / "roads.shp");
  EXPECT_TRUE(folder
                  .write("roads.vrt",
                         "<OGRVRTDataSource><OGRVRTLayer name=\"roads\"><SrcDataSource "
                         "relativeToVRT=\"1\">raw/roads.shp</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>")
                  .given());
  const std::vector<std::string> found = names("roads.vrt", folder / "roads.vrt");
  EXPECT_NE(std::find(found.begin(), found.end(), "raw/roads.dbf"), found.end()) << found.size();
  EXPECT_NE(std::find(found.begin(), found.end(), "roads.vrt"), found.end());
}

}  // namespace
}  // namespace wangge::gis
