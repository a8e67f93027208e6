#include "engine/planning/life/plan_life.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <tuple>
#include <utility>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

constexpr std::array<std::string_view, 4> names = {"draft", "consulted", "approved", "in-force"};

LifeRefusal out_of_order(PlanStatus now, PlanStatus to) {
  const core::Text is = word(now);
  const core::Text wanted = word(to);
  if (to <= now) {
    return {{.zh = fmt::format("方案现为“{}”，不能再改为“{}”", is.zh, wanted.zh),
             .en = fmt::format("the plan is {}; it cannot become {} again", is.en, wanted.en)},
            {}};
  }
  const core::Text between = word(static_cast<PlanStatus>(static_cast<int>(now) + 1));
  return {{.zh = fmt::format("方案现为“{}”，须先“{}”，才能“{}”", is.zh, between.zh, wanted.zh),
           .en = fmt::format("the plan is {}; it must be {} before it is {}", is.en, between.en, wanted.en)},
          {}};
}

}  // namespace

core::Text word(PlanStatus status) {
  constexpr std::array<std::string_view, 4> zh = {"草案", "已征求意见", "已批准", "施行"};
  constexpr std::array<std::string_view, 4> en = {"draft", "consulted", "approved", "in force"};
  const auto i = static_cast<std::size_t>(status);
  return {.zh = std::string(zh[i]), .en = std::string(en[i])};
}

std::string_view name(PlanStatus status) { return names[static_cast<std::size_t>(status)]; }

std::optional<PlanStatus> plan_status(std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<PlanStatus>(found - names.begin());
}

std::optional<PlanStatus> recorded_status(std::string_view name, std::string_view effective_from) {
  const auto status = plan_status(name);
  return status == PlanStatus::approved && !effective_from.empty() ? PlanStatus::in_force : status;
}

std::vector<Obstacle> obstacles(const Plan& plan) {
  std::vector<Obstacle> found;
  for (const GridId grid : plan.grids()) {
    for (RuleBreak& each : plan.verdict(grid).broken) {
      if (!each.excused) found.push_back({plan.code(grid), each.rule, std::move(each.reason)});
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Obstacle& a, const Obstacle& b) { return std::tie(a.grid, a.rule) < std::tie(b.grid, b.rule); });
  return found;
}

std::variant<PlanLife, LifeRefusal> promote(const Plan& plan, const PlanLife& life, PlanStatus to, const std::string& from) {
  PlanLife next = life;
  next.status = to;
  next.effective_from = to == PlanStatus::in_force ? from : std::string();
  if (to == PlanStatus::draft) return next;
  if (static_cast<int>(to) != static_cast<int>(life.status) + 1) return out_of_order(life.status, to);
  if (to == PlanStatus::in_force && from.empty()) {
    return LifeRefusal{{.zh = "施行须写明起始日期", .en = "a plan comes into force from a date, which is missing"}, {}};
  }
  if (to == PlanStatus::consulted) return next;
  std::vector<Obstacle> hindering = obstacles(plan);
  if (hindering.empty()) return next;
  return LifeRefusal{{.zh = fmt::format("方案有 {} 处违反第 4、5 或 7 条，不能批准", hindering.size()),
                      .en = fmt::format("the plan breaks rule 4, 5 or 7 in {} place{} and cannot be approved", hindering.size(),
                                        hindering.size() == 1 ? "" : "s")},
                     std::move(hindering)};
}

PlanLife changed(const PlanLife& life) { return {life.version + 1, PlanStatus::draft, {}}; }

}  // namespace wangge::planning
