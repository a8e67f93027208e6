#include "gis/map/map_labels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace wangge::gis::map {
namespace {

constexpr int grid_priority = 100;
constexpr int area_priority = 90;
constexpr int exclave_priority = 80;
constexpr int region_priority = 40;
constexpr int water_priority = 30;
constexpr int crowded_name_priority = 25;
constexpr int crowded_grid_priority = 20;

double distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

bool holds(const Path& area, Point centre, Point size) {
  for (const double x : {-0.5, 0.0, 0.5}) {
    for (const double y : {-0.5, 0.0, 0.5}) {
      if (!inside(area, {centre.x + x * size.x, centre.y + y * size.y})) return false;
    }
  }
  return true;
}

Rect bounds(const Path& area) {
  Rect box{{1e9, 1e9}, {-1e9, -1e9}};
  for (const Trace& trace : area) {
    for (const Point& p : trace.points) {
      box.low = {std::min(box.low.x, p.x), std::min(box.low.y, p.y)};
      box.high = {std::max(box.high.x, p.x), std::max(box.high.y, p.y)};
    }
  }
  return box;
}

/// Centres at which a box of this size lies inside the area: the anchor if it does, then a lattice, nearest first.
std::vector<Point> centres_inside(const Path& area, Point anchor, Point size) {
  constexpr std::size_t most = 30;
  std::vector<Point> found;
  const Rect box = bounds(area);
  if (box.width() < size.x || box.height() < size.y) return found;
  const double step = std::max(0.8, std::sqrt(box.width() * box.height() / 500));
  for (double y = box.low.y + size.y / 2; y <= box.high.y - size.y / 2; y += step) {
    for (double x = box.low.x + size.x / 2; x <= box.high.x - size.x / 2; x += step) {
      if (holds(area, {x, y}, size)) found.push_back({x, y});
    }
  }
  std::stable_sort(found.begin(), found.end(), [&](Point a, Point b) { return distance(a, anchor) < distance(b, anchor); });
  if (found.size() > most) found.resize(most);
  if (holds(area, anchor, size)) found.insert(found.begin(), anchor);
  return found;
}

/// The anchor, then rings around it, wider than high as text is.
std::vector<Point> centres_around(Point anchor, double first, double last, double step) {
  std::vector<Point> found;
  if (first == 0) found.push_back(anchor);
  for (double radius = std::max(first, step); radius <= last; radius += step) {
    for (const int turn : {0, 4, 8, 12, 2, 6, 10, 14, 1, 3, 5, 7, 9, 11, 13, 15}) {
      const double angle = turn * 3.14159265358979323846 / 8;
      found.push_back({anchor.x + 1.3 * radius * std::cos(angle), anchor.y + radius * std::sin(angle)});
    }
  }
  return found;
}

/// A point well inside: of a lattice over the area the one farthest from its outline.
Point interior(const Path& area) {
  const Rect box = bounds(area);
  Point best = box.centre();
  double best_room = -1;
  for (int row = 1; row < 16; ++row) {
    for (int column = 1; column < 16; ++column) {
      const Point p{box.low.x + box.width() * column / 16, box.low.y + box.height() * row / 16};
      if (!inside(area, p)) continue;
      double room = 1e9;
      for (const Trace& trace : area) {
        for (const Point& q : trace.points) room = std::min(room, distance(p, q));
      }
      if (room > best_room) {
        best_room = room;
        best = p;
      }
    }
  }
  return best;
}

std::vector<LabelLine> name_lines(const std::string& name, const std::string& name_zh, const TextStyle& style,
                                  SheetLanguage language) {
  if (name_zh.empty() || name_zh == name || language == SheetLanguage::en) return {{name.empty() ? name_zh : name, style}};
  if (language == SheetLanguage::zh || name.empty()) return {{name_zh, style}};
  TextStyle second = style;
  second.size *= 0.78;
  return {{name_zh, style}, {name, second}};
}

double twice_area(const Trace& trace) {
  double sum = 0;
  for (std::size_t i = 0, j = trace.points.size() - 1; i < trace.points.size(); j = i++) {
    sum += trace.points[j].x * trace.points[i].y - trace.points[i].x * trace.points[j].y;
  }
  return sum;
}

/// The parts of an area that lie apart, each with its holes: an outline turns one way, the holes after it the other.
std::vector<Path> parts_of(const Path& area) {
  std::vector<Path> parts;
  for (const Trace& trace : area) {
    if (trace.points.size() < 3) continue;
    if (parts.empty() || twice_area(trace) > 0) parts.emplace_back();
    parts.back().push_back(trace);
  }
  return parts;
}

LabelRequest grid_request(const PlanFile::Grid& grid, const Path& area, const MapScene& scene, const LabelWishes& wishes,
                          std::span<const Rect> symbols, const TextRuler& ruler) {
  const TextStyle big{.size = 2.9 * wishes.size, .bold = true, .italic = false, .colour = {0x3c2a55}, .halo = 0.3 * wishes.size};
  TextStyle small = big;
  small.size = 2.3 * wishes.size;
  const TextStyle under{
      .size = 2.05 * wishes.size, .bold = false, .italic = false, .colour = {0x3c2a55}, .halo = 0.28 * wishes.size};
  const std::string code = short_code(grid);
  LabelRequest request{.anchor = scene.view.to_page(grid.label), .priority = grid_priority, .variants = {}};
  Path home = area;  // the part that holds the anchor; the others are labelled as exclaves
  for (const Path& part : parts_of(area)) {
    if (inside(part, request.anchor)) home = part;
  }
  const auto add_inside = [&](std::vector<LabelLine> lines) {
    const Point size = box_size(lines, ruler);
    request.variants.push_back({std::move(lines), centres_inside(home, request.anchor, {size.x + 0.6, size.y + 0.3})});
  };
  if (!grid.name.empty() && grid.name != grid.code && grid.name != code) add_inside({{code, big}, {grid.name, under}});
  add_inside({{code, big}});
  add_inside({{code, small}});
  if (scene.crowded) {
    request.priority = crowded_grid_priority;
    return request;
  }
  request.variants.push_back({{{code, small}}, centres_around(request.anchor, 0, 1.2, 0.6)});
  // Where symbols fill the grid its number stands beside it, joined to a place that is not covered.
  Point from = request.anchor;
  for (const Point& place : centres_inside(home, request.anchor, {0.7, 0.7})) {
    if (std::any_of(symbols.begin(), symbols.end(), [&](const Rect& symbol) { return symbol.grown(0.5).contains(place); }))
      continue;
    from = place;
    break;
  }
  request.variants.push_back({{{code, small}}, centres_around(from, 3 * wishes.size, 18 * wishes.size, 1.2), true, from});
  return request;
}

/// A part away from the grid's own label says in full whose it is.
void add_exclaves(std::vector<LabelRequest>& all, const PlanFile& plan, const MapScene& scene, const LabelWishes& wishes,
                  const TextRuler& ruler) {
  const TextStyle style{.size = 2.05 * wishes.size, .colour = {0x3c2a55}, .halo = 0.28 * wishes.size};
  for (std::size_t i = 0; i < plan.grids.size(); ++i) {
    const PlanFile::Grid& grid = plan.grids[i];
    const std::vector<Path> parts = parts_of(scene.grids[i]);
    if (parts.size() < 2) continue;
    const Point own = scene.view.to_page(grid.label);
    const std::vector<LabelLine> lines{{grid.name.empty() ? grid.code : grid.name, style}};
    const Point size = box_size(lines, ruler);
    for (const Path& part : parts) {
      if (inside(part, own)) continue;
      const Point anchor = interior(part);
      LabelRequest request{.anchor = anchor, .priority = exclave_priority};
      request.variants.push_back({lines, centres_inside(part, anchor, {size.x + 0.5, size.y + 0.3})});
      all.push_back(std::move(request));
    }
  }
}

/// The name of an area near its anchor: wholly on its own land where that is free, then at least in its middle, then wherever
/// there is room.
std::vector<LabelVariant> area_variants(const std::vector<LabelLine>& lines, const Path& area, Point anchor, double reach,
                                        const TextRuler& ruler) {
  const Point size = box_size(lines, ruler);
  const std::vector<Point> around = centres_around(anchor, 0, reach, 1.2);
  LabelVariant whole{lines, {}};
  LabelVariant middle{lines, {}};
  for (const Point& centre : around) {
    if (holds(area, centre, size)) whole.centres.push_back(centre);
    if (inside(area, centre)) middle.centres.push_back(centre);
  }
  return {std::move(whole), std::move(middle), {lines, around}};
}

/// Names of the lowest areas stand at their main place where one bears the same name.
void add_areas(std::vector<LabelRequest>& all, std::map<std::string, bool>& said, const PlanFile& plan, const MapScene& scene,
               const LabelWishes& wishes, const TextRuler& ruler) {
  const int lowest = static_cast<int>(scene.rank_names.size()) - 1;
  std::map<std::string, const PlanFile::Place*> places;
  for (const PlanFile::Place& place : plan.places) places.try_emplace(place.name, &place);
  for (std::size_t i = 0; i < plan.levels.size(); ++i) {
    const PlanFile::Level& level = plan.levels[i];
    const bool is_lowest = scene.level_rank[i] == lowest;
    if (level.name.empty() || (!is_lowest && scene.level_rank[i] == 0)) continue;
    const auto place = places.find(level.name);
    const std::string zh = place == places.end() ? "" : place->second->name_zh;
    TextStyle style{.size = 3.7 * wishes.size, .bold = true, .italic = false, .colour = {0x1d1b22}, .halo = 0.4 * wishes.size};
    if (!is_lowest)
      style = {.size = 4.6 * wishes.size, .bold = false, .italic = false, .colour = {0x8a4a7d}, .halo = 0.4 * wishes.size};
    const bool at_place = is_lowest && place != places.end();
    const Point anchor = at_place ? scene.view.to_page(place->second->place) : interior(scene.levels[i]);
    if (is_lowest) said[level.name] = true;
    std::vector<LabelVariant> variants = area_variants(name_lines(level.name, zh, style, wishes.language), scene.levels[i],
                                                       anchor, (is_lowest ? 16 : 30) * wishes.size, ruler);
    const bool crowded = is_lowest && scene.names_crowded;
    if (crowded) variants.resize(1);
    all.push_back({anchor, crowded ? crowded_name_priority : is_lowest ? area_priority : region_priority, std::move(variants)});
  }
}

int place_priority(const std::string& kind) {
  constexpr std::array order{"locality", "isolated_dwelling", "hamlet", "neighbourhood", "quarter",
                             "suburb",   "village",           "town",   "city"};
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (kind == order[i]) return 50 + static_cast<int>(i);
  }
  return -1;
}

