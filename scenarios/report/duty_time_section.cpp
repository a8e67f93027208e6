#include "scenarios/report/chart_axes.h"
#include "scenarios/report/charts.h"
#include "scenarios/report/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace wangge::scenarios::report {
namespace {

constexpr auto duty_colours = std::to_array<std::uint32_t>(
    {0xd9822b, 0x5b8c5a, 0x7d5ba6, 0xc9a227, 0x3f8f96, 0xb8604d, 0x8a9a3b, 0xa05a86, 0x6f7fb8, 0x8c6d46});
constexpr gis::map::Colour back_colour{0x8f8b95};
constexpr gis::map::Colour free_colour{0xdedade};

constexpr gis::map::Colour nowhere_colour{0xeaddcd};

core::Text name_of(const Json& item, const char* key) { return text(item, "title").value_or(same(word(item, key).value_or(""))); }

double share_of(const Json& item, const std::string& part) { return number(item, part + ".share.value").value_or(0); }

/// Whose free time is on call: no hours on shift.
bool volunteers(const Json& kind) {
  const Json* told = find(kind, "volunteer");
  return told != nullptr && told->is_boolean() && told->get<bool>();
}

using Kinds = std::vector<const Json*>;

Kinds those(const Json& kinds, bool of_volunteers) {
  Kinds found;
  for (const Json& kind : kinds) {
    if (volunteers(kind) == of_volunteers) found.push_back(&kind);
  }
  return found;
}

/// Every duty of every kind, once.
std::vector<core::Text> duties_of(const Kinds& kinds) {
  std::vector<core::Text> names;
  for (const Json* kind : kinds) {
    for (const Json& duty : list(*kind, "duties")) names.push_back(name_of(duty, "duty"));
  }
  return names;
}

StackChart chart_of(const Kinds& kinds) {
  StackChart chart{.parts = {{{.zh = "办事（含路上）", .en = "requests, ways included"}, within_colour}},
                   .rows = {},
                   .x_title = {.zh = "占当班和加班时间的比例", .en = "share of the hours on shift and overtime"}};
  const std::vector<core::Text> duties = duties_of(kinds);
  for (std::size_t i = 0; i < duties.size(); ++i) chart.parts.push_back({duties[i], {duty_colours[i % duty_colours.size()]}});
  chart.parts.push_back({{.zh = "空闲：返回驻点途中", .en = "free: on the way back to the post"}, back_colour});
  chart.parts.push_back(
      {{.zh = "空闲：驻点待命或在网格内巡走", .en = "free: at the post, or walking about the grid"}, free_colour});
  const bool nowhere =
      std::any_of(kinds.begin(), kinds.end(), [](const Json* kind) { return share_of(*kind, "without_post") > 0; });
  if (nowhere) chart.parts.push_back({{.zh = "空闲：没有驻点", .en = "free: without a post"}, nowhere_colour});
  std::size_t before = 1;
  for (const Json* kind : kinds) {
    std::vector<double> shares(chart.parts.size(), 0);
    shares[0] = share_of(*kind, "to_requests") + share_of(*kind, "with_requests");
    for (const Json& duty : list(*kind, "duties")) shares[before++] = share_of(duty, "way") + share_of(duty, "at");
    const std::size_t free = 1 + duties.size();
    shares[free] = share_of(*kind, "moving_back");
    shares[free + 1] = share_of(*kind, "free_patrol") + share_of(*kind, "at_post");
    if (nowhere) shares[free + 2] = share_of(*kind, "without_post");
    chart.rows.push_back({name_of(*kind, "kind"), std::move(shares)});
  }
  return chart;
}

std::string hours(const Json& item, const std::string& part) {
  if (part.empty()) return {};
  const std::optional<double> value = number(item, part + ".hours.value");
  if (!value) return {};
  return *value < 100 ? decimal(*value, 1) : count(*value);
}

std::string share(const Json& item, const std::string& part) {
  if (part.empty()) return {};
  const std::optional<double> value = number(item, part + ".share.value");
  const auto range = interval(item, part + ".share.ci95");
  if (!value) return {};
  return range ? fmt::format("{} ({} – {})", percent(*value), percent(range->first), percent(range->second)) : percent(*value);
}

/// In both languages; of older runs one text for both.
core::Text source_of(const Json& item) { return text(item, "source_text").value_or(same(word(item, "source").value_or(""))); }

std::vector<std::string> row(const core::Text& work, const Json& item, const std::string& way, const std::string& at) {
  return {both(work), hours(item, way), share(item, way), hours(item, at), share(item, at), both(source_of(item))};
}

void write_people(Markup& page, const Json& kind) {
  const std::string on_shift = count(number(kind, "on_shift_hours.value").value_or(0));
  const std::string overtime = count(number(kind, "overtime_hours.value").value_or(0));
  const std::string people = count(number(kind, "responders").value_or(0));
  core::Text words{
      .zh = fmt::format("{} 人；每次模拟当班 {} 小时，加班 {} 小时。", people, on_shift, overtime),
      .en = fmt::format("People: {}; in a replication {} hours on shift and {} of overtime.", people, on_shift, overtime)};
  if (volunteers(kind)) {
    words = {.zh = fmt::format("志愿者 {} 人；每次模拟待命和做事共 {} 小时（不是上班工时），之后再用 {} 小时。", people, on_shift,
                               overtime),
             .en = fmt::format(
                 "Volunteers: {}; in a replication {} hours on call or at work, which are no paid hours, and {} beyond them.",
                 people, on_shift, overtime)};
  }
  if (const auto nowhere = number(kind, "responders_without_post")) {
    words.zh += fmt::format("其中 {} 人没有驻点，不能出勤。", count(*nowhere));
    words.en += fmt::format(" Without a post, and so unable to reach anybody: {} of them.", count(*nowhere));
  }
  page.paragraph(words);
}

struct FreePart {
  const char* part;
  bool moving;
  core::Text on_shift;
  core::Text on_call;
};

const std::array<FreePart, 4>& free_parts() {
  static const std::array<FreePart, 4> all = {{{"moving_back",
                                                true,
                                                {.zh = "空闲：返回驻点", .en = "Free: back to the post"},
                                                {.zh = "待命：返回途中", .en = "On call: on the way back"}},
                                               {"free_patrol",
                                                true,
                                                {.zh = "空闲：网格内巡走", .en = "Free: walking about the grid"},
                                                {.zh = "待命：网格内巡走", .en = "On call: walking about the grid"}},
                                               {"at_post",
                                                false,
                                                {.zh = "空闲：驻点待命", .en = "Free: at the post"},
                                                {.zh = "待命：等候派单", .en = "On call: waiting for an order"}},
                                               {"without_post",
                                                false,
                                                {.zh = "空闲：没有驻点", .en = "Free: without a post"},
                                                {.zh = "待命：没有驻点", .en = "On call: without a post"}}}};
  return all;
}

void write_kind(Markup& page, const Json& kind) {
  page.heading(name_of(kind, "kind"));
  write_people(page, kind);
  const bool on_call = volunteers(kind);
  std::vector<std::vector<std::string>> rows = {row({.zh = "办事", .en = "Requests"}, kind, "to_requests", "with_requests")};
  for (const Json& duty : list(kind, "duties")) rows.push_back(row(name_of(duty, "duty"), duty, "way", "at"));
  for (const FreePart& free : free_parts()) {
    if (find(kind, free.part) == nullptr) continue;
    const core::Text& name = on_call ? free.on_call : free.on_shift;
    rows.push_back(free.moving ? row(name, kind, free.part, "") : row(name, kind, "", free.part));
  }
  page.table({{{.zh = "工作", .en = "Work"}, false, true},
              {{.zh = "途中（小时）", .en = "On the way (h)"}, true},
              {{.zh = "占比（95\u00a0% 区间）", .en = "Share (95\u00a0% interval)"}, true},
              {{.zh = "在做（小时）", .en = "At it (h)"}, true},
              {{.zh = "占比（95\u00a0% 区间）", .en = "Share (95\u00a0% interval)"}, true},
              {{.zh = "数字来源", .en = "Source of its figures"}}},
             rows);
}

}  // namespace

