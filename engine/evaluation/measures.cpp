#include "engine/evaluation/measures.h"

#include "engine/core/math.h"

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

/// Gathers the durations of one part before they are sorted.
struct Gatherer {
  Part part;
  std::array<std::vector<Millis>, response_count> durations;

  void add(Response response, Millis duration) {
    const auto at = static_cast<std::size_t>(response);
    part.responses[at].count += 1;
    part.responses[at].sum += duration.value;
    durations[at].push_back(duration);
  }
  Part finish() {
    for (std::size_t i = 0; i < response_count; ++i) part.responses[i].durations = DurationCounts(std::move(durations[i]));
    return std::move(part);
  }
};

std::array<Millis, response_count> moments(const Trace& trace, RequestId request) {
  return {trace.outcomes.accepted[request], trace.outcomes.arrived[request], trace.outcomes.resolved[request]};
}

Tally tally_of(const SimulationInputs& inputs, const Trace& trace, RequestId request, const Promise& promise) {
  Tally tally{.requests = 1};
  const Millis opened = trace.requests.opened[request];
  const Millis moment = moments(trace, request)[static_cast<std::size_t>(promise.target)];
  if (moment != simulation::never) {
    tally.responded = 1;
    tally.response_sum = (moment - opened).value;
  }
  // Whether an order counts must not depend on the answer: of the last orders, only the quickly answered would.
  if (trace.outcomes.final[request] == Final::unreachable || inputs.horizon - opened >= promise.within) {
    tally.decided = 1;
    tally.kept = moment != simulation::never && moment - opened <= promise.within ? 1 : 0;
  }
  const ResponderId responder = trace.outcomes.responder[request];
  if (responder.valid()) {
    tally.dispatched = 1;
    tally.helped = inputs.responders.grid[responder] != inputs.grid_of_building[trace.requests.building[request]] ? 1 : 0;
  }
  return tally;
}

void measure_work(Measures& measures, const SimulationInputs& inputs, const Trace& trace) {
  for (const ResponderId responder : core::ids<ResponderId>(inputs.responders.size())) {
    const WorkTally work{.on_shift = trace.hours.on_shift[responder].value,
                         .busy = trace.hours.busy[responder].value,
                         .overtime = trace.hours.overtime[responder].value};
    measures.work.add(work);
    measures.work_by_responder.push_back(work);
    measures.work_by_grid[inputs.responders.grid[responder]].add(work);
  }
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
  constexpr double z = 1.959963984540054;
  const double shrink = 1 + z * z / decided;
  const double middle = (share + z * z / (2 * decided)) / shrink;
  const double wilson = z * std::sqrt(share * (1 - share) / decided + z * z / (4 * decided * decided)) / shrink;
  core::Estimate estimate{.value = share, .ci95 = core::Estimate::Interval{middle - wilson, middle + wilson}};
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
  Gatherer all;
  Gatherer within_shift;
  for (const RequestId request : core::ids<RequestId>(trace.requests.size())) {
    const Tally tally = tally_of(inputs, trace, request, promise);
    const bool in_shift = trace.outcomes.within_shift[request] != 0;
    const Millis opened = trace.requests.opened[request];
    all.part.tally.add(tally);
    if (in_shift) within_shift.part.tally.add(tally);
    measures.finals[static_cast<std::size_t>(trace.outcomes.final[request])] += 1;
    measures.by_hour[static_cast<std::size_t>(opened.value / simulation::hour_length.value % 24)].add(tally);
    measures.by_kind[trace.requests.kind[request]].add(tally);
    const GridId grid = inputs.grid_of_building[trace.requests.building[request]];
    measures.by_grid[grid].add(tally);
    if (in_shift) measures.within_shift_by_grid[grid].add(tally);
    const auto times = moments(trace, request);
    for (std::size_t i = 0; i < response_count; ++i) {
      if (times[i] == simulation::never) continue;
      all.add(static_cast<Response>(i), times[i] - opened);
      if (in_shift) within_shift.add(static_cast<Response>(i), times[i] - opened);
    }
  }
  measures.all = all.finish();
  measures.within_shift = within_shift.finish();
  measure_work(measures, inputs, trace);
  return measures;
}

}  // namespace wangge::evaluation
