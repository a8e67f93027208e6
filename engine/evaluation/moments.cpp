#include "engine/evaluation/moments.h"

#include <algorithm>
#include <array>
#include <compare>
#include <map>
#include <tuple>
#include <utility>

namespace wangge::evaluation {
namespace {

using core::Millis;
using simulation::Column;
using simulation::Duty;
using simulation::DutyId;
using simulation::hour_length;
using simulation::ResponderId;
using simulation::ShiftsId;
using simulation::SimulationInputs;
using simulation::TimeWindow;
using simulation::week_length;

constexpr Millis minute{60'000};
using HoursOfWeek = std::array<double, 7 * 24>;

std::size_t hour_of_week(Millis time) { return static_cast<std::size_t>(time.value % week_length.value / hour_length.value); }

/// Requests by urgency, by hour of the week; all together 1.
using Urgencies = std::map<int, HoursOfWeek>;

Urgencies counted(const SimulationInputs& inputs) {
  Urgencies urgencies;
  if (inputs.past) {
    for (std::size_t i = 0; i < inputs.past->opened.size(); ++i) {
      const simulation::RequestId request(i);
      urgencies[inputs.kinds[inputs.past->kind[request]].life.priority][hour_of_week(inputs.past->opened[request])] += 1;
    }
    return urgencies;
  }
  for (const simulation::RequestKind& kind : inputs.kinds) {
    double yearly = 0;
    for (const double rate : kind.per_year) yearly += rate;
    if (!(yearly > 0)) continue;
    const HoursOfWeek profile = simulation::week_profile(kind);
    HoursOfWeek& hours = urgencies[kind.life.priority];
    for (std::size_t i = 0; i < hours.size(); ++i) hours[i] += yearly * profile[i];
  }
  return urgencies;
}

Urgencies urgencies_of(const SimulationInputs& inputs) {
  Urgencies urgencies = counted(inputs);
  if (urgencies.empty()) {
    for (const simulation::RequestKind& kind : inputs.kinds) urgencies[kind.life.priority].fill(1);
    if (urgencies.empty()) urgencies[0].fill(1);
  }
  double all = 0;
  for (const auto& [urgency, hours] : urgencies)
    for (const double hour : hours) all += hour;
  for (auto& [urgency, hours] : urgencies)
    for (double& hour : hours) hour /= all;
  return urgencies;
}

/// People of one shift whom the same duties hold, and when.
struct Hold {
  ShiftsId shifts;
  int lets_go_for = 0;  ///< the least urgency
  std::vector<ResponderId> people;
  std::vector<TimeWindow> windows;  ///< of all its duties, touching ones made one
  std::size_t next = 0;             ///< the first that is not over
  double minutes = 0;               ///< on shift, by the share of the requests of the hour that must wait

  /// Until it is over; 0: it has not begun. Precondition: not before the last `now`.
  [[nodiscard]] Millis left(Millis now) {
    while (next < windows.size() && windows[next].end <= now) ++next;
    return next < windows.size() && windows[next].start <= now ? windows[next].end - now : Millis(0);
  }
};

void merge(std::vector<TimeWindow>& windows) {
  std::sort(windows.begin(), windows.end(), [](const TimeWindow& a, const TimeWindow& b) { return a.start < b.start; });
  std::vector<TimeWindow> merged;
  for (const TimeWindow& window : windows) {
    if (!merged.empty() && window.start <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, window.end);
    } else {
      merged.push_back(window);
    }
  }
  windows = std::move(merged);
}

/// In the order of the duties. `span`: of the windows.
std::vector<Hold> holds_of(const SimulationInputs& inputs, int least_urgency, Millis span) {
  std::vector<Hold> holds;
  for (const Duty& duty : inputs.duties) {
    if (duty.kind != Duty::Kind::post || duty.yields_to <= least_urgency) continue;
    std::map<ShiftsId, std::vector<ResponderId>> by_shift;
    for (const ResponderId who : duty.holders()) by_shift[inputs.responders.shifts[who]].push_back(who);
    const std::vector<TimeWindow> windows = duty.when.windows(duty.from, span, inputs.calendar);
    for (auto& [shifts, people] : by_shift) {
      const auto same = std::find_if(holds.begin(), holds.end(), [&, of = shifts, &who = people](const Hold& hold) {
        return hold.shifts == of && hold.lets_go_for == duty.yields_to && hold.people == who;
      });
      Hold& hold = same != holds.end() ? *same : holds.emplace_back();
      hold.shifts = shifts;
      hold.lets_go_for = duty.yields_to;
      hold.people = people;
      hold.windows.insert(hold.windows.end(), windows.begin(), windows.end());
    }
  }
  for (Hold& hold : holds) merge(hold.windows);
  return holds;
}

class Survey {
 public:
  Survey(const SimulationInputs& inputs, Millis within)
      : inputs_(inputs), within_(within), urgencies_(urgencies_of(inputs)), minutes_on_(inputs.shifts.size()) {
    const std::int64_t weeks = std::max<std::int64_t>(1, inputs.horizon.value / week_length.value);
    const Millis span = week_length * weeks + simulation::day_length;
    holds_ = holds_of(inputs, urgencies_.begin()->first, span);
    weeks_ = holds_.empty() ? 1 : weeks;
    for (Millis now(0); now < week_length * weeks_; now += minute) look(now);
  }

