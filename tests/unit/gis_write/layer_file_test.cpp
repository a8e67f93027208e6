#include "gis/write/layer_file.h"

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "gis/ogr_session.h"
#include "gis/read/file_hash.h"
#include "gis/read/reference_choice.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace wangge::gis {
namespace {

namespace fs = std::filesystem;

class Layers : public testing::Test {
 protected:
  Layers() { fs::create_directories(folder_); }
  ~Layers() override { fs::remove_all(folder_); }

  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  ReferenceSystem reference_ = choose_reference("EPSG:4545", {});
  fs::path folder_ = fs::temp_directory_path() /
                     ("wangge_layer_file_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
};

Ring box_ring(const Box& box) { return {box.low, {box.high.x, box.low.y}, box.high, {box.low.x, box.high.y}, box.low}; }

std::vector<Box> random_boxes(std::size_t count, std::uint64_t seed) {
  core::Stream luck(core::Seed(seed), 0, "boxes", 0);
  std::vector<Box> boxes;
  for (std::size_t i = 0; i < count; ++i) {
    const Position low{500'000 + 10'000 * luck.uniform(), 2'600'000 + 10'000 * luck.uniform()};
    boxes.push_back({low, {low.x + 5 + 40 * luck.uniform(), low.y + 5 + 40 * luck.uniform()}});
  }
  return boxes;
}

void write_boxes(const fs::path& path, const ReferenceSystem& reference, const std::vector<Box>& boxes) {
  LayerFile file(path, reference, {{"boxes", LayerShape::polygon, "boxes", {{"number", FieldKind::whole}}}});
  LayerFile::Rows& rows = file.layer("boxes");
  for (std::size_t i = 0; i < boxes.size(); ++i) rows.polygon(box_ring(boxes[i])).whole(static_cast<std::int64_t>(i)).end();
  file.finish();
}

std::vector<std::int64_t> within(OGRLayer& layer, const Box& window) {
  layer.SetSpatialFilterRect(window.low.x, window.low.y, window.high.x, window.high.y);
  std::vector<std::int64_t> found;
  while (const FeatureHandle feature{layer.GetNextFeature()}) found.push_back(feature->GetFieldAsInteger64("number"));
  std::sort(found.begin(), found.end());
  return found;
}

std::string first_text(GDALDataset& file, const std::string& sql) {
  OGRLayer* result = file.ExecuteSQL(sql.c_str(), nullptr, nullptr);
  if (result == nullptr) return {};
  const FeatureHandle feature{result->GetNextFeature()};
  std::string text = feature ? feature->GetFieldAsString(0) : "";
  file.ReleaseResultSet(result);
  return text;
}

TEST_F(Layers, IndexFindsWhatASearchThroughAllFinds) {
  for (const std::size_t count : {1u, 51u, 52u, 3000u, 30000u}) {
    const std::vector<Box> boxes = random_boxes(count, count);
    write_boxes(folder_ / "boxes.gpkg", reference_, boxes);
    const GdalMessages messages;
    const DatasetHandle file(GDALDataset::Open((folder_ / "boxes.gpkg").c_str(), GDAL_OF_VECTOR));
    ASSERT_TRUE(file);
    EXPECT_EQ(first_text(*file, "SELECT rtreecheck('rtree_boxes_geom')"), "ok") << count;
    OGRLayer& layer = *file->GetLayerByName("boxes");
    EXPECT_EQ(layer.GetFeatureCount(), static_cast<GIntBig>(count));
    EXPECT_TRUE(layer.TestCapability(OLCFastSpatialFilter));
    for (const Box& window : random_boxes(20, 7)) {
      const Box wide{window.low, {window.low.x + 700, window.low.y + 700}};
      std::vector<std::int64_t> expected;
      for (std::size_t i = 0; i < boxes.size(); ++i) {
        const Box& box = boxes[i];
        const bool meets =
            box.low.x <= wide.high.x && box.high.x >= wide.low.x && box.low.y <= wide.high.y && box.high.y >= wide.low.y;
        if (meets) expected.push_back(static_cast<std::int64_t>(i));
      }
      EXPECT_EQ(within(layer, wide), expected) << count;
    }
  }
}

TEST_F(Layers, StayValidWhenEditedAfterwards) {
  write_boxes(folder_ / "boxes.gpkg", reference_, random_boxes(300, 1));
  const GdalMessages messages;
  const DatasetHandle file(GDALDataset::Open((folder_ / "boxes.gpkg").c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
  ASSERT_TRUE(file);
  OGRLayer& layer = *file->GetLayerByName("boxes");
  for (GIntBig feature = 1; feature <= 200; ++feature) ASSERT_EQ(layer.DeleteFeature(feature), OGRERR_NONE);
  EXPECT_EQ(first_text(*file, "SELECT rtreecheck('rtree_boxes_geom')"), "ok");
  EXPECT_EQ(first_text(*file, "SELECT count(*) FROM rtree_boxes_geom"), "100");
  EXPECT_FALSE(messages.failed()) << messages.first_failure();
}

TEST_F(Layers, GiveEqualBytes) {
  for (const char* name : {"a.gpkg", "b.gpkg"}) write_boxes(folder_ / name, reference_, random_boxes(5000, 3));
  EXPECT_EQ(sha256_of_file(folder_ / "a.gpkg"), sha256_of_file(folder_ / "b.gpkg"));
}

TEST_F(Layers, LeaveNothingWhenDropped) {
  {
    LayerFile file(folder_ / "half.gpkg", reference_, {{"boxes", LayerShape::point, "", {}}});
    file.layer("boxes").point({1, 2}).end();
    EXPECT_EQ(files(), 1u);
  }
  EXPECT_EQ(files(), 0u);
}

TEST_F(Layers, KeepTextsOfARowThatAreGone) {
  LayerFile file(folder_ / "texts.gpkg", reference_, {{"names", LayerShape::none, "", {{"a"}, {"b"}}}});
  LayerFile::Rows& rows = file.layer("names");
  for (int i = 0; i < 3; ++i) {
    rows.text(std::string(200, static_cast<char>('a' + i)));
    rows.text(std::string("网格"));
    rows.end();
  }
  file.finish();
  const GdalMessages messages;
  const DatasetHandle read(GDALDataset::Open((folder_ / "texts.gpkg").c_str(), GDAL_OF_VECTOR));
  EXPECT_EQ(first_text(*read, "SELECT a FROM names WHERE fid = 2"), std::string(200, 'b'));
  EXPECT_EQ(first_text(*read, "SELECT count(*) FROM names WHERE b = '网格'"), "3");
}

TEST_F(Layers, MissingFolderIsAnEnvironmentFault) {
  try {
    const LayerFile file(folder_ / "none" / "a.gpkg", reference_, {{"a", LayerShape::none, "", {}}});
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::environment);
  }
}

}  // namespace
}  // namespace wangge::gis
