#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/network/travel.h"
#include "engine/planning/plan.h"
#include "engine/siting/pairing/organisations.h"
#include "gis/layers.h"
#include "scenarios/site/door_list.h"
#include "scenarios/steps/cell_finder.h"

#include <cstdint>
#include <string>
#include <vector>

/// Which organisation serves which grid, by the section [pairing].
namespace wangge::scenarios {

struct PairedGrid {
  std::string code;
  std::string name;
  std::vector<std::string> organisations;
  std::vector<double> minutes;  ///< beside them, from the organisation to the middle of the grid's homes
  std::int64_t unmet = 0;       ///< organisations it asks for in vain
};

struct PairingResult {
  std::vector<PairedGrid> grids;  ///< by code
  std::size_t organisations = 0;
  std::size_t without_road = 0;  ///< organisations that cannot be paired, because no road is near
  std::size_t paired = 0;
  std::int64_t unmet = 0;
  double minutes = 0;       ///< sum over all pairs
  double bound = 0;         ///< no pairing that meets as many wishes takes less
  core::Findings findings;  ///< "pairing.no_place", "pairing.unreachable"
};

/// As many wishes as possible are met, then the sum of ways is least; proven by prices. Throws Error(input) for a number of grids
/// that is none. Precondition: scenario.pairing.
[[nodiscard]] PairingResult pair_with_grids(const Scenario& scenario, const gis::Layers& layers, const planning::Plan& plan,
                                            const network::Travel& travel, const DoorList& doors, core::Threads threads,
                                            core::Progress& progress);

}  // namespace wangge::scenarios
