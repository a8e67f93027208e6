#pragma once

#include "engine/core/units.h"
#include "engine/territory/territory.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

/// Territories drawn in the test: every character is a square cell of 100 m.
///
///   households  '0'-'9': a cell with that many times `unit` households, '*': 100 times; ' ': no land
///   parents     the same shape, one letter an area; absent: one area "A"
/// Cells count from the first row (north) in reading order; area codes are the letters.
namespace wangge::testing {

using Rows = std::vector<std::string>;

struct AsciiMap {
  Rows households;
  Rows parents{};
  std::int64_t unit = 1;
  /// Barrier on the border between two cells, by (row, column) of the first and whether the second is south or east of it.
  std::map<std::tuple<std::size_t, std::size_t, char>, territory::BarrierClass> barriers{};
};

inline std::int64_t digit_households(char letter, std::int64_t unit) {
  return letter == '*' ? 100 * unit : (letter - '0') * unit;
}

inline territory::Territory ascii_territory(const AsciiMap& map) {
  using namespace territory;  // NOLINT: a test's helper
  constexpr double side = 100;
  Territory made;
  made.levels = {{"district"}, {"community"}};
  const auto add_area = [&](LevelId level, std::string code, AreaId parent) {
    made.areas.level.push_back(level);
    made.areas.name.push_back("Area " + code);
    made.areas.code.push_back(std::move(code));
    made.areas.parent.push_back(parent);
    made.areas.area.push_back(SquareMetres(0));
    made.areas.households.push_back(0);
    made.areas.residents.push_back(0);
  };
  add_area(LevelId(0), "D", AreaId());
  std::map<char, AreaId> area_of;
  for (const std::string& row : map.parents) {
    for (const char letter : row) area_of.emplace(letter, AreaId());
  }
  area_of.erase(' ');
  if (map.parents.empty()) area_of['A'] = AreaId();
  for (auto& [letter, area] : area_of) {
    area = AreaId(made.areas.size());
    add_area(LevelId(1), std::string(1, letter), AreaId(0));
  }
  std::map<std::pair<std::size_t, std::size_t>, CellId> at;
  for (std::size_t row = 0; row < map.households.size(); ++row) {
    for (std::size_t column = 0; column < map.households[row].size(); ++column) {
      const char letter = map.households[row][column];
      if (letter != ' ') at.emplace(std::pair(row, column), CellId(at.size()));
    }
  }
  std::vector<std::pair<CellId, Neighbour>> borders;
  made.cells_of_area.resize(made.areas.size());
  for (const auto& [place, cell] : at) {
    const auto [row, column] = place;
    const std::int64_t households = digit_households(map.households[row][column], map.unit);
    const AreaId area = map.parents.empty() ? area_of.at('A') : area_of.at(map.parents[row][column]);
    const Position centre{(static_cast<double>(column) + 0.5) * side, -(static_cast<double>(row) + 0.5) * side};
    made.cells.centroid.push_back(centre);
    made.cells.area.push_back(SquareMetres(side * side));
    made.cells.perimeter.push_back(Metres(4 * side));
    made.cells.households.push_back(households);
    made.cells.residents.push_back(3 * households);
    made.cells.parent.push_back(area);
    made.cells.part.push_back(0);
    made.cells.compound.push_back(CompoundId());
    made.cells.derived.push_back(0);
    made.cells_of_area[area].push_back(cell);
    double inner = 0;
    for (const char way : {'N', 'W', 'E', 'S'}) {
      const std::pair<std::size_t, std::size_t> other{row + (way == 'S') - (way == 'N'), column + (way == 'E') - (way == 'W')};
      const auto found = at.find(other);
      if (found == at.end()) continue;
      const auto& first = way == 'S' || way == 'E' ? place : other;
      const auto barrier = map.barriers.find({first.first, first.second, way == 'N' || way == 'S' ? 'S' : 'E'});
      const BarrierClass lies = barrier == map.barriers.end() ? BarrierClass::none : barrier->second;
      borders.emplace_back(cell, Neighbour{found->second, Metres(side), lies});
      if (map.parents.empty() || map.parents[other.first][other.second] == map.parents[row][column]) inner += side;
    }
    made.cells.outer_border.push_back(Metres(4 * side - inner));
    made.buildings_of_cell.push_back({});
    if (households > 0) {
      const BuildingId building = made.buildings.cell.push_back(cell);
      made.buildings_of_cell[cell].push_back(building);
      made.buildings.source_id.push_back("way/" + std::to_string(cell.value()));
      made.buildings.position.push_back(centre);
      made.buildings.use.push_back(BuildingUse::residential);
      made.buildings.footprint.push_back(SquareMetres(200));
      made.buildings.floors.push_back(2);
      made.buildings.households.push_back(static_cast<std::int32_t>(households));
      made.buildings.residents.push_back(static_cast<std::int32_t>(3 * households));
      made.buildings.population_source.push_back(PopulationSource::given);
    }
    for (AreaId up = area; up.valid(); up = made.areas.parent[up]) {
      made.areas.area[up] += SquareMetres(side * side);
      made.areas.households[up] += households;
      made.areas.residents[up] += 3 * households;
    }
  }
  made.cells.neighbours = core::Csr<CellId, Neighbour>::build(at.size(), borders);
  return made;
}

/// One number a cell from letters in the same shape: 'a' is 0, 'b' is 1, '.' is invalid.
template <class IdType>
core::Column<territory::CellId, IdType> ascii_ids(const Rows& rows) {
  core::Column<territory::CellId, IdType> found;
  for (const std::string& row : rows) {
    for (const char letter : row) {
      if (letter != ' ') found.push_back(letter == '.' ? IdType() : IdType(static_cast<std::size_t>(letter - 'a')));
    }
  }
  return found;
}

}  // namespace wangge::testing
