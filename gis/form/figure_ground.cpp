#include "gis/form/figure_ground.h"

#include "engine/evaluation/street_net.h"
#include "gis/form/form_subject.h"
#include "gis/map/map_view.h"
#include "gis/map/scale_bar.h"
#include "gis/map/text_ruler.h"

#include <algorithm>
#include <cmath>

namespace wangge::gis {
namespace {

using map::Canvas;
using map::Colour;
using map::Rect;

constexpr double side_m = 1000;
constexpr double side_mm = 100;
constexpr double gap_mm = 10;
constexpr double head_mm = 9;
constexpr double foot_mm = 11;
constexpr double credit_mm = 5;
constexpr std::size_t most_in_row = 4;

constexpr Colour ink{0x111111};
constexpr Colour grey{0xb9b9b9};
constexpr Colour pale{0xdcdcdc};
constexpr Colour blue{0x9cc4e4};

/// Metres, as it would be built; footways and tracks keep a hair.
double width_of(network::LineClass line_class) {
  using enum network::LineClass;
  switch (line_class) {
    case motorway:
      return 22;
    case primary:
      return 16;
    case secondary:
      return 12;
    case tertiary:
      return 9;
    case residential:
      return 7;
    case service:
      return 4;
    case river:
    case canal:
      return 8;
    case stream:
      return 3;
    case rail:
    case track:
    case footway:
    case steps:
    case cycleway:
      break;
  }
  return 2;
}

map::Path page_path(const map::MapView& view, const std::vector<Ring>& lines, bool closed) {
  map::Path path;
  for (const Ring& line : lines) {
    map::Trace trace{{}, closed};
    for (const Position p : line) trace.points.push_back(view.to_page(p));
    path.push_back(std::move(trace));
  }
  return path;
}

bool near(const map::MapView& view, const Ring& line) {
  const double reach = side_m * 0.75;
  Position low = line.front();
  Position high = line.front();
  for (const Position p : line) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  return high.x > view.centre.x - reach && low.x < view.centre.x + reach && high.y > view.centre.y - reach &&
         low.y < view.centre.y + reach;
}

void paint_line(Canvas& canvas, const map::MapView& view, const LineFeature& line, Colour colour) {
  if (line.points.empty() || line.tunnel || !near(view, line.points)) return;
  canvas.stroke(page_path(view, {line.points}, false),
                {.colour = colour, .width = width_of(line.line_class) / view.metres_per_mm()});
}

void paint_ground(Canvas& canvas, const map::MapView& view, const FigureGroundPanel& panel) {
  canvas.begin_clip(view.frame);
  for (const MultiPolygon& water : panel.waters) canvas.fill(page_path(view, rings_of(water), true), blue);
  const auto paint = [&](const auto& wanted, Colour colour) {
    for (const LineFeature& line : panel.layers->lines) {
      if (wanted(line.line_class)) paint_line(canvas, view, line, colour);
    }
  };
  paint([](network::LineClass c) { return c >= network::LineClass::stream; }, blue);
  paint([](network::LineClass c) { return c < network::LineClass::residential; }, pale);
  paint([](network::LineClass c) { return c >= network::LineClass::residential && c <= network::LineClass::motorway; }, grey);
  paint([](network::LineClass c) { return c == network::LineClass::rail; }, Colour{0x777777});
  for (const BuildingFeature& building : panel.layers->buildings) {
    if (building.footprint.empty() || !near(view, building.footprint.front().outer)) continue;
    canvas.fill(page_path(view, rings_of(building.footprint), true), ink);
  }
  canvas.end_clip();
}

void paint_scale_bar(Canvas& canvas, const Rect& frame) {
  const map::ScaleBar bar = map::choose_scale_bar(side_m / side_mm * 1000, 1, 60);
  const double y = frame.high.y + 3;
  for (int part = 0; part < bar.parts; ++part) {
    const double from = frame.low.x + bar.length_mm * part / bar.parts;
    const Rect box{{from, y}, {from + bar.length_mm / bar.parts, y + 1.2}};
    canvas.fill(map::outline(box), part % 2 == 0 ? ink : Colour{0xffffff});
    canvas.stroke(map::outline(box), {.colour = ink, .width = 0.15});
  }
  const std::vector<std::string> numbers = map::bar_numbers(bar);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const bool last = i + 1 == numbers.size();
    const double x = frame.low.x + bar.length_mm * static_cast<double>(i) / bar.parts;
    const std::string words = last ? numbers[i] + (map::in_kilometres(bar) ? " km" : " m") : numbers[i];
    canvas.text({x, y + 4.6}, words, {.size = 2.6, .colour = ink}, i == 0 ? map::Align::left : map::Align::centre);
  }
}

/// Blank paper must not be taken for open land.
bool lacks_buildings(const FigureGroundPanel& panel) {
  constexpr double usual_in_a_town = 0.06;
  double footprint = 0;
  for (const BuildingFeature& building : panel.layers->buildings) {
    if (building.footprint.empty()) continue;
    const Position at = evaluation::centre_of(building.footprint.front().outer);
    const bool inside = std::abs(at.x - panel.centre.x) < side_m / 2 && std::abs(at.y - panel.centre.y) < side_m / 2;
    if (inside) footprint += evaluation::signed_area(building.footprint.front().outer);
  }
  return footprint < usual_in_a_town * side_m * side_m;
}

/// What the eye would miss; empty: nothing.
std::string remark_on(const FigureGroundPanel& panel, map::SheetLanguage language) {
  const bool zh = language == map::SheetLanguage::zh;
  if (panel.synthetic) return zh ? "合成数据" : "synthetic: a made town";
  if (lacks_buildings(panel)) return zh ? "数据中缺少建筑" : "buildings missing in the data";
  return {};
}

std::string joined(const std::vector<FigureGroundPanel>& panels) {
  std::vector<std::string> credits;
  for (const FigureGroundPanel& panel : panels) {
    for (const std::string& credit : panel.credits) {
      if (std::find(credits.begin(), credits.end(), credit) == credits.end()) credits.push_back(credit);
    }
  }
  std::string words;
  for (const std::string& credit : credits) words += (words.empty() ? "" : "; ") + credit;
  return words;
}

}  // namespace

