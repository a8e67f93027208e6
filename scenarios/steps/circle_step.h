#pragma once

#include "engine/siting/reach.h"
#include "gis/build/build_territory.h"
#include "gis/circles/circle_land.h"
#include "gis/circles/circles.h"
#include "gis/layers.h"
#include "gis/write/plan_file.h"
#include "scenarios/steps/travel_step.h"

#include <memory>
#include <string>
#include <vector>

/// Response circles: whom each post and all posts reach in which ring, the shapes of that on the map, and what closed roads,
/// other posts or other hours change.
namespace wangge::scenarios {

/// What changes between two circles.
struct CircleChange {
  core::Text cause;
  std::string word;  ///< of the cause in plan.gpkg
  siting::ReachTally gained;
  siting::ReachTally lost;
  core::SquareMetres gained_land{0};
  core::SquareMetres lost_land{0};
};

/// The static circle at an hour of the day.
struct HourlyCircle {
  int hour = 0;
  siting::ReachTally within;
};

struct CircleBuild {
  std::vector<gis::PlanFile::Circle> rows;
  std::vector<gis::PlanFile::CircleChange> change_rows;
  std::vector<siting::PostId> posts;  ///< that have a circle
  siting::Reach reach;                ///< of these posts, for each ring
  std::vector<CircleChange> changes;
  std::vector<HourlyCircle> by_hour;            ///< empty: the mode has the same speeds, closures and rules all day
  bool hour_matters = false;                    ///< some hour has others than the circles are drawn for
  std::shared_ptr<const gis::CircleLand> land;  ///< that they are made of; null once let go
};

/// Circles of the posts that serve in the static circle, in its mode; the promised minutes for each post, all rings of the
/// scenario for all of them. Changes: roads open against closed, where any is closed; the posts of `coverage.instead_of` against
/// those that serve. O(posts x buildings) and two more such sweeps for each change and each different speed of the day.
[[nodiscard]] CircleBuild draw_circles(const Scenario& scenario, const gis::Layers& layers, const gis::TerritoryBuild& built,
                                       const TravelBuild& travel, const siting::Posts& posts, core::Threads threads);

/// The land that circles of a mode are made of, with the footprints that were read.
[[nodiscard]] gis::CircleLand circle_land(const network::Travel& travel, network::Mode mode, const siting::EntryRules& entry,
                                          const gis::Layers& layers, const gis::TerritoryBuild& built);

/// The posts, mode, rings and limit of circles by these rules.
[[nodiscard]] gis::CircleRules circle_rules(const Scenario& scenario, const siting::CoverageRules& rules,
                                            const std::string& responder);

/// The rows alone, of the posts and rings as `draw_circles` makes them.
[[nodiscard]] std::vector<gis::PlanFile::Circle> circle_rows(const Scenario& scenario, const gis::Layers& layers,
                                                             const gis::TerritoryBuild& built, const network::Travel& travel,
                                                             const siting::Posts& posts, core::Threads threads);

}  // namespace wangge::scenarios
