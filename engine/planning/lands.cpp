#include "engine/planning/lands.h"

#include "engine/core/disjoint_sets.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace wangge::planning {
namespace {

using territory::Cells;
using territory::Neighbour;
using territory::Territory;

using Pair = std::pair<CellId, CellId>;

/// Borders that connect: all long ones, and of the short ones, longest first, those without which a land would fall apart.
std::vector<Pair> connections(const Cells& cells) {
  core::DisjointSets sets(cells.size());
  std::vector<Pair> found;
  std::vector<std::tuple<double, CellId, CellId>> weak;
  for (const CellId cell : core::ids<CellId>(cells.size())) {
    for (const Neighbour& other : cells.neighbours[cell]) {
      if (other.cell <= cell || cells.parent[other.cell] != cells.parent[cell]) continue;
      if (other.border < connecting_border) {
        weak.emplace_back(-other.border.value, cell, other.cell);
      } else {
        sets.unite(cell.value(), other.cell.value());
        found.emplace_back(cell, other.cell);
      }
    }
  }
  std::sort(weak.begin(), weak.end());
  for (const auto& [border, a, b] : weak) {
    if (sets.unite(a.value(), b.value())) found.emplace_back(a, b);
  }
  return found;
}

core::Csr<CellId, CellId> both_ways(std::size_t size, std::vector<Pair> pairs) {
  const std::size_t count = pairs.size();
  for (std::size_t i = 0; i < count; ++i) pairs.emplace_back(pairs[i].second, pairs[i].first);
  std::sort(pairs.begin(), pairs.end());
  return core::Csr<CellId, CellId>::build(size, pairs);
}

void number_lands(const Territory& territory, const core::Column<CellId, std::int64_t>& sizes, const std::vector<Pair>& pairs,
                  Lands& lands) {
  const std::size_t size = territory.cells.size();
  core::DisjointSets sets(size);
  for (const auto& [a, b] : pairs) sets.unite(a.value(), b.value());
  lands.land_of_cell = core::Column<CellId, LandId>(size);
  for (const CellId cell : core::ids<CellId>(size)) {
    const CellId root(sets.find(cell.value()));
    if (root == cell) {
      lands.land_of_cell[cell] = lands.parent.push_back(territory.cells.parent[cell]);
      lands.size.push_back(0);
    } else {
      lands.land_of_cell[cell] = lands.land_of_cell[root];
    }
    lands.size[lands.land_of_cell[cell]] += sizes[cell];
  }
}

/// A guess at the gap between two cells from their places and areas.
double gap(const Cells& cells, CellId a, CellId b) {
  const double reach = (std::sqrt(cells.area[a].value) + std::sqrt(cells.area[b].value)) / 2;
  return std::max(0.0, core::distance(cells.centroid[a], cells.centroid[b]).value - reach);
}

struct Tie {
  double gap = std::numeric_limits<double>::infinity();
  CellId from;
  CellId to;
  friend bool operator<(const Tie& a, const Tie& b) { return std::tie(a.gap, a.from, a.to) < std::tie(b.gap, b.from, b.to); }
};

/// Prim's tree from all lands that stand alone at once; without one, from the largest land.
void tie_lands(const Cells& cells, const std::vector<std::vector<CellId>>& members, std::vector<std::uint8_t> tied,
               std::vector<Pair>& ties) {
  std::vector<Tie> best(members.size());
  const auto offer = [&](std::size_t root) {
    for (std::size_t land = 0; land < members.size(); ++land) {
      if (tied[land] != 0) continue;
      for (const CellId from : members[land]) {
        for (const CellId to : members[root]) best[land] = std::min(best[land], Tie{gap(cells, from, to), from, to});
      }
    }
  };
  for (std::size_t land = 0; land < members.size(); ++land) {
    if (tied[land] != 0) offer(land);
  }
  for (;;) {
    std::size_t next = members.size();
    for (std::size_t land = 0; land < members.size(); ++land) {
      if (tied[land] == 0 && (next == members.size() || best[land] < best[next])) next = land;
    }
    if (next == members.size()) return;
    ties.emplace_back(best[next].from, best[next].to);
    tied[next] = 1;
    offer(next);
  }
}

void add_ties(const Territory& territory, Lands& lands) {
  std::vector<std::vector<LandId>> of_area(territory.areas.size());
  for (const LandId land : core::ids<LandId>(lands.parent.size())) of_area[lands.parent[land].value()].push_back(land);
  std::vector<std::vector<CellId>> of_land(lands.parent.size());
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) of_land[lands.land_of_cell[cell].value()].push_back(cell);
  for (const auto& own : of_area) {
    if (own.size() < 2) continue;
    std::vector<std::vector<CellId>> members;
    std::vector<std::uint8_t> roots;
    for (const LandId land : own) {
      members.push_back(of_land[land.value()]);
      roots.push_back(lands.alone[land]);
    }
    if (std::find(roots.begin(), roots.end(), 1) == roots.end()) {
      const auto most =
          std::max_element(own.begin(), own.end(), [&](LandId a, LandId b) { return lands.size[a] < lands.size[b]; });
      roots[static_cast<std::size_t>(most - own.begin())] = 1;
    }
    tie_lands(territory.cells, members, roots, lands.ties);
  }
}

}  // namespace

Lands build_lands(const Territory& territory, const SizeRange& range) {
  Lands lands;
  const std::vector<Pair> pairs = connections(territory.cells);
  number_lands(territory, range.sizes(territory), pairs, lands);
  for (const std::int64_t size : lands.size) lands.alone.push_back(range.fits(size) ? 1 : 0);
  lands.connected = both_ways(territory.cells.size(), pairs);
  add_ties(territory, lands);
  return lands;
}

}  // namespace wangge::planning
