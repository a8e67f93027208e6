#include "scenarios/run/figures_json.h"

#include "engine/evaluation/sharper.h"

namespace wangge::scenarios {
namespace {

using nlohmann::json;

json steadiness_json(const evaluation::Steadiness& found) {
  json object = {{"answered", found.answered},
                 {"left_out_days", rounded(found.left_out_days)},
                 {"settled", found.settled},
                 {"mean", rounded(found.mean)},
                 {"mean_after", rounded(found.mean_after)}};
  if (!found.batches) return object;
  object["batches"] = {{"count", found.batches->mean.samples.size()},
                       {"length", found.batches->batch_length},
                       {"correlation", rounded(found.batches->correlation)},
                       {"independent", found.batches->independent},
                       {"mean", rounded(found.batches->mean.value)}};
  if (found.batches->mean.ci95)
    object["batches"]["ci95"] = {rounded(found.batches->mean.ci95->low), rounded(found.batches->mean.ci95->high)};
  return object;
}

void put_controlled(json& object, const char* key, const std::optional<statistics::ControlledMean>& found) {
  if (!found) return;
  object[key] = estimate_json(found->mean, "value");
  object[key].erase("samples");
  object[key]["coefficient"] = rounded(found->coefficient);
  object[key]["variance_ratio"] = rounded(found->variance_ratio);
}

}  // namespace

void add_sharper(json& object, const evaluation::SimulationResult& result) {
  if (result.steadiness) object["steadiness"] = steadiness_json(*result.steadiness);
  if (!result.controlled) return;
  json& controlled = object["controlled"];
  controlled["expected_requests"] = rounded(result.controlled->expected_requests);
  put_controlled(controlled, "response_minutes", result.controlled->response_minutes);
  put_controlled(controlled, "within_target_share", result.controlled->within_target_share);
}

}  // namespace wangge::scenarios
