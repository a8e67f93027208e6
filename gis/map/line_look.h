#pragma once

#include "engine/network/road_class.h"
#include "gis/map/canvas.h"

#include <optional>

namespace wangge::gis::map {

/// How a road, rail line or stream looks at a scale.
struct LineLook {
  Colour core = {};
  double width = 0.3;                 ///< mm
  std::optional<Colour> casing = {};  ///< drawn wider beneath
  double casing_width = 0;            ///< mm, whole
  std::vector<double> dashes = {};
};

/// Absent: too small a thing for this scale (footways of a town stay off a sheet of a county).
[[nodiscard]] std::optional<LineLook> line_look(network::LineClass line_class, double denominator);

}  // namespace wangge::gis::map
