#include "scenarios/run/simulation_stage.h"

#include "engine/core/memory.h"
#include "scenarios/run/duty_findings.h"
#include "scenarios/run/left_out_streets.h"
#include "scenarios/steps/demand_step.h"
#include "scenarios/steps/distance_step.h"
#include "scenarios/steps/effective_circles.h"

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

}  // namespace

Simulation simulate_plan(const Scenario& scenario, const Town& town, const planning::Plan& plan, const siting::Posts& posts,
                         std::shared_ptr<const gis::CircleLand> land, const std::optional<std::filesystem::path>& replay,
                         core::Threads threads, core::Progress& progress) {
  const DemandGround ground = demand_ground(scenario, town.layers, town.built, threads, progress);
  SimulationStep step = simulation_step(scenario, town.built.territory, plan, posts, town.travel, ground, threads);
  step.findings.append(ground.findings);
  const simulation::Simulator simulator(step.inputs, threads);
  step.findings.append(duty_findings(scenario, simulator, town.built.territory.buildings));
  const LeftOutStreets left_out = left_out_streets(scenario, step.inputs, town.built, plan, town.travel.travel.graph(), threads);
  step.findings.append(left_out.findings);
  std::optional<TraceFile> trace;
  SimulationResult result = replay ? replayed(scenario, simulator, step, *replay, trace, threads, progress)
                                   : simulate(scenario, simulator, step, trace, threads, progress);
  for (std::size_t i = 0; i < result.evaluation.duties.size(); ++i) {
    auto& streets = result.evaluation.duties[i].streets;
    if (streets) streets->metres_left_out = left_out.of_duty[simulation::DutyId(i)];
  }
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
