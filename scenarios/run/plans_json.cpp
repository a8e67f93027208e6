#include "scenarios/run/plans_json.h"

#include "engine/planning/aims/aim.h"
#include "engine/planning/aims/grid_match.h"
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

/// What of a deviation its bound does not explain: the price of the plan's direction where another plan is more even, else open.
/// `limited`: a limit of change goes before even work.
core::Text open_words(const planning::ParentReport& parent, const core::Text& direction, bool limited) {
  const double open = parent.deviation_max - parent.evenness.bound;
  if (!parent.more_even && limited) {
    return {
        .zh = fmt::format("其余 {:.1f} 个百分点：更换网格的上限（planning.change_at_most）先于均匀，在上限内没有找到更均匀的分法",
                          100 * open),
        .en = fmt::format("the other {:.1f} points: the limit of change (planning.change_at_most) goes before even work, and "
                          "nothing more even was found that keeps nearer to it",
                          100 * open)};
  }
  if (!parent.more_even) {
    return {.zh = fmt::format("其余 {:.1f} 个百分点未得证明：搜索没有找到更均匀的分法", 100 * open),
            .en = fmt::format("the other {:.1f} points are not proven: the search found nothing more even", 100 * open)};
  }
  const planning::EvenElsewhere& other = *parent.more_even;
  return {.zh = fmt::format("本方案的方向（{}）使它多出 {:.1f} 个百分点：方案 {} 的 {} 个网格在此为 {:.2f} %", direction.zh,
                            100 * (parent.deviation_max - other.deviation), other.rank, other.grids, 100 * other.deviation),
          .en = fmt::format("{:.1f} points of it are the price of this plan's direction ({}): plan {} has {:.2f} % here, with {} "
                            "grids",
                            100 * (parent.deviation_max - other.deviation), direction.en, other.rank, 100 * other.deviation,
                            other.grids)};
}

core::Text deviation_reason(const planning::ParentReport& parent, const core::Text& direction, bool limited) {
  const planning::Evenness& even = parent.evenness;
  const core::Text why = even.key.empty() ? core::Text{.zh = "没有得到下界", .en = "no bound was found"} : even.text;
  if (parent.deviation_max - even.bound <= near_bound && !parent.more_even) return why;
  const core::Text open = open_words(parent, direction, limited);
  return {.zh = why.zh + "；" + open.zh, .en = why.en + "; " + open.en};
}

json reason_json(const planning::ParentReason& reason, const planning::Plan& plan) {
  json object = {{"key", reason.key}, {"proven", reason.proven}, {"excuses", reason.excuses}, {"text", text_json(reason.text)}};
  json grids = json::array();
  for (const planning::GridId grid : reason.grids) grids.push_back(plan.code(grid));
  std::sort(grids.begin(), grids.end());
  object["grids"] = std::move(grids);
  if (!reason.others.empty()) object["in_order_in_plans"] = reason.others;
  return object;
}

json parent_json(const planning::ParentReport& parent, const ProposedPlan& plan, bool limited) {
  const territory::Territory& territory = plan.plan.territory();
  json reasons = json::array();
  for (const planning::ParentReason& reason : parent.reasons) reasons.push_back(reason_json(reason, plan.plan));
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
  object["deviation_gap_points"] = rounded(100 * (parent.deviation_max - parent.evenness.bound));
  object["bounds_for"] = planning::name(parent.bound_scope);
  object["border_bound_by"] = planning::name(parent.border_bound_by);
  if (parent.grids > 1 && (!border_gap || *border_gap > wide_gap))
    object["border_note"] = text_json(planning::border_bound_text(parent.border_bound_by));
  if (!parent.evenness.key.empty()) object["deviation_bound_by"] = parent.evenness.key;
  if (parent.unfair) object["deviation_reason"] = text_json(deviation_reason(parent, plan.profile_name, limited));
  if (parent.more_even) {
    object["more_even_in"] = {{"plan", parent.more_even->rank},
                              {"deviation_max", rounded(parent.more_even->deviation)},
                              {"grids", parent.more_even->grids}};
  }
  for (const core::Text& text : parent.loosened) object["loosened"].push_back(text_json(text));
  return object;
}

