#pragma once

#include "gis/geometry.h"
#include "gis/map/canvas.h"
#include "gis/write/plan_file.h"

#include <optional>

namespace wangge::gis::map {

/// Where the ground lies on the page.
struct MapView {
  Rect frame;                 ///< mm on the page
  Position centre;            ///< the ground at the frame's middle
  double denominator = 1000;  ///< of the scale, in map metres

  [[nodiscard]] double metres_per_mm() const { return denominator / 1000; }
  [[nodiscard]] Point to_page(Position ground) const {
    const Point middle = frame.centre();
    return {middle.x + (ground.x - centre.x) / metres_per_mm(), middle.y - (ground.y - centre.y) / metres_per_mm()};
  }
  [[nodiscard]] Position to_ground(Point page) const {
    const Point middle = frame.centre();
    return {centre.x + (page.x - middle.x) * metres_per_mm(), centre.y - (page.y - middle.y) * metres_per_mm()};
  }
};

/// The box around all levels and grids (buildings where there are neither); a kilometre around the origin for an empty plan.
[[nodiscard]] Box extent(const PlanFile& plan);

/// The exact denominator at which `ground` fills the frame but for `margin_mm` on all sides.
[[nodiscard]] double fitting_scale(const Box& ground, const Rect& frame, double margin_mm);

/// A view of `ground` in the middle of the frame at the next round scale.
[[nodiscard]] MapView round_view(const Box& ground, const Rect& frame, double margin_mm);

}  // namespace wangge::gis::map
