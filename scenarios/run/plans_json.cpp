#include "scenarios/run/plans_json.h"

#include "engine/planning/aims/aim.h"
#include "scenarios/run/ensemble_json.h"
#include "scenarios/run/figures_json.h"
#include "scenarios/run/manifest.h"
#include "scenarios/run/version.h"
#include "scenarios/steps/planning_step.h"
#include "scenarios/steps/work_measure.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace wangge::scenarios {
namespace {

using nlohmann::json;
using planning::AimFigure;
using planning::AimValues;
using planning::ProposedPlan;

json aims_json(const planning::Aims& weights, const AimValues& present) {
  json aims = json::array();
  for (const AimFigure figure : planning::aim_figures()) {
    if (!present[figure]) continue;
    const planning::AimFigureSpec& spec = planning::aim_figure(figure);
    aims.push_back({{"key", spec.key},
                    {"aim", spec.aim},
                    {"name", text_json(spec.name)},
                    {"unit", text_json(spec.unit)},
                    {"formula", text_json(spec.formula)},
                    {"digits", spec.digits},
                    {"more_is_better", spec.more_is_better},
                    {"weight", rounded(planning::aim_weight(figure, weights, present))}});
  }
  return aims;
}

json values_json(const AimValues& values) {
  json object = json::object();
  for (const AimFigure figure : planning::aim_figures())
    put(object, std::string(planning::aim_figure(figure).key).c_str(), values[figure]);
  return object;
}

/// How far a figure is above its bound, as a share of the bound; nothing where the bound is zero and the figure is not.
std::optional<double> gap(double value, double bound) {
  if (value <= bound) return 0.0;
  if (!(bound > 0)) return std::nullopt;
  return value / bound - 1;
}

/// From this gap on a border's bound gets a sentence of explanation.
constexpr double wide_gap = 1;
/// A deviation is explained by its bound where that is as near as this.
constexpr double near_bound = 0.01;

core::Text deviation_reason(const planning::ParentReport& parent) {
  const planning::Evenness& even = parent.evenness;
  const double open = parent.deviation_max - even.bound;
  const core::Text why = even.key.empty() ? core::Text{.zh = "没有得到下界", .en = "no bound was found"} : even.text;
  if (open <= near_bound) return why;
  return {.zh = fmt::format("{}；仍有 {:.1f} 个百分点未得证明：搜索没有找到更均匀的分法", why.zh, 100 * open),
          .en = fmt::format("{}; {:.1f} points more are not proven: the search found nothing more even", why.en, 100 * open)};
}

json parent_json(const planning::ParentReport& parent, const territory::Territory& territory) {
  json reasons = json::array();
  for (const planning::ParentReason& reason : parent.reasons)
    reasons.push_back({{"key", reason.key}, {"proven", reason.proven}, {"text", text_json(reason.text)}});
  json object = {{"code", territory.areas.code[parent.area]},
                 {"name", territory.areas.name[parent.area]},
                 {"grids", parent.grids},
                 {"households", parent.households},
                 {"border_m", rounded(parent.border)},
                 {"border_bound_m", rounded(parent.border_bound)},
                 {"deviation_max", rounded(parent.deviation_max)},
                 {"deviation_bound", rounded(parent.evenness.bound)},
                 {"invalid", parent.invalid},
                 {"reasons", reasons}};
  const std::optional<double> border_gap = gap(parent.border, parent.border_bound);
  put(object, "border_gap", border_gap);
  put(object, "deviation_gap", gap(parent.deviation_max, parent.evenness.bound));
  object["bounds_for"] = planning::name(parent.bound_scope);
  object["border_bound_by"] = planning::name(parent.border_bound_by);
  if (parent.grids > 1 && (!border_gap || *border_gap > wide_gap))
    object["border_note"] = text_json(planning::border_bound_text(parent.border_bound_by));
  if (!parent.evenness.key.empty()) object["deviation_bound_by"] = parent.evenness.key;
  if (parent.unfair) object["deviation_reason"] = text_json(deviation_reason(parent));
  for (const core::Text& text : parent.loosened) object["loosened"].push_back(text_json(text));
  return object;
}

json violations_json(const planning::Plan& plan) {
  json list = json::array();
  std::vector<planning::GridId> grids = plan.grids();
  std::sort(grids.begin(), grids.end(), [&](auto a, auto b) { return plan.code(a) < plan.code(b); });
  for (const planning::GridId grid : grids) {
    for (const planning::RuleBreak& each : plan.verdict(grid).broken) {
      list.push_back({{"grid", plan.code(grid)},
                      {"rule", each.rule},
                      {"households", plan.tally(grid).households},
                      {"excused", each.excused},
                      {"reason", text_json(each.reason)}});
    }
  }
  return list;
}

/// Figures in which the plan is better or worse than the reference; the change itself is no comparison.
json compared(const AimValues& plan, const AimValues& reference, int wanted) {
  json keys = json::array();
  for (const AimFigure figure : planning::aim_figures()) {
    if (figure == AimFigure::change || !plan[figure] || !reference[figure]) continue;
    if (planning::compare_figure(figure, *plan[figure], *reference[figure]) == wanted)
      keys.push_back(planning::aim_figure(figure).key);
  }
  return keys;
}

/// Nothing where the plan has none.
json dedicated_json(const planning::Plan& plan) {
  json list = json::array();
  for (const planning::GridId grid : plan.grids()) {
    if (plan.kind(grid) != planning::GridKind::dedicated) continue;
    const planning::GridTally tally = plan.tally(grid);
    list.push_back({{"grid", plan.code(grid)},
                    {"name", plan.name(grid)},
                    {"parent", plan.territory().areas.code[plan.parent(grid)]},
                    {"households", tally.households},
                    {"residents", tally.residents},
                    {"buildings", tally.buildings},
                    {"cells", tally.cells},
                    {"area_m2", rounded(tally.area.value)}});
  }
  return list;
}

json plan_json(const ProposedPlan& plan, const territory::Territory& territory) {
  json parents = json::array();
  for (const planning::ParentReport& parent : plan.parents) parents.push_back(parent_json(parent, territory));
  json object = {{"profile", plan.profile},
                 {"profile_name", text_json(plan.profile_name)},
                 {"score", rounded(plan.score)},
                 {"valid", plan.valid()},
                 {"grids", plan.plan.grids().size()},
                 {"invalid", plan.invalid},
                 {"unexcused", plan.unexcused},
                 {"excused", plan.invalid - plan.unexcused},
                 {"changes_too_much", plan.changes_too_much},
                 {"aims", values_json(plan.aims.values)},
                 {"parents", parents},
                 {"violations", violations_json(plan.plan)}};
  if (json dedicated = dedicated_json(plan.plan); !dedicated.empty()) object["dedicated"] = std::move(dedicated);
  return object;
}

json planning_json(const Scenario& scenario) {
  const PlanningSpec& spec = scenario.planning;
  const WorkMeasure work = work_measure(scenario);
  json object = {{"plans", spec.plans},
                 {"households_min", spec.households_min},
                 {"households_max", spec.households_max},
                 {"source", spec.size_source},
                 {"effort", spec.effort},
                 {"distinct", rounded(spec.distinct)},
                 {"work", {{"unit", text_json(work.unit)}, {"formula", text_json(work.formula)}}},
                 {"weights",
                  {{"work", spec.weight_work},
                   {"compact", spec.weight_compact},
                   {"barriers", spec.weight_barriers},
                   {"compounds", spec.weight_compounds},
                   {"travel", spec.weight_travel},
                   {"change", spec.weight_change},
                   {"spread", spec.weight_spread}}}};
  if (!spec.locked.empty()) object["locked"] = spec.locked;
  if (!spec.locked_borders.empty()) object["locked_borders"] = spec.locked_borders;
  if (!spec.forbidden_borders.empty()) object["forbidden_borders"] = spec.forbidden_borders;
  if (!spec.keep_whole.empty()) object["keep_whole"] = spec.keep_whole;
  if (spec.change_at_most && spec.change_at_most->share) object["change_at_most_share"] = rounded(*spec.change_at_most->share);
  if (spec.change_at_most && spec.change_at_most->households) object["change_at_most"] = *spec.change_at_most->households;
  return object;
}

json findings_list(const core::Findings& findings) {
  json list = json::array();
  for (const core::Findings::Group& group : findings.groups()) {
    list.push_back({{"rule", group.rule},
                    {"severity", name(group.severity)},
                    {"count", group.count},
                    {"example", text_json(findings.all()[group.first].message)}});
  }
  return list;
}

/// A path as seen from the scenario's own folder, so that the same scenario gives the same file wherever it lies.
std::string from_scenario(const Scenario& scenario, const std::string& path) {
  namespace fs = std::filesystem;
  if (scenario.synth && path == made_town_file) return path;
  const fs::path home = fs::absolute(scenario.path).parent_path().lexically_normal();
  const fs::path seen = fs::absolute(path).lexically_normal().lexically_relative(home);
  return seen.empty() ? path : seen.generic_string();
}

}  // namespace

