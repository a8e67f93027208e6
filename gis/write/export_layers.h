#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::gis {

enum class ExportFormat { gpkg, geojson, shp, fgb, csv };
[[nodiscard]] std::optional<ExportFormat> export_format(std::string_view name);
[[nodiscard]] std::string_view name(ExportFormat format);

/// What of plan.gpkg leaves the run, and what is left out of it.
struct ExportRules {
  std::vector<std::string> layers;          ///< in the order of writing; those that plan.gpkg lacks are passed over
  std::vector<std::string> dropped_fields;  ///< of any layer
  std::vector<std::string> count_fields;    ///< null in a feature whose `code` is hidden
  std::set<std::string> hidden;             ///< codes
  std::set<std::string> unexplained;        ///< codes whose `reason` and `reason_zh` are null
  std::set<std::string> modelled;           ///< codes whose counts are modelled: field population_source says so
  bool mark_modelled = false;               ///< adds that field
  std::optional<std::string> only_post;     ///< of layer `circles`, keep only this post
  std::string credit;  ///< written as the layer's description in GeoPackage and GeoJSON; the others have none
};

/// Writes layers of plan.gpkg into a folder, one file a layer (gpkg: one file for all). GeoJSON is in WGS 84 with seven
/// digits, CSV has the attributes (and x, y of points), the others keep the projected system. Shapefiles get a file for
/// polygons and one for points where a layer has both; their field names are cut to ten letters. A GeoPackage keeps the QGIS
/// styles of its layers.
/// Returns the files made, in order. Throws Error(input) when plan.gpkg cannot be read, Error(environment) when the disk is full.
///
///   export_layers(run / "plan.gpkg", folder, ExportFormat::geojson, {.layers = {"grids"}});
[[nodiscard]] std::vector<std::filesystem::path> export_layers(const std::filesystem::path& plan,
                                                               const std::filesystem::path& folder, ExportFormat format,
                                                               const ExportRules& rules);

}  // namespace wangge::gis
