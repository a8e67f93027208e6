#include "scenarios/report/sections.h"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace wangge::scenarios::report {
namespace {

/// Whether the first replication settles, and what it alone would say.
void write_steadiness(Markup& page, const RunFigures& run) {
  const Json* found = find(run.metrics, "simulation.steadiness");
  if (found == nullptr) return;
  const double days = number(*found, "left_out_days").value_or(0);
  const double mean = number(*found, "mean").value_or(0);
  const double after = number(*found, "mean_after").value_or(0);
  const bool settled = found->value("settled", true);
  if (!settled) {
    page.paragraph(
        {.zh = "第 0 次模拟是否平稳看不出来：最好的切分点（MSER-5）落在中点，模拟太短。",
         .en = "Whether replication 0 settles cannot be told: the best cut (MSER-5) is at its middle, it is too short."});
  } else if (days > 0) {
    page.paragraph(
        {.zh = fmt::format("第 0 次模拟的前 {} 天为预热（MSER-5）：平均响应全程 {} 分钟，其后 {} 分钟。", decimal(days, 1),
                           decimal(mean, 2), decimal(after, 2)),
         .en = fmt::format("The first {} days of replication 0 are a warm-up (MSER-5): the mean response is {} minutes "
                           "over all of it, {} after them.",
                           decimal(days, 1), decimal(mean, 2), decimal(after, 2))});
  } else {
    page.paragraph({.zh = fmt::format("第 0 次模拟自始平稳（MSER-5），平均响应 {} 分钟。", decimal(mean, 2)),
                    .en = fmt::format("Replication 0 is steady from the start (MSER-5); its mean response is {} minutes.",
                                      decimal(mean, 2))});
  }
  const auto range = interval(*found, "batches.ci95");
  const auto batches = number(*found, "batches.count");
  if (!range || !batches) return;
  const Json* whether = find(*found, "batches.independent");
  const bool independent = whether == nullptr || !whether->is_boolean() || whether->get<bool>();
  page.paragraph(
      {.zh = fmt::format("只凭这一次、按 {} 批均值，95 % 区间为 {} – {} 分钟。{}", count(*batches), decimal(range->first, 2),
                         decimal(range->second, 2), independent ? "" : "相邻批次仍相关，区间偏窄。"),
       .en = fmt::format("By the means of {} batches it alone gives a 95 % interval of {} to {} minutes.{}", count(*batches),
                         decimal(range->first, 2), decimal(range->second, 2),
                         independent ? "" : " Neighbouring batches still correlate: the interval is too narrow.")});
}

/// Means corrected by the number of requests.
void write_controlled(Markup& page, const RunFigures& run) {
  struct Row {
    const char* key;
    core::Text name;
    bool share;
  };
  const std::vector<Row> figures = {{"response_minutes", {.zh = "平均响应（分钟）", .en = "Mean response (min)"}, false},
                                    {"within_target_share", {.zh = "目标内响应的比例", .en = "Share within the target"}, true}};
  std::vector<std::vector<std::string>> rows;
  for (const Row& figure : figures) {
    const std::string path = std::string("simulation.controlled.") + figure.key;
    const auto value = number(run.metrics, path + ".value");
    const auto range = interval(run.metrics, path + ".ci95");
    if (!value || !range) continue;
    const double ratio = number(run.metrics, path + ".variance_ratio").value_or(1);
    if (ratio <= 1) continue;  // It only helps where it makes the interval narrower.
    const auto shown = [&](double one) { return figure.share ? percent(one) : decimal(one, 2); };
    rows.push_back(
        {both(figure.name), shown(*value), fmt::format("{} – {}", shown(range->first), shown(range->second)), decimal(ratio, 2)});
  }
  if (rows.empty()) return;
  page.heading({.zh = "按事项数修正的均值（控制变量）", .en = "Means corrected by the number of requests (control variates)"});
  page.table({{{.zh = "指标", .en = "Figure"}},
              {{.zh = "修正后的均值", .en = "Corrected mean"}, true},
              {{.zh = "95\u00a0% 区间", .en = "95\u00a0% interval"}, true},
              {{.zh = "方差缩小的倍数", .en = "Variance this many times smaller"}, true}},
             rows);
}

}  // namespace

void write_precision(Markup& page, const RunFigures& run) {
  write_steadiness(page, run);
  write_controlled(page, run);
}

}  // namespace wangge::scenarios::report
