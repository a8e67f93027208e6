#include "scenarios/command/site_text.h"

#include "scenarios/command/staff_text.h"
#include "scenarios/command/text_table.h"
#include "scenarios/site/nested_search.h"
#include "scenarios/site/site_report_sections.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <optional>
#include <vector>

namespace wangge::scenarios {
namespace {

using core::Language;
using nlohmann::json;
using Row = std::vector<std::string>;

std::string said(const json& text, Language language) {
  return text.value(language == Language::zh ? "zh" : "en", std::string());
}

std::optional<double> number(const json& entry, const char* key) {
  const auto found = entry.find(key);
  return found == entry.end() || !found->is_number() ? std::nullopt : std::optional(found->get<double>());
}

std::string share(const std::optional<double>& value) {
  if (!value) return "-";
  // Never 100 % or 0 % for a share that is not exactly that.
  const double percent = 100 * *value;
  if (percent < 100 && percent >= 99.95) return "99.9 %";
  if (percent > 0 && percent < 0.05) return "0.1 %";
  return fmt::format("{:.1f} %", percent);
}
std::string minutes(const std::optional<double>& value) { return value ? fmt::format("{:.1f}", *value) : "-"; }
std::string whole(const std::optional<double>& value) { return value ? fmt::format("{:.0f}", std::round(*value)) : "-"; }

bool any(const json& entries, const char* key) {
  for (const json& entry : entries) {
    const auto found = entry.find(key);
    if (found == entry.end()) continue;
    if (found->is_string() && found->get<std::string>().empty()) continue;
    if (found->is_number() && found->get<double>() == 0) continue;
    return true;
  }
  return false;
}

std::string proof(const json& answer, bool zh) {
  if (answer.at("proven").get<bool>()) return zh ? "已证明最优" : "proven best";
  const double gap = 100 * answer.at("gap").get<double>();
  return fmt::format(fmt::runtime(zh ? "差距 {:.2f} %" : "gap {:.2f} %"), gap);
}

/// What the search left out, because no candidate serves it.
std::string left_out_text(const json& body, Language language) {
  const json left = body.value("search", json::object()).value("left_out", json::object());
  const std::string of = said(body.value("question", json::object()).value("demand_words", json::object()), language);
  const bool zh = language == Language::zh;
  std::string words;
  if (number(left, "beyond").value_or(0) > 0) {
    words += fmt::format(fmt::runtime(zh ? "未计入：{1} {0} 离所有候选点都超过时限\n"
                                         : "left out: {1} ({0}), farther than the standard from every candidate\n"),
                         of, whole(number(left, "beyond")));
  }
  if (number(left, "no_way").value_or(0) > 0) {
    words += fmt::format(fmt::runtime(zh ? "未计入：{1} {0} 无路可达\n" : "left out: {1} ({0}), to whom no road leads\n"), of,
                         whole(number(left, "no_way")));
  }
  return words;
}

}  // namespace

std::string site_answers_text(const std::string& text, Language language) {
  const json body = json::parse(text);
  const bool zh = language == Language::zh;
  std::vector<Row> rows{{zh ? "指标" : "figure", zh ? "答案" : "answer", zh ? "界" : "bound", zh ? "证明" : "proof"}};
  for (const json& answer : body.at("answers")) {
    const int digits = answer.at("digits").get<int>();
    const std::string unit = said(answer.at("unit"), language);
    std::string what = said(answer.at("what"), language);
    const std::string level = answer.value("level", std::string());
    const bool further = level == "all" || level == "free";
    if (!level.empty() && !further) what = fmt::format("{} {}: {}", level, answer.value("area_name", std::string()), what);
    rows.push_back({what, fmt::format("{:.{}f} {}", answer.at("value").get<double>(), digits, unit),
                    fmt::format("{:.{}f} {}", answer.at("bound").get<double>(), digits, unit),
                    level == "free" ? "" : proof(answer, zh)});
  }
  std::string table = text_table(rows) + left_out_text(body, language);
  if (body.at("answers").size() > 1) table += (zh ? levels_note().zh : levels_note().en) + "\n";
  return table;
}

std::string sites_table(const std::string& text, Language language) {
  const json body = json::parse(text);
  const bool zh = language == Language::zh;
  const json& sites = body.at("sites");
  const bool nested = any(sites, "centre_of");
  const bool rooms = any(sites, "room");
  const bool floors = any(sites, "floor_area_m2");
  const bool costs = any(sites, "cost");
  Row head{"#", zh ? "点" : "site", zh ? "辖区" : "area", zh ? "道路" : "street"};
  std::vector<std::size_t> left{1, 2, 3};
  const auto add_head = [&](const char* chinese, const char* english, bool to_left) {
    if (to_left) left.push_back(head.size());
    head.emplace_back(zh ? chinese : english);
  };
  if (nested) add_head("中心", "centre of", true);
  if (rooms) add_head("用房", "room", true);
  if (floors) add_head("面积", "m2", false);
  if (costs) add_head("费用", "cost", false);
  add_head("户", "households", false);
  add_head("平均分钟", "mean min", false);
  add_head("时限内", "in time", false);
  std::vector<Row> rows{head};
  for (const json& site : sites) {
    Row row{std::to_string(site.at("number").get<std::size_t>()), site.at("name").get<std::string>(),
            site.at("area_name").get<std::string>(), site.at("street").get<std::string>()};
    if (nested) {
      std::string centres;
      for (const json& one : site.value("centre_of", json::array()))
        centres += (centres.empty() ? "" : ", ") + one.get<std::string>();
      if (site.value("further", false)) centres += std::string(centres.empty() ? "" : ", ") + (zh ? "另设" : "further");
      row.push_back(centres);
    }
    if (rooms) {
      const core::Text words = report::room_words(site.at("room").get<std::string>());
      row.push_back(zh ? words.zh : words.en);
    }
    if (floors) row.push_back(whole(number(site, "floor_area_m2")));
    if (costs) row.push_back(whole(number(site, "cost")));
    row.push_back(whole(number(site, "households")));
    row.push_back(minutes(number(site, "mean_minutes")));
    row.push_back(share(number(site, "within_share")));
    rows.push_back(std::move(row));
  }
  return text_table(rows, left);
}

std::string site_groups_table(const std::string& text, Language language) {
  const json body = json::parse(text);
  const bool zh = language == Language::zh;
  const bool before = body.contains("today");
  Row head{zh ? "人群" : "group", zh ? "总数" : "all"};
  const bool real = before && body.at("today").at("real").get<bool>();
  const std::string now_zh = real ? "现有" : "对照";
  const std::string now_en = real ? "today" : "compared";
  if (before) head.push_back(zh ? "时限内：" + now_zh : "in time " + now_en);
  head.emplace_back(zh ? "时限内：所选" : "in time");
  head.emplace_back(zh ? "超过时限" : "too far");
  head.emplace_back(zh ? "无路可达" : "no way");
  if (before) head.push_back(zh ? "平均分钟：" + now_zh : "mean min " + now_en);
  head.emplace_back(zh ? "平均分钟" : "mean min");
  std::vector<Row> rows{head};
  std::string account;
  for (const json& group : body.at("groups")) {
    const json& after = group.at("after");
    const json now = group.value("before", json::object());
    Row row{said(group.at("title"), language), whole(number(after, "all"))};
    if (before) row.push_back(share(number(now, "within_share")));
    row.push_back(share(number(after, "within_share")));
    row.push_back(whole(number(after, "beyond")));
    row.push_back(whole(number(after, "no_way")));
    if (before) row.push_back(minutes(number(now, "mean_minutes")));
    row.push_back(minutes(number(after, "mean_minutes")));
    rows.push_back(std::move(row));
    if (group.at("name") != "households") continue;
    account = fmt::format(fmt::runtime(zh ? "{} 户 = {} 在时限内 + {} 超过时限 + {} 无路可达\n"
                                          : "{} households = {} in time + {} too far + {} without a way\n"),
                          whole(number(after, "all")), whole(number(after, "within")), whole(number(after, "beyond")),
                          whole(number(after, "no_way")));
  }
  std::string out = text_table(rows) + account;
  if (before) {
    const std::string placed = said(body.at("today").at("placed"), language);
    out += fmt::format(fmt::runtime(zh ? "{}：{} 个驻点，{}\n" : "{}: {} posts, {}\n"), zh ? now_zh : now_en,
                       body.at("today").at("posts").get<std::size_t>(), placed);
  }
  return out;
}

std::string site_further_text(const std::string& text, Language language) {
  const json body = json::parse(text);
  const bool zh = language == Language::zh;
  std::string out;
  const json staff = body.value("staff", json::object());
  for (const char* when : {"before", "after"}) {
    if (!staff.contains(when)) continue;
    const json& plan = staff.at(when);
    const bool real = body.contains("today") && body.at("today").value("real", false);
    const std::string posts =
        real ? (zh ? "从现有驻点" : "from the posts of today") : (zh ? "从对照的驻点" : "from the compared posts");
    const std::string from = std::string(when) == "before" ? posts : (zh ? "从所选的点" : "from the chosen sites");
    const bool peak = plan.value("hours", std::string()) == "peak";
    const char* chinese = peak ? "{}出发，最忙的值班小时的事项 {} 在 {:g} 分钟内：需 {} 名网格员（现有 {}）"
                               : "{}出发，值班时间的事项 {} 在 {:g} 分钟内：需 {} 名网格员（现有 {}）";
    const char* sentence =
        peak ? "{1} of what is ordered in the busiest hour of duty within {2:g} min {0}: {3} workers needed (now {4})"
             : "{1} of what is ordered on duty within {2:g} min {0}: {3} workers needed (now {4})";
    const auto far = plan.at("grids_too_far").get<std::size_t>();
    if (far > 0 && far == plan.at("grids").size()) {
      out +=
          fmt::format(fmt::runtime(zh ? "{}出发，{} 在 {:g} 分钟内：任何网格都无法达到，仅路程就太长，多少人都不够\n"
                                      : "{1} within {2:g} min {0}: met in no grid by any number of workers, the ways alone are "
                                        "too long\n"),
                      from, share(number(plan, "share")), plan.at("within_minutes").get<double>());
      continue;
    }
    out += fmt::format(fmt::runtime(zh ? chinese : sentence), from, share(number(plan, "share")),
                       plan.at("within_minutes").get<double>(), plan.at("workers_needed").get<int>(),
                       plan.at("workers_now").get<int>());
    if (far > 0) {
      const char* english = far == 1 ? ", not counting {} grid where the ways alone are too long"
                                     : ", not counting {} grids where the ways alone are too long";
      out += fmt::format(fmt::runtime(zh ? "，另有 {} 个网格仅路程就太长" : english), far);
    }
    out += "\n" + staff_check_text(plan, language);
  }
  if (body.contains("pairing")) {
    const json& pairing = body.at("pairing");
    out += fmt::format(
        fmt::runtime(zh ? "结对：{} 个组织，{} 对，{} 个需求未满足；路程合计 {:.1f} 分钟，界 {:.1f}\n"
                        : "pairing: {} organisations, {} pairs, {} wishes unmet; ways add up to {:.1f} min, bound {:.1f}\n"),
        pairing.at("organisations").get<std::size_t>(), pairing.at("pairs").get<std::size_t>(),
        pairing.at("unmet").get<std::size_t>(), pairing.at("minutes").get<double>(), pairing.at("bound_minutes").get<double>());
  }
  return out;
}

}  // namespace wangge::scenarios
