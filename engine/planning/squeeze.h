#pragma once

#include "engine/planning/lands.h"
#include "engine/planning/planning_rules.h"
#include "engine/territory/territory.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::planning {

/// Some cells, and the pockets that are left between them: pieces of the parent that are smaller than the minimum
/// and hang together with nothing else. A grid in range that takes in something of a pocket takes in one of the cells, so at
/// most as many grids as cells share all of them; where that is more than they may hold, no partition has all grids in range.
struct Squeeze {
  std::int64_t cells = 0;
  std::int64_t size = 0;     ///< of the cells, by the size range
  std::int64_t pockets = 0;  ///< of the pockets
};

/// The proof by the cells around a grid, or by its cell with most connections; none where neither proves it, where a cell of
/// them is over the maximum itself, or where the parent has several connected parts. O(cells of the parent).
[[nodiscard]] std::optional<Squeeze> squeeze(const territory::Territory& territory, const Lands& lands, const SizeRange& range,
                                             const std::vector<CellId>& grid);

}  // namespace wangge::planning
