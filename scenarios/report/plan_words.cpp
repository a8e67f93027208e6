#include "scenarios/report/plan_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace wangge::scenarios::report {
namespace {

bool is_true(const Json& item, const char* key) {
  const Json* found = find(item, key);
  return found != nullptr && found->is_boolean() && found->get<bool>();
}

std::size_t rank_of(const Json& plan) { return static_cast<std::size_t>(number(plan, "rank").value_or(0)); }

PlanReason::Standing standing_of(const Json& reason) {
  using enum PlanReason::Standing;
  if (is_true(reason, "excuses")) return excused;
  const Json* grids = find(reason, "grids");
  const bool of_no_grid = grids != nullptr && grids->is_array() && grids->empty();
  if (word(reason, "key") == "change" || of_no_grid) return not_met;
  return is_true(reason, "proven") ? not_in_order_proven : not_in_order;
}

/// Areas in which more households change grid than is allowed.
std::string changed_areas(const Json& plan, const char* between) {
  std::vector<std::string> areas;
  for (const Json& parent : list(plan, "parents")) {
    const Json& reasons = list(parent, "reasons");
    const bool changed =
        std::any_of(reasons.begin(), reasons.end(), [](const Json& reason) { return word(reason, "key") == "change"; });
    if (changed) areas.push_back(word(parent, "name").value_or(""));
  }
  return fmt::format("{}", fmt::join(areas, between));
}

}  // namespace

std::vector<PlanReason> plan_reasons(const Json& body) {
  std::map<std::tuple<std::string, std::string, int>, PlanReason> found;
  for (const Json& plan : list(body, "plans")) {
    for (const Json& parent : list(plan, "parents")) {
      for (const Json& reason : list(parent, "reasons")) {
        const core::Text told = text(reason, "text").value_or(core::Text{});
        const std::string code = word(parent, "code").value_or("");
        const PlanReason::Standing standing = standing_of(reason);
        PlanReason& row = found[{code, told.en, static_cast<int>(standing)}];
        row.code = code;
        row.area = word(parent, "name").value_or("");
        row.text = told;
        row.standing = standing;
        if (row.plans.empty() || row.plans.back() != rank_of(plan)) row.plans.push_back(rank_of(plan));
      }
    }
  }
  std::vector<PlanReason> rows;
  for (auto& [key, row] : found) rows.push_back(std::move(row));
  std::stable_sort(rows.begin(), rows.end(), [](const PlanReason& a, const PlanReason& b) {
    return std::tie(a.code, a.plans) < std::tie(b.code, b.plans);
  });
  return rows;
}

core::Text plan_numbers(const std::vector<std::size_t>& ranks) {
  std::string numbers;
  for (std::size_t i = 0; i < ranks.size();) {
    std::size_t end = i;
    while (end + 1 < ranks.size() && ranks[end + 1] == ranks[end] + 1) ++end;
    if (!numbers.empty()) numbers += ", ";
    numbers += end > i + 1 ? fmt::format("{}-{}", ranks[i], ranks[end])
               : end > i   ? fmt::format("{}, {}", ranks[i], ranks[end])
                           : fmt::format("{}", ranks[i]);
    i = end + 1;
  }
  return {.zh = "方案 " + numbers, .en = (ranks.size() == 1 ? "plan " : "plans ") + numbers};
}

core::Text invalid_words(const Json& plan) {
  if (is_true(plan, "valid")) return {};
  core::Text words;
  const double grids = number(plan, "unexcused").value_or(0);
  if (grids > 0) {
    words = {.zh = fmt::format("{} 个网格既不合规又没有理由", count(grids)),
             .en = fmt::format("{} {} neither in order nor excused", count(grids), grids > 1 ? "grids are" : "grid is")};
  }
  if (!is_true(plan, "changes_too_much")) return words;
  words.zh +=
      fmt::format("{}超过改动上限（planning.change_at_most；{}）", words.zh.empty() ? "" : "；", changed_areas(plan, "、"));
  words.en += fmt::format("{}the limit of change (planning.change_at_most) is not met in {}", words.en.empty() ? "" : "; ",
                          changed_areas(plan, ", "));
  return words;
}

std::vector<core::Text> ranking_words(const Json& body) {
  const Json& plans = list(body, "plans");
  if (plans.empty()) return {};
  std::vector<core::Text> words{
      {.zh = "排序：先是网格全部合规或有理由、且不超过改动上限的方案，不合规网格少者在前；再按综合得分，小者在前。得分是各项指标"
             "与所"
             "有候选方案中最好值的距离（除以最好与最差之差）按权重的和（wangge explain score）。",
       .en = "Ranked: plans with all grids in order or excused and within the limit of change first, fewer grids out of order "
             "before more; then by score, the least first. The score is the weighted sum of the figures' distances from the best "
             "candidate, each divided by the span between best and worst (wangge explain score)."}};
  for (const Json& plan : plans) {
    if (word(plan, "profile") != "balanced" || rank_of(plan) <= 1) continue;
    words.push_back(
        {.zh = fmt::format(
             "“按给定权重”的方案排在第 {}：搜索逐区域进行，用区域内的尺度权衡各目标，而得分以全体候选方案的最好与最差为"
             "尺度，所以另一个方向可以得分更好。",
             rank_of(plan)),
         .en =
             fmt::format("The plan by the weights as given is plan {}: the search weighs the aims area by area, on the scale of "
                         "each area, and the score on the span of all candidates, so that another direction may score better.",
                         rank_of(plan))});
  }
  const Json& first = plans.front();
  for (const Json& plan : plans) {
    if (!is_true(plan, "valid") && is_true(first, "valid") &&
        number(plan, "score").value_or(0) < number(first, "score").value_or(0)) {
      words.push_back(
          {.zh = fmt::format("方案 {} 得分更好，但不合规，因而排在后面。", rank_of(plan)),
           .en = fmt::format("Plan {} has the better score and is marked invalid, so it stands behind.", rank_of(plan))});
    }
  }
  return words;
}

std::vector<DedicatedRow> dedicated_rows(const Json& body) {
  std::map<std::string, DedicatedRow> found;
  for (const Json& plan : list(body, "plans")) {
    for (const Json& grid : list(plan, "dedicated")) {
      DedicatedRow& row = found[word(grid, "grid").value_or("") + word(grid, "name").value_or("")];
      row.code = word(grid, "grid").value_or("");
      row.name = word(grid, "name").value_or("");
      row.area = word(grid, "parent").value_or("");
      row.buildings = number(grid, "buildings").value_or(0);
      row.households = number(grid, "households").value_or(0);
      row.plans.push_back(rank_of(plan));
    }
  }
  std::vector<DedicatedRow> rows;
  for (auto& [key, row] : found) rows.push_back(std::move(row));
  return rows;
}

}  // namespace wangge::scenarios::report
