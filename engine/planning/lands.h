#pragma once

#include "engine/core/csr.h"
#include "engine/core/id.h"
#include "engine/planning/planning_rules.h"
#include "engine/territory/territory.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace wangge::planning {

using LandId = core::Id<struct LandTag>;

/// A border shorter than this lets nobody through, so it connects cells only where nothing else does.
inline constexpr core::Metres connecting_border{2.0};

/// The connected parts of lowest-level areas: main land, exclaves, islands. Follows from cells and their borders alone.
struct Lands {
  core::Column<CellId, LandId> land_of_cell;
  core::Column<LandId, AreaId> parent;
  core::Column<LandId, std::int64_t> size;   ///< by the size range
  core::Column<LandId, std::uint8_t> alone;  ///< 1: some number of grids fits its size, so it can stand alone
  core::Csr<CellId, CellId> connected;       ///< within a land, both ways, rising; each land is connected by it
  /// Ties between lands of one parent, for the search: a forest of nearest pairs of cells that hangs every land too small to
  /// stand alone on a larger one (or on each other), and never ties two that stand alone. Because there is one tie between
  /// two lands and no round trip, a set of cells connected by `connected` and ties is one piece within each land.
  std::vector<std::pair<CellId, CellId>> ties;
};

/// O(cells + borders) and, for the ties, O(outline cells of the small lands x cells of their parent).
///
///   Lands lands = build_lands(territory, rules.households);
[[nodiscard]] Lands build_lands(const territory::Territory& territory, const SizeRange& range);

}  // namespace wangge::planning
