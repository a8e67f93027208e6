#pragma once

#include "engine/core/id.h"
#include "engine/core/units.h"
#include "engine/planning/microgrids/microgrids.h"
#include "engine/planning/plan.h"
#include "engine/siting/posts.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/travel_step.h"

#include <optional>

/// Where those of `per.microgrid` with the post "home" set out.
namespace wangge::scenarios {

struct MicrogridHomes {
  planning::Microgrids drawn;  ///< the same as in layer `microgrids`
  /// The house nearest to the middle of all households; absent: no building.
  core::Column<planning::MicrogridId, std::optional<territory::BuildingId>> home;
};

/// Precondition: scenario.microgrids. Cost: that of planning::draw_microgrids.
[[nodiscard]] MicrogridHomes microgrid_homes(const Scenario& scenario, const planning::Plan& plan, core::Threads threads);

/// These homes as posts of the kind "home", named by their microgrids.
[[nodiscard]] siting::Posts home_posts(const MicrogridHomes& homes, const planning::Plan& plan, const ServiceZones& zones,
                                       const network::Travel& travel);

}  // namespace wangge::scenarios
