#pragma once

#include "scenarios/steps/travel_step.h"
#include "tests/support/ascii_cells.h"

/// A town of one street, for the steps from a scenario to circles.
namespace wangge::scenarios {

/// Six houses of ten households in a row, 100 m apart on one street; the west half is grid A001, the east half A002.
struct Street {
  territory::Territory territory =
      testing::ascii_territory({.households = {"111111"}, .parents = {}, .unit = 10, .barriers = {}});
  gis::Layers layers;
  Scenario scenario;
  planning::Plan plan;

  Street()
      : plan(territory, {}, {{"A001", "west", {}, {}}, {"A002", "east", {}, {}}},
             testing::ascii_ids<planning::GridId>({"aaabbb"})) {
    gis::LineFeature street;
    street.source_id = "way/7";
    street.line_class = network::LineClass::residential;
    street.points = {{0, -50}, {600, -50}};
    street.access.fill(network::Direction::both);
    layers.lines = {street};
    layers.buildings.resize(territory.buildings.size());
    for (auto& by_class : scenario.travel.speed_kmh) by_class.fill(6);  // 100 m a minute
    scenario.travel.stairs_per_floor = core::Millis(0);
    scenario.target_time = core::minutes(1);
    scenario.posts = {PostSpec{}};
    scenario.responders = {ResponderSpec{}};
  }

  [[nodiscard]] gis::TerritoryBuild built() const {
    gis::TerritoryBuild build{territory, {}, {}, {}, {}};
    for (std::uint32_t i = 0; i < territory.buildings.size(); ++i) build.feature_of_building.push_back(i);
    return build;
  }
  [[nodiscard]] TravelBuild travel() const { return build_travel(scenario, layers, territory, core::Threads(1)); }
  [[nodiscard]] siting::Posts posts_at_medians(const TravelBuild& travel) const {
    return place_posts(scenario, layers, travel, territory, service_zones(plan), core::Threads(1)).posts;
  }
};

}  // namespace wangge::scenarios
