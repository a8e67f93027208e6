#include "scenarios/report/ensemble_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

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
    if (is_true(aim, "converged") || !is_placed(aim)) continue;
    const core::Text name = aim_name(body, word(aim, "key").value_or(""));
    const double least = std::min(number(aim, "effective").value_or(0), number(aim, "effective_tail").value_or(0));
    said.zh += fmt::format("{}{}（R̂ {}，有效样本 {:.0f}）", said.zh.empty() ? "" : "、", name.zh, r_hat_of(aim), least);
    said.en += fmt::format("{}{} (R-hat {}, effective {:.0f})", said.en.empty() ? "" : ", ", name.en, r_hat_of(aim), least);
  }
  if (said.zh.empty()) return said;
  return {.zh = fmt::format("{}：各链尚不一致：{}；请加大 ensemble.thin 或 ensemble.plans", where.zh, said.zh),
          .en = fmt::format("{}: the chains do not agree yet in {}; raise ensemble.thin or ensemble.plans", where.en, said.en)};
}

/// Whether a grid breaks a rule that drawn plans keep: without an excuse of arithmetic, in an area whose range was not widened.
bool is_out_of_order(const Json& body, const Json& violation) {
  const double rule = number(violation, "rule").value_or(0);
  if ((rule != 4 && rule != 5) || is_true(violation, "excused")) return false;
  const std::string grid = word(violation, "grid").value_or("");
  const Json& parents = list(body, "ensemble.parents");
  return std::none_of(parents.begin(), parents.end(), [&](const Json& parent) {
    return is_true(parent, "widened") && grid.starts_with(word(parent, "code").value_or(""));
  });
}

/// A range of sizes: its ends, and what they count.
struct RangeWords {
  std::string ends;
  core::Text range;  ///< with the unit
  core::Text sizes;  ///< what is in it: "户数", "households"
};

/// Of the members households_min and households_max, or points_min and points_max, after `where`.
RangeWords range_words(const Json& body, const std::string& where) {
  const auto least = number(body, where + "points_min");
  const auto most = number(body, where + "points_max");
  if (least && most) {
    const std::string ends = fmt::format("{:g}-{:g}", *least, *most);
    return {ends, {.zh = ends + " 分", .en = ends + " points"}, {.zh = "分数", .en = "points"}};
  }
  const std::string ends = fmt::format("{}-{}", count(number(body, where + "households_min").value_or(0)),
                                       count(number(body, where + "households_max").value_or(0)));
  return {ends, {.zh = ends + " 户", .en = ends + " households"}, {.zh = "户数", .en = "households"}};
}

/// Today's grids that no drawn plan would have.
std::optional<core::Text> not_comparable(const Json& body) {
  const Json& violations = list(body, "reference.violations");
  std::set<std::string> grids_out;  // a grid may break several rules
  for (const Json& violation : violations) {
    if (is_out_of_order(body, violation)) grids_out.insert(word(violation, "grid").value_or(""));
  }
  if (grids_out.empty()) return std::nullopt;
  const std::size_t out = grids_out.size();
  const auto grids = static_cast<int>(number(body, "reference.grids").value_or(0));
  const RangeWords range = range_words(body, "planning.");
  const bool today = word(body, "reference.kind") == "today";
  return core::Text{
      .zh = fmt::format("{} {} 个网格中有 {} 个不合规（{}不在 {} 之内，或不连成一片），而抽取的方案个个合规：它的数字是不合规"
                        "方案的数字，与抽取的方案只能参照，不能直接比较优劣",
                        today ? "现状" : "初划方案的", grids, out, range.sizes.zh, range.ends),
      .en = fmt::format("{} of {} {} grids are out of order (not {}, or not in one piece) while every drawn plan keeps "
                        "these rules: the figures are those of a plan that would not be allowed, and do not compare with the "
                        "drawn ones like with like",
                        out, today ? "today's" : "the run's", grids, range.range.en)};
}

/// Draws below which the ends of a distribution cannot be told.
constexpr double least_draws = 100;
/// What is asked for, since draws of one chain resemble each other.
constexpr int wanted_draws = 400;

