#pragma once

#include "engine/core/id.h"
#include "engine/core/units.h"
#include "gis/geometry.h"

#include <cstdint>
#include <span>
#include <vector>

namespace wangge::gis {

using PolygonId = core::Id<struct PolygonTag>;

/// Says which polygon holds a point: many points against many polygons, exactly.
///
/// Each polygon is closed and follows the even-odd rule; a point in several, or on an edge of several, belongs to the lowest.
/// How: a raster over the extent; each raster cell either lies in one polygon alone (or in none), or keeps, for each polygon
/// that touches it, whether its lower left corner is inside and the polygon's few edges nearby. A query walks from that
/// corner up and then right to the point and counts crossings with exact orientation tests; ties are broken by a symbolic
/// shift of the path, so that no vertex is met twice or not at all.
/// Build O(edges + raster cells), query O(edges near the point), memory about 4 bytes a raster cell and 40 an edge piece.
///
///   PointLocator locator(polygons);   PolygonId home = locator.locate(place);
class PointLocator {
 public:
  explicit PointLocator(std::span<const MultiPolygon> polygons);

  /// The lowest polygon that holds the point; invalid where none does or a coordinate is not finite.
  [[nodiscard]] PolygonId locate(core::Position point) const;
  /// The same for many points, with memory fetched ahead; on at most `threads` threads.
  [[nodiscard]] std::vector<PolygonId> locate(std::span<const core::Position> points, core::Threads threads) const;

 private:
  struct Edge {
    core::Position a;
    core::Position b;
  };
  /// One polygon's business in one raster cell.
  struct Entry {
    std::uint32_t polygon;
    std::uint32_t first_edge;  ///< in edges_
    std::uint32_t edge_count;
    bool corner_inside;
  };
  class Build;

  [[nodiscard]] std::size_t raster_index(core::Position point) const;
  [[nodiscard]] core::Position corner(std::size_t column, std::size_t row) const;
  [[nodiscard]] PolygonId locate_in(std::size_t cell, core::Position point) const;
  [[nodiscard]] bool holds(const Entry& entry, core::Position corner, core::Position point) const;

  static constexpr std::uint32_t nothing = 0xFFFFFFFFU;
  static constexpr std::uint32_t mixed = 0x80000000U;  ///< flag: the rest is the first entry's index

  core::Position low_;
  core::Position high_;
  double step_x_ = 1;
  double step_y_ = 1;
  std::size_t columns_ = 0;
  std::size_t rows_ = 0;
  std::vector<std::uint32_t> code_;  ///< a raster cell: nothing, one polygon, or mixed | first entry
  std::vector<Entry> entries_;       ///< runs that end with an entry of polygon `nothing`
  std::vector<Edge> edges_;          ///< the pieces' whole edges in the order of the raster, so that a query reads one run
};

}  // namespace wangge::gis
