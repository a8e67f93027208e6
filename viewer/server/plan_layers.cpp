#include "viewer/server/plan_layers.h"

#include "engine/network/road_class.h"
#include "viewer/server/grid_tones.h"
#include "viewer/server/simplify.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace wangge::viewer {
namespace {

using Attribute = TileLayerBuilder::Attribute;
using network::LineClass;

constexpr int grid_zoom = 5;
constexpr int building_zoom = 13;
constexpr int cell_zoom = 14;

int zoom_of(LineClass line_class) {
  switch (line_class) {
    case LineClass::motorway:
    case LineClass::primary:
      return 7;
    case LineClass::secondary:
    case LineClass::rail:
    case LineClass::river:
      return 9;
    case LineClass::tertiary:
    case LineClass::canal:
      return 10;
    case LineClass::residential:
      return 12;
    case LineClass::service:
    case LineClass::track:
    case LineClass::stream:
      return 13;
    case LineClass::footway:
    case LineClass::steps:
    case LineClass::cycleway:
      return 14;
  }
  return 14;
}

int zoom_of_place(const std::string& kind) {
  if (kind == "city" || kind == "town") return 7;
  if (kind == "village" || kind == "suburb") return 10;
  return 12;
}

Attribute text(const std::string& value) { return value.empty() ? Attribute() : Attribute(value); }

Attribute tenths(const std::optional<double>& value) {
  if (!value) return {};
  return std::round(*value * 10) / 10;
}

std::int64_t rank(const std::vector<gis::PlanFile::Level>& levels, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& level : levels) {
    if (std::find(names.begin(), names.end(), level.level) == names.end()) names.push_back(level.level);
  }
  return std::find(names.begin(), names.end(), name) - names.begin();
}

TileLayer level_layer(const gis::PlanFile& plan, core::Threads threads) {
  TileLayerBuilder builder("levels", {"rank", "level", "code", "name"});
  for (const auto& level : plan.levels) {
    builder.add_polygons(level.shape, 0,
                         std::array<Attribute, 4>{rank(plan.levels, level.level), level.level, level.code, text(level.name)});
  }
  return builder.build(plan.reference, threads);
}

TileLayer grid_layer(const gis::PlanFile& plan, core::Threads threads) {
  const std::vector<std::uint32_t> tones = grid_tones(plan.grids);
  TileLayerBuilder builder("grids", {"code", "name", "tone", "valid"});
  for (std::size_t g = 0; g < plan.grids.size(); ++g) {
    const auto& grid = plan.grids[g];
    builder.add_polygons(grid.shape, grid_zoom,
                         std::array<Attribute, 4>{grid.code, text(grid.name), std::int64_t{tones[g]}, grid.valid});
  }
  return builder.build(plan.reference, threads);
}

TileLayer grid_label_layer(const gis::PlanFile& plan, core::Threads threads) {
  TileLayerBuilder builder("grid_labels", {"code", "name", "households", "valid"});
  for (const auto& grid : plan.grids) {
    builder.add_point(grid.label, grid_zoom, std::array<Attribute, 4>{grid.code, text(grid.name), grid.households, grid.valid});
  }
  return builder.build(plan.reference, threads);
}

TileLayer cell_layer(const gis::PlanFile& plan, core::Threads threads) {
  TileLayerBuilder builder("cells", {"grid", "derived"});
  for (const auto& cell : plan.cells) {
    builder.add_polygons(cell.shape, cell_zoom,
                         std::array<Attribute, 2>{cell.grid, cell.derived ? Attribute(true) : Attribute()});
  }
  return builder.build(plan.reference, threads);
}

TileLayer building_layer(const gis::PlanFile& plan, core::Threads threads) {
  TileLayerBuilder builder("buildings", {"grid", "use", "households", "minutes", "source"});
  for (const auto& building : plan.buildings) {
    const std::array<Attribute, 5> attributes = {building.grid, building.use, building.households, tenths(building.minutes),
                                                 building.population_source};
    if (building.point && building.shape.empty()) {
      builder.add_point(*building.point, building_zoom, attributes);
    } else {
      builder.add_polygons(building.shape, building_zoom, attributes);
    }
  }
  return builder.build(plan.reference, threads);
}

