#include "scenarios/report/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wangge::scenarios::report {
namespace {

using Shown = std::string (*)(double);

std::string shown_share(double value) { return percent(value); }
std::string shown_minutes(double value) { return minutes(value); }
std::string shown_count(double value) { return decimal(value, 2); }

std::string with_interval(const Json& item, const std::string& path, Shown shown) {
  const std::optional<double> value = number(item, path + ".value");
  const auto range = interval(item, path + ".ci95");
  if (!value) return {};
  return range ? fmt::format("{} ({} – {})", shown(*value), shown(range->first), shown(range->second)) : shown(*value);
}

std::string plain(const Json& item, const char* key, Shown shown) {
  const std::optional<double> value = number(item, key);
  return value ? shown(*value) : std::string();
}

core::Text name_of(const Json& level) { return text(level, "title").value_or(level_words(word(level, "level").value_or(""))); }

/// "mon-fri 09:00-12:00" as a page says it.
core::Text hours_words(const std::string& line) {
  static const std::array<std::pair<std::string_view, std::string_view>, 7> days = {
      {{"mon", "周一"}, {"tue", "周二"}, {"wed", "周三"}, {"thu", "周四"}, {"fri", "周五"}, {"sat", "周六"}, {"sun", "周日"}}};
  const std::size_t space = line.find(' ');
  if (space == std::string::npos) return same(line);
  std::string zh = line.substr(0, space);
  if (zh == "daily") return {.zh = "每天" + line.substr(space), .en = line};
  const auto put = [&](std::string_view from, std::string_view to) {
    for (std::size_t at = zh.find(from); at != std::string::npos; at = zh.find(from, at + to.size()))
      zh.replace(at, from.size(), to);
  };
  for (const auto& [day, words] : days) put(day, words);
  put("-", "至");
  put(",", "、");
  return {.zh = zh + line.substr(space), .en = line};
}

void write_hours(Markup& page, const Json& levels) {
  for (const Json& level : levels) {
    std::vector<std::string> zh;
    std::vector<std::string> en;
    for (const Json& line : list(level, "hours")) {
      const core::Text words = hours_words(line.get<std::string>());
      zh.push_back(words.zh);
      en.push_back(words.en);
    }
    if (zh.empty()) continue;
    const core::Text name = name_of(level);
    const std::string open = plain(level, "open_share", shown_share);
    const std::string after = with_interval(level, "after_hours_share", shown_share);
    page.paragraph({.zh = fmt::format("{}在{} 办公（计数时间的 {}），时段外来的事项等到开放；占席时间中时段外的占 {}。", name.zh,
                                      fmt::join(zh, "、"), open, after.empty() ? "–" : after),
                    .en = fmt::format(
                        "{}: open {} ({} of the counted time); what comes outside these hours waits until they open. Of the time "
                        "that desks are taken {} lies outside the hours.",
                        name.en, fmt::join(en, ", "), open, after.empty() ? "–" : after)});
  }
}

/// The ten offices with the longest wait.
void write_longest_waits(Markup& page, const Json& levels) {
  std::vector<std::pair<double, std::vector<std::string>>> waits;
  for (const Json& level : levels) {
    for (const Json& office : list(level, "by_office")) {
      const double wait = number(office, "wait_minutes").value_or(0);
      if (wait <= 0) continue;
      waits.push_back(
          {wait,
           {both(name_of(level)), escaped(word(office, "code").value_or("")), decimal(number(office, "matters").value_or(0), 1),
            plain(office, "seated_share", shown_share), plain(office, "waited_share", shown_share), minutes(wait),
            plain(office, "utilisation", shown_share), plain(office, "queue", shown_count)}});
    }
  }
  if (waits.size() < 2) return;
  std::stable_sort(waits.begin(), waits.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  if (waits.size() > 10) waits.resize(10);
  std::vector<std::vector<std::string>> rows;
  for (auto& [wait, row] : waits) rows.push_back(std::move(row));
  page.paragraph({.zh = "等待最久的机构（至多十个）：", .en = "Offices with the longest waits, ten at most:"});
  page.table({{{.zh = "机构", .en = "Office"}},
              {{.zh = "辖区编码", .en = "Code of its area"}, false, true},
              {{.zh = "事项（每次模拟）", .en = "Matters (of a replication)"}, true},
              {{.zh = "得到席位", .en = "Got a desk"}, true},
              {{.zh = "须等待", .en = "Had to wait"}, true},
              {{.zh = "等待（分钟）", .en = "Wait (minutes)"}, true},
              {{.zh = "占用", .en = "Desks taken"}, true},
              {{.zh = "平均排队", .en = "In the line"}, true}},
             rows);
}

}  // namespace

core::Text level_words(const std::string& level) {
  static const std::map<std::string, core::Text> words{
      {"grid", {.zh = "网格", .en = "grid"}},           {"compound", {.zh = "小区", .en = "compound"}},
      {"community", {.zh = "社区", .en = "community"}}, {"town", {.zh = "乡镇街道", .en = "town"}},
      {"district", {.zh = "区县", .en = "district"}},   {"city", {.zh = "市", .en = "city"}},
      {"province", {.zh = "省", .en = "province"}}};
  const auto at = words.find(level);
  return at == words.end() ? same(level) : at->second;
}

void write_offices(Markup& page, const RunFigures& run) {
  const Json& levels = list(run.metrics, "simulation.offices");
  std::vector<std::vector<std::string>> rows;
  for (const Json& level : levels) {
    rows.push_back({both(name_of(level)), decimal(number(level, "offices").value_or(0), 0),
                    decimal(number(level, "desks").value_or(0), 0), decimal(number(level, "matters").value_or(0), 1),
                    with_interval(level, "seated_share", shown_share), with_interval(level, "waited_share", shown_share),
                    with_interval(level, "wait_minutes", shown_minutes), with_interval(level, "utilisation", shown_share),
                    with_interval(level, "queue", shown_count)});
  }
  if (rows.empty()) return;
  page.heading({.zh = "各级机构的席位和排队", .en = "Desks of the levels and the lines before them"});
  page.paragraph({.zh = "上报的事项在本级机构等空席：先急后缓，同样紧急的先下单的先办。占用 = 开放时间内的占席时间 ÷（席位数 × "
                        "计数时间中的开放时间）；须等待和等待只是期末前得到席位的事项的；平均排队 = 排队时间之和 ÷ "
                        "计数时间，为这一级各机构合计。括号内为 95\u00a0% 区间。",
                  .en = "A matter that has climbed waits for a free desk at the office of its area, the most urgent first, of "
                        "equals the one ordered first. Had to wait, and the wait, are of the matters that got a desk by the end. "
                        "Desks taken = desk time taken while open / (desks × open counted time); in the line = "
                        "sum of times in the line / counted time, of all offices of the level together. 95\u00a0% intervals in "
                        "brackets."});
  page.table({{{.zh = "机构", .en = "Office"}},
              {{.zh = "个数", .en = "How many"}, true},
              {{.zh = "每个席位", .en = "Desks of each"}, true},
              {{.zh = "事项（每次模拟）", .en = "Matters (of a replication)"}, true},
              {{.zh = "得到席位", .en = "Got a desk"}, true},
              {{.zh = "须等待", .en = "Had to wait"}, true},
              {{.zh = "等待（分钟）", .en = "Wait (minutes)"}, true},
              {{.zh = "占用", .en = "Desks taken"}, true},
              {{.zh = "平均排队", .en = "In the line"}, true}},
             rows);
  write_hours(page, levels);
  write_longest_waits(page, levels);
}

}  // namespace wangge::scenarios::report
