#include "scenarios/site/site_report_sections.h"

#include "gis/map/legend_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

namespace wangge::scenarios::report {
namespace {

std::string shown(const std::optional<double>& value, int digits) { return value ? decimal(*value, digits) : "–"; }
std::string shown_count(const Json& entry, const char* path) { return count(std::round(number(entry, path).value_or(0))); }
std::string shown_share(const Json& entry, const char* path) {
  const auto share = number(entry, path);
  return share ? percent(*share) : "–";
}
std::string minutes_of(const Json& entry, const char* path) {
  const auto value = number(entry, path);
  return value ? minutes(*value) : "–";
}
/// What is just over the limit must not read as the limit.
std::string over_limit(const Json& spot, double limit) {
  const std::optional<double> time = number(spot, "minutes");
  return time && *time > limit && minutes(*time) == minutes(limit) ? fmt::format("> {:g}", limit) : minutes_of(spot, "minutes");
}
bool flag(const Json& entry, const char* key) {
  const Json* value = find(entry, key);
  return value != nullptr && value->is_boolean() && value->get<bool>();
}
bool any_with(const Json& entries, const char* key) {
  return std::any_of(entries.begin(), entries.end(), [key](const Json& entry) {
    const Json* value = find(entry, key);
    return value != nullptr && !(value->is_string() && value->get<std::string>().empty()) &&
           !(value->is_number() && value->get<double>() == 0);
  });
}

core::Text cause_words(const std::string& cause) {
  if (cause == "no road") return {.zh = "附近没有道路", .en = "no road near"};
  if (cause == "no way") return {.zh = "无路可达", .en = "no way from any site"};
  return {.zh = "超过时限", .en = "too far"};
}

/// "municipality LI0105" and the like, the level by its title.
std::string centre_words(const Json& site) {
  core::Text text;
  for (const Json& one : list(site, "centre_of")) {
    const auto& centre = one.get_ref<const std::string&>();
    const std::size_t space = centre.find(' ');
    const core::Text title = gis::map::level_title(centre.substr(0, space));
    const std::string code = space == std::string::npos ? std::string() : centre.substr(space);
    text.zh += (text.zh.empty() ? "" : "，") + title.zh + code;
    text.en += (text.en.empty() ? "" : ", ") + title.en + code;
  }
  return text.en.empty() ? std::string() : both(text);
}

std::string site_marks(const Json& site) {
  core::Text marks;
  const auto add = [&](const char* zh, const char* en) {
    marks.zh += (marks.zh.empty() ? "" : "，") + std::string(zh);
    marks.en += (marks.en.empty() ? "" : ", ") + std::string(en);
  };
  if (flag(site, "today")) {
    add("现有", "of today");
  } else if (flag(site, "fixed")) {
    add("固定", "fixed");
  }
  if (flag(site, "further")) add("另设的中心", "further centre");
  const double posts = number(site, "posts").value_or(1);
  if (posts > 1) add(fmt::format("{:g} 个岗位", posts).c_str(), fmt::format("{:g} posts", posts).c_str());
  return both(marks);
}

}  // namespace

core::Text today_words(const Json& body) {
  const Json* today = find(body, "today");
  if (today == nullptr || flag(*today, "real")) return {.zh = "现有", .en = "today"};
  return {.zh = "对照", .en = "compared"};
}

core::Text room_words(const std::string& room) {
  if (room == "idle") return {.zh = "闲置国有", .en = "idle state property"};
  if (room == "rebuilt") return {.zh = "改建", .en = "rebuilt"};
  if (room == "new") return {.zh = "新建", .en = "new"};
  if (room == "shared") return {.zh = "共建共用", .en = "shared"};
  return {.zh = "不详", .en = "unknown"};
}

namespace {

/// Nested: how many sites stand at each level, and what they cost.
void write_levels(Markup& page, const Json& body, bool costs) {
  const Json& levels = list(body, "levels");
  if (levels.empty()) return;
  std::vector<TableColumn> columns{{{.zh = "层级", .en = "Level"}}, {{.zh = "点", .en = "Sites"}, true}};
  if (costs) columns.push_back({{.zh = "费用", .en = "Cost"}, true});
  std::vector<std::vector<std::string>> rows;
  for (const Json& level : levels) {
    const std::string name = word(level, "level").value_or("");
    const core::Text words =
        name == "further" ? core::Text{.zh = "另设的点", .en = "further sites"} : gis::map::level_title(name);
    std::vector<std::string> row{both(words), shown_count(level, "sites")};
    if (costs) row.push_back(shown_count(level, "cost"));
    rows.push_back(std::move(row));
  }
  page.paragraph({.zh = "各级的点；兼作几级的点只计入最高一级。",
                  .en = "Sites by level; one that is a centre of several levels counts at the highest alone."});
  page.table(columns, rows);
}

}  // namespace

void write_site_table(Markup& page, const Json& body) {
  const Json& sites = list(body, "sites");
  page.begin_section("sites", {.zh = "所选的点", .en = "The chosen sites"});
  const bool nested = any_with(sites, "centre_of");
  const bool floors = any_with(sites, "floor_area_m2");
  const bool costs = any_with(sites, "cost");
  const bool rooms = any_with(sites, "room");
  const bool capacities = any_with(sites, "capacity");
  const core::Text demand = text(body, "question.demand_words").value_or(core::Text{});
  std::vector<TableColumn> columns{{{.zh = "号", .en = "No."}, true},
                                   {{.zh = "点", .en = "Site"}, false, true},
                                   {{.zh = "辖区", .en = "Area"}},
                                   {{.zh = "道路", .en = "Street"}}};
  if (nested) columns.push_back({{.zh = "中心", .en = "Centre of"}});
  if (rooms) columns.push_back({{.zh = "用房", .en = "Room"}});
  if (floors) columns.push_back({{.zh = "面积（m²）", .en = "Floor area (m²)"}, true});
  if (costs) columns.push_back({{.zh = "费用", .en = "Cost"}, true});
  if (capacities) columns.push_back({{.zh = "容量", .en = "Capacity"}, true});
  columns.push_back({{.zh = "所服务的" + demand.zh, .en = "Serves (" + demand.en + ")"}, true});
  columns.push_back({{.zh = "平均分钟", .en = "Mean minutes"}, true});
  columns.push_back({{.zh = "时限内", .en = "In time"}, true});
  columns.push_back({{.zh = "备注", .en = "Remark"}});
  std::vector<std::vector<std::string>> rows;
  for (const Json& site : sites) {
    std::vector<std::string> row{shown_count(site, "number"), escaped(word(site, "name").value_or("")),
                                 escaped(word(site, "area_name").value_or("")), escaped(word(site, "street").value_or(""))};
    if (nested) row.push_back(centre_words(site));
    if (rooms) row.push_back(both(room_words(word(site, "room").value_or(""))));
    if (floors) row.push_back(shown(number(site, "floor_area_m2"), 0));
    if (costs) row.push_back(shown_count(site, "cost"));
    if (capacities) row.push_back(shown(number(site, "capacity"), 0));
    row.push_back(shown_count(site, "demand"));
    row.push_back(minutes_of(site, "mean_minutes"));
    row.push_back(shown_share(site, "within_share"));
    row.push_back(site_marks(site));
    rows.push_back(std::move(row));
  }
  page.table(columns, rows);
  write_levels(page, body, costs);
  if (costs) {
    const std::string cost = count(number(body, "cost").value_or(0));
    const auto budget = number(body, "question.budget");
    const std::string of = budget ? count(*budget) : "";
    page.paragraph({.zh = "费用合计 " + cost + (budget ? "，预算 " + of : "") + "。",
                    .en = "Cost in all: " + cost + (budget ? " of a budget of " + of : "") + "."});
  }
  page.end_section();
}

void write_groups(Markup& page, const Json& body) {
  const Json& groups = list(body, "groups");
  const bool before = any_with(groups, "before");
  const double standard = number(body, "question.standard_minutes").value_or(15);
  page.begin_section("groups", {.zh = "谁被覆盖", .en = "Who is reached"});
  page.paragraph(
      {.zh = fmt::format("到最近（或所属）的点的时间，含出门和上楼，{:g} "
                         "分钟为时限。每户每人只计一次：时限内、超过时限、无路可达三者之和为总数。",
                         standard),
       .en = fmt::format("Time to the nearest (or assigned) site, gate and stairs included; the standard is {:g} min. Everybody "
                         "counts once: in time, too far and without a way add up to all.",
                         standard)});
  const core::Text now_words = today_words(body);
  std::vector<TableColumn> columns{{{.zh = "人群", .en = "Group"}}, {{.zh = "总数", .en = "All"}, true}};
  if (before) columns.push_back({{.zh = "时限内：" + now_words.zh, .en = "In time: " + now_words.en}, true});
  columns.push_back({{.zh = before ? "所选" : "时限内", .en = before ? "Chosen" : "In time"}, true});
  if (before) columns.push_back({{.zh = "变化（百分点）", .en = "Change (points)"}, true});
  columns.push_back({{.zh = "时限内人数", .en = "In time"}, true});
  columns.push_back({{.zh = "超过时限", .en = "Too far"}, true});
  columns.push_back({{.zh = "无路可达", .en = "No way"}, true});
  if (before) columns.push_back({{.zh = "平均分钟：" + now_words.zh, .en = "Mean minutes: " + now_words.en}, true});
  columns.push_back({{.zh = before ? "所选" : "平均分钟", .en = before ? "Chosen" : "Mean minutes"}, true});
  std::vector<std::vector<std::string>> rows;
  std::vector<core::Text> notes;
  for (const Json& group : groups) {
    const core::Text title = text(group, "title").value_or(core::Text{});
    std::vector<std::string> row{both(title), shown_count(group, "after.all")};
    const auto now = number(group, "before.within_share");
    const auto then = number(group, "after.within_share");
    if (before) row.push_back(shown_share(group, "before.within_share"));
    row.push_back(shown_share(group, "after.within_share"));
    if (before) row.push_back(now && then ? fmt::format("{:+.1f}", 100 * (*then - *now)) : "–");
    row.push_back(shown_count(group, "after.within"));
    row.push_back(shown_count(group, "after.beyond"));
    row.push_back(shown_count(group, "after.no_way"));
    if (before) row.push_back(minutes_of(group, "before.mean_minutes"));
    row.push_back(minutes_of(group, "after.mean_minutes"));
    rows.push_back(std::move(row));
    if (const auto origin = text(group, "origin"))
      notes.push_back({.zh = title.zh + "：" + origin->zh + "。", .en = title.en + ": " + origin->en + "."});
  }
  page.table(columns, rows);
  for (const core::Text& note : notes) page.paragraph(note, "note");
  if (before) {
    const core::Text placed = text(body, "today.placed").value_or(core::Text{});
    const std::string posts = count(number(body, "today.posts").value_or(0));
    page.paragraph({.zh = fmt::format("“{}”是 {} 个驻点：{}。", now_words.zh, posts, placed.zh),
                    .en = fmt::format("\"{}\" is {} posts: {}.", now_words.en, posts, placed.en)},
                   "note");
  } else {
    page.paragraph({.zh = "场景没有这一种类的现有驻点，因而没有“现有”一栏。",
                    .en = "The scenario has no posts of this kind, so there is nothing to compare with."},
                   "note");
  }
  page.end_section();
}

void write_site_blind_spots(Markup& page, const Json& body) {
  const Json& spots = list(body, "blind_spots");
  if (spots.empty()) return;
  page.begin_section("blind", {.zh = "仍有的盲点", .en = "Blind spots left"});
  const std::string buildings = shown_count(body, "blind.after.buildings");
  const std::string households = shown_count(body, "blind.after.households");
  core::Text words{.zh = fmt::format("共 {} 处住处、{} 户在时限内到不了", buildings, households),
                   .en = fmt::format("{} homes with {} households are not reached in time", buildings, households)};
  if (number(body, "blind.before.households")) {
    const std::string before = shown_count(body, "blind.before.households");
    words.zh += fmt::format("（{}驻点：{} 户）", today_words(body).zh, before);
    words.en += fmt::format(" ({}: {} households)", today_words(body).en, before);
  }
  page.paragraph(
      {.zh = words.zh + fmt::format("。下面按户数列出前 {} 处，全部在 sites.gpkg 的 blind_spots 图层中。", spots.size()),
       .en = words.en +
             fmt::format(". The {} with most households follow; the layer blind_spots of sites.gpkg has all.", spots.size())});
  const double limit = number(body, "question.standard_minutes").value_or(15);
  std::vector<std::vector<std::string>> rows;
  for (const Json& spot : spots) {
    rows.push_back({escaped(word(spot, "building").value_or("")), escaped(word(spot, "area_name").value_or("")),
                    shown_count(spot, "households"), over_limit(spot, limit),
                    both(cause_words(word(spot, "cause").value_or("")))});
  }
  page.table({{{.zh = "建筑", .en = "Building"}, false, true},
              {{.zh = "辖区", .en = "Area"}},
              {{.zh = "户数", .en = "Households"}, true},
              {{.zh = "分钟", .en = "Minutes"}, true},
              {{.zh = "原因", .en = "Why"}}},
             rows);
  page.end_section();
}

namespace {

/// How what is near counts: alike, by zones, or smoothly.
core::Text decay_words(const Json& body) {
  const Json& ends = list(body, "accessibility.catchment_minutes");
  const Json& weights = list(body, "accessibility.weights");
  const double last = ends.empty() ? 0 : ends.back().get<double>();
  if (word(body, "accessibility.decay") == "gaussian")
    return {.zh = fmt::format("权重按高斯函数从 1 平滑减到 {:g} 分钟处的 0（Dai 2010）", last),
            .en = fmt::format("weights fall smoothly from 1 to 0 at {:g} min (Dai 2010)", last)};
  if (weights.empty())
    return {.zh = fmt::format("{:g} 分钟内一律计 1", last), .en = fmt::format("what is within {:g} min counts alike", last)};
  core::Text words{.zh = "权重：", .en = "weights: "};
  for (std::size_t i = 0; i < ends.size() && i < weights.size(); ++i) {
    words.zh += fmt::format("{}{:g} 分钟内 {:g}", i == 0 ? "" : "，", ends[i].get<double>(), weights[i].get<double>());
    words.en += fmt::format("{}{:g} within {:g} min", i == 0 ? "" : ", ", weights[i].get<double>(), ends[i].get<double>());
  }
  return words;
}

core::Text score_words(const Json& body) {
  const std::string method = word(body, "accessibility.method").value_or("");
  const core::Text near = decay_words(body);
  core::Text name{.zh = "两步移动搜寻法（Luo 与 Wang 2003）", .en = "Two-step floating catchment areas (Luo and Wang 2003)"};
  core::Text choice;
  if (method == "enhanced")
    name = {.zh = "增强两步移动搜寻法（Luo 与 Qi 2009）", .en = "Enhanced two-step floating catchment areas (Luo and Qi 2009)"};
  if (method == "three-step") {
    name = {.zh = "三步移动搜寻法（Wan、Zou 与 Sternberg 2012）",
            .en = "Three-step floating catchment areas (Wan, Zou and Sternberg 2012)"};
    choice = {.zh = "居民按权重在够得着的各点之间选择，不重复计入每个点；",
              .en = " People choose among the sites in reach by these weights and do not count in full at each of them."};
  }
  return {
      .zh = fmt::format("{}：每个点把面积（或一个岗位）按权重分给范围内的居民，{}每户再把够得着的各点之份相加；{}。得分 0 "
                        "即范围内一个点也到不了。",
                        name.zh, choice.zh, near.zh),
      .en = fmt::format("{}: a site shares its floor area (or its one post) by weight among the residents of its catchment, a "
                        "home adds up the shares of all sites that it reaches; {}.{} A score of 0: none in reach.",
                        name.en, near.en, choice.en)};
}

}  // namespace

void write_accessibility(Markup& page, const Json& body) {
  const Json& after = list(body, "accessibility.after.groups");
  if (after.empty()) return;
  const Json& before = list(body, "accessibility.before.groups");
  const auto unit_words = [](const std::string& unit) {
    return unit.starts_with("m2") ? core::Text{.zh = "每千居民平方米", .en = "m² per 1,000 residents"}
                                  : core::Text{.zh = "每万居民驻点数", .en = "posts per 10,000 residents"};
  };
  const core::Text unit = unit_words(word(body, "accessibility.after.unit").value_or(""));
  page.begin_section("access", {.zh = "可达性得分", .en = "Accessibility"});
  page.paragraph(score_words(body));
  std::vector<TableColumn> columns{{{.zh = "人群", .en = "Group"}}};
  const core::Text unit_before = unit_words(word(body, "accessibility.before.unit").value_or(""));
  if (!before.empty())
    columns.push_back({{.zh = today_words(body).zh + "（" + unit_before.zh + "）",
                        .en = "Score " + today_words(body).en + " (" + unit_before.en + ")"},
                       true});
  columns.push_back({{.zh = "所选（" + unit.zh + "）", .en = "Chosen (" + unit.en + ")"}, true});
  columns.push_back({{.zh = "得分为 0 的人数", .en = "With a score of 0"}, true});
  const Json& groups = list(body, "groups");
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < after.size(); ++i) {
    std::vector<std::string> row{i < groups.size() ? both(text(groups[i], "title").value_or(core::Text{})) : ""};
    if (!before.empty()) row.push_back(i < before.size() ? shown(number(before[i], "mean"), 2) : "–");
    row.push_back(shown(number(after[i], "mean"), 2));
    row.push_back(shown_count(after[i], "none"));
    rows.push_back(std::move(row));
  }
  page.table(columns, rows);
  page.end_section();
}

}  // namespace wangge::scenarios::report
