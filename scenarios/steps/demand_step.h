#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/simulation/demand/requests.h"
#include "gis/build/build_territory.h"
#include "gis/layers.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/request_rates.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

/// What demand needs to know of the town beside its people: ledgers and groups by building, places of surges, past requests.
namespace wangge::scenarios {

/// Independent of any plan.
struct DemandGround {
  CountedOfBuilding counted;
  /// Of each surge of the scenario: 1 for the buildings inside; empty: everywhere.
  std::vector<core::Column<territory::BuildingId, std::uint8_t>> surge_places;
  std::shared_ptr<const simulation::Requests> past;  ///< null: the scenario has no log
  /// Of each duty of the scenario: the buildings nearest to its gates, in their order; empty where it names none.
  std::vector<std::vector<territory::BuildingId>> gates{};
  core::Findings findings;
};

/// Puts places into buildings: the nearest building of the cell that a place lies in, or of all where the cell has none.
class BuildingFinder {
 public:
  explicit BuildingFinder(const gis::TerritoryBuild& built) : built_(built) {}
  /// Invalid where a place lies in no cell. One entry a place. O(places * (log cells + buildings of a cell)).
  [[nodiscard]] std::vector<territory::BuildingId> find(std::span<const core::Position> places, core::Threads threads) const;

 private:
  const gis::TerritoryBuild& built_;
};

/// Reads the [[ledger]] and [[group]] layers that rates count ("demand.outside": what stands in no cell), finds the buildings
/// inside each surge, and reads the log (see log_step.h). Throws as the readers do; Error(usage) that begins with the key for an
/// area no level has and for a surge whose place holds no building.
[[nodiscard]] DemandGround demand_ground(const Scenario& scenario, const gis::Layers& layers, const gis::TerritoryBuild& built,
                                         core::Threads threads, core::Progress& progress);

/// What reading that for an audit finds, the layers of groups that no rate and no duty counts included. Throws as it does.
[[nodiscard]] core::Findings demand_findings(const Scenario& scenario, const gis::Layers& layers,
                                             const gis::TerritoryBuild& built, core::Threads threads, core::Progress& progress);

}  // namespace wangge::scenarios
