#include "engine/planning/repartition/heirs.h"

#include <cstddef>
#include <limits>

namespace wangge::planning {
namespace {

/// Least-cost assignment of every row to a column; rows <= columns. Row and column 0 are sentinels.
std::vector<std::size_t> assign_rows(const std::vector<std::vector<std::int64_t>>& cost, std::size_t columns) {
  constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max() / 4;
  const std::size_t rows = cost.size();
  std::vector<std::int64_t> row_price(rows + 1, 0), column_price(columns + 1, 0);
  std::vector<std::size_t> row_of(columns + 1, 0), way(columns + 1, 0);
  for (std::size_t row = 1; row <= rows; ++row) {
    row_of[0] = row;
    std::size_t at = 0;
    std::vector<std::int64_t> slack(columns + 1, far);
    std::vector<bool> used(columns + 1, false);
    do {
      used[at] = true;
      std::int64_t least = far;
      std::size_t next = 0;
      for (std::size_t column = 1; column <= columns; ++column) {
        if (used[column]) continue;
        const std::int64_t reduced = cost[row_of[at] - 1][column - 1] - row_price[row_of[at]] - column_price[column];
        if (reduced < slack[column]) {
          slack[column] = reduced;
          way[column] = at;
        }
        if (slack[column] < least) {
          least = slack[column];
          next = column;
        }
      }
      for (std::size_t column = 0; column <= columns; ++column) {
        if (used[column]) {
          row_price[row_of[column]] += least;
          column_price[column] -= least;
        } else {
          slack[column] -= least;
        }
      }
      at = next;
    } while (row_of[at] != 0);
    for (; at != 0; at = way[at]) row_of[at] = row_of[way[at]];
  }
  std::vector<std::size_t> column_of(rows, 0);
  for (std::size_t column = 1; column <= columns; ++column) {
    if (row_of[column] != 0) column_of[row_of[column] - 1] = column - 1;
  }
  return column_of;
}

}  // namespace

std::vector<std::optional<std::uint32_t>> heirs(const std::vector<std::vector<std::int64_t>>& kept, std::uint32_t parts) {
  const bool turned = kept.size() > parts;
  const std::size_t rows = turned ? parts : kept.size();
  const std::size_t columns = turned ? kept.size() : parts;
  std::vector<std::vector<std::int64_t>> cost(rows, std::vector<std::int64_t>(columns, 0));
  for (std::size_t old = 0; old < kept.size(); ++old) {
    for (std::size_t part = 0; part < parts; ++part) (turned ? cost[part][old] : cost[old][part]) = -kept[old][part];
  }
  std::vector<std::optional<std::uint32_t>> found(kept.size());
  const std::vector<std::size_t> column_of = assign_rows(cost, columns);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::size_t old = turned ? column_of[row] : row;
    const std::size_t part = turned ? row : column_of[row];
    if (kept[old][part] > 0) found[old] = static_cast<std::uint32_t>(part);
  }
  return found;
}

}  // namespace wangge::planning
