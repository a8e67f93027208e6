#include "gis/map/map_sheet.h"

#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "gis/map/ground.h"
#include "gis/map/sheet_layout.h"
#include "tests/support/sample_run.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace wangge::gis::map {
namespace {

MapSheet sheet() {
  return {.title = {.zh = "示例镇", .en = "Sample Town"},
          .date = "2026-11-21",
          .synthetic = true,
          .attribution = {"© OpenStreetMap contributors, ODbL 1.0"}};
}

unsigned big_endian(const std::string& bytes, std::size_t at) {
  unsigned value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value * 256 + static_cast<unsigned char>(bytes[at + i]);
  return value;
}

TEST(MapSheet, IsA3LyingForAWideTownInAllFormats) {
  const PlanFile plan = tests::sample_plan();
  const std::string png = render_map(sheet(), plan, MapFormat::png);
  EXPECT_EQ(big_endian(png, 16), 2480U);
  EXPECT_EQ(big_endian(png, 20), 1754U);
  const std::string pdf = render_map(sheet(), plan, MapFormat::pdf);
  EXPECT_NE(pdf.find("/MediaBox [ 0 0 1190.551181 841.889764 ]"), std::string::npos);
  EXPECT_LT(pdf.size(), 5000000U);
  const std::string svg = render_map(sheet(), plan, MapFormat::svg);
  EXPECT_NE(svg.find("viewBox=\"0 0 1190.551181 841.889764\""), std::string::npos) << svg.substr(0, 400);
}

TEST(MapSheet, TakesItsDateFromTheSheetAndGivesTheSameBytesTwice) {
  const PlanFile plan = tests::sample_plan();
  const std::string pdf = render_map(sheet(), plan, MapFormat::pdf);
  EXPECT_NE(pdf.find("/CreationDate (20261121000000"), std::string::npos);
  EXPECT_TRUE(pdf == render_map(sheet(), plan, MapFormat::pdf));
  EXPECT_TRUE(render_map(sheet(), plan, MapFormat::svg) == render_map(sheet(), plan, MapFormat::svg));
}

TEST(MapSheet, GivesTheSameBytesOnSeveralThreads) {
  const PlanFile plan = tests::sample_plan();
  const std::string alone = render_map(sheet(), plan, MapFormat::pdf);
  std::vector<std::string> together(6);
  core::parallel_for(core::Threads(3), together.size(), [&](std::size_t i) {
    together[i] = render_map(sheet(), plan, i % 2 == 0 ? MapFormat::pdf : MapFormat::svg);
  });
  for (std::size_t i = 0; i < together.size(); i += 2) EXPECT_TRUE(together[i] == alone);
  EXPECT_TRUE(together[1] == together[3] && together[3] == together[5]);
}

TEST(MapSheet, StandsForATownLongFromNorthToSouth) {
  const SheetLayout tall = lay_out_sheet("A3", {{0, 0}, {12000, 25000}});
  EXPECT_LT(tall.width, tall.height);
  const SheetLayout wide = lay_out_sheet("A3", {{0, 0}, {25000, 12000}});
  EXPECT_GT(wide.width, wide.height);
  for (const SheetLayout& each : {tall, wide}) {
    EXPECT_FALSE(each.frame.overlaps(each.panel));
    EXPECT_FALSE(each.title.overlaps(each.frame));
    EXPECT_TRUE(each.border.contains(each.frame) && each.border.contains(each.panel) && each.border.contains(each.title));
  }
}

TEST(MapSheet, RefusesUnknownPaperThemeAndFormat) {
  const PlanFile plan = tests::sample_plan();
  MapSheet odd = sheet();
  odd.paper = "B5";
  EXPECT_THROW(static_cast<void>(render_map(odd, plan, MapFormat::svg)), core::Error);
  odd = sheet();
  odd.theme = "weather";
  EXPECT_THROW(static_cast<void>(render_map(odd, plan, MapFormat::svg)), core::Error);
  EXPECT_THROW(draw_map(sheet(), plan, std::filesystem::temp_directory_path() / "wangge_map.gif"), core::Error);
}

TEST(MapSheet, SaysWhichFileCouldNotBeWritten) {
  try {
    draw_map(sheet(), tests::sample_plan(), "/nonexistent-folder/map.svg");
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::environment);
    EXPECT_NE(error.message().en.find("/nonexistent-folder/map.svg"), std::string::npos);
  }
}

TEST(MapSheet, DrawsAPlanWithoutAnythingInIt) { EXPECT_GT(render_map(sheet(), PlanFile{}, MapFormat::svg).size(), 1000U); }

