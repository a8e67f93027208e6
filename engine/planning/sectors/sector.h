#pragma once

#include "engine/core/id.h"
#include "engine/planning/plan.h"
#include "engine/territory/territory.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace wangge::planning {

using SectorAreaId = core::Id<struct SectorAreaTag>;

/// One department's partition as an assignment of cells: police beats, city-management unit grids, emergency zones.
struct SectorPartition {
  std::string name;
  double weight = 1;  ///< of its borders where sectors disagree
  core::Column<SectorAreaId, std::string> codes;
  core::Column<CellId, SectorAreaId> area_of_cell;  ///< invalid: in none of its areas
};

/// Whether two cells lie in different areas of the sector; land outside all its areas is one more area.
[[nodiscard]] inline bool divides(const SectorPartition& sector, CellId a, CellId b) {
  return sector.area_of_cell[a] != sector.area_of_cell[b];
}

}  // namespace wangge::planning
