#pragma once

#include "engine/core/units.h"
#include "engine/planning/edits/edit.h"
#include "engine/territory/territory.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Dedicated grids (专属网格) that a planner asks for before any grid is drawn.
namespace wangge::planning {

/// What is to be a dedicated grid: features by name, all together one grid; or every place of a use that is large enough, each a
/// grid of its own.
struct DedicatedWish {
  Selection what{};                             ///< empty where `use` stands
  std::optional<territory::BuildingUse> use{};  ///< what most floor area of a cell is used for
  core::SquareMetres land_at_least{0};          ///< of a place: a connected set of such cells within one compound, or in none
  core::SquareMetres floor_area_at_least{0};    ///< of all its buildings
  std::int64_t residents_at_least = 0;
  std::string code{};  ///< empty: the next free one
  std::string name{};  ///< empty: of its one compound, or made from the code
  std::string key{};   ///< how messages call it: "planning.dedicated[0]"
};

/// Cells that become one dedicated grid.
struct DedicatedGrid {
  std::vector<CellId> cells;  ///< rising, connected, of one parent
  std::string code{};         ///< empty: the next free one
  std::string name{};         ///< empty: made from the code
  std::string key{};
};

}  // namespace wangge::planning
