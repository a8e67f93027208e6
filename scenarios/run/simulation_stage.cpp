#include "scenarios/run/simulation_stage.h"

#include "engine/core/memory.h"
#include "engine/simulation/rounds/cut_streets.h"
#include "scenarios/steps/demand_step.h"
#include "scenarios/steps/distance_step.h"
#include "scenarios/steps/effective_circles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace wangge::scenarios {
namespace {

using evaluation::SimulationResult;

/// Of the scenario: none, the first replication, or all.
SimulationResult simulate(const Scenario& scenario, const simulation::Simulator& simulator, const SimulationStep& step,
                          std::optional<TraceFile>& trace, core::Threads threads, core::Progress& progress) {
  using Wish = SimulationSpec::Trace;
  const evaluation::Replications& wanted = scenario.simulation.replications;
  const Wish wish = scenario.simulation.trace;
  std::vector<std::string> blocks(wish == Wish::all ? static_cast<std::size_t>(wanted.rule.at_most) : std::size_t{1});
  evaluation::TraceKeeper keeper{.all = wish == Wish::all};
  if (wish != Wish::none) {
    keeper.keep = [&](std::size_t number, const simulation::Trace& one) { blocks[number] = packed(one); };
  }
  SimulationResult result =
      evaluation::simulate_and_evaluate(simulator, step.promise, wanted, scenario.seed, threads, progress, keeper);
  if (wish == Wish::none) return result;
  const auto made = static_cast<std::size_t>(result.evaluation.replications);
  if (wish == Wish::all) blocks.resize(made);
  trace = TraceFile{.origin = trace_origin(scenario, step.inputs), .all = blocks.size() == made, .blocks = std::move(blocks)};
  return result;
}

SimulationResult replayed(const Scenario& scenario, const simulation::Simulator& simulator, const SimulationStep& step,
                          const std::filesystem::path& path, std::optional<TraceFile>& trace, core::Threads threads,
                          core::Progress& progress) {
  trace = read_trace_file(path);
  refuse_changed(path, trace->origin, trace_origin(scenario, step.inputs));
  const auto told = [&](std::size_t number, core::Millis counted_from) {
    return unpacked(path, trace->blocks[number], step.inputs, counted_from);
  };
  return evaluation::evaluate_traces(simulator, step.promise, scenario.simulation.replications, trace->all, trace->blocks.size(),
                                     told, threads, progress);
}

/// By its title, and its name where that is another.
std::string called(const std::string& title, const std::string& name, bool zh) {
  if (title.empty() || title == name) return fmt::format("{}{}{}", zh ? "“" : "\"", name, zh ? "”" : "\"");
  return fmt::format("{}{}{}{}{}{}", zh ? "“" : "\"", title, zh ? "”" : "\"", zh ? "（" : " (", name, zh ? "）" : ")");
}

/// Streets that count as planned and are never walked.
void report_cut_streets(core::Findings& findings, const Scenario& scenario, const simulation::Simulator& simulator,
                        const Town& town) {
  const simulation::SimulationInputs& inputs = simulator.inputs();
  for (const simulation::DutyId duty : core::ids<simulation::DutyId>(inputs.duties.size())) {
    for (const simulation::CutStreets& cut : simulation::cut_streets(inputs, simulator.beats(), duty)) {
      const std::string& grid = inputs.grids[cut.grid];
      const std::string& kind = inputs.responder_kinds[inputs.responders.kind[cut.responder]].name;
      const auto spec = std::find_if(scenario.responders.begin(), scenario.responders.end(),
                                     [&](const ResponderSpec& one) { return one.kind == kind; });
      const core::Text who = spec == scenario.responders.end() ? core::Text{.zh = kind, .en = kind} : spec->title;
      const DutySpec& work = scenario.duties[duty.value()];
      const double metres = static_cast<double>(cut.centimetres) / 100;
      const std::vector<simulation::BuildingId>& near = inputs.duties[duty].streets[cut.grid].near;
      const bool known = !near.empty() && near.front().valid();
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
           .place = known ? std::optional(town.built.territory.buildings.position[near.front()]) : std::nullopt});
    }
  }
}

}  // namespace

Simulation simulate_plan(const Scenario& scenario, const Town& town, const planning::Plan& plan, const siting::Posts& posts,
                         std::shared_ptr<const gis::CircleLand> land, const std::optional<std::filesystem::path>& replay,
                         core::Threads threads, core::Progress& progress) {
  const DemandGround ground = demand_ground(scenario, town.layers, town.built, threads, progress);
  SimulationStep step = simulation_step(scenario, town.built.territory, plan, posts, town.travel, ground, threads);
  step.findings.append(ground.findings);
  const simulation::Simulator simulator(step.inputs, threads);
  if (!step.inputs.duties.empty()) report_cut_streets(step.findings, scenario, simulator, town);
  std::optional<TraceFile> trace;
  SimulationResult result = replay ? replayed(scenario, simulator, step, *replay, trace, threads, progress)
                                   : simulate(scenario, simulator, step, trace, threads, progress);
  result.evaluation.distance_metres = distance_of(step.inputs, *step.roads, result);
  evaluation::EffectiveCircle circle =
      evaluation::effective_circle(simulator, evaluation::busy_shares(result.work), scenario.target_time, threads);
  std::optional<EffectiveFigures> effective;
  std::vector<gis::PlanFile::EffectiveCircle> effective_land;
  if (step.inputs.responders.size() > 0) {
    const territory::Buildings& buildings = town.built.territory.buildings;
    effective = effective_figures(step.inputs, circle, buildings);
    effective_land = effective_circles(scenario, buildings, town.travel.travel.graph(), *land, circle);
  }
  land.reset();
  core::give_back_freed_memory();  // what replications have freed, before theory takes its own
  evaluation::Theory theory =
      evaluation::theory_of(simulator, step.promise, threads, result.evaluation.warm_up && result.evaluation.warm_up->days > 0);
  step.roads.reset();  // its tables are the largest part of a long run, and nobody asks any more
  step.inputs.travel.reset();
  return {std::move(step),           std::move(result), std::move(circle), std::move(effective),
          std::move(effective_land), std::move(trace),  std::move(theory)};
}

}  // namespace wangge::scenarios
