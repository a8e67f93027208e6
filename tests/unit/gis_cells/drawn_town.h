#pragma once

#include "gis/cells/build_cells.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

/// Small towns drawn as text for the tests of cells: one letter is 10 m x 10 m, the first line is the north.
namespace wangge::gis::town {

inline Ring rectangle(double x0, double y0, double x1, double y1) { return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}; }

inline AreaFeature area(const std::string& name, MultiPolygon shape) {
  AreaFeature feature;
  feature.source_id = feature.name = name;
  feature.shape = std::move(shape);
  return feature;
}

inline BuildingFeature building(const std::string& name, MultiPolygon footprint,
                                territory::BuildingUse use = territory::BuildingUse::residential) {
  BuildingFeature feature;
  feature.source_id = name;
  feature.use = use;
  feature.footprint = std::move(footprint);
  return feature;
}

inline LineFeature line(LineString points, network::LineClass line_class = network::LineClass::residential) {
  LineFeature feature;
  feature.line_class = line_class;
  feature.points = std::move(points);
  return feature;
}

/// Every lower-case letter becomes one building: the box around its occurrences. The whole drawing is the area "A".
inline Layers drawn(const std::vector<std::string>& rows) {
  Layers layers;
  const double height = 10.0 * static_cast<double>(rows.size());
  const double width = 10.0 * static_cast<double>(rows.front().size());
  layers.levels.push_back({area("A", {{rectangle(0, 0, width, height), {}}})});
  for (char letter = 'a'; letter <= 'z'; ++letter) {
    double x0 = width, x1 = 0, y0 = height, y1 = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      for (std::size_t column = 0; column < rows[row].size(); ++column) {
        if (rows[row][column] != letter) continue;
        const double x = 10.0 * static_cast<double>(column);
        const double y = height - 10.0 * static_cast<double>(row + 1);
        x0 = std::min(x0, x), x1 = std::max(x1, x + 10), y0 = std::min(y0, y), y1 = std::max(y1, y + 10);
      }
    }
    if (x1 > x0) layers.buildings.push_back(building(std::string(1, letter), {{rectangle(x0, y0, x1, y1), {}}}));
  }
  return layers;
}

/// The cell at the middle of each square: the first letter of its first building, a digit for cells without one (numbered by
/// first appearance from the north-west), a blank outside.
inline std::vector<std::string> cell_map(const CellBuild& build, const Layers& layers, std::size_t rows, std::size_t columns) {
  std::vector<std::string> map(rows, std::string(columns, ' '));
  std::vector<territory::CellId> empty;
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      const Position middle{10.0 * static_cast<double>(column) + 5, 10.0 * static_cast<double>(rows - row) - 5};
      const auto cell = build.coverage.cell_at(middle);
      if (!cell) continue;
      if (!build.buildings[*cell].empty()) {
        map[row][column] = layers.buildings[build.buildings[*cell].front()].source_id.front();
        continue;
      }
      if (std::find(empty.begin(), empty.end(), *cell) == empty.end()) empty.push_back(*cell);
      map[row][column] = static_cast<char>('0' + (std::find(empty.begin(), empty.end(), *cell) - empty.begin()));
    }
  }
  return map;
}

}  // namespace wangge::gis::town
