#include "gis/map/inline_map.h"

#include "gis/map/ground.h"
#include "gis/map/map_labels.h"
#include "gis/map/map_scene.h"
#include "gis/map/scale_bar.h"
#include "gis/map/svg_canvas.h"

#include <algorithm>
#include <cmath>

namespace wangge::gis::map {
namespace {

constexpr double margin = 5;
constexpr double bar_room = 9;

/// A frame in the proportions of the ground, with a strip at the foot for the scale bar.
Rect frame_for(const Box& ground, double widest, double highest) {
  const double wide = std::max(1.0, ground.high.x - ground.low.x);
  const double high = std::max(1.0, ground.high.y - ground.low.y);
  const double scale = std::min((widest - 2 * margin) / wide, (highest - 2 * margin - bar_room) / high);
  return {{0, 0}, {std::max(70.0, wide * scale + 2 * margin), high * scale + 2 * margin + bar_room}};
}

MapView view_for(const Box& ground, const Rect& frame) {
  const Rect upper{frame.low, {frame.high.x, frame.high.y - bar_room}};
  const double denominator = fitting_scale(ground, upper, margin);
  const double drop = bar_room / 2 * denominator / 1000;
  return {.frame = frame,
          .centre = {(ground.low.x + ground.high.x) / 2, (ground.low.y + ground.high.y) / 2 - drop},
          .denominator = denominator};
}

Rect draw_scale_bar(Canvas& canvas, const PlanFile& plan, const MapView& view, const TextRuler& ruler) {
  const ScaleBar bar = choose_scale_bar(view.denominator, 1 / ground_facts(plan.reference, view.centre).point_scale, 40);
  const TextStyle style{.size = 2.6, .bold = false, .italic = false, .colour = {0x2a2a2e}};
  const std::string words = length_text(bar.metres);
  const Point at{view.frame.low.x + 4, view.frame.high.y - 3.5};
  const Rect box{{at.x - 1.5, at.y - 2.6}, {at.x + bar.length_mm + 3 + ruler.width(words, style), at.y + 1.6}};
  canvas.fill(outline(box), {0xffffff});
  canvas.stroke({{{{at.x, at.y - 1.2}, {at.x, at.y}, {at.x + bar.length_mm, at.y}, {at.x + bar.length_mm, at.y - 1.2}}, false}},
                {.colour = {0x2a2a2e}, .width = 0.3, .cap = Cap::butt});
  canvas.text({at.x + bar.length_mm + 1.4, at.y + 0.4}, words, style, Align::left);
  return box;
}

}  // namespace

InlineMap draw_inline_map(const PlanFile& plan, const InlineMapWishes& wishes) {
  const Box ground = extent(plan);
  constexpr double symbol = 0.8;
  const Rect frame = frame_for(ground, wishes.widest_mm, wishes.highest_mm);
  const MapView view = view_for(ground, frame);
  const MapScene scene = make_scene(plan, view,
                                    {.buildings = wishes.buildings,
                                     .buildings_matter = theme(wishes.theme).by_building,
                                     .small_roads = false,
                                     .thinning_mm = 0.08,
                                     .dot_mm = 0.32,
                                     .symbol = symbol});
  ThemePaint paint = theme(wishes.theme)
                         .paint({.plan = plan,
                                 .neighbours = scene.neighbours,
                                 .target_minutes = wishes.target_minutes,
                                 .households_min = wishes.households_min,
                                 .households_max = wishes.households_max});
  if (!wishes.grid_fill.empty()) paint.grid_fill = wishes.grid_fill;
  const TextRuler ruler;
  SvgCanvas canvas(wishes.prefix, frame.width(), frame.height());
  paint_scene(canvas, plan, scene, paint, symbol, wishes.patches);
  paint_arrows(canvas, view, wishes.arrows);
  paint_numbers(canvas, view, wishes.numbers);
  std::vector<Rect> obstacles = symbol_boxes(plan, scene, symbol);
  obstacles.push_back(draw_scale_bar(canvas, plan, view, ruler));
  for (const Rect& box : arrow_boxes(view, wishes.arrows)) obstacles.push_back(box);
  for (const Rect& box : number_boxes(view, wishes.numbers)) obstacles.push_back(box);
  for (const SheetLanguage language : {SheetLanguage::zh, SheetLanguage::en}) {
    canvas.begin_group("labels", language == SheetLanguage::zh ? "zh" : "en");
    std::vector<LabelRequest> wanted = label_requests(plan, scene, {.language = language, .size = 0.95, .places = false}, ruler);
    for (LabelRequest& number : arrow_labels(view, wishes.arrows)) wanted.push_back(std::move(number));
    draw_labels(canvas, place_labels(wanted, obstacles, frame.grown(-1), 0.3, ruler));
    canvas.end_group();
  }
  canvas.stroke(outline(frame.grown(-0.15)), {.colour = {0x8a868f}, .width = 0.3});
  return {.svg = canvas.finish(wishes.label),
          .width_mm = frame.width(),
          .legend_title = paint.legend_title,
          .legend = paint.legend,
          .posts_left_out = scene.posts_left_out};
}

}  // namespace wangge::gis::map
