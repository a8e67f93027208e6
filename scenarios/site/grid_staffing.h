#pragma once

#include "engine/core/estimate.h"
#include "engine/core/text.h"
#include "engine/evaluation/staffing.h"
#include "engine/planning/plan.h"
#include "scenarios/site/post_service.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How many workers each grid needs so that enough of its requests are answered in time.
namespace wangge::scenarios {

/// Why a simulation differs from the formula: what has to be taken out of it, in this order, before it agrees.
enum class StaffCause : std::uint8_t {
  neighbours,  ///< workers of other grids help out, and are away meanwhile
  shifts,      ///< requests by the hour, and those that wait for the shift to begin
  handling,    ///< handling and acceptance that are not as random as the formula's
  travel       ///< what is left: ways from a post that is not the nearest, workers sent on from where they are, hours of speeds
};
/// "neighbours", "shifts", "handling", "travel".
[[nodiscard]] std::string_view name(StaffCause cause);

/// What the workers that the formula proposes achieve in the simulation.
struct SimulatedStaff {
  core::Estimate share;      ///< in time, of the requests ordered on duty; with its interval
  double requests = 0;       ///< on duty and decided, a replication
  bool below = false;        ///< the whole interval lies below the share asked for
  bool contradicts = false;  ///< the interval does not hold the formula's share
  std::optional<StaffCause> cause;
};

/// How the formula was checked.
struct StaffCheck {
  int replications = 0;
  double days = 0;  ///< of one
  std::size_t grids = 0;
  std::size_t contradicted = 0;
  std::size_t below = 0;
};

/// The busiest hour of duty of a grid.
struct BusiestHour {
  std::size_t hour = 0;          ///< of the week, Monday 00:00 first
  double requests_per_hour = 0;  ///< ordered in it, and a share of those that come off duty
  std::optional<double> share;   ///< in time of these with the workers needed; absent where none would do
};
/// "Mon 09:00", "周一 09:00".
[[nodiscard]] core::Text words(const BusiestHour& busiest);

struct GridStaff {
  std::string code;
  std::string name;
  double requests_per_duty_hour = 0;
  double busy_minutes = 0;                   ///< a request: the way there, the work, the way back
  double way_minutes = 0;                    ///< mean, of the requests
  int now = 0;                               ///< workers as the scenario has them
  std::optional<double> share_now;           ///< in time with these; absent: the line would grow for ever, or nobody works there
  std::optional<evaluation::Staffing> need;  ///< over all hours of duty; absent: the ways alone are too long, whatever the number
  std::optional<BusiestHour> busiest;        ///< where workers are asked for in it
  std::optional<SimulatedStaff> simulated;   ///< absent: not asked for, or no request on duty
};

struct StaffPlan {
  double duty_hours_a_week = 0;
  double handle_minutes = 0;     ///< mean work on the spot
  double off_duty_share = 0;     ///< of the requests, that come while nobody is on duty and are done on duty
  std::vector<GridStaff> grids;  ///< by code
  int now = 0;
  int needed = 0;           ///< over the grids that can be staffed
  std::size_t too_far = 0;  ///< grids where the ways alone are too long
  std::optional<StaffCheck> check;
};

/// For the first kind of responder of the scenario, who sets out from the posts of `service`. Requests are spread over the hours
/// of duty (those that come off duty are done on duty), and what is done between order and the way counts with its mean. With
/// siting.staff.hours = "peak" the workers suffice for the busiest hour of duty of their grid, by the requests' profiles of the
/// week; requests that come off duty are spread evenly over the duty even then, and seasons, busy days and surges are not in it.
/// Nothing where the scenario has no requests or no responders. O(doors log doors).
[[nodiscard]] std::optional<StaffPlan> staff_grids(const Scenario& scenario, const planning::Plan& plan, const DoorList& doors,
                                                   const PostService& service);

}  // namespace wangge::scenarios
