#include "gis/map/legend.h"

#include "gis/map/legend_words.h"
#include "gis/map/line_look.h"

#include <algorithm>
#include <array>
#include <utility>

namespace wangge::gis::map {
namespace {

using network::LineClass;

constexpr Colour legend_ground{0xe6dac8};  ///< a tint of the map

Path across(const Rect& box) { return {{{{box.low.x, box.centre().y}, {box.high.x, box.centre().y}}, false}}; }

void draw_colours(Canvas& canvas, const Rect& box, const std::vector<Colour>& colours) {
  const double wide = box.width() / static_cast<double>(colours.size());
  for (std::size_t i = 0; i < colours.size(); ++i) {
    const double x = box.low.x + wide * static_cast<double>(i);
    canvas.fill(outline({{x, box.low.y}, {x + wide, box.high.y}}), colours[i]);
  }
  canvas.stroke(outline(box), {.colour = {0x8d8894}, .width = 0.12, .dashes = {}});
}

/// Wider than on the map, as far as the box has room.
void draw_line(Canvas& canvas, const Rect& box, LineLook look) {
  const double wider = std::min(1.5, 0.75 * box.height() / std::max({look.width, look.casing_width, 1e-9}));
  look.width *= wider;
  look.casing_width *= wider;
  if (look.casing)
    canvas.stroke(across(box), {.colour = *look.casing, .width = look.casing_width, .dashes = {}, .cap = Cap::butt});
  canvas.stroke(across(box), {.colour = look.core, .width = look.width, .dashes = look.dashes, .cap = Cap::butt});
}

bool has(const MapScene& scene, LineClass low, LineClass high) {
  return std::any_of(scene.roads.begin(), scene.roads.end(),
                     [&](const auto& road) { return road.line_class >= low && road.line_class <= high; });
}

void write_borders(Panel& panel, const PlanFile& plan, const MapScene& scene) {
  const int ranks = static_cast<int>(scene.rank_names.size());
  const double symbol = panel.unit();
  for (int rank = 0; rank < ranks; ++rank) {
    const core::Text name = level_words(scene.rank_names[static_cast<std::size_t>(rank)]);
    const auto drawn = [&](const MapScene::Border& border) { return border.rank == rank; };
    if (std::none_of(scene.borders.begin(), scene.borders.end(), drawn)) continue;
    panel.entry({.zh = name.zh + "界", .en = "Border of " + name.en}, [&](Canvas& canvas, const Rect& box) {
      Stroke band = border_band(rank, ranks, symbol);
      Stroke line = border_stroke(rank, ranks, symbol);
      band.cap = line.cap = Cap::butt;
      canvas.stroke(across(box), band);
      canvas.stroke(across(box), line);
    });
  }
  if (!scene.grids.empty()) {
    core::Text words = grid_border_words(plan);
    if (scene.crowded) {
      words.zh += "；放得下处才注，更大的纸张注得更多";
      words.en += "; where there is room: larger paper shows more";
    }
    panel.entry(words, [&](Canvas& canvas, const Rect& box) { canvas.stroke(across(box), grid_stroke(scene, symbol)); });
  }
}

void write_lines(Panel& panel, const MapScene& scene) {
  const double denominator = scene.view.denominator;
  struct Entry {
    LineClass low, high;
    core::Text words;
  };
  const std::array<Entry, 9> entries{{{LineClass::primary, LineClass::motorway, {.zh = "主要道路", .en = "Main road"}},
                                      {LineClass::tertiary, LineClass::secondary, {.zh = "次要道路", .en = "Secondary road"}},
                                      {LineClass::residential, LineClass::residential, {.zh = "一般道路", .en = "Local road"}},
                                      {LineClass::service, LineClass::service, {.zh = "通道", .en = "Service road"}},
                                      {LineClass::track, LineClass::track, {.zh = "机耕路", .en = "Track"}},
                                      {LineClass::cycleway, LineClass::cycleway, {.zh = "自行车道", .en = "Cycleway"}},
                                      {LineClass::footway, LineClass::steps, {.zh = "步行小路、台阶", .en = "Footpath, steps"}},
                                      {LineClass::rail, LineClass::rail, {.zh = "铁路", .en = "Railway"}},
                                      {LineClass::stream, LineClass::canal, {.zh = "河流与湖泊", .en = "River, lake"}}}};
  for (const Entry& entry : entries) {
    const bool water = entry.low == LineClass::stream;
    if (!has(scene, entry.low, entry.high) && !(water && !scene.waters.empty())) continue;
    panel.entry(entry.words, [&](Canvas& canvas, const Rect& box) {
      canvas.fill(outline(box), legend_ground);  // a white road on white paper would be two thin edges
      if (water)
        canvas.fill(outline({{box.low.x, box.low.y + box.height() * 0.2}, {box.high.x, box.high.y - box.height() * 0.2}}),
                    water_colour);
      const bool secondary = entry.high == LineClass::secondary && has(scene, LineClass::secondary, LineClass::secondary);
      const LineClass shown = water ? LineClass::river : secondary ? LineClass::secondary : entry.low;
      if (const auto look = line_look(shown, denominator)) draw_line(canvas, box, *look);
    });
  }
}

}  // namespace

void write_legend(Panel& panel, const PlanFile& plan, const MapScene& scene, const ThemePaint& paint) {
  panel.heading({.zh = "图例", .en = "Legend"});
  const TextStyle small{.size = 2.6 * panel.unit(), .bold = true, .italic = false, .colour = {0x2a2a2e}};
  if (paint.legend.size() > 1) {
    panel.text(panel.say(paint.legend_title), small);
    panel.gap(0.6);
  }
  for (const LegendEntry& entry : paint.legend) {
    panel.entry(entry.words, [&](Canvas& canvas, const Rect& box) { draw_colours(canvas, box, entry.colours); });
  }
  write_borders(panel, plan, scene);
  const std::vector<std::string> kinds = post_kinds(plan);
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    panel.entry(post_words(kinds[i], !scene.posts_left_out.contains(kinds[i])),
                [&](Canvas& canvas, const Rect& box) { draw_post(canvas, i, box.centre(), post_radius * panel.unit()); });
  }
  write_lines(panel, scene);
  if (paint.building_fill.empty() && !scene.buildings.empty()) {
    panel.entry({.zh = "建筑物", .en = "Building"}, [&](Canvas& canvas, const Rect& box) {
      const Point c = box.centre();
      canvas.fill(
          outline({{c.x - box.width() * 0.3, c.y - box.height() * 0.3}, {c.x + box.width() * 0.3, c.y + box.height() * 0.3}}),
          building_colour);
    });
  }
}

}  // namespace wangge::gis::map
