#pragma once

#include "gis/compare/common_land.h"
#include "gis/write/plan_file.h"

#include <map>
#include <string>
#include <vector>

/// Plan files drawn in ASCII: one letter a cell of 100 m x 100 m, which is its grid; one digit its households, each of 3 people,
/// in one building.
namespace wangge::testing {

struct AsciiPlan {
  std::vector<std::string> grids;          ///< "aab"
  std::vector<std::string> households;     ///< "123"
  std::map<char, std::string> codes = {};  ///< of letters; missing: "A" and the letter
  double cell = 100;                       ///< m
  std::string reference = "EPSG:32632";
};

inline gis::MultiPolygon ascii_square(double x, double y, double side) {
  return {{.outer = {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}, .holes = {}}};
}

/// A grid's shape is the union of its cells; its area above is "A", which is all of them.
inline gis::PlanFile ascii_plan(const AsciiPlan& map) {
  gis::PlanFile plan;
  plan.reference.wkt = map.reference;
  plan.reference.epsg = std::stoi(map.reference.substr(5));
  plan.reference.name = map.reference;
  std::map<char, gis::PlanFile::Grid> grids;
  std::int64_t number = 0;
  for (std::size_t row = 0; row < map.grids.size(); ++row) {
    for (std::size_t column = 0; column < map.grids[row].size(); ++column) {
      const char letter = map.grids[row][column];
      const std::int64_t households = map.households[row][column] - '0';
      const auto named = map.codes.find(letter);
      gis::PlanFile::Grid& grid = grids[letter];
      grid.code = named == map.codes.end() ? std::string("A") + letter : named->second;
      grid.name = grid.code;
      grid.parent = "A";
      grid.kind = "comprehensive";
      grid.households += households;
      grid.residents += 3 * households;
      grid.buildings += households > 0 ? 1 : 0;
      grid.area_m2 += map.cell * map.cell;
      grid.work += static_cast<double>(households);
      grid.compactness = 0.5;
      const double x = 500000 + static_cast<double>(column) * map.cell;
      const double y = 5200000 - static_cast<double>(row) * map.cell;
      grid.label = {x + map.cell / 2, y + map.cell / 2};
      plan.cells.push_back(
          {number, grid.code, "A", "", households, 3 * households, map.cell * map.cell, false, ascii_square(x, y, map.cell)});
      if (households > 0) {
        gis::PlanFile::Building house;
        house.building = "way/" + std::to_string(row) + "-" + std::to_string(column);
        house.cell = number;
        house.grid = grid.code;
        house.use = "residential";
        house.households = households;
        house.residents = 3 * households;
        house.population_source = "given";
        house.shape = ascii_square(x + map.cell / 4, y + map.cell / 4, map.cell / 2);
        plan.buildings.push_back(house);
      }
      ++number;
    }
  }
  gis::PlanFile::Level area{"community", "A", "Area", "", 0, 0, 0, {}};
  for (auto& [letter, grid] : grids) {
    area.households += grid.households;
    area.residents += grid.residents;
    area.area_m2 += grid.area_m2;
    plan.grids.push_back(std::move(grid));
  }
  std::vector<evaluation::Transfer> own;
  for (std::size_t i = 0; i < plan.grids.size(); ++i) own.push_back({evaluation::OldGridId(i), evaluation::NewGridId(i), {}});
  const std::vector<gis::MultiPolygon> shapes = gis::transfer_shapes(plan, plan, gis::ComparisonWay::cells, own);
  for (std::size_t i = 0; i < plan.grids.size(); ++i) plan.grids[i].shape = shapes[i];
  gis::PlanFile one = plan;
  for (auto& cell : one.cells) cell.grid = plan.grids[0].code;
  area.shape = gis::transfer_shapes(one, one, gis::ComparisonWay::cells, std::vector{own[0]})[0];
  plan.levels.push_back(std::move(area));
  return plan;
}

}  // namespace wangge::testing
