#pragma once

#include "engine/planning/aims/plan_aims.h"
#include "engine/territory/territory.h"
#include "scenarios/scenario.h"

#include <map>
#include <string>
#include <vector>

/// How many requests a year arise where: the one place that knows what a rate counts.
namespace wangge::scenarios {

/// Members of groups, enterprises and the like of each building, by the name of the group or the kind of ledger.
using CountedOfBuilding = std::map<std::string, core::Column<territory::BuildingId, double>>;

/// True for a rate by residents or households alone, in whatever building.
[[nodiscard]] bool by_people_alone(const RequestSpec& request);
/// True where some rate of the request is above zero.
[[nodiscard]] bool occurs(const RequestSpec& request);
/// True where some rate counts what stands in a ledger or a located group.
[[nodiscard]] bool counts_ledgers(const Scenario& scenario);

/// What departments would hand down, by department and then as they name it.
struct MatterOf {
  const DepartmentSpec* department = nullptr;
  const DepartmentSpec::Matter* matter = nullptr;
  const RequestSpec* request = nullptr;  ///< of its kind
};
[[nodiscard]] std::vector<MatterOf> matters_of(const Scenario& scenario);
/// As figures and files call its kind, and as readers do.
[[nodiscard]] std::string matter_name(const MatterOf& matter);
[[nodiscard]] core::Text matter_title(const MatterOf& matter);

/// Requests of 365 days in each building; what a rate counts and `counted` lacks is none. O(rates * buildings).
[[nodiscard]] core::Column<territory::BuildingId, double> requests_of_buildings(const std::vector<Rate>& rates,
                                                                                const std::vector<territory::BuildingUse>& uses,
                                                                                const territory::Buildings& buildings,
                                                                                const CountedOfBuilding& counted);

/// Requests of 365 days among so many people at a place without a building: those by residents and households, and none where
/// the request keeps to some uses.
[[nodiscard]] double requests_of_people(const RequestSpec& request, double residents, double households);

/// Requests of 365 days in each cell, buildings or not; ledgers are counted by cell, and members of a located group are not
/// counted. `ledger` may be null: nothing stands there. O(rates * buildings).
[[nodiscard]] core::Column<territory::CellId, double> requests_of_cells(const RequestSpec& request,
                                                                        const territory::Territory& territory,
                                                                        const planning::LedgerOfCell* ledger);

}  // namespace wangge::scenarios
