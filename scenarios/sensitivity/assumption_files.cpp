#include "scenarios/sensitivity/assumption_files.h"

#include "scenarios/compare/figure_words.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/run/figures_json.h"
#include "scenarios/run/manifest.h"
#include "scenarios/run/version.h"
#include "scenarios/sensitivity/assumption_chart.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using nlohmann::json;

json interval_json(const core::Estimate::Interval& interval) { return {rounded(interval.low), rounded(interval.high)}; }

json end_json(const VariedEnd& end) {
  json difference = {{"value", *end.pair.difference}, {"told_apart", end.told_apart()}};
  if (end.pair.ci95) difference["ci95"] = interval_json(*end.pair.ci95);
  json object = {{"setting", end.setting}, {"value", rounded(end.pair.after->value)}, {"difference", std::move(difference)}};
  if (end.pair.after->ci95) object["ci95"] = interval_json(*end.pair.after->ci95);
  return object;
}

json assumption_json(const VariedAssumption& assumption) {
  json object = {{"title", text_json(assumption.title)},
                 {"key", assumption.key},
                 {"swing", rounded(assumption.swing())},
                 {"low", end_json(assumption.low)},
                 {"high", end_json(assumption.high)}};
  if (!assumption.name.empty()) object["name"] = assumption.name;
  if (!assumption.source.empty()) object["source"] = assumption.source;
  return object;
}

}  // namespace

std::string assumptions_json(const VariedRun& varied, const Scenario& scenario, const Provenance& provenance) {
  json base = {{"value", rounded(varied.base.value)}, {"samples", varied.base.samples}, {"own_run", varied.own_base}};
  if (varied.base.ci95) base["ci95"] = interval_json(*varied.base.ci95);
  json object = {{"schema", 1},
                 {"wangge", {{"version", version()}}},
                 {"scenario", {{"name", scenario.name}, {"title", text_json(scenario.title)}, {"hash", scenario_hash(scenario)}}},
                 {"seed", scenario.seed.value},
                 {"synthetic", scenario.synthetic},
                 {"attribution", provenance.credits},
                 {"figure", varied.figure},
                 {"title", text_json(long_title(varied.name))},
                 {"replications", varied.replications},
                 {"horizon_days", rounded(varied.horizon_days)},
                 {"base", std::move(base)},
                 {"assumptions", json::array()},
                 {"command", reproducing_command(scenario) + " --assumptions"}};
  const core::Text formula = formula_words(varied.figure);
  if (!formula.en.empty()) object["formula"] = text_json(formula);
  const FigurePair& any = varied.assumptions.front().low.pair;
  if (!any.unit.empty()) object["unit"] = any.unit;
  for (const VariedAssumption& assumption : varied.assumptions) object["assumptions"].push_back(assumption_json(assumption));
  return object.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::size_t write_assumptions(const std::filesystem::path& folder, const VariedRun& varied, const std::string& json) {
  write_file(folder / "assumptions.json", json);
  write_file(folder / "assumptions.svg", assumption_chart(varied, core::Language::en));
  write_file(folder / "assumptions-zh.svg", assumption_chart(varied, core::Language::zh));
  return 3;
}

}  // namespace wangge::scenarios
