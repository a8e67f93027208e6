#pragma once

#include "gis/geometry.h"

#include <cstdint>
#include <vector>

namespace wangge::gis::circles {

/// A vertex of an outline, in half metres.
struct Vertex {
  std::int64_t x = 0;
  std::int64_t y = 0;
  friend bool operator==(const Vertex&, const Vertex&) = default;
};

/// Where a ring cuts a row of the lattice.
struct RowCut {
  std::int64_t row = 0;
  std::int64_t x = 0;
  std::uint32_t ring = 0;
};

/// Closed outlines of one shape, the inside on their left: counter-clockwise around land, clockwise around what is left out. They
/// neither cross nor touch, and each cuts a row at least once.
struct Outlines {
  std::vector<std::vector<Vertex>> rings;  ///< without repeating the first vertex
  std::vector<RowCut> cuts;                ///< all of them, in any order
};

/// The rings as polygons with their holes, polygons and holes in the order of the rings. What lies left of a hole's western end
/// in its row is the ring it lies in, or another hole of it. O(vertices + cuts log holes).
[[nodiscard]] MultiPolygon nested(const Outlines& outlines);

}  // namespace wangge::gis::circles
