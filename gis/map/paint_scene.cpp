#include "gis/map/line_look.h"
#include "gis/map/map_scene.h"

#include <algorithm>
#include <map>

namespace wangge::gis::map {
namespace {

using network::LineClass;

void append(Path& all, const Path& more) { all.insert(all.end(), more.begin(), more.end()); }

void paint_areas(Canvas& canvas, const MapScene& scene, const ThemePaint& paint) {
  canvas.begin_group("areas", "");
  std::map<std::uint32_t, Path> by_colour;
  Path land;
  for (std::size_t i = 0; i < scene.levels.size(); ++i) {
    if (scene.level_rank[i] == 0) append(land, scene.levels[i]);
  }
  if (!land.empty()) canvas.fill(land, {0xfbfaf6});
  for (std::size_t i = 0; i < scene.grids.size(); ++i) append(by_colour[paint.grid_fill[i].rgb], scene.grids[i]);
  for (const auto& [rgb, path] : by_colour) {
    canvas.fill(path, {rgb});
    canvas.stroke(path, {.colour = {rgb}, .width = 0.08});  // closes hairlines between neighbours of one colour
  }
  canvas.end_group();
}

void paint_water(Canvas& canvas, const MapScene& scene) {
  canvas.begin_group("water", "");
  Path all;
  for (const Path& water : scene.waters) append(all, water);
  if (!all.empty()) {
    canvas.fill(all, water_colour);
    canvas.stroke(all, {.colour = water_edge, .width = 0.12});
  }
  canvas.end_group();
}

void paint_buildings(Canvas& canvas, const MapScene& scene, const ThemePaint& paint) {
  canvas.begin_group("buildings", "");
  std::map<std::uint32_t, Path> by_colour;
  for (std::size_t i = 0; i < scene.buildings.size(); ++i) {
    append(by_colour[paint.building_fill.empty() ? building_colour.rgb : paint.building_fill[i].rgb], scene.buildings[i]);
  }
  for (const auto& [rgb, path] : by_colour) {
    if (!path.empty()) canvas.fill(path, {rgb});
  }
  canvas.end_group();
}

/// Lines of one class as one path: first every casing, then every core, so that crossings stay open.
void paint_lines(Canvas& canvas, const MapScene& scene, bool water) {
  canvas.begin_group(water ? "streams" : "roads", "");
  std::map<LineClass, Path> by_class;
  for (const MapScene::Road& road : scene.roads) {
    if ((road.line_class >= LineClass::stream) == water) by_class[road.line_class].push_back(road.trace);
  }
  for (const bool casing : {true, false}) {
    for (const auto& [line_class, path] : by_class) {
      const LineLook look = *line_look(line_class, scene.view.denominator);
      if (casing && look.casing) canvas.stroke(path, {.colour = *look.casing, .width = look.casing_width});
      const Cap cap = look.dashes.empty() ? Cap::round : Cap::butt;
      if (!casing) canvas.stroke(path, {.colour = look.core, .width = look.width, .dashes = look.dashes, .cap = cap});
    }
  }
  canvas.end_group();
}

using BordersByRank = std::map<int, Path, std::greater<>>;  // the highest level last

/// The pale bands under the borders of areas; under roads and rivers too, which often are the border.
void paint_bands(Canvas& canvas, const MapScene& scene, double symbol) {
  canvas.begin_group("bands", "");
  BordersByRank by_rank;
  for (const MapScene::Border& border : scene.borders) {
    if (border.rank >= 0) by_rank[border.rank].push_back(border.trace);
  }
  const int ranks = static_cast<int>(scene.rank_names.size());
  for (const auto& [rank, path] : by_rank) canvas.stroke(path, border_band(rank, ranks, symbol));
  canvas.end_group();
}

void paint_borders(Canvas& canvas, const MapScene& scene, double symbol) {
  canvas.begin_group("borders", "");
  BordersByRank by_rank;
  Path grids;
  for (const MapScene::Border& border : scene.borders) (border.rank < 0 ? grids : by_rank[border.rank]).push_back(border.trace);
  const int ranks = static_cast<int>(scene.rank_names.size());
  if (!grids.empty()) canvas.stroke(grids, grid_stroke(scene, symbol));
  for (const auto& [rank, path] : by_rank) {
    const bool hair = scene.names_crowded && rank + 1 == ranks;
    canvas.stroke(path, border_stroke(rank, ranks, symbol * (hair ? 0.3 : scene.crowded ? 0.6 : 1)));
  }
  canvas.end_group();
}

/// The outer rings first, so that each covers the middle of the one before; outlines alone lie over all of them.
void paint_rings(Canvas& canvas, const MapScene& scene, const ThemePaint& paint) {
  canvas.begin_group("circle", "");
  for (const bool filled : {true, false}) {
    for (auto ring = paint.rings.rbegin(); ring != paint.rings.rend(); ++ring) {
      if (ring->fill.has_value() != filled) continue;
      const auto drawn =
          std::find_if(scene.rings.begin(), scene.rings.end(), [&](const MapScene::Ring& each) { return each.key == ring->key; });
      if (drawn == scene.rings.end() || drawn->path.empty()) continue;
      if (filled) canvas.fill(drawn->path, *ring->fill);
      canvas.stroke(drawn->path, {.colour = ring->edge, .width = ring->edge_width});
    }
  }
  canvas.end_group();
}

}  // namespace

Stroke grid_stroke(const MapScene& scene, double symbol) {
  // No road, path or building has this blue, so that a border along a street is not taken for its edge.
  if (scene.crowded) return {.colour = {0x6a74b8}, .width = 0.12 * symbol, .dashes = {}};
  return {.colour = {0x23388f}, .width = 0.36 * symbol, .dashes = {}};
}

Stroke border_stroke(int rank, int ranks, double symbol) {
  if (rank == 0 && ranks > 1) {
    return {.colour = {0x6b1f5c},
            .width = 0.75 * symbol,
            .dashes = {4.5 * symbol, 1.3 * symbol, 0.8 * symbol, 1.3 * symbol},
            .cap = Cap::butt};
  }
  if (rank + 1 < ranks)
    return {.colour = {0x7a2f6b}, .width = 0.6 * symbol, .dashes = {3.2 * symbol, 1.1 * symbol}, .cap = Cap::butt};
  return {.colour = {0x7a2f6b}, .width = 0.42 * symbol, .dashes = {}};
}

Stroke border_band(int rank, int ranks, double symbol) {
  const double width = rank == 0 && ranks > 1 ? 2.4 : 1.4;
  return {.colour = {0xead7e6}, .width = width * symbol, .dashes = {}};
}

std::vector<std::string> post_kinds(const PlanFile& plan) {
  std::vector<std::string> kinds;
  for (const PlanFile::Post& post : plan.posts) {
    if (std::find(kinds.begin(), kinds.end(), post.kind) == kinds.end()) kinds.push_back(post.kind);
  }
  return kinds;
}

void draw_post(Canvas& canvas, std::size_t kind, Point at, double radius) {
  constexpr Colour red{0xc3172c};
  constexpr Colour white{0xffffff};
  const auto diamond = [&](double r) {
    return Path{{{{at.x, at.y - r}, {at.x + r, at.y}, {at.x, at.y + r}, {at.x - r, at.y}}, true}};
  };
  const auto square = [&](double r) { return outline({{at.x - r, at.y - r}, {at.x + r, at.y + r}}); };
  const auto triangle = [&](double r) {
    return Path{{{{at.x, at.y - r}, {at.x + r * 0.9, at.y + r * 0.75}, {at.x - r * 0.9, at.y + r * 0.75}}, true}};
  };
  switch (kind % 4) {
    case 0:
      canvas.disc(at, radius, white);
      canvas.disc(at, radius * 0.84, red);
      canvas.disc(at, radius * 0.32, white);
      break;
    case 1:
      canvas.fill(square(radius), white);
      canvas.fill(square(radius * 0.82), red);
      canvas.disc(at, radius * 0.36, white);
      break;
    case 2:
      canvas.fill(diamond(radius * 1.2), white);
      canvas.fill(diamond(radius), red);
      break;
    default:
      canvas.fill(triangle(radius * 1.2), white);
      canvas.fill(triangle(radius), red);
  }
}

void paint_scene(Canvas& canvas, const PlanFile& plan, const MapScene& scene, const ThemePaint& paint, double symbol,
                 std::span<const LandPatch> patches) {
  canvas.begin_clip(scene.view.frame);
  canvas.fill(outline(scene.view.frame), outside_colour);
  paint_areas(canvas, scene, paint);
  paint_patches(canvas, scene.view, patches, 0.08 * scene.view.metres_per_mm());
  if (!paint.rings.empty()) paint_rings(canvas, scene, paint);
  paint_bands(canvas, scene, symbol);
  paint_water(canvas, scene);
  paint_lines(canvas, scene, true);
  paint_buildings(canvas, scene, paint);
  paint_lines(canvas, scene, false);
  paint_borders(canvas, scene, symbol);
  canvas.begin_group("posts", "");
  const std::vector<std::string> kinds = post_kinds(plan);
  for (const PlanFile::Post& post : plan.posts) {
    if (scene.posts_left_out.contains(post.kind)) continue;
    const auto kind = std::find(kinds.begin(), kinds.end(), post.kind) - kinds.begin();
    draw_post(canvas, static_cast<std::size_t>(kind), scene.view.to_page(post.place), post_radius * symbol);
  }
  canvas.end_group();
  canvas.end_clip();
}

}  // namespace wangge::gis::map
