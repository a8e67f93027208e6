#pragma once

#include "engine/core/text.h"
#include "gis/map/canvas.h"

#include <optional>
#include <string>
#include <vector>

namespace wangge::scenarios::report {

/// Parallel coordinates (Inselberg 1985): an axis a figure, the better end on top; a line a plan.
struct TradeoffChart {
  struct Axis {
    core::Text title;
    core::Text unit;
    std::string best;  ///< the values at the two ends as people read them
    std::string worst;
  };
  struct Line {
    core::Text label;
    std::vector<std::optional<double>> height;  ///< an axis each: 0 worst, 1 best
    bool reference = false;                     ///< drawn dashed and grey
  };
  std::vector<Axis> axes;
  std::vector<Line> lines;
};

/// Colour of the n-th plan, the same in chart and table.
[[nodiscard]] gis::map::Colour plan_colour(std::size_t plan);

[[nodiscard]] std::string draw_tradeoffs(const std::string& prefix, const TradeoffChart& chart);

}  // namespace wangge::scenarios::report
