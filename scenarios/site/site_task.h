#pragma once

#include "scenarios/site/site_search.h"

#include <optional>
#include <vector>

namespace wangge::scenarios {

/// A question as the engine's task, with the way back: sites are those that can be chosen, demand points those that can be
/// served.
struct SiteTask {
  siting::SitingTask task;                       ///< lengths in milliseconds
  std::vector<std::size_t> options;              ///< of each site, its index among the candidates
  std::vector<DoorId> doors;                     ///< of each demand point, the door it stands at
  core::Column<DoorId, std::uint32_t> point_of;  ///< of each door, its demand point; SiteChoice::nobody: left out
  LeftOut left_out;
  double spread =
      0;  ///< by so much the task's bound must be lowered to hold for the doors, in the unit of its cost; 0: not merged
  double demand = 0;  ///< of all doors, left out or not
};

/// Says why so many sites (siting.number) cannot be chosen; nothing where they can.
[[nodiscard]] std::optional<core::Text> too_few(const SitingSpec& spec, const CandidateList& candidates);

/// See choose_sites for what it throws.
[[nodiscard]] SiteTask make_site_task(const Scenario& scenario, const territory::Territory& territory,
                                      const network::Travel& travel, const CandidateList& candidates, const DoorList& doors,
                                      core::Threads threads, core::Progress& progress);

/// What the demand counts: "households".
[[nodiscard]] core::Text demand_words(const DoorList& doors, const std::string& demand);

}  // namespace wangge::scenarios
