#include "engine/planning/propose/less_change.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

struct LessChange {
  std::optional<std::size_t> rank;
  std::int64_t moved = 0;
  bool more_out_of_order = false;
};

/// The candidate that changes fewest households of a parent, if they are fewer than those of `own`.
std::optional<LessChange> less_change(const std::vector<CandidateChange>& candidates, const CandidateChange::Parent& own,
                                      std::size_t parent) {
  std::optional<LessChange> best;
  const auto order = [](const LessChange& each) { return std::tuple(each.more_out_of_order, each.moved, !each.rank, each.rank); };
  for (const CandidateChange& candidate : candidates) {
    const CandidateChange::Parent& other = candidate.parents[parent];
    if (other.moved >= own.moved) continue;
    LessChange found{candidate.rank, other.moved, other.unexcused > own.unexcused};
    if (!best || order(found) < order(*best)) best = found;
  }
  return best;
}

core::Text elsewhere_text(const PlanWishes& wishes, const AimSums& sums, const LessChange& other) {
  const std::string limit = wishes.change_households ? fmt::format("{}", *wishes.change_households)
                                                     : fmt::format("{:.1f} %", 100 * *wishes.change_at_most);
  const core::Text plan = other.rank
                              ? core::Text{.zh = fmt::format("方案 {}", *other.rank), .en = fmt::format("plan {}", *other.rank)}
                              : core::Text{.zh = "一个未入选的候选方案", .en = "a candidate that is not offered"};
  return {.zh = fmt::format("{} 户中有 {} 户更换网格，超过上限 {}（planning.change_at_most）；{}中为 {} 户{}", sums.households,
                            sums.moved, limit, plan.zh, other.moved, other.more_out_of_order ? "，但该区域不合规的网格更多" : ""),
          .en = fmt::format("{} of its {} households change grid, the limit is {} (planning.change_at_most); in {} {} do{}",
                            sums.moved, sums.households, limit, plan.en, other.moved,
                            other.more_out_of_order ? ", with more grids of the area out of order" : "")};
}

}  // namespace

std::int64_t beyond_limit(const PlanWishes& wishes, const AimSums& sums) {
  const auto share = wishes.change_share(sums.households);
  if (!share || !change_reason(sums, *share, wishes.change_households)) return 0;
  return std::max<std::int64_t>(1, sums.moved - allowed_change(*share, static_cast<double>(sums.households)));
}

CandidateChange change_of(const ProposedPlan& plan) {
  CandidateChange change;
  for (const ParentAims& parent : plan.aims.parents) {
    CandidateChange::Parent& own = change.parents.emplace_back();
    own.moved = parent.sums.moved;
    for (const GridId grid : plan.plan.grids_of(parent.area)) {
      const Verdict verdict = plan.plan.verdict(grid);
      if (!verdict.valid && !verdict.excused) ++own.unexcused;
    }
  }
  return change;
}

void say_changes(const PlanWishes& wishes, const std::vector<CandidateChange>& candidates, ProposedPlan& plan) {
  if (plan.beyond_limit == 0) return;
  const CandidateChange own = change_of(plan);
  for (std::size_t i = 0; i < plan.aims.parents.size(); ++i) {
    const ParentAims& parent = plan.aims.parents[i];
    if (beyond_limit(wishes, parent.sums) == 0) continue;
    ParentReason reason = *change_reason(parent.sums, *wishes.change_share(parent.sums.households), wishes.change_households);
    if (const auto other = less_change(candidates, own.parents[i], i)) reason.text = elsewhere_text(wishes, parent.sums, *other);
    const auto report = std::find_if(plan.parents.begin(), plan.parents.end(),
                                     [&](const ParentReport& each) { return each.area == parent.area; });
    if (report != plan.parents.end()) report->reasons.push_back(std::move(reason));
  }
}

}  // namespace wangge::planning
