#pragma once

#include "engine/core/random.h"
#include "tests/support/ascii_cells.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace wangge::testing {

struct TownShape {
  std::size_t areas_across = 2;
  std::size_t areas_down = 2;
  std::size_t side = 16;          ///< cells along an area's side
  std::int64_t unit = 1;          ///< households of a digit
  std::uint32_t empty_share = 3;  ///< one cell in so many is empty land; 0: none
};

/// Cells of square areas, no more than planning needs of a town (made towns are in gis/town, which the engine does not link): 0
/// to 9 units in each cell and a street after every fifth row and column.
inline AsciiMap random_town(const TownShape& shape, std::uint64_t seed) {
  core::Stream luck(core::Seed(seed), 0, "town", 0);
  AsciiMap map;
  map.unit = shape.unit;
  for (std::size_t row = 0; row < shape.areas_down * shape.side; ++row) {
    std::string& households = map.households.emplace_back();
    std::string& parents = map.parents.emplace_back();
    for (std::size_t column = 0; column < shape.areas_across * shape.side; ++column) {
      const bool empty = shape.empty_share > 0 && luck.below(shape.empty_share) == 0;
      households += static_cast<char>('0' + (empty ? 0 : luck.below(10)));
      parents += static_cast<char>('A' + row / shape.side * shape.areas_across + column / shape.side);
      if (row % 5 == 4) map.barriers[{row, column, 'S'}] = territory::BarrierClass::street;
      if (column % 5 == 4) map.barriers[{row, column, 'E'}] = territory::BarrierClass::street;
    }
  }
  return map;
}

}  // namespace wangge::testing