bool is_water(const gis::PlanFile::Road& road) {
  const auto line_class = network::line_class(road.road_class);
  return line_class == LineClass::stream || line_class == LineClass::river || line_class == LineClass::canal;
}

TileLayer road_layer(const gis::PlanFile& plan, core::Threads threads) {
  TileLayerBuilder builder("roads", {"class", "name"});
  // Strong roads last, so that they are drawn over weak ones.
  for (std::size_t c = 0; c < network::line_class_count; ++c) {
    const auto line_class = static_cast<LineClass>(c);
    for (const auto& road : plan.roads) {
      if (road.road_class != network::name(line_class) || is_water(road)) continue;
      builder.add_line(road.line, zoom_of(line_class), std::array<Attribute, 2>{road.road_class, text(road.name)});
    }
  }
  return builder.build(plan.reference, threads);
}

TileLayer water_layer(const gis::PlanFile& plan, core::Threads threads) {
  TileLayerBuilder builder("water", {"class", "name"});
  for (const auto& water : plan.waters) {
    builder.add_polygons(water.shape, 6, std::array<Attribute, 2>{std::string("area"), text(water.name)});
  }
  for (const auto& road : plan.roads) {
    if (!is_water(road)) continue;
    builder.add_line(road.line, zoom_of(*network::line_class(road.road_class)),
                     std::array<Attribute, 2>{road.road_class, text(road.name)});
  }
  return builder.build(plan.reference, threads);
}

TileLayer place_layer(const gis::PlanFile& plan, core::Threads threads) {
  TileLayerBuilder builder("places", {"kind", "name", "name_zh"});
  for (const auto& place : plan.places) {
    builder.add_point(place.place, zoom_of_place(place.kind),
                      std::array<Attribute, 3>{place.kind, text(place.name), text(place.name_zh)});
  }
  return builder.build(plan.reference, threads);
}

TileLayer post_layer(const gis::PlanFile& plan, core::Threads threads) {
  TileLayerBuilder builder("posts", {"post", "kind", "name", "level", "parent"});
  for (const auto& post : plan.posts) {
    builder.add_point(post.place, 8,
                      std::array<Attribute, 5>{post.post, post.kind, text(post.name), post.level, text(post.parent)});
  }
  return builder.build(plan.reference, threads);
}

TileLayer circle_layer(const gis::PlanFile& plan, core::Threads threads) {
  TileLayerBuilder builder("circles", {"post", "minutes", "mode"});
  for (const auto& circle : plan.circles) {
    if (!plan.is_of_first_responder(circle)) continue;  // the studio's figures are the first kind's
    builder.add_polygons(circle.shape, 7, std::array<Attribute, 3>{circle.post, circle.minutes, circle.mode});
  }
  return builder.build(plan.reference, threads);
}

}  // namespace

std::vector<TileLayer> plan_layers(const gis::PlanFile& plan, core::Threads threads) {
  TileLayer levels = level_layer(plan, threads);
  TileLayer grids = grid_layer(plan, threads);
  TileLayer water = water_layer(plan, threads);
  TileLayer roads = road_layer(plan, threads);
  TileLayer circles = circle_layer(plan, threads);
  simplify_together(std::array{&levels, &grids});
  for (TileLayer* layer : {&water, &roads, &circles}) simplify_together(std::span(&layer, 1));
  std::vector<TileLayer> layers;
  layers.push_back(std::move(water));
  layers.push_back(std::move(levels));
  layers.push_back(std::move(circles));
  layers.push_back(std::move(grids));
  layers.push_back(cell_layer(plan, threads));
  layers.push_back(building_layer(plan, threads));
  layers.push_back(std::move(roads));
  layers.push_back(place_layer(plan, threads));
  layers.push_back(post_layer(plan, threads));
  layers.push_back(grid_label_layer(plan, threads));
  return layers;
}

}  // namespace wangge::viewer
