#pragma once

#include "gis/layers.h"
#include "gis/map/cairo_page.h"
#include "gis/map/map_labels.h"

#include <filesystem>
#include <string>
#include <vector>

/// Figure-ground plans (Schwarzplan) side by side: buildings black, streets grey, water blue, all at one scale, so that the
/// eye compares what figures cannot say.
namespace wangge::gis {

struct FigureGroundPanel {
  std::string title;
  const Layers* layers = nullptr;    ///< outlives the drawing
  std::vector<MultiPolygon> waters;  ///< in place of those of the layers
  Position centre;
  bool synthetic = false;            ///< made: said in red
  std::vector<std::string> credits;  ///< of the data
};

/// A kilometre square each, 1:10,000 on paper, up to four in a row, with a scale bar under each and the credits below.
/// A PNG has 600 pixels a kilometre. Precondition: at least one panel.
[[nodiscard]] std::string draw_figure_ground(const std::vector<FigureGroundPanel>& panels, map::SheetLanguage language,
                                             map::MapFormat format);

}  // namespace wangge::gis
