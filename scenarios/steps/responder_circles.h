#pragma once

#include "engine/planning/plan.h"
#include "engine/siting/coverage.h"
#include "engine/siting/reach.h"
#include "gis/build/build_territory.h"
#include "gis/layers.h"
#include "gis/write/plan_file.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/circle_step.h"
#include "scenarios/steps/travel_step.h"

#include <cstddef>
#include <string>
#include <vector>

/// The static circles of all kinds of responder, each by its own mode and from its own posts.
namespace wangge::scenarios {

struct ResponderCircle {
  std::string responder;
  siting::CoverageRules rules;   ///< its mode, posts and limit
  std::size_t posts = 0;         ///< of its kind, or homes, with a road of its mode
  siting::CoverageTally served;  ///< from the post that serves, as the first kind's figures
  std::vector<core::Millis> rings;
  std::vector<siting::ReachTally> reached;  ///< from any post, beside `rings`
};

struct ResponderCircles {
  std::vector<ResponderCircle> all;            ///< as the scenario lists them, the first included; empty: not asked for
  std::vector<gis::PlanFile::Circle> further;  ///< rows of all but the first
};

/// Nothing without `coverage.by_responder`. `coverage` and `first`: those of circle_responder. Those who set out from home do so
/// from the homes of their microgrids. Kinds of one mode share the land. O(kinds x posts x buildings).
[[nodiscard]] ResponderCircles responder_circles(const Scenario& scenario, const gis::Layers& layers,
                                                 const gis::TerritoryBuild& built, const TravelBuild& travel,
                                                 const planning::Plan& plan, const ServiceZones& zones,
                                                 const siting::Posts& posts, const siting::Coverage& coverage,
                                                 const CircleBuild& first, core::Threads threads);

}  // namespace wangge::scenarios
