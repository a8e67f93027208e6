#include "scenarios/report/plans_bounds.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

namespace wangge::scenarios::report {
namespace {

/// Points that the table would round to none.
constexpr double least_gap = 0.005;

std::string value(const Json& parent, const char* key, double scale, int digits) {
  return decimal(scale * number(parent, key).value_or(0), digits);
}

/// How far a parent's largest deviation is above its bound; where they meet no plan can be more even.
std::string evenness_gap(const Json& parent) {
  const double gap = 100 * (number(parent, "deviation_max").value_or(0) - number(parent, "deviation_bound").value_or(0));
  if (number(parent, "grids").value_or(0) > 1 && gap < least_gap) return both({.zh = "已证最小", .en = "proven least"});
  return decimal(gap, 2);
}

void write_table(Markup& page, const Json& plan) {
  std::vector<std::vector<std::string>> rows;
  for (const Json& parent : list(plan, "parents")) {
    const auto gap = number(parent, "border_gap");
    rows.push_back({escaped(word(parent, "name").value_or("")), value(parent, "grids", 1, 0), value(parent, "households", 1, 0),
                    value(parent, "border_m", 1, 0), value(parent, "border_bound_m", 1, 0), gap ? percent(*gap) : "–",
                    value(parent, "deviation_max", 100, 2), value(parent, "deviation_bound", 100, 2), evenness_gap(parent)});
  }
  page.table({{{.zh = "区域", .en = "Area"}},
              {{.zh = "网格", .en = "Grids"}, true},
              {{.zh = "户数", .en = "Households"}, true},
              {{.zh = "界线 m", .en = "Border m"}, true},
              {{.zh = "下界 m", .en = "Bound m"}, true},
              {{.zh = "差距", .en = "Gap"}, true},
              {{.zh = "最大偏差 %", .en = "Largest deviation %"}, true},
              {{.zh = "下界 %", .en = "Bound %"}, true},
              {{.zh = "差距（百分点）", .en = "Gap (points)"}, true}},
             rows);
}

/// What a wide gap of a border means, once for each kind of bound.
void write_border_notes(Markup& page, const Json& plan) {
  std::map<std::string, std::pair<core::Text, std::size_t>> notes;
  for (const Json& parent : list(plan, "parents")) {
    const auto note = text(parent, "border_note");
    if (!note) continue;
    auto& [words, areas] = notes[note->en];
    words = *note;
    ++areas;
  }
  for (const auto& [key, note] : notes) {
    const auto& [words, areas] = note;
    page.paragraph({.zh = fmt::format("界线差距超过 100 % 的 {} 个区域：{}。", areas, words.zh),
                    .en = fmt::format("Areas with a gap of the border above 100 %: {}. Note: {}.", areas, words.en)},
                   "note");
  }
}

/// Why a grid is more than 10 % off, and which compounds could not be kept whole.
void write_reasons(Markup& page, const Json& plan) {
  std::vector<std::vector<std::string>> rows;
  for (const Json& parent : list(plan, "parents")) {
    const std::string where = escaped(word(parent, "name").value_or(""));
    if (const auto reason = text(parent, "deviation_reason"))
      rows.push_back({where, value(parent, "deviation_max", 100, 1) + " %", both(*reason)});
    for (const Json& loosened : list(parent, "loosened")) {
      core::Text compound{.zh = loosened.value("zh", std::string()), .en = loosened.value("en", std::string())};
      rows.push_back({where, "–", both({.zh = "不能保持完整的小区：" + compound.zh, .en = "Not kept whole: " + compound.en})});
    }
  }
  if (rows.empty()) return;
  page.heading({.zh = "偏差超过 10 % 的原因", .en = "Why a grid is more than 10 % off the mean"});
  page.table({{{.zh = "区域", .en = "Area"}},
              {{.zh = "最大偏差", .en = "Largest deviation"}, true},
              {{.zh = "原因与证明", .en = "Reason and proof"}}},
             rows);
}

}  // namespace

core::Text plan_name(const Json& plan) {
  const auto rank = static_cast<int>(number(plan, "rank").value_or(0));
  return {.zh = fmt::format("方案 {}", rank), .en = fmt::format("Plan {}", rank)};
}

void write_bounds_section(Markup& page, const Json& body) {
  page.begin_section("bounds", {.zh = "还能好多少：各区域的下界", .en = "How much better could it be: bounds of each area"});
  page.paragraph(
      {.zh = "下界由计算证明：各块网格数相同、大小合规（本方案有网格超出范围时：界线的下界只对大小不出本方案各网格的方案，偏"
             "差的下界对任何大小的网格）"
             "的任何方案，界线都不可能短于、最大偏差都不可能小于它。界线的差距为现值超出下界的比例，偏差的差距为相差的百分点；真"
             "正的"
             "最优在两者之间。",
       .en = "Bounds are proven by computation: no plan with as many grids in each connected piece, all in range, has a "
             "shorter border or a smaller largest deviation. Where this plan has grids out of range, the bound of the border "
             "speaks of plans with grids no smaller or larger than its own, that of the deviation of grids of any size. The gap "
             "is how far the plan is above its bound, of the border as a share, of the deviation in points; the true best lies "
             "between the two."});
  bool first = true;
  for (const Json& plan : list(body, "plans")) {
    page.html(first ? "<details open>" : "<details>");
    first = false;
    page.html("<summary>" + both(plan_name(plan)) + "</summary>\n");
    write_table(page, plan);
    write_border_notes(page, plan);
    write_reasons(page, plan);
    page.html("</details>\n");
  }
  page.end_section();
}

}  // namespace wangge::scenarios::report
