#pragma once

#include "engine/core/math.h"
#include "engine/core/random.h"
#include "engine/territory/territory.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace wangge::testing {

/// A town of square communities of 10 by 10 buildings 60 m apart. Households of a building are heavy-tailed (Pareto, cut off at
/// 400), compounds of neighbouring buildings hold 200 to 4,000 households, some communities are villages of small houses. A
/// street runs after every second row and column, an arterial road between communities. The sum of households is exactly as
/// asked.
struct BigTown {
  std::size_t across = 10;
  std::size_t down = 10;
  std::int64_t households = 200'000;
  std::size_t villages = 10;
};

inline territory::Territory big_town(const BigTown& shape, std::uint64_t seed) {
  using namespace territory;  // NOLINT: a test's helper
  constexpr std::size_t side = 10;
  constexpr double step = 60;
  core::Stream luck(core::Seed(seed), 0, "big town", 0);
  const std::size_t areas = shape.across * shape.down;
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
  add_area(LevelId(0), "4402", AreaId());
  for (std::size_t i = 0; i < areas; ++i) add_area(LevelId(1), "4402" + std::to_string(100 + i), AreaId(0));

  const std::size_t columns = shape.across * side;
  const std::size_t rows = shape.down * side;
  const auto area_at = [&](std::size_t row, std::size_t column) { return 1 + row / side * shape.across + column / side; };
  std::vector<std::uint8_t> village(areas + 1, 0);
  for (std::size_t i = 0; i < shape.villages; ++i) village[1 + luck.below(static_cast<std::uint32_t>(areas))] = 1;

  // Raw weights: a heavy tail in town, small houses in villages; compounds weigh as much as they hold.
  std::vector<double> weight(rows * columns);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      const double u = luck.uniform_open();
      weight[row * columns + column] =
          village[area_at(row, column)] != 0 ? 4 + 6 * u : std::min(400.0, 6 * core::pow(u, -1 / 1.3));
    }
  }
  std::vector<CompoundId> compound(rows * columns);
  for (std::size_t area = 1; area <= areas; ++area) {
    if (village[area] != 0) continue;
    const std::size_t top = (area - 1) / shape.across * side;
    const std::size_t left = (area - 1) % shape.across * side;
    const std::uint32_t count = luck.below(3);
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::size_t high = 2 + luck.below(3);
      const std::size_t wide = 2 + luck.below(3);
      const std::size_t row = top + luck.below(static_cast<std::uint32_t>(side - high + 1));
      const std::size_t column = left + luck.below(static_cast<std::uint32_t>(side - wide + 1));
      bool free = true;
      for (std::size_t r = row; r < row + high; ++r)
        for (std::size_t c = column; c < column + wide; ++c) free = free && !compound[r * columns + c].valid();
      if (!free) continue;
      // 200 to 4,000 households, small ones more often.
      const double held = 200 * core::pow(20.0, luck.uniform() * luck.uniform());
      const CompoundId id = made.compounds.push_back("Compound " + std::to_string(made.compounds.size() + 1));
      for (std::size_t r = row; r < row + high; ++r) {
        for (std::size_t c = column; c < column + wide; ++c) {
          compound[r * columns + c] = id;
          weight[r * columns + c] = held / static_cast<double>(high * wide) * (0.7 + 0.6 * luck.uniform());
        }
      }
    }
  }
  // Villages keep their size; the rest is scaled to the sum, and the last households go one by one.
  double fixed = 0;
  double scaled = 0;
  for (std::size_t i = 0; i < weight.size(); ++i) {
    const bool keeps = village[area_at(i / columns, i % columns)] != 0 || compound[i].valid();
    (keeps ? fixed : scaled) += weight[i];
  }
  const double factor = (static_cast<double>(shape.households) - fixed) / scaled;
  std::vector<std::int64_t> held(weight.size());
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < weight.size(); ++i) {
    const bool keeps = village[area_at(i / columns, i % columns)] != 0 || compound[i].valid();
    held[i] = std::max<std::int64_t>(1, static_cast<std::int64_t>(weight[i] * (keeps ? 1.0 : factor)));
    sum += held[i];
  }
  while (sum != shape.households) {
    std::int64_t& one = held[luck.below(static_cast<std::uint32_t>(held.size()))];
    if (sum > shape.households && one == 1) continue;
    one += sum < shape.households ? 1 : -1;
    sum += sum < shape.households ? 1 : -1;
  }

  std::vector<std::pair<CellId, Neighbour>> borders;
  made.cells_of_area.resize(made.areas.size());
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      const CellId cell(row * columns + column);
      const AreaId area(area_at(row, column));
      const std::int64_t households = held[cell.value()];
      const Position centre{(static_cast<double>(column) + 0.5) * step, -(static_cast<double>(row) + 0.5) * step};
      made.cells.centroid.push_back(centre);
      made.cells.area.push_back(SquareMetres(step * step));
      made.cells.perimeter.push_back(Metres(4 * step));
      made.cells.households.push_back(households);
      made.cells.residents.push_back(3 * households);
      made.cells.parent.push_back(area);
      made.cells.part.push_back(0);
      made.cells.compound.push_back(compound[cell.value()]);
      made.cells.derived.push_back(0);
      made.cells_of_area[area].push_back(cell);
      double inner = 0;
      const auto beside = [&](std::size_t other_row, std::size_t other_column, std::size_t line, bool inside) {
        if (!inside) return;
        const bool same = area_at(other_row, other_column) == area_at(row, column);
        const BarrierClass lies = !same ? BarrierClass::arterial : line % 2 == 1 ? BarrierClass::street : BarrierClass::none;
        borders.emplace_back(cell, Neighbour{CellId(other_row * columns + other_column), Metres(step), lies});
        if (same) inner += step;
      };
      beside(row - 1, column, row - 1, row > 0);
      beside(row, column - 1, column - 1, column > 0);
      beside(row, column + 1, column, column + 1 < columns);
      beside(row + 1, column, row, row + 1 < rows);
      made.cells.outer_border.push_back(Metres(4 * step - inner));
      const BuildingId building = made.buildings.cell.push_back(cell);
      made.buildings_of_cell.push_back({building});
      made.buildings.source_id.push_back("way/" + std::to_string(cell.value()));
      made.buildings.position.push_back(centre);
      made.buildings.use.push_back(BuildingUse::residential);
      made.buildings.footprint.push_back(SquareMetres(400));
      made.buildings.floors.push_back(6);
      made.buildings.households.push_back(static_cast<std::int32_t>(households));
      made.buildings.residents.push_back(static_cast<std::int32_t>(3 * households));
      made.buildings.population_source.push_back(PopulationSource::given);
      for (AreaId up = area; up.valid(); up = made.areas.parent[up]) {
        made.areas.area[up] += SquareMetres(step * step);
        made.areas.households[up] += households;
        made.areas.residents[up] += 3 * households;
      }
    }
  }
  made.cells.neighbours = core::Csr<CellId, Neighbour>::build(rows * columns, borders);
  return made;
}

}  // namespace wangge::testing
