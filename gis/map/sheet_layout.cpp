#include "gis/map/sheet_layout.h"

#include "engine/core/error.h"
#include "gis/map/map_view.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace wangge::gis::map {
namespace {

struct Paper {
  std::string_view name;
  double small;
  double large;
};
constexpr std::array<Paper, 5> papers{
    {{"A4", 210, 297}, {"A3", 297, 420}, {"A2", 420, 594}, {"A1", 594, 841}, {"A0", 841, 1189}}};

SheetLayout parts(double width, double height, double unit) {
  SheetLayout sheet{.width = width, .height = height, .unit = unit, .border = {}, .title = {}, .frame = {}, .panel = {}};
  const double margin = 8 * unit;
  const double title = 21 * unit;
  const double gutter = 5 * unit;  // coordinates stand here
  const double panel = 74 * unit;
  sheet.border = {{margin, margin}, {width - margin, height - margin}};
  sheet.title = {{margin + gutter, margin + 2 * unit}, {width - margin - gutter, margin + title}};
  sheet.frame = {{margin + gutter, margin + title + gutter * 0.6},
                 {width - margin - panel - 2 * gutter, height - margin - gutter}};
  sheet.panel = {{width - margin - panel - gutter * 0.6, sheet.frame.low.y}, {width - margin - gutter * 0.8, sheet.frame.high.y}};
  return sheet;
}

}  // namespace

SheetLayout lay_out_sheet(std::string_view paper, const Box& ground) {
  for (const Paper& each : papers) {
    if (each.name != paper) continue;
    const double unit = each.small / 297;
    const SheetLayout lying = parts(each.large, each.small, unit);
    const SheetLayout standing = parts(each.small, each.large, unit);
    const double margin = frame_margin * unit;
    return fitting_scale(ground, standing.frame, margin) < fitting_scale(ground, lying.frame, margin) ? standing : lying;
  }
  throw core::Error(core::ErrorCode::usage, {.zh = fmt::format("没有“{}”这种纸张；可用：A4, A3, A2, A1, A0", paper),
                                             .en = fmt::format("no paper named \"{}\"; known: A4, A3, A2, A1, A0", paper)});
}

}  // namespace wangge::gis::map
