#include "engine/planning/life/plan_life.h"
#include "gis/map/ground.h"
#include "gis/map/legend.h"
#include "gis/map/number_text.h"
#include "gis/map/scale_bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wangge::gis::map {
namespace {

constexpr Colour ink{0x2a2a2e};

void draw_scale_bar(Panel& panel, const MapView& view, double ground) {
  const double unit = panel.unit();
  const TextStyle digits{.size = 2.3 * unit, .bold = false, .italic = false, .colour = ink};
  const double left_room = panel.ruler().width("0", digits) / 2;
  const double right_room = 9 * unit;  // half of the last number with its unit
  const ScaleBar bar = choose_scale_bar(view.denominator, ground, panel.room().width() - left_room - right_room - 16 * unit);
  const Rect box = panel.take(7.2);
  const double part = bar.length_mm / bar.parts;
  const double top = box.low.y + 3.6 * unit;
  const double x0 = box.low.x + left_room;
  const std::string length_unit = in_kilometres(bar) ? "km" : "m";
  const std::vector<std::string> numbers = bar_numbers(bar);
  double free_from = -1e9;
  for (int i = 0; i <= bar.parts; ++i) {
    const double x = x0 + part * i;
    if (i < bar.parts) {
      const Path piece = outline({{x, top}, {x + part, top + 1.5 * unit}});
      panel.canvas().fill(piece, i % 2 == 0 ? ink : Colour{0xffffff});
      panel.canvas().stroke(piece, {.colour = ink, .width = 0.15 * unit, .dashes = {}});
    }
    const std::string& words = numbers[static_cast<std::size_t>(i)];
    const double half = panel.ruler().width(words, digits) / 2;
    if (i != bar.parts && x - half < free_from + 0.8 * unit) continue;
    free_from = x + half;
    panel.canvas().text({x, top - 0.9 * unit}, words, digits, Align::centre);
    if (i == bar.parts) panel.canvas().text({x + half + 0.7 * unit, top - 0.9 * unit}, length_unit, digits, Align::left);
  }
}

void draw_north_arrow(Panel& panel, Point foot, double height) {
  const double w = height * 0.24;
  const Point tip{foot.x, foot.y - height};
  const Point notch{foot.x, foot.y - height * 0.22};
  panel.canvas().fill({{{tip, {foot.x + w, foot.y}, notch}, true}}, ink);
  const Path left{{{tip, notch, {foot.x - w, foot.y}}, true}};
  panel.canvas().fill(left, {0xffffff});
  panel.canvas().stroke(left, {.colour = ink, .width = 0.18 * panel.unit(), .dashes = {}});
  const TextStyle style{.size = 3 * panel.unit(), .bold = true, .italic = false, .colour = ink};
  panel.canvas().text({foot.x, tip.y - 1.1 * panel.unit()}, "N", style, Align::centre);
}

void write_scale(Panel& panel, const PlanFile& plan, const MapView& view) {
  const double unit = panel.unit();
  const GroundFacts facts = ground_facts(plan.reference, view.centre);
  const double top = panel.y();
  const TextStyle big{.size = 3.1 * unit, .bold = true, .italic = false, .colour = ink};
  panel.text(panel.say({.zh = "比例尺", .en = "Scale"}) + "  " + "1 : " + grouped(std::lround(view.denominator)), big);
  draw_scale_bar(panel, view, 1 / facts.point_scale);
  draw_north_arrow(panel, {panel.room().high.x - 4.5 * unit, top + 13 * unit}, 9 * unit);
  panel.gap(3);
  const double turn = std::abs(facts.true_north);
  const bool west = facts.true_north < 0;
  if (turn < 0.005) {
    panel.paragraph({.zh = "上方为坐标北，与真北一致。", .en = "Up is grid north, here also true north."}, panel.body());
  } else {
    panel.paragraph({.zh = fmt::format("上方为坐标北；真北偏{} {:.2f}°。", west ? "西" : "东", turn),
                     .en = fmt::format("Up is grid north; true north lies {:.2f}° {} of it.", turn, west ? "west" : "east")},
                    panel.body());
  }
}

/// Which of the plan's states hangs on the wall: its version, its status, and since when it is in force.
void write_state(Panel& panel, const PlanFile& plan, const TextStyle& style) {
  if (plan.grids.empty() || plan.grids.front().version.empty()) return;
  const PlanFile::Grid& grid = plan.grids.front();
  const auto status = planning::recorded_status(grid.status, grid.effective_from);
  const core::Text word = status ? planning::word(*status) : core::Text{.zh = grid.status, .en = grid.status};
  const bool dated = status == planning::PlanStatus::in_force;
  panel.paragraph(
      {.zh = fmt::format("方案第 {} 版，{}{}", grid.version, word.zh, dated ? "，自 " + grid.effective_from + " 起" : ""),
       .en = fmt::format("Plan version {}, {}{}", grid.version, word.en, dated ? " from " + grid.effective_from : "")},
      style);
}

}  // namespace

void write_imprint(Panel& panel, const MapSheet& sheet, const PlanFile& plan, const MapView& view) {
  write_scale(panel, plan, view);
  TextStyle note = panel.body();
  note.size = 2.35 * panel.unit();
  note.colour = {0x4a4750};
  const std::string code = plan.reference.epsg ? fmt::format(" (EPSG:{})", *plan.reference.epsg) : "";
  const std::string system = plan.reference.name.empty() ? "" : plan.reference.name + code;
  if (!system.empty()) panel.paragraph({.zh = "坐标系：" + system, .en = "Reference system: " + system}, note);
  panel.gap(0.8);
  if (sheet.population_modelled) {
    panel.paragraph(
        {.zh = "各建筑的户数由模型分摊得出，并非登记数字。", .en = "Households of buildings are modelled, not registered."},
        note);
    panel.gap(0.8);
  }
  if (sheet.synthetic) {
    TextStyle red = note;
    red.bold = true;
    red.colour = {0xb3142a};
    panel.paragraph({.zh = "合成数据：图中城镇为虚构。", .en = "Synthetic data: the town shown is made up."}, red);
    panel.gap(0.8);
  }
  write_state(panel, plan, note);
  if (!sheet.review_number.empty())
    panel.paragraph({.zh = "审图号：" + sheet.review_number, .en = "Map review number: " + sheet.review_number}, note);
  if (!sheet.date.empty()) panel.paragraph({.zh = "日期：" + sheet.date, .en = "Date: " + sheet.date}, note);
  for (const std::string& credit : sheet.attribution) panel.text(credit, note);
}

}  // namespace wangge::gis::map
