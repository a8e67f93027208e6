#pragma once

#include "engine/core/findings.h"
#include "engine/siting/posts.h"
#include "gis/write/plan_file.h"
#include "scenarios/site/post_service.h"
#include "scenarios/steps/planning_step.h"

#include <vector>

namespace wangge::scenarios {

/// The posts that the scenario has of the kind that is sited: what the answer is compared with.
struct TodaysPosts {
  siting::Posts posts;
  core::Text placed;        ///< how they came to their places
  core::Findings findings;  ///< "post.outside", "post.duplicate" (errors), "post.unreachable"

  [[nodiscard]] std::vector<ServingPost> serving(const Scenario& scenario) const;
  /// The plan with these posts added as posts of the kind "today", so that a map shows both.
  [[nodiscard]] gis::PlanFile on_map(gis::PlanFile plan) const;
};

[[nodiscard]] TodaysPosts todays_posts(const Scenario& scenario, const gis::Layers& layers, const network::Travel& travel,
                                       const PlanBuild& planned, const CellFinder& cells, core::Threads threads);

}  // namespace wangge::scenarios
