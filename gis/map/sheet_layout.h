#pragma once

#include "gis/geometry.h"
#include "gis/map/canvas.h"

#include <string_view>

namespace wangge::gis::map {

/// Where the parts of a sheet lie [mm].
struct SheetLayout {
  double width = 0;
  double height = 0;
  double unit = 1;  ///< factor on letters and furniture: 1 on A3
  Rect border;      ///< the neat line around everything
  Rect title;
  Rect frame;  ///< of the map
  Rect panel;  ///< legend and the rest, right of the frame
};

/// Landscape or portrait, whichever shows the ground larger. Throws Error(usage) for a paper that is not A4…A0.
[[nodiscard]] SheetLayout lay_out_sheet(std::string_view paper, const Box& ground);

/// Between the data and the map frame [mm] at unit 1.
inline constexpr double frame_margin = 6;

}  // namespace wangge::gis::map
