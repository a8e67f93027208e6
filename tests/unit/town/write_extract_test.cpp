#include "gis/town/write_extract.h"

#include "gis/read/file_hash.h"
#include "gis/read/read_layers.h"
#include "gis/read/reference_choice.h"
#include "tests/support/hand_town.h"
#include "tests/support/town_layer_specs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>

namespace wangge::town {
namespace {

namespace fs = std::filesystem;

class WriteExtract : public testing::Test {
 protected:
  WriteExtract() { fs::create_directories(folder_); }
  ~WriteExtract() override { fs::remove_all(folder_); }

  [[nodiscard]] fs::path write(const std::string& name, int threads = 1) {
    count_ = write_extract(folder_ / name, town_, gis::choose_reference("EPSG:4545", {}), core::Threads(threads), progress_);
    return folder_ / name;
  }
  [[nodiscard]] gis::Layers read(const fs::path& file) {
    return gis::read_layers(test::town_extract_specs(file, town_.level_names, admin_levels(town_.level_names.size())),
                            core::Threads(1), progress_);
  }

  Town town_ = test::hand_town();
  core::SilentProgress progress_;
  ExtractCount count_;
  fs::path folder_ = fs::temp_directory_path() /
                     ("wangge_write_extract_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
};

TEST(AdminLevels, AreThoseOfChina) {
  EXPECT_EQ(admin_levels(1), (std::vector<int>{10}));
  EXPECT_EQ(admin_levels(3), (std::vector<int>{6, 8, 10}));
  EXPECT_EQ(admin_levels(5).size(), 5u);
}

TEST_F(WriteExtract, IsReadBackWithTheSameCounts) {
  const gis::Layers layers = read(write("town.osm.pbf"));
  ASSERT_EQ(layers.levels.size(), 2u);
  ASSERT_EQ(layers.levels[0].size(), 1u);
  ASSERT_EQ(layers.levels[1].size(), 2u);
  EXPECT_EQ(layers.levels[1][0].code, "110001");
  EXPECT_EQ(layers.levels[1][0].residents, 11);
  EXPECT_EQ(layers.levels[1][1].households, 1);
  ASSERT_EQ(layers.buildings.size(), 4u);
  EXPECT_EQ(layers.buildings[0].households, 3);
  EXPECT_EQ(layers.buildings[0].use, territory::BuildingUse::residential);
  EXPECT_EQ(layers.buildings[0].compound, "锦绣花园");
  EXPECT_EQ(layers.buildings[0].floors, 6);
  EXPECT_EQ(layers.buildings[3].use, territory::BuildingUse::civic);
  ASSERT_EQ(layers.lines.size(), 4u) << "two roads and two pieces of river";
  EXPECT_EQ(layers.lines[0].access[2], network::Direction::forward);
  EXPECT_EQ(layers.lines[0].nodes.back(), layers.lines[1].nodes.front()) << "they meet in one node";
  EXPECT_TRUE(layers.lines[1].bridge);
  ASSERT_EQ(layers.waters.size(), 1u);
  EXPECT_EQ(layers.waters[0].shape.front().holes.size(), 1u);
  EXPECT_EQ(layers.places.size(), 3u);
  EXPECT_TRUE(layers.findings.all().empty()) << layers.findings.all().front().message.en;
}

TEST_F(WriteExtract, KeepsPlacesToACentimetre) {
  const gis::Layers layers = read(write("town.osm.pbf"));
  const gis::Ring& read_back = layers.buildings[0].footprint.front().outer;
  const gis::Ring& made = town_.buildings[BuildingId(0)].footprint;
  for (const Position corner : made) {
    const bool near = std::any_of(read_back.begin(), read_back.end(),
                                  [&](Position other) { return core::distance(corner, other).value < 0.02; });
    EXPECT_TRUE(near) << corner.x << " " << corner.y;
  }
}

TEST_F(WriteExtract, HasRestrictionsAndBoundariesAsRelations) {
  static_cast<void>(write("town.osm.pbf"));
  EXPECT_EQ(count_.relations, 3u + 1u + 1u) << "three areas, a pond with an island, a turn";
  // Eight bare borders, four lines, four blocks of land, four buildings, a wall, two rings of the pond.
  EXPECT_EQ(count_.ways, 8u + 4u + 4u + 4u + 1u + 2u);
}

TEST_F(WriteExtract, GivesEqualBytesForAnyThreads) {
  EXPECT_EQ(gis::sha256_of_file(write("a.osm.pbf", 1)), gis::sha256_of_file(write("b.osm.pbf", 2)));
}

}  // namespace
}  // namespace wangge::town
