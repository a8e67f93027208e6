#include "scenarios/site/grid_staffing.h"

#include "engine/simulation/demand/request_kind.h"
#include "engine/simulation/people/shifts.h"

#include <array>
#include <map>
#include <utility>

#include <fmt/format.h>

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

constexpr std::size_t week_hours = 168;
using Profile = std::array<double, week_hours>;  ///< with a mean of 1

Profile profile_of(const RequestSpec& request) {
  simulation::RequestKind kind;
  kind.hour_weight = request.hour_weight;
  kind.weekday_weight = request.weekday_weight;
  kind.weekend_hour_weight = request.weekend_hour_weight;
  return simulation::week_profile(kind);
}

/// Share of each hour of the week that lies within the shifts.
Profile duty_of(const simulation::WeeklyShifts& shifts) {
  constexpr std::int64_t minute = 60000;
  Profile duty{};
  for (std::int64_t time = 0; time < simulation::week_length.value; time += minute) {
    if (shifts.on(core::Millis(time))) duty[static_cast<std::size_t>(time / simulation::hour_length.value)] += 1.0 / 60;
  }
  return duty;
}

/// Share of a kind's requests that come within the shifts.
double on_duty(const Profile& profile, const Profile& duty) {
  double within = 0;
  for (std::size_t hour = 0; hour < week_hours; ++hour) within += profile[hour] * duty[hour];
  return within / static_cast<double>(week_hours);
}

/// The kinds of requests by the hour of the week, and the hours of duty.
struct Week {
  std::vector<Profile> profiles;
  std::vector<double> off_duty;  ///< share of each kind
  Profile duty{};
  double duty_hours = 0;

  /// The hour of duty with most requests, from those of each kind in a year; the first of several.
  [[nodiscard]] BusiestHour busiest(const std::vector<double>& requests) const {
    double waiting = 0;
    for (std::size_t kind = 0; kind < requests.size(); ++kind) waiting += requests[kind] * off_duty[kind];
    BusiestHour most;
    for (std::size_t hour = 0; hour < week_hours; ++hour) {
      if (!(duty[hour] > 0)) continue;
      double rate = waiting / (weeks_a_year * duty_hours);
      for (std::size_t kind = 0; kind < requests.size(); ++kind)
        rate += requests[kind] * profiles[kind][hour] / (weeks_a_year * static_cast<double>(week_hours));
      if (rate > most.requests_per_hour * (1 + 1e-12)) most = {.hour = hour, .requests_per_hour = rate, .share = std::nullopt};
    }
    return most;
  }
};

Week week_of(const Scenario& scenario, const simulation::WeeklyShifts& shifts) {
  Week week;
  week.duty = duty_of(shifts);
  week.duty_hours = duty_hours(shifts);
  for (const RequestSpec& request : scenario.requests) {
    week.profiles.push_back(profile_of(request));
    week.off_duty.push_back(1 - on_duty(week.profiles.back(), week.duty));
  }
  return week;
}

Mix mix_of(const Scenario& scenario, const DoorList& doors, const Week& week) {
  Mix mix;
  double all = 0;
  for (std::size_t i = 0; i < scenario.requests.size(); ++i) {
    const double rate = doors.requests_of_kind[i];
    all += rate;
    mix.handle_minutes += rate * core::in_minutes(scenario.requests[i].handle.mean);
    mix.off_duty_share += rate * week.off_duty[i];
  }
  if (all > 0) {
    mix.handle_minutes /= all;
    mix.off_duty_share /= all;
  }
  return mix;
}

class GridQuestion {
 public:
  void add(const DoorList& doors, DoorId door, network::TravelTime way) {
    const double requests = doors.requests[door];
    by_kind_.resize(doors.requests_by_kind.size(), 0);
    for (std::size_t kind = 0; kind < by_kind_.size(); ++kind) by_kind_[kind] += doors.requests_by_kind[kind][door];
    requests_ += requests;
    if (!way.reachable()) {
      unreached_ += requests;
      return;
    }
    ways_[(way.ms + 999) / 1000] += requests;
    way_minutes_ += requests * core::in_minutes(way.value());
  }

  [[nodiscard]] double requests() const { return requests_; }
  [[nodiscard]] const std::vector<double>& by_kind() const { return by_kind_; }
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
  std::vector<double> by_kind_;
  double requests_ = 0;
  double unreached_ = 0;
  double way_minutes_ = 0;
  std::map<std::uint32_t, double> ways_;  ///< requests by seconds of the way
};

/// The workers of a grid: those for its mean load, or those for its busiest hour.
void find_need(const Scenario& scenario, const Week& week, const GridQuestion& grid, const evaluation::StaffingQuestion& mean,
               GridStaff& row) {
  row.need = evaluation::workers_needed(mean);
  if (!scenario.siting->staff_peak) return;
  row.busiest = week.busiest(grid.by_kind());
  evaluation::StaffingQuestion peak = mean;
  peak.requests_per_hour = row.busiest->requests_per_hour;
  const auto most = evaluation::workers_needed(peak);
  if (!most || !row.need) return;
  row.busiest->share = most->within_share;
  if (most->workers > row.need->workers) row.need = evaluation::staffing_of(mean, most->workers);
}

}  // namespace

core::Text words(const BusiestHour& busiest) {
  static constexpr std::array<const char*, 7> zh = {"周一", "周二", "周三", "周四", "周五", "周六", "周日"};
  static constexpr std::array<const char*, 7> en = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  const std::size_t day = busiest.hour / 24;
  return {.zh = fmt::format("{} {:02}:00", zh[day], busiest.hour % 24),
          .en = fmt::format("{} {:02}:00", en[day], busiest.hour % 24)};
}

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
  const Week week = week_of(scenario, shifts);
  const Mix mix = mix_of(scenario, doors, week);
  staff.handle_minutes = mix.handle_minutes;
  staff.off_duty_share = mix.off_duty_share;
  std::map<std::string, std::pair<planning::GridId, GridQuestion>> grids;
  for (const planning::GridId grid : plan.grids()) grids[plan.code(grid)].first = grid;
  for (const DoorId door : core::ids<DoorId>(doors.doors.size())) {
    grids[plan.code(plan.grid_of(doors.doors[door].cell))].second.add(doors, door, service.time[door]);
  }
  std::size_t number = 0;
  for (const auto& [code, grid] : grids) {
    const int present = scenario.responders.front().count_at(number++);
    if (!(grid.second.requests() > 0)) continue;
    const double per_hour = grid.second.requests() / (weeks_a_year * staff.duty_hours_a_week);
    const evaluation::StaffingQuestion question = grid.second.question(scenario, per_hour, mix.handle_minutes);
    GridStaff row{.code = code,
                  .name = plan.name(grid.first),
                  .requests_per_duty_hour = per_hour,
                  .busy_minutes = core::in_minutes(question.busy_time),
                  .way_minutes = grid.second.way_minutes(),
                  .now = present,
                  .share_now = std::nullopt,
                  .need = std::nullopt,
                  .busiest = std::nullopt,
                  .simulated = std::nullopt};
    find_need(scenario, week, grid.second, question, row);
    if (row.now > 0) {
      if (const auto today = evaluation::staffing_of(question, row.now)) row.share_now = today->within_share;
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
