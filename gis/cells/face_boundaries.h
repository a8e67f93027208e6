#pragma once

#include "gis/cells/arrangement.h"

#include <cstdint>
#include <span>
#include <vector>

namespace wangge::gis::cells {

/// The half-edges around each face, all its cycles together, rising. O(half-edges) to build.
class FaceBoundaries {
 public:
  explicit FaceBoundaries(const Arrangement& plane) : first_(plane.face_count() + 1, 0), half_edges_(plane.half_edge_count()) {
    for (std::uint32_t h = 0; h < plane.half_edge_count(); ++h) ++first_[plane.face_of(h) + 1];
    for (std::size_t i = 0; i < plane.face_count(); ++i) first_[i + 1] += first_[i];
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    for (std::uint32_t h = 0; h < plane.half_edge_count(); ++h) half_edges_[next[plane.face_of(h)]++] = h;
  }

  [[nodiscard]] std::span<const std::uint32_t> operator[](std::uint32_t face) const {
    return {half_edges_.data() + first_[face], half_edges_.data() + first_[face + 1]};
  }

 private:
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> half_edges_;
};

}  // namespace wangge::gis::cells
