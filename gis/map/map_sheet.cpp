#include "gis/map/map_sheet.h"

#include "engine/core/error.h"
#include "gis/map/legend.h"
#include "gis/map/sheet_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <system_error>

namespace wangge::gis::map {
namespace {

constexpr Colour ink{0x2a2a2e};
constexpr Colour stamp_red{0xb3142a};

/// Boxes with words in red at the right of the title; returns where the room left of them ends.
double draw_stamps(Canvas& canvas, const SheetLayout& layout, const MapSheet& sheet, const TextRuler& ruler) {
  std::vector<core::Text> stamps;
  if (sheet.review_number.empty()) stamps.push_back({.zh = "内部用图", .en = "For internal use"});
  if (sheet.synthetic) stamps.push_back({.zh = "合成数据", .en = "Synthetic data"});
  const double unit = layout.unit;
  const TextStyle big{.size = 5 * unit, .bold = true, .italic = false, .colour = stamp_red};
  const TextStyle small{.size = 2.9 * unit, .bold = true, .italic = false, .colour = stamp_red};
  double right = layout.title.high.x;
  for (const core::Text& stamp : stamps) {
    const double words = std::max(ruler.width(stamp.zh, big), ruler.width(stamp.en, small));
    const Rect box{{right - words - 6 * unit, layout.title.low.y + 1.5 * unit}, {right, layout.title.high.y - 2.5 * unit}};
    canvas.stroke(outline(box), {.colour = stamp_red, .width = 0.6 * unit, .dashes = {}});
    canvas.text({box.centre().x, box.low.y + 7.2 * unit}, stamp.zh, big, Align::centre);
    canvas.text({box.centre().x, box.low.y + 11.8 * unit}, stamp.en, small, Align::centre);
    right = box.low.x - 4 * unit;
  }
  return right;
}

void draw_title(Canvas& canvas, const SheetLayout& layout, const MapSheet& sheet, const TextRuler& ruler) {
  const double unit = layout.unit;
  const double room = draw_stamps(canvas, layout, sheet, ruler) - layout.title.low.x - 4 * unit;
  const core::Text& about = theme(sheet.theme).title;
  const std::string zh = sheet.title.zh.empty() ? about.zh : sheet.title.zh + " · " + about.zh;
  const std::string en = sheet.title.en.empty() ? about.en : sheet.title.en + " · " + about.en;
  const TextStyle big{.size = 8.2 * unit, .bold = true, .italic = false, .colour = ink};
  const TextStyle small{.size = 4.3 * unit, .bold = false, .italic = false, .colour = {0x57535d}};
  const Point first{layout.title.low.x, layout.title.low.y + 9.6 * unit};
  canvas.text(first, ruler.fit(sheet.language == SheetLanguage::en ? en : zh, big, room), big, Align::left);
  if (sheet.language == SheetLanguage::both && en != zh) {
    canvas.text({first.x, first.y + 6.6 * unit}, ruler.fit(en, small, room), small, Align::left);
  }
}

/// Ticks and coordinates in kilometres along the frame.
void draw_coordinates(Canvas& canvas, const SheetLayout& layout, const MapView& view) {
  const double unit = layout.unit;
  const double wanted = 45 * unit * view.metres_per_mm();
  double step = 100;
  for (const double factor : {200.0, 500.0, 1000.0, 2000.0, 5000.0, 10000.0, 20000.0, 50000.0})
    step = step < wanted ? factor : step;
  TextStyle style{.size = 2.0 * unit, .bold = false, .italic = false, .colour = {0x6a6670}};
  const Stroke tick{.colour = {0x6a6670}, .width = 0.15 * unit, .dashes = {}};
  const Position low = view.to_ground({view.frame.low.x, view.frame.high.y});
  const Position high = view.to_ground({view.frame.high.x, view.frame.low.y});
  const auto label = [&](double metres) {
    return step < 1000 ? fmt::format("{:.1f}", metres / 1000) : fmt::format("{:.0f}", metres / 1000);
  };
  const double reach = 1.2 * unit;
  for (double x = std::ceil(low.x / step) * step; x <= high.x; x += step) {
    const double at = view.to_page({x, 0}).x;
    if (at < view.frame.low.x + 4 * unit || at > view.frame.high.x - 4 * unit) continue;
    for (const double y : {view.frame.low.y, view.frame.high.y}) {
      const double out = y == view.frame.low.y ? -reach : reach;
      canvas.stroke({{{{at, y}, {at, y + out}}, false}}, tick);
      canvas.text({at, out < 0 ? y - 0.9 * unit - reach : y + reach + 2.1 * unit}, label(x), style, Align::centre);
    }
  }
  style.angle = -90;
  for (double y = std::ceil(low.y / step) * step; y <= high.y; y += step) {
    const double at = view.to_page({0, y}).y;
    if (at < view.frame.low.y + 4 * unit || at > view.frame.high.y - 4 * unit) continue;
    canvas.stroke({{{{view.frame.low.x - reach, at}, {view.frame.low.x, at}}, false}}, tick);
    canvas.text({view.frame.low.x - reach - 0.9 * unit, at}, label(y), style, Align::centre);
  }
}

void draw_panel(Canvas& canvas, const SheetLayout& layout, const MapSheet& sheet, const PlanFile& plan, const MapScene& scene,
                const ThemePaint& paint, const TextRuler& ruler) {
  BlankCanvas blank;
  Panel trial(blank, ruler, sheet.language, layout.panel, layout.unit);
  write_imprint(trial, sheet, plan, scene.view);
  const double foot = trial.y() - layout.panel.low.y;
  const Rect imprint_room{{layout.panel.low.x, layout.panel.high.y - foot}, layout.panel.high};
  Panel legend(canvas, ruler, sheet.language, layout.panel, layout.unit);
  write_legend(legend, plan, scene, paint);
  legend.gap(4);
  write_grid_index(legend, plan, imprint_room.low.y - 3 * layout.unit);
  canvas.stroke(
      {{{{layout.panel.low.x, imprint_room.low.y - 2 * layout.unit}, {layout.panel.high.x, imprint_room.low.y - 2 * layout.unit}},
        false}},
      {.colour = {0xc9b7cd}, .width = 0.25 * layout.unit, .dashes = {}});
  Panel imprint(canvas, ruler, sheet.language, imprint_room, layout.unit);
  write_imprint(imprint, sheet, plan, scene.view);
}

void draw_sheet(Canvas& canvas, const SheetLayout& layout, const MapSheet& sheet, const PlanFile& plan) {
  const TextRuler ruler;
  const MapView view = round_view(extent(plan), layout.frame, frame_margin * layout.unit);
  const double symbol = std::sqrt(layout.unit);
  const bool by_building = theme(sheet.theme).by_building;
  const MapScene scene =
      make_scene(plan, view, {.buildings_matter = by_building, .dot_mm = by_building ? 0.24 : 0.14, .symbol = symbol});
  const ThemePaint paint = theme(sheet.theme)
                               .paint({.plan = plan,
                                       .neighbours = scene.neighbours,
                                       .target_minutes = sheet.target_minutes,
                                       .households_min = sheet.households_min,
                                       .households_max = sheet.households_max});
  paint_scene(canvas, plan, scene, paint, symbol);
  const std::vector<LabelRequest> wanted =
      label_requests(plan, scene, {.language = sheet.language, .size = symbol, .places = true}, ruler);
  draw_labels(canvas, place_labels(wanted, symbol_boxes(plan, scene, symbol), view.frame.grown(-1), 0.4 * symbol, ruler));
  canvas.stroke(outline(view.frame), {.colour = ink, .width = 0.35 * layout.unit, .dashes = {}});
  draw_coordinates(canvas, layout, view);
  canvas.stroke(outline(layout.border), {.colour = ink, .width = 0.7 * layout.unit, .dashes = {}});
  draw_title(canvas, layout, sheet, ruler);
  draw_panel(canvas, layout, sheet, plan, scene, paint, ruler);
}

MapFormat format_of(const std::filesystem::path& path) {
  const std::string extension = path.extension().string();
  if (extension == ".pdf") return MapFormat::pdf;
  if (extension == ".png") return MapFormat::png;
  if (extension == ".svg") return MapFormat::svg;
  throw core::Error(core::ErrorCode::usage, {.zh = fmt::format("“{}”不是地图格式；可用：pdf, png, svg", extension),
                                             .en = fmt::format("\"{}\" is no map format; known: pdf, png, svg", extension)});
}

}  // namespace

std::string render_map(const MapSheet& sheet, const PlanFile& plan, MapFormat format) {
  const SheetLayout layout = lay_out_sheet(sheet.paper, extent(plan));
  static_cast<void>(theme(sheet.theme));  // refuse before drawing
  CairoPage page(format, {.width = layout.width,
                          .height = layout.height,
                          .title = sheet.title.en.empty() ? sheet.title.zh : sheet.title.en,
                          .date = sheet.date});
  draw_sheet(page.canvas(), layout, sheet, plan);
  return page.finish();
}

void draw_map(const MapSheet& sheet, const PlanFile& plan, const std::filesystem::path& path) {
  const std::string bytes = render_map(sheet, plan, format_of(path));
  std::ofstream out(path, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (out) return;
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  throw core::Error(core::ErrorCode::environment, {.zh = fmt::format("无法写入地图 {}", path.string()),
                                                   .en = fmt::format("cannot write the map {}", path.string())});
}

}  // namespace wangge::gis::map
