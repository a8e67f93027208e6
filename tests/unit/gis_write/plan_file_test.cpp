#include "gis/write/plan_file.h"

#include "engine/core/error.h"
#include "gis/ogr_session.h"
#include "gis/write/qgis_styles.h"
#include "tests/support/temporary_folder.h"

#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <thread>

#include <cpl_minixml.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

namespace wangge::gis {
namespace {

using test::TemporaryFolder;

MultiPolygon square(double x, double y, double side) {
  return {{.outer = {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}, .holes = {}}};
}

PlanFile town() {
  PlanFile plan;
  plan.reference.epsg = 32632;
  plan.reference.wkt = "EPSG:32632";
  plan.levels.push_back({"community", "1", "花城社区", "", 30, 87, 10000, square(500000, 5200000, 100)});
  PlanFile::Grid grid;
  grid.code = "1001";
  grid.name = "Grid & \"one\"";
  grid.parent = "1";
  grid.kind = "comprehensive";
  grid.households = 30;
  grid.residents = 87;
  grid.buildings = 2;
  grid.area_m2 = 10000;
  grid.work = 12.5;
  grid.compactness = 0.785;
  grid.valid = false;
  grid.reason = "30 households, fewer than 500";
  grid.reason_zh = "30 户，少于 500 户";
  grid.label = {500050, 5200050};
  grid.shape = square(500000, 5200000, 100);
  plan.grids.push_back(grid);
  plan.cells.push_back({0, "1001", "1", "", 30, 87, 10000, true, square(500000, 5200000, 100)});
  PlanFile::Building house;
  house.building = "way/1";
  house.grid = "1001";
  house.use = "residential";
  house.floors = 2.5;
  house.households = 30;
  house.residents = 87;
  house.population_source = "modelled";
  house.minutes = 4.25;
  house.shape = square(500010, 5200010, 10);
  house.shape[0].holes.push_back({{500012, 5200012}, {500012, 5200014}, {500014, 5200014}, {500014, 5200012}, {500012, 5200012}});
  plan.buildings.push_back(house);
  PlanFile::Building hut;
  hut.building = "node/2";
  hut.grid = "1001";
  hut.point = Position{500020.1234, 5200020.4321};
  plan.buildings.push_back(hut);
  plan.unassigned.push_back({"way/3", "the ring does not close", "环未闭合", {}, {}});
  plan.roads.push_back({"residential", "Landstrasse", {{500000, 5200000}, {500100, 5200100}}});
  plan.places.push_back({"town", "Vaduz", "瓦杜兹", {500050, 5200060}});
  return plan;
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(PlanFile, ReadsBackWhatWasWritten) {
  const TemporaryFolder folder;
  const PlanFile plan = town();
  write_plan_file(folder / "plan.gpkg", plan);
  const PlanFile back = read_plan_file(folder / "plan.gpkg");

  EXPECT_EQ(back.reference.epsg, 32632);
  EXPECT_EQ(back.reference.name, "WGS 84 / UTM zone 32N");
  EXPECT_EQ(back.reference.origin, (Position{499000, 5199000}));
  ASSERT_EQ(back.levels.size(), 1U);
  EXPECT_EQ(back.levels[0].name, "花城社区");
  ASSERT_EQ(back.grids.size(), 1U);
  EXPECT_EQ(back.grids[0].name, "Grid & \"one\"");
  EXPECT_EQ(back.grids[0].reason_zh, "30 户，少于 500 户");
  EXPECT_EQ(back.grids[0].label, (Position{500050, 5200050}));
  EXPECT_FALSE(back.grids[0].valid);
  EXPECT_DOUBLE_EQ(back.grids[0].work, 12.5);
  ASSERT_EQ(back.cells.size(), 1U);
  EXPECT_TRUE(back.cells[0].derived);
  ASSERT_EQ(back.buildings.size(), 2U);
  EXPECT_EQ(back.buildings[0].shape[0].outer, plan.buildings[0].shape[0].outer);
  EXPECT_EQ(back.buildings[0].shape[0].holes, plan.buildings[0].shape[0].holes);
  EXPECT_EQ(back.buildings[0].minutes, 4.25);
  EXPECT_EQ(back.buildings[1].point, plan.buildings[1].point);
  EXPECT_FALSE(back.buildings[1].minutes.has_value());
  ASSERT_EQ(back.unassigned.size(), 1U);
  EXPECT_EQ(back.unassigned[0].reason, "the ring does not close");
  EXPECT_EQ(back.unassigned[0].reason_zh, "环未闭合");
  EXPECT_TRUE(back.unassigned[0].shape.empty());
  EXPECT_FALSE(back.unassigned[0].point.has_value());
  ASSERT_EQ(back.roads.size(), 1U);
  EXPECT_EQ(back.roads[0].line, plan.roads[0].line);
  EXPECT_EQ(back.places[0].name_zh, "瓦杜兹");
  EXPECT_TRUE(back.posts.empty());
  EXPECT_TRUE(back.circles.empty());
}

TEST(PlanFile, SaysInEveryLayerThatATownIsMadeUp) {
  const TemporaryFolder folder;
  PlanFile plan = town();
  EXPECT_FALSE(plan.synthetic);
  plan.synthetic = true;
  write_plan_file(folder / "plan.gpkg", plan);
  EXPECT_TRUE(read_plan_file(folder / "plan.gpkg").synthetic);
  GdalMessages messages;
  const DatasetHandle file(GDALDataset::Open((folder / "plan.gpkg").c_str(), GDAL_OF_VECTOR));
  ASSERT_NE(file, nullptr);
  for (int i = 0; i < file->GetLayerCount(); ++i) {
    OGRLayer* layer = file->GetLayer(i);
    const std::string name = layer->GetName();
    if (name == "layer_styles") continue;
    ASSERT_GE(layer->GetLayerDefn()->GetFieldIndex("synthetic"), 0) << name;
    const char* description = layer->GetMetadataItem("DESCRIPTION");
    ASSERT_NE(description, nullptr) << name;
    EXPECT_NE(std::string(description).find("Synthetic data"), std::string::npos) << name;
    layer->ResetReading();
    while (const FeatureHandle feature{layer->GetNextFeature()}) EXPECT_EQ(feature->GetFieldAsInteger("synthetic"), 1) << name;
  }
  write_plan_file(folder / "real.gpkg", town());
  EXPECT_FALSE(read_plan_file(folder / "real.gpkg").synthetic);
}

TEST(PlanFile, HoldsTheSameBytesAtAnotherTime) {
  const TemporaryFolder folder;
  write_plan_file(folder / "a.gpkg", town());
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  write_plan_file(folder / "b.gpkg", town());
  EXPECT_TRUE(bytes_of(folder / "a.gpkg") == bytes_of(folder / "b.gpkg"));
}

TEST(PlanFile, LeavesNothingBesideThePlan) {
  const TemporaryFolder folder;
  write_plan_file(folder / "plan.gpkg", town());
  write_plan_file(folder / "plan.gpkg", town());
  EXPECT_EQ(folder.entries(), 1U);
}

TEST(PlanFile, HasADefaultStyleAndASpatialIndexForEveryLayer) {
  const TemporaryFolder folder;
  write_plan_file(folder / "plan.gpkg", town());
  GdalMessages messages;
  const DatasetHandle file(GDALDataset::Open((folder / "plan.gpkg").c_str(), GDAL_OF_VECTOR));
  ASSERT_NE(file, nullptr);
  OGRLayer* styles = file->GetLayerByName("layer_styles");
  ASSERT_NE(styles, nullptr);
  EXPECT_EQ(styles->GetFeatureCount(), 11);
  for (const auto& style : *styles) {
    EXPECT_EQ(style->GetFieldAsInteger("useAsDefault"), 1);
    EXPECT_NE(file->GetLayerByName(style->GetFieldAsString("f_table_name")), nullptr) << style->GetFieldAsString("f_table_name");
  }
  for (int i = 0; i < file->GetLayerCount(); ++i) {
    OGRLayer& layer = *file->GetLayer(i);
    EXPECT_TRUE(layer.GetGeomType() == wkbNone || layer.TestCapability(OLCFastSpatialFilter)) << layer.GetName();
  }
}

TEST(PlanFile, HasWellFormedStyles) {
  const GdalMessages messages;
  std::vector<QgisStyle> all = qgis_styles();
  const std::vector<QgisStyle> of_sites = site_styles();
  all.insert(all.end(), of_sites.begin(), of_sites.end());
  for (const QgisStyle& style : all) {
    CPLXMLNode* tree = CPLParseXMLString(style.qml.c_str());
    EXPECT_NE(tree, nullptr) << style.layer << ": " << messages.first_failure();
    CPLDestroyXMLNode(tree);
  }
}

TEST(PlanFile, NamesTheFolderThatDoesNotExist) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder / "absent" / "plan.gpkg";
  try {
    write_plan_file(path, town());
    FAIL() << "nothing thrown";
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::environment);
    EXPECT_NE(error.message().en.find(path.string()), std::string::npos) << error.message().en;
    EXPECT_NE(error.message().zh.find(path.string()), std::string::npos) << error.message().zh;
  }
}

/// Stands in for a full disk: the file may not grow beyond `most` bytes.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t most) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &former_);
    const rlimit limit{most, former_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &former_);
    std::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  FileSizeLimit(FileSizeLimit&&) = delete;
  FileSizeLimit& operator=(FileSizeLimit&&) = delete;

