#include "scenarios/report/sections.h"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace wangge::scenarios::report {
namespace {

template <class Shown>
std::string with_interval(const Json& item, const std::string& path, const Shown& shown) {
  const std::optional<double> value = number(item, path + ".value");
  const auto range = interval(item, path + ".ci95");
  if (!value) return {};
  return range ? fmt::format("{} ({} – {})", shown(*value), shown(range->first), shown(range->second)) : shown(*value);
}

std::vector<std::string> row(const std::string& name, const Json& item) {
  const auto share = [](double value) { return percent(value); };
  const auto time = [](double value) { return minutes(value); };
  return {name,
          decimal(number(item, "calls").value_or(0), 1),
          with_interval(item, "in_time_share", share),
          with_interval(item, "late_share", share),
          with_interval(item, "missed_share", share),
          with_interval(item, "report_minutes", time)};
}

void write_table(Markup& page, const core::Text& first, const std::vector<std::vector<std::string>>& rows) {
  page.table({{first},
              {{.zh = "呼叫（每次模拟）", .en = "Calls (of a replication)"}, true},
              {{.zh = "按时报到", .en = "In time"}, true},
              {{.zh = "迟到", .en = "Late"}, true},
              {{.zh = "未报到", .en = "Missed"}, true},
              {{.zh = "吹哨到报到（分钟）", .en = "Whistle to report (minutes)"}, true}},
             rows);
}

}  // namespace

void write_whistles(Markup& page, const RunFigures& run) {
  const Json* whistles = find(run.metrics, "simulation.whistles");
  if (whistles == nullptr) return;
  page.heading({.zh = "吹哨报到", .en = "Whistles"});
  page.paragraph({.zh = fmt::format("每次模拟吹哨 {} 次。每个被呼叫的部门须在时限内报到；比例以时限连同宽限已过的呼叫为分母，"
                                    "括号内为 95\u00a0% 区间。未报到的事项沿升级链上报。",
                                    decimal(number(*whistles, "blown.value").value_or(0), 1)),
                  .en = fmt::format("{} whistles in a replication. Every department called must report by the deadline; shares "
                                    "are of the calls whose deadline and grace have passed, 95\u00a0% intervals in brackets. "
                                    "What is missed goes up the chain.",
                                    decimal(number(*whistles, "blown.value").value_or(0), 1))});
  std::vector<std::vector<std::string>> rows;
  for (const Json& item : list(*whistles, "by_department"))
    rows.push_back(row(both(text(item, "title").value_or(same(word(item, "department").value_or("")))), item));
  if (rows.size() > 1) rows.push_back(row(both({.zh = "合计", .en = "Together"}), *whistles));
  write_table(page, {.zh = "部门", .en = "Department"}, rows);
  rows.clear();
  for (const Json& item : list(*whistles, "by_kind"))
    rows.push_back(row(both(text(item, "title").value_or(same(word(item, "kind").value_or("")))), item));
  if (rows.size() > 1) write_table(page, {.zh = "种类", .en = "Kind"}, rows);
}

}  // namespace wangge::scenarios::report
