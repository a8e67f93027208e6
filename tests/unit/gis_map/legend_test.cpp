#include "gis/map/legend.h"

#include "gis/map/legend_words.h"
#include "gis/map/line_look.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace wangge::gis::map {
namespace {

/// Remembers the words and the colours of lines.
class WordsCanvas final : public Canvas {
 public:
  void begin_group(std::string_view /*name*/, std::string_view /*language*/) override {}
  void end_group() override {}
  void begin_clip(const Rect& /*window*/) override {}
  void end_clip() override {}
  void fill(const Path& /*path*/, Colour /*colour*/) override {}
  void stroke(const Path& /*path*/, const Stroke& pen) override { strokes.insert(pen.colour.rgb); }
  void disc(Point /*centre*/, double /*radius*/, Colour /*colour*/) override {}
  void text(Point /*at*/, std::string_view line, const TextStyle& /*style*/, Align /*align*/) override {
    words += std::string(line) + "\n";
  }

  std::string words;
  std::set<std::uint32_t> strokes;
};

std::string legend_of(const MapScene& scene) {
  WordsCanvas canvas;
  const TextRuler ruler;
  Panel panel(canvas, ruler, SheetLanguage::en, {{0, 0}, {80, 300}}, 1);
  write_legend(panel, PlanFile{}, scene, ThemePaint{});
  return canvas.words;
}

TEST(Legend, NamesEveryKindOfPathThatTheMapShows) {
  MapScene scene;
  scene.view = {.frame = {{0, 0}, {100, 100}}, .centre = {0, 0}, .denominator = 5000};
  EXPECT_EQ(legend_of(scene).find("Footpath"), std::string::npos) << "only what is there";
  using network::LineClass;
  for (const LineClass line_class : {LineClass::footway, LineClass::cycleway, LineClass::track, LineClass::service})
    scene.roads.push_back({line_class, {{{0, 0}, {10, 10}}, false}});
  const std::string words = legend_of(scene);
  for (const char* each : {"Footpath, steps", "Cycleway", "Track", "Service road"})
    EXPECT_NE(words.find(each), std::string::npos) << each << " in\n" << words;
  MapScene steps = scene;
  steps.roads = {{LineClass::steps, {{{0, 0}, {10, 10}}, false}}};
  EXPECT_NE(legend_of(steps).find("Footpath, steps"), std::string::npos);
}

/// A sheet on the wall says which version hangs there.
TEST(Legend, ImprintTellsThePlansVersionStatusAndDate) {
  const auto imprint_of = [](const char* status, const char* from) {
    PlanFile plan;
    plan.reference.epsg = 32632;
    PlanFile::Grid& grid = plan.grids.emplace_back();
    grid.version = "3";
    grid.status = status;
    grid.effective_from = from;
    WordsCanvas canvas;
    const TextRuler ruler;
    Panel panel(canvas, ruler, SheetLanguage::both, {{0, 0}, {200, 300}}, 1);
    const MapView view{.frame = {{0, 0}, {100, 100}}, .centre = {500000, 5000000}, .denominator = 5000};
    write_imprint(panel, MapSheet{}, plan, view);
    return canvas.words;
  };
  EXPECT_NE(imprint_of("draft", "").find("Plan version 3, draft\n"), std::string::npos) << imprint_of("draft", "");
  const std::string in_force = imprint_of("approved", "2026-12-01");
  EXPECT_NE(in_force.find("Plan version 3, in force from 2026-12-01"), std::string::npos) << in_force;
  EXPECT_NE(in_force.find("方案第 3 版，施行，自 2026-12-01 起"), std::string::npos) << in_force;
}

/// A border along a street must not be taken for its edge.
TEST(Legend, CallsPostsInBothLanguages) {
  EXPECT_EQ(post_words("place in the grid", true).zh, "网格内待命点");
  EXPECT_EQ(post_words("place in the grid", false).en, "Place in the grid: too many to be drawn");
  EXPECT_EQ(post_words("fire station 3", true).zh, "fire station 3") << "names of one's own stay";
}

TEST(Legend, BordersOfGridsHaveAColourThatNoRoadHas) {
  const Colour border = grid_stroke(MapScene{}, 1).colour;
  const auto blue_of = [](Colour colour) { return static_cast<int>(colour.rgb & 0xFF) - static_cast<int>(colour.rgb >> 16); };
  for (std::size_t i = 0; i < network::line_class_count; ++i) {
    const auto look = line_look(static_cast<network::LineClass>(i), 5000);
    if (!look || !network::is_road(static_cast<network::LineClass>(i))) continue;
    EXPECT_GT(blue_of(border), blue_of(look->core) + 30) << i;
    if (look->casing) {
      EXPECT_GT(blue_of(border), blue_of(*look->casing) + 30) << i;
    }
  }
}

}  // namespace
}  // namespace wangge::gis::map
