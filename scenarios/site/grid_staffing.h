#pragma once

#include "engine/evaluation/staffing.h"
#include "engine/planning/plan.h"
#include "scenarios/site/post_service.h"

#include <optional>
#include <string>
#include <vector>

/// How many workers each grid needs so that enough of its requests are answered in time.
namespace wangge::scenarios {

struct GridStaff {
  std::string code;
  std::string name;
  double requests_per_duty_hour = 0;
  double busy_minutes = 0;                   ///< a request: the way there, the work, the way back
  double way_minutes = 0;                    ///< mean, of the requests
  int now = 0;                               ///< workers as the scenario has them
  std::optional<double> share_now;           ///< in time with these; absent: the line would grow for ever, or nobody works there
  std::optional<evaluation::Staffing> need;  ///< absent: the ways alone are too long, whatever the number
};

struct StaffPlan {
  double duty_hours_a_week = 0;
  double off_duty_share = 0;     ///< of the requests, that come while nobody is on duty and are done on duty
  std::vector<GridStaff> grids;  ///< by code
  int now = 0;
  int needed = 0;           ///< over the grids that can be staffed
  std::size_t too_far = 0;  ///< grids where the ways alone are too long
};

/// For the first kind of responder of the scenario, who sets out from the posts of `service`. Requests are spread over the hours
/// of duty (those that come off duty are done on duty), and what is done between order and the way counts with its mean. Nothing
/// where the scenario has no requests or no responders. O(doors log doors).
[[nodiscard]] std::optional<StaffPlan> staff_grids(const Scenario& scenario, const planning::Plan& plan, const DoorList& doors,
                                                   const PostService& service);

}  // namespace wangge::scenarios
