#include "scenarios/site/site_report_sections.h"

#include "scenarios/report/sections.h"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace wangge::scenarios::report {
namespace {

constexpr std::size_t most_rows = 400;

std::string shown(const Json& entry, const char* path, int digits) {
  const auto value = number(entry, path);
  return value ? decimal(*value, digits) : "–";
}
std::string share_of(const Json& entry, const char* path) {
  const auto value = number(entry, path);
  return value ? percent(*value) : "–";
}

/// The grids of today's posts by code, to stand beside those of the chosen ones.
std::map<std::string, const Json*> by_code(const Json& grids) {
  std::map<std::string, const Json*> found;
  for (const Json& grid : grids) found[word(grid, "code").value_or("")] = &grid;
  return found;
}

std::string needed(const Json* grid) {
  if (grid == nullptr) return "–";
  if (number(*grid, "workers_needed")) return shown(*grid, "workers_needed", 0);
  return both({.zh = "路程太长", .en = "too far"});
}

core::Text staff_summary(const Json& staff) {
  const std::string now = shown(staff, "workers_now", 0);
  const std::string need = shown(staff, "workers_needed", 0);
  const double too_far = number(staff, "grids_too_far").value_or(0);
  const Json* grids = find(staff, "grids");
  if (too_far > 0 && grids != nullptr && too_far == static_cast<double>(grids->size())) {
    return {.zh = fmt::format("场景现有 {} 人；任何网格都无法达到：仅路程就太长，多少人都不够", now),
            .en = fmt::format("the scenario has {} workers; the target is met in no grid by any number, the ways alone are too "
                              "long",
                              now)};
  }
  core::Text words{.zh = fmt::format("场景现有 {} 人，需要 {} 人", now, need),
                   .en = fmt::format("the scenario has {} workers, {} are needed", now, need)};
  if (too_far > 0) {
    words.zh += fmt::format("；另有 {:g} 个网格仅路程就太长，多少人都不够，不计在内", too_far);
    words.en += fmt::format("; not counting {:g} {}, where the ways alone are too long, whatever the number", too_far,
                            too_far == 1 ? "grid" : "grids");
  }
  return words;
}

}  // namespace

