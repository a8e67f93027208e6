#include "engine/evaluation/counting.h"

#include "engine/evaluation/sharper.h"

#include <string>
#include <utility>

#include <fmt/format.h>

namespace wangge::evaluation {
namespace {

void warn(core::Findings& findings, const char* rule, std::string zh, std::string en, std::string value) {
  findings.add({.rule = rule,
                .severity = core::Severity::warning,
                .message = {.zh = std::move(zh), .en = std::move(en)},
                .file = {},
                .layer = {},
                .feature = {},
                .value = std::move(value),
                .place = {}});
}

double in_days(core::Millis time) { return core::in_hours(time) / 24; }

}  // namespace

Counting counting_of(const WarmUpRule& rule, const Promise& promise, core::Millis horizon,
                     const std::function<simulation::Trace()>& replication_0) {
  Counting counting{.from = rule.span, .rule = rule, .settled = {}};
  if (!rule.detect) return counting;
  const std::optional<DetectedWarmUp> found = detected_warm_up(replication_0(), promise, horizon);
  counting.from = found ? found->end : core::Millis(0);
  if (found) counting.settled = found->settled;
  return counting;
}

std::optional<WarmUpFigures> warm_up_figures(const Counting& counting, std::span<const Measures> replications) {
  if (!counting.rule.any()) return std::nullopt;
  const auto count = static_cast<double>(replications.size());
  WarmUpFigures figures{
      .days = in_days(counting.from), .detected = counting.rule.detect, .settled = counting.settled, .requests = 0, .finals = {}};
  for (const Measures& one : replications) {
    figures.requests += static_cast<double>(one.warm_up.requests) / count;
    for (std::size_t i = 0; i < figures.finals.size(); ++i)
      figures.finals[i] += static_cast<double>(one.warm_up.finals[i]) / count;
  }
  return figures;
}

core::Findings warm_up_findings(const Counting& counting) {
  core::Findings findings;
  if (!counting.rule.detect) return findings;
  if (!counting.settled) {
    warn(findings, "simulation.warm_up_unknown", "第 0 次模拟中得到响应的事项不足 20 件，找不出预热段：全程计数",
         "fewer than 20 requests of replication 0 were answered, so that no warm-up can be found: all of it is counted", "0 d");
  } else if (!*counting.settled) {
    const double days = in_days(counting.from);
    warn(findings, "simulation.never_settles",
         fmt::format("预热段的最好切分点落在第 0 次模拟的中点（第 {:.3g} 天）：模拟太短或一直在增长，其后的数字也未必平稳", days),
         fmt::format(
             "the best cut of the warm-up is at the middle of replication 0 (day {:.3g}): it is too short, or grows to its "
             "end, and the figures behind the cut may not be steady either",
             days),
         fmt::format("{:.3g} d", days));
  }
  return findings;
}

}  // namespace wangge::evaluation
