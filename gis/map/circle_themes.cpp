#include "gis/map/circle_themes.h"

#include "gis/map/legend_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace wangge::gis::map {
namespace {

constexpr Colour unknown{0x9a958c};
constexpr Colour static_edge{0xb0252d};

/// Probabilities in classes; class i holds shares from bounds[i] up.
constexpr std::array<double, 5> share_bounds{0.95, 0.9, 0.75, 0.5, 0};
constexpr std::array<Colour, 5> share_colours{{{0x1f66a6}, {0x3f9ccb}, {0x85cfc4}, {0xf3bf45}, {0xe5752f}}};

std::size_t class_of(double share) {
  std::size_t at = 0;
  while (at + 1 < share_bounds.size() && share < share_bounds[at]) ++at;
  return at;
}

core::Text class_words(std::size_t at) {
  const double low = share_bounds[at] * 100;
  if (at == 0) return {.zh = fmt::format("{:g} % 及以上", low), .en = fmt::format("{:g} % and more", low)};
  const double high = share_bounds[at - 1] * 100;
  return {.zh = fmt::format("{:g}–{:g} %", low, high), .en = fmt::format("{:g}–{:g} %", low, high)};
}

double ring_area(const Ring& ring) {
  double twice = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    twice += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) - (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
  return std::abs(twice) / 2;
}

double area_of(const MultiPolygon& shape) {
  double area = 0;
  for (const Polygon& polygon : shape) {
    area += ring_area(polygon.outer);
    for (const Ring& hole : polygon.holes) area -= ring_area(hole);
  }
  return area;
}

/// Land in the tints of how likely somebody comes, and what it is called.
void add_effective_rings(const PlanFile& plan, ThemePaint& paint) {
  constexpr Colour strong{0xa9d0d8};
  std::vector<const PlanFile::EffectiveCircle*> circles;
  for (const PlanFile::EffectiveCircle& circle : plan.effective_circles) circles.push_back(&circle);
  std::sort(circles.begin(), circles.end(), [](const auto* a, const auto* b) { return a->share > b->share; });
  LegendEntry entry{{}, {.zh = "至少", .en = "Land where it is at least"}};
  for (std::size_t i = 0; i < circles.size(); ++i) {
    const double pale = static_cast<double>(i + 1) / static_cast<double>(circles.size() + 1);
    const Colour fill = mix(strong, paper, pale);
    paint.rings.push_back({.key = {RingKey::Kind::effective, circles[i]->share}, .fill = fill});
    entry.colours.push_back(fill);
    entry.words.zh += fmt::format("{}{:g}", i == 0 ? " " : "、", circles[i]->share * 100);
    entry.words.en += fmt::format("{}{:g}", i == 0 ? " " : ", ", circles[i]->share * 100);
  }
  entry.words.zh += " % 的土地";
  entry.words.en += " %";
  if (!circles.empty()) paint.legend.push_back(std::move(entry));
}

void add_static_outline(const ThemeInput& input, ThemePaint& paint) {
  for (RingKey& key : first_rings(input.plan)) {
    if (std::abs(key.value - input.target_minutes) > 1e-3) continue;  // figures are rounded
    paint.rings.push_back({.key = std::move(key), .fill = std::nullopt, .edge = static_edge, .edge_width = 0.16});
    paint.legend.push_back({{static_edge},
                            {.zh = fmt::format("线：{:g} 分钟静态响应圈（只看路程）", input.target_minutes),
                             .en = fmt::format("Line: the static {:g}-minute circle (the way alone)", input.target_minutes)}});
  }
}

}  // namespace

ThemePaint paint_effective(const ThemeInput& input) {
  ThemePaint paint;
  std::array<bool, share_bounds.size()> seen{};
  bool none = false;
  for (const PlanFile::Building& building : input.plan.buildings) {
    none = none || !building.in_time;
    if (building.in_time) seen[class_of(*building.in_time)] = true;
    paint.building_fill.push_back(building.in_time ? share_colours[class_of(*building.in_time)] : unknown);
  }
  paint.grid_fill.assign(input.plan.grids.size(), paper);
  paint.legend_title = {
      .zh = fmt::format("人员（可能正忙）{:g} 分钟内赶到的概率", input.target_minutes),
      .en = fmt::format("Probability that a worker, who may be busy, comes within {:g} min", input.target_minutes)};
  for (std::size_t at = 0; at < seen.size(); ++at) {
    if (seen[at]) paint.legend.push_back({{share_colours[at]}, class_words(at)});
  }
  if (none) paint.legend.push_back({{unknown}, {.zh = "未模拟：无人当班", .en = "not simulated: nobody is on duty"}});
  add_effective_rings(input.plan, paint);
  add_static_outline(input, paint);
  return paint;
}

ThemePaint paint_responders(const ThemeInput& input) {
  constexpr std::array<Colour, 6> strong{{{0x1f66a6}, {0xc3641c}, {0x3d8b4f}, {0x8a3f8f}, {0x9a7b12}, {0x4a4f58}}};
  struct Circle {
    RingKey key;
    std::string mode;
    Colour colour;
    double area = 0;
  };
  std::vector<Circle> circles;
  for (const PlanFile::Circle& circle : input.plan.circles) {
    if (circle.post != "all" || std::abs(circle.minutes - input.target_minutes) > 1e-3) continue;  // figures are rounded
    Circle& drawn = circles.emplace_back();
    drawn.key = {RingKey::Kind::response, circle.minutes, circle.responder};
    drawn.mode = circle.mode;
    drawn.colour = strong[(circles.size() - 1) % strong.size()];
    drawn.area = area_of(circle.shape);
  }
  ThemePaint paint;
  paint.grid_fill.assign(input.plan.grids.size(), paper);
  paint.legend_title = {.zh = fmt::format("{:g} 分钟内任一驻点可达的土地", input.target_minutes),
                        .en = fmt::format("Land reached from any post in {:g} min", input.target_minutes)};
  for (const Circle& circle : circles) {
    const core::Text who = responder_words(circle.key.responder);
    const core::Text how = mode_words(circle.mode);
    paint.legend.push_back({{mix(circle.colour, paper, 0.68), circle.colour},
                            {.zh = fmt::format("{}（{}）", who.zh, how.zh), .en = fmt::format("{} ({})", who.en, how.en)}});
  }
  std::stable_sort(circles.begin(), circles.end(), [](const Circle& a, const Circle& b) { return a.area < b.area; });
  for (const Circle& circle : circles) {
    paint.rings.push_back({.key = circle.key, .fill = mix(circle.colour, paper, 0.68)});
    paint.rings.push_back({.key = circle.key, .fill = std::nullopt, .edge = circle.colour, .edge_width = 0.18});
  }
  if (circles.empty()) paint.legend.push_back({{paper}, {.zh = "没有该时限的响应圈", .en = "there is no circle of this limit"}});
  return paint;
}

}  // namespace wangge::gis::map
