#include "scenarios/run/pipeline.h"

#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/evaluation/evaluation.h"
#include "engine/evaluation/plan_measures.h"
#include "gis/read/file_hash.h"
#include "gis/read/read_layers.h"
#include "gis/read/source_files.h"
#include "scenarios/redraw/microgrid_step.h"
#include "scenarios/redraw/sector_step.h"
#include "scenarios/report/report.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/run/duty_findings.h"
#include "scenarios/run/event_files.h"
#include "scenarios/run/manifest.h"
#include "scenarios/run/metrics_json.h"
#include "scenarios/run/run_folder.h"
#include "scenarios/run/scenario_findings.h"
#include "scenarios/run/simulation_stage.h"
#include "scenarios/run/stages.h"
#include "scenarios/run/temporary_folder.h"
#include "scenarios/run/town_stages.h"
#include "scenarios/run/version.h"
#include "scenarios/run/write_run.h"
#include "scenarios/sensitivity/assumption_files.h"
#include "scenarios/site/candidate_audit.h"
#include "scenarios/steps/aim_step.h"
#include "scenarios/steps/effective_circles.h"
#include "scenarios/steps/element_step.h"
#include "scenarios/steps/layer_specs.h"
#include "scenarios/steps/ledger_step.h"
#include "scenarios/steps/lock_step.h"
#include "scenarios/steps/plan_rows.h"
#include "scenarios/steps/planning_step.h"
#include "scenarios/steps/post_ways_step.h"
#include "scenarios/steps/proposal_step.h"
#include "scenarios/steps/simulation_step.h"

#include <fmt/format.h>

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

