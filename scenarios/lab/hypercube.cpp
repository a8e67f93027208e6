#include "scenarios/lab/hypercube.h"

#include "engine/queueing/hypercube_approximation.h"
#include "engine/queueing/larson.h"
#include "scenarios/run/checked_file.h"
#include "scenarios/run/cpu_seconds.h"

#include <cmath>
#include <span>

#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using nlohmann::json;
using queueing::AtomId;
using queueing::HypercubeResult;
using queueing::UnitId;

json dispatches_json(const HypercubeFile& file, const HypercubeResult& result) {
  json rows = json::array();
  for (const AtomId atom : core::ids<AtomId>(file.question.rates.size())) {
    std::vector<double> row(file.question.service_rates.size(), 0.0);
    const std::span<const double> shares = result.dispatches[atom];
    for (std::size_t place = 0; place < shares.size(); ++place)
      row[file.question.preferences[atom][place].value()] = shares[place];
    rows.push_back(row);
  }
  return rows;
}

double mean_travel(const HypercubeFile& file, const HypercubeResult& result) {
  double mean = 0;
  for (const AtomId atom : core::ids<AtomId>(file.question.rates.size())) {
    const std::span<const double> shares = result.dispatches[atom];
    for (std::size_t place = 0; place < shares.size(); ++place) {
      mean += shares[place] * file.travel[atom.value()][file.question.preferences[atom][place].value()];
    }
  }
  return mean;
}

json answer_json(const HypercubeFile& file, const HypercubeResult& result, bool dispatches) {
  json answer = {{"workload", result.workload.values()}, {"residual", result.residual}, {"rounds", result.rounds}};
  const auto add = [&](const char* key, const std::optional<double>& value) {
    if (value) answer[key] = *value;
  };
  add("loss", result.loss);
  add("wait_probability", result.wait_probability);
  add("mean_queue", result.mean_queue);
  add("mean_wait", result.mean_wait);
  if (!file.travel.empty()) answer["mean_travel"] = mean_travel(file, result);
  if (dispatches) answer["dispatches"] = dispatches_json(file, result);
  return answer;
}

}  // namespace

std::string lab_hypercube(const HypercubeTask& task) {
  const HypercubeFile file = read_hypercube(read_file(task.file), task.file.string());
  const double start = cpu_seconds(CpuOf::thread);
  const bool dispatches = task.dispatches || !file.travel.empty();
  json answer;
  switch (task.method) {
    case HypercubeMethod::exact: {
      const HypercubeResult result = queueing::solve_hypercube(file.question);
      answer = answer_json(file, result, task.dispatches);
      answer["method"] = "exact";
      break;
    }
    case HypercubeMethod::pairs: {
      const HypercubeResult result = queueing::approximate_hypercube(file.question, {.window = {}, .dispatches = dispatches});
      answer = answer_json(file, result, task.dispatches);
      answer["method"] = "pairs";
      break;
    }
    case HypercubeMethod::larson: {
      const queueing::LarsonResult result = queueing::larson_hypercube(file.question);
      answer = {{"workload", result.workload.values()}, {"factors", result.factors}, {"method", "larson"}};
      break;
    }
  }
  answer["cpu_seconds"] = std::round((cpu_seconds(CpuOf::thread) - start) * 1e6) / 1e6;
  return answer.dump(2) + "\n";
}

}  // namespace wangge::scenarios
