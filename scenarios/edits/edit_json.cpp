#include "scenarios/edits/edit_json.h"

#include "engine/evaluation/plan_measures.h"
#include "engine/territory/territory.h"
#include "scenarios/run/figures_json.h"
#include "scenarios/run/manifest.h"
#include "scenarios/run/version.h"
#include "scenarios/steps/work_measure.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using nlohmann::json;

json grid_json(const planning::GridFigures& grid) {
  json object = {{"code", grid.code},
                 {"name", grid.name},
                 {"households", grid.tally.households},
                 {"residents", grid.tally.residents},
                 {"buildings", grid.tally.buildings},
                 {"cells", grid.tally.cells},
                 {"area_m2", rounded(grid.tally.area.value)},
                 {"work", rounded(grid.tally.work)},
                 {"compactness", rounded(grid.compactness)},
                 {"valid", grid.verdict.valid},
                 {"connected", grid.verdict.connected},
                 {"sized", grid.verdict.sized},
                 {"staffed", grid.verdict.staffed}};
  if (!grid.verdict.reason.en.empty()) object["reason"] = text_json(grid.verdict.reason);
  return object;
}

json grids_json(const std::vector<planning::GridFigures>& grids) {
  json list = json::array();
  for (const planning::GridFigures& grid : grids) list.push_back(grid_json(grid));
  return list;
}

json refusal_json(const planning::EditAnswer& answer, const planning::Plan& plan) {
  const planning::Refusal& refusal = *answer.refusal;
  json object = {{"rule", refusal.rule}, {"reason", text_json(refusal.reason)}};
  const territory::Territory& land = plan.territory();
  if (!answer.refused_grid.empty()) object["grid"] = answer.refused_grid;
  if (refusal.cell && refusal.cell->valid() && refusal.cell->value() < land.cells.size()) {
    const core::Position place = land.cells.centroid[*refusal.cell];
    object["cell"] = refusal.cell->value();
    object["place"] = {rounded(place.x), rounded(place.y)};
    object["area"] = land.areas.code[land.cells.parent[*refusal.cell]];
  } else if (answer.refused_place) {
    object["place"] = {rounded(answer.refused_place->x), rounded(answer.refused_place->y)};
    object["area"] = answer.refused_area;
  }
  return object;
}

json figures_json(const planning::Plan& plan) {
  const evaluation::PlanMeasures found = evaluation::measure_plan(plan);
  json border = json::object();
  for (std::size_t i = 0; i < found.border.size(); ++i) {
    border[std::string(territory::name(static_cast<territory::BarrierClass>(i)))] = rounded(found.border[i].value);
  }
  return {{"grids", found.grids},
          {"valid", found.valid},
          {"invalid", found.invalid},
          {"excused", found.excused},
          {"households",
           {{"min", found.households.min}, {"median", rounded(found.households.median)}, {"max", found.households.max}}},
          {"balance",
           {{"deviation_median", rounded(found.balance.deviation_median)},
            {"deviation_max", rounded(found.balance.deviation_max)},
            {"gini", rounded(found.balance.gini)}}},
          {"compactness", {{"mean", rounded(found.compactness.mean)}, {"min", rounded(found.compactness.min)}}},
          {"border_m", border}};
}

json aim_values_json(const planning::AimValues& values) {
  json object = json::object();
  for (const planning::AimFigure figure : planning::aim_figures()) {
    if (values[figure]) object[std::string(planning::aim_figure(figure).key)] = rounded(*values[figure]);
  }
  return object;
}

/// Name, unit and formula of every aim that the plan has, with both values.
json aims_json(const planning::AimValues& before, const planning::AimValues& after) {
  json list = json::array();
  for (const planning::AimFigure figure : planning::aim_figures()) {
    if (!before[figure] && !after[figure]) continue;
    const planning::AimFigureSpec& spec = planning::aim_figure(figure);
    json aim = {{"key", spec.key},
                {"name", text_json(spec.name)},
                {"unit", text_json(spec.unit)},
                {"formula", text_json(spec.formula)},
                {"digits", spec.digits},
                {"more_is_better", spec.more_is_better}};
    if (before[figure]) aim["before"] = rounded(*before[figure]);
    if (after[figure]) aim["after"] = rounded(*after[figure]);
    list.push_back(std::move(aim));
  }
  return list;
}

