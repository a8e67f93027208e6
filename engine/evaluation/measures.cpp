#include "engine/evaluation/measures.h"

#include "engine/core/math.h"
#include "engine/simulation/people/shifts.h"
#include "engine/statistics/gini.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <utility>

namespace wangge::evaluation {
namespace {

using core::Millis;
using simulation::Final;
using simulation::RequestId;
using simulation::ResponderId;
using simulation::SimulationInputs;
using simulation::Trace;

constexpr int step_bits = 14;

/// Durations below 2^15 have a step of their own; above, each octave has 2^14 steps.
std::uint32_t step_of(Millis duration) {
  const auto value = static_cast<std::uint64_t>(duration.value);
  const int shift = std::max(0, static_cast<int>(std::bit_width(value)) - 1 - step_bits);
  return (static_cast<std::uint32_t>(shift) << step_bits) + static_cast<std::uint32_t>(value >> shift);
}

/// The middle of a step.
Millis duration_of(std::uint32_t step) {
  if (step < (2U << step_bits)) return Millis(step);
  const std::uint32_t shift = (step >> step_bits) - 1;
  const std::uint64_t low = std::uint64_t{step - (shift << step_bits)} << shift;
  return Millis(static_cast<std::int64_t>(low + ((std::uint64_t{1} << shift) >> 1U)));
}

using Responses = std::array<ResponseTally, response_count>;

/// Gathers durations before they are sorted.
struct Gatherer {
  Responses responses;
  std::array<std::vector<Millis>, response_count> durations;

