#include "scenarios/site/site_folder.h"

#include "engine/core/error.h"
#include "gis/read/file_hash.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/run/manifest.h"
#include "scenarios/run/outgoing_layers.h"
#include "scenarios/run/run_folder.h"
#include "scenarios/run/temporary_folder.h"
#include "scenarios/run/town_stages.h"
#include "scenarios/site/site_json.h"
#include "scenarios/site/site_layers.h"
#include "scenarios/site/site_report.h"
#include "scenarios/site/site_result.h"
#include "scenarios/site/staff_check.h"
#include "scenarios/site/todays_posts.h"
#include "scenarios/steps/layer_specs.h"
#include "scenarios/steps/plan_rows.h"
#include "scenarios/steps/planning_step.h"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <utility>

namespace wangge::scenarios {
namespace {

const core::Text grids_unit = {.zh = "个网格", .en = "grids"};
const core::Text candidates_unit = {.zh = "个候选点", .en = "candidates"};
const core::Text sites_unit = {.zh = "个点", .en = "sites"};
const core::Text homes_unit = {.zh = "处住处", .en = "homes"};
const core::Text files_unit = {.zh = "个文件", .en = "files"};

void check_section(const Scenario& scenario) {
  if (scenario.siting) return;
  throw core::Error(
      core::ErrorCode::usage,
      {.zh = fmt::format("{}：没有 [siting] 一节；例如写：[siting] problem = \"p-median\" number = 5，或用 --set "
                         "siting.problem=p-median --set siting.number=5；各键见 wangge explain siting.problem",
                         scenario.path),
       .en = fmt::format("{}: there is no section [siting]; write for example [siting] problem = \"p-median\" number = 5, or "
                         "give --set siting.problem=p-median --set siting.number=5; see wangge explain siting.problem",
                         scenario.path)});
}

/// What candidates, groups and organisations are read from.
void add_inputs(const Scenario& scenario, std::vector<InputFile>& inputs) {
  const auto add = [&](const LayerRef& source) {
    const std::string path = path_from_here(scenario, source.path);
    for (const InputFile& input : inputs) {
      if (input.path == path) return;
    }
    inputs.push_back({path, gis::sha256_of_file(source_of(scenario, source).file)});
  };
  if (scenario.siting->candidates.source) add(*scenario.siting->candidates.source);
  for (const GroupSpec& group : scenario.groups) {
    if (group.source) add(*group.source);
  }
  for (const LedgerSpec& ledger : scenario.ledgers) {
    if (ledger.kind == "in_need") add(ledger.source);
  }
  if (scenario.pairing) add(scenario.pairing->source);
}

std::vector<ServingPost> serving(const CandidateList& candidates, const SiteChoice& choice) {
  std::vector<ServingPost> posts;
  for (const ChosenSite& site : choice.sites) {
    const SiteOption& option = candidates.all[site.option];
    posts.push_back({option.name, option.position, option.access, option.floor});
  }
  return posts;
}

/// Workers a grid needs: they go to people, in their own mode, whatever the sites are for. Those who set out from the chosen
/// sites are checked by simulation, where asked for; else those of today's posts.
void staff(SiteResult& result, const planning::Plan& plan, const TravelBuild& ways, const TodaysPosts& today,
           core::Threads threads, core::Progress& progress) {
  if (result.scenario.responders.empty() || result.scenario.requests.empty()) return;
  const network::Travel& travel = ways.travel;
  const ResponderSpec& worker = result.scenario.responders.front();
  Scenario duty = result.scenario;
  duty.siting->mode = worker.mode;
  duty.siting->to_site = false;
  DoorList homes = result.doors;
  for (Door& door : homes.doors) {
    door.access = door.building.valid() ? travel.access(worker.mode, door.building) : travel.access(worker.mode, door.position);
  }
  const auto staffed = [&](std::vector<ServingPost> posts, bool check) {
    const PostService service = serve(duty, travel, homes, std::move(posts), nullptr, threads);
    std::optional<StaffPlan> plan_of_staff = staff_grids(duty, plan, homes, service);
    if (!plan_of_staff || !check || duty.siting->staff_replications == 0) return plan_of_staff;
    CheckedStaff checked = checked_staff(std::move(*plan_of_staff), duty, plan, homes, service, ways, threads, progress);
    result.findings.append(checked.findings);
    return std::optional(std::move(checked.staff));
  };
  const bool from_sites = worker.post == result.scenario.siting->kind;
  if (!today.of_workers.empty()) result.staff_before = staffed(serving_posts(today.of_workers, worker.mode), !from_sites);
  if (!from_sites) return;
  std::vector<ServingPost> chosen = result.after.posts;
  for (ServingPost& post : chosen) post.access = travel.access(worker.mode, post.position);
  result.staff_after = staffed(std::move(chosen), true);
}

}  // namespace

SiteOutcome site_scenario(const Scenario& asked, const RunOptions& options, core::Progress& progress) {
  check_section(asked);
  const core::Threads threads = options.threads;
  refuse_replacing_inputs(options.folder, asked);
  RunFolder folder(options.folder, "site.json");
  const TemporaryFolder made("site");
  Stages stages(progress);
  Scenario scenario = with_town(asked, made.path(), threads, progress, stages);
  const std::unique_ptr<const Town> town = build_town(scenario, threads, progress, stages);
  scenario.synthetic = is_synthetic(scenario, town->layers);
  const territory::Territory& territory = town->built.territory;
  const network::Travel& travel = town->travel.travel;
  const PlanBuild planned = stages.run(
      "plan", grids_unit,
      [&] {
        return build_plan(scenario, town->layers, territory, cell_ground(town->built.coverage), &town->travel, threads, progress);
      },
      [](const PlanBuild& plan) { return plan.plan.grids().size(); });

  std::optional<CellFinder> cells;
  DoorList doors;
  TodaysPosts today;
  const CandidateList candidates = stages.run(
      "candidates", candidates_unit,
      [&] {
        cells.emplace(town->built);
        today = todays_posts(scenario, town->layers, town->travel, planned, threads);
        doors = list_doors(scenario, town->layers, town->built, *cells, travel, threads, progress);
        return list_candidates({scenario, town->layers, town->built, *cells, town->travel, today.posts}, threads, progress);
      },
      [](const CandidateList& list) { return list.all.size(); });
  const SiteChoice choice = stages.run(
      "site", sites_unit, [&] { return choose_sites(scenario, territory, travel, candidates, doors, threads, progress); },
      [](const SiteChoice& chosen) { return chosen.sites.size(); });

  SiteResult result{.scenario = scenario,
                    .territory = territory,
                    .candidates = candidates,
                    .doors = doors,
                    .choice = choice,
                    .before = std::nullopt,
                    .before_real = today.real,
                    .before_words = today.placed,
                    .after = {},
                    .staff_before = std::nullopt,
                    .staff_after = std::nullopt,
                    .pairing = std::nullopt,
                    .findings = findings_of(scenario, *town, threads),
                    .attribution = attributions(scenario, town->layers),
                    .inputs = {}};
  result.findings.append(planned.findings);
  result.findings.append(today.findings);
  result.findings.append(doors.findings);
  result.findings.append(candidates.findings);
  stages.run(
      "evaluate", homes_unit,
      [&] {
        result.after = serve(scenario, travel, doors, serving(candidates, choice), &choice.assigned, threads);
        if (!today.posts.empty())
          result.before = serve(scenario, travel, doors, serving_posts(today.posts, scenario.siting->mode), nullptr, threads);
        staff(result, planned.plan, town->travel, today, threads, progress);
        if (scenario.pairing) {
          result.pairing = pair_with_grids(scenario, town->layers, planned.plan, travel, doors, threads, progress);
          result.findings.append(result.pairing->findings);
        }
        return doors.doors.size();
      },
      [](std::size_t homes) { return homes; });

  std::string text;
  stages.run(
      "write", files_unit,
      [&] {
        for (const gis::Source& source : town->layers.sources)
          result.inputs.push_back({path_from_here(scenario, source.path), source.sha256});
        add_inputs(scenario, result.inputs);
        text = site_json(result);
        write_file(folder.path() / "site.json", text);
        write_file(folder.path() / "LICENCE.txt",
                   licence_text({attributions(scenario, town->layers), is_synthetic(scenario, town->layers)}));
        write_site_layers(folder.path() / "sites.gpkg", result, town->layers.reference);
        progress.check();
        const siting::Posts posts = chosen_posts(result, travel);
        gis::PlanFile plan = plan_rows({town->layers,
                                        town->built,
                                        planned.plan,
                                        posts,
                                        chosen_coverage(result, travel, posts, threads),
                                        chosen_circles(result, town->layers, town->built, travel, posts, threads),
                                        {},
                                        planned.record.value_or(PlanRecord{}),
                                        is_synthetic(scenario, town->layers)},
                                       threads);
        gis::write_plan_file(folder.path() / "plan.gpkg", plan);
        progress.check();
        write_file(folder.path() / "report.html", site_html(today.on_map(std::move(plan)), text, options.language));
        return std::size_t{6};
      },
      [](std::size_t files) { return files; });
  write_file(folder.path() / "timing.json", timing_json(stages.clock(), threads.value));
  progress.check();
  folder.commit();
  return {folder.target(), stages.clock().stages(), std::move(result.findings), text};
}

}  // namespace wangge::scenarios
