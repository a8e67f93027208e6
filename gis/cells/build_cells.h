#pragma once

#include "engine/core/csr.h"
#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/territory/territory.h"
#include "gis/cells/cell_rules.h"
#include "gis/cells/coverage.h"
#include "gis/layers.h"

#include <cstdint>
#include <string>
#include <vector>

namespace wangge::gis {

/// The cells of a deployment with everything geometry knows about them. Cells are numbered by area, then by their first building.
struct CellBuild {
  CellCoverage coverage;
  core::Column<territory::CellId, std::uint32_t> area_feature;  ///< index in Layers::levels.back()
  core::Column<territory::CellId, core::SquareMetres> area;
  core::Column<territory::CellId, core::Metres> perimeter;
  core::Column<territory::CellId, core::Metres> outer_border;  ///< the part of the perimeter shared with no cell of the same area
  core::Column<territory::CellId, std::uint32_t> part;         ///< connected part of the area, 0-based within it
  core::Column<territory::CellId, core::Position> place;       ///< of its buildings; a point inside where it has none
  core::Column<territory::CellId, std::vector<std::uint32_t>> buildings;  ///< indices in Layers::buildings, rising
  core::Csr<territory::CellId, territory::Neighbour>
      neighbours;                                   ///< of all areas, by rising cell; symmetric; connected in each part
  std::vector<territory::CellId> cell_of_building;  ///< of each of Layers::buildings; invalid: it has none
  std::vector<core::Text>
      unassigned_reason;  ///< of each of Layers::buildings: why it has no cell (the English is stable); empty where it has one
  core::Findings findings;
};

/// Cuts the land of the lowest-level areas into cells by an enclosed tessellation, built as one exact integer arrangement:
/// boundaries, barrier lines, water and footprints are noded together; open land between them is divided by a segment Voronoi
/// diagram of the walls around it; every cell is one connected piece and the cells of an area tile it. Precedence: between areas
/// the first given (named before unnamed); a given boundary before a building; a building before a line that crosses it. What was
/// decided is in `findings`. Results do not depend on `threads`. About 4 s and 0.3 GB for 17,000 buildings on one core. Throws
/// Error(input) when no lowest-level area has a shape, Error(interrupted) when the user stops it. Sources: Fleischmann et al.
/// 2020, "Morphological tessellation"; snap_rounding.h; docs/adr/cells.md.
///
///   const CellBuild cells = build_cells(layers, rules, threads, progress);
[[nodiscard]] CellBuild build_cells(const Layers& layers, const CellRules& rules, core::Threads threads,
                                    core::Progress& progress);

}  // namespace wangge::gis
