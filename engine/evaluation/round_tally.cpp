#include "engine/evaluation/round_tally.h"

#include "engine/simulation/people/shifts.h"
#include "engine/simulation/rounds/cut_streets.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace wangge::evaluation {
namespace {

using simulation::BuildingId;
using simulation::Duty;
using simulation::DutyId;
using simulation::VisitEnd;
using simulation::VisitId;

/// Sorted moments of a sweep's meetings, in ms from its start.
void tell_sweep(RoundTallies& tallies, DutyId duty, std::vector<std::int64_t> met, std::int64_t planned) {
  std::sort(met.begin(), met.end());
  std::vector<std::int64_t>& within = tallies.met_within[duty];
  for (const std::int64_t moment : met) {
    const auto hour = static_cast<std::size_t>((moment + simulation::hour_length.value - 1) / simulation::hour_length.value);
    if (within.size() <= hour) within.resize(hour + 1, within.empty() ? 0 : within.back());
    ++within.back();
  }
  for (std::size_t i = 0; i < milestones.size(); ++i) {
    const std::int64_t needed = (planned * milestones[i] + 99) / 100;
    if (needed > 0 && needed <= static_cast<std::int64_t>(met.size()))
      tallies.reached[duty][i] = met[static_cast<std::size_t>(needed - 1)];
  }
}

/// Within so many hours, also beyond the last meeting.
double share_within(const RoundTallies& tallies, DutyId duty, std::size_t hours, double planned) {
  const std::vector<std::int64_t>& within = tallies.met_within[duty];
  if (within.empty() || planned <= 0) return 0;
  return static_cast<double>(within[std::min(hours, within.size() - 1)]) / planned;
}

/// Those that open when counting has begun.
std::vector<simulation::TimeWindow> counted_windows(const simulation::SimulationInputs& inputs, const Duty& duty,
                                                    core::Millis counted_from) {
  std::vector<simulation::TimeWindow> windows = simulation::windows_of(inputs, duty, duty.when);
  std::erase_if(windows, [&](const simulation::TimeWindow& window) { return window.start < counted_from; });
  return windows;
}

void add_streets(DutyFigures& figures, const simulation::SimulationInputs& inputs, const simulation::Beats& beats, DutyId id,
                 std::span<const RoundTallies* const> replications) {
  const Duty& duty = inputs.duties[id];
  const auto windows = static_cast<double>(counted_windows(inputs, duty, replications.front()->counted_from).size());
  DutyFigures::Streets streets;
  for (const simulation::BeatId beat : beats.of_duty[id]) {
    const std::vector<std::uint32_t>& steps = beats.beats[beat].walked_cm;
    if (steps.empty()) continue;
    const auto length = static_cast<double>(std::accumulate(steps.begin(), steps.end(), std::int64_t{0})) / 100;
    streets.passes_planned += windows * duty.passes;
    streets.metres_planned += windows * duty.passes * length;
  }
  for (const simulation::CutStreets& cut : simulation::cut_streets(inputs, beats, id))
    streets.metres_cut_off += windows * duty.passes * static_cast<double>(cut.centimetres) / 100;
  const simulation::StreetsAndPeople people = simulation::streets_and_people(inputs, id);
  for (const auto& grid : people.unmanned) {
    streets.passes_planned += windows * duty.passes;
    streets.metres_unmanned += windows * duty.passes * static_cast<double>(grid.centimetres) / 100;
  }
  streets.metres_planned += streets.metres_cut_off + streets.metres_unmanned;
  streets.grids_without = people.without_streets.size();
  std::vector<double> shares;
  const auto count = static_cast<double>(replications.size());
  for (const RoundTallies* tallies : replications) {
    const double metres = static_cast<double>(tallies->walked[id].centimetres) / 100;
    streets.passes += static_cast<double>(tallies->walked[id].passes) / count;
    streets.metres += metres / count;
    if (streets.metres_planned > 0) shares.push_back(metres / streets.metres_planned);
  }
  streets.metres_share = core::mean_share_of(shares);
  figures.streets = streets;
}

void add_posts(DutyFigures& figures, const simulation::SimulationInputs& inputs, DutyId id,
               std::span<const RoundTallies* const> replications) {
  const Duty& duty = inputs.duties[id];
  DutyFigures::Posts posts;
  posts.unfilled = duty.unfilled;
  posts.places = duty.holders().size() + posts.unfilled;
  for (const simulation::TimeWindow& window : counted_windows(inputs, duty, replications.front()->counted_from))
    posts.hours_planned +=
        core::in_hours(std::min(window.end, inputs.horizon) - window.start) * static_cast<double>(posts.places);
  std::vector<double> shares;
  for (const RoundTallies* tallies : replications) {
    const double hours = core::in_hours(tallies->walked[id].manned);
    posts.hours += hours / static_cast<double>(replications.size());
    if (posts.hours_planned > 0) shares.push_back(hours / posts.hours_planned);
  }
  posts.manned_share = core::mean_share_of(shares);
  figures.posts = posts;
}

void add_sweep(DutyFigures& figures, DutyId duty, std::span<const RoundTallies* const> replications) {
  for (std::size_t i = 0; i < milestones.size(); ++i) {
    std::vector<double> hours;
    for (const RoundTallies* tallies : replications) {
      const auto moment = tallies->reached[duty][i];
      if (moment) hours.push_back(core::in_hours(core::Millis(*moment)));
    }
    figures.milestones.push_back(
        {.percent = milestones[i], .replications = static_cast<int>(hours.size()), .hours = core::mean_amount_of(hours)});
  }
  std::size_t last = 0;
  for (const RoundTallies* tallies : replications) last = std::max(last, tallies->met_within[duty].size());
  std::vector<double> before;
  for (std::size_t hour = 0; hour < last; ++hour) {
    std::vector<double> shares;
    for (const RoundTallies* tallies : replications)
      shares.push_back(share_within(*tallies, duty, hour, static_cast<double>(tallies->by_duty[duty].planned())));
    if (shares != before) figures.curve.push_back({static_cast<std::int64_t>(hour), *core::mean_share_of(shares)});
    before = std::move(shares);
  }
}

}  // namespace

