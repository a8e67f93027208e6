#include "scenarios/edits/edit_run.h"

#include "engine/planning/road_minutes.h"
#include "gis/write/plan_file.h"
#include "scenarios/edits/edit_file.h"
#include "scenarios/edits/edit_json.h"
#include "scenarios/edits/kept_plan.h"
#include "scenarios/edits/planning_ground.h"
#include "scenarios/edits/town_ground.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/run/manifest.h"
#include "scenarios/run/outgoing_layers.h"
#include "scenarios/run/run_folder.h"
#include "scenarios/run/temporary_folder.h"
#include "scenarios/steps/ledger_step.h"
#include "scenarios/steps/planning_step.h"
#include "scenarios/steps/work_measure.h"

#include <set>
#include <utility>

namespace wangge::scenarios {
namespace {

using gis::PlanFile;

/// What the scenario counts beside households, for the aims of spread.
planning::LedgerOfCell counted_ledger(const PlanningGround& ground, core::Threads threads, core::Progress& progress,
                                      core::Findings& findings) {
  const gis::TerritoryBuild& built = ground.town->built;
  const auto shape = [&](territory::CellId cell) { return built.coverage.polygon(cell); };
  return read_ledgers(ground.scenario, ground.town->layers, built.territory, shape, threads, progress, findings);
}

struct StartingPlan {
  KeptPlan kept;
  std::string source;
};

StartingPlan starting_plan(const PlanningGround& ground, const EditRequest& request, const planning::LedgerOfCell& ledger,
                           core::Progress& progress) {
  const Scenario& scenario = ground.scenario;
  if (request.plan) {
    const PlanFile file = gis::read_plan_file(*request.plan);
    KeptPlan kept = kept_plan(file, ground.town->built, planning_rules(scenario),
                              work_of_cells(scenario, ground.town->built.territory, &ledger));
    assign_staff(scenario, kept.plan);
    return {std::move(kept), request.plan->generic_string()};
  }
  const auto shape = [&](territory::CellId cell) { return ground.town->built.coverage.polygon(cell); };
  PlanBuild build = build_plan(scenario, ground.town->layers, ground.town->built.territory, shape, &ground.town->travel.travel,
                               request.threads, progress);
  const std::string source = build.given ? "today's grids" : "made by the rules";
  return {{.plan = std::move(build.plan), .life = {}, .code_history = {}, .voided = {}, .findings = std::move(build.findings)},
          source};
}

/// The code tables of the next version: what was there, and what this one changes. Dates are filled in when a plan comes into
/// force.
void keep_codes(PlanFile& file, const KeptPlan& before, const std::vector<planning::CodeChange>& changes,
                const planning::Plan& after, const planning::PlanLife& life) {
  const std::string version = std::to_string(life.version);
  file.code_history = before.code_history;
  for (const planning::CodeChange& row : changes) {
    if (row.relation == planning::CodeRelation::kept) continue;
    file.code_history.push_back({.old_code = row.old_code,
                                 .new_code = row.new_code,
                                 .relation = std::string(planning::name(row.relation)),
                                 .cells = row.cells,
                                 .households = row.households,
                                 .residents = row.residents,
                                 .voided = row.voided,
                                 .version = version,
                                 .valid_from = {}});
  }
  for (PlanFile::CodeRow& row : file.code_history) {
    if (row.valid_from.empty()) row.valid_from = life.effective_from;
  }
  file.voided_codes = before.voided;
  std::set<std::string> known;
  for (const PlanFile::VoidedCode& row : before.voided) known.insert(row.code);
  for (const std::string& code : planning::voided_codes(before.plan, after)) {
    if (!known.contains(code)) file.voided_codes.push_back({.code = code, .version = version});
  }
}

/// As plan.gpkg has it: a plan in force is an approved one with a date.
std::string status_text(const planning::PlanLife& life) {
  return std::string(
      planning::name(life.status == planning::PlanStatus::in_force ? planning::PlanStatus::approved : life.status));
}

}  // namespace

EditedPlan edit_plan(const Scenario& asked, const EditRequest& request, core::Progress& progress) {
  std::vector<std::string> inputs = asked.files;
  if (request.edits) inputs.push_back(request.edits->string());
  if (request.plan) inputs.push_back(request.plan->string());
  refuse_replacing(request.folder, inputs);
  std::optional<Node> list;
  if (request.edits) list = read_edit_list(*request.edits);
  RunFolder folder(request.folder, "edits.json");
  const TemporaryFolder scratch("edit");
  const PlanningGround ground = planning_ground(asked, scratch.path(), request.threads, progress);
  EditedPlan edited;
  core::Findings of_ledger;
  const planning::LedgerOfCell ledger = counted_ledger(ground, request.threads, progress, of_ledger);
  const StartingPlan start = starting_plan(ground, request, ledger, progress);
  const KeptPlan& before = start.kept;
  edited.folder = folder.target();
  edited.findings = before.findings;
  edited.findings.append(of_ledger);
  edited.life = before.life;
  edited.work = work_measure(ground.scenario).formula;
  planning::Plan after = before.plan;
  if (list) {
    EditFile file = edits_of(*list, ground.town->layers.reference);
    const planning::AimGround aims = {
        .travel = planning::road_minutes(ground.town->travel.travel, first_mode(ground.scenario), ground.town->built.territory),
        .today = &before.plan,
        .ledger = &ledger};
    planning::EditOutcome outcome =
        planning::apply_edits(before.plan, file.edits, edit_ground(ground.town->built, staff_of_grid(ground.scenario)), aims);
    after = std::move(outcome.plan);
    edited.answers = std::move(outcome.answers);
    edited.places = std::move(file.places);
    edited.applied = outcome.applied;
    edited.aims_before = outcome.aims_before;
    edited.aims_after = outcome.aims_after;
  }
  progress.check();
  if (!(after == before.plan)) edited.life = planning::changed(before.life);
  if (request.approve) {
    auto next = planning::promote(after, edited.life, *request.approve, request.from);
    if (auto* life = std::get_if<planning::PlanLife>(&next)) {
      edited.life = *life;
    } else {
      edited.life_refusal = std::get<planning::LifeRefusal>(std::move(next));
    }
  }

  std::vector<planning::CodeChange> changes = planning::code_changes(before.plan, after);
  PlanFile file =
      plan_file(ground, after, {std::to_string(edited.life.version), status_text(edited.life), edited.life.effective_from},
                request.threads);
  keep_codes(file, before, changes, after, edited.life);
  gis::write_plan_file(folder.path() / "plan.gpkg", file);
  write_file(folder.path() / "codes.csv", codes_csv(changes, edited.life.effective_from));
  write_file(folder.path() / "LICENCE.txt", licence_text(attributions(ground.scenario, ground.town->layers)));
  edited.json = edits_json({.scenario = ground.scenario,
                            .plan_source = start.source,
                            .same_cells = before.same_cells,
                            .before = before.plan,
                            .after = after,
                            .life_before = before.life,
                            .changes = std::move(changes)},
                           edited, request.approve);
  write_file(folder.path() / "edits.json", edited.json);
  progress.check();
  folder.commit();
  return edited;
}

}  // namespace wangge::scenarios