void write_staff(Markup& page, const Json& body) {
  const Json* after = find(body, "staff.after");
  const Json* before = find(body, "staff.before");
  if (after == nullptr && before == nullptr) return;
  const Json& main = after != nullptr ? *after : *before;
  page.begin_section("staff", {.zh = "各网格需要多少网格员", .en = "Workers that each grid needs"});
  page.paragraph(
      {.zh = fmt::format(
           "要使值班时间下单的事项有 {} 在 {:g} 分钟内达到目标。按 Erlang "
           "排队公式：接单按其平均时间计入，往返路程和办理时间占用网格员；每周值班 {:g} "
           "小时，非值班时间到来的 {} 事项要等到值班，占用值班的时间，但不计入上述比例。走访、巡查等计划内工作不计在内，须另加。",
           share_of(main, "share"), number(main, "within_minutes").value_or(0), number(main, "duty_hours_a_week").value_or(0),
           share_of(main, "off_duty_share")),
       .en = fmt::format(
           "So that {} of the requests ordered on duty meet the target within {:g} min. By Erlang's waiting formula: "
           "acceptance counts with its mean, the ways there and back and the work keep a worker busy; duty is {:g} hours a "
           "week, and the {} of the requests that come off duty wait for it: they take time of the duty, but are not in the "
           "share. Visits, patrols and other scheduled work are not counted and come on top.",
           share_of(main, "share"), number(main, "within_minutes").value_or(0), number(main, "duty_hours_a_week").value_or(0),
           share_of(main, "off_duty_share"))});
  const bool peak = word(main, "hours") == "peak";
  if (peak) {
    page.paragraph(
        {.zh = "人数按各网格最忙的值班小时定：该小时下单的事项也要达到上述比例。钟点与星期的分布取自各类诉求；非值班时间到来的事"
               "项仍"
               "平均摊入值班时间。",
         .en = "The number is that for the busiest hour of duty of each grid: the requests ordered in it reach that share too. "
               "Hours and weekdays are those of the kinds of requests; what comes off duty is spread evenly over the duty even "
               "then."});
  }
  if (before != nullptr) {
    const core::Text words = staff_summary(*before);
    page.paragraph({.zh = "从现有驻点出发：" + words.zh + "。", .en = "From the posts of today: " + words.en + "."});
  }
  if (after != nullptr) {
    const core::Text words = staff_summary(*after);
    page.paragraph({.zh = "从所选的点出发：" + words.zh + "。", .en = "From the chosen sites: " + words.en + "."});
  }
  std::map<std::string, const Json*> today;
  if (before != nullptr) today = by_code(list(*before, "grids"));
  std::vector<TableColumn> columns{{{.zh = "网格", .en = "Grid"}, false, true},
                                   {{.zh = "名称", .en = "Name"}},
                                   {{.zh = "每值班小时事项", .en = "Requests a duty hour"}, true},
                                   {{.zh = "平均路程（分钟）", .en = "Mean way (min)"}, true},
                                   {{.zh = "每件占用（分钟）", .en = "Busy a request (min)"}, true},
                                   {{.zh = "现有人数", .en = "Workers now"}, true},
                                   {{.zh = "及时比例", .en = "In time with these"}, true},
                                   {{.zh = "需要人数", .en = "Workers needed"}, true}};
  if (peak) {
    columns.push_back({{.zh = "最忙的小时", .en = "Busiest hour"}});
    columns.push_back({{.zh = "该小时事项", .en = "Requests in it"}, true});
    columns.push_back({{.zh = "该小时及时比例", .en = "In time in it"}, true});
  }
  const bool both_known = before != nullptr && after != nullptr;
  if (both_known) columns.push_back({{.zh = "从现有驻点需要", .en = "Needed from today's posts"}, true});
  std::vector<std::vector<std::string>> rows;
  const Json& grids = list(main, "grids");
  for (const Json& grid : grids) {
    if (rows.size() == most_rows) break;
    const std::string code = word(grid, "code").value_or("");
    std::vector<std::string> row{escaped(code),
                                 escaped(word(grid, "name").value_or("")),
                                 shown(grid, "requests_per_duty_hour", 2),
                                 shown(grid, "way_minutes", 1),
                                 shown(grid, "busy_minutes", 1),
                                 shown(grid, "workers_now", 0),
                                 share_of(grid, "share_now"),
                                 needed(&grid)};
    if (peak) {
      row.push_back(both(text(grid, "busiest_hour.hour").value_or(core::Text{})));
      row.push_back(shown(grid, "busiest_hour.requests_per_hour", 2));
      row.push_back(share_of(grid, "busiest_hour.share"));
    }
    if (both_known) row.push_back(today.contains(code) ? needed(today.at(code)) : "–");
    rows.push_back(std::move(row));
  }
  page.html("<details" + std::string(grids.size() <= 20 ? " open" : "") + "><summary>" +
            both({.zh = fmt::format("逐个网格（{}）", grids.size()), .en = fmt::format("Grid by grid ({})", grids.size())}) +
            "</summary>\n");
  page.table(columns, rows);
  if (grids.size() > rows.size()) page.paragraph({.zh = "其余见 site.json。", .en = "The rest stands in site.json."}, "note");
  page.html("</details>\n");
  write_staff_check(page, main);
  page.end_section();
}

