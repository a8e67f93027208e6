#include "scenarios/schema/admission_figures.h"

#include <string>

namespace wangge::scenarios {
namespace {

const std::string definition = "definition";

/// The same of all, of a department, and of a kind of its matters.
std::vector<MetricSpec> figures_at(const std::string& path, const core::Text& of) {
  const auto told = [&](const std::string& zh, const std::string& en) {
    return core::Text{.zh = of.zh + "：" + zh, .en = en + ", " + of.en + "."};
  };
  return {
      {path + "handed_down",
       told("在准入清单上、成为网格事项的件数（每次模拟）。",
            "Matters on the admission list, which became requests of grids, mean of a "
            "replication"),
       "", "", definition},
      {path + "refused",
       told("不在清单上、退回部门的件数（每次模拟）。", "Matters not on the list, which went back, mean of a replication"), "",
       "", definition},
      {path + "done",
       told("下派的事项中到期末已办结的件数（每次模拟）。", "Of those handed down, resolved by the end, mean of a replication"),
       "", "", definition},
      {path + "done_share", told("下派的事项中到期末已办结的比例。", "Share of those handed down that were resolved by the end"),
       "0..1", "done / handed down", definition, "已办结 ÷ 下派"},
      {path + "worker_share",
       told("人员当班时间中用于这些事项的比例，含路途。",
            "Share of the time on shift of all responders spent on them, ways included"),
       "0..1", "time busy on them within shifts / time on shift", definition, "班内用于它们的时间 ÷ 当班时间"},
  };
}

}  // namespace

std::vector<MetricSpec> admission_figures() {
  std::vector<MetricSpec> all = {
      {"simulation.admission",
       {.zh = "事项准入：部门下派到网格的、退回的，以及占用的人员时间，合计、按部门、按种类。",
        .en = "Admission of matters: what departments handed down to grids, what was refused, and the workers' time it took, "
              "together, "
              "by department and by kind."},
       "",
       "",
       definition},
      {"simulation.by_kind[].handed_down_by",
       {.zh = "下派这种事项的部门；没有则为居民的事项。",
        .en = "The department that hands the kind down; absent: residents order it."},
       "",
       "",
       definition},
      {"simulation.admission.by_department",
       {.zh = "同样的数字，按各部门。", .en = "The same of each department that has matters."},
       "",
       "",
       definition},
      {"simulation.admission.by_department[].department",
       {.zh = "部门名称。", .en = "Name of the department."},
       "",
       "",
       definition},
      {"simulation.admission.by_department[].by_kind",
       {.zh = "同样的数字，按部门的各种事项。", .en = "The same of each kind of its matters."},
       "",
       "",
       definition},
      {"simulation.admission.by_department[].by_kind[].kind", {.zh = "事项种类。", .en = "Kind of matter."}, "", "", definition},
      {"simulation.admission.by_department[].by_kind[].admitted",
       {.zh = "是否在部门的准入清单上。", .en = "Whether it is on the department's admission list."},
       "",
       "",
       definition},
  };
  for (const MetricSpec& one : figures_at("simulation.admission.", {.zh = "各部门合计", .en = "of all departments"}))
    all.push_back(one);
  for (const MetricSpec& one : figures_at("simulation.admission.by_department[].", {.zh = "一个部门", .en = "of a department"}))
    all.push_back(one);
  for (const MetricSpec& one : figures_at("simulation.admission.by_department[].by_kind[].",
                                          {.zh = "部门的一种事项", .en = "of a kind of a department's matters"}))
    all.push_back(one);
  return all;
}

}  // namespace wangge::scenarios
