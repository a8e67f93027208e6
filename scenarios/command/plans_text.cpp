#include "scenarios/command/plans_text.h"

#include "scenarios/command/text_table.h"
#include "scenarios/report/plan_words.h"
#include "scenarios/report/redrawn_words.h"
#include "scenarios/report/search_words.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace wangge::scenarios {
namespace {

using core::Language;
using nlohmann::json;
using Row = std::vector<std::string>;

std::string said(const json& text, Language language) {
  return text.value(language == Language::zh ? "zh" : "en", std::string());
}

const char* colon_of(Language language) { return language == Language::zh ? "：" : ": "; }

std::optional<double> figure(const json& plan, const std::string& key) {
  const json& aims = plan.at("aims");
  if (!aims.contains(key)) return std::nullopt;
  return aims.at(key).get<double>();
}

/// The best value among the reference and the offered plans; nothing where all are alike.
std::optional<double> best_of(const json& body, const json& aim) {
  std::vector<double> values;
  if (const auto value = figure(body.at("reference"), aim.at("key"))) values.push_back(*value);
  for (const json& plan : body.at("plans")) {
    if (const auto value = figure(plan, aim.at("key"))) values.push_back(*value);
  }
  if (values.empty()) return std::nullopt;
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  if (*low == *high) return std::nullopt;
  return aim.at("more_is_better").get<bool>() ? *high : *low;
}

Row aim_row(const json& body, const json& aim, Language language) {
  const std::string unit = said(aim.at("unit"), language);
  Row row{said(aim.at("name"), language) +
          (unit.empty() ? "" : fmt::format(fmt::runtime(language == Language::zh ? "（{}）" : " ({})"), unit))};
  const int digits = aim.at("digits").get<int>();
  const std::optional<double> best = best_of(body, aim);
  const auto add = [&](const json& plan) {
    const auto value = figure(plan, aim.at("key"));
    const bool marked = value && best && *value == *best;
    row.push_back(value ? fmt::format("{:.{}f}{}", *value, digits, marked ? " *" : "  ") : "-  ");
  };
  add(body.at("reference"));
  for (const json& plan : body.at("plans")) add(plan);
  return row;
}

std::string count_of(const json& plan, const char* key) { return fmt::format("{}  ", plan.at(key).get<std::size_t>()); }

std::string dedicated_count(const json& plan) {
  return fmt::format("{}  ", plan.contains("dedicated") ? plan.at("dedicated").size() : 0);
}

std::string order_word(const json& plan, bool zh) {
  if (plan.at("valid").get<bool>()) return zh ? "是  " : "yes  ";
  return zh ? "否  " : "no  ";
}

/// Each plan's direction, and why it is marked invalid where it is.
std::string directions_text(const json& body, Language language) {
  const bool zh = language == Language::zh;
  std::string out;
  for (const json& plan : body.at("plans")) {
    out += fmt::format("{} {}{}{}", zh ? "方案" : "plan", plan.at("rank").get<std::size_t>(), colon_of(language),
                       said(plan.at("profile_name"), language));
    if (!plan.at("valid").get<bool>())
      out += (zh ? "；不合规：" : "; marked invalid: ") + core::in(report::invalid_words(plan), language);
    out += "\n";
  }
  for (const core::Text& sentence : report::ranking_words(body)) out += core::in(sentence, language) + "\n";
  return out;
}

std::string dedicated_text(const json& body, Language language) {
  const bool zh = language == Language::zh;
  std::string out;
  for (const report::DedicatedRow& row : report::dedicated_rows(body)) {
    const std::string plans = row.plans.size() == body.at("plans").size()
                                  ? std::string()
                                  : (zh ? "（" : " (") + core::in(report::plan_numbers(row.plans), language) + (zh ? "）" : ")");
    out += zh ? fmt::format("  {} {}：{:.0f} 栋建筑，{:.0f} 户{}\n", row.code, row.name, row.buildings, row.households, plans)
              : fmt::format("  {} {}: {:.0f} {}, {:.0f} {}{}\n", row.code, row.name, row.buildings,
                            row.buildings == 1 ? "building" : "buildings", row.households,
                            row.households == 1 ? "household" : "households", plans);
  }
  return out.empty() ? out : (zh ? "专属网格：\n" : "dedicated grids:\n") + out;
}

}  // namespace

