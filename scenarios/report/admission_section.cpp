#include "scenarios/report/sections.h"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace wangge::scenarios::report {
namespace {

std::string share_with_interval(const Json& item, const std::string& path) {
  const std::optional<double> value = number(item, path + ".value");
  const auto range = interval(item, path + ".ci95");
  if (!value) return {};
  return range ? fmt::format("{} ({} – {})", percent(*value), percent(range->first), percent(range->second)) : percent(*value);
}

std::vector<std::string> row(const std::string& department, const std::string& kind, const std::string& admitted,
                             const Json& item) {
  return {department,
          kind,
          admitted,
          decimal(number(item, "handed_down").value_or(0), 1),
          decimal(number(item, "refused").value_or(0), 1),
          share_with_interval(item, "done_share"),
          share_with_interval(item, "worker_share")};
}

}  // namespace

void write_admission(Markup& page, const RunFigures& run) {
  const Json* admission = find(run.metrics, "simulation.admission");
  if (admission == nullptr) return;
  page.heading({.zh = "事项准入", .en = "Admission of matters"});
  page.paragraph(
      {.zh = "部门想下派给网格的事项：在准入清单上的成为网格的事项，与居民的事项同队；不在的退回，只计数。占用 = "
             "班内用于它们的时间（含路途）÷ 全体人员的当班时间。括号内为 95\u00a0% 区间。",
       .en = "What departments would hand down to the grids: what is on the admission list becomes a request in the same "
             "lines as residents'; what is not goes back and is counted. Workers' time = time busy on them within shifts, "
             "ways included / time on shift of all responders. 95\u00a0% intervals in brackets."});
  std::vector<std::vector<std::string>> rows;
  for (const Json& department : list(*admission, "by_department")) {
    const std::string name = both(text(department, "title").value_or(same(word(department, "department").value_or(""))));
    for (const Json& kind : list(department, "by_kind")) {
      const Json* on_list = find(kind, "admitted");
      const bool admitted = on_list != nullptr && on_list->is_boolean() && on_list->get<bool>();
      rows.push_back(
          row(name, both(text(kind, "title").value_or(same(word(kind, "kind").value_or("")))),
              both(admitted ? core::Text{.zh = "准入", .en = "on the list"} : core::Text{.zh = "退回", .en = "refused"}), kind));
    }
  }
  rows.push_back(row(both({.zh = "合计", .en = "Together"}), "", "", *admission));
  page.table({{{.zh = "部门", .en = "Department"}},
              {{.zh = "事项", .en = "Matter"}},
              {{.zh = "清单", .en = "List"}},
              {{.zh = "下派（每次模拟）", .en = "Handed down (of a replication)"}, true},
              {{.zh = "退回（每次模拟）", .en = "Refused (of a replication)"}, true},
              {{.zh = "办结", .en = "Done"}, true},
              {{.zh = "占用人员时间", .en = "Workers' time"}, true}},
             rows);
}

}  // namespace wangge::scenarios::report
