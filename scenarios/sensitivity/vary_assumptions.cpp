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

  /// Nothing where that run does not have it.
  [[nodiscard]] std::optional<Figure> figure(const Assumption& assumption, const Assumption::End& end,
                                             const evaluation::Replications& replications) {
    const core::Text where{.zh = fmt::format("假定“{}”取 {} 时", assumption.title.zh, end.setting),
                           .en = fmt::format("the assumption \"{}\" at {}", assumption.title.en, end.setting)};
    auto one = found(sensitivity_.figure, evaluated(end.scenario, assumption.reach, where, replications), end.scenario);
    return one ? std::optional(std::move(one->second)) : std::nullopt;
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

core::Finding warning(const char* rule, const Assumption& assumption, const std::string& value, core::Text message) {
  return {.rule = rule,
          .severity = core::Severity::warning,
          .message = {.zh = fmt::format("{}：{}", assumption.where, message.zh),
                      .en = fmt::format("{}: {}", assumption.where, message.en)},
          .file = assumption.place.line > 0 ? assumption.place.file : std::string(),
          .layer = {},
          .feature = assumption.key,
          .value = value,
          .place = std::nullopt};
}

core::Finding unused(const Assumption& assumption) {
  return warning("assumption.unused_beside_log", assumption, {},
                 {.zh = fmt::format("[log] 照原样重放，不用 {}：假定“{}”不起作用，没有模拟", assumption.key, assumption.title.zh),
                  .en = fmt::format(
                      "the [log] is replayed as it happened and {} is not used: the assumption \"{}\" has no effect and is not "
                      "simulated",
                      assumption.key, assumption.title.en)});
}

core::Finding no_figure(const Assumption& assumption, const Assumption::End& end, const std::string& figure) {
  return warning(
      "assumption.no_figure", assumption, end.setting,
      {.zh = fmt::format("假定“{}”取 {} 时没有 {}，或没有其区间：该值空缺", assumption.title.zh, end.setting, figure),
       .en = fmt::format("with the assumption \"{}\" at {} there is no {}, or no interval of it: its value is left out",
                         assumption.title.en, end.setting, figure)});
}

core::Finding no_base_figure(const Sensitivity& sensitivity, const evaluation::Evaluation& base) {
  return {.rule = "assumption.no_base_figure",
          .severity = core::Severity::warning,
          .message = {.zh = fmt::format("sensitivity.figure：基准（{} 次模拟，每次 {:.3g} 天）没有 {}，或没有其区间，无从比较；假"
                                        "定没有模拟，也没有图",
                                        base.replications, base.horizon_days, sensitivity.figure),
                      .en = fmt::format("sensitivity.figure: the base ({} replications of {:.3g} days) has no {}, or no interval "
                                        "of it, to hold anything against; no assumption is simulated and there is no chart",
                                        base.replications, base.horizon_days, sensitivity.figure)},
          .file = {},
          .layer = {},
          .feature = "sensitivity.figure",
          .value = sensitivity.figure,
          .place = std::nullopt};
}

}  // namespace

std::optional<double> VariedAssumption::swing() const {
  if (!low.pair.after || !high.pair.after) return std::nullopt;
  const auto [least, most] = std::minmax({low.pair.before->value, low.pair.after->value, high.pair.after->value});
  return most - least;
}

void sort_by_swing(std::vector<VariedAssumption>& assumptions) {
  std::stable_sort(assumptions.begin(), assumptions.end(), [](const VariedAssumption& a, const VariedAssumption& b) {
    return a.swing() > b.swing();
  });  // nothing is less than any
}

FigurePair held_against(const std::string& name, const Figure& base, const std::optional<Figure>& varied, core::Seed seed,
                        int replications) {
  const Luck luck{.seed = seed.value, .replications = replications};
  Figures after;
  if (varied) after.emplace(name, *varied);
  return pair_figures({{name, base}}, after, luck, luck).front();
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
  VariedRun made{.figure = sensitivity.figure,
                 .name = figure ? figure->first : sensitivity.figure,
                 .replications = base.replications,
                 .horizon_days = base.horizon_days,
                 .own_base = sensitivity.own_base,
                 .base = {},
                 .assumptions = {},
                 .beside_log = sensitivity.beside_log};
  for (const Assumption& assumption : sensitivity.beside_log) made.findings.add(unused(assumption));
  if (!figure) {
    made.findings.add(no_base_figure(sensitivity, base));
    all.finish();
    return made;
  }
  made.base = std::move(figure->second);
  made.unit = held_against(made.name, *made.base, made.base, scenario.seed, made.replications).unit;
  for (const Assumption& assumption : sensitivity.assumptions) {
    const auto end = [&](const Assumption::End& one) {
      const std::optional<Figure> varied = runs.figure(assumption, one, replications);
      if (!varied) made.findings.add(no_figure(assumption, one, made.figure));
      return VariedEnd{one.setting, held_against(made.name, *made.base, varied, scenario.seed, made.replications)};
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
