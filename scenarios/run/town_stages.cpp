#include "scenarios/run/town_stages.h"

#include "gis/build/build_territory.h"
#include "scenarios/redraw/repartition_step.h"
#include "scenarios/run/scenario_findings.h"
#include "scenarios/steps/build_rules.h"
#include "scenarios/steps/post_audit.h"
#include "scenarios/synth/town_step.h"

#include <iterator>
#include <optional>
#include <utility>

namespace wangge::scenarios {
namespace {

const core::Text buildings_unit = {.zh = "栋建筑", .en = "buildings"};
const core::Text cells_unit = {.zh = "个单元", .en = "cells"};
const core::Text edges_unit = {.zh = "段道路", .en = "road pieces"};

}  // namespace

Scenario with_town(const Scenario& scenario, const std::filesystem::path& folder, core::Threads threads, core::Progress& progress,
                   Stages& stages) {
  if (!scenario.synth) return scenario;
  const MadeTown made = stages.run(
      "town", buildings_unit, [&] { return write_scenario_town(scenario, folder, {}, threads, progress); },
      [](const MadeTown& town) { return features_of(town, "buildings"); });
  return reading_town(scenario, made, folder);
}

std::unique_ptr<const Town> build_town(const Scenario& scenario, core::Threads threads, core::Progress& progress, Stages& stages,
                                       bool audit) {
  gis::Layers layers = stages.run(
      "read", buildings_unit, [&] { return read_scenario_layers(scenario, threads, progress, audit); },
      [](const gis::Layers& made) { return made.buildings.size(); });
  std::optional<RedrawnLevel> redrawn;
  gis::TerritoryBuild built = stages.run(
      "build", cells_unit,
      [&] {
        gis::TerritoryBuild made = gis::build_territory(layers, build_rules(scenario), threads, progress);
        redrawn = redraw_level(scenario, layers, made, threads);
        return made;
      },
      [](const gis::TerritoryBuild& made) { return made.territory.cells.size(); });
  TravelBuild travel = stages.run(
      "travel", edges_unit,
      [&] { return build_travel(scenario, layers, built.territory, threads, hourly_roads(scenario, layers, threads, progress)); },
      [](const TravelBuild& made) { return made.travel.graph().edge_count(); });
  return std::unique_ptr<const Town>(new Town{std::move(layers), std::move(built), std::move(travel), std::move(redrawn)});
}

core::Findings findings_of(const Scenario& scenario, const Town& town, core::Threads threads) {
  core::Findings all = town.layers.findings;
  all.append(town.built.findings);
  all.append(town.travel.findings);
  all.append(circle_findings(scenario));
  all.append(town_findings(scenario, town.built.territory));
  all.append(post_findings(scenario, town.layers, town.built, town.travel, threads));
  return all;
}

Siting site(const Scenario& scenario, const Town& town, const planning::Plan& plan, core::Threads threads) {
  const territory::Territory& territory = town.built.territory;
  Siting siting;
  siting.zones = service_zones(plan);
  siting.placed = place_posts(scenario, town.layers, town.travel, territory, siting.zones, threads);
  siting.coverage = cover(scenario, town.travel.travel, territory, siting.zones, siting.placed.posts, threads);
  siting.circles = draw_circles(scenario, town.layers, town.built, town.travel, siting.placed.posts, threads);
  siting.responders = responder_circles(scenario, town.layers, town.built, town.travel, plan, siting.zones, siting.placed.posts,
                                        siting.coverage, siting.circles, threads);
  siting.circles.rows.insert(siting.circles.rows.end(), std::make_move_iterator(siting.responders.further.begin()),
                             std::make_move_iterator(siting.responders.further.end()));
  siting.responders.further.clear();
  return siting;
}

}  // namespace wangge::scenarios
