#pragma once

#include "engine/core/units.h"
#include "engine/planning/aims/post_ways.h"
#include "engine/territory/territory.h"
#include "gis/layers.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/travel_step.h"

#include <memory>

/// The posts that the aim of travel is measured from.
namespace wangge::scenarios {

/// Ways from the posts of the first responder's kind, in its mode, where all of them stand before grids are drawn: at points that
/// the scenario gives, or at the median building of an area. Null where there are none, or a table puts one into each grid: then
/// ways are measured from the middle of the grid. The same for any threads. One travel search to all cells a post.
[[nodiscard]] std::unique_ptr<const planning::PostWays> post_ways(const Scenario& scenario, const gis::Layers& layers,
                                                                  const TravelBuild& travel,
                                                                  const territory::Territory& territory, core::Threads threads);

}  // namespace wangge::scenarios
