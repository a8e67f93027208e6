#pragma once

#include "gis/cells/lattice_point.h"

#include <cstdint>
#include <span>
#include <vector>

namespace wangge::gis::cells {

/// A wall, or a single point, whose nearness gives land to its block.
struct Wall {
  Segment segment;
  std::uint32_t block = 0;
};

/// A line on which two blocks are equally near, simplified.
struct Separator {
  std::vector<LatticePoint> points;
  std::uint32_t left = 0;   ///< block
  std::uint32_t right = 0;  ///< block
};

/// The lines of the segment Voronoi diagram between walls of different blocks. A line may be moved by `tolerance` lattice units
/// to be simpler, but never by more than a quarter of its distance to the walls. Lines may run on beyond the land between the
/// walls: clip them. `low` and `high` are the corners of the box of that land. Precondition: walls meet only in ends. O(n log n).
/// Uses Boost.Polygon on integers.
[[nodiscard]] std::vector<Separator> separators(std::span<const Wall> walls, LatticePoint low, LatticePoint high,
                                                double tolerance);

}  // namespace wangge::gis::cells