/// On the sample's sheet every grid has a label, and no label touches another or a post.
TEST(MapSheet, LabelsEveryGridWithoutOverlap) {
  const PlanFile plan = tests::sample_plan();
  for (const SheetLanguage language : {SheetLanguage::zh, SheetLanguage::en, SheetLanguage::both}) {
    const TextRuler ruler;
    const SheetLayout layout = lay_out_sheet("A4", extent(plan));
    const MapScene scene = make_scene(plan, round_view(extent(plan), layout.frame, 4), {});
    const std::vector<Rect> symbols = symbol_boxes(plan, scene, 0.8);
    const std::vector<LabelRequest> wanted =
        label_requests(plan, scene, {.language = language, .size = 0.8, .places = true}, ruler);
    const std::vector<PlacedLabel> placed = place_labels(wanted, symbols, layout.frame, 0.3, ruler);
    ASSERT_GE(placed.size(), plan.grids.size());
    for (std::size_t i = 0; i < plan.grids.size(); ++i) EXPECT_EQ(placed[i].request, i);
    for (std::size_t i = 0; i < placed.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(placed[i].box.overlaps(placed[j].box));
      for (const Rect& symbol : symbols) EXPECT_FALSE(placed[i].box.overlaps(symbol));
    }
  }
}

/// A grid in two parts: the number stands in the part that holds its label point, the name in the other.
TEST(MapLabels, SayInAnExclaveWhoseItIs) {
  const auto box = [](double x, double y, double side) {
    return Polygon{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}, {}};
  };
  PlanFile plan;
  PlanFile::Grid grid;
  grid.code = "1001";
  grid.parent = "1";
  grid.name = "East 1";
  grid.shape = {box(0, 0, 1000), box(3000, 0, 800)};
  grid.label = {500, 500};
  plan.grids.push_back(grid);
  const TextRuler ruler;
  const MapScene scene = make_scene(plan, round_view(extent(plan), {{0, 0}, {200, 100}}, 5), {});
  const std::vector<PlacedLabel> placed =
      place_labels(label_requests(plan, scene, {}, ruler), {}, {{0, 0}, {200, 100}}, 0.3, ruler);
  ASSERT_EQ(placed.size(), 2U);
  EXPECT_EQ(placed[0].lines.front().words, "001");
  EXPECT_LT(placed[0].box.high.x, scene.view.to_page({1000, 0}).x);
  EXPECT_EQ(placed[1].lines.front().words, "East 1");
  EXPECT_GT(placed[1].box.low.x, scene.view.to_page({3000, 0}).x);
}

/// A post on the label point of a grid hardly larger than the post: the number moves out and is joined by a line.
TEST(MapLabels, LeadOutOfAGridThatItsPostFills) {
  PlanFile plan;
  PlanFile::Grid grid;
  grid.code = "7";
  grid.shape = {{{{0, 0}, {60, 0}, {60, 60}, {0, 60}, {0, 0}}, {}}};
  grid.label = {30, 30};
  plan.grids.push_back(grid);
  plan.posts.push_back({"p", "grid", "station", "p", "7", {30, 30}});
  const TextRuler ruler;
  const MapView view{.frame = {{0, 0}, {100, 100}}, .centre = {30, 30}, .denominator = 12000};
  const MapScene scene = make_scene(plan, view, {});
  const std::vector<Rect> symbols = symbol_boxes(plan, scene, 1);
  const std::vector<PlacedLabel> placed = place_labels(label_requests(plan, scene, {}, ruler), symbols, view.frame, 0.3, ruler);
  ASSERT_EQ(placed.size(), 1U);
  EXPECT_TRUE(placed[0].leader.has_value());
}

