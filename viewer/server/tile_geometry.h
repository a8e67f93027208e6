#pragma once

#include "viewer/server/tile_layer.h"

#include <cstdint>
#include <span>
#include <vector>

namespace wangge::viewer {

/// One tile of the Web Mercator pyramid: 2^zoom x 2^zoom tiles, x eastwards, y southwards.
struct TileAddress {
  int zoom = 0;
  std::uint32_t x = 0;
  std::uint32_t y = 0;

  friend auto operator<=>(const TileAddress&, const TileAddress&) = default;
  /// True for an existing tile of a zoom up to max_tile_zoom.
  [[nodiscard]] bool exists() const;
};

inline constexpr std::int32_t tile_extent = 4096;  ///< units along one side
inline constexpr std::int32_t tile_buffer = 64;    ///< units beyond the side that are still drawn, to hide clipped outlines

/// In tile units, x right, y down; from -tile_buffer to tile_extent + tile_buffer after clipping.
struct TilePoint {
  std::int32_t x = 0;
  std::int32_t y = 0;

  friend bool operator==(const TilePoint&, const TilePoint&) = default;
};
using TilePath = std::vector<TilePoint>;

/// The world steps that a tile covers, its buffer included.
[[nodiscard]] WorldBox box_of(TileAddress tile);

/// Rounds to the lattice of the zoom, which neighbouring tiles share, so that shapes meet at the tile's side.
[[nodiscard]] TilePoint tile_point(WorldPoint point, TileAddress tile);

/// The vertices of a path that count at the tile's zoom, without repeats.
[[nodiscard]] TilePath tile_path(const TileLayer& layer, const TileLayer::Path& path, TileAddress tile, bool closed);

/// The part of a ring inside the buffered tile (Sutherland, Hodgman 1974): one ring, which may run along the tile's side. O(n).
[[nodiscard]] TilePath clip_ring(const TilePath& ring);

/// The parts of a line inside the buffered tile, each piece cut at the four sides in turn. O(n).
[[nodiscard]] std::vector<TilePath> clip_line(const TilePath& line);

/// Twice the signed area by the surveyor's formula in tile units: positive where the ring turns clockwise on the screen,
/// which is what the vector tile specification asks of outer rings.
[[nodiscard]] std::int64_t doubled_area(std::span<const TilePoint> ring);

}  // namespace wangge::viewer
