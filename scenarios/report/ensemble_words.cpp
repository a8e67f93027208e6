#include "scenarios/report/ensemble_section.h"

#include <fmt/format.h>

#include <algorithm>

namespace wangge::scenarios::report {
namespace {

bool is_true(const Json& item, const char* key) {
  const Json* found = find(item, key);
  return found != nullptr && found->is_boolean() && found->get<bool>();
}

/// A name of the table of aims.
core::Text aim_name(const Json& body, const std::string& key) {
  for (const Json& aim : list(body, "aims")) {
    if (word(aim, "key") == key) return text(aim, "name").value_or(same(key));
  }
  return same(key);
}

std::string r_hat_of(const Json& aim) {
  const auto value = number(aim, "r_hat");
  return value ? fmt::format("{:.2f}", *value) : "∞";
}

core::Text not_agreed(const Json& body, const core::Text& where, const Json& aims) {
  core::Text said;
  for (const Json& aim : aims) {
    if (is_true(aim, "converged")) continue;
    const core::Text name = aim_name(body, word(aim, "key").value_or(""));
    const double least = std::min(number(aim, "effective").value_or(0), number(aim, "effective_tail").value_or(0));
    said.zh += fmt::format("{}{}（R̂ {}，有效样本 {:.0f}）", said.zh.empty() ? "" : "、", name.zh, r_hat_of(aim), least);
    said.en += fmt::format("{}{} (R-hat {}, effective {:.0f})", said.en.empty() ? "" : ", ", name.en, r_hat_of(aim), least);
  }
  if (said.zh.empty()) return said;
  return {.zh = fmt::format("{}：各链尚不一致：{}；请加大 ensemble.thin 或 ensemble.plans", where.zh, said.zh),
          .en = fmt::format("{}: the chains do not agree yet in {}; raise ensemble.thin or ensemble.plans", where.en, said.en)};
}

}  // namespace

core::Text ensemble_caption(const Json& body) {
  const std::string plans = count(number(body, "ensemble.plans").value_or(0));
  const std::string grids = count(number(body, "ensemble.grids").value_or(0));
  const int chains = static_cast<int>(number(body, "ensemble.chains").value_or(0));
  return {.zh = fmt::format("规则之内随机抽取的 {} 个方案（{} 条独立的链，每个方案 {} 个网格），不看任何目标。每条横带是一项目标"
                            "在这些方案中的分布，越靠右越好；刻度为 2.5 %、中位数和 97.5 %。“优于 x %”：抽取的方案中有 x % "
                            "在该目标上比它差（并列不计）。",
                            plans, chains, grids),
          .en = fmt::format("{} plans drawn at random under the rules ({} independent chains, {} grids in each plan), without "
                            "regard to any aim. A strip shows how one aim is spread over them, better to the right; ticks are at "
                            "2.5 %, the median and 97.5 %. \"Better than x %\": so many of the drawn plans are worse in the aim "
                            "(equal ones do not count).",
                            plans, chains, grids)};
}

std::vector<core::Text> ensemble_rules(const Json& body) {
  const core::Text law = text(body, "ensemble.law_text").value_or(core::Text{});
  const std::string least = count(number(body, "planning.households_min").value_or(0));
  const std::string most = count(number(body, "planning.households_max").value_or(0));
  return {
      {.zh = "抽样规律：" + law.zh, .en = "Law of the draws: " + law.en},
      {.zh = fmt::format("每个方案都满足：单元完整、不出上级区域；网格连通；每格 {}-{} 户（单个超限的单元按上限计）；"
                         "锁定和专属网格不动；不跨越 locked_borders 与 locked_lines，不沿 forbidden_borders；keep_whole 的小区"
                         "不拆分；每个区域的网格数与今天相同（今天的数目不可行或没有今天的网格时，与方案 1 相同）。",
                         least, most),
       .en = fmt::format("Every drawn plan keeps: whole cells within their area; connected grids; {}-{} households a grid (a "
                         "cell over the maximum counts as the maximum); locked and dedicated grids; locked_borders, "
                         "locked_lines and forbidden_borders; compounds of keep_whole; and in each area the number of grids of "
                         "today (of plan 1 where that number is not feasible or there are no grids of today).",
                         least, most)},
      {.zh = "不保证 change_at_most 的上限。不优化任何目标，方案 1 "
             "理应优于其中绝大多数；单元很小，随机的界线曲折，所以在界线长度、紧凑度和沿路比例上"
             "，人画的方案几乎总是更好。",
       .en =
           "They do not keep change_at_most, and optimise nothing: plan 1 ought to be better than nearly all of them. Cells are "
           "small and random borders ragged: in length of border, compactness and share along roads plans drawn by people are "
           "nearly always better."}};
}

std::vector<core::Text> ensemble_warnings(const Json& body) {
  std::vector<core::Text> warnings;
  const core::Text whole{.zh = "全域", .en = "the whole territory"};
  if (core::Text words = not_agreed(body, whole, list(body, "ensemble.aims")); !words.zh.empty())
    warnings.push_back(std::move(words));
  for (const Json& parent : list(body, "ensemble.parents")) {
    const core::Text name = same(word(parent, "name").value_or(""));
    if (const double still = number(parent, "chains_that_never_moved").value_or(0); still > 0) {
      warnings.push_back({.zh = fmt::format("{}：{:.0f} 条链没有离开起点；可能只有一个方案，或规则过紧", name.zh, still),
                          .en = fmt::format("{}: {:.0f} chains never left their start; there may be one plan alone, or the rules "
                                            "are too tight",
                                            name.en, still)});
    } else if (core::Text words = not_agreed(body, name, list(parent, "aims")); !words.zh.empty()) {
      warnings.push_back(std::move(words));
    }
    if (is_true(parent, "widened")) {
      const std::string range = fmt::format("{:.0f}-{:.0f}", number(parent, "households_min").value_or(0),
                                            number(parent, "households_max").value_or(0));
      warnings.push_back(
          {.zh = fmt::format("{}：规定范围内找不到方案，户数范围放宽到 {}", name.zh, range),
           .en = fmt::format("{}: no plan within the rule is known; the range of households is widened to {}", name.en, range)});
    }
  }
  return warnings;
}

}  // namespace wangge::scenarios::report