void VisitTally::add(const VisitTally& other) {
  for (std::size_t i = 0; i < ends.size(); ++i) ends[i] += other.ends[i];
  calls += other.calls;
}

std::int64_t VisitTally::planned() const { return std::accumulate(ends.begin(), ends.end(), std::int64_t{0}); }

RoundTallies tally_rounds(const simulation::SimulationInputs& inputs, const simulation::Trace& trace) {
  RoundTallies tallies;
  if (inputs.duties.empty()) return tallies;
  const simulation::VisitNumbers numbers(inputs);
  tallies.by_duty.resize(inputs.duties.size());
  tallies.by_grid.resize(inputs.grids.size());
  tallies.counted_from = trace.counted_from;
  tallies.walked = trace.rounds.walked;
  tallies.met_within.resize(inputs.duties.size());
  tallies.reached.resize(inputs.duties.size());
  for (const DutyId id : core::ids<DutyId>(inputs.duties.size())) {
    const Duty& duty = inputs.duties[id];
    std::vector<std::int64_t> met;
    const std::vector<simulation::ResponderId> holders = duty.holders();
    for (std::size_t turn = 0; turn < numbers.turns(id).size(); ++turn) {
      if (numbers.turns(id)[turn].start < trace.counted_from) continue;
      for (const BuildingId building : core::ids<BuildingId>(duty.households.size())) {
        const simulation::GridId grid = inputs.grid_of_building[building];
        if (!grid.valid()) continue;
        VisitTally here;
        for (std::uint32_t household = 0; household < duty.households[building]; ++household) {
          const VisitId visit = numbers.visit(id, turn, building, household);
          here.ends[static_cast<std::size_t>(trace.rounds.end[visit])] += 1;
          here.calls += trace.rounds.calls[visit];
          const bool sweep = duty.kind == Duty::Kind::sweep && trace.rounds.end[visit] == VisitEnd::done;
          if (sweep) met.push_back((trace.rounds.ended[visit] - duty.from).value);
        }
        tallies.by_duty[id].add(here);
        tallies.by_grid[grid].add(here);
      }
      for (const simulation::ResponderId who : holders) {
        const VisitEnd end = trace.rounds.end[numbers.post(id, turn, who)];
        tallies.by_duty[id].ends[static_cast<std::size_t>(end)] += 1;
      }
    }
    if (duty.kind == Duty::Kind::sweep) tell_sweep(tallies, id, std::move(met), tallies.by_duty[id].planned());
  }
  return tallies;
}

