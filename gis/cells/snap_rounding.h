#pragma once

#include "engine/core/units.h"
#include "gis/cells/lattice_point.h"

#include <cstdint>
#include <span>
#include <vector>

namespace wangge::gis::cells {

/// A stretch of an input segment between two neighbouring nodes, in the segment's direction.
struct Piece {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint32_t segment = 0;
};

struct Noding {
  std::vector<LatticePoint> points;  ///< rising by (x, y), each once
  std::vector<Piece> pieces;         ///< in the order of the segments and along each
};

/// Rounds an arrangement of segments to the lattice so that pieces meet only in common ends: every end and every crossing makes
/// its pixel hot, and every segment is led through the centre of each hot pixel it meets. Pixels are half-open, all decisions are
/// exact. A segment moves by less than a pixel and never over a node. Segments of no length are ignored.
/// O(n + crossings) for evenly spread input. Source: Hobby 1999, "Practical segment intersection with finite precision output";
/// Guibas and Marimont 1998, "Rounding arrangements dynamically".
///
///   const Noding noding = snap_round(segments, threads);
[[nodiscard]] Noding snap_round(std::span<const Segment> segments, core::Threads threads);

}  // namespace wangge::gis::cells
