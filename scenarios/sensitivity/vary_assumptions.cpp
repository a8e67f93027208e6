#include "scenarios/sensitivity/vary_assumptions.h"

#include "engine/core/error.h"
#include "scenarios/run/figures_json.h"
#include "scenarios/run/stages.h"
#include "scenarios/run/town_stages.h"
#include "scenarios/steps/demand_step.h"
#include "scenarios/steps/distance_step.h"
#include "scenarios/steps/simulation_step.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

namespace wangge::scenarios {
namespace {

/// One bar over all runs, by replications; their own stages are not told.
class AllRuns final : public core::Progress {
 public:
  AllRuns(core::Progress& outer, std::size_t replications) : outer_(outer) { outer_.begin("assumptions", replications); }
  void begin(std::string_view stage, std::uint64_t /*total*/) override { counts_ = stage == "simulate"; }
  void advance(std::uint64_t by) override {
    if (counts_) outer_.advance(by);
  }
  void end() override { counts_ = false; }
  void finish() { outer_.end(); }
  [[nodiscard]] bool interrupted() const override { return outer_.interrupted(); }

 private:
  core::Progress& outer_;
  bool counts_ = false;
};

/// What a simulation stands on. All must live longer.
struct Ground {
  const gis::Layers& layers;
  const gis::TerritoryBuild& built;
  const TravelBuild& travel;
  const planning::Plan& plan;
};

evaluation::Evaluation simulated(const Scenario& scenario, const Ground& ground, const std::string& figure, core::Threads threads,
                                 core::Progress& progress) {
  const territory::Territory& territory = ground.built.territory;
  const siting::PlacedPosts placed =
      place_posts(scenario, ground.layers, ground.travel, territory, service_zones(ground.plan), threads);
  const DemandGround demand = demand_ground(scenario, ground.layers, ground.built, threads, progress);
  SimulationStep step = simulation_step(scenario, territory, ground.plan, placed.posts, ground.travel, demand, threads);
  const simulation::Simulator simulator(step.inputs, threads);
  evaluation::SimulationResult result = evaluation::simulate_and_evaluate(
      simulator, step.promise, scenario.simulation.replications, scenario.seed, threads, progress);
  if (figure == "simulation.distance_m")
    result.evaluation.distance_metres = distance_of(step.inputs, *step.roads, result);  // it asks for every way again
  return std::move(result.evaluation);
}

std::optional<std::pair<std::string, Figure>> found(const std::string& figure, const evaluation::Evaluation& evaluation,
                                                    const Scenario& scenario) {
  const Figures all = figures_of({{"simulation", simulation_json(evaluation, scenario)}});
  for (const char* centre : {".value", ".mean"}) {
    if (const auto at = all.find(figure + centre); at != all.end() && at->second.ci95) return std::pair(at->first, at->second);
  }
  return std::nullopt;
}

/// The plan on a territory built anew, which must have the same cells.
std::optional<planning::Plan> held_plan(const planning::Plan& plan, const territory::Territory& territory) {
  const territory::Territory& known = plan.territory();
  const auto same = [](const auto& a, const auto& b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); };
  if (known.cells.size() != territory.cells.size() || !same(known.buildings.cell, territory.buildings.cell) ||
      !same(known.cells.parent, territory.cells.parent))
    return std::nullopt;
  std::vector<planning::GridLabel> labels;
  core::Column<planning::GridId, planning::GridId> number(plan.id_bound());
  for (const planning::GridId grid : plan.grids()) {
    number[grid] = planning::GridId(labels.size());
    labels.push_back(plan.label(grid));
  }
  core::Column<territory::CellId, planning::GridId> grid_of_cell;
  for (const planning::GridId grid : plan.grid_of_cell()) grid_of_cell.push_back(number[grid]);
  return planning::Plan(territory, plan.rules(), std::move(labels), std::move(grid_of_cell), {}, plan.voided());
}

/// Runs of one base: all that they share.
class Runs {
 public:
  Runs(const Sensitivity& sensitivity, const Scenario& scenario, const Town& town, const planning::Plan& plan,
       core::Threads threads, core::Progress& progress)
      : sensitivity_(sensitivity), run_(scenario), town_(town), plan_(plan), threads_(threads), progress_(progress) {}

  [[nodiscard]] evaluation::Evaluation base(const evaluation::Replications& replications) {
    return evaluated(sensitivity_.base, Reach::simulation, {}, replications);
  }

  [[nodiscard]] Figure figure(const Assumption& assumption, const Assumption::End& end,
                              const evaluation::Replications& replications) {
    const core::Text where{.zh = fmt::format("假定“{}”取 {} 时", assumption.title.zh, end.setting),
                           .en = fmt::format("the assumption \"{}\" at {}", assumption.title.en, end.setting)};
    const evaluation::Evaluation evaluation = evaluated(end.scenario, assumption.reach, where, replications);
    if (auto one = found(sensitivity_.figure, evaluation, end.scenario)) return std::move(one->second);
    throw core::Error(core::ErrorCode::usage,
                      {.zh = fmt::format("sensitivity.figure：{}，没有 {}", where.zh, sensitivity_.figure),
                       .en = fmt::format("sensitivity.figure: with {} there is no {}", where.en, sensitivity_.figure)});
  }