json life_json(const planning::PlanLife& life) {
  json object = {{"version", life.version}, {"status", planning::name(life.status)}};
  if (!life.effective_from.empty()) object["effective_from"] = life.effective_from;
  return object;
}

json approval_json(planning::PlanStatus asked, const EditedPlan& edited) {
  json object = {{"asked", planning::name(asked)}, {"granted", !edited.life_refusal.has_value()}};
  if (!edited.life_refusal) return object;
  object["reason"] = text_json(edited.life_refusal->reason);
  json obstacles = json::array();
  for (const planning::Obstacle& obstacle : edited.life_refusal->obstacles) {
    obstacles.push_back({{"grid", obstacle.grid}, {"rule", obstacle.rule}, {"reason", text_json(obstacle.reason)}});
  }
  object["obstacles"] = obstacles;
  return object;
}

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char letter : text) quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return quoted + "\"";
}

}  // namespace

std::string edits_json(const EditFacts& facts, const EditedPlan& edited, const std::optional<planning::PlanStatus>& asked) {
  json edits = json::array();
  for (std::size_t i = 0; i < edited.answers.size(); ++i) {
    const planning::EditAnswer& answer = edited.answers[i];
    json object = {{"number", i + 1},
                   {"do", answer.what},
                   {"written_at", edited.places[i]},
                   {"applied", !answer.refusal.has_value() && !answer.without_effect}};
    if (answer.without_effect) {
      object["without_effect"] = true;
    } else if (answer.refusal) {
      object["refusal"] = refusal_json(answer, facts.after);
    } else {
      if (!answer.steps.empty()) object[answer.what == "undo" ? "takes_back" : "does_again"] = answer.steps;
      object["grids_before"] = grids_json(answer.before);
      object["grids_after"] = grids_json(answer.after);
      if (answer.aims) object["aims_after"] = aim_values_json(*answer.aims);
    }
    edits.push_back(object);
  }
  const WorkMeasure work = work_measure(facts.scenario);
  json body = {{"wangge", {{"version", version()}}},
               {"scenario", {{"name", facts.scenario.name}, {"hash", scenario_hash(facts.scenario)}}},
               {"synthetic", facts.scenario.synthetic},
               {"plan",
                {{"source", facts.plan_source},
                 {"same_cells", facts.same_cells},
                 {"changed_by_reading", facts.changed_by_reading},
                 {"before", life_json(facts.life_before)},
                 {"after", life_json(edited.life)}}},
               {"edits", edits},
               {"applied", edited.applied},
               {"without_effect", edited.without_effect},
               {"refused", edited.refused()},
               {"figures", {{"before", figures_json(facts.before)}, {"after", figures_json(facts.after)}}},
               {"work", {{"unit", text_json(work.unit)}, {"formula", text_json(work.formula)}}},
               {"voided_codes", facts.voided}};
  if (edited.aims_before && edited.aims_after) body["aims"] = aims_json(*edited.aims_before, *edited.aims_after);
  if (asked) body["approval"] = approval_json(*asked, edited);
  return body.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string codes_csv(const std::vector<planning::CodeChange>& changes, const std::string& valid_from) {
  std::string text = "old_code,new_code,relation,voided,cells,households,residents,valid_from\n";
  for (const planning::CodeChange& row : changes) {
    text += fmt::format("{},{},{},{},{},{},{},{}\n", csv_field(row.old_code), csv_field(row.new_code),
                        planning::name(row.relation), row.voided ? 1 : 0, row.cells, row.households, row.residents, valid_from);
  }
  return text;
}

}  // namespace wangge::scenarios