void write_duty_time(Markup& page, const RunFigures& run) {
  const Json& kinds = list(run.metrics, "simulation.duty_time");
  if (kinds.empty()) return;
  page.begin_section("duty-time", {.zh = "工时构成", .en = "Time of duty"});
  core::Text words = {
      .zh =
          "各类人员当班和加班的时间用在何处（各次模拟的平均）。各部分相加即为全部：当班 + 加班＝办事 + 计划内工作 + "
          "空闲。办事的途中自派单起到住户门口止；巡查全程计为“在做”；休息和下班后的返程不计。",
      .en =
          "What each kind of responder does with the hours on shift and overtime, mean of the replications. All parts add "
          "up: hours on shift + overtime = requests + scheduled work + free time. The way to a request is from its "
          "dispatch to the household's door; all of a patrol counts as at it; breaks and ways home after the shift are "
          "not counted."};
  if (find(run.metrics, "simulation.warm_up") != nullptr) {
    words.zh += "只计预热段之后的时间。";
    words.en += " Only the hours after the warm-up count.";
  }
  page.paragraph(words);
  const Kinds staff = those(kinds, false);
  const Kinds on_call = those(kinds, true);
  if (!staff.empty()) {
    page.figure(draw_stack("t1", chart_of(staff)),
                {.zh = "百分数不足以写下的窄条见下表。", .en = "Parts too narrow for their percentage: see the tables below."});
  }
  for (const Json* kind : staff) write_kind(page, *kind);
  if (!on_call.empty()) {
    page.paragraph({.zh = "以下各类人员是志愿者，不在图中：他们空闲时是待命，不是上班工时。",
                    .en = "Those below are volunteers, and not in the chart: while free they are on call, which are no paid "
                          "hours."});
  }
  for (const Json* kind : on_call) write_kind(page, *kind);
  page.end_section();
}

}  // namespace wangge::scenarios::report
