#pragma once

#include "engine/core/csr.h"
#include "engine/core/id.h"
#include "engine/core/text.h"
#include "engine/core/units.h"
#include "engine/simulation/dispatch/rules.h"
#include "engine/simulation/duration_law.h"
#include "engine/simulation/ids.h"
#include "engine/simulation/loop/life.h"
#include "engine/simulation/people/responders.h"
#include "engine/simulation/people/shifts.h"
#include "engine/simulation/travel_times.h"

#include <array>
#include <memory>
#include <string>

/// What step 6 needs, as columns. Time 0 is a Monday, 00:00.
namespace wangge::simulation {

/// One kind of request: a Poisson process in each building whose rate follows the hour and the weekday.
struct RequestKind {
  std::string name;
  Column<BuildingId, double> per_year;     ///< expected requests of each building in 365 days, >= 0
  std::array<double, 24> hour_weight{};    ///< relative, >= 0
  std::array<double, 7> weekday_weight{};  ///< relative, monday first
  DurationLaw handle;                      ///< from arrival (of the help, where it is needed) to the end of the visit
  Life life{};
};

struct SimulationInputs {
  /// From Monday 00:00, with nobody on the way and nothing waiting. Over whole weeks the rates of the year hold exactly.
  core::Millis horizon{0};
  Column<GridId, std::string> grids;            ///< codes
  core::Csr<GridId, GridId> neighbours;         ///< grids with a common border, rising
  Column<BuildingId, GridId> grid_of_building;  ///< invalid: in no grid, and then without requests
  Column<BuildingId, core::Millis> entry;       ///< from the building's door to the household's
  Column<KindId, RequestKind> kinds;
  Column<ShiftsId, WeeklyShifts> shifts;
  Responders responders;
  Column<ResponderKindId, ResponderKind> responder_kinds{};
  Column<BuildingId, MicrogridId> microgrid_of_building{};  ///< empty: no grid has parts with responders of their own
  std::string policy = "own grid, then neighbours";
  DurationLaw accept;  ///< from dispatch to acceptance
  DispatchRules dispatch{};
  std::shared_ptr<const TravelTimes> travel;  ///< may be empty where there is no responder
};

}  // namespace wangge::simulation
