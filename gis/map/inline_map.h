#pragma once

#include "gis/map/map_marks.h"
#include "gis/map/theme.h"
#include "gis/write/plan_file.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace wangge::gis::map {

struct InlineMapWishes {
  std::string theme = "grids";
  std::string prefix = "map";  ///< of ids; unique in the page
  std::string label = "map";   ///< for screen readers
  bool buildings = false;
  double widest_mm = 200;  ///< of the drawing
  double highest_mm = 240;
  double target_minutes = 15;
  std::optional<std::int64_t> households_min = {};
  std::optional<std::int64_t> households_max = {};
  std::vector<Colour> grid_fill = {};  ///< one a grid, in place of the theme's; empty: the theme's
  std::vector<LandPatch> patches = {};
  std::vector<MoveArrow> arrows = {};
  std::vector<NumberedPlace> numbers = {};
};

struct InlineMap {
  std::string svg;      ///< an <svg> element, labels in groups lang="zh" and lang="en"
  double width_mm = 0;  ///< of its drawing; a page shows it at about 4.6 px a mm
  core::Text legend_title;
  std::vector<LegendEntry> legend;
  std::set<std::string> posts_left_out;  ///< kinds of posts that are not drawn: there are too many for the page
};

/// The same painter as the wall map, as light SVG for a page: frame, colours, borders, main roads, posts, labels, scale bar.
/// Shapes are thinned to 0.08 mm; a plan of 50 grids takes about 60 kB, 10,000 buildings 250 kB more.
[[nodiscard]] InlineMap draw_inline_map(const PlanFile& plan, const InlineMapWishes& wishes);

}  // namespace wangge::gis::map
