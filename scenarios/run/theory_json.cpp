#include "scenarios/run/figures_json.h"

#include "engine/evaluation/theory/beside.h"

#include <string>

namespace wangge::scenarios {
namespace {

using evaluation::Beside;
using evaluation::TheoryFigures;
using evaluation::TheoryModel;
using nlohmann::json;

json figures_json(const TheoryFigures& figures) {
  json object = json::object();
  put(object, "utilisation", figures.utilisation);
  put(object, "wait_probability", figures.wait_probability);
  put(object, "way_minutes", figures.way_minutes);
  put(object, "arrive_minutes", figures.arrive_minutes);
  put(object, "within_target_share", figures.within_share);
  return object;
}

/// Of `hours`: by the hour.
json model_json(const TheoryModel& model, bool hours) {
  json object = figures_json(model.total);
  for (std::size_t hour = 0; hours && hour < model.by_hour.size(); ++hour) {
    json item = figures_json(model.by_hour[hour]);
    if (item.empty()) continue;
    item["hour"] = hour;
    object["by_hour"].push_back(std::move(item));
  }
  return object;
}

json beside_json(const std::vector<Beside>& rows) {
  json object = json::object();
  for (const Beside& row : rows) {
    json& item = object[std::string(row.figure)];
    item = {{"theory", rounded(row.theory)},
            {"simulated", rounded(row.simulated)},
            {"difference", rounded(row.theory - row.simulated)}};
    if (row.ci95) item["simulated_ci95"] = {rounded(row.ci95->low), rounded(row.ci95->high)};
  }
  return object;
}

void add_grids(json& object, const evaluation::Theory& theory, const evaluation::SimulationResult& result) {
  const evaluation::Evaluation& evaluation = result.evaluation;
  object["by_grid"] = json::array();
  for (const evaluation::GridId grid : core::ids<evaluation::GridId>(result.grids.size())) {
    json item = json::object();
    if (theory.grids && theory.grids->by_grid[grid]) item["grids"] = figures_json(*theory.grids->by_grid[grid]);
    if (theory.units && theory.units->by_grid[grid]) item["units"] = figures_json(*theory.units->by_grid[grid]);
    if (item.empty()) continue;
    const evaluation::GridFound found = evaluation::found_in(result.grids[grid], evaluation.promise);
    item["simulated"] = json::object();
    put(item["simulated"], "utilisation", found.utilisation);
    put(item["simulated"], "arrive_minutes", found.arrive_minutes);
    put(item["simulated"], "within_target_share", found.within_share);
    item["code"] = evaluation.by_grid[grid.value()].code;
    object["by_grid"].push_back(std::move(item));
  }
}

}  // namespace

json theory_json(const evaluation::Theory& theory, const evaluation::SimulationResult& result) {
  json object = json::object();
  if (theory.units) {
    object["units"] = model_json(*theory.units, !theory.mean_load);
    object["units"]["exact"] = theory.exact;
    object["units"]["mean_load"] = theory.mean_load;
    object["compared"]["units"] = beside_json(evaluation::units_beside(theory, result.evaluation));
  } else {
    object["no_units"] = text_json(theory.no_units);
  }
  if (theory.grids) {
    object["grids"] = model_json(*theory.grids, true);
    object["grids"]["overloaded_grids"] = theory.overloaded_grids;
    object["grids"]["shared_grids"] = theory.shared_grids;
    object["compared"]["grids"] = beside_json(evaluation::grids_beside(theory, result));
  } else {
    object["no_grids"] = text_json(theory.no_grids);
  }
  if (theory.units || theory.grids) add_grids(object, theory, result);
  for (const evaluation::TheoryGap& gap : theory.gaps)
    object["gaps"].push_back({{"what", gap.what}, {"text", text_json(gap.text)}});
  return object;
}

}  // namespace wangge::scenarios
