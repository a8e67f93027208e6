#include "engine/planning/propose/other_plans.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace wangge::planning {
namespace {

/// Another plan is more even from this share on.
constexpr double hair = 0.005;

std::vector<std::size_t> ranks_in_order(const std::vector<ProposedPlan>& plans, std::size_t parent) {
  std::vector<std::size_t> ranks;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (plans[i].parents[parent].invalid == 0) ranks.push_back(i + 1);
  }
  return ranks;
}

core::Text elsewhere_text(const std::vector<std::size_t>& ranks) {
  if (ranks.empty())
    return {.zh = "未入选的候选方案中有该区域网格全部合规的",
            .en = "a candidate that is not offered has all grids of the area in order"};
  return {.zh = fmt::format("方案 {} 中该区域的网格全部合规", fmt::join(ranks, "、")),
          .en = fmt::format("plan{} {} {} all grids of the area in order", ranks.size() == 1 ? "" : "s", fmt::join(ranks, ", "),
                            ranks.size() == 1 ? "has" : "have")};
}

/// The true cause where the area can be in order.
ParentReason direction_reason(const ParentReason& was, const ProposedPlan& plan, std::vector<std::size_t> ranks, bool today) {
  const core::Text elsewhere = elsewhere_text(ranks);
  ParentReason reason{.key = "direction", .proven = false, .text = {}, .grids = was.grids};
  reason.others = std::move(ranks);
  if (plan.no_worse) {
    const core::Text reference = today ? core::Text{.zh = "现状网格", .en = "today's grids"}
                                       : core::Text{.zh = "按规则初划的方案", .en = "the plan of wangge run"};
    reason.key = "ceilings";
    reason.text = {.zh = fmt::format("本方案各项指标都不得劣于{}，网格数也与之相同：在这些限制内没有找到网格全部合规的分法；{}",
                                     reference.zh, elsewhere.zh),
                   .en = fmt::format("this plan may be worse than {} in no figure, and has as many grids: within these ceilings "
                                     "none with all grids in order was found; {}",
                                     reference.en, elsewhere.en)};
    return reason;
  }
  reason.text = {.zh = fmt::format("按“{}”的方向没有找到网格全部合规的分法；{}", plan.profile_name.zh, elsewhere.zh),
                 .en = fmt::format("in the direction \"{}\" none with all grids in order was found; {}", plan.profile_name.en,
                                   elsewhere.en)};
  return reason;
}

std::optional<EvenElsewhere> more_even(const std::vector<ProposedPlan>& plans, std::size_t own, std::size_t parent) {
  std::optional<EvenElsewhere> best;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const ParentReport& other = plans[i].parents[parent];
    if (i == own || other.grids < 2 || other.deviation_max > plans[own].parents[parent].deviation_max - hair) continue;
    if (!best || other.deviation_max < best->deviation) best = EvenElsewhere{i + 1, other.deviation_max, other.grids};
  }
  return best;
}

}  // namespace

std::vector<std::vector<ParentReport>> reports_beside_others(const std::vector<ProposedPlan>& plans,
                                                             const std::set<AreaId>& in_order, bool today) {
  std::vector<std::vector<ParentReport>> all;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    std::vector<ParentReport>& own = all.emplace_back(plans[i].parents);
    for (std::size_t parent = 0; parent < own.size(); ++parent) {
      own[parent].more_even = more_even(plans, i, parent);
      for (ParentReason& reason : own[parent].reasons) {
        if (reason.key != "not_found" || !in_order.contains(own[parent].area)) continue;
        reason = direction_reason(reason, plans[i], ranks_in_order(plans, parent), today);
      }
    }
  }
  return all;
}

}  // namespace wangge::planning
