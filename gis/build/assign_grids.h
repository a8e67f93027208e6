#pragma once

#include "engine/core/findings.h"
#include "engine/core/units.h"
#include "engine/planning/read_plan.h"
#include "engine/territory/territory.h"
#include "gis/geometry.h"
#include "gis/layers.h"

#include <cstdint>
#include <functional>
#include <span>

namespace wangge::gis {

/// The shape of a cell, as `CellCoverage::polygon` gives it.
using CellShape = std::function<MultiPolygon(territory::CellId)>;

struct GridAssignment {
  planning::GivenPlan plan;                  ///< given grids in the layer's order
  core::SquareMetres disagreement;           ///< area of cells on the other side of a given line
  std::int64_t disagreement_households = 0;  ///< households whose building stands in another grid than its cell is given to
  core::Findings findings;                   ///< grid.disagreement (one a grid), grid.shape
};

/// Today's grids as an assignment of whole cells: a cell goes to the grid in which most of its households live (by the
/// building's point, or by the cell's land where the point lies across a given boundary), where it has none to the grid that
/// covers most of it; ties to the larger overlap, then to the first. Land outside all grids counts as one candidate: cells that
/// it wins are left without a grid, for `planning::read_plan`. A grid without a usable shape gets no cell and is reported.
/// `shape` is called by several threads at a time. O((cells + grids) log grids + vertices of overlapping shapes).
///
///   GridAssignment today = assign_grids(layers.grids, territory, [&](CellId cell) { return coverage.polygon(cell); }, threads);
[[nodiscard]] GridAssignment assign_grids(std::span<const AreaFeature> grids, const territory::Territory& territory,
                                          const CellShape& shape, core::Threads threads);

}  // namespace wangge::gis