std::string plans_json(const PlansSource& source) {
  const planning::Proposal& proposal = source.build.proposal;
  const Scenario& scenario = source.scenario;
  planning::Aims weights = planning_rules(scenario).aims;
  const AimValues& present = proposal.plans.empty() ? proposal.reference.aims.values : proposal.plans.front().aims.values;
  json plans = json::array();
  for (std::size_t i = 0; i < proposal.plans.size(); ++i) {
    json plan = plan_json(proposal.plans[i], source.territory);
    plan["rank"] = i + 1;
    plan["file"] = fmt::format("plan-{}.gpkg", i + 1);
    plan["better"] = compared(proposal.plans[i].aims.values, proposal.reference.aims.values, 1);
    plan["worse"] = compared(proposal.plans[i].aims.values, proposal.reference.aims.values, -1);
    plans.push_back(std::move(plan));
  }
  json reference = plan_json(proposal.reference, source.territory);
  reference["kind"] = proposal.reference_is_today ? "today" : "run";
  json search = {{"work_units", proposal.proposals},
                 {"candidates", proposal.candidates},
                 {"stopped_by", proposal.stopped ? "time limit" : "budget"}};
  if (source.build.seconds_allowed > 0) search["time_limit_seconds"] = rounded(source.build.seconds_allowed);
  json body = {{"schema", 1},
               {"wangge", {{"version", version()}}},
               {"scenario",
                {{"name", scenario.name},
                 {"title", text_json(scenario.title)},
                 {"date", scenario.date},
                 {"hash", scenario_hash(scenario)},
                 {"file", std::filesystem::path(scenario.path).filename().generic_string()},
                 {"overrides", scenario.overrides}}},
               {"synthetic", scenario.synthetic},
               {"seed", scenario.seed.value},
               {"attribution", source.attribution},
               {"planning", planning_json(scenario)},
               {"aims", aims_json(weights, present)},
               {"reference", reference},
               {"plans", plans},
               {"search", search},
               {"findings", findings_list(source.findings)}};
  if (source.redrawn) body["repartition"] = repartition_figures(*source.redrawn);
  if (source.ensemble) body["ensemble"] = ensemble_json(*source.ensemble, scenario, source.territory);
  body["inputs"] = json::array();
  for (const InputFile& input : source.inputs)
    body["inputs"].push_back({{"path", from_scenario(scenario, input.path)}, {"sha256", input.sha256}});
  return body.dump(1) + "\n";
}

}  // namespace wangge::scenarios
