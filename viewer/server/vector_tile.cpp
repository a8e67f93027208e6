#include "viewer/server/vector_tile.h"

#include <protozero/pbf_writer.hpp>

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace wangge::viewer {
namespace {

// Field numbers of vector_tile.proto.
constexpr protozero::pbf_tag_type tile_layers = 3;
constexpr protozero::pbf_tag_type layer_name = 1, layer_features = 2, layer_keys = 3, layer_values = 4, layer_extent = 5,
                                  layer_version = 15;
constexpr protozero::pbf_tag_type feature_id = 1, feature_tags = 2, feature_type = 3, feature_geometry = 4;
constexpr protozero::pbf_tag_type value_string = 1, value_double = 3, value_sint = 6, value_bool = 7;

enum class Command : std::uint32_t { move_to = 1, line_to = 2, close_path = 7 };

/// Geometry as commands with steps from the place before, which is carried over from path to path.
class Commands {
 public:
  void point(TilePoint point) {
    command(Command::move_to, 1);
    step_to(point);
  }
  void path(const TilePath& path, bool closed) {
    command(Command::move_to, 1);
    step_to(path.front());
    command(Command::line_to, path.size() - 1);
    for (std::size_t i = 1; i < path.size(); ++i) step_to(path[i]);
    if (closed) command(Command::close_path, 1);
  }
  [[nodiscard]] const std::vector<std::uint32_t>& words() const { return words_; }
  void clear() {
    words_.clear();
    cursor_ = {};
  }

 private:
  void command(Command command, std::size_t count) {
    words_.push_back((static_cast<std::uint32_t>(count) << 3U) | static_cast<std::uint32_t>(command));
  }
  void step_to(TilePoint point) {
    words_.push_back(protozero::encode_zigzag32(point.x - cursor_.x));
    words_.push_back(protozero::encode_zigzag32(point.y - cursor_.y));
    cursor_ = point;
  }

  std::vector<std::uint32_t> words_;
  TilePoint cursor_;
};

bool inside(const WorldBox& inner, const WorldBox& outer) {
  return inner.low.x >= outer.low.x && inner.low.y >= outer.low.y && inner.high.x <= outer.high.x && inner.high.y <= outer.high.y;
}

bool in_tile_proper(TilePoint point) { return point.x >= 0 && point.y >= 0 && point.x < tile_extent && point.y < tile_extent; }

/// Draws one feature into commands; leaves them empty when nothing of it is in the tile.
void draw(Commands& commands, const TileLayer& layer, const TileLayer::Feature& feature, TileAddress address,
          const WorldBox& box) {
  commands.clear();
  const bool whole = inside(feature.box, box);
  bool outer_drawn = false;
  for (std::uint32_t p = feature.first_path; p < feature.last_path; ++p) {
    const TileLayer::Path& path = layer.paths[p];
    if (feature.kind == GeometryKind::point) {
      // Half-open, without the buffer: each point is in exactly one tile of a zoom.
      const TilePoint point = tile_point(layer.points[path.first], address);
      if (in_tile_proper(point)) commands.point(point);
    } else if (feature.kind == GeometryKind::line) {
      const TilePath line = tile_path(layer, path, address, false);
      for (const TilePath& part : clip_line(line)) commands.path(part, false);
    } else {
      TilePath ring = tile_path(layer, path, address, true);
      if (!whole) ring = clip_ring(ring);
      const std::int64_t area = ring.size() < 3 ? 0 : doubled_area(ring);
      if (!path.hole) outer_drawn = area != 0;
      if (area == 0 || !outer_drawn) continue;
      if ((area > 0) == path.hole) std::reverse(ring.begin(), ring.end());
      commands.path(ring, true);
    }
  }
}

void write_value(protozero::pbf_writer& layer_writer, const PropertyValue& value) {
  protozero::pbf_writer writer(layer_writer, layer_values);
  if (const auto* text = std::get_if<std::string>(&value)) writer.add_string(value_string, *text);
  if (const auto* whole = std::get_if<std::int64_t>(&value)) writer.add_sint64(value_sint, *whole);
  if (const auto* real = std::get_if<double>(&value)) writer.add_double(value_double, *real);
  if (const auto* truth = std::get_if<bool>(&value)) writer.add_bool(value_bool, *truth);
}

}  // namespace

void append_tile_layer(std::string& tile, const TileLayer& layer, std::span<const std::uint32_t> features, TileAddress address) {
  const WorldBox box = box_of(address);
  std::string layer_bytes;
  protozero::pbf_writer writer(layer_bytes);
  writer.add_uint32(layer_version, 2);
  writer.add_string(layer_name, layer.name);
  std::unordered_map<std::uint32_t, std::uint32_t> used;  // value of the layer -> value of the tile
  std::vector<std::uint32_t> order;
  std::vector<std::uint32_t> tags;
  Commands commands;
  bool any = false;
  for (const std::uint32_t f : features) {
    const TileLayer::Feature& feature = layer.features[f];
    draw(commands, layer, feature, address, box);
    if (commands.words().empty()) continue;
    any = true;
    tags.clear();
    for (std::uint32_t k = 0; k < layer.keys.size(); ++k) {
      const std::uint32_t value = layer.value_indices[feature.first_value + k];
      if (value == TileLayer::no_value) continue;
      const auto [entry, added] = used.try_emplace(value, static_cast<std::uint32_t>(order.size()));
      if (added) order.push_back(value);
      tags.push_back(k);
      tags.push_back(entry->second);
    }
    protozero::pbf_writer feature_writer(writer, layer_features);
    feature_writer.add_uint64(feature_id, f + 1ULL);
    feature_writer.add_packed_uint32(feature_tags, tags.begin(), tags.end());
    feature_writer.add_enum(feature_type, static_cast<std::int32_t>(feature.kind));
    feature_writer.add_packed_uint32(feature_geometry, commands.words().begin(), commands.words().end());
  }
  if (!any) return;
  for (const std::string& key : layer.keys) writer.add_string(layer_keys, key);
  for (const std::uint32_t value : order) write_value(writer, layer.values[value]);
  writer.add_uint32(layer_extent, tile_extent);
  protozero::pbf_writer(tile).add_message(tile_layers, layer_bytes);
}

}  // namespace wangge::viewer