std::string draw_figure_ground(const std::vector<FigureGroundPanel>& panels, map::SheetLanguage language, map::MapFormat format) {
  const std::size_t columns = std::min(most_in_row, panels.size());
  const std::size_t rows = (panels.size() + columns - 1) / columns;
  map::PageFacts facts;
  facts.width = gap_mm + static_cast<double>(columns) * (side_mm + gap_mm);
  facts.height = static_cast<double>(rows) * (head_mm + side_mm + foot_mm) + credit_mm + 3;
  facts.png_dpi = 152.4;
  map::CairoPage page(format, facts);
  Canvas& canvas = page.canvas();
  const map::TextRuler ruler;
  for (std::size_t i = 0; i < panels.size(); ++i) {
    const double x = gap_mm + static_cast<double>(i % columns) * (side_mm + gap_mm);
    const double y = head_mm + static_cast<double>(i / columns) * (head_mm + side_mm + foot_mm);
    const map::MapView view{{{x, y}, {x + side_mm, y + side_mm}}, panels[i].centre, side_m / side_mm * 1000};
    const map::TextStyle style{.size = 4.2, .bold = true, .colour = ink};
    canvas.text({x, y - 2.6}, ruler.fit(panels[i].title, style, side_mm), style, map::Align::left);
    paint_ground(canvas, view, panels[i]);
    canvas.stroke(map::outline(view.frame), {.colour = ink, .width = 0.3});
    paint_scale_bar(canvas, view.frame);
    canvas.text({view.frame.high.x, view.frame.high.y + 4}, remark_on(panels[i], language),
                {.size = 2.6, .italic = true, .colour = {0x9a3324}}, map::Align::right);
  }
  const map::TextStyle small{.size = 2.4, .colour = {0x444444}};
  const std::string scale = language == map::SheetLanguage::zh ? "每幅 1 km × 1 km。" : "Each 1 km × 1 km. ";
  canvas.text({gap_mm, facts.height - 3}, ruler.fit(scale + joined(panels), small, facts.width - 2 * gap_mm), small,
              map::Align::left);
  return page.finish();
}

}  // namespace wangge::gis