/// A county's thousand grids on one sheet: names of areas first, numbers inside their grids or nowhere, thin borders.
TEST(MapLabels, OfACrowdedMapStandInsideTheirGrids) {
  PlanFile plan;
  PlanFile::Level village;
  village.level = "community";
  village.code = "1";
  village.name = "Hill";
  village.shape = {{{{0, 0}, {12000, 0}, {12000, 12000}, {0, 12000}, {0, 0}}, {}}};
  plan.levels.push_back(village);
  for (int i = 0; i < 144; ++i) {
    PlanFile::Grid grid;
    grid.code = "1" + std::to_string(100 + i);
    grid.parent = "1";
    // The first is as large as a number needs, the others are not.
    const double side = i == 0 ? 1000 : 300;
    const double x = 1000.0 * (i % 12);
    const double y = 1000.0 * (i / 12);
    grid.shape = {{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}, {}}};
    grid.label = {x + side / 2, y + side / 2};
    plan.grids.push_back(grid);
  }
  const TextRuler ruler;
  const MapView view{.frame = {{0, 0}, {200, 200}}, .centre = {6000, 6000}, .denominator = 100000};
  const MapScene scene = make_scene(plan, view, {});
  ASSERT_TRUE(scene.crowded);
  const std::vector<PlacedLabel> placed = place_labels(label_requests(plan, scene, {}, ruler), {}, view.frame, 0.3, ruler);
  ASSERT_EQ(placed.size(), 2U);
  for (const PlacedLabel& label : placed) EXPECT_FALSE(label.leader.has_value()) << label.lines.front().words;
  EXPECT_LT(grid_stroke(scene, 1).width, grid_stroke(MapScene{}, 1).width);
  plan.grids.resize(99);
  EXPECT_FALSE(make_scene(plan, view, {}).crowded) << "few grids are all told";
}

/// A city of 400 small areas with a post each and more dots than ground.
PlanFile small_city() {
  PlanFile plan;
  PlanFile::Level city;
  city.level = "city";
  city.code = "1";
  city.name = "City";
  city.shape = {{{{0, 0}, {20000, 0}, {20000, 20000}, {0, 20000}, {0, 0}}, {}}};
  plan.levels.push_back(city);
  for (int i = 0; i < 400; ++i) {
    const double x = 1000.0 * (i % 20);
    const double y = 1000.0 * (i / 20);
    PlanFile::Level area;
    area.level = "community";
    area.code = std::to_string(1000 + i);
    area.parent = "1";
    area.name = "Somewhere " + std::to_string(i);
    area.shape = {{{{x, y}, {x + 1000, y}, {x + 1000, y + 1000}, {x, y + 1000}, {x, y}}, {}}};
    plan.levels.push_back(area);
    PlanFile::Post post;
    post.post = area.code;
    post.kind = "station";
    post.place = {x + 500, y + 500};
    plan.posts.push_back(post);
    for (int k = 0; k < 300; ++k) {
      PlanFile::Building building;
      const double at = x + 3.0 * k;
      building.shape = {{{{at, y}, {at + 2, y}, {at + 2, y + 2}, {at, y + 2}, {at, y}}, {}}};
      plan.buildings.push_back(building);
    }
  }
  return plan;
}

TEST(Crowding, LeavesOutWhatTheScaleHasNoRoomFor) {
  const PlanFile plan = small_city();
  const TextRuler ruler;
  const MapView small{.frame = {{0, 0}, {100, 100}}, .centre = {10000, 10000}, .denominator = 250000};
  const MapScene scene = make_scene(plan, small, {});
  EXPECT_TRUE(scene.names_crowded);
  EXPECT_TRUE(scene.posts_left_out.contains("station"));
  EXPECT_TRUE(symbol_boxes(plan, scene, 1).empty());
  EXPECT_TRUE(scene.buildings.empty());
  for (const PlacedLabel& label : place_labels(label_requests(plan, scene, {}, ruler), {}, small.frame, 0.3, ruler))
    EXPECT_EQ(label.lines.front().words, "City") << "a name does not stand on the neighbour's land";
  EXPECT_FALSE(make_scene(plan, small, {.buildings_matter = true}).buildings.empty());

  const MapView large{.frame = {{0, 0}, {2100, 2100}}, .centre = {10000, 10000}, .denominator = 10000};
  const MapScene room = make_scene(plan, large, {});
  EXPECT_FALSE(room.names_crowded);
  EXPECT_TRUE(room.posts_left_out.empty());
  EXPECT_EQ(room.buildings.size(), plan.buildings.size());
  EXPECT_EQ(symbol_boxes(plan, room, 1).size(), 400U);
}

TEST(Ground, KnowsTheScaleAndTurnOfUtm) {
  ReferenceSystem utm;
  utm.epsg = 32632;
  const GroundFacts middle = ground_facts(utm, {500000, 5222000});
  EXPECT_NEAR(middle.point_scale, 0.9996, 1e-6);
  EXPECT_NEAR(middle.true_north, 0, 1e-6);
  // East of the central meridian meridians lean west as they go north: sin(latitude) times the longitude's difference.
  const GroundFacts east = ground_facts(utm, {540000, 5222000});
  EXPECT_NEAR(east.true_north, -0.386, 0.01);
  EXPECT_EQ(ground_facts({}, {0, 0}).point_scale, 1);
}

}  // namespace
}  // namespace wangge::gis::map