/// Why a grid breaks a rule; out of range without an excuse, by what the parent's reasons say of it, where they say more than
/// arithmetic.
core::Text violation_text(const ProposedPlan& proposed, planning::GridId grid, const planning::RuleBreak& broken) {
  if (broken.rule != 5 || broken.excused) return broken.reason;
  const planning::SizeRange& range = proposed.plan.rules().households;
  const core::Text size = range.amount(proposed.plan.tally(grid).size);
  for (const planning::ParentReport& parent : proposed.parents) {
    for (const planning::ParentReason& reason : parent.reasons) {
      if (std::find(reason.grids.begin(), reason.grids.end(), grid) == reason.grids.end()) continue;
      return {.zh = fmt::format("{}，不在 {} {}之内；{}", size.zh, range.ends(), range.unit().zh, reason.text.zh),
              .en = fmt::format("{}, outside {}; {}", size.en, range.ends(), reason.text.en)};
    }
  }
  return broken.reason;
}

json violations_json(const ProposedPlan& proposed) {
  const planning::Plan& plan = proposed.plan;
  json list = json::array();
  std::vector<planning::GridId> grids = plan.grids();
  std::sort(grids.begin(), grids.end(), [&](auto a, auto b) { return plan.code(a) < plan.code(b); });
  for (const planning::GridId grid : grids) {
    for (const planning::RuleBreak& each : plan.verdict(grid).broken) {
      list.push_back({{"grid", plan.code(grid)},
                      {"rule", each.rule},
                      {"households", plan.tally(grid).households},
                      {"excused", each.excused},
                      {"reason", text_json(violation_text(proposed, grid, each))}});
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

json plan_json(const ProposedPlan& plan, bool limited) {
  json parents = json::array();
  for (const planning::ParentReport& parent : plan.parents) parents.push_back(parent_json(parent, plan, limited));
  json object = {{"profile", plan.profile},
                 {"profile_name", text_json(plan.profile_name)},
                 {"score", rounded(plan.score)},
                 {"valid", plan.valid()},
                 {"grids", plan.plan.grids().size()},
                 {"invalid", plan.invalid},
                 {"unexcused", plan.unexcused},
                 {"excused", plan.invalid - plan.unexcused},
                 {"changes_too_much", plan.changes_too_much()},
                 {"aims", values_json(plan.aims.values)},
                 {"parents", parents},
                 {"violations", violations_json(plan)}};
  if (json dedicated = dedicated_json(plan.plan); !dedicated.empty()) object["dedicated"] = std::move(dedicated);
  return object;
}

json planning_json(const Scenario& scenario) {
  const PlanningSpec& spec = scenario.planning;
  const WorkMeasure work = work_measure(scenario);
  json object = {{"plans", spec.plans},
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
  object.update(size_range_json(spec));
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
  const bool limited = scenario.planning.change_at_most.has_value();
  json plans = json::array();
  for (std::size_t i = 0; i < proposal.plans.size(); ++i) {
    json plan = plan_json(proposal.plans[i], limited);
    if (!proposal.reference_is_today)
      plan["households_regrouped"] = planning::match_grids(proposal.reference.plan, proposal.plans[i].plan).moved;
    plan["rank"] = i + 1;
    plan["file"] = fmt::format("plan-{}.gpkg", i + 1);
    plan["better"] = compared(proposal.plans[i].aims.values, proposal.reference.aims.values, 1);
    plan["worse"] = compared(proposal.plans[i].aims.values, proposal.reference.aims.values, -1);
    plans.push_back(std::move(plan));
  }
  json reference = plan_json(proposal.reference, limited);
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
