#include "engine/planning/aims/post_ways.h"

#include <algorithm>

namespace wangge::planning {

std::vector<std::size_t> PostWays::within(std::span<const CellId> cells) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < of_grids.size(); ++i) {
    if (std::binary_search(cells.begin(), cells.end(), of_grids[i].cell)) found.push_back(i);
  }
  return found;
}

double PostWays::minutes(CellId cell, std::span<const std::size_t> posts) const {
  double least = served[cell];
  for (const std::size_t post : posts) least = std::min(least, of_grids[post].minutes[place[cell]]);
  return least < nobody ? least : nearest[cell];
}

core::Column<CellId, std::uint32_t> places_in_areas(const territory::Territory& territory) {
  core::Column<CellId, std::uint32_t> place(territory.cells.size(), 0);
  for (const auto& cells : territory.cells_of_area) {
    for (std::size_t i = 0; i < cells.size(); ++i) place[cells[i]] = static_cast<std::uint32_t>(i);
  }
  return place;
}

}  // namespace wangge::planning
