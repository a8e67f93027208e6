#pragma once

#include "engine/territory/territory.h"

#include <cstddef>
#include <vector>

namespace wangge::scenarios {

/// The building nearest to a place, by the building's own place, ties to the lower id. A k-d tree (Bentley 1975), so that it does
/// not matter how far away they are: O(n log n) to build, O(log n) a place where buildings are spread.
///
///   const NearestBuilding nearest(territory.buildings.position);   nearest.to(place)
class NearestBuilding {
 public:
  /// Of each building its place; must live as long.
  explicit NearestBuilding(const core::Column<territory::BuildingId, core::Position>& places);

  /// Precondition: there is a building.
  [[nodiscard]] territory::BuildingId to(core::Position place) const;

 private:
  struct Found {
    territory::BuildingId building;
    double distance = 0;
  };
  void part(std::size_t begin, std::size_t end, bool by_x);
  void look(std::size_t begin, std::size_t end, bool by_x, core::Position place, Found& best) const;

  const core::Column<territory::BuildingId, core::Position>& places_;
  std::vector<territory::BuildingId> order_;  ///< the middle of each range parts it, by x and by y in turns
};

}  // namespace wangge::scenarios
