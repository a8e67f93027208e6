#include "scenarios/schema/theory_figures.h"

namespace wangge::scenarios {
namespace {

const std::string definition = "definition";

std::vector<MetricSpec> models() {
  return {
      {"simulation.theory",
       {.zh = "同样的人员和需求，公式怎么说：各小时视为稳态，按各小时提出的事项加权；与模拟的差别及可能的原因。",
        .en = "What formulas say of the same staff and demand, each hour taken as a steady state and weighted by what is ordered "
              "in it; the difference from the simulation, and its possible reasons."},
       "",
       "",
       definition},
      {"simulation.theory.grids",
       {.zh = "各网格只由本网格的人员办理，自成一个排队系统；模拟中邻近网格会帮忙，所以通常等得更少。",
        .en = "Each grid as a line of its own, served by its own workers alone; where neighbours help out the simulation waits "
              "less."},
       "",
       "M/G/c: P(wait) = C(c, a), mean wait of who waits = s / (c - a) (1 + cv^2) / 2, a = rate s, s = acceptance + way + stairs "
       "+ help + handling",
       "Erlang 1917; Pollaczek, Khinchine; Lee, Longton 1959",
       "M/G/c：等待的概率 = C(c, a)，等待者的平均等待 = s /（c - a）×（1 + cv^2）/ 2，a = 到达率 × s，s = 接单 + 路途 + 楼梯 + "
       "协助 "
       "+ 处置"},
      {"simulation.theory.units",
       {.zh = "全体人员一起：超立方体排队模型。当班 12 人以内精确，更多用近似；名单有尽且列有几人时，其队列为近似。",
        .en = "All responders together: the hypercube queueing model, exact up to 12 on shift, approximate beyond; lines of "
              "lists that end and name several are approximate."},
       "",
       "balance of the sets of busy units; mean times of visits follow from who serves whom; calls that find their list busy are "
       "repeated until served",
       "Larson 1974, 1975; Jarvis 1985; Cohen 1957",
       "各忙碌集合的平衡方程；各人的平均占用时间由其所办事项推得；名单上人人忙碌的呼叫视为反复呼叫直到有人办理"},
      {"simulation.theory.grids.overloaded_grids",
       {.zh = "某个小时的工作量超过本网格当班人员所能承担、没有稳态的网格数：不在合计之内。",
        .en = "Grids with an hour in which more is ordered than their own workers can do: without a steady state, and not in the "
              "totals."},
       "",
       "",
       definition},
      {"simulation.theory.grids.shared_grids",
       {.zh = "其人员还负责别的网格的网格数：不能单独计算，不在合计之内。",
        .en = "Grids whose workers serve other grids too: not reckoned alone, and not in the totals."},
       "",
       "",
       definition},
      {"simulation.theory.by_grid",
       {.zh = "各网格当班时提出的事项：公式与模拟并列；不离开运行文件夹。",
        .en = "Requests of each grid ordered on shift: formulas beside simulation; never leaves the run folder."},
       "",
       "",
       definition},
      {"simulation.theory.gaps",
       {.zh = "本场景与公式的假设有何不同，即差别的可能原因。",
        .en = "In what the scenario is other than the formulas assume: possible reasons of a difference."},
       "",
       "",
       definition},
      {"simulation.theory.no_units",
       {.zh = "为什么没有全体人员的公式。", .en = "Why there is no formula for all responders."},
       "",
       "",
       definition},
      {"simulation.theory.no_grids",
       {.zh = "为什么没有各网格的公式。", .en = "Why there is no formula for grids."},
       "",
       "",
       definition},
  };
}

std::vector<MetricSpec> sharper_figures() {
  return {
      {"simulation.steadiness",
       {.zh = "第 0 次模拟当作一次长运行：按提出的次序，哪一段是预热，其后的均值，以及按批均值的区间。",
        .en = "Replication 0 as one long run: in the order of requests, what is warm-up, the mean after it, and an interval from "
              "means of batches."},
       "",
       "MSER-5: the cut with the least sum of squares over the squared count, of means of 5",
       "White 1997; Fishman 1978",
       "MSER-5：取 5 个一组的均值，使其后平方和除以个数平方最小的切分点"},
      {"simulation.steadiness.mean", {.zh = "全程的平均响应。", .en = "Mean response of all of it."}, "min", "", definition},
      {"simulation.steadiness.mean_after",
       {.zh = "切去之后的平均响应。", .en = "Mean response after the cut."},
       "min",
       "",
       definition},
      {"simulation.steadiness.left_out_days", {.zh = "切去的天数。", .en = "Days before the cut."}, "d", "", definition},
      {"simulation.steadiness.batches",
       {.zh = "切去之后的批均值。", .en = "Means of batches after the cut."},
       "",
       "batches doubled in length until neighbours pass von Neumann's test at 10 %, 10 to 30 of them",
       "von Neumann 1941; Fishman 1978",
       "批长逐次加倍，直到相邻批次通过 10 % 的 von Neumann 检验，共 10 至 30 批"},
      {"simulation.steadiness.batches.mean", {.zh = "批均值的均值。", .en = "Mean of the batches."}, "min", "", definition},
      {"simulation.controlled",
       {.zh = "各次模拟的均值，按其事项数与应有事项数之差修正：同样的次数，区间通常更窄。",
        .en = "Means of replications corrected by how many requests each had against how many were to be expected: mostly a "
              "narrower interval of as many replications."},
       "",
       "mean(y) - b (mean(requests) - expected), b by least squares; Student with n - 2 degrees of freedom",
       "Lavenberg, Welch 1981",
       "均值（y）- b ×（事项数的均值 - 应有的事项数），b 由最小二乘；n - 2 个自由度的 Student 分布"},
      {"simulation.controlled.response_minutes",
       {.zh = "修正后的平均响应。", .en = "Corrected mean response."},
       "min",
       "",
       definition},
      {"simulation.controlled.within_target_share",
       {.zh = "修正后的目标内响应比例。", .en = "Corrected share within the target."},
       "0..1",
       "",
       definition},
  };
}

struct Compared {
  const char* name;
  core::Text meaning;
  const char* unit;
};

}  // namespace

std::vector<MetricSpec> theory_figures() {
  std::vector<MetricSpec> all = models();
  const std::vector<MetricSpec> sharper = sharper_figures();
  all.insert(all.end(), sharper.begin(), sharper.end());
  const std::vector<Compared> compared = {
      {"utilisation", {.zh = "当班时间中的忙碌比例", .en = "busy share of the time on shift"}, "0..1"},
      {"way_minutes", {.zh = "从接单到上门的平均分钟数", .en = "mean minutes from acceptance to the door"}, "min"},
      {"arrive_minutes", {.zh = "从下单到上门的平均分钟数", .en = "mean minutes from order to the door"}, "min"},
      {"within_target_share", {.zh = "目标内响应的比例", .en = "share answered within the target"}, "0..1"}};
  for (const bool units : {true, false}) {
    for (const Compared& figure : compared) {
      const core::Text model = units ? core::Text{.zh = "（超立方体）", .en = " (hypercube)"}
                                     : core::Text{.zh = "（各网格自成一队）", .en = " (each grid a line of its own)"};
      all.push_back({std::string("simulation.theory.compared.") + (units ? "units." : "grids.") + figure.name,
                     {.zh = figure.meaning.zh + "：公式" + model.zh + "、模拟和两者之差；当班时提出的事项。",
                      .en = "The " + figure.meaning.en + " by formula" + model.en +
                            ", simulated, and the difference; of requests ordered on shift."},
                     figure.unit,
                     "difference = theory - simulated",
                     definition,
                     "差 = 公式 - 模拟"});
    }
  }
  return all;
}

}  // namespace wangge::scenarios
