#include "scenarios/run/duty_findings.h"

#include "engine/simulation/rounds/cut_streets.h"
#include "engine/simulation/rounds/visit_numbers.h"
#include "scenarios/run/duty_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace wangge::scenarios {
namespace {

using simulation::BuildingId;
using simulation::DutyId;
using simulation::GridId;
using simulation::SimulationInputs;

std::optional<core::Position> place_of(const territory::Buildings& buildings, BuildingId building) {
  return building.valid() ? std::optional(buildings.position[building]) : std::nullopt;
}

/// Streets that count as planned and are never walked.
void report_cut_streets(core::Findings& findings, const Scenario& scenario, const simulation::Simulator& simulator,
                        const territory::Buildings& buildings) {
  const SimulationInputs& inputs = simulator.inputs();
  for (const DutyId duty : core::ids<DutyId>(inputs.duties.size())) {
    for (const simulation::CutStreets& cut : simulation::cut_streets(inputs, simulator.beats(), duty)) {
      const std::string& grid = inputs.grids[cut.grid];
      const std::string& kind = inputs.responder_kinds[inputs.responders.kind[cut.responder]].name;
      const auto spec = std::find_if(scenario.responders.begin(), scenario.responders.end(),
                                     [&](const ResponderSpec& one) { return one.kind == kind; });
      const core::Text who = spec == scenario.responders.end() ? core::Text{.zh = kind, .en = kind} : spec->title;
      const DutySpec& work = scenario.duties[duty.value()];
      const double metres = static_cast<double>(cut.centimetres) / 100;
      const std::vector<BuildingId>& near = inputs.duties[duty].streets[cut.grid].near;
      findings.add(
          {.rule = "duty.streets_cut_off",
           .severity = core::Severity::warning,
           .message = {.zh = fmt::format("任务{}：网格 {} 有 {:.0f} 米街道，{}（第 {} 人）无路可到，计入应巡而从未巡到",
                                         called(work.title.zh, work.name, true), grid, metres, called(who.zh, kind, true),
                                         cut.responder.value() + 1),
                       .en = fmt::format("duty {}: no way leads the {} (responder {}) to {:.0f} m of the streets of grid "
                                         "{}; they count as planned and are never walked",
                                         called(work.title.en, work.name, false), called(who.en, kind, false),
                                         cut.responder.value() + 1, metres, grid)},
           .file = {},
           .layer = {},
           .feature = grid,
           .value = fmt::format("{:.0f} m", metres),
           .place = near.empty() ? std::nullopt : place_of(buildings, near.front())});
    }
  }
}

/// Grids that have streets and nobody, where others have somebody.
void report_grids_of_nobody(core::Findings& findings, const Scenario& scenario, const simulation::Simulator& simulator,
                            const std::vector<bool>& staffed, const territory::Buildings& buildings) {
  const SimulationInputs& inputs = simulator.inputs();
  for (const DutyId id : core::ids<DutyId>(inputs.duties.size())) {
    const DutySpec& work = scenario.duties[id.value()];
    const std::vector<simulation::StreetsAndPeople::Unmanned> grids = simulation::streets_and_people(inputs, id).unmanned;
    if (grids.empty() || !staffed[work.by]) continue;
    double metres = 0;
    for (const auto& grid : grids) metres += static_cast<double>(grid.centimetres) / 100;
    const std::string& first = inputs.grids[grids.front().grid];
    const simulation::Streets& streets = inputs.duties[id].streets[grids.front().grid];
    const auto required =
        std::find_if(streets.pieces.begin(), streets.pieces.end(), [](const auto& one) { return one.required; });
    const core::Text who = kind_called(scenario, work);
    findings.add(
        {.rule = "duty.grid_of_nobody",
         .severity = core::Severity::warning,
         .message = {.zh = fmt::format(
                         "任务{}：{} 个网格中有 {} 个有街道可巡而没有{}，每遍共 {:.0f} 米，计入应巡而从未巡到；首个为网格 {}",
                         called(work.title.zh, work.name, true), inputs.grids.size(), grids.size(), who.zh, metres, first),
                     .en = fmt::format("duty {}: {} of {} grids have streets to patrol and no {}; their {:.0f} m a pass count as "
                                       "planned and are never walked; the first is grid {}",
                                       called(work.title.en, work.name, false), grids.size(), inputs.grids.size(), who.en, metres,
                                       first)},
         .file = {},
         .layer = {},
         .feature = first,
         .value = fmt::format("{:.0f} m", metres),
         .place = place_of(buildings, streets.near[static_cast<std::size_t>(required - streets.pieces.begin())])});
  }
}

/// Rounds that are longer than something, by whom they are walked.
struct LongRounds {
  std::size_t people = 0;
  std::set<GridId> grids;
  const simulation::Beat* longest = nullptr;

