#pragma once

#include "gis/geometry.h"
#include "gis/layers.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <variant>
#include <vector>

/// What a run shows on a web map, as columns ready for tiles: integer world coordinates, a zoom from which each vertex
/// counts, and attribute values stored once a layer.
namespace wangge::viewer {

/// A place in the Web Mercator square cut into 2^32 x 2^32 steps of about 9 mm; x grows eastwards, y southwards.
struct WorldPoint {
  std::uint32_t x = 0;
  std::uint32_t y = 0;

  friend auto operator<=>(const WorldPoint&, const WorldPoint&) = default;
};

struct WorldBox {
  WorldPoint low;
  WorldPoint high;  ///< inclusive
};

/// `mercator` in metres of EPSG:3857, within the square.
[[nodiscard]] WorldPoint world_point(core::Position mercator);

/// Numbers as the vector tile specification names them; values 1-3 are written to the tile.
enum class GeometryKind : std::uint8_t { point = 1, line = 2, polygon = 3 };

using PropertyValue = std::variant<std::string, std::int64_t, double, bool>;

/// Tiles are made for zooms 0 to this one; the browser enlarges the last. One tile unit is then 15 cm.
inline constexpr int max_tile_zoom = 16;

struct TileLayer {
  struct Path {
    std::uint32_t first = 0;  ///< into points
    std::uint32_t last = 0;   ///< one past the end; a ring does not repeat its first point
    bool hole = false;
  };
  struct Feature {
    GeometryKind kind = GeometryKind::point;
    std::uint8_t min_zoom = 0;     ///< not in tiles of smaller zoom
    std::uint32_t first_path = 0;  ///< into paths
    std::uint32_t last_path = 0;
    std::uint32_t first_value = 0;  ///< into value_indices: one entry a key
    WorldBox box;
  };
  static constexpr std::uint32_t no_value = ~std::uint32_t{0};

  std::string name;
  std::vector<std::string> keys;
  std::vector<PropertyValue> values;         ///< each different value once
  std::vector<std::uint32_t> value_indices;  ///< into values; no_value: absent
  std::vector<Feature> features;
  std::vector<Path> paths;
  std::vector<WorldPoint> points;
  std::vector<std::uint8_t> from_zoom;  ///< of each point: drawn in tiles of this zoom and above
};

/// Collects features in the deployment's projected system, in drawing order.
///
///   TileLayerBuilder grids("grids", {"code", "name"});
///   grids.add_polygons(grid.shape, 6, {grid.code, grid.name});
///   TileLayer layer = grids.build(plan.reference, threads);
class TileLayerBuilder {
 public:
  /// An absent attribute of a feature is std::monostate.
  using Attribute = std::variant<std::monostate, std::string, std::int64_t, double, bool>;

  TileLayerBuilder(std::string name, std::vector<std::string> keys);

  /// Attributes stand in the order of the keys. A shape without a usable part adds nothing.
  void add_polygons(const gis::MultiPolygon& shape, int min_zoom, std::span<const Attribute> attributes);
  void add_line(const gis::LineString& line, int min_zoom, std::span<const Attribute> attributes);
  void add_point(core::Position place, int min_zoom, std::span<const Attribute> attributes);

  /// Reprojects everything at once; every point then counts from zoom 0 (see simplify.h). Leaves the builder empty.
  [[nodiscard]] TileLayer build(const gis::ReferenceSystem& reference, core::Threads threads);

 private:
  void add_path(std::span<const core::Position> points, bool hole);
  void close_feature(GeometryKind kind, std::size_t first_path, int min_zoom, std::span<const Attribute> attributes);

  TileLayer layer_;
  std::vector<core::Position> positions_;
  std::map<PropertyValue, std::uint32_t> value_of_;
};

}  // namespace wangge::viewer