std::vector<DutyFigures> duty_figures(const simulation::SimulationInputs& inputs, const simulation::Beats& beats,
                                      std::span<const RoundTallies* const> replications) {
  std::vector<DutyFigures> all;
  const auto count = static_cast<double>(replications.size());
  for (const DutyId id : core::ids<DutyId>(inputs.duties.size())) {
    DutyFigures figures;
    figures.name = inputs.duties[id].name;
    figures.kind = inputs.duties[id].kind;
    const auto& households = inputs.duties[id].households;
    for (const BuildingId building : core::ids<BuildingId>(households.size())) {
      if (inputs.grid_of_building[building].valid()) figures.members += households[building];
    }
    core::Millis way(0);
    core::Millis bound(0);
    for (const simulation::BeatId beat : beats.of_duty[id]) {
      figures.responders += 1;
      figures.rounds += beats.beats[beat].rounds;
      way += beats.beats[beat].way;
      bound += beats.beats[beat].bound;
    }
    if (figures.rounds > 0) {
      figures.way_minutes = core::in_minutes(way);
      figures.bound_minutes = core::in_minutes(bound);
    }
    for (const RoundTallies* tallies : replications) {
      figures.planned += static_cast<double>(tallies->by_duty[id].planned()) / count;
      figures.calls += static_cast<double>(tallies->by_duty[id].calls) / count;
    }
    for (std::size_t end = 0; end < simulation::visit_end_count; ++end) {
      std::vector<double> shares;
      for (const RoundTallies* tallies : replications) {
        const auto planned = static_cast<double>(tallies->by_duty[id].planned());
        if (planned > 0) shares.push_back(static_cast<double>(tallies->by_duty[id].ends[end]) / planned);
      }
      figures.shares[end] = core::mean_share_of(shares);
    }
    if (figures.kind == Duty::Kind::patrol) add_streets(figures, inputs, beats, id, replications);
    if (figures.kind == Duty::Kind::post) add_posts(figures, inputs, id, replications);
    if (figures.kind == Duty::Kind::sweep) add_sweep(figures, id, replications);
    all.push_back(std::move(figures));
  }
  return all;
}

core::Findings uncounted_duties(const simulation::SimulationInputs& inputs, core::Millis counted_from) {
  core::Findings findings;
  if (counted_from.value == 0 || inputs.duties.empty()) return findings;
  const simulation::VisitNumbers numbers(inputs);
  for (const DutyId id : core::ids<DutyId>(inputs.duties.size())) {
    const auto& turns = numbers.turns(id);
    if (turns.empty() || turns.back().start >= counted_from) continue;
    const std::string& name = inputs.duties[id].name;
    findings.add({.rule = "simulation.duty_in_warm_up",
                  .severity = core::Severity::warning,
                  .message = {.zh = fmt::format("任务“{}”没有哪一轮在预热段之后开始：它照样进行，但没有什么可计数", name),
                              .en = fmt::format("no turn of the duty \"{}\" begins after the warm-up: it is done, and nothing of "
                                                "it is counted",
                                                name)},
                  .file = {},
                  .layer = {},
                  .feature = name,
                  .value = fmt::format("{:.3g} d", core::in_hours(counted_from) / 24),
                  .place = {}});
  }
  return findings;
}

}  // namespace wangge::evaluation