  void add(const SimulationInputs& inputs, const simulation::Beat& beat) {
    ++people;
    grids.insert(inputs.responders.grid[beat.responder]);
    if (longest == nullptr || longest->walk.time() < beat.walk.time()) longest = &beat;
  }
};

std::string people(std::size_t count) { return fmt::format("{} {}", count, count == 1 ? "person" : "people"); }
std::string grids(std::size_t count) { return fmt::format("{} {}", count, count == 1 ? "grid" : "grids"); }

/// Each window begins the round anew: what does not fit into one is never walked to its end.
void report_long_rounds(core::Findings& findings, const Scenario& scenario, const simulation::Simulator& simulator,
                        const territory::Buildings& buildings) {
  const SimulationInputs& inputs = simulator.inputs();
  for (const DutyId id : core::ids<DutyId>(inputs.duties.size())) {
    const simulation::Duty& duty = inputs.duties[id];
    if (duty.kind != simulation::Duty::Kind::patrol) continue;
    core::Millis window(0);
    for (const simulation::TimeWindow& one : simulation::windows_of(inputs, duty, duty.when))
      window = std::max(window, one.end - one.start);
    if (window.value == 0) continue;
    LongRounds never;
    LongRounds not_all;
    std::size_t all = 0;
    for (const simulation::BeatId beat_id : simulator.beats().of_duty[id]) {
      const simulation::Beat& beat = simulator.beats().beats[beat_id];
      const core::Millis round = beat.walk.time();
      all += round.value > 0 ? 1 : 0;
      if (round > window) {
        never.add(inputs, beat);
      } else if (round * static_cast<std::int64_t>(duty.passes) > window) {
        not_all.add(inputs, beat);
      }
    }
    if (never.people + not_all.people == 0) continue;
    const DutySpec& work = scenario.duties[id.value()];
    const double open = core::in_minutes(window);
    core::Text text = {
        .zh = fmt::format("任务{}：最长的时段为 {:.0f} 分钟。", called(work.title.zh, work.name, true), open),
        .en = fmt::format("duty {}: its longest window is {:.0f} min. ", called(work.title.en, work.name, false), open)};
    const simulation::Beat& worst = *(never.people > 0 ? never : not_all).longest;
    const std::string& grid = inputs.grids[inputs.responders.grid[worst.responder]];
    if (never.people > 0) {
      const double longest = core::in_minutes(worst.walk.time());
      text.zh += fmt::format("{} 人中有 {} 人（{} 个网格）走一遍就比它长，永远走不完，最长 {:.1f} 分钟，在网格 {}；", all,
                             never.people, never.grids.size(), longest, grid);
      text.en +=
          fmt::format("The round is longer for {} of {}, in {}, and never walked to its end: up to {:.1f} min, in grid {}; ",
                      never.people, people(all), grids(never.grids.size()), longest, grid);
    }
    if (not_all.people > 0) {
      const double longest = core::in_minutes(not_all.longest->walk.time());
      const std::string& where = inputs.grids[inputs.responders.grid[not_all.longest->responder]];
      text.zh +=
          fmt::format("{} 人（{} 个网格）走得完一遍，但 {} 遍比它长，最多 {} × {:.1f} ＝ {:.1f} 分钟，在网格 {}；",
                      not_all.people, not_all.grids.size(), duty.passes, duty.passes, longest, longest * duty.passes, where);
      text.en += fmt::format("{} pass fits for {}, in {}, but {} passes do not: up to {} x {:.1f} = {:.1f} min, in grid {}; ",
                             never.people > 0 ? "one" : "One", people(not_all.people), grids(not_all.grids.size()), duty.passes,
                             duty.passes, longest, longest * duty.passes, where);
    }
    text.zh += fmt::format("加长 duty[{}].when、减少 passes 或划小网格可使其走完", id.value());
    text.en += fmt::format("longer windows in duty[{}].when, fewer passes or smaller grids would help", id.value());
    findings.add({.rule = "duty.round_longer_than_window",
                  .severity = core::Severity::warning,
                  .message = std::move(text),
                  .file = {},
                  .layer = {},
                  .feature = grid,
                  .value = fmt::format(
                      "{:.1f} min > {:.0f} min",
                      core::in_minutes(worst.walk.time()) * (never.people > 0 ? 1.0 : static_cast<double>(duty.passes)), open),
                  .place = place_of(buildings, worst.walk.steps.front().near)});
  }
}

/// The most grids there may be: one for each of the least households, and one in every part of an area.
std::size_t most_grids(const Scenario& scenario, const territory::Territory& territory) {
  if (scenario.planning.points || !scenario.planning.counts.empty()) return territory.cells.size();
  std::map<std::pair<territory::AreaId, std::uint32_t>, std::int64_t> households;
  for (const territory::CellId cell : core::ids<territory::CellId>(territory.cells.size()))
    households[{territory.cells.parent[cell], territory.cells.part[cell]}] += territory.cells.households[cell];
  const std::int64_t least = std::max<std::int64_t>(1, scenario.planning.households_min);
  std::int64_t most = 0;
  for (const auto& [part, count] : households) most += std::max<std::int64_t>(1, count / least);
  return static_cast<std::size_t>(most);
}

}  // namespace