  void add(std::size_t response, Millis duration) {
    responses[response].count += 1;
    responses[response].sum += duration.value;
    durations[response].push_back(duration);
  }
  Responses finish() {
    for (std::size_t i = 0; i < response_count; ++i) responses[i].durations = DurationCounts(std::move(durations[i]));
    return std::move(responses);
  }
};

Responses sum_of(const Column<KindId, Responses>& by_kind) {
  Responses all;
  for (const Responses& kind : by_kind) {
    for (std::size_t i = 0; i < response_count; ++i) {
      all[i].count += kind[i].count;
      all[i].sum += kind[i].sum;
      all[i].durations.add(kind[i].durations);
    }
  }
  return all;
}

std::array<Millis, response_count> moments(const Trace& trace, RequestId request) {
  return {trace.outcomes.accepted[request], trace.outcomes.arrived[request], trace.outcomes.resolved[request]};
}

/// Who serves several grids is none's own.
bool serves_one_grid(const SimulationInputs& inputs, ResponderId responder) {
  return inputs.responders.serves.size() == 0 || inputs.responders.serves[responder].size() == 1;
}

/// The only community whose grids it serves; invalid: there are several.
simulation::CommunityId community_served(const SimulationInputs& inputs, ResponderId responder) {
  const simulation::CommunityId home = inputs.community_of_grid[inputs.responders.grid[responder]];
  if (serves_one_grid(inputs, responder)) return home;
  const auto grids = inputs.responders.serves[responder];
  const bool alone = std::all_of(grids.begin(), grids.end(), [&](GridId grid) { return inputs.community_of_grid[grid] == home; });
  return alone ? home : simulation::CommunityId();
}

bool serves(const SimulationInputs& inputs, ResponderId responder, GridId grid) {
  if (inputs.responders.serves.size() == 0) return inputs.responders.grid[responder] == grid;
  const auto grids = inputs.responders.serves[responder];
  return std::binary_search(grids.begin(), grids.end(), grid);
}

/// Where nothing else can happen: a request's times alone.
void add_answers(LifeTally& life, const std::array<Millis, response_count>& times, Millis opened) {
  for (std::size_t i = 0; i < response_count; ++i) {
    if (times[i] == simulation::never) continue;
    life.answered[i] += 1;
    life.answer_sum[i] += (times[i] - opened).value;
  }
}

Tally tally_of(const SimulationInputs& inputs, const Trace& trace, RequestId request, const Promise& promise) {
  Tally tally{.requests = 1};
  const Millis opened = trace.requests.opened[request];
  const Promise::OfKind promised = promise.of(trace.requests.kind[request]);
  const Millis moment = moments(trace, request)[static_cast<std::size_t>(promised.target)];
  if (moment != simulation::never) {
    tally.responded = 1;
    tally.response_sum = (moment - opened).value;
  }
  // Whether an order counts must not depend on the answer: of the last orders, only the quickly answered would.
  if (trace.outcomes.final[request] == Final::unreachable || inputs.horizon - opened >= promised.within) {
    tally.decided = 1;
    tally.kept = moment != simulation::never && moment - opened <= promised.within ? 1 : 0;
  }
  const ResponderId responder = trace.outcomes.responder[request];
  if (responder.valid()) {
    tally.dispatched = 1;
    tally.helped = serves(inputs, responder, inputs.grid_of_building[trace.requests.building[request]]) ? 0 : 1;
  }
  return tally;
}

void measure_work(Measures& measures, const SimulationInputs& inputs, const Trace& trace) {
  std::vector<double> shares;
  for (const ResponderId responder : core::ids<ResponderId>(inputs.responders.size())) {
    const auto of = [&](const Column<ResponderId, Millis>& hours) { return hours.empty() ? 0 : hours[responder].value; };
    const WorkTally work{.on_shift = trace.hours.on_shift[responder].value,
                         .busy = trace.hours.busy[responder].value,
                         .overtime = trace.hours.overtime[responder].value,
                         .under_way = of(trace.hours.under_way),
                         .break_taken = of(trace.hours.break_taken),
                         .break_lost = of(trace.hours.break_lost),
                         .on_rounds = of(trace.hours.on_rounds)};
    measures.work.add(work);
    const bool kinds = !inputs.responders.kind.empty();
    if (kinds && inputs.responder_kinds[inputs.responders.kind[responder]].volunteer) measures.work_of_volunteers.add(work);
    measures.work_by_responder.push_back(work);
    if (!inputs.communities.empty()) {
      const simulation::CommunityId community = community_served(inputs, responder);
      if (community.valid()) measures.work_by_community[community].add(work);
    }
    if (serves_one_grid(inputs, responder)) measures.work_by_grid[inputs.responders.grid[responder]].add(work);
    if (work.on_shift > 0) shares.push_back(static_cast<double>(work.busy) / static_cast<double>(work.on_shift));
  }
  std::sort(shares.begin(), shares.end());
  measures.work_gini = statistics::gini(shares);
}

}  // namespace

DurationCounts::DurationCounts(std::vector<Millis> durations) {
  std::sort(durations.begin(), durations.end());
  for (const Millis duration : durations) {
    assert(duration.value >= 0);
    const std::uint32_t step = step_of(duration);
    if (entries_.empty() || entries_.back().step != step) entries_.push_back({step, 0});
    entries_.back().count += 1;
  }
}

void DurationCounts::add(const DurationCounts& other) {
  std::vector<Entry> merged;
  merged.reserve(entries_.size() + other.entries_.size());
  auto mine = entries_.begin();
  for (const Entry& entry : other.entries_) {
    while (mine != entries_.end() && mine->step < entry.step) merged.push_back(*mine++);
    merged.push_back(entry);
    if (mine != entries_.end() && mine->step == entry.step) merged.back().count += (mine++)->count;
  }
  merged.insert(merged.end(), mine, entries_.end());
  entries_ = std::move(merged);
}

std::uint64_t DurationCounts::total() const {
  std::uint64_t total = 0;
  for (const Entry& entry : entries_) total += entry.count;
  return total;
}

Millis DurationCounts::quantile(double share) const {
  const double needed = share * static_cast<double>(total());
  std::uint64_t reached = 0;
  for (const Entry& entry : entries_) {
    reached += entry.count;
    if (static_cast<double>(reached) >= needed) return duration_of(entry.step);
  }
  assert(!entries_.empty());
  return duration_of(entries_.back().step);
}

std::uint64_t DurationCounts::between(Millis from, Millis to) const {
  std::uint64_t count = 0;
  for (const Entry& entry : entries_) {
    const Millis duration = duration_of(entry.step);
    if (from <= duration && duration < to) count += entry.count;
  }
  return count;
}

void Tally::add(const Tally& other) {
  requests += other.requests;
  responded += other.responded;
  response_sum += other.response_sum;
  decided += other.decided;
  kept += other.kept;
  dispatched += other.dispatched;
  helped += other.helped;
}

void WorkTally::add(const WorkTally& other) {
  on_shift += other.on_shift;
  busy += other.busy;
  overtime += other.overtime;
  under_way += other.under_way;
  break_taken += other.break_taken;
  break_lost += other.break_lost;
  on_rounds += other.on_rounds;
}

core::Estimate::Interval wilson_interval(double share, double whole) {
  constexpr double z = 1.959963984540054;
  const double shrink = 1 + z * z / whole;
  const double middle = (share + z * z / (2 * whole)) / shrink;
  const double half = z * std::sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole)) / shrink;
  return {middle - half, middle + half};
}

std::optional<core::Estimate> share_of_counts(std::span<const double> shares, std::int64_t part, std::int64_t whole) {
  std::optional<core::Estimate> estimate = core::mean_share_of(shares);
  if (!estimate || !estimate->ci95 || estimate->ci95->low < estimate->ci95->high || whole <= 0) return estimate;
  const auto wilson = wilson_interval(static_cast<double>(part) / static_cast<double>(whole), static_cast<double>(whole));
  estimate->ci95 =
      core::Estimate::Interval{std::clamp(wilson.low, 0.0, estimate->value), std::clamp(wilson.high, estimate->value, 1.0)};
  return estimate;
}

