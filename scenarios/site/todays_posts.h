#pragma once

#include "engine/core/findings.h"
#include "engine/siting/posts.h"
#include "gis/write/plan_file.h"
#include "scenarios/site/post_service.h"
#include "scenarios/steps/planning_step.h"
#include "scenarios/steps/travel_step.h"

#include <vector>

namespace wangge::scenarios {

/// The posts that the scenario has of the kind that is sited: what the answer is compared with.
struct TodaysPosts {
  siting::Posts posts;
  siting::Posts of_workers;  ///< those that the first kind of responder sets out from
  bool real = false;         ///< given as points, or at the medians of given grids
  core::Text placed;         ///< how they came to their places
  core::Findings findings;   ///< "post.unreachable": zones that get none

  /// The plan with these posts as those of the kind "today" (or "compared", where they do not exist), in place of the chosen
  /// ones, for a map that numbers the latter.
  [[nodiscard]] gis::PlanFile on_map(gis::PlanFile plan) const;
};

/// Posts as they serve by a mode.
[[nodiscard]] std::vector<ServingPost> serving_posts(const siting::Posts& posts, network::Mode mode);

[[nodiscard]] TodaysPosts todays_posts(const Scenario& scenario, const gis::Layers& layers, const TravelBuild& travel,
                                       const PlanBuild& planned, core::Threads threads);

}  // namespace wangge::scenarios
