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
#include "scenarios/steps/aim_step.h"
#include "scenarios/steps/ledger_step.h"
#include "scenarios/steps/lock_step.h"
#include "scenarios/steps/planning_step.h"
#include "scenarios/steps/post_ways_step.h"
#include "scenarios/steps/work_measure.h"

#include <set>
#include <string>
#include <utility>

namespace wangge::scenarios {
namespace {

using gis::PlanFile;

/// What the scenario counts beside households, for the aims of spread.
planning::LedgerOfCell counted_ledger(const PlanningGround& ground, core::Progress& progress, core::Findings& findings) {
  const gis::TerritoryBuild& built = ground.town->built;
  return read_ledgers(ground.scenario, ground.town->layers, built.territory, cell_ground(built.coverage).at, progress, findings);
}

struct StartingPlan {
  KeptPlan kept;
  std::string source;
  planning::CodedCells codes;  ///< that the table of changes starts from: of today's grids before a level was drawn anew
};

StartingPlan starting_plan(const PlanningGround& ground, const EditRequest& request, const planning::LedgerOfCell& ledger,
                           core::Progress& progress) {
  const Scenario& scenario = ground.scenario;
  if (request.plan) {
    const PlanFile file = gis::read_plan_file(*request.plan);
    const planning::WorkOfCell work = work_of_cells(scenario, ground.town->built.territory, &ledger);
    KeptPlan kept = kept_plan(file, request.plan->generic_string(), ground.town->built, planning_rules(scenario, work), work);
    assign_staff(scenario, kept.plan);
    planning::CodedCells codes = planning::coded_cells(kept.plan);
    return {std::move(kept), request.plan->generic_string(), std::move(codes)};
  }
  const CellGround cells = cell_ground(ground.town->built.coverage);
  const std::optional<RedrawnLevel>& redrawn = ground.town->redrawn;
  PlanBuild build = build_plan(scenario, ground.town->layers, ground.town->built.territory, cells, &ground.town->travel,
                               request.threads, progress, redrawn ? redrawn->ended() : EndedNames{});
  const std::string source = build.given ? "today's grids" : "made by the rules";
  planning::CodedCells codes = build.given && redrawn && redrawn->today ? *redrawn->today : planning::coded_cells(build.plan);
  return {{.plan = std::move(build.plan), .record = build.record.value_or(PlanRecord{}), .findings = std::move(build.findings)},
          source,
          std::move(codes)};
}

}  // namespace

EditedPlan edit_plan(const Scenario& asked, const EditRequest& request, core::Progress& progress) {
  std::vector<std::string> inputs;
  if (request.edits) inputs.push_back(request.edits->string());
  if (request.plan) inputs.push_back(request.plan->string());
  refuse_replacing_inputs(request.folder, asked, inputs);
  std::optional<Node> list;
  if (request.edits) list = read_edit_list(*request.edits);
  RunFolder folder(request.folder, "edits.json");
  const TemporaryFolder scratch("edit");
  const PlanningGround ground = planning_ground(asked, scratch.path(), request.threads, progress);
  EditedPlan edited;
  core::Findings of_ledger;
  const planning::LedgerOfCell ledger = counted_ledger(ground, progress, of_ledger);
  StartingPlan start = starting_plan(ground, request, ledger, progress);
  excuse_locked(ground.scenario, ground.town->layers, cell_ground(ground.town->built.coverage), start.kept.plan, request.threads,
                progress);
  const KeptPlan& before = start.kept;
  edited.folder = folder.target();
  edited.findings = before.findings;
  edited.findings.append(of_ledger);
  edited.life = before.record.life;
  edited.work = work_measure(ground.scenario).formula;
  const auto posts =
      post_ways(ground.scenario, ground.town->layers, ground.town->travel, ground.town->built.territory, request.threads);
  planning::Plan after = before.plan;
  if (list) {
    EditFile file = edits_of(*list, ground.town->layers.reference);
    const planning::AimGround aims = {
        .travel = planning::road_minutes(ground.town->travel.travel, first_mode(ground.scenario), ground.town->built.territory),
        .today = &before.plan,
        .ledger = &ledger,
        .posts = posts.get()};
    planning::EditGround rules = edit_ground(ground.town->built, staffing(ground.scenario).usual);
    rules.locked = ground.scenario.planning.locked;
    planning::EditOutcome outcome = planning::apply_edits(before.plan, file.edits, rules, aims);
    after = std::move(outcome.plan);
    edited.answers = std::move(outcome.answers);
    edited.places = std::move(file.places);
    edited.applied = outcome.applied;
    edited.without_effect = outcome.without_effect;
    edited.aims_before = outcome.aims_before;
    edited.aims_after = outcome.aims_after;
  }
  progress.check();
  if (before.changed || !(after == before.plan)) edited.life = planning::changed(before.record.life);
  if (request.approve) {
    auto next = planning::promote(after, edited.life, *request.approve, request.from);
    if (auto* life = std::get_if<planning::PlanLife>(&next)) {
      edited.life = *life;
    } else {
      edited.life_refusal = std::get<planning::LifeRefusal>(std::move(next));
    }
  }

  std::vector<planning::CodeChange> changes = planning::code_changes(start.codes, after);
  std::set<std::string> voided = planning::voided_codes(start.codes, after);
  PlanFile file = plan_file(ground, after, next_record(before.record, edited.life, changes, voided), request.threads);
  file.aims = aim_rows(aims_of(ground.scenario, after, ground.town->travel.travel, ledger, posts.get()));
  gis::write_plan_file(folder.path() / "plan.gpkg", file);
  write_file(folder.path() / "codes.csv", codes_csv(changes, edited.life.effective_from));
  write_file(folder.path() / "LICENCE.txt", licence_text({attributions(ground.scenario, ground.town->layers),
                                                          is_synthetic(ground.scenario, ground.town->layers)}));
  edited.json = edits_json({.scenario = ground.scenario,
                            .plan_source = start.source,
                            .same_cells = before.same_cells,
                            .changed_by_reading = before.changed,
                            .before = before.plan,
                            .after = after,
                            .life_before = before.record.life,
                            .changes = std::move(changes),
                            .voided = std::move(voided)},
                           edited, request.approve);
  write_file(folder.path() / "edits.json", edited.json);
  progress.check();
  folder.commit();
  return edited;
}

}  // namespace wangge::scenarios
