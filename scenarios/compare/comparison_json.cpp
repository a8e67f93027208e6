#include "scenarios/compare/comparison_files.h"
#include "scenarios/compare/figure_words.h"
#include "scenarios/run/figures_json.h"
#include "scenarios/run/version.h"

#include <cmath>
#include <set>
#include <utility>

namespace wangge::scenarios {
namespace {

using evaluation::CodeStep;
using evaluation::Fate;
using evaluation::Holdings;
using evaluation::Transfer;
using nlohmann::json;

double square_metres(core::SquareMetres area) { return std::round(area.value * 100) / 100; }

json holdings_json(const Holdings& held, gis::ComparisonWay way) {
  json object = {{"households", held.households},
                 {"residents", held.residents},
                 {"buildings", held.buildings},
                 {"area_m2", square_metres(held.area)}};
  if (way == gis::ComparisonWay::cells) object["cells"] = held.cells;
  return object;
}

json source_json(const PlanSource& source) {
  json object = {{"path", source.path.generic_string()}, {"plan_sha256", source.plan_sha256}};
  if (!source.metrics.is_object()) return object;
  if (source.metrics.contains("scenario")) object["scenario"] = source.metrics["scenario"];
  for (const char* key : {"seed", "synthetic"}) {
    if (source.metrics.contains(key)) object[key] = source.metrics[key];
  }
  return object;
}

json grids_json(const Comparison& comparison) {
  json object = {{"before", comparison.land.plans.before.size()}, {"after", comparison.land.plans.after.size()}};
  for (const Fate fate : {Fate::kept, Fate::renamed, Fate::merged, Fate::dissolved, Fate::split, Fate::created})
    object[evaluation::name(fate)] = comparison.count(fate);
  std::int64_t voided = 0;
  std::int64_t reused = 0;
  for (const CodeStep& step : comparison.matching.history) {
    voided += step.voided ? 1 : 0;
    reused += step.reused ? 1 : 0;
  }
  object["voided_codes"] = voided;
  object["reused_codes"] = reused;
  return object;
}

json step_json(const Comparison& comparison, const CodeStep& step) {
  json object = {{"relation", evaluation::name(step.fate)}};
  if (step.before.valid()) {
    object["before"] = comparison.old_code(step.before);
    object["households_before"] = comparison.land.plans.before[step.before].held.households;
    object["voided"] = step.voided;
    object["reused"] = step.reused;
  }
  if (step.after.valid()) {
    object["after"] = comparison.new_code(step.after);
    object["households_after"] = comparison.land.plans.after[step.after].held.households;
  }
  if (step.before.valid() && step.after.valid()) {
    object["common"] = holdings_json(step.common, comparison.land.way);
    object["share_of_before"] = rounded(step.share_of_old);
    object["share_of_after"] = rounded(step.share_of_new);
  }
  return object;
}

json transfer_json(const Comparison& comparison, const Transfer& transfer) {
  json object = holdings_json(transfer.held, comparison.land.way);
  if (transfer.from.valid()) object["from"] = comparison.old_code(transfer.from);
  if (transfer.to.valid()) object["to"] = comparison.new_code(transfer.to);
  object["moved"] = comparison.matching.moved(transfer);
  return object;
}

json figure_json(const FigurePair& pair) {
  json object = {{"figure", pair.name}, {"verdict", name(pair.verdict)}};
  if (!pair.unit.empty()) object["unit"] = pair.unit;
  if (const auto title = short_title(pair.name)) object["title"] = text_json(*title);
  if (const core::Text formula = formula_words(pair.name); !formula.en.empty()) object["formula"] = text_json(formula);
  if (const std::string sense = sense_words(pair.better).en; !sense.empty()) object["better_if"] = sense;
  for (const auto& [key, figure] : {std::pair{"before", &pair.before}, std::pair{"after", &pair.after}}) {
    if (!figure->has_value()) continue;
    object[key] = {{"value", (*figure)->value}};
    if ((*figure)->ci95) object[key]["ci95"] = {(*figure)->ci95->low, (*figure)->ci95->high};
  }
  if (pair.difference) object["difference"] = *pair.difference;
  if (pair.ci95) object["ci95"] = {pair.ci95->low, pair.ci95->high};
  if (pair.interval != IntervalKind::none) object["interval"] = name(pair.interval);
  if (pair.winner() != 0) object["better"] = pair.winner() > 0 ? "after" : "before";
  return object;
}

json parent_json(const evaluation::ParentChange& parent, gis::ComparisonWay way) {
  return {{"code", parent.code},
          {"grids_before", parent.grids_before},
          {"grids_after", parent.grids_after},
          {"before", holdings_json(parent.before, way)},
          {"after", holdings_json(parent.after, way)},
          {"out", holdings_json(parent.out, way)},
          {"in", holdings_json(parent.in, way)}};
}

json findings_json(const core::Findings& findings) {
  json list = json::array();
  for (const core::Findings::Group& group : findings.groups()) {
    json entry = {{"rule", group.rule},
                  {"severity", core::name(group.severity)},
                  {"count", group.count},
                  {"example", text_json(findings.all()[group.first].message)}};
    list.push_back(std::move(entry));
  }
  return list;
}

}  // namespace

json comparison_json(const Comparison& comparison) {
  const gis::ComparisonWay way = comparison.land.way;
  const evaluation::PlanMatching& matching = comparison.matching;
  json object = {{"schema", 1},
                 {"wangge", {{"version", version()}}},
                 {"before", source_json(comparison.before)},
                 {"after", source_json(comparison.after)},
                 {"way", gis::name(way)},
                 {"identical", comparison.identical()},
                 {"grids", grids_json(comparison)},
                 {"common", holdings_json(matching.common, way)},
                 {"changed", holdings_json(matching.changed, way)},
                 {"changed_parent", holdings_json(matching.changed_parent, way)},
                 {"only_before", holdings_json(matching.only_before, way)},
                 {"only_after", holdings_json(matching.only_after, way)},
                 {"findings", findings_json(comparison.findings)}};
  if (matching.common.households > 0) {
    object["changed"]["households_share"] =
        rounded(static_cast<double>(matching.changed.households) / static_cast<double>(matching.common.households));
  }
  for (const char* list : {"codes", "transfers", "parents", "figures"}) object[list] = json::array();
  for (const CodeStep& step : matching.history) object["codes"].push_back(step_json(comparison, step));
  for (const Transfer& transfer : comparison.land.plans.transfers) {
    object["transfers"].push_back(transfer_json(comparison, transfer));
  }
  for (const auto& parent : matching.parents) object["parents"].push_back(parent_json(parent, way));
  for (const FigurePair& pair : comparison.figures) object["figures"].push_back(figure_json(pair));
  object["settings"] = json::array();
  for (const SettingPair& pair : comparison.settings)
    object["settings"].push_back({{"key", pair.key}, {"before", pair.before}, {"after", pair.after}});
  return object;
}

}  // namespace wangge::scenarios
