#pragma once

#include "engine/planning/repartition/area_codes.h"
#include "engine/planning/repartition/range_reason.h"
#include "engine/territory/territory.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wangge::planning {

using territory::CellId;

/// The areas of one level as they shall be, and which each cell belongs to.
struct AreaPlan {
  struct Row {
    std::string code;
    std::string name;
    AreaId above;                   ///< of the old territory; invalid: no level above
    std::optional<AreaId> old;      ///< whose heir it is
    std::string source_code;        ///< the old area that it comes from
    std::optional<OffRange> off{};  ///< why it is out of range
  };
  explicit AreaPlan(const territory::Territory& territory) : row_of_cell(territory.cells.size(), 0), codes(territory) {}

  std::vector<Row> areas;
  core::Column<CellId, std::uint32_t> row_of_cell;
  AreaCodes codes;
};

struct NewTerritory {
  territory::Territory territory;
  std::vector<AreaId> area_of_row;  ///< beside AreaPlan::areas
};

/// The territory with the areas of one level replaced: cells, buildings and compounds stay; parents, codes of lower areas,
/// tallies and outer borders follow. Precondition: areas below the level lie in one row each. O(cells + borders).
[[nodiscard]] NewTerritory new_territory(const territory::Territory& old, territory::LevelId level, AreaPlan& plan);

}  // namespace wangge::planning
