#pragma once

#include "engine/core/units.h"
#include "gis/geometry.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace wangge::gis {

/// How much of a shape lies in each of many others; GEOS behind it. Built once, then asked; not for several threads.
///
///   Overlap overlap(grids);   for (const auto& [grid, area] : overlap.of(cell)) …
class Overlap {
 public:
  /// Empty or invalid shapes overlap nothing.
  explicit Overlap(std::span<const MultiPolygon> shapes);
  Overlap(const Overlap&) = delete;
  Overlap& operator=(const Overlap&) = delete;
  ~Overlap();

  /// Shapes that share area with this one, rising, with the area. O(log shapes + vertices).
  [[nodiscard]] std::vector<std::pair<std::uint32_t, core::SquareMetres>> of(const MultiPolygon& shape);
  [[nodiscard]] bool usable(std::size_t shape) const;

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace wangge::gis