void add_places(std::vector<LabelRequest>& all, const std::map<std::string, bool>& said, const PlanFile& plan,
                const MapScene& scene, const LabelWishes& wishes) {
  for (const PlanFile::Place& place : plan.places) {
    const int priority = place_priority(place.kind);
    if (priority < 0 || place.name.empty() || said.contains(place.name)) continue;
    const bool village = priority >= 56;
    const TextStyle style{.size = (village ? 2.8 : 2.3) * wishes.size,
                          .bold = false,
                          .italic = false,
                          .colour = {0x3a3733},
                          .halo = 0.3 * wishes.size};
    const Point anchor = scene.view.to_page(place.place);
    all.push_back(
        {anchor,
         priority,
         {{name_lines(place.name, place.name_zh, style, wishes.language), centres_around(anchor, 0, 5 * wishes.size, 0.9)}}});
  }
}

void add_waters(std::vector<LabelRequest>& all, const PlanFile& plan, const MapScene& scene, const LabelWishes& wishes,
                const TextRuler& ruler) {
  const TextStyle style{.size = 2.4 * wishes.size,
                        .bold = false,
                        .italic = true,
                        .colour = {0x2c6d9b},
                        .halo = 0.2 * wishes.size,
                        .halo_colour = {0xe4f0f7}};
  for (const PlanFile::Water& water : plan.waters) {
    if (water.name.empty()) continue;
    Path area;
    for (const Polygon& polygon : water.shape) {
      Trace trace{{}, true};
      for (const Position& p : polygon.outer) trace.points.push_back(scene.view.to_page(p));
      area.push_back(std::move(trace));
    }
    const Point anchor = interior(area);
    const LabelLine line{water.name, style};
    all.push_back({anchor, water_priority, {{{line}, centres_inside(area, anchor, box_size(std::vector{line}, ruler))}}});
  }
}

}  // namespace

