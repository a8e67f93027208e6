#include "gis/map/map_scene.h"

#include "gis/map/crowding.h"
#include "gis/map/line_look.h"
#include "gis/map/shape_net.h"
#include "gis/map/simplify.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace wangge::gis::map {
namespace {

double twice_area(const std::vector<Point>& points) {
  double sum = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Point& a = points[i];
    const Point& b = points[(i + 1) % points.size()];
    sum += (a.x - points[0].x) * (b.y - points[0].y) - (b.x - points[0].x) * (a.y - points[0].y);
  }
  return sum;
}

Trace on_page(const LineString& line, const MapView& view, bool closed) {
  Trace trace;
  trace.closed = closed;
  for (const Position& p : line) trace.points.push_back(view.to_page(p));
  if (closed && trace.points.size() > 1 && trace.points.front() == trace.points.back()) trace.points.pop_back();
  return trace;
}

/// Outlines turn one way and holes the other, whatever the source did.
Path on_page(const MultiPolygon& shape, const MapView& view) {
  Path path;
  for (const Polygon& polygon : shape) {
    Trace outer = on_page(polygon.outer, view, true);
    if (twice_area(outer.points) < 0) std::reverse(outer.points.begin(), outer.points.end());
    path.push_back(std::move(outer));
    for (const Ring& ring : polygon.holes) {
      Trace hole = on_page(ring, view, true);
      if (twice_area(hole.points) > 0) std::reverse(hole.points.begin(), hole.points.end());
      path.push_back(std::move(hole));
    }
  }
  return path;
}

std::optional<Rect> bounds(const Trace& trace) {
  if (trace.points.empty()) return std::nullopt;
  Rect box{trace.points.front(), trace.points.front()};
  for (const Point& p : trace.points) {
    box.low = {std::min(box.low.x, p.x), std::min(box.low.y, p.y)};
    box.high = {std::max(box.high.x, p.x), std::max(box.high.y, p.y)};
  }
  return box;
}

bool visible(const Trace& trace, const Rect& frame) {
  const std::optional<Rect> box = bounds(trace);
  return box && box->grown(1).overlaps(frame);
}

MultiPolygon thinned(const MultiPolygon& shape, double tolerance) {
  MultiPolygon out;
  for (const Polygon& polygon : shape) {
    Polygon thin{.outer = simplified(polygon.outer, tolerance), .holes = {}};
    if (thin.outer.size() < 4) continue;
    for (const Ring& hole : polygon.holes) {
      Ring ring = simplified(hole, tolerance);
      if (ring.size() >= 4) thin.holes.push_back(std::move(ring));
    }
    out.push_back(std::move(thin));
  }
  return out;
}

/// A building too small for its outline becomes its box, never smaller than a dot that ink can print.
Path building_path(const PlanFile::Building& building, const MapView& view, const SceneContent& content) {
  constexpr double plain = 0.45;
  Trace whole;
  if (building.shape.empty()) {
    if (!building.point) return {};
    whole.points = {view.to_page(*building.point)};
  } else {
    whole = on_page(building.shape.front().outer, view, true);
  }
  if (!visible(whole, view.frame)) return {};
  const Rect box = *bounds(whole);
  if (box.width() > plain || box.height() > plain)
    return on_page(thinned(building.shape, content.thinning_mm * view.metres_per_mm()), view);
  const Point middle = box.centre();
  const double wide = std::max(box.width(), content.dot_mm) / 2;
  const double high = std::max(box.height(), content.dot_mm) / 2;
  return outline({{middle.x - wide, middle.y - high}, {middle.x + wide, middle.y + high}});
}

void add_areas(MapScene& scene, const PlanFile& plan, double tolerance) {
  std::vector<const MultiPolygon*> shapes;
  for (const PlanFile::Grid& grid : plan.grids) shapes.push_back(&grid.shape);
  for (const PlanFile::Level& level : plan.levels) shapes.push_back(&level.shape);
  const ShapeNet net(shapes, tolerance);
  scene.neighbours = net.neighbours(plan.grids.size());
  for (std::size_t i = 0; i < shapes.size(); ++i)
    (i < plan.grids.size() ? scene.grids : scene.levels).push_back(on_page(net.shape(i), scene.view));
  for (const ShapeNet::Border& border : net.borders()) {
    int rank = -1;
    for (const std::uint32_t shape : border.shapes) {
      if (shape < plan.grids.size()) continue;
      const int own = scene.level_rank[shape - plan.grids.size()];
      rank = rank < 0 ? own : std::min(rank, own);
    }
    scene.borders.push_back({on_page(border.line, scene.view, false), rank});
  }
}

