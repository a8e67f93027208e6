#pragma once

#include "engine/core/findings.h"
#include "engine/planning/dedicated/dedicated_wish.h"
#include "engine/planning/dedicated/fixed_grids.h"
#include "engine/planning/planning_rules.h"
#include "engine/territory/territory.h"

#include <optional>
#include <span>
#include <vector>

namespace wangge::planning {

struct DedicatedChoice {
  std::vector<DedicatedGrid> grids;
  core::Findings findings;
};

/// The use of most floor area of a cell; nothing where no building has any. Ties go to the use that is listed first. O(buildings
/// of the cell).
[[nodiscard]] std::optional<territory::BuildingUse> main_use(const territory::Territory& territory, CellId cell);

/// The cells that the wishes mean: first what is named, then, by rising first cell, the places of a use or a kind that are large
/// enough.
///
/// Throws Error(usage) that begins with the wish's key where a name does not exist (with the nearest one), the cells lie in two
/// parents or do not hang together, or two named wishes share a cell. A place of a use that shares a cell with another grid is
/// left out, which a finding says; so it does where a use or kind has no place that is large enough, or where a kind only lodges
/// among dwellings. A place that shares a cell with a grid of `kept` (grids of today that stay as they are) without being that
/// very grid is passed over, which a warning says.
///
/// What such grids cut off from the rest of its land: the largest piece (by households, then cells) is the rest; another piece
/// without a household joins the dedicated grid beside it, which a note says, since no grid could be made of it. A piece with
/// fewer households than the minimum would break rule 5: a place of a use or kind that would cut one off is passed over, which a
/// warning says; what the user named is made all the same, the piece stays, and a warning names it. O(cells + borders +
/// buildings) a wish, and O(cells of its land) a place.
///
///   DedicatedChoice made = choose_dedicated(territory, rules.households, wishes);
[[nodiscard]] DedicatedChoice choose_dedicated(const territory::Territory& territory, const SizeRange& range,
                                               std::span<const DedicatedWish> wishes, const FixedGrids& kept = {});

}  // namespace wangge::planning
