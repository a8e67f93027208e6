#include "engine/planning/aims/grid_match.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <limits>
#include <map>

namespace wangge::planning {

std::vector<int> best_assignment(const std::vector<std::vector<std::int64_t>>& values) {
  const std::size_t rows = values.size();
  const std::size_t columns = rows == 0 ? 0 : values.front().size();
  const std::size_t size = std::max(rows, columns);
  const auto cost = [&](std::size_t row, std::size_t column) {
    return row < rows && column < columns ? -values[row][column] : std::int64_t{0};
  };
  constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max() / 4;
  // Rows and columns count from 1; column 0 stands for the row that is being placed.
  std::vector<std::int64_t> row_price(size + 1, 0);
  std::vector<std::int64_t> column_price(size + 1, 0);
  std::vector<std::size_t> row_of(size + 1, 0);
  std::vector<std::size_t> way(size + 1, 0);
  for (std::size_t row = 1; row <= size; ++row) {
    row_of[0] = row;
    std::size_t at = 0;
    std::vector<std::int64_t> nearest(size + 1, far);
    std::vector<std::uint8_t> used(size + 1, 0);
    do {
      used[at] = 1;
      const std::size_t here = row_of[at];
      std::int64_t step = far;
      std::size_t next = 0;
      for (std::size_t column = 1; column <= size; ++column) {
        if (used[column] != 0) continue;
        const std::int64_t slack = cost(here - 1, column - 1) - row_price[here] - column_price[column];
        if (slack < nearest[column]) {
          nearest[column] = slack;
          way[column] = at;
        }
        if (nearest[column] < step) {
          step = nearest[column];
          next = column;
        }
      }
      for (std::size_t column = 0; column <= size; ++column) {
        if (used[column] != 0) {
          row_price[row_of[column]] += step;
          column_price[column] -= step;
        } else {
          nearest[column] -= step;
        }
      }
      at = next;
    } while (row_of[at] != 0);
    for (; at != 0; at = way[at]) row_of[at] = row_of[way[at]];
  }
  std::vector<int> found(rows, -1);
  for (std::size_t column = 1; column <= columns; ++column) {
    if (row_of[column] <= rows) found[row_of[column] - 1] = static_cast<int>(column - 1);
  }
  return found;
}

AreaMatch match_area(const Plan& before, const Plan& after, AreaId area) {
  const territory::Territory& land = after.territory();
  assert(&land == &before.territory());
  const std::vector<GridId> fresh = after.grids_of(area);
  const std::vector<GridId> old = before.grids_of(area);
  std::map<GridId, std::size_t> place;
  for (std::size_t i = 0; i < old.size(); ++i) place.emplace(old[i], i);
  std::vector<std::vector<std::int64_t>> common(fresh.size(), std::vector<std::int64_t>(old.size(), 0));
  AreaMatch match;
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    for (const CellId cell : after.cells_of(fresh[i])) {
      common[i][place.at(before.grid_of(cell))] += land.cells.households[cell];
      match.households += land.cells.households[cell];
    }
  }
  const std::vector<int> partner = best_assignment(common);
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    if (partner[i] < 0 || common[i][static_cast<std::size_t>(partner[i])] == 0) continue;
    match.pairs.emplace_back(fresh[i], old[static_cast<std::size_t>(partner[i])]);
    match.kept += common[i][static_cast<std::size_t>(partner[i])];
  }
  return match;
}

GridMatch match_grids(const Plan& before, const Plan& after) {
  const territory::Territory& land = after.territory();
  GridMatch match;
  match.before_of = core::Column<GridId, GridId>(after.id_bound());
  match.moved_in = core::Column<AreaId, std::int64_t>(land.areas.size(), 0);
  for (const AreaId area : core::ids<AreaId>(land.areas.size())) {
    const AreaMatch own = match_area(before, after, area);
    for (const auto& [fresh, old] : own.pairs) match.before_of[fresh] = old;
    match.households += own.households;
    match.moved_in[area] = own.households - own.kept;
    match.moved += own.households - own.kept;
  }
  return match;
}

}  // namespace wangge::planning
