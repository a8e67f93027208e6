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

/// A cell that holds an organisation or buildings of a kind that is asked for.
struct KindHolder {
  CellId cell;
  /// Only one of many in the cell: an organisation that lodges in a block of flats makes no grid of that block.
  bool lodger = false;
  std::string name{};  ///< of the organisation or the building; empty: not known
};

/// What is to be a dedicated grid: features by name, all together one grid; or every place of a use or of a kind that is large
/// enough, each a grid of its own.
///
/// A place of a use is a connected set of cells within one compound, or in none, most of whose floor area has that use. A place
/// of a kind (a school, a market) is the cells that hold one, with those of the same compound and the same use that they connect
/// to.
struct DedicatedWish {
  Selection what{};                             ///< empty where `use` or `kinds` stands
  std::optional<territory::BuildingUse> use{};  ///< what most floor area of a cell is used for
  std::vector<std::string> kinds{};             ///< for messages; `holders` says where they are
  std::vector<KindHolder> holders{};            ///< by rising cell
  core::SquareMetres land_at_least{0};          ///< of a place
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
  bool named = false;  ///< the planner gave the name
};

}  // namespace wangge::planning
