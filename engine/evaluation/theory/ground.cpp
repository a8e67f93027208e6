#include "engine/evaluation/theory/ground.h"

#include "engine/core/math.h"
#include "engine/simulation/people/shifts.h"

#include <algorithm>
#include <array>
#include <map>

namespace wangge::evaluation {
namespace {

using core::Millis;
using simulation::DurationLaw;
using simulation::RequestKind;

constexpr std::size_t hours_a_week = 168;
constexpr std::int64_t minute = 60'000;

double yearly(const RequestKind& kind) {
  double all = 0;
  for (const double rate : kind.per_year) all += rate;
  return all;
}

std::vector<std::uint8_t> on_at(const simulation::SimulationInputs& inputs, Millis time) {
  std::vector<std::uint8_t> on;
  for (const simulation::WeeklyShifts& shifts : inputs.shifts) on.push_back(shifts.on(time) ? 1 : 0);
  return on;
}

}  // namespace

std::pair<double, double> moments_of(const DurationLaw& law) {
  const double mean = minutes_of(law.mean);
  if (law.kind == DurationLaw::Kind::constant) return {mean, 0};
  const double cv = law.kind == DurationLaw::Kind::exponential ? 1 : law.cv;
  return {mean, mean * mean * cv * cv};
}

TheoryGround::TheoryGround(const simulation::Simulator& of, const Promise& promise, bool by_hour)
    : simulator(of), inputs(of.inputs()), promise_(promise) {
  add_phases(by_hour);
  add_visits();
  std::tie(accept, accept_variance) = moments_of(inputs.accept);
  if (!promises() || inputs.accept.kind == DurationLaw::Kind::constant) return;
  constexpr std::int64_t steps = 4096;
  step_ = Millis(std::max<std::int64_t>(1000, promise.within.value / steps));
  for (Millis at(0); at <= promise.within + step_; at += step_) ready_.push_back(ready_within(at));
}

void TheoryGround::add_phases(bool by_hour) {
  std::vector<std::array<double, hours_a_week>> profiles;
  for (const RequestKind& kind : inputs.kinds)
    profiles.push_back(yearly(kind) > 0 ? simulation::week_profile(kind) : std::array<double, hours_a_week>{});
  const bool steady = inputs.travel->same_all_day();
  std::map<std::pair<std::int64_t, std::vector<std::uint8_t>>, std::size_t> known;
  std::map<std::pair<std::size_t, std::size_t>, Phase> found;  // by place and hour
  for (std::size_t hour = 0; hour < hours_a_week; ++hour) {
    for (std::int64_t part = 0; part < 60; ++part) {
      const Millis time(static_cast<std::int64_t>(hour) * simulation::hour_length.value + part * minute);
      const std::size_t of_day = hour % 24;
      const std::int64_t departure = steady ? 0 : static_cast<std::int64_t>(of_day) * simulation::hour_length.value;
      std::pair key(departure, on_at(inputs, time));
      const auto [place, fresh] = known.try_emplace(key, places.size());
      if (fresh) places.push_back({Millis(departure), key.second});
      Phase& phase = found[{place->second, by_hour ? of_day : 0}];
      phase.hour = of_day;
      phase.place = place->second;
      phase.length += 1.0 / 60;
      phase.weight.resize(profiles.size(), 0);
      for (std::size_t kind = 0; kind < profiles.size(); ++kind) phase.weight[kind] += profiles[kind][hour] / 60;
    }
  }
  for (auto& [key, phase] : found) {
    for (double& weight : phase.weight) weight /= phase.length;
    phases.push_back(std::move(phase));
  }
}

void TheoryGround::add_visits() {
  double all = 0;
  for (const RequestKind& kind : inputs.kinds) {
    const simulation::Life& life = kind.life;
    const auto [handle, handle_variance] = moments_of(kind.handle);
    const auto [help, help_variance] = moments_of(life.help.takes);
    const double share = life.help.share;
    VisitTime visit{.mean = handle + share * help,
                    .variance = handle_variance + share * (help_variance + help * help) - share * share * help * help};
    double again = 1;
    for (int i = 0; i < life.reopen.most; ++i) visit.visits += again *= life.reopen.share;
    if (life.hear) visit.before += moments_of(*life.hear).first;
    if (life.classify) visit.before += moments_of(*life.classify).first;
    const double rate = yearly(kind);
    before += rate * visit.before;
    all += rate;
    before_.emplace_back(Millis(static_cast<std::int64_t>(visit.before * minute + 0.5)), rate);
    visits.push_back(visit);
  }
  if (!(all > 0)) return;
  before /= all;
  for (auto& [time, share] : before_) share /= all;
}

std::optional<std::vector<double>> TheoryGround::put_off(std::span<const std::uint8_t> there) const {
  std::vector<double> weights(inputs.kinds.size(), 0);
  double duty = 0;
  for (std::size_t p = 0; p < phases.size(); ++p) {
    if (there[p] != 0) {
      duty += phases[p].length;
    } else {
      for (std::size_t kind = 0; kind < weights.size(); ++kind) weights[kind] += phases[p].length * phases[p].weight[kind];
    }
  }
  if (!(duty > 0)) return std::nullopt;
  for (double& weight : weights) weight /= duty;
  return weights;
}

double TheoryGround::ready_within(Millis limit) const {
  double share = 0;
  for (const auto& [time, part] : before_) share += part * simulation::share_within(inputs.accept, limit - time);
  return share;
}

double TheoryGround::in_time(double way) const {
  const auto left = static_cast<double>(promise_.within.value) - way * minute;
  if (left < 0) return 0;
  if (step_.value == 0) return ready_within(Millis(static_cast<std::int64_t>(left)));
  const double at = left / static_cast<double>(step_.value);
  const auto below = static_cast<std::size_t>(at);
  return ready_[below] + (ready_[below + 1] - ready_[below]) * (at - static_cast<double>(below));
}

/// In closed form where acceptance takes one known time, else by the middles of equal shares of the wait.
double TheoryGround::in_time_after(double way, double mean_wait) const {
  if (mean_wait <= 0) return in_time(way);
  double share = 0;
  if (step_.value == 0) {
    for (const auto& [time, part] : before_) {
      const double left = minutes_of(promise_.within - time - inputs.accept.mean) - way;
      if (left > 0) share += part * (1 - core::exp(-left / mean_wait));
    }
    return share;
  }
  constexpr int nodes = 24;
  for (int i = 0; i < nodes; ++i) share += in_time(way - mean_wait * core::log(1 - (i + 0.5) / nodes)) / nodes;
  return share;
}

void TheorySums::add(const TheorySums& other) {
  requests += other.requests;
  waiting += other.waiting;
  way += other.way;
  arrive += other.arrive;
  within += other.within;
  on_shift += other.on_shift;
  busy += other.busy;
}

TheoryFigures TheorySums::figures(bool promises) const {
  TheoryFigures found;
  found.requests_per_week = requests;
  if (on_shift > 0) found.utilisation = busy / on_shift;
  if (!(requests > 0)) return found;
  found.wait_probability = waiting / requests;
  found.way_minutes = way / requests;
  found.arrive_minutes = arrive / requests;
  if (promises) found.within_share = within / requests;
  return found;
}

}  // namespace wangge::evaluation
