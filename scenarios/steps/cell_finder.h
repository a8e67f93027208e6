#pragma once

#include "engine/core/units.h"
#include "gis/assign/point_locator.h"
#include "gis/build/build_territory.h"

#include <span>
#include <vector>

namespace wangge::scenarios {

/// Which cell of the land a place lies in, and with it which areas. Build O(vertices of all cells).
class CellFinder {
 public:
  explicit CellFinder(const gis::TerritoryBuild& built);

  /// Invalid outside the area. One entry a place.
  [[nodiscard]] std::vector<territory::CellId> find(std::span<const core::Position> places, core::Threads threads) const;

 private:
  gis::PointLocator locator_;
};

}  // namespace wangge::scenarios