bool inside(const Path& area, Point point) {
  bool in = false;
  for (const Trace& trace : area) {
    for (std::size_t i = 0, j = trace.points.size() - 1; i < trace.points.size(); j = i++) {
      const Point& a = trace.points[i];
      const Point& b = trace.points[j];
      if ((a.y > point.y) != (b.y > point.y) && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x) in = !in;
    }
  }
  return in;
}

std::string short_code(const PlanFile::Grid& grid) {
  const bool nested = !grid.parent.empty() && grid.code.size() > grid.parent.size() && grid.code.starts_with(grid.parent);
  std::string rest = nested ? grid.code.substr(grid.parent.size()) : grid.code;
  while (rest.size() > 1 && (rest.front() == '-' || rest.front() == '_' || rest.front() == '.')) rest.erase(rest.begin());
  return rest;
}

std::vector<Rect> symbol_boxes(const PlanFile& plan, const MapScene& scene, double symbol) {
  std::vector<Rect> boxes;
  for (const PlanFile::Post& post : plan.posts) {
    if (scene.posts_left_out.contains(post.kind)) continue;
    const Point at = scene.view.to_page(post.place);
    boxes.push_back(Rect{at, at}.grown(post_radius * symbol));
  }
  return boxes;
}

std::vector<LabelRequest> label_requests(const PlanFile& plan, const MapScene& scene, const LabelWishes& wishes,
                                         const TextRuler& ruler) {
  std::vector<LabelRequest> all;
  const std::vector<Rect> symbols = symbol_boxes(plan, scene, wishes.size);
  for (std::size_t i = 0; i < plan.grids.size(); ++i)
    all.push_back(grid_request(plan.grids[i], scene.grids[i], scene, wishes, symbols, ruler));
  add_exclaves(all, plan, scene, wishes, ruler);
  std::map<std::string, bool> said;
  add_areas(all, said, plan, scene, wishes, ruler);
  if (wishes.places) add_places(all, said, plan, scene, wishes);
  add_waters(all, plan, scene, wishes, ruler);
  return all;
}

}  // namespace wangge::gis::map
