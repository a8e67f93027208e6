#include "gis/cells/join_parts.h"

#include "engine/core/disjoint_sets.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace wangge::gis::cells {
namespace {

/// Which cells touch, within one area.
struct Touching {
  Touching(const CellFaces& cells, const FinePlane& fine, const std::vector<Unit>& units) {
    for (std::uint32_t h = 0; h < fine.plane.half_edge_count(); ++h) {
      const std::uint32_t f = fine.plane.face_of(h);
      const std::uint32_t g = fine.plane.face_of(h ^ 1U);
      if (cells.of_face[f] == none || cells.of_face[g] == none || cells.of_face[f] == cells.of_face[g]) continue;
      if (units[fine.unit_of_face[f]].area == units[fine.unit_of_face[g]].area)
        pairs.emplace_back(cells.of_face[f], cells.of_face[g]);
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  }

  /// The cells from one to the other by the fewest steps, both included; empty when more than `between` lie between.
  [[nodiscard]] std::vector<std::uint32_t> way(std::uint32_t from, std::uint32_t to, int between) const {
    std::map<std::uint32_t, std::uint32_t> reached_from{{from, from}};
    std::vector<std::uint32_t> ring{from};
    for (int step = 0; step <= between && reached_from.count(to) == 0; ++step) {
      std::vector<std::uint32_t> next;
      for (const std::uint32_t cell : ring) {
        for (auto at = std::lower_bound(pairs.begin(), pairs.end(), std::make_pair(cell, 0U));
             at != pairs.end() && at->first == cell; ++at) {
          if (reached_from.emplace(at->second, cell).second) next.push_back(at->second);
        }
      }
      ring = std::move(next);
    }
    std::vector<std::uint32_t> cells;
    if (reached_from.count(to) == 0) return cells;
    for (std::uint32_t cell = to; cell != from; cell = reached_from[cell]) cells.push_back(cell);
    cells.push_back(from);
    return cells;
  }

  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
};

struct Part {
  std::uint32_t block;
  std::uint32_t cell;
  std::int64_t size;
};

/// The parts of all blocks by block, the largest first.
std::vector<Part> parts_of_blocks(const CellFaces& cells, const FinePlane& fine, const std::vector<Unit>& units) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> sizes;
  for (std::uint32_t face = 0; face < fine.plane.face_count(); ++face) {
    const Unit& unit = units[fine.unit_of_face[face]];
    if (unit.kind == Unit::Kind::block && cells.of_face[face] != none)
      sizes[{unit.block, cells.of_face[face]}] += fine.plane.doubled_area(face);
  }
  std::vector<Part> parts;
  for (const auto& [key, size] : sizes) parts.push_back({key.first, key.second, size});
  std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
    return std::make_pair(a.block, -a.size) < std::make_pair(b.block, -b.size);
  });
  return parts;
}

void report_apart(CellFaces& cells, const Part& part, const Blocks& blocks, const Layers& layers, const Lattice& lattice) {
  const BuildingFeature& building = layers.buildings[blocks.all[part.block].buildings.front()];
  const double size = lattice.square_metres(part.size);
  if (size < 0.1) return;
  cells.findings.add(
      {.rule = "building.apart",
       .message = {.zh = fmt::format("建筑有一部分（{:.1f} 平方米）与主体相距太远，留在另一单元", size),
                   .en = fmt::format("a part of the building ({:.1f} m2) lies too far from the rest and stays in another cell",
                                     size)},
       .feature = building.source_id,
       .value = fmt::format("{:.1f} m2", size),
       .place = building.footprint.at(0).outer.at(0)});
}

}  // namespace

void join_parts(CellFaces& cells, const FinePlane& fine, const std::vector<Unit>& units, const Blocks& blocks,
                const Layers& layers, const CellRules& rules, const Lattice& lattice) {
  std::uint32_t count = 0;
  for (const std::uint32_t cell : cells.of_face) count = cell == none ? count : std::max(count, cell + 1);
  cells.of_block.assign(blocks.all.size(), none);
  const std::vector<Part> parts = parts_of_blocks(cells, fine, units);
  const Touching touching(cells, fine, units);
  core::DisjointSets joined(count);
  const Part* main = nullptr;
  for (const Part& part : parts) {
    if (main == nullptr || main->block != part.block) {
      main = &part;
      cells.of_block[part.block] = part.cell;
      continue;
    }
    const std::vector<std::uint32_t> way = touching.way(main->cell, part.cell, rules.joined_between);
    for (const std::uint32_t cell : way) joined.unite(main->cell, cell);
    if (way.empty() && joined.find(main->cell) != joined.find(part.cell)) report_apart(cells, part, blocks, layers, lattice);
  }
  for (std::uint32_t& cell : cells.of_face) cell = cell == none ? none : joined.find(cell);
  for (std::uint32_t& cell : cells.of_block) cell = cell == none ? none : joined.find(cell);
}

}  // namespace wangge::gis::cells
