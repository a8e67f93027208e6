#include "scenarios/steps/work_measure.h"

#include "scenarios/steps/request_rates.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace wangge::scenarios {
namespace {

struct Part {
  double weight;
  core::Text of;
};

core::Text weighted_sum(const PlanningSpec::Measure& measure) {
  const std::array<Part, 4> parts{{{measure.households, {.zh = "户数", .en = "households"}},
                                   {measure.requests, {.zh = "一年的期望事项数", .en = "requests expected in a year"}},
                                   {measure.enterprises, {.zh = "企业数", .en = "enterprises"}},
                                   {measure.in_need, {.zh = "困难群众人数", .en = "persons in need"}}}};
  core::Text sum;
  for (const Part& part : parts) {
    if (!(part.weight > 0)) continue;
    const std::string weight = fmt::format("{}{:g} × ", sum.en.empty() ? "" : " + ", part.weight);
    sum.zh += weight + part.of.zh;
    sum.en += weight + part.of.en;
  }
  return sum;
}

}  // namespace

WorkMeasure work_measure(const Scenario& scenario) {
  if (scenario.planning.measure.given()) {
    const core::Text sum = weighted_sum(scenario.planning.measure);
    return {{.zh = "分", .en = "points"},
            {.zh = "网格的工作量（分）= " + sum.zh + "（planning.measure）",
             .en = "The work of a grid, in points, is " + sum.en + " (planning.measure)"}};
  }
  const bool any = std::any_of(scenario.requests.begin(), scenario.requests.end(),
                               [](const RequestSpec& request) { return occurs(request) && request.handle.mean.value > 0; });
  if (!any) {
    return {{.zh = "户", .en = "households"},
            {.zh = "网格的工作量即其户数：场景中没有事项", .en = "The work of a grid is its households: there are no requests"}};
  }
  return {{.zh = "小时/年", .en = "h a year"},
          {.zh = "网格的工作量（小时/年）= 各类事项的一年期望件数 × 平均办理时间之和；件数 = 每千人年率 × 居民 ÷ 1000，或"
                 "每千户年率 × 户数 ÷ 1000；不含路程和等待",
           .en = "The work of a grid, in hours a year, is the sum over kinds of request of those expected in a year (rate per "
                 "1000 × residents or households / 1000) times their mean time of handling; ways and waiting are not in it"}};
}

}  // namespace wangge::scenarios