core::Findings duties_of_nobody(const Scenario& scenario, const std::vector<bool>& staffed) {
  core::Findings findings;
  for (std::size_t i = 0; i < scenario.duties.size(); ++i) {
    const DutySpec& duty = scenario.duties[i];
    if (staffed[duty.by]) continue;
    const ResponderSpec& by = scenario.responders[duty.by];
    const std::string level = by.per_area ? by.per_area->level : "grid";
    findings.add(
        {.rule = "simulation.duty_of_nobody",
         .severity = core::Severity::warning,
         .message = {.zh = fmt::format(
                         "duty[{}].by：任务{}由{}承担，而 responder[{}].per.{} = {:g}，该种人员一个也没有：无人去做", i,
                         called(duty.title.zh, duty.name, true), called(by.title.zh, by.kind, true), duty.by, level, by.count()),
                     .en = fmt::format("duty[{}].by: the duty {} is for {}, and there is none of them, as responder[{}].per.{} = "
                                       "{:g}: nobody does it",
                                       i, called(duty.title.en, duty.name, false), called(by.title.en, by.kind, false), duty.by,
                                       level, by.count())},
         .file = {},
         .layer = {},
         .feature = duty.name,
         .value = by.kind,
         .place = {}});
  }
  return findings;
}

core::Findings duty_findings(const Scenario& scenario, const simulation::Simulator& simulator,
                             const territory::Buildings& buildings) {
  const SimulationInputs& inputs = simulator.inputs();
  std::vector<bool> staffed(scenario.responders.size(), false);
  for (const simulation::ResponderKindId kind : inputs.responders.kind) staffed[kind.value()] = true;
  core::Findings findings = duties_of_nobody(scenario, staffed);
  report_cut_streets(findings, scenario, simulator, buildings);
  report_grids_of_nobody(findings, scenario, simulator, staffed, buildings);
  report_long_rounds(findings, scenario, simulator, buildings);
  return findings;
}

core::Findings duties_of_nobody(const Scenario& scenario, const territory::Territory& territory, std::size_t grids_today) {
  std::vector<bool> staffed;
  for (const ResponderSpec& spec : scenario.responders) {
    const std::string level = spec.per_area ? spec.per_area->level : "grid";
    std::size_t units = 0;
    if (level == "microgrid") {
      units = territory.cells.size();
    } else if (level == "grid") {
      units = grids_today > 0 ? grids_today : most_grids(scenario, territory);
    } else {
      for (const territory::AreaId area : core::ids<territory::AreaId>(territory.areas.size()))
        units += territory.levels[territory.areas.level[area].value()].name == level ? 1 : 0;
    }
    int people = 0;
    for (std::size_t unit = 0; unit < units && people == 0; ++unit) people = spec.count_at(unit);
    staffed.push_back(people > 0);
  }
  return duties_of_nobody(scenario, staffed);
}

}  // namespace wangge::scenarios
