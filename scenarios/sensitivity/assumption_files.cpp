#include "scenarios/sensitivity/assumption_files.h"

#include "scenarios/compare/figure_words.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/run/figures_json.h"
#include "scenarios/run/manifest.h"
#include "scenarios/run/version.h"
#include "scenarios/sensitivity/assumption_chart.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <optional>

namespace wangge::scenarios {
namespace {

using nlohmann::json;

json interval_json(const core::Estimate::Interval& interval) { return {rounded(interval.low), rounded(interval.high)}; }

json end_json(const VariedEnd& end) {
  json object = {{"setting", end.setting}};
  if (!end.pair.after) return object;
  json difference = {{"value", *end.pair.difference}, {"told_apart", end.told_apart()}};
  if (end.pair.ci95) difference["ci95"] = interval_json(*end.pair.ci95);
  object["value"] = rounded(end.pair.after->value);
  object["difference"] = std::move(difference);
  if (end.pair.after->ci95) object["ci95"] = interval_json(*end.pair.after->ci95);
  return object;
}

/// What is said of a varied one and of one that is not.
template <typename Said>
json named_json(const Said& assumption) {
  json object = {{"title", text_json(assumption.title)}, {"key", assumption.key}};
  if (!assumption.name.empty()) object["name"] = assumption.name;
  if (!assumption.source.empty()) object["source"] = assumption.source;
  return object;
}

json assumption_json(const VariedAssumption& assumption) {
  json object = named_json(assumption);
  object["low"] = end_json(assumption.low);
  object["high"] = end_json(assumption.high);
  if (const std::optional<double> swing = assumption.swing()) object["swing"] = rounded(*swing);
  return object;
}

json unused_json(const Assumption& assumption) {
  json object = named_json(assumption);
  object["low"] = {{"setting", assumption.low.setting}};
  object["high"] = {{"setting", assumption.high.setting}};
  return object;
}

}  // namespace

std::string assumptions_json(const VariedRun& varied, const Scenario& scenario, const Provenance& provenance) {
  json base = {{"own_run", varied.own_base}};
  if (varied.base) {
    base["value"] = rounded(varied.base->value);
    base["samples"] = varied.base->samples;
    if (varied.base->ci95) base["ci95"] = interval_json(*varied.base->ci95);
  }
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
  if (!varied.unit.empty()) object["unit"] = varied.unit;
  if (!varied.beside_log.empty()) {
    json& unused = object["unused_beside_log"] = json::array();
    for (const Assumption& assumption : varied.beside_log) unused.push_back(unused_json(assumption));
  }
  for (const VariedAssumption& assumption : varied.assumptions) object["assumptions"].push_back(assumption_json(assumption));
  return object.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::size_t write_assumptions(const std::filesystem::path& folder, const VariedRun& varied, const std::string& json) {
  write_file(folder / "assumptions.json", json);
  if (!varied.has_chart()) return 1;
  write_file(folder / "assumptions.svg", assumption_chart(varied, core::Language::en));
  write_file(folder / "assumptions-zh.svg", assumption_chart(varied, core::Language::zh));
  return 3;
}

}  // namespace wangge::scenarios