namespace wangge::scenarios {
namespace {

const core::Text grids_unit = {.zh = "个网格", .en = "grids"};
const core::Text posts_unit = {.zh = "个驻点", .en = "posts"};
const core::Text events_unit = {.zh = "个事件（第 0 次）", .en = "events (replication 0)"};
const core::Text runs_unit = {.zh = "次运行", .en = "runs"};
const core::Text files_unit = {.zh = "个文件", .en = "files"};

/// What is measured of a plan beside its grids.
struct PlanFigures {
  planning::AimValues aims;
  std::vector<ElementTally> elements;
};

/// Step 7's figures as text.
std::string figures(const Scenario& scenario, const Town& town, const planning::Plan& plan, const PlanFigures& drawn,
                    const Siting& siting, const Simulation& simulation, const core::Findings& findings) {
  const evaluation::PlanMeasures measures = evaluation::measure_plan(plan);
  core::Column<siting::ZoneId, siting::Zone> grids;
  for (std::size_t i = 0; i < plan.grids().size(); ++i) grids.push_back(siting.zones.zones[siting::ZoneId(i)]);
  const CoverageFigures coverage{siting.coverage,
                                 grids,
                                 siting.placed.posts,
                                 coverage_rules(scenario),
                                 siting.circles,
                                 simulation.effective ? &*simulation.effective : nullptr,
                                 siting.responders.all.empty() ? nullptr : &siting.responders,
                                 &simulation.effective_land};
  std::vector<InputFile> inputs;
  for (const gis::Source& source : town.layers.sources) inputs.push_back({path_from_here(scenario, source.path), source.sha256});
  return metrics_json({.version = version(),
                       .scenario_hash = scenario_hash(scenario),
                       .scenario = scenario,
                       .territory = town.built.territory,
                       .travel = &town.travel.travel,
                       .plan = &measures,
                       .aims = &drawn.aims,
                       .elements = &drawn.elements,
                       .redrawn = town.redrawn ? &*town.redrawn : nullptr,
                       .coverage = &coverage,
                       .simulation = &simulation.result,
                       .theory = &simulation.theory,
                       .findings = findings,
                       .attribution = attributions(scenario, town.layers),
                       .inputs = std::move(inputs)});
}

/// A line a grid that breaks a rule, by code: those with an excuse, or those without.
std::vector<core::Text> out_of_order(const planning::Plan& plan, bool excused) {
  std::map<std::string, core::Text> lines;
  for (const planning::GridId grid : plan.grids()) {
    const planning::Verdict verdict = plan.verdict(grid);
    if (verdict.valid || verdict.excused != excused) continue;
    const std::string& code = plan.code(grid);
    lines[code] = {.zh = fmt::format("{} {}：{}", code, plan.name(grid), verdict.reason.zh),
                   .en = fmt::format("{} {}: {}", code, plan.name(grid), verdict.reason.en)};
  }
  std::vector<core::Text> sorted;
  for (auto& [code, line] : lines) sorted.push_back(std::move(line));
  return sorted;
}

/// The aims of the plan, those of spread by what the ledgers count, and the audit of its elements. Where the measure of work
/// reads them too, their findings are told already.
PlanFigures plan_figures_of(const Scenario& scenario, const Town& town, const PlanBuild& planned, core::Threads threads,
                            core::Progress& progress, core::Findings& findings) {
  const CellAt cell_at = cell_ground(town.built.coverage).at;
  core::Findings told;
  const std::vector<LocatedLedger> located = locate_ledgers(scenario, town.layers, town.built.territory, cell_at, progress, told);
  if (!measure_needs_ledger(scenario)) findings.append(told);
  std::shared_ptr<const planning::PostWays> posts = planned.posts;
  if (posts == nullptr && planned.given) posts = post_ways(scenario, town.layers, town.travel, town.built.territory, threads);
  return {aims_of(scenario, planned.plan, town.travel.travel, ledger_of_cells(located), posts.get()),
          audit_elements(scenario, planned.plan, located)};
}

/// What was drawn anew, where the scenario asks for it.
void write_redrawn(const std::filesystem::path& folder, const Scenario& scenario, const Town& town, const PlanBuild& planned) {
  if (town.redrawn) write_file(folder / "repartition.json", repartition_json(scenario, town.built.territory, *town.redrawn));
  if (!planned.sectors.empty()) write_file(folder / "sectors.json", sectors_json(scenario, planned.plan, planned.sectors));
}

/// A layer of posts that gives none: the author took it for granted that they serve.
core::Finding no_posts(const PostSpec& post, const gis::PointSpec& spec) {
  const std::string of_kind = post.kind_field.empty() ? "" : fmt::format(" ({} = \"{}\")", post.kind_field, post.kind);
  return {.rule = "post.none",
          .severity = core::Severity::error,
          .message = {.zh = fmt::format(
                          "文件“{}”没有给出“{}”的任何驻点{}：需要点图层，或 CSV 中的 lon 与 lat（x 与 y、经度与纬度）列",
                          spec.source.path, post.kind, of_kind),
                      .en = fmt::format("'{}' gives no post of the kind \"{}\"{}: it takes a layer of points, or columns lon and "
                                        "lat (x and y, longitude and latitude) of a CSV file",
                                        spec.source.path, post.kind, of_kind)},
          .file = post.at->path,
          .layer = post.at->layer,
          .feature = {},
          .value = post.kind,
          .place = {}};
}

}  // namespace

gis::Layers read_scenario_layers(const Scenario& scenario, core::Threads threads, core::Progress& progress, bool audit) {
  gis::Layers layers = gis::read_layers(layer_specs(scenario), threads, progress);
  for (const PostSpec& post : scenario.posts) {
    if (!post.at) continue;
    const gis::PointSpec spec = point_spec(scenario, post);
    std::vector<gis::PlaceFeature> places = gis::read_points(spec, layers.reference, progress, layers.findings);
    if (places.empty()) {
      core::Finding none = no_posts(post, spec);
      if (!audit) throw core::Error(core::ErrorCode::input, std::move(none.message));
      layers.findings.add(std::move(none));
    }
    for (gis::PlaceFeature& place : places) layers.places.push_back(std::move(place));
    for (const gis::SourceFile& part : gis::source_files(spec.source.path, spec.source.file))
      layers.sources.push_back({.path = part.path, .sha256 = part.sha256, .attribution = {}});
  }
  return layers;
}

RunOutcome run_scenario(const Scenario& asked, const RunOptions& options, core::Progress& progress) {
  const core::Threads threads = options.threads;
  refuse_replacing_inputs(options.folder, asked);
  RunFolder folder(options.folder);
  Stages stages(progress);
  Scenario scenario = with_town(asked, folder.path(), threads, progress, stages);
  const std::unique_ptr<const Town> town = build_town(scenario, threads, progress, stages);
  scenario.synthetic = is_synthetic(scenario, town->layers);
  core::Findings findings = findings_of(scenario, *town, threads);

  const PlanBuild planned = stages.run(
      "plan", grids_unit,
      [&] {
        const CellGround cells = cell_ground(town->built.coverage);
        PlanBuild made = build_plan(scenario, town->layers, town->built.territory, cells, &town->travel, threads, progress,
                                    town->redrawn ? town->redrawn->ended() : EndedNames{});
        if (made.given) excuse_locked(scenario, town->layers, cells, made.plan, threads, progress);
        return made;
      },
      [](const PlanBuild& made) { return made.plan.grids().size(); });
  findings.append(planned.findings);
  findings.append(sector_findings(planned.plan, planned.sectors));
  findings.append(undrawn_findings(scenario));

  Siting siting = stages.run(
      "posts", posts_unit, [&] { return site(scenario, *town, planned.plan, threads); },
      [](const Siting& made) { return made.placed.posts.size(); });
  findings.append(siting.placed.findings);

  const Simulation simulation = stages.run(
      "simulate", events_unit,
      [&] {
        return simulate_plan(scenario, *town, planned.plan, siting.placed.posts, std::exchange(siting.circles.land, nullptr),
                             options.replay, threads, progress);
      },
      [](const Simulation& made) { return made.result.first.events; });
  findings.append(simulation.step.findings);
  findings.append(simulation.result.findings);

  RunTexts texts;
  const gis::PlanFile plan = stages.run(
      "evaluate", grids_unit,
      [&] {
        const PlanFigures drawn = plan_figures_of(scenario, *town, planned, threads, progress, findings);
        auto microgrids = microgrid_rows(scenario, planned.plan, town->built.coverage, threads);
        findings.append(microgrid_findings(microgrids));
        texts.metrics = figures(scenario, *town, planned.plan, drawn, siting, simulation, findings);
        texts.provenance = {attributions(scenario, town->layers), scenario.synthetic};
        std::optional<ReplayedTrace> replay;
        if (options.replay) {
          replay = {options.replay->generic_string(), gis::sha256_of_file(*options.replay), simulation.trace->blocks.size()};
        }
        texts.manifest = manifest_json(scenario, town->layers, replay, simulation.result.evaluation.warm_up);
        PlanRecord record = planned.record.value_or(PlanRecord{});
        if (planned.record && town->redrawn) record.life = planning::changed(planned.record->life);
        gis::PlanFile rows = plan_rows({town->layers, town->built, planned.plan, siting.placed.posts, siting.coverage,
                                        siting.circles.rows, siting.circles.change_rows, std::move(record), scenario.synthetic,
                                        simulation.effective ? &simulation.circle : nullptr},
                                       threads);
        rows.aims = aim_rows(drawn.aims);
        rows.effective_circles = simulation.effective_land;
        rows.microgrids = std::move(microgrids);
        if (town->redrawn) keep_grid_codes(*town->redrawn, rows);
        return rows;
      },
      [](const gis::PlanFile& made) { return made.grids.size(); });

  const auto count = [](std::size_t files) { return files; };
  stages.run(
      "write", files_unit,
      [&] {
        const std::array<std::function<void()>, 3> parts = {
            [&] { write_figures(folder.path(), texts, plan); },
            [&] {
              const std::string report = report_html(plan, texts.metrics, texts.manifest, options.language);
              write_file(folder.path() / "report.html", report);
            },
            [&] {
              write_requests_csv(folder.path() / "requests.csv", simulation.step.inputs, simulation.result.first,
                                 scenario.simulation.replications.warm_up.any());
              write_events_csv(folder.path() / "events.csv", simulation.step.inputs, simulation.result.first);
              if (simulation.trace) write_trace_file(folder.path() / "events.trace", *simulation.trace);
              write_redrawn(folder.path(), scenario, *town, planned);
            }};
        // Where one fails the others still write and the first by number is told: the folder is thrown away then.
        core::parallel_for(threads, parts.size(), [&](std::size_t i) { parts[i](); });
        return 9 + (simulation.trace ? 1 : 0) + write_exports(folder.path(), scenario, plan, texts.provenance);
      },
      count);
  stages.run(
      "maps", files_unit, [&] { return write_maps(folder.path(), scenario, town->layers, plan, threads, progress); }, count);
  std::string assumptions;
  if (options.sensitivity != nullptr) {
    stages.run(
        "assumptions", runs_unit,
        [&] {
          const VariedRun varied = vary_assumptions(*options.sensitivity, scenario, *town, planned.plan,
                                                    simulation.result.evaluation, threads, progress);
          assumptions = assumptions_json(varied, scenario, texts.provenance);
          write_assumptions(folder.path(), varied, assumptions);
          findings.append(varied.findings);  // of these runs, not of the run: its files stay the same
          return 2 * varied.assumptions.size() + (varied.own_base ? 1 : 0);
        },
        count);
  }
  write_file(folder.path() / "timing.json", timing_json(stages.clock(), threads.value));
  carry_ledger(folder.target(), folder.path());
  progress.check();
  folder.commit();
  return {folder.target(),          stages.clock().stages(),           std::move(findings),
          std::move(texts.metrics), out_of_order(planned.plan, false), out_of_order(planned.plan, true),
          std::move(assumptions)};
}

namespace {

/// What run and plan find before they draw: today's grids, ledgers, dedicated grids, locks, numbers of grids, sectors. Throws as
/// they do.
core::Findings planning_findings(const Scenario& scenario, const Town& town, core::Threads threads, core::Progress& progress) {
  check_code_layout(scenario, town.built.territory);
  core::Findings findings =
      proposal_ground(scenario, town.layers, town.built, town.travel, town.redrawn ? &*town.redrawn : nullptr, threads, progress)
          ->findings;
  const auto shape = [&](territory::CellId cell) { return town.built.coverage.polygon(cell); };
  (void)read_sectors(scenario, town.layers.reference, town.built.territory, shape, threads, progress, findings);
  return findings;
}

}  // namespace

CheckOutcome check_scenario(const Scenario& asked, core::Threads threads, core::Progress& progress) {
  Stages stages(progress);
  const TemporaryFolder folder("check");
  const Scenario scenario = with_town(asked, folder.path(), threads, progress, stages);
  const std::unique_ptr<const Town> town = build_town(scenario, threads, progress, stages, true);
  const territory::Territory& territory = town->built.territory;
  CheckOutcome outcome;
  outcome.findings = findings_of(scenario, *town, threads);
  outcome.findings.append(staffing_findings(scenario));
  outcome.findings.append(duties_of_nobody(scenario, territory, town->layers.grids.size()));
  outcome.findings.append(unstaffed_findings(scenario, town->layers));
  outcome.findings.append(planning_findings(scenario, *town, threads, progress));
  outcome.findings.append(demand_findings(scenario, town->layers, town->built, threads, progress));
  outcome.findings.append(candidate_findings(scenario, *town, threads, progress));
  outcome.reference = town->layers.reference;
  outcome.stages = stages.clock().stages();
  outcome.areas = territory.areas.size();
  outcome.buildings = territory.buildings.size();
  outcome.unassigned = territory.unassigned.size();
  outcome.cells = territory.cells.size();
  outcome.roads = town->travel.travel.graph().edge_count();
  for (const std::int64_t households : territory.cells.households) outcome.households += households;
  for (const std::int64_t residents : territory.cells.residents) outcome.residents += residents;
  return outcome;
}

}  // namespace wangge::scenarios