 private:
  rlimit former_{};
  void (*handler_)(int);
};

TEST(PlanFile, NamesTheFileAndLeavesNothingWhenTheDiskIsFull) {
  PlanFile plan = town();
  for (int i = 0; i < 20000; ++i) plan.cells.push_back({i, "1001", "1", "", 0, 0, 1, false, square(500000 + i, 5200000, 1)});
  for (const rlim_t most : {rlim_t{1}, rlim_t{100'000}, rlim_t{600'000}, rlim_t{2'000'000}, rlim_t{4'500'000}}) {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "plan.gpkg";
    const FileSizeLimit limit(most);
    try {
      write_plan_file(path, plan);
      FAIL() << "nothing thrown at " << most;
    } catch (const core::Error& error) {
      EXPECT_EQ(error.code(), core::ErrorCode::environment);
      EXPECT_NE(error.message().en.find(path.string()), std::string::npos) << error.message().en;
    }
    EXPECT_EQ(folder.entries(), 0U) << most;
  }
}

TEST(PlanFile, NamesTheLayerThatIsAbsent) {
  const TemporaryFolder folder;
  write_plan_file(folder / "plan.gpkg", town());
  {
    GdalMessages messages;
    const DatasetHandle file(GDALDataset::Open((folder / "plan.gpkg").c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
    file->ExecuteSQL("DELLAYER:cells", nullptr, nullptr);
  }
  try {
    static_cast<void>(read_plan_file(folder / "plan.gpkg"));
    FAIL() << "nothing thrown";
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::input);
    EXPECT_NE(error.message().en.find("no layer 'cells'"), std::string::npos) << error.message().en;
    EXPECT_NE(error.message().zh.find("缺少图层 cells"), std::string::npos) << error.message().zh;
  }
}

TEST(PlanFile, SaysSoWhenItIsNoPlan) {
  const TemporaryFolder folder;
  std::ofstream(folder / "plan.gpkg") << "not a database";
  EXPECT_THROW(static_cast<void>(read_plan_file(folder / "plan.gpkg")), core::Error);
}

TEST(PlanFile, WritesEveryOneOfManyFeatures) {
  PlanFile plan = town();
  for (int i = 0; i < 30000; ++i) {
    plan.cells.push_back({i, "1001", "1", "", 0, 0, 1, false, square(500000 + i % 200, 5200000 + i / 200, 1)});
  }
  const TemporaryFolder folder;
  write_plan_file(folder / "plan.gpkg", plan);
  GdalMessages messages;
  const DatasetHandle file(GDALDataset::Open((folder / "plan.gpkg").c_str(), GDAL_OF_VECTOR));
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(file->GetLayerByName("cells")->GetFeatureCount(), static_cast<GIntBig>(plan.cells.size()));
}

}  // namespace
}  // namespace wangge::gis
