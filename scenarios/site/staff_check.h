#pragma once

#include "engine/core/progress.h"
#include "engine/planning/plan.h"
#include "scenarios/site/grid_staffing.h"
#include "scenarios/steps/travel_step.h"

namespace wangge::scenarios {

struct CheckedStaff {
  StaffPlan staff;
  core::Findings findings;  ///< of the warm-up
};

/// Simulates the scenario's requests with the workers that `staff` proposes (today's number where none would do) and puts
/// beside each grid's share by the formula the simulated one: of the requests ordered on duty, with a 95 % interval. Each worker
/// sets out from one of the posts that serve the grid, most workers where most requests are. Only the first kind of responder
/// works, as in the formula. Where intervals do not hold the formula's share, the town is simulated again under the same luck
/// with one thing less after the other (help by neighbours, shifts and hours, laws of handling), until they do.
/// People of cells without a known building have no requests here ("simulation.no_building" in a run).
///
/// Days are those that count, behind the scenario's warm-up.
/// The same for any number of threads. O(replications * events), up to four times.
/// Precondition: `staff` comes from staff_grids for the same scenario, plan, doors and service; replications >= 1.
[[nodiscard]] CheckedStaff checked_staff(StaffPlan staff, const Scenario& scenario, const planning::Plan& plan,
                                         const DoorList& doors, const PostService& service, const TravelBuild& travel,
                                         core::Threads threads, core::Progress& progress);

}  // namespace wangge::scenarios
