#pragma once

#include "gis/circles/land_owners.h"
#include "gis/circles/outline_links.h"
#include "gis/circles/ring_nesting.h"
#include "gis/geometry.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wangge::gis::circles {

/// Outlines of the land of up to sixteen sets of places at once, by marching squares (Lorensen, Cline 1987, in the plane). Every
/// lattice edge bears one vertex at most, apart from its ends, and corners that meet across a square stay parted; so rings
/// neither cross nor touch, and polygons are valid by construction. A workspace: one a thread. Memory: 2 bytes a node of the
/// tiles of two rows, 10 bytes a tile, and up to 40 bytes a vertex.
///
///   CircleTracer tracer(land);   const auto shapes = tracer.trace(masks, lanes);
class CircleTracer {
 public:
  static constexpr std::size_t lanes = 16;
  using Mask = std::uint16_t;  ///< bit i: the place is in set i

  /// The land must outlive the tracer.
  explicit CircleTracer(const LandOwners& land);

  /// A mask a place; `count` sets. Shapes in the order of the sets. O(places + nodes of the tiles that outlines pass + vertices
  /// log vertices).
  [[nodiscard]] std::vector<MultiPolygon> trace(std::span<const Mask> masks, std::size_t count);

 private:
  static constexpr std::size_t window = 65;  ///< nodes of the squares of a tile

  void mark_tiles(std::span<const Mask> masks);
  /// The masks of a tile's nodes, which stand until forget_nodes().
  [[nodiscard]] const Mask* nodes_of(std::uint32_t tile);
  void forget_nodes(std::uint32_t tile);
  [[nodiscard]] Mask mask_at(std::uint32_t tile, std::size_t at);
  [[nodiscard]] bool has_outline(std::uint32_t tile) const;
  void read_window(std::uint32_t tile);
  void link_tile(std::uint32_t tile);
  void link_square(std::uint32_t tile, std::size_t x, std::size_t y);
  [[nodiscard]] std::array<std::uint32_t, 4> edges_of_square(std::uint32_t tile, std::size_t x, std::size_t y) const;
  [[nodiscard]] Outlines join(std::span<const OutlineLink> links);
  [[nodiscard]] Vertex vertex(std::uint32_t edge) const;

  const LandOwners* land_;
  std::span<const Mask> masks_;         ///< by place; during trace()
  std::vector<std::uint32_t> room_of_;  ///< of each tile: where its nodes stand in nodes_, or `none`
  std::vector<Mask> nodes_;             ///< room by room, one a tile
  std::vector<std::uint32_t> free_;     ///< rooms
  std::vector<Mask> any_;               ///< of each tile: sets that hold a node of it
  std::vector<Mask> all_;               ///< sets that hold all of its nodes
  std::array<Mask, window * window> window_{};
  std::array<std::vector<OutlineLink>, lanes> links_;
  OutlineLinks next_;  ///< of the set being joined
};

}  // namespace wangge::gis::circles
