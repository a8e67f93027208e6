#include "engine/evaluation/moments.h"

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <map>
#include <tuple>
#include <vector>

namespace wangge::evaluation {
namespace {

using core::Millis;
using simulation::Column;
using simulation::Duty;
using simulation::DutyId;
using simulation::hour_length;
using simulation::ResponderId;
using simulation::SimulationInputs;
using simulation::TimeWindow;
using simulation::week_length;

constexpr Millis minute{60'000};
using HoursOfWeek = std::array<double, 7 * 24>;

/// Requests by urgency, by hour of the week; all together 1.
using Urgencies = std::map<int, HoursOfWeek>;

Urgencies urgencies_of(const SimulationInputs& inputs) {
  Urgencies urgencies;
  double all = 0;
  for (const simulation::RequestKind& kind : inputs.kinds) {
    double yearly = 0;
    for (const double rate : kind.per_year) yearly += rate;
    if (!(yearly > 0)) continue;
    all += yearly;
    const HoursOfWeek profile = simulation::week_profile(kind);
    HoursOfWeek& hours = urgencies[kind.life.priority];
    for (std::size_t i = 0; i < hours.size(); ++i) hours[i] += yearly * profile[i] / static_cast<double>(profile.size());
  }
  if (urgencies.empty()) {
    for (const simulation::RequestKind& kind : inputs.kinds)
      for (double& hour : urgencies[kind.life.priority]) hour += 1;
    if (urgencies.empty()) urgencies[0].fill(1);
    all = static_cast<double>(std::max<std::size_t>(1, inputs.kinds.size()) * std::tuple_size_v<HoursOfWeek>);
  }
  for (auto& [urgency, hours] : urgencies)
    for (double& hour : hours) hour /= all;
  return urgencies;
}

/// Of the requests, those that must wait.
double share_below(const Urgencies& urgencies, int least) {
  double share = 0;
  for (const auto& [urgency, hours] : urgencies) {
    if (urgency >= least) break;
    for (const double hour : hours) share += hour;
  }
  return share;
}

/// A duty that holds people, and when.
struct Watch {
  DutyId duty;
  int lets_go_for = 0;  ///< the least urgency
  std::vector<TimeWindow> windows;
  std::size_t next = 0;                    ///< the first that is not over
  std::vector<std::int64_t> minutes_held;  ///< by ShiftsId: while they are on

  /// Until it is over; 0: it has not begun. Precondition: not before the last `now`.
  [[nodiscard]] Millis left(Millis now) {
    while (next < windows.size() && windows[next].end <= now) ++next;
    return next < windows.size() && windows[next].start <= now ? windows[next].end - now : Millis(0);
  }
};

class Survey {
 public:
  Survey(const SimulationInputs& inputs, Millis within)
      : inputs_(inputs), within_(within), urgencies_(urgencies_of(inputs)), minutes_on_(inputs.shifts.size()) {
    for (const DutyId id : core::ids<DutyId>(inputs.duties.size())) {
      const Duty& duty = inputs.duties[id];
      if (duty.kind == Duty::Kind::post && duty.yields_to > urgencies_.begin()->first && !duty.holders().empty())
        watches_.push_back({.duty = id, .lets_go_for = duty.yields_to, .windows = {}, .minutes_held = {}});
    }
    if (!watches_.empty()) weeks_ = std::max<std::int64_t>(1, inputs.horizon.value / week_length.value);
    for (Watch& watch : watches_) {
      const Duty& duty = inputs.duties[watch.duty];
      watch.windows = duty.when.windows(duty.from, week_length * weeks_ + simulation::day_length, inputs.calendar);
      watch.minutes_held.resize(inputs.shifts.size());
    }
    for (Millis now(0); now < week_length * weeks_; now += minute) look(now);
  }

  [[nodiscard]] Moments found() const {
    Moments moments;
    for (const Watch& watch : watches_) moments.holds.push_back(hold_of(watch));
    const Key* before = nullptr;
    for (const auto& [key, weight] : weights_) {
      if (before == nullptr || before->hour != key.hour || before->on != key.on) moments.by_town.emplace_back();
      moments.by_town.back().push_back({key.hour, key.on, key.held, weight});
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

  void look(Millis now) {
    const Millis of_week(now.value % week_length.value);
    Key key;
    for (const simulation::WeeklyShifts& shifts : inputs_.shifts) key.on.push_back(shifts.on(of_week) ? 1 : 0);
    if (inputs_.travel != nullptr && !inputs_.travel->same_all_day())
      key.hour = hour_length * static_cast<std::int64_t>(simulation::hour_of_day(now));
    std::vector<Millis> left;
    for (Watch& watch : watches_) left.push_back(watch.left(now));
    for (std::size_t i = 0; i < key.on.size(); ++i) {
      minutes_on_[i] += key.on[i];
      for (std::size_t h = 0; h < left.size(); ++h)
        if (left[h].value > 0) watches_[h].minutes_held[i] += key.on[i];
    }
    for (const auto& [urgency, hours] : urgencies_) {
      const double requests = hours[static_cast<std::size_t>(of_week.value / hour_length.value)];
      if (requests == 0) continue;
      key.held.clear();
      for (std::size_t h = 0; h < left.size(); ++h) {
        const bool waits = left[h].value > 0 && urgency < watches_[h].lets_go_for;
        key.held.push_back(waits ? std::min(left[h] - Millis(minute.value / 2), within_ + Millis(1)) : Millis(0));
      }
      weights_[key] += requests / static_cast<double>(60 * weeks_);
    }
  }

  [[nodiscard]] Hold hold_of(const Watch& watch) const {
    const double waits = share_below(urgencies_, watch.lets_go_for);
    Hold hold{.duty = watch.duty, .share = Column<ResponderId, double>(inputs_.responders.size(), 0)};
    for (const ResponderId who : inputs_.duties[watch.duty].holders()) {
      const std::size_t shifts = inputs_.responders.shifts[who].value();
      if (minutes_on_[shifts] == 0) continue;
      hold.share[who] = waits * static_cast<double>(watch.minutes_held[shifts]) / static_cast<double>(minutes_on_[shifts]);
    }
    return hold;
  }

  const SimulationInputs& inputs_;
  Millis within_;
  Urgencies urgencies_;
  std::int64_t weeks_ = 1;
  std::vector<Watch> watches_;
  std::vector<std::int64_t> minutes_on_;  ///< by ShiftsId
  std::map<Key, double> weights_;
};

}  // namespace

Moments moments_of(const SimulationInputs& inputs, Millis within) { return Survey(inputs, within).found(); }

}  // namespace wangge::evaluation
