#pragma once

#include "gis/geometry.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace wangge::gis::map {

/// Areas as a net of shared borders: every stretch of border between two junctions is held, simplified and drawn once, so
/// that neighbours still fit after simplification and no border is drawn twice.
/// Precondition: neighbours share identical vertices (plan.gpkg promises it); where they do not, each keeps its own border.
/// Build O(n log n) in the vertices; immutable.
///
///   ShapeNet net(shapes, 3.5);   MultiPolygon drawn = net.shape(0);   for (const auto& border : net.borders()) …
class ShapeNet {
 public:
  struct Border {
    LineString line;                    ///< simplified
    std::vector<std::uint32_t> shapes;  ///< which shapes it bounds, rising; one or more
  };

  /// `tolerance` in metres.
  ShapeNet(std::span<const MultiPolygon* const> shapes, double tolerance);

  [[nodiscard]] const std::vector<Border>& borders() const { return borders_; }
  /// The simplified outline of one shape, rings closed; parts smaller than the tolerance may be gone.
  [[nodiscard]] MultiPolygon shape(std::size_t index) const;
  /// Pairs (low, high) of shapes below `limit` that share a stretch of border, rising.
  [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> neighbours(std::size_t limit) const;

 private:
  struct Step {
    std::uint32_t border;
    bool reversed;
  };
  using RingSteps = std::vector<Step>;
  using PolygonSteps = std::vector<RingSteps>;  ///< outer first

  [[nodiscard]] Ring ring(const RingSteps& steps) const;

  std::vector<Border> borders_;
  std::vector<std::vector<PolygonSteps>> shapes_;

  friend class ShapeNetBuild;
};

}  // namespace wangge::gis::map
