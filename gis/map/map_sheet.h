#pragma once

#include "engine/core/text.h"
#include "gis/map/cairo_page.h"
#include "gis/map/map_labels.h"
#include "gis/write/plan_file.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// Wall maps: one page with frame, legend, grid index, scale bar, north arrow, credits and stamp.
namespace wangge::gis::map {

struct MapSheet {
  core::Text title = {};                      ///< of the place; the theme adds its own line
  std::string theme = "grids";                ///< one of themes()
  std::string paper = "A3";                   ///< A4, A3, A2, A1 or A0; the data's shape decides how it lies
  std::string date = {};                      ///< ISO; printed, and the PDF's creation date
  std::string review_number = {};             ///< 审图号; empty: the sheet is stamped for internal use
  bool synthetic = false;                     ///< made-up data: said in red
  bool population_modelled = true;            ///< households were spread by a model: said in a note
  std::vector<std::string> attribution = {};  ///< one credit a line
  SheetLanguage language = SheetLanguage::both;
  double target_minutes = 15;                       ///< of the response theme's classes
  std::optional<std::int64_t> households_min = {};  ///< the size range, where one was set
  std::optional<std::int64_t> households_max = {};
};

/// The sheet as the bytes of a file: the same plan and sheet give the same bytes with one set of libraries and fonts.
/// Precondition: the plan's system is projected, in metres. About a second for a town at A3.
/// Throws Error(usage) for an unknown theme or paper.
[[nodiscard]] std::string render_map(const MapSheet& sheet, const PlanFile& plan, MapFormat format);

/// The format by the file's extension: .pdf, .png (150 dpi) or .svg; throws Error(usage) for another, Error(environment) when the
/// file cannot be written whole (what was begun is removed).
///
///   draw_map({.title = {.zh = "列支敦士登", .en = "Liechtenstein"}, .date = "2026-11-21"}, read_plan_file(run / "plan.gpkg"),
///   "map.pdf");
void draw_map(const MapSheet& sheet, const PlanFile& plan, const std::filesystem::path& path);

}  // namespace wangge::gis::map
