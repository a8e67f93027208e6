#include "engine/evaluation/evaluation.h"

#include "engine/core/parallel.h"
#include "engine/evaluation/counting.h"

#include <algorithm>
#include <cassert>
#include <functional>

namespace wangge::evaluation {
namespace {

using core::Millis;

constexpr double ms_per_minute = 60'000;

std::optional<double> ratio(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

std::optional<double> minutes(std::optional<double> ms) { return ms ? std::optional(*ms / ms_per_minute) : std::nullopt; }

using Sample = std::function<std::optional<double>(const Measures&)>;

/// The figure of each replication that has it.
std::vector<double> samples(std::span<const Measures> replications, const Sample& figure) {
  std::vector<double> found;
  for (const Measures& measures : replications) {
    if (const std::optional<double> value = figure(measures)) found.push_back(*value);
  }
  return found;
}

using PartMember = Part Measures::*;

/// Of all requests, those that did not get it by the end.
double unanswered(std::int64_t requests, std::int64_t answered) {
  return requests > 0 ? static_cast<double>(requests - answered) / static_cast<double>(requests) : 0;
}

std::int64_t each_count(std::span<const Measures> replications, PartMember part, std::size_t response) {
  std::int64_t count = 0;
  for (const Measures& measures : replications) count += (measures.*part).responses[response].count;
  return count;
}

PartFigures part_figures(std::span<const Measures> replications, PartMember part) {
  PartFigures figures;
  figures.requests = *core::mean_amount_of(
      samples(replications, [&](const Measures& measures) { return static_cast<double>((measures.*part).tally.requests); }));
  for (std::size_t i = 0; i < response_count; ++i) {
    std::vector<const ResponseTally*> each;
    for (const Measures& measures : replications) each.push_back(&(measures.*part).responses[i]);
    figures.responses[i] = response_figures(each);
  }
  Tally pooled;
  for (const Measures& measures : replications) pooled.add((measures.*part).tally);
  for (std::size_t i = 0; i < response_count; ++i) {
    if (figures.responses[i])
      figures.responses[i]->unanswered_share = unanswered(pooled.requests, each_count(replications, part, i));
  }
  figures.within_target_share = share_of_counts(
      samples(replications,
              [&](const Measures& measures) { return ratio((measures.*part).tally.kept, (measures.*part).tally.decided); }),
      pooled.kept, pooled.decided);
  return figures;
}

SliceFigures slice_figures(const Tally& pooled, std::size_t replications) {
  return {.requests = static_cast<double>(pooled.requests) / static_cast<double>(replications),
          .response_mean = minutes(ratio(pooled.response_sum, pooled.responded)),
          .within_target_share = ratio(pooled.kept, pooled.decided),
          .helped_share = ratio(pooled.helped, pooled.dispatched),
          .life = {}};
}

/// Fifteen equal bins within the promise, thirty beyond, then one without end.
std::vector<Millis> bin_edges(Millis promised) {
  std::vector<Millis> edges;
  for (std::int64_t i = 0; i <= 45; ++i) edges.emplace_back(promised.value * i / 15);
  return edges;
}

std::vector<HistogramBin> histogram(std::span<const Measures> replications, const Promise& promise) {
  DurationCounts pooled;
  for (const Measures& measures : replications) {
    pooled.add(measures.all.responses[static_cast<std::size_t>(promise.target)].durations);
  }
  if (pooled.total() == 0 || promise.within.value <= 0) return {};
  const std::vector<Millis> edges = bin_edges(promise.within);
  std::vector<HistogramBin> bins;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const bool last = i + 1 == edges.size();
    const Millis to = last ? simulation::never : edges[i + 1];
    bins.push_back({.from = core::in_minutes(edges[i]),
                    .to = last ? std::nullopt : std::optional(core::in_minutes(to)),
                    .share = static_cast<double>(pooled.between(edges[i], to)) / static_cast<double>(pooled.total())});
  }
  return bins;
}

void evaluate_slices(Evaluation& evaluation, const simulation::SimulationInputs& inputs, std::span<const Measures> replications) {
  const std::size_t count = replications.size();
  for (std::size_t hour = 0; hour < 24; ++hour) {
    Tally pooled;
    for (const Measures& measures : replications) pooled.add(measures.by_hour[hour]);
    evaluation.by_hour[hour] = slice_figures(pooled, count);
  }
  for (const KindId kind : core::ids<KindId>(inputs.kinds.size())) {
    Tally pooled;
    for (const Measures& measures : replications) pooled.add(measures.by_kind[kind]);
    evaluation.by_kind.push_back({inputs.kinds[kind].name, slice_figures(pooled, count), {}});
  }
  for (const GridId grid : core::ids<GridId>(inputs.grids.size())) {
    Tally pooled;
    WorkTally work;
    for (const Measures& measures : replications) {
      pooled.add(measures.by_grid[grid]);
      work.add(measures.work_by_grid[grid]);
    }
    GridFigures figures{inputs.grids[grid], slice_figures(pooled, count), ratio(work.busy, work.on_shift)};
    if (!inputs.duties.empty()) {
      VisitTally visits;
      for (const Measures& measures : replications) visits.add(measures.rounds.by_grid[grid]);
      figures.rounds_share = ratio(work.on_rounds, work.on_shift);
      figures.visits_planned = static_cast<double>(visits.planned()) / static_cast<double>(count);
      figures.visits_done_share = ratio(visits[simulation::VisitEnd::done], visits.planned());
    }
    evaluation.by_grid.push_back(std::move(figures));
  }
}

/// Of each community: its grids' requests together, and those who serve no other grids.
void evaluate_communities(Evaluation& evaluation, const simulation::SimulationInputs& inputs,
                          std::span<const Measures> replications) {
  using simulation::CommunityId;
  Column<CommunityId, std::vector<GridId>> grids(inputs.communities.size());
  if (inputs.communities.empty()) return;
  for (const GridId grid : core::ids<GridId>(inputs.grids.size())) grids[inputs.community_of_grid[grid]].push_back(grid);
  for (const CommunityId community : core::ids<CommunityId>(inputs.communities.size())) {
    Tally pooled;
    WorkTally work;
    std::vector<double> shares;
    for (const Measures& measures : replications) {
      Tally one;
      for (const GridId grid : grids[community]) one.add(measures.by_grid[grid]);
      if (const auto share = ratio(one.kept, one.decided)) shares.push_back(*share);
      pooled.add(one);
      work.add(measures.work_by_community[community]);
    }
    evaluation.by_community.push_back({.code = inputs.communities[community],
                                       .requests = slice_figures(pooled, replications.size()),
                                       .within_target_share = share_of_counts(shares, pooled.kept, pooled.decided),
                                       .utilisation = ratio(work.busy, work.on_shift)});
  }
  std::sort(evaluation.by_community.begin(), evaluation.by_community.end(),
            [](const CommunityFigures& a, const CommunityFigures& b) { return a.code < b.code; });
}

/// Of each replication in turn; ends before the first that lacks the figure.
std::vector<double> watched(std::span<const Measures> replications, WatchedFigure figure, const Promise& promise) {
  std::vector<double> figures;
  for (const Measures& measures : replications) {
    const ResponseTally& response = measures.all.responses[static_cast<std::size_t>(promise.target)];
    const std::optional<double> value = figure == WatchedFigure::response
                                            ? minutes(ratio(response.sum, response.count))
                                            : ratio(measures.all.tally.kept, measures.all.tally.decided);
    if (!value) break;
    figures.push_back(*value);
  }
  return figures;
}

/// How many more at once: enough for the threads, and a tenth of what is there, as hardly any of them will be too many.
std::size_t wave(std::size_t done, core::Threads threads) {
  return std::max<std::size_t>(static_cast<std::size_t>(threads.value), done / 10);
}

}  // namespace

std::optional<ResponseFigures> response_figures(std::span<const ResponseTally* const> replications) {
  std::vector<double> means;
  DurationCounts pooled;
  std::vector<const DurationCounts*> each;
  std::int64_t answered = 0;
  for (const ResponseTally* tally : replications) {
    answered += tally->count;
    if (const auto mean = minutes(ratio(tally->sum, tally->count))) means.push_back(*mean);
    each.push_back(&tally->durations);
    pooled.add(tally->durations);
  }
  const std::optional<Estimate> mean = core::mean_amount_of(means);
  if (!mean) return std::nullopt;
  const auto quantile = [&](double share) {
    return ResponseFigures::Quantile{core::in_minutes(pooled.quantile(share)), quantile_interval(each, pooled, share)};
  };
  return ResponseFigures{.answered = static_cast<double>(answered) / static_cast<double>(replications.size()),
                         .unanswered_share = {},
                         .mean = *mean,
                         .p50 = quantile(0.5),
                         .p90 = quantile(0.9),
                         .p99 = quantile(0.99)};
}

Evaluation evaluate(const simulation::SimulationInputs& inputs, std::span<const Measures> replications, const Promise& promise,
                    core::Millis counted_from) {
  assert(!replications.empty());
  Evaluation evaluation;
  const auto count = static_cast<double>(replications.size());
  evaluation.replications = static_cast<int>(replications.size());
  evaluation.horizon_days = static_cast<double>(inputs.horizon.value) / static_cast<double>(simulation::day_length.value);
  evaluation.promise = promise;
  evaluation.all = part_figures(replications, &Measures::all);
  evaluation.within_shift = part_figures(replications, &Measures::within_shift);
  const double counted_days =
      static_cast<double>((inputs.horizon - counted_from).value) / static_cast<double>(simulation::day_length.value);
  evaluation.requests_per_day = evaluation.all.requests.value / counted_days;
  const auto of_shifts = [&](std::int64_t WorkTally::*time) {
    return core::mean_share_of(
        samples(replications, [time](const Measures& measures) { return ratio(measures.work.*time, measures.work.on_shift); }));
  };
  const auto of_workers_shifts = [&](std::int64_t WorkTally::*time) {
    return core::mean_share_of(samples(replications, [time](const Measures& measures) {
      return ratio(measures.work.*time - measures.work_of_volunteers.*time,
                   measures.work.on_shift - measures.work_of_volunteers.on_shift);
    }));
  };
  const bool volunteers = std::any_of(replications.begin(), replications.end(),
                                      [](const Measures& measures) { return measures.work_of_volunteers.on_shift > 0; });
  evaluation.utilisation = of_shifts(&WorkTally::busy);
  if (volunteers) evaluation.utilisation_of_workers = of_workers_shifts(&WorkTally::busy);
  if (!inputs.duties.empty()) {
    evaluation.rounds_share = of_shifts(&WorkTally::on_rounds);
    if (volunteers) evaluation.rounds_share_of_workers = of_workers_shifts(&WorkTally::on_rounds);
  }
  evaluation.backlog = *core::mean_amount_of(
      samples(replications, [](const Measures& measures) { return static_cast<double>(measures.open_at_end); }));
  Tally pooled;
  Tally in_shift;
  WorkTally work;
  for (const Measures& measures : replications) {
    pooled.add(measures.all.tally);
    in_shift.add(measures.within_shift.tally);
    work.add(measures.work);
    for (std::size_t i = 0; i < evaluation.finals.size(); ++i) {
      evaluation.finals[i] += static_cast<double>(measures.finals[i]) / count;
    }
  }
  evaluation.within_shift_share = ratio(in_shift.requests, pooled.requests);
  evaluation.unanswered_share = ratio(pooled.requests - pooled.responded, pooled.requests);
  evaluation.helped_share = ratio(pooled.helped, pooled.dispatched);
  if (inputs.responders.size() > 0) evaluation.overtime_hours = core::in_hours(Millis(work.overtime)) / count;
  evaluation.histogram = histogram(replications, promise);
  evaluation.utilisation_gini =
      core::mean_share_of(samples(replications, [](const Measures& measures) { return measures.work_gini; }));
  if (inputs.responders.size() > 0) {
    evaluation.way_hours = core::mean_amount_of(samples(
        replications, [](const Measures& measures) { return std::optional(core::in_hours(Millis(measures.work.under_way))); }));
  }
  const bool breaks = std::any_of(inputs.responder_kinds.begin(), inputs.responder_kinds.end(),
                                  [](const simulation::ResponderKind& kind) { return kind.breaks.valid(); });
  if (breaks && inputs.responders.size() > 0) {
    const auto minutes_of = [&](std::int64_t WorkTally::*time) {
      return core::mean_amount_of(samples(replications, [time](const Measures& measures) {
        return std::optional(static_cast<double>(measures.work.*time) / ms_per_minute);
      }));
    };
    evaluation.break_minutes = minutes_of(&WorkTally::break_taken);
    evaluation.break_lost_minutes = minutes_of(&WorkTally::break_lost);
  }
  std::vector<const DutyTimeTallies*> time_of_duty;
  for (const Measures& measures : replications) time_of_duty.push_back(&measures.duty_time);
  evaluation.duty_time = duty_time_figures(inputs, time_of_duty);
  evaluate_slices(evaluation, inputs, replications);
  evaluate_communities(evaluation, inputs, replications);
  evaluate_lives(evaluation, inputs, replications);
  return evaluation;
}

namespace {

/// `wanted`: null where the replications are not all that a rule took.
void conclude(SimulationResult& result, const simulation::Simulator& simulator, const Promise& promise,
              const Replications* wanted, const Counting& counting, std::span<const Measures> measures) {
  result.work.resize(simulator.inputs().responders.size());
  for (const Measures& replication : measures) {
    for (const auto responder : core::ids<simulation::ResponderId>(result.work.size()))
      result.work[responder].add(replication.work_by_responder[responder]);
  }
  result.grids.resize(simulator.inputs().grids.size());
  for (const Measures& replication : measures) {
    for (const GridId grid : core::ids<GridId>(result.grids.size())) {
      result.grids[grid].on_shift.add(replication.within_shift_by_grid[grid]);
      result.grids[grid].work.add(replication.work_by_grid[grid]);
    }
  }
  result.evaluation = evaluate(simulator.inputs(), measures, promise, counting.from);
  result.evaluation.warm_up = warm_up_figures(counting, measures);
  result.steadiness = steadiness(result.first, promise);
  if (!simulator.inputs().past) result.controlled = controlled(measures, promise, simulator.expected_requests(counting.from));
  std::vector<const RoundTallies*> rounds;
  for (const Measures& replication : measures) rounds.push_back(&replication.rounds);
  if (!simulator.inputs().duties.empty()) result.evaluation.duties = duty_figures(simulator.inputs(), simulator.beats(), rounds);
  if (wanted != nullptr && wanted->rule.until) {
    const std::vector<double> figures = watched(measures, wanted->figure, promise);
    const bool known = figures.size() == measures.size();
    result.evaluation.stopping = {*wanted, known && statistics::precise_enough(figures, *wanted->rule.until)};
  }
  result.findings = simulation_findings(simulator);
  result.findings.append(warm_up_findings(counting));
  result.findings.append(uncounted_duties(simulator.inputs(), counting.from));
}

}  // namespace

SimulationResult simulate_and_evaluate(const simulation::Simulator& simulator, const Promise& promise, const Replications& wanted,
                                       core::Seed seed, core::Threads threads, core::Progress& progress,
                                       const TraceKeeper& keeper) {
  assert(wanted.rule.at_least >= 1 && wanted.rule.at_most >= wanted.rule.at_least);
  SimulationResult result;
  std::vector<Measures> measures;
  std::optional<int> count;
  const Counting counting = counting_of(wanted.warm_up, promise, simulator.inputs().horizon,
                                        [&] { return simulator.run(seed, 0, simulation::KeepLog::no, &progress); });
  progress.begin("simulate", static_cast<std::size_t>(wanted.rule.until ? wanted.rule.at_most : wanted.rule.at_least));
  while (!count) {
    const std::size_t done = measures.size();
    const std::size_t more = done == 0 ? static_cast<std::size_t>(wanted.rule.at_least)
                                       : std::min(static_cast<std::size_t>(wanted.rule.at_most) - done, wave(done, threads));
    measures.resize(done + more);
    core::parallel_for(threads, more, [&](std::size_t i) {
      progress.check();
      const std::size_t number = done + i;
      const bool kept = number == 0 || (keeper.all && keeper.keep);
      simulation::Trace trace =
          simulator.run(seed, static_cast<std::uint32_t>(number), kept ? simulation::KeepLog::yes : simulation::KeepLog::no,
                        &progress, counting.from);
      measures[number] = measure(simulator.inputs(), trace, promise);
      if (kept && keeper.keep) keeper.keep(number, trace);
      if (number == 0) result.first = std::move(trace);
      progress.advance(1);
    });
    count = statistics::first_precise(watched(measures, wanted.figure, promise), wanted.rule);
    if (!count && measures.size() == static_cast<std::size_t>(wanted.rule.at_most)) count = wanted.rule.at_most;
  }
  progress.end();
  measures.resize(static_cast<std::size_t>(*count));
  conclude(result, simulator, promise, &wanted, counting, measures);
  return result;
}

SimulationResult evaluate_traces(const simulation::Simulator& simulator, const Promise& promise, const Replications& wanted,
                                 bool complete, std::size_t count,
                                 const std::function<simulation::Trace(std::size_t, core::Millis)>& told, core::Threads threads,
                                 core::Progress& progress) {
  assert(count >= 1);
  SimulationResult result;
  const Counting counting =
      counting_of(wanted.warm_up, promise, simulator.inputs().horizon, [&] { return told(0, core::Millis(0)); });
  std::vector<Measures> measures(count);
  progress.begin("simulate", count);
  core::parallel_for(threads, count, [&](std::size_t number) {
    progress.check();
    simulation::Trace trace = told(number, counting.from);
    measures[number] = measure(simulator.inputs(), trace, promise);
    if (number == 0) result.first = std::move(trace);
    progress.advance(1);
  });
  progress.end();
  conclude(result, simulator, promise, complete ? &wanted : nullptr, counting, measures);
  return result;
}

}  // namespace wangge::evaluation