 private:
  [[nodiscard]] evaluation::Evaluation evaluated(const Scenario& given, Reach reach, const core::Text& where,
                                                 const evaluation::Replications& replications) {
    Scenario scenario = given;
    scenario.town_folder = run_.town_folder;
    scenario.reference = run_.reference;
    scenario.synthetic = run_.synthetic;
    scenario.simulation.replications = replications;
    progress_.check();
    const auto on = [&](const Ground& ground) { return simulated(scenario, ground, sensitivity_.figure, threads_, progress_); };
    if (reach == Reach::simulation) return on({town_.layers, town_.built, town_.travel, plan_});
    if (reach == Reach::travel) {
      const TravelBuild travel = build_travel(scenario, town_.layers, town_.built.territory, threads_,
                                              hourly_roads(scenario, town_.layers, threads_, progress_));
      return on({town_.layers, town_.built, travel, plan_});
    }
    Stages stages(progress_);
    const std::unique_ptr<const Town> town = build_town(scenario, threads_, progress_, stages);
    const std::optional<planning::Plan> plan = held_plan(plan_, town->built.territory);
    if (plan) return on({town->layers, town->built, town->travel, *plan});
    throw core::Error(core::ErrorCode::usage,
                      {.zh = fmt::format("{}，单元与场景本身的不同，边界无从保持；请写成 [[variant]]", where.zh),
                       .en = fmt::format("{}: the cells are others than the scenario's own, so that its borders cannot be held; "
                                         "write a [[variant]]",
                                         where.en)});
  }

  const Sensitivity& sensitivity_;
  const Scenario& run_;
  const Town& town_;
  const planning::Plan& plan_;
  core::Threads threads_;
  core::Progress& progress_;
};

/// As many as a run made, with its warm-up, found or given.
evaluation::Replications as_many_as(const evaluation::Evaluation& base, const evaluation::WarmUpRule& asked) {
  evaluation::Replications made = evaluation::exactly(base.replications);
  made.warm_up = asked;
  constexpr double day = 24.0 * 3600 * 1000;
  if (asked.detect && base.warm_up)
    made.warm_up = {.span = core::Millis(std::llround(base.warm_up->days * day)), .detect = false};
  return made;
}

}  // namespace

double VariedAssumption::swing() const {
  const auto [least, most] = std::minmax({low.pair.before->value, low.pair.after->value, high.pair.after->value});
  return most - least;
}

void sort_by_swing(std::vector<VariedAssumption>& assumptions) {
  std::stable_sort(assumptions.begin(), assumptions.end(),
                   [](const VariedAssumption& a, const VariedAssumption& b) { return a.swing() > b.swing(); });
}

FigurePair held_against(const std::string& name, const Figure& base, const Figure& varied, core::Seed seed, int replications) {
  const Luck luck{.seed = seed.value, .replications = replications};
  return pair_figures({{name, base}}, {{name, varied}}, luck, luck).front();
}

VariedRun vary_assumptions(const Sensitivity& sensitivity, const Scenario& scenario, const Town& town, const planning::Plan& plan,
                           const evaluation::Evaluation& evaluation, core::Threads threads, core::Progress& progress) {
  const evaluation::WarmUpRule& warm_up = sensitivity.base.simulation.replications.warm_up;
  evaluation::Replications of_base = evaluation::exactly(sensitivity.replications.value_or(evaluation.replications));
  of_base.warm_up = warm_up;
  const auto each = static_cast<std::size_t>(of_base.rule.at_least);
  AllRuns all(progress, each * (2 * sensitivity.assumptions.size() + (sensitivity.own_base ? 1 : 0)));
  Runs runs(sensitivity, scenario, town, plan, threads, all);
  const evaluation::Evaluation base = sensitivity.own_base ? runs.base(of_base) : evaluation;
  const evaluation::Replications replications = as_many_as(base, warm_up);
  auto figure = found(sensitivity.figure, base, scenario);
  if (!figure) {
    throw core::Error(core::ErrorCode::usage,
                      {.zh = fmt::format("sensitivity.figure：此次运行没有 {}，或没有其区间", sensitivity.figure),
                       .en = fmt::format("sensitivity.figure: this run has no {}, or no interval of it", sensitivity.figure)});
  }
  VariedRun made{.figure = sensitivity.figure,
                 .name = figure->first,
                 .replications = base.replications,
                 .horizon_days = base.horizon_days,
                 .own_base = sensitivity.own_base,
                 .base = std::move(figure->second),
                 .assumptions = {}};
  for (const Assumption& assumption : sensitivity.assumptions) {
    const auto end = [&](const Assumption::End& one) {
      return VariedEnd{one.setting, held_against(made.name, made.base, runs.figure(assumption, one, replications), scenario.seed,
                                                 made.replications)};
    };
    VariedAssumption varied{.name = assumption.name,
                            .title = assumption.title,
                            .key = assumption.key,
                            .source = assumption.source,
                            .low = end(assumption.low),
                            .high = {}};
    varied.high = end(assumption.high);
    made.assumptions.push_back(std::move(varied));
  }
  all.finish();
  sort_by_swing(made.assumptions);
  return made;
}

}  // namespace wangge::scenarios
