#pragma once

#include "engine/core/csr.h"
#include "engine/core/id.h"
#include "engine/core/text.h"
#include "engine/core/units.h"
#include "engine/simulation/demand/calendar.h"
#include "engine/simulation/demand/request_kind.h"
#include "engine/simulation/demand/requests.h"
#include "engine/simulation/demand/surge.h"
#include "engine/simulation/dispatch/rules.h"
#include "engine/simulation/duration_law.h"
#include "engine/simulation/ids.h"
#include "engine/simulation/people/departments.h"
#include "engine/simulation/people/offices.h"
#include "engine/simulation/people/points.h"
#include "engine/simulation/people/responders.h"
#include "engine/simulation/people/shifts.h"
#include "engine/simulation/rounds/duty.h"
#include "engine/simulation/travel_times.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

/// What step 6 needs, as columns. Time 0 is a Monday, 00:00.
namespace wangge::simulation {

struct SimulationInputs {
  /// From Monday 00:00, with nobody on the way and nothing waiting. Over whole weeks the rates of the year hold exactly.
  core::Millis horizon{0};
  Column<GridId, std::string> grids;                ///< codes
  Column<CommunityId, std::string> communities{};   ///< codes; empty: figures are not told by community
  Column<GridId, CommunityId> community_of_grid{};  ///< valid where there are communities
  core::Csr<GridId, GridId> neighbours;             ///< grids with a common border, rising
  Column<BuildingId, GridId> grid_of_building;      ///< invalid: in no grid, and then without requests
  Column<BuildingId, core::Millis> entry;           ///< from the building's door to the household's
  Column<KindId, RequestKind> kinds;
  std::optional<Calendar> calendar{};      ///< needed by seasons and holidays
  std::vector<Surge> surges{};             ///< at most `most_surges`
  std::shared_ptr<const Requests> past{};  ///< given: these requests come in every replication, and no others
  Column<ShiftsId, WeeklyShifts> shifts;
  Responders responders;
  Column<ResponderKindId, ResponderKind> responder_kinds{};
  Column<TeamId, std::string> teams{};  ///< codes; empty: nobody is rated
  PointRules points{};
  Column<DepartmentId, Department> departments{};           ///< whom whistles call
  std::vector<OfficeLevel> offices{};                       ///< of the levels that have desks
  Column<BuildingId, MicrogridId> microgrid_of_building{};  ///< empty: no grid has parts with responders of their own
  std::string policy = "own grid, then neighbours";
  DurationLaw accept;  ///< from dispatch to acceptance
  DispatchRules dispatch{};
  Column<DutyId, Duty> duties{};              ///< scheduled work; of those due at one moment the first goes before
  std::shared_ptr<const TravelTimes> travel;  ///< may be empty where there is no responder
};

}  // namespace wangge::simulation