void write_pairing(Markup& page, const Json& body) {
  const Json* pairing = find(body, "pairing");
  if (pairing == nullptr) return;
  page.begin_section("pairing", {.zh = "组织与网格结对", .en = "Organisations paired with grids"});
  const std::string pairs = shown(*pairing, "pairs", 0);
  const std::string organisations = shown(*pairing, "organisations", 0);
  const std::string unmet = shown(*pairing, "unmet", 0);
  const std::string all = shown(*pairing, "minutes", 1);
  const std::string bound = shown(*pairing, "bound_minutes", 1);
  page.paragraph(
      {.zh = fmt::format("{} 个组织，结成 {} 对，{} 个需求没有满足；路程合计 {} 分钟，而满足同样多需求的任何方案至少要 {} "
                         "分钟（对偶价格证明）。",
                         organisations, pairs, unmet, all, bound),
       .en = fmt::format("{} organisations, {} pairs, {} wishes unmet; the ways add up to {} min, and no pairing that meets as "
                         "many wishes takes less than {} min (proven by prices).",
                         organisations, pairs, unmet, all, bound)});
  std::vector<std::vector<std::string>> rows;
  for (const Json& grid : list(*pairing, "grids")) {
    if (rows.size() == most_rows) break;
    std::string names;
    const Json& minutes_list = list(grid, "minutes");
    std::size_t next = 0;
    for (const Json& name : list(grid, "organisations")) {
      names += (names.empty() ? "" : ", ") + escaped(name.get<std::string>());
      if (next < minutes_list.size()) names += fmt::format(" ({} min)", minutes(minutes_list[next++].get<double>()));
    }
    rows.push_back(
        {escaped(word(grid, "code").value_or("")), escaped(word(grid, "name").value_or("")), names, shown(grid, "unmet", 0)});
  }
  page.table({{{.zh = "网格", .en = "Grid"}, false, true},
              {{.zh = "名称", .en = "Name"}},
              {{.zh = "组织", .en = "Organisations"}},
              {{.zh = "未满足", .en = "Unmet"}, true}},
             rows);
  page.end_section();
}

void write_candidates(Markup& page, const Json& body) {
  page.begin_section("candidates", {.zh = "候选点与输入", .en = "Candidates and input"});
  const auto at = [&](const char* key) { return number(body, std::string("candidates.") + key).value_or(0); };
  core::Text words{.zh = fmt::format("{:g} 个候选点", at("all")), .en = fmt::format("{:g} candidates", at("all"))};
  if (const auto made = word(body, "candidates.generated_at")) {
    words.zh += fmt::format("（按 {} 生成，间距至少 {:g} 米）", *made, at("spacing_metres"));
    words.en += fmt::format(" (made at {}, at least {:g} m apart)", *made, at("spacing_metres"));
  }
  words.zh += fmt::format("，其中 {:g} 个可选，{:g} 个固定", at("allowed"), at("fixed"));
  words.en += fmt::format("; {:g} can be chosen, {:g} are fixed", at("allowed"), at("fixed"));
  struct Reason {
    const char* key;
    const char* zh;
    const char* en;
  };
  for (const Reason& reason :
       {Reason{"outside", "在辖区之外", "lie outside the area"}, Reason{"no_road", "附近无路", "have no road near"},
        Reason{"duplicate", "名称重复", "bear a name twice"},
        Reason{"too_small", "面积不足或不详", "are too small or of unknown size"},
        Reason{"level_unknown", "级别不在 siting.levels 之中", "are for a level that is none of siting.levels"},
        Reason{"forbidden", "被禁用", "are forbidden"}}) {
    if (at(reason.key) == 0) continue;
    words.zh += fmt::format("，{:g} 个{}", at(reason.key), reason.zh);
    words.en += fmt::format(", {:g} {}", at(reason.key), reason.en);
  }
  page.paragraph({.zh = words.zh + "。", .en = words.en + "."});
  std::vector<std::vector<std::string>> rows;
  for (const Json& finding : list(body, "findings")) {
    rows.push_back({escaped(word(finding, "rule").value_or("")),
                    both(report::severity_words(word(finding, "severity").value_or(""))), shown(finding, "count", 0),
                    both(text(finding, "example").value_or(core::Text{}))});
  }
  if (!rows.empty()) {
    page.heading({.zh = "输入中发现的问题", .en = "What was found in the input"});
    page.table({{{.zh = "规则", .en = "Rule"}, false, true},
                {{.zh = "程度", .en = "Severity"}},
                {{.zh = "处数", .en = "Count"}, true},
                {{.zh = "例", .en = "Example"}}},
               rows);
  }
  page.end_section();
}

}  // namespace wangge::scenarios::report