std::string plans_table(const std::string& text, Language language) {
  const json body = json::parse(text);
  const bool zh = language == Language::zh;
  const bool today = body.at("reference").at("kind") == "today";
  std::vector<Row> rows;
  Row head{zh ? "目标" : "aim", (today ? (zh ? "现状" : "today") : (zh ? "初划方案" : "run's plan")) + std::string("  ")};
  Row grids{zh ? "网格数" : "grids", fmt::format("{}  ", body.at("reference").at("grids").get<std::size_t>())};
  Row invalid{zh ? "不合规的网格" : "grids not in order", count_of(body.at("reference"), "unexcused")};
  Row excused{zh ? "有理由的例外" : "excused, with a proven reason", count_of(body.at("reference"), "excused")};
  Row dedicated{zh ? "专属网格" : "dedicated grids", dedicated_count(body.at("reference"))};
  Row order{zh ? "是否合规" : "in order", order_word(body.at("reference"), zh)};
  Row score{zh ? "综合得分（0 最好）" : "score (0 is best)",
            fmt::format("{:.3f}  ", body.at("reference").at("score").get<double>())};
  Row counts{zh ? "优于/劣于第一列的项数" : "better / worse than the first column", "  "};
  Row regrouped{zh ? "与第一列不同网格的户数" : "households in another grid than there", "  "};
  for (const json& plan : body.at("plans")) {
    head.push_back(fmt::format("{} {}  ", zh ? "方案" : "plan", plan.at("rank").get<std::size_t>()));
    grids.push_back(fmt::format("{}  ", plan.at("grids").get<std::size_t>()));
    invalid.push_back(count_of(plan, "unexcused"));
    excused.push_back(count_of(plan, "excused"));
    dedicated.push_back(dedicated_count(plan));
    order.push_back(order_word(plan, zh));
    score.push_back(fmt::format("{:.3f}  ", plan.at("score").get<double>()));
    counts.push_back(fmt::format("{} / {}  ", plan.at("better").size(), plan.at("worse").size()));
    regrouped.push_back(today ? "" : count_of(plan, "households_regrouped"));
  }
  rows.push_back(std::move(head));
  rows.push_back(std::move(grids));
  rows.push_back(std::move(invalid));
  rows.push_back(std::move(excused));
  if (!report::dedicated_rows(body).empty()) rows.push_back(std::move(dedicated));
  rows.push_back(std::move(order));
  for (const json& aim : body.at("aims")) rows.push_back(aim_row(body, aim, language));
  rows.push_back(std::move(score));
  rows.push_back(std::move(counts));
  if (!today) rows.push_back(std::move(regrouped));
  std::string out = text_table(rows);
  out += zh ? "* 该行最好的，含第一列\n" : "* best of its row, the first column included\n";
  if (const json& planning = body.at("planning"); planning.contains("work"))
    out += said(planning.at("work").at("formula"), language) + "\n";
  out += directions_text(body, language) + dedicated_text(body, language);
  return out;
}

