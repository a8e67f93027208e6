#pragma once

#include "engine/core/units.h"
#include "gis/build/build_territory.h"

#include <span>
#include <vector>

namespace wangge::scenarios {

/// Which cell of the land a place lies in, and with it which areas; on a border the lowest. What was built must outlive it.
class CellFinder {
 public:
  explicit CellFinder(const gis::TerritoryBuild& built) : coverage_(&built.coverage) {}

  /// Invalid outside the area. One entry a place. O(places), mostly.
  [[nodiscard]] std::vector<territory::CellId> find(std::span<const core::Position> places, core::Threads threads) const;

 private:
  const gis::CellCoverage* coverage_;
};

}  // namespace wangge::scenarios