std::optional<core::Text> too_few(const Json& body) {
  const double plans = number(body, "ensemble.plans").value_or(0);
  if (plans >= least_draws) return std::nullopt;
  return core::Text{
      .zh = fmt::format(
          "只抽取了 {:.0f} 个方案，至少需要 {:.0f} 个，宜取 {} 个以上：2.5 % 和 97.5 % 两端各要有几个方案才说得准，相邻"
          "的抽取又彼此相似；请写 ensemble.plans = {}",
          plans, least_draws, wanted_draws, wanted_draws),
      .en = fmt::format("only {:.0f} plans are drawn; {:.0f} are needed at the least and {} are better: the ends at 2.5 % and "
                        "97.5 % rest on a few plans each, and neighbouring draws resemble each other; set ensemble.plans = {}",
                        plans, least_draws, wanted_draws, wanted_draws)};
}

std::vector<core::Text> kept_rules(const Json& body) {
  const core::Text law = text(body, "ensemble.law_text").value_or(core::Text{});
  const core::Text range = range_words(body, "planning.").range;
  return {
      {.zh = "抽样规律：" + law.zh, .en = "Law of the draws: " + law.en},
      {.zh = fmt::format("每个方案都满足：单元完整、不出上级区域；网格连通；每格 {}（单个超限的单元按上限计）；"
                         "锁定和专属网格不动；不跨越 locked_borders 与 locked_lines，不沿 forbidden_borders；keep_whole 的小区"
                         "不拆分；每个区域的网格数与现状相同（现状的数目不可行或没有现状网格时，与方案 1 相同）。",
                         range.zh),
       .en = fmt::format("Every drawn plan keeps: whole cells within their area; connected grids; {} a grid (a "
                         "cell over the maximum counts as the maximum); locked and dedicated grids; locked_borders, "
                         "locked_lines and forbidden_borders; compounds of keep_whole; and in each area the number of grids of "
                         "today (of plan 1 where that number is not feasible or there are no grids of today).",
                         range.en)},
      {.zh = "不保证 change_at_most 的上限。不优化任何目标，方案 1 "
             "理应优于其中绝大多数；单元很小，随机的界线曲折，所以在界线长度、紧凑度和沿路比例上"
             "，人画的方案几乎总是更好。",
       .en =
           "They do not keep change_at_most, and optimise nothing: plan 1 ought to be better than nearly all of them. Cells are "
           "small and random borders ragged: in length of border, compactness and share along roads plans drawn by people are "
           "nearly always better."}};
}

}  // namespace

bool is_placed(const Json& aim) { return word(aim, "key") != "change"; }

std::vector<core::Text> convergence_words() {
  return {{.zh = "R̂ 比较各条链：接近 1 表示各链一致；超过 1.05 应多抽一些（ensemble.plans 或 ensemble.thin）",
           .en = "R-hat holds the chains against each other: near 1 they agree; above 1.05 draw more (ensemble.plans or "
                 "ensemble.thin)"},
          {.zh = "有效样本：相邻的抽取彼此相似，相当于这么多个独立抽取的方案；尾部：对 5 % 和 95 % 分位数而言；各须不少于 100",
           .en = "effective: neighbouring draws resemble each other; they are worth so many independent ones. In tails: the same "
                 "for the quantiles of 5 % and 95 %. Either should be 100 or more"}};
}

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
  std::vector<core::Text> rules = kept_rules(body);
  if (word(body, "reference.kind") == "today") {
    rules.push_back({.zh = "“改换网格的户”不在其中比较：现状相对自身没有改动，必然优于全部方案。",
                     .en = "Households that change grid are not placed: today's grids change nothing against themselves and are "
                           "best by definition."});
  }
  if (const auto work = text(body, "planning.work.formula")) rules.push_back({.zh = work->zh + "。", .en = work->en + "."});
  return rules;
}

std::vector<core::Text> ensemble_warnings(const Json& body) {
  std::vector<core::Text> warnings;
  if (auto words = not_comparable(body)) warnings.push_back(*std::move(words));
  if (auto words = too_few(body)) {
    // Every other sentence on agreement would say the same again.
    warnings.push_back(*std::move(words));
    return warnings;
  }
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
      const RangeWords range = range_words(parent, "");
      warnings.push_back({.zh = fmt::format("{}：规定范围内找不到方案，{}范围放宽到 {}", name.zh, range.sizes.zh, range.ends),
                          .en = fmt::format("{}: no plan within the rule is known; the range of {} is widened to {}", name.en,
                                            range.sizes.en, range.ends)});
    }
  }
  return warnings;
}

}  // namespace wangge::scenarios::report
