#pragma once

#include "gis/cells/arrangement.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace wangge::gis::cells {

/// A connected region: one outer ring, counter-clockwise, and its holes, clockwise. Rings are simple and name points of the
/// subdivision, the first not repeated; they may touch in single points.
struct Outline {
  std::vector<std::uint32_t> outer;
  std::vector<std::vector<std::uint32_t>> holes;
};

/// Traces regions of faces. `border` holds the half-edges with a face of the region on the left and another on the right, rising;
/// `region_of` says which connected region a face belongs to. Every vertex of the border is kept, so that regions which
/// share an edge share its vertices. A region that is pinched in a point is split into rings that touch there.
/// O(n log n).
[[nodiscard]] std::vector<Outline> trace_outlines(const Arrangement& plane, std::span<const std::uint32_t> border,
                                                  const std::function<std::uint32_t(std::uint32_t)>& region_of);

}  // namespace wangge::gis::cells