namespace {

/// What the bounds mean where the plan is far from the mean, or far above a bound.
std::string notes_text(const json& parents, Language language) {
  const bool zh = language == Language::zh;
  const char* colon = colon_of(language);
  std::string uneven;
  std::string loosened;
  std::map<std::string, std::size_t> wide;
  for (const json& parent : parents) {
    const std::string where = fmt::format("{} {}", parent.at("code").get<std::string>(), parent.at("name").get<std::string>());
    if (parent.contains("deviation_reason"))
      uneven += fmt::format("{} {:.1f} %{}{}\n", where, 100 * parent.at("deviation_max").get<double>(), colon,
                            said(parent.at("deviation_reason"), language));
    if (parent.contains("loosened")) {
      for (const json& text : parent.at("loosened")) loosened += fmt::format("{}{}{}\n", where, colon, said(text, language));
    }
    if (parent.contains("border_note")) ++wide[said(parent.at("border_note"), language)];
  }
  std::string out;
  for (const auto& [note, areas] : wide)
    out += zh ? fmt::format("界线差距超过 100 % 的 {} 个区域：{}\n", areas, note)
              : fmt::format("a gap of the border above 100 % in {} of the areas: {}\n", areas, note);
  if (!uneven.empty()) out += (zh ? "\n偏差超过 10 % 的原因：\n" : "\nwhy a grid is more than 10 % off the mean:\n") + uneven;
  if (!loosened.empty()) out += (zh ? "\n不能保持完整的小区：\n" : "\ncompounds that could not be kept whole:\n") + loosened;
  return out;
}

/// Points by which the largest deviation is above its bound; where they meet no plan can be more even.
std::string evenness_gap(const json& parent, bool zh) {
  const double gap = 100 * (parent.at("deviation_max").get<double>() - parent.at("deviation_bound").get<double>());
  if (parent.at("grids").get<std::size_t>() > 1 && gap < 0.005) return zh ? "已证最小" : "proven least";
  return fmt::format("{:.2f}", gap);
}

}  // namespace

std::string bounds_table(const std::string& text, Language language) {
  const json body = json::parse(text);
  const bool zh = language == Language::zh;
  if (body.at("plans").empty()) return {};
  std::vector<Row> rows{
      zh ? Row{"方案 1 的下界", "网格", "界线 m", "不可能少于", "差距", "最大偏差 %", "不可能小于", "差距（百分点）"}
         : Row{"bounds of plan 1", "grids", "border m", "no less than", "gap", "largest deviation %", "no less than",
               "gap (points)"}};
  for (const json& parent : body.at("plans")[0].at("parents")) {
    rows.push_back({parent.at("name").get<std::string>(), fmt::format("{}", parent.at("grids").get<std::size_t>()),
                    fmt::format("{:.0f}", parent.at("border_m").get<double>()),
                    fmt::format("{:.0f}", parent.at("border_bound_m").get<double>()),
                    parent.contains("border_gap") ? fmt::format("{:.0f} %", 100 * parent.at("border_gap").get<double>()) : "-",
                    fmt::format("{:.2f}", 100 * parent.at("deviation_max").get<double>()),
                    fmt::format("{:.2f}", 100 * parent.at("deviation_bound").get<double>()), evenness_gap(parent, zh)});
  }
  return text_table(rows) + notes_text(body.at("plans")[0].at("parents"), language);
}

std::string reasons_text(const std::string& text, Language language) {
  using Standing = report::PlanReason::Standing;
  const bool zh = language == Language::zh;
  const std::vector<std::pair<Standing, core::Text>> headings = {
      {Standing::not_in_order, {.zh = "网格没有合规的原因：", .en = "why grids are not in order:"}},
      {Standing::not_in_order_proven,
       {.zh = "网格不合规、也没有理由（已证明做不到）：",
        .en = "why grids are not in order, nor excused (proven that none can be):"}},
      {Standing::not_met, {.zh = "没有达到的要求：", .en = "what was asked for and is not met:"}},
      {Standing::excused, {.zh = "有理由的例外（已证明）：", .en = "why grids are excused (proven):"}}};
  const std::vector<report::PlanReason> rows = report::plan_reasons(json::parse(text));
  std::string out;
  for (const auto& [standing, heading] : headings) {
    std::string lines;
    for (const report::PlanReason& row : rows) {
      if (row.standing != standing) continue;
      lines += fmt::format(fmt::runtime(zh ? "{}，{} {}：{}\n" : "{}, {} {}: {}\n"),
                           core::in(report::plan_numbers(row.plans), language), row.code, row.area, core::in(row.text, language));
    }
    if (!lines.empty()) out += "\n" + core::in(heading, language) + "\n" + lines;
  }
  return out;
}

std::string search_text(const std::string& text, Language language) {
  const json body = json::parse(text);
  std::vector<core::Text> words = report::search_words(body);
  words.push_back(report::redrawn_words(body));
  std::string out;
  for (const core::Text& sentence : words) {
    if (!sentence.en.empty()) out += core::in(sentence, language) + "\n";
  }
  return out;
}

}  // namespace wangge::scenarios
