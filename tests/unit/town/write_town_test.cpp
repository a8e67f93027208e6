#include "gis/town/write_town.h"

#include "engine/core/error.h"
#include "gis/ogr_session.h"
#include "gis/read/file_hash.h"
#include "gis/read/read_layers.h"
#include "gis/read/reference_choice.h"
#include "tests/support/hand_town.h"
#include "tests/support/town_layer_specs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>

namespace wangge::town {
namespace {

namespace fs = std::filesystem;

class WriteTown : public testing::Test {
 protected:
  WriteTown() { fs::create_directories(folder_); }
  ~WriteTown() override { fs::remove_all(folder_); }

  [[nodiscard]] fs::path write(const std::string& name, PeopleDetail detail = PeopleDetail::persons) {
    counts_ = write_town(folder_ / name, town_, gis::choose_reference("EPSG:4545", {}), detail, progress_);
    return folder_ / name;
  }

  Town town_ = test::hand_town();
  core::SilentProgress progress_;
  std::vector<LayerCount> counts_;
  fs::path folder_ = fs::temp_directory_path() /
                     ("wangge_write_town_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
};

/// One value of one feature, by SQL.
std::string asked(const fs::path& file, const std::string& sql) {
  const gis::GdalMessages messages;
  const gis::DatasetHandle dataset(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR));
  if (!dataset) return "unreadable";
  OGRLayer* result = dataset->ExecuteSQL(sql.c_str(), nullptr, nullptr);
  if (result == nullptr) return "no result";
  std::string all;
  while (const gis::FeatureHandle feature{result->GetNextFeature()}) {
    for (int i = 0; i < feature->GetFieldCount(); ++i)
      all += (all.empty() ? "" : " ") + std::string(feature->GetFieldAsString(i));
  }
  dataset->ReleaseResultSet(result);
  return all;
}

TEST_F(WriteTown, CountsWhatItWrote) {
  static_cast<void>(write("town.gpkg"));
  const std::vector<LayerCount> expected{{"town", 1},      {"community", 2},    {"blocks", 4},
                                         {"water", 1},     {"places", 3},       {"roads", 2},
                                         {"railways", 0},  {"waterways", 2},    {"turn_restrictions", 1},
                                         {"compounds", 1}, {"barriers", 1},     {"gates", 1},
                                         {"buildings", 4}, {"enterprises", 1},  {"organisations", 0},
                                         {"posts", 1},     {"police_beats", 1}, {"households", 6},
                                         {"residents", 14}};
  EXPECT_EQ(counts_, expected);
}

TEST_F(WriteTown, PlacesSayTheirHouseholdsAndWhichVillageIsACentre) {
  town_.hamlets = {{"柳树屯", {BlockId(1)}, false}, {"东街口", {BlockId(0)}, true}};
  const fs::path file = write("town.gpkg");
  EXPECT_EQ(asked(file, "SELECT name, households, residents, centre FROM places WHERE kind = 'hamlet' ORDER BY centre"),
            "柳树屯 1 3 0 东街口 5 11 1");
  EXPECT_EQ(asked(file, "SELECT name, households, centre FROM places WHERE kind = 'town'"), "东镇 6 0");
  EXPECT_EQ(asked(file, "SELECT households, centre FROM places WHERE kind = 'bus_stop'"), "0 0");
}

TEST_F(WriteTown, AnEarlierDateSaysWhatWillGo) {
  EXPECT_EQ(asked(write("today.gpkg"), "SELECT removed FROM buildings"), "no result");
  town_.stage_year = 2005;
  town_.buildings[BuildingId(2)].removed = 2012;
  const fs::path file = write("earlier.gpkg");
  EXPECT_EQ(asked(file, "SELECT count(removed), max(removed) FROM buildings"), "1 2012");
  EXPECT_EQ(asked(file, "SELECT id FROM buildings WHERE removed IS NOT NULL"), "b3");
}

TEST_F(WriteTown, IsReadBackAsAnySource) {
  const fs::path file = write("town.gpkg");
  const gis::Layers layers = gis::read_layers(test::town_layer_specs(file, {"town", "community"}), core::Threads(1), progress_);
  ASSERT_EQ(layers.levels.size(), 2u);
  ASSERT_EQ(layers.levels[1].size(), 2u);
  EXPECT_EQ(layers.levels[0][0].code, "1100");
  EXPECT_EQ(layers.levels[1][0].name, "东街社区");
  EXPECT_EQ(layers.levels[1][0].parent_code, "1100");
  EXPECT_EQ(layers.levels[1][0].residents, 11);
  EXPECT_EQ(layers.levels[1][1].households, 1);
  ASSERT_EQ(layers.buildings.size(), 4u);
  EXPECT_EQ(layers.buildings[0].households, 3);
  EXPECT_EQ(layers.buildings[0].compound, "锦绣花园");
  EXPECT_EQ(layers.buildings[3].use, territory::BuildingUse::civic);
  EXPECT_EQ(layers.lines.size(), 2u);
  EXPECT_EQ(layers.lines[0].access[2], network::Direction::forward);
  EXPECT_EQ(layers.reference.epsg, 4545);
  EXPECT_TRUE(layers.findings.all().empty()) << layers.findings.all().front().message.en;
}

TEST_F(WriteTown, AreasTileTheTown) {
  const fs::path file = write("town.gpkg");
  EXPECT_EQ(asked(file, "SELECT area_m2 FROM community"), "20000 20000");
  EXPECT_EQ(asked(file, "SELECT area_m2 FROM town"), "40000");
}

TEST_F(WriteTown, EveryLayerSaysThatItIsSynthetic) {
  const fs::path file = write("town.gpkg");
  for (const LayerCount& layer : counts_) {
    EXPECT_NE(asked(file, "SELECT description FROM gpkg_contents WHERE table_name = '" + layer.layer + "'").find("synthetic"),
              std::string::npos)
        << layer.layer;
    EXPECT_EQ(asked(file, "SELECT count(*) FROM \"" + layer.layer + "\" WHERE synthetic = 1"), std::to_string(layer.features))
        << layer.layer;
  }
}

TEST_F(WriteTown, PersonsBelongToHouseholdsOfTheirBuilding) {
  const fs::path file = write("town.gpkg");
  EXPECT_EQ(asked(file, "SELECT count(*) FROM residents r JOIN households h ON r.household = h.id WHERE h.building = 'b1'"), "7");
  EXPECT_EQ(asked(file, "SELECT count(*) FROM residents WHERE age = 'adult' AND residence = 'rental'"), "6");
  EXPECT_EQ(asked(file, "SELECT count(*) FROM households h JOIN buildings b ON h.building = b.id WHERE b.households = 0"), "0");
}

TEST_F(WriteTown, LeavesPersonsOutWhereAsked) {
  const fs::path file = write("town.gpkg", PeopleDetail::buildings);
  EXPECT_TRUE(std::none_of(counts_.begin(), counts_.end(), [](const LayerCount& layer) { return layer.layer == "residents"; }));
  EXPECT_EQ(asked(file, "SELECT sum(residents) FROM buildings"), "14");
}

TEST_F(WriteTown, GivesEqualBytesAndLeavesNothingBeside) {
  EXPECT_EQ(gis::sha256_of_file(write("town.gpkg")), gis::sha256_of_file(write("town2.gpkg")));
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(folder_)) files += entry.is_regular_file() ? 1 : 0;
  EXPECT_EQ(files, 2u);
}

TEST_F(WriteTown, FolderThatIsMissingIsAnEnvironmentFault) {
  try {
    write_town(folder_ / "none" / "town.gpkg", town_, gis::choose_reference("EPSG:4545", {}), PeopleDetail::persons, progress_);
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::environment);
    EXPECT_NE(error.message().en.find("town.gpkg"), std::string::npos);
  }
}

}  // namespace
}  // namespace wangge::town
