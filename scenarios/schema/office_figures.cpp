#include "scenarios/schema/office_figures.h"

#include <string>

namespace wangge::scenarios {
namespace {

const std::string definition = "definition";

/// The same of a level and of one office.
std::vector<MetricSpec> figures_at(const std::string& path, const core::Text& of) {
  const auto told = [&](const std::string& zh, const std::string& en) {
    return core::Text{.zh = of.zh + "：" + zh, .en = en + ", " + of.en + "."};
  };
  return {
      {path + "matters",
       told("来到的事项数（每次模拟）；有预热段时，段内提出、其后上来的也计在内。",
            "Matters that came in a replication; under a warm-up also those that were ordered in it and climbed after it"),
       "", "", definition},
      {path + "overdue_in_line",
       told("其中等席位时已过这一级时限的件数（每次模拟）。",
            "Of these, matters for which the deadline of the level passed before a desk was free, mean of a replication"),
       "", "", definition},
      {path + "waiting_at_end",
       told("期末仍在排队的件数（每次模拟）。", "Matters still in the line at the end, mean of a replication"), "", "",
       definition},
      {path + "seated_share",
       told("期末前得到席位的比例（其余过时限离队，或仍在排队）；下面两项只是这些事项的。",
            "Share of the matters that got a desk by the end (the others left the line at the deadline, or wait): the next two "
            "figures are of these alone"),
       "0..1", "got a desk / matters", definition, "得到席位的 ÷ 来到的"},
      {path + "waited_share",
       told("得到席位的事项中须等待的比例。", "Share of the matters that got a desk for which none was free at once"), "0..1",
       "waited / got a desk", definition, "等待的 ÷ 得到席位的"},
      {path + "wait_minutes",
       told("从来到至得到席位的平均等待（得到席位的事项）。", "Mean wait from coming to the desk, of the matters that got one"),
       "min", "sum of waits / got a desk", definition, "等待之和 ÷ 得到席位的"},
      {path + "utilisation",
       told("席位在开放时间内被占用的比例。", "Share of the time that they are open in which desks are taken"), "0..1",
       "desk time taken within hours / (desks x open counted time)", definition,
       "办公时段内占席时间 ÷（席位数 × 计数时间中的开放时间）"},
      {path + "after_hours_share",
       told("占席时间中在办公时段之外的比例（下班前接办的办完）；写有 hours 才有。",
            "Share of the desk time taken that lies outside the hours, as who is at a desk is finished; where there are `hours`"),
       "0..1", "desk time outside hours / desk time", definition, "时段外的占席时间 ÷ 占席时间"},
      {path + "queue", told("排队事项数的时间平均。", "Matters in the line, mean over time"), "",
       "sum of times in the line / counted time", definition, "排队时间之和 ÷ 计数时间"},
  };
}

}  // namespace

std::vector<MetricSpec> office_figures() {
  std::vector<MetricSpec> all = {
      {"simulation.offices",
       {.zh = "各级机构（有席位的）：等待、占用、排队，按层级、按机构。",
        .en = "The offices of the levels that have desks: waits, loads and lines, by level and by office."},
       "",
       "",
       definition},
      {"simulation.offices[].level", {.zh = "这一级的名称。", .en = "Name of the level."}, "", "", definition},
      {"simulation.offices[].offices", {.zh = "这一级的机构数。", .en = "Offices of the level."}, "", "", definition},
      {"simulation.offices[].desks", {.zh = "每个机构的席位数。", .en = "Desks of each office."}, "", "", definition},
      {"simulation.offices[].hours",
       {.zh = "办公时段，如场景所写；没有则昼夜开放。", .en = "When they are open, as the scenario says; absent: day and night."},
       "",
       "",
       definition},
      {"simulation.offices[].open_share",
       {.zh = "计数时间中开放的比例；写有 hours 才有。",
        .en = "Share of the counted time that they are open; where there are `hours`."},
       "0..1",
       "open time / counted time",
       definition,
       "开放时间 ÷ 计数时间"},
      {"simulation.offices[].by_office",
       {.zh = "同样的数字，按各机构；不离开运行文件夹。", .en = "The same of each office; never leaves the run folder."},
       "",
       "",
       definition},
      {"simulation.offices[].by_office[].code",
       {.zh = "机构所在辖区的编码。", .en = "Code of the office's area."},
       "",
       "",
       definition},
  };
  for (const MetricSpec& one : figures_at("simulation.offices[].", {.zh = "一级的各机构合计", .en = "of all offices of a level"}))
    all.push_back(one);
  for (const MetricSpec& one : figures_at("simulation.offices[].by_office[].", {.zh = "一个机构", .en = "of one office"}))
    all.push_back(one);
  return all;
}

}  // namespace wangge::scenarios