std::optional<core::Estimate> kept_share(std::span<const Tally> replications) {
  double decided = 0;
  double kept = 0;
  for (const Tally& tally : replications) {
    decided += static_cast<double>(tally.decided);
    kept += static_cast<double>(tally.kept);
  }
  if (decided <= 0) return std::nullopt;
  const double share = kept / decided;
  core::Estimate estimate{.value = share, .ci95 = wilson_interval(share, decided)};
  if (replications.size() > 1) {
    double squares = 0;
    for (const Tally& tally : replications) {
      const double rest = static_cast<double>(tally.kept) - share * static_cast<double>(tally.decided);
      squares += rest * rest;
    }
    const auto count = static_cast<double>(replications.size());
    const double half =
        core::student_t(static_cast<int>(replications.size() - 1), 0.95) * std::sqrt(squares * count / (count - 1)) / decided;
    estimate.ci95->low = std::min(estimate.ci95->low, share - half);
    estimate.ci95->high = std::max(estimate.ci95->high, share + half);
  }
  estimate.ci95->low = std::max(0.0, estimate.ci95->low);
  estimate.ci95->high = std::min(1.0, estimate.ci95->high);
  return estimate;
}

Measures measure(const SimulationInputs& inputs, const Trace& trace, const Promise& promise) {
  Measures measures;
  measures.by_kind.resize(inputs.kinds.size());
  measures.by_grid.resize(inputs.grids.size());
  measures.within_shift_by_grid.resize(inputs.grids.size());
  measures.work_by_grid.resize(inputs.grids.size());
  measures.work_by_community.resize(inputs.communities.size());
  measures.life_by_kind.resize(inputs.kinds.size());
  measures.life_by_grid.resize(inputs.grids.size());
  measures.teams.resize(inputs.teams.size());
  const auto possible = possible_figures(inputs);
  const bool plain = std::none_of(possible.begin(), possible.end(), [](bool figure) { return figure; });
  Column<KindId, Gatherer> of_kind(inputs.kinds.size());
  Gatherer in_shifts;
  for (const RequestId request : core::ids<RequestId>(trace.requests.size())) {
    if (trace.outcomes.final[request] == Final::refused) continue;
    if (trace.outcomes.final[request] == Final::open) measures.open_at_end += 1;
    if (trace.requests.opened[request] < trace.counted_from) {
      measures.warm_up.requests += 1;
      measures.warm_up.finals[static_cast<std::size_t>(trace.outcomes.final[request])] += 1;
      continue;
    }
    const Tally tally = tally_of(inputs, trace, request, promise);
    const bool in_shift = trace.outcomes.within_shift[request] != 0;
    const Millis opened = trace.requests.opened[request];
    measures.all.tally.add(tally);
    if (in_shift) measures.within_shift.tally.add(tally);
    measures.finals[static_cast<std::size_t>(trace.outcomes.final[request])] += 1;
    const std::size_t hour = simulation::hour_of_day(opened);
    const KindId kind = trace.requests.kind[request];
    measures.by_hour[hour].add(tally);
    measures.by_kind[kind].add(tally);
    const GridId grid = inputs.grid_of_building[trace.requests.building[request]];
    measures.by_grid[grid].add(tally);
    if (in_shift) measures.within_shift_by_grid[grid].add(tally);
    const auto times = moments(trace, request);
    const std::array<LifeTally*, 3> lives = {&measures.life_by_hour[hour], &measures.life_by_kind[kind],
                                             &measures.life_by_grid[grid]};
    if (plain) {
      for (LifeTally* life : lives) add_answers(*life, times, opened);
    } else {
      const LifeTally one = life_tally_of(inputs, trace, request);
      for (LifeTally* life : lives) life->add(one);
    }
    const ResponderId last = trace.outcomes.responder[request];
    if (!inputs.teams.empty() && last.valid()) measures.teams[inputs.responders.team[last]].add(team_tally_of(trace, request));
    const ResponderId rated = trace.outcomes.rated[request];
    if (!inputs.teams.empty() && rated.valid()) measures.teams[inputs.responders.team[rated]].add(ratings_of(trace, request));
    for (std::size_t i = 0; i < response_count; ++i) {
      if (times[i] == simulation::never) continue;
      of_kind[kind].add(i, times[i] - opened);
      if (in_shift) in_shifts.add(i, times[i] - opened);
    }
  }
  for (const LifeTally& life : measures.life_by_kind) measures.life.add(life);
  for (Gatherer& gatherer : of_kind) measures.responses_by_kind.push_back(gatherer.finish());
  measures.all.responses = sum_of(measures.responses_by_kind);
  measures.within_shift.responses = in_shifts.finish();
  measure_work(measures, inputs, trace);
  measures.rounds = tally_rounds(inputs, trace);
  measures.reports = tally_reports(inputs, trace);
  measures.admission = tally_admission(inputs, trace);
  measures.offices = tally_offices(inputs, trace);
  measures.duty_time = tally_duty_time(inputs, trace);
  return measures;
}

}  // namespace wangge::evaluation
