#pragma once

#include "engine/core/id.h"
#include "engine/core/text.h"
#include "engine/core/units.h"
#include "engine/planning/plan.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Microgrids (微网格): groups of buildings under a grid, each with a building captain or more.
namespace wangge::planning {

using MicrogridId = core::Id<struct MicrogridTag>;

struct MicrogridRules {
  std::optional<std::int64_t> count{};       ///< in all; one of this and `households` is given
  std::optional<std::int64_t> households{};  ///< of one, about
  std::optional<std::int64_t> captains{};    ///< in all; absent: one each
  int code_digits = 2;                       ///< after the grid's code; more where a grid has too many
  std::uint64_t effort = 400;                ///< proposals a cell
};

struct Microgrid {
  std::string code;  ///< begins with the grid's
  std::string name;
  GridId grid;
  std::vector<CellId> cells;  ///< rising, not none
  std::int64_t households = 0;
  std::int64_t residents = 0;
  std::int64_t buildings = 0;
  std::int64_t captains = 0;
  core::SquareMetres area;
  double compactness = 0;  ///< as `Plan::compactness`
  bool connected = true;   ///< one piece within each connected part of its parent that it lies in
};

struct Microgrids {
  std::vector<Microgrid> all;  ///< by the grids' codes, then their own
  core::Column<CellId, MicrogridId> microgrid_of_cell;
};

/// Divides every grid into microgrids of about equal households: whole cells, hence whole buildings; connected where their grid
/// is; compounds rather whole. A count is shared among the grids by households, one each at least and as many as it has cells at
/// most; a number of households gives each grid the nearest count. Numbered in columns from west to east, each from north to
/// south. Captains are shared by households, one each at least. Throws Error(input) for fewer microgrids than grids, more than
/// cells, or fewer captains than microgrids. Grids are solved in parallel; the result does not depend on the threads.
/// O(effort x cells).
///
///   Microgrids drawn = draw_microgrids(plan, {.count = 85, .captains = 152}, seed, threads);
[[nodiscard]] Microgrids draw_microgrids(const Plan& plan, const MicrogridRules& rules, core::Seed seed, core::Threads threads);

}  // namespace wangge::planning
