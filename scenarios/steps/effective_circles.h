#pragma once

#include "engine/evaluation/effective_circle.h"
#include "gis/circles/circle_land.h"
#include "gis/write/plan_file.h"
#include "scenarios/scenario.h"

#include <vector>

/// The effective circle as land.
namespace wangge::scenarios {

/// A row for each of `coverage.effective`: the land of the buildings at which a worker, who may be busy, is in time with at least
/// this probability while somebody of the own grid is on shift. Buildings are those of `land`, as circles take them: every such
/// building lies in it, whole. A stretch of road, or a derived cell, goes with the building nearest to where it meets the road.
/// A probability that no building has gives no row. O(buildings + stretches).
[[nodiscard]] std::vector<gis::PlanFile::EffectiveCircle> effective_circles(const Scenario& scenario,
                                                                            const territory::Buildings& buildings,
                                                                            const network::RoadGraph& graph,
                                                                            const gis::CircleLand& land,
                                                                            const evaluation::EffectiveCircle& circle);

}  // namespace wangge::scenarios
