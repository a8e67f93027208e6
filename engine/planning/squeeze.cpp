#include "engine/planning/squeeze.h"

#include <algorithm>
#include <set>

namespace wangge::planning {
namespace {

using territory::Territory;

/// The figures for these cells, if they prove anything.
std::optional<Squeeze> between(const Territory& territory, const Lands& lands, const SizeRange& range,
                               const std::set<CellId>& walls) {
  const core::Column<CellId, std::int64_t>& sizes = range.sizes(territory);
  Squeeze found;
  std::set<CellId> seen = walls;
  for (const CellId wall : walls) {
    if (sizes[wall] > range.most) return std::nullopt;
    ++found.cells;
    found.size += sizes[wall];
  }
  for (const CellId start : territory.cells_of_area[territory.cells.parent[*walls.begin()]]) {
    if (!seen.insert(start).second) continue;
    std::int64_t sum = 0;
    std::vector<CellId> piece{start};
    for (std::size_t at = 0; at < piece.size(); ++at) {
      const CellId cell = piece[at];
      sum += sizes[cell];
      for (const CellId other : lands.connected[cell]) {
        if (seen.insert(other).second) piece.push_back(other);
      }
    }
    if (sum < range.least) found.pockets += sum;
  }
  if (found.size + found.pockets <= found.cells * range.most) return std::nullopt;
  return found;
}

}  // namespace

std::optional<Squeeze> squeeze(const Territory& territory, const Lands& lands, const SizeRange& range,
                               const std::vector<CellId>& grid) {
  const AreaId area = territory.cells.parent[grid.front()];
  if (std::count(lands.parent.begin(), lands.parent.end(), area) != 1) return std::nullopt;
  std::set<CellId> around;
  for (const CellId cell : grid) {
    for (const CellId other : lands.connected[cell]) around.insert(other);
  }
  for (const CellId cell : grid) around.erase(cell);
  if (!around.empty()) {
    if (const auto found = between(territory, lands, range, around)) return found;
  }
  const CellId hub = *std::max_element(grid.begin(), grid.end(),
                                       [&](CellId a, CellId b) { return lands.connected[a].size() < lands.connected[b].size(); });
  return between(territory, lands, range, {hub});
}

}  // namespace wangge::planning
