#include "scenarios/edits/planning_ground.h"

#include "scenarios/redraw/microgrid_step.h"
#include "scenarios/run/manifest.h"
#include "scenarios/steps/build_rules.h"
#include "scenarios/steps/circle_step.h"
#include "scenarios/steps/plan_rows.h"
#include "scenarios/steps/travel_step.h"
#include "scenarios/synth/town_step.h"

#include <utility>

namespace wangge::scenarios {

PlanningGround planning_ground(const Scenario& asked, const std::filesystem::path& folder, core::Threads threads,
                               core::Progress& progress) {
  PlanningGround ground{asked, nullptr};
  if (asked.synth) ground.scenario = reading_town(asked, write_scenario_town(asked, folder, {}, threads, progress), folder);
  progress.check();
  gis::Layers layers = read_scenario_layers(ground.scenario, threads, progress);
  progress.check();
  gis::TerritoryBuild built = gis::build_territory(layers, build_rules(ground.scenario), threads, progress);
  std::optional<RedrawnLevel> redrawn = redraw_level(ground.scenario, layers, built, threads);
  progress.check();
  TravelBuild travel =
      build_travel(ground.scenario, layers, built.territory, threads, hourly_roads(ground.scenario, layers, threads, progress));
  ground.scenario.synthetic = is_synthetic(ground.scenario, layers);
  ground.town = std::unique_ptr<const Town>(new Town{std::move(layers), std::move(built), std::move(travel), std::move(redrawn)});
  progress.check();
  return ground;
}

gis::PlanFile plan_file(const PlanningGround& ground, const planning::Plan& plan, PlanRecord record, core::Threads threads) {
  const Town& town = *ground.town;
  const territory::Territory& territory = town.built.territory;
  const ServiceZones zones = service_zones(plan);
  const siting::PlacedPosts placed = place_posts(ground.scenario, town.layers, town.travel, territory, zones, threads);
  const siting::Coverage coverage = cover(ground.scenario, town.travel.travel, territory, zones, placed.posts, threads);
  gis::PlanFile rows =
      plan_rows({town.layers,
                 town.built,
                 plan,
                 placed.posts,
                 coverage,
                 circle_rows(ground.scenario, town.layers, town.built, town.travel.travel, placed.posts, threads),
                 {},
                 std::move(record),
                 is_synthetic(ground.scenario, town.layers)},
                threads);
  rows.microgrids = microgrid_rows(ground.scenario, plan, town.built.coverage, threads);
  return rows;
}

}  // namespace wangge::scenarios
