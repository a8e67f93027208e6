#include "scenarios/lab/queue.h"

#include "engine/core/error.h"
#include "engine/queueing/formulas.h"
#include "scenarios/run/cpu_seconds.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using nlohmann::json;
using queueing::QueueQuestion;
using queueing::ServiceLaw;

std::string_view name(ServiceLaw::Kind kind) {
  switch (kind) {
    case ServiceLaw::Kind::deterministic:
      return "deterministic";
    case ServiceLaw::Kind::lognormal:
      return "lognormal";
    case ServiceLaw::Kind::hyperexponential:
      return "hyperexponential";
    case ServiceLaw::Kind::exponential:
      break;
  }
  return "exponential";
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

void add(json& object, const char* key, const std::optional<core::Estimate>& estimate) {
  if (!estimate) return;
  object[key] = {{"value", estimate->value}};
  if (estimate->ci95) object[key]["ci95"] = {estimate->ci95->low, estimate->ci95->high};
}

json exact_answer(const QueueQuestion& question) {
  const double offered = question.arrival_rate / question.service_rate;
  json exact = json::object();
  if (!question.line) {
    exact["loss"] = queueing::erlang_b(offered, question.servers);
    return exact;
  }
  const bool exponential = question.service.kind == ServiceLaw::Kind::exponential;
  if (!exponential && question.servers > 1) return exact;
  const std::optional<double> wait = exponential ? queueing::mean_wait_mmc(offered, question.servers)
                                                 : queueing::mean_wait_mg1(offered, queueing::variation(question.service));
  const std::optional<double> waiting = exponential ? queueing::erlang_c(offered, question.servers) : offered;
  if (wait) exact["wait"] = *wait / question.service_rate;
  if (waiting) exact["wait_probability"] = *waiting;
  return exact;
}

}  // namespace

ServiceLaw service_law(std::string_view text) {
  if (text == "exponential") return {.kind = ServiceLaw::Kind::exponential, .cv = 1};
  if (text == "deterministic") return {.kind = ServiceLaw::Kind::deterministic, .cv = 0};
  for (const auto kind : {ServiceLaw::Kind::lognormal, ServiceLaw::Kind::hyperexponential}) {
    const std::string start = std::string(name(kind)) + ":";
    if (!text.starts_with(start)) continue;
    if (const std::optional<double> cv = number(text.substr(start.size()))) return {.kind = kind, .cv = *cv};
  }
  const char* known = "exponential, deterministic, lognormal:CV, hyperexponential:CV";
  throw core::Error(core::ErrorCode::usage,
                    {.zh = fmt::format("--service {}：应为 {}（CV 为变异系数）", text, known),
                     .en = fmt::format("--service {}: expected {} (CV: coefficient of variation)", text, known)});
}

bool waiting_line(std::string_view text) {
  if (text == "infinite") return true;
  if (text == "zero") return false;
  throw core::Error(core::ErrorCode::usage, {.zh = fmt::format("--line {}：应为 infinite 或 zero", text),
                                             .en = fmt::format("--line {}: expected infinite or zero", text)});
}

std::string lab_queue(const QueueQuestion& question) {
  const double start = cpu_seconds(CpuOf::thread);
  const queueing::QueueResult result = queueing::run_queue(question);
  const double seconds = cpu_seconds(CpuOf::thread) - start;
  json simulated = json::object();
  add(simulated, "wait", result.wait);
  add(simulated, "wait_probability", result.wait_probability);
  add(simulated, "loss", result.loss);
  const json answer = {{"simulated", simulated},
                       {"exact", exact_answer(question)},
                       {"events_per_cpu_second", std::round(static_cast<double>(result.events) / std::max(seconds, 1e-9))},
                       {"question",
                        {{"lambda", question.arrival_rate},
                         {"mu", question.service_rate},
                         {"servers", question.servers},
                         {"service", name(question.service.kind)},
                         {"cv", queueing::variation(question.service)},
                         {"line", question.line ? "infinite" : "zero"},
                         {"customers", question.customers},
                         {"seed", question.seed.value}}}};
  return answer.dump(2) + "\n";
}

}  // namespace wangge::scenarios
