#include "gis/cells/adjacency.h"

#include "engine/core/disjoint_sets.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

namespace wangge::gis::cells {
namespace {

using territory::CellId;
using territory::Neighbour;

/// The whole border between two cells.
struct Border {
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  double metres = 0;
  BarrierClass barrier = BarrierClass::none;
};

struct Stretch {
  std::uint32_t low;
  std::uint32_t high;
  BarrierClass barrier;
  double metres;
};

std::vector<Border> borders_of(std::vector<Stretch> stretches) {
  std::stable_sort(stretches.begin(), stretches.end(),
                   [](const Stretch& a, const Stretch& b) { return std::tie(a.low, a.high) < std::tie(b.low, b.high); });
  std::vector<Border> borders;
  for (std::size_t i = 0; i < stretches.size();) {
    Border border{stretches[i].low, stretches[i].high, 0, BarrierClass::none};
    std::array<double, territory::barrier_class_count> by_class{};
    for (; i < stretches.size() && stretches[i].low == border.low && stretches[i].high == border.high; ++i) {
      border.metres += stretches[i].metres;
      by_class[static_cast<std::size_t>(stretches[i].barrier)] += stretches[i].metres;
    }
    double longest = 0;
    for (std::size_t k = 0; k < by_class.size(); ++k) {
      if (by_class[k] < longest || by_class[k] == 0) continue;
      longest = by_class[k];
      border.barrier = static_cast<BarrierClass>(k);
    }
    borders.push_back(border);
  }
  return borders;
}

core::Column<CellId, std::uint32_t> number_parts(const std::vector<Border>& borders,
                                                 const std::vector<std::uint32_t>& area_of_cell) {
  core::DisjointSets sets(area_of_cell.size());
  for (const Border& border : borders) {
    if (area_of_cell[border.low] == area_of_cell[border.high]) sets.unite(border.low, border.high);
  }
  core::Column<CellId, std::uint32_t> part(area_of_cell.size(), 0);
  std::map<std::uint32_t, std::uint32_t> parts_in_area;
  for (const CellId cell : core::ids<CellId>(area_of_cell.size())) {
    const std::uint32_t head = sets.find(cell.value());
    part[cell] = head == cell.value() ? parts_in_area[area_of_cell[head]]++ : part[CellId(head)];
  }
  return part;
}

core::Csr<CellId, Neighbour> connect(const std::vector<Border>& borders, const std::vector<std::uint32_t>& area_of_cell,
                                     double least) {
  std::vector<bool> counts(borders.size());
  std::vector<std::size_t> shorter;
  core::DisjointSets sets(area_of_cell.size());
  for (std::size_t i = 0; i < borders.size(); ++i) {
    counts[i] = borders[i].metres >= least;
    const bool inside = area_of_cell[borders[i].low] == area_of_cell[borders[i].high];
    if (inside && counts[i]) sets.unite(borders[i].low, borders[i].high);
    if (inside && !counts[i]) shorter.push_back(i);
  }
  std::stable_sort(shorter.begin(), shorter.end(),
                   [&](std::size_t a, std::size_t b) { return borders[a].metres > borders[b].metres; });
  for (const std::size_t i : shorter) counts[i] = sets.unite(borders[i].low, borders[i].high);
  std::vector<std::pair<CellId, Neighbour>> pairs;
  for (std::size_t i = 0; i < borders.size(); ++i) {
    if (!counts[i]) continue;
    const Border& border = borders[i];
    pairs.push_back({CellId(border.low), {CellId(border.high), core::Metres(border.metres), border.barrier}});
    pairs.push_back({CellId(border.high), {CellId(border.low), core::Metres(border.metres), border.barrier}});
  }
  std::sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) {
    return std::make_pair(a.first, a.second.cell) < std::make_pair(b.first, b.second.cell);
  });
  return core::Csr<CellId, Neighbour>::build(area_of_cell.size(), pairs);
}

}  // namespace

Adjacency scan_borders(const CoveragePlane& coverage, const std::vector<std::uint32_t>& area_of_cell, const CellRules& rules) {
  const std::size_t cells = area_of_cell.size();
  Adjacency adjacency;
  adjacency.perimeter.resize(cells);
  adjacency.outer_border.resize(cells);
  std::vector<Stretch> stretches;
  for (std::uint32_t h = 0; h < coverage.plane.half_edge_count(); ++h) {
    const std::uint32_t cell = coverage.left_cell(h);
    const std::uint32_t other = coverage.left_cell(h ^ 1U);
    if (cell == none) continue;
    const double metres = length(coverage.plane.segment(h)) * coverage.lattice.unit();
    adjacency.perimeter[CellId(cell)] += core::Metres(metres);
    if (other == none || area_of_cell[cell] != area_of_cell[other]) adjacency.outer_border[CellId(cell)] += core::Metres(metres);
    if (other != none && cell < other) stretches.push_back({cell, other, coverage.barrier[h / 2], metres});
  }
  const std::vector<Border> borders = borders_of(std::move(stretches));
  adjacency.part = number_parts(borders, area_of_cell);
  adjacency.neighbours = connect(borders, area_of_cell, rules.connection.value);
  return adjacency;
}

}  // namespace wangge::gis::cells
