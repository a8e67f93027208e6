#include "viewer/server/tile_layer.h"

#include "gis/write/web_mercator.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace wangge::viewer {
namespace {

std::uint32_t world_step(double from_edge) {
  constexpr double steps = 4294967296.0;
  const double step = from_edge / (2 * gis::web_mercator_half_side) * steps;
  return static_cast<std::uint32_t>(std::clamp(step + 0.5, 0.0, steps - 1));
}

WorldBox box_of(std::span<const WorldPoint> points) {
  WorldBox box{points.front(), points.front()};
  for (const WorldPoint& point : points) {
    box.low = {std::min(box.low.x, point.x), std::min(box.low.y, point.y)};
    box.high = {std::max(box.high.x, point.x), std::max(box.high.y, point.y)};
  }
  return box;
}

}  // namespace

WorldPoint world_point(core::Position mercator) {
  return {world_step(mercator.x + gis::web_mercator_half_side), world_step(gis::web_mercator_half_side - mercator.y)};
}

TileLayerBuilder::TileLayerBuilder(std::string name, std::vector<std::string> keys) {
  layer_.name = std::move(name);
  layer_.keys = std::move(keys);
}

void TileLayerBuilder::add_path(std::span<const core::Position> points, bool hole) {
  const auto first = static_cast<std::uint32_t>(positions_.size());
  positions_.insert(positions_.end(), points.begin(), points.end());
  layer_.paths.push_back({first, static_cast<std::uint32_t>(positions_.size()), hole});
}

void TileLayerBuilder::close_feature(GeometryKind kind, std::size_t first_path, int min_zoom,
                                     std::span<const Attribute> attributes) {
  assert(attributes.size() == layer_.keys.size());
  if (first_path == layer_.paths.size()) return;
  TileLayer::Feature feature;
  feature.kind = kind;
  feature.min_zoom = static_cast<std::uint8_t>(min_zoom);
  feature.first_path = static_cast<std::uint32_t>(first_path);
  feature.last_path = static_cast<std::uint32_t>(layer_.paths.size());
  feature.first_value = static_cast<std::uint32_t>(layer_.value_indices.size());
  layer_.features.push_back(feature);
  for (const Attribute& attribute : attributes) {
    const std::uint32_t index = std::visit(
        [&](const auto& value) -> std::uint32_t {
          if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::monostate>) {
            return TileLayer::no_value;
          } else {
            const auto [entry, added] =
                value_of_.try_emplace(PropertyValue(value), static_cast<std::uint32_t>(layer_.values.size()));
            if (added) layer_.values.emplace_back(value);
            return entry->second;
          }
        },
        attribute);
    layer_.value_indices.push_back(index);
  }
}

void TileLayerBuilder::add_polygons(const gis::MultiPolygon& shape, int min_zoom, std::span<const Attribute> attributes) {
  const std::size_t first_path = layer_.paths.size();
  const auto open = [](const gis::Ring& ring) {
    const std::span<const core::Position> points(ring);
    return ring.size() > 1 && ring.front() == ring.back() ? points.first(points.size() - 1) : points;
  };
  for (const gis::Polygon& polygon : shape) {
    if (open(polygon.outer).size() < 3) continue;
    add_path(open(polygon.outer), false);
    for (const gis::Ring& hole : polygon.holes) {
      if (open(hole).size() >= 3) add_path(open(hole), true);
    }
  }
  close_feature(GeometryKind::polygon, first_path, min_zoom, attributes);
}

void TileLayerBuilder::add_line(const gis::LineString& line, int min_zoom, std::span<const Attribute> attributes) {
  const std::size_t first_path = layer_.paths.size();
  if (line.size() >= 2) add_path(line, false);
  close_feature(GeometryKind::line, first_path, min_zoom, attributes);
}

void TileLayerBuilder::add_point(core::Position place, int min_zoom, std::span<const Attribute> attributes) {
  const std::size_t first_path = layer_.paths.size();
  add_path(std::span(&place, 1), false);
  close_feature(GeometryKind::point, first_path, min_zoom, attributes);
}

TileLayer TileLayerBuilder::build(const gis::ReferenceSystem& reference, core::Threads threads) {
  gis::to_web_mercator(reference, positions_, threads);
  layer_.points.reserve(positions_.size());
  for (const core::Position& position : positions_) layer_.points.push_back(world_point(position));
  layer_.from_zoom.assign(layer_.points.size(), 0);
  for (TileLayer::Feature& feature : layer_.features) {
    const std::uint32_t first = layer_.paths[feature.first_path].first;
    const std::uint32_t last = layer_.paths[feature.last_path - 1].last;
    feature.box = box_of(std::span(layer_.points).subspan(first, last - first));
  }
  positions_.clear();
  value_of_.clear();
  return std::exchange(layer_, {});
}

}  // namespace wangge::viewer
