#include "scenarios/site/grid_staffing.h"

#include "engine/simulation/demand/request_kind.h"
#include "engine/simulation/people/shifts.h"

#include <map>
#include <utility>

namespace wangge::scenarios {
namespace {

constexpr double weeks_a_year = 365.0 / 7;

/// Requests of all kinds together: mean time on the spot, by rate, and the share that comes while nobody is on duty.
struct Mix {
  double handle_minutes = 0;
  double off_duty_share = 0;
};

double duty_hours(const simulation::WeeklyShifts& shifts) {
  double hours = 0;
  for (const auto& window : shifts.windows()) hours += core::in_hours(window.end - window.start);
  return hours;
}

/// Share of a kind's requests that come within the shifts, looked at minute by minute of the week.
double on_duty(const RequestSpec& request, const simulation::WeeklyShifts& shifts) {
  simulation::RequestKind kind;
  kind.hour_weight = request.hour_weight;
  kind.weekday_weight = request.weekday_weight;
  kind.weekend_hour_weight = request.weekend_hour_weight;
  const std::array<double, 168> profile = simulation::week_profile(kind);
  constexpr std::int64_t minute = 60000;
  double all = 0;
  double within = 0;
  for (std::int64_t time = 0; time < simulation::week_length.value; time += minute) {
    const double weight = profile[static_cast<std::size_t>(time / simulation::hour_length.value)];
    all += weight;
    if (shifts.on(core::Millis(time))) within += weight;
  }
  return all > 0 ? within / all : 0;
}

Mix mix_of(const Scenario& scenario, const DoorList& doors, const simulation::WeeklyShifts& shifts) {
  Mix mix;
  double all = 0;
  for (std::size_t i = 0; i < scenario.requests.size(); ++i) {
    const RequestSpec& request = scenario.requests[i];
    const double rate = doors.requests_of_kind[i];
    all += rate;
    mix.handle_minutes += rate * core::in_minutes(request.handle.mean);
    mix.off_duty_share += rate * (1 - on_duty(request, shifts));
  }
  if (all > 0) {
    mix.handle_minutes /= all;
    mix.off_duty_share /= all;
  }
  return mix;
}

class GridQuestion {
 public:
  void add(double requests, network::TravelTime way) {
    requests_ += requests;
    if (!way.reachable()) {
      unreached_ += requests;
      return;
    }
    ways_[(way.ms + 999) / 1000] += requests;
    way_minutes_ += requests * core::in_minutes(way.value());
  }

  [[nodiscard]] double requests() const { return requests_; }
  [[nodiscard]] double way_minutes() const { return requests_ > unreached_ ? way_minutes_ / (requests_ - unreached_) : 0; }

  /// Acceptance and, where the matter is to be resolved, the work come off the promise by their means. Ways to the second; who
  /// cannot be reached at all is never answered in time.
  [[nodiscard]] evaluation::StaffingQuestion question(const Scenario& scenario, double per_hour, double handle_minutes) const {
    evaluation::StaffingQuestion question;
    question.requests_per_hour = per_hour;
    question.busy_time = core::minutes(handle_minutes + 2 * way_minutes());
    question.within = scenario.siting->staff_within;
    question.share = scenario.siting->staff_share;
    const std::int64_t accept = scenario.dispatch.accept.mean.value;
    const std::int64_t work = scenario.target == Target::resolve ? core::minutes(handle_minutes).value : 0;
    for (const auto& [seconds, weight] : ways_) {
      const std::int64_t way = scenario.target == Target::accept ? 0 : static_cast<std::int64_t>(seconds) * 1000;
      question.travel.push_back({core::Millis(accept + way + work), weight});
    }
    if (unreached_ > 0) question.travel.push_back({question.within + core::Millis(1), unreached_});
    return question;
  }

 private:
  double requests_ = 0;
  double unreached_ = 0;
  double way_minutes_ = 0;
  std::map<std::uint32_t, double> ways_;  ///< requests by seconds of the way
};

}  // namespace

std::string_view name(StaffCause cause) {
  switch (cause) {
    case StaffCause::neighbours:
      return "neighbours";
    case StaffCause::shifts:
      return "shifts";
    case StaffCause::handling:
      return "handling";
    case StaffCause::travel:
      break;
  }
  return "travel";
}

std::optional<StaffPlan> staff_grids(const Scenario& scenario, const planning::Plan& plan, const DoorList& doors,
                                     const PostService& service) {
  if (scenario.responders.empty() || scenario.requests.empty()) return std::nullopt;
  const simulation::WeeklyShifts shifts = simulation::WeeklyShifts::parse(scenario.responders.front().shifts);
  StaffPlan staff;
  staff.duty_hours_a_week = duty_hours(shifts);
  if (!(staff.duty_hours_a_week > 0)) return std::nullopt;
  const Mix mix = mix_of(scenario, doors, shifts);
  staff.handle_minutes = mix.handle_minutes;
  staff.off_duty_share = mix.off_duty_share;
  std::map<std::string, std::pair<planning::GridId, GridQuestion>> grids;
  for (const planning::GridId grid : plan.grids()) grids[plan.code(grid)].first = grid;
  for (const DoorId door : core::ids<DoorId>(doors.doors.size())) {
    grids[plan.code(plan.grid_of(doors.doors[door].cell))].second.add(doors.requests[door], service.time[door]);
  }
  for (const auto& [code, grid] : grids) {
    if (!(grid.second.requests() > 0)) continue;
    const double per_hour = grid.second.requests() / (weeks_a_year * staff.duty_hours_a_week);
    const evaluation::StaffingQuestion question = grid.second.question(scenario, per_hour, mix.handle_minutes);
    GridStaff row{.code = code,
                  .name = plan.name(grid.first),
                  .requests_per_duty_hour = per_hour,
                  .busy_minutes = core::in_minutes(question.busy_time),
                  .way_minutes = grid.second.way_minutes(),
                  .now = scenario.responders.front().per_grid,
                  .share_now = std::nullopt,
                  .need = evaluation::workers_needed(question),
                  .simulated = std::nullopt};
    if (row.now > 0) {
      if (const auto present = evaluation::staffing_of(question, row.now)) row.share_now = present->within_share;
    }
    staff.now += row.now;
    if (row.need) {
      staff.needed += row.need->workers;
    } else {
      ++staff.too_far;
    }
    staff.grids.push_back(std::move(row));
  }
  return staff;
}

}  // namespace wangge::scenarios