  [[nodiscard]] Moments found() {
    Moments moments{.holds = Column<ResponderId, std::vector<std::size_t>>(inputs_.responders.size()),
                    .held_share = Column<ResponderId, double>(inputs_.responders.size(), 0),
                    .left_out = {LeftOut(inputs_.responders.size(), 0)},
                    .hours = {}};
    for (std::size_t h = 0; h < holds_.size(); ++h) {
      const std::int64_t on = minutes_on_[holds_[h].shifts.value()];
      for (const ResponderId who : holds_[h].people) {
        moments.holds[who].push_back(h);
        if (on > 0) moments.held_share[who] += holds_[h].minutes / static_cast<double>(on);
      }
    }
    const Key* before = nullptr;
    for (const auto& [key, weight] : weights_) {
      if (before == nullptr || before->hour != key.hour || before->on != key.on)
        moments.hours.push_back({.hour = key.hour, .on = key.on, .moments = {}});
      moments.hours.back().moments.push_back(moment_of(key.held, weight, moments));
      before = &key;
    }
    return moments;
  }

 private:
  struct Key {
    Millis hour;
    std::vector<std::uint8_t> on;
    std::vector<Millis> held;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  /// Of each hold: nobody held, let go in time, too late.
  enum class State : std::uint8_t { open, late, never };

  [[nodiscard]] bool on(ShiftsId shifts, Millis time) const {
    return inputs_.shifts[shifts].on(Millis(time.value % week_length.value));
  }

  void look(Millis now) {
    Key key;
    for (const ShiftsId shifts : core::ids<ShiftsId>(inputs_.shifts.size())) {
      key.on.push_back(on(shifts, now) ? 1 : 0);
      minutes_on_[shifts.value()] += key.on.back();
    }
    if (inputs_.travel != nullptr && !inputs_.travel->same_all_day())
      key.hour = hour_length * static_cast<std::int64_t>(simulation::hour_of_day(now));
    std::vector<Millis> left;
    for (Hold& hold : holds_) {
      const Millis until = hold.left(now);
      const bool held = until.value > 0 && key.on[hold.shifts.value()] != 0;
      const bool in_time = held && until <= within_ && on(hold.shifts, now + until);
      left.push_back(!held ? Millis(0) : in_time ? until - Millis(minute.value / 2) : within_ + Millis(1));
      if (held) hold.minutes += waiting_share(now, hold.lets_go_for);
    }
    for (const auto& [urgency, hours] : urgencies_) {
      const double requests = hours[hour_of_week(now)];
      if (requests == 0) continue;
      key.held.clear();
      for (std::size_t h = 0; h < left.size(); ++h) key.held.push_back(urgency < holds_[h].lets_go_for ? left[h] : Millis(0));
      weights_[key] += requests / static_cast<double>(60 * weeks_);
    }
  }

  /// Of the requests of that hour, those that must wait; where there are none, of all.
  [[nodiscard]] double waiting_share(Millis now, int lets_go_for) const {
    double waiting = 0;
    double all = 0;
    for (const auto& [urgency, hours] : urgencies_) {
      const double requests = hours[hour_of_week(now)];
      all += requests;
      if (urgency < lets_go_for) waiting += requests;
    }
    return all > 0 ? waiting / all : 1;
  }

  [[nodiscard]] Moment moment_of(const std::vector<Millis>& held, double weight, Moments& moments) {
    std::vector<State> states;
    for (const Millis until : held)
      states.push_back(until.value == 0 ? State::open : until > within_ ? State::never : State::late);
    const auto [known, fresh] = patterns_.try_emplace(states);
    if (fresh) known->second = pattern_of(states, moments);
    Moment moment = known->second;
    moment.weight = weight;
    moment.held = held;
    return moment;
  }

  /// Whom the states of holds leave out.
  [[nodiscard]] Moment pattern_of(const std::vector<State>& states, Moments& moments) const {
    LeftOut held(inputs_.responders.size(), 0);
    LeftOut others(inputs_.responders.size(), 1);
    Moment moment;
    for (const ResponderId who : core::ids<ResponderId>(inputs_.responders.size())) {
      State worst = State::open;
      for (const std::size_t h : moments.holds[who]) worst = std::max(worst, states[h]);
      if (worst == State::open) continue;
      held[who] = 1;
      if (worst == State::late) others[who] = 0;
      moment.some_late = moment.some_late || worst == State::late;
      moment.held_out = moments.left_out.size();
    }
    if (moment.held_out == 0) return moment;
    moments.left_out.push_back(std::move(held));
    moment.late_only = moments.left_out.size();
    if (moment.some_late) moments.left_out.push_back(std::move(others));
    return moment;
  }

  const SimulationInputs& inputs_;
  Millis within_;
  Urgencies urgencies_;
  std::int64_t weeks_ = 1;
  std::vector<Hold> holds_;
  std::vector<std::int64_t> minutes_on_;  ///< by ShiftsId
  std::map<Key, double> weights_;
  std::map<std::vector<State>, Moment> patterns_;
};

}  // namespace

Moments moments_of(const SimulationInputs& inputs, Millis within) { return Survey(inputs, within).found(); }

}  // namespace wangge::evaluation
