#pragma once

#include "scenarios/site/site_task.h"

namespace wangge::scenarios {

/// Centres level by level: one for each area of each of siting.levels, then siting.number further ones below the lowest of them,
/// divided among its areas as serves best. People go to a centre of their own area. Throws Error(input) naming the area that has
/// demand and no candidate for its level.
[[nodiscard]] SiteChoice choose_nested(const Scenario& scenario, const territory::Territory& territory,
                                       const CandidateList& candidates, const DoorList& doors, const SiteTask& made,
                                       const siting::SitingLimits& limits);

/// What to keep in mind with the bounds of several levels.
[[nodiscard]] core::Text levels_note();

}  // namespace wangge::scenarios
