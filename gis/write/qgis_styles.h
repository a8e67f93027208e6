#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wangge::gis {

/// How QGIS opens one layer of a GeoPackage: a row of the table `layer_styles`.
struct QgisStyle {
  std::string layer;
  std::string description;
  std::string qml;  ///< QGIS's own style document, written for 3.22 and later
};

/// One style a layer of plan.gpkg, in the drawing order from top to bottom. Texts of the legend stand in both languages.
///
///   for (const QgisStyle& style : qgis_styles()) ...
[[nodiscard]] std::vector<QgisStyle> qgis_styles();

/// The same for sites.gpkg.
[[nodiscard]] std::vector<QgisStyle> site_styles();

}  // namespace wangge::gis
