#include "scenarios/run/plans_folder.h"

#include "scenarios/report/ensemble_report.h"
#include "scenarios/report/plans_report.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/run/ensemble_json.h"
#include "scenarios/run/manifest.h"
#include "scenarios/run/metrics_json.h"
#include "scenarios/run/outgoing_layers.h"
#include "scenarios/run/plans_json.h"
#include "scenarios/run/run_folder.h"
#include "scenarios/run/temporary_folder.h"
#include "scenarios/run/town_stages.h"
#include "scenarios/steps/aim_step.h"
#include "scenarios/steps/plan_rows.h"
#include "scenarios/steps/planning_step.h"
#include "scenarios/steps/proposal_step.h"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <utility>

namespace wangge::scenarios {
namespace {

const core::Text plans_unit = {.zh = "个方案", .en = "plans"};
const core::Text files_unit = {.zh = "个文件", .en = "files"};

/// Every drawn plan's figures, and the figure of the report on sheets of its own.
std::size_t write_ensemble(const std::filesystem::path& folder, const planning::PlanEnsemble& ensemble, const std::string& text) {
  write_file(folder / "ensemble.csv", ensemble_csv(ensemble));
  if (ensemble.aims.empty()) return 1;
  write_file(folder / "ensemble-zh.pdf", ensemble_sheet(text, core::Language::zh));
  write_file(folder / "ensemble-en.pdf", ensemble_sheet(text, core::Language::en));
  return 3;
}

gis::PlanFile rows_of(const Scenario& scenario, const Town& town, const planning::ProposedPlan& proposed, PlanRecord record,
                      core::Threads threads) {
  const planning::Plan& plan = proposed.plan;
  const Siting siting = site(scenario, town, plan, threads);
  gis::PlanFile rows = plan_rows({town.layers, town.built, plan, siting.placed.posts, siting.coverage, siting.circles.rows,
                                  siting.circles.change_rows, std::move(record), is_synthetic(scenario, town.layers)},
                                 threads);
  rows.aims = aim_rows(proposed.aims.values);
  return rows;
}

}  // namespace

PlansOutcome propose_scenario(const Scenario& asked, const RunOptions& options, core::Progress& progress) {
  const core::Threads threads = options.threads;
  refuse_replacing_inputs(options.folder, asked);
  RunFolder folder(options.folder, "plans.json");
  const TemporaryFolder made("plan");
  Stages stages(progress);
  Scenario scenario = with_town(asked, made.path(), threads, progress, stages);
  const std::unique_ptr<const Town> town = build_town(scenario, threads, progress, stages);
  scenario.synthetic = is_synthetic(scenario, town->layers);
  core::Findings findings = findings_of(scenario, *town, threads);

  const RedrawnLevel* redrawn = town->redrawn ? &*town->redrawn : nullptr;
  std::unique_ptr<const ProposalGround> ground;
  const ProposalBuild build = stages.run(
      "propose", plans_unit,
      [&] {
        ground = proposal_ground(scenario, town->layers, town->built, town->travel, redrawn, threads, progress);
        return propose(scenario, town->built.territory, *ground, threads, progress);
      },
      [](const ProposalBuild& proposed) { return proposed.proposal.plans.size(); });
  findings.append(ground->findings);
  if (!build.proposal.plans.empty()) findings.append(code_findings(build.proposal.plans.front().plan));
  findings.append(undrawn_in_plan(scenario));
  std::optional<planning::PlanEnsemble> ensemble;
  if (scenario.ensemble) {
    ensemble = stages.run(
        "ensemble", plans_unit,
        [&] { return draw_ensemble(scenario, town->built.territory, *ground, build.proposal, threads, progress); },
        [](const auto& drawn) { return std::size_t{drawn->chains} * drawn->plans_a_chain; });
  }

  std::vector<gis::PlanFile> plans;
  gis::PlanFile reference;
  const std::string text = stages.run(
      "evaluate", plans_unit,
      [&] {
        for (const planning::ProposedPlan& plan : build.proposal.plans) {
          progress.check();
          plans.push_back(rows_of(scenario, *town, plan, proposed_record(*ground, redrawn, plan.plan), threads));
        }
        reference = rows_of(scenario, *town, build.proposal.reference, {}, threads);
        std::vector<InputFile> inputs;
        for (const gis::Source& source : town->layers.sources)
          inputs.push_back({path_from_here(scenario, source.path), source.sha256});
        return plans_json({scenario, town->built.territory, build, ensemble, town->redrawn, findings,
                           attributions(scenario, town->layers), std::move(inputs)});
      },
      [&](const std::string& /*text*/) { return plans.size(); });

  stages.run(
      "write", files_unit,
      [&] {
        write_file(folder.path() / "plans.json", text);
        write_file(folder.path() / "LICENCE.txt", licence_text({attributions(scenario, town->layers), scenario.synthetic}));
        for (std::size_t i = 0; i < plans.size(); ++i) {
          progress.check();
          gis::write_plan_file(folder.path() / fmt::format("plan-{}.gpkg", i + 1), plans[i]);
        }
        write_file(folder.path() / "report.html", plans_html(plans, reference, text, options.language));
        return 4 + plans.size() + (ensemble ? write_ensemble(folder.path(), *ensemble, text) : 0);
      },
      [](std::size_t files) { return files; });
  write_file(folder.path() / "timing.json", timing_json(stages.clock(), threads.value));
  progress.check();
  folder.commit();
  return {folder.target(), stages.clock().stages(), std::move(findings), text};
}

}  // namespace wangge::scenarios
