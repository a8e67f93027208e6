#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/territory/population.h"
#include "engine/territory/territory.h"
#include "gis/build/area_tree.h"
#include "gis/cells/build_cells.h"
#include "gis/layers.h"

#include <cstdint>
#include <string>
#include <vector>

/// Step 3: from layers to columns. Geometry ends here; it returns at step 8 through the coverage.
namespace wangge::gis {

struct BuildRules {
  std::vector<std::string> level_names;  ///< one for each entry of Layers::levels
  CellRules cells;
  AreaTreeRules areas;
  territory::PopulationRules population;
};

struct TerritoryBuild {
  territory::Territory territory;
  CellCoverage coverage;                                                   ///< the shapes of the territory's cells
  core::Column<territory::BuildingId, std::uint32_t> feature_of_building;  ///< index into Layers::buildings
  std::vector<std::uint32_t> feature_of_unassigned;                        ///< beside Territory::unassigned
  core::Findings findings;
};

/// Cells, areas, buildings and their people. Every building of the layers is in `territory.buildings` or in
/// `territory.unassigned`, once. Throws Error(input) where areas do not nest, codes repeat or totals cannot be met.
/// Cost: that of build_cells, plus O(n log n).
///
///   TerritoryBuild built = build_territory(layers, rules, threads, progress);
[[nodiscard]] TerritoryBuild build_territory(const Layers& layers, const BuildRules& rules, core::Threads threads,
                                             core::Progress& progress);

}  // namespace wangge::gis
