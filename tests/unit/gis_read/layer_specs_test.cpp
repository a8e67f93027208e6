#include "scenarios/steps/layer_specs.h"

#include "gis/read/read_layers.h"
#include "scenarios/schema/load_scenario.h"

#include <gtest/gtest.h>

namespace wangge::scenarios {
namespace {

TEST(LayerSpecs, FollowTheScenario) {
  Scenario scenario;
  scenario.path = "/towns/huacheng.toml";
  LevelSpec level;
  level.name = "community";
  level.source = {.path = "data/town.gpkg",
                  .layer = "communities",
                  .encoding = "auto",
                  .reference = "EPSG:4547",
                  .named_by = "huacheng.toml:3:1: level[0].source"};
  level.code_field = "code";
  level.residents_field = "people";
  level.within = "Wujiang";
  scenario.levels = {level};
  scenario.buildings.source.path = "/data/houses.shp";
  scenario.buildings.use_of_type = {{"flat", "residential"}};
  scenario.roads.source.path = "PG:dbname=town";
  scenario.roads.elevation =
      LayerRef{.path = "dem.tif", .layer = {}, .encoding = {}, .reference = {}, .named_by = "huacheng.toml:9:1: roads.elevation"};
  scenario.grids.source = LayerRef{.path = "grids.shp", .layer = {}, .encoding = "GB18030", .reference = {}, .named_by = {}};
  const gis::LayerSpecs specs = layer_specs(scenario);

  ASSERT_EQ(specs.levels.size(), 1U);
  EXPECT_EQ(specs.levels[0].level, "community");
  EXPECT_EQ(specs.levels[0].source.path, "data/town.gpkg");
  EXPECT_EQ(specs.levels[0].source.file, "/towns/data/town.gpkg");
  EXPECT_EQ(specs.levels[0].source.reference, "EPSG:4547");
  EXPECT_EQ(specs.levels[0].residents_field, "people");
  EXPECT_EQ(specs.levels[0].within, "Wujiang");
  EXPECT_EQ(specs.buildings.source.file, "/data/houses.shp");
  EXPECT_EQ(specs.buildings.use_of_type.at("flat"), "residential");
  EXPECT_EQ(specs.roads.source.file, "PG:dbname=town");
  EXPECT_EQ(specs.roads.elevation.file, "/towns/dem.tif");
  EXPECT_EQ(specs.roads.elevation.named_by, "huacheng.toml:9:1: roads.elevation");
  ASSERT_TRUE(specs.grids.has_value());
  EXPECT_EQ(specs.grids->code_field, "code");
  EXPECT_EQ(specs.grids->source.encoding, "GB18030");
  EXPECT_EQ(specs.reference, "auto");
}

TEST(LayerSpecs, OfLiechtensteinFindItsFile) {
  const Scenario scenario = load_scenario(std::string(WANGGE_SOURCE_DIR) + "/scenarios/liechtenstein.toml", {});
  core::SilentProgress progress;
  const gis::Layers layers = gis::read_layers(layer_specs(scenario), core::Threads(2), progress);
  EXPECT_EQ(layers.buildings.size(), 17727U);
  ASSERT_EQ(layers.levels.size(), 3U);
  std::int64_t residents = 0;
  for (const gis::AreaFeature& area : layers.levels[2]) residents += area.residents.value_or(0);
  EXPECT_EQ(residents, 37269);
}

}  // namespace
}  // namespace wangge::scenarios