void add_lines(MapScene& scene, const PlanFile& plan, const SceneContent& content, double tolerance) {
  for (const PlanFile::Road& road : plan.roads) {
    const std::optional<network::LineClass> kind = network::line_class(road.road_class);
    if (!kind || !line_look(*kind, scene.view.denominator)) continue;
    if (!content.small_roads && *kind <= network::LineClass::residential) continue;
    Trace trace = on_page(simplified(road.line, tolerance), scene.view, false);
    if (visible(trace, scene.view.frame)) scene.roads.push_back({*kind, std::move(trace)});
  }
  std::stable_sort(scene.roads.begin(), scene.roads.end(),
                   [](const auto& a, const auto& b) { return a.line_class < b.line_class; });
}

/// Half of many grids are smaller on paper than twice the box of a number.
bool grids_crowd(const MapScene& scene) {
  constexpr std::size_t many = 100;
  constexpr double small_mm2 = 40;
  std::vector<const Path*> grids;
  for (const Path& grid : scene.grids) grids.push_back(&grid);
  return are_crowded(grids, many, small_mm2);
}

/// Half of many areas of the lowest level are smaller on paper than the box of a name of four signs.
bool names_crowd(const MapScene& scene, double symbol) {
  constexpr std::size_t many = 200;
  constexpr double small_mm2 = 70;
  const int lowest = static_cast<int>(scene.rank_names.size()) - 1;
  std::vector<const Path*> areas;
  for (std::size_t i = 0; i < scene.levels.size(); ++i) {
    if (scene.level_rank[i] == lowest) areas.push_back(&scene.levels[i]);
  }
  return are_crowded(areas, many, small_mm2 * symbol * symbol);
}

/// What the highest areas cover, or the grids where there are none [mm2].
double ground_on_page(const MapScene& scene) {
  double ground = 0;
  for (std::size_t i = 0; i < scene.levels.size(); ++i) {
    if (scene.level_rank[i] == 0) ground += area_on_page(scene.levels[i]);
  }
  if (ground > 0) return ground;
  for (const Path& grid : scene.grids) ground += area_on_page(grid);
  return ground;
}

}  // namespace

void rank_levels(MapScene& scene, const PlanFile& plan) {
  std::map<std::string, const PlanFile::Level*> by_code;
  for (const PlanFile::Level& level : plan.levels) by_code[level.code] = &level;
  for (const PlanFile::Level& level : plan.levels) {
    std::size_t rank = 0;
    const PlanFile::Level* at = &level;
    for (auto up = by_code.find(at->parent); up != by_code.end() && rank < by_code.size(); up = by_code.find(at->parent)) {
      at = up->second;
      ++rank;
    }
    scene.level_rank.push_back(static_cast<int>(rank));
    if (scene.rank_names.size() <= rank) scene.rank_names.resize(rank + 1);
    scene.rank_names[rank] = level.level;
  }
}

Path page_path(const MultiPolygon& shape, const MapView& view, double tolerance) {
  return on_page(thinned(shape, tolerance), view);
}

MapScene make_scene(const PlanFile& plan, const MapView& view, const SceneContent& content) {
  MapScene scene;
  scene.view = view;
  const double tolerance = content.thinning_mm * view.metres_per_mm();
  rank_levels(scene, plan);
  add_areas(scene, plan, tolerance);
  scene.crowded = grids_crowd(scene);
  scene.names_crowded = names_crowd(scene, content.symbol);
  const double ground = ground_on_page(scene);
  scene.posts_left_out = crowded_posts(plan.posts, post_radius * content.symbol, ground);
  for (const PlanFile::Water& water : plan.waters) {
    Path path = on_page(thinned(water.shape, tolerance), view);
    if (std::any_of(path.begin(), path.end(), [&](const Trace& trace) { return visible(trace, view.frame); }))
      scene.waters.push_back(std::move(path));
  }
  for (const PlanFile::Circle& circle : plan.circles) {
    if (circle.post != "all") continue;
    scene.rings.push_back(
        {{RingKey::Kind::response, circle.minutes, circle.responder}, page_path(circle.shape, view, tolerance)});
  }
  for (const PlanFile::EffectiveCircle& circle : plan.effective_circles)
    scene.rings.push_back({{RingKey::Kind::effective, circle.share}, page_path(circle.shape, view, tolerance)});
  add_lines(scene, plan, content, tolerance);
  if (content.buildings) {
    for (const PlanFile::Building& building : plan.buildings) scene.buildings.push_back(building_path(building, view, content));
    if (!content.buildings_matter && dots_crowd(scene.buildings, content.dot_mm, ground)) scene.buildings.clear();
  }
  return scene;
}

}  // namespace wangge::gis::map
