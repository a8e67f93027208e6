#include "engine/planning/sectors/conflicts.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace wangge::planning {
namespace {

using territory::Territory;

struct Piece {
  std::size_t cells = 0;
  std::int64_t households = 0;
  double land = 0;
  CellId face;  ///< its first cell with most households
  std::vector<CellId> members;
};

std::string code_of(const SectorPartition& sector, SectorAreaId area) {
  return area.valid() ? sector.codes[area] : std::string();
}

void add_conflicts(const Territory& territory, std::span<const SectorPartition> sectors, std::size_t first, std::size_t second,
                   std::vector<SectorConflict>& conflicts) {
  const territory::Cells& cells = territory.cells;
  std::map<SectorAreaId, std::map<SectorAreaId, Piece>> pieces;
  for (const CellId cell : core::ids<CellId>(cells.size())) {
    const SectorAreaId area = sectors[first].area_of_cell[cell];
    if (!area.valid()) continue;
    Piece& piece = pieces[area][sectors[second].area_of_cell[cell]];
    if (piece.cells++ == 0 || cells.households[cell] > cells.households[piece.face]) piece.face = cell;
    piece.households += cells.households[cell];
    piece.land += cells.area[cell].value;
    piece.members.push_back(cell);
  }
  for (const auto& [area, parts] : pieces) {
    const auto main = std::max_element(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
      return std::tie(a.second.households, a.second.land) < std::tie(b.second.households, b.second.land);
    });
    for (const auto& [other, piece] : parts) {
      if (other == main->first) continue;
      conflicts.push_back({.first = first,
                           .second = second,
                           .area = code_of(sectors[first], area),
                           .with = code_of(sectors[second], main->first),
                           .apart = code_of(sectors[second], other),
                           .cells = piece.cells,
                           .households = piece.households,
                           .land = core::SquareMetres(piece.land),
                           .place = cells.centroid[piece.face],
                           .piece = piece.members});
    }
  }
}

}  // namespace

std::vector<SectorConflict> sector_conflicts(const Territory& territory, std::span<const SectorPartition> sectors) {
  std::vector<SectorConflict> conflicts;
  for (std::size_t first = 0; first < sectors.size(); ++first) {
    for (std::size_t second = 0; second < sectors.size(); ++second) {
      if (first != second) add_conflicts(territory, sectors, first, second, conflicts);
    }
  }
  std::stable_sort(conflicts.begin(), conflicts.end(), [](const SectorConflict& a, const SectorConflict& b) {
    return std::tie(b.households, b.land.value, a.area, a.apart) < std::tie(a.households, a.land.value, b.area, b.apart);
  });
  return conflicts;
}

std::vector<BorderAgreement> border_agreements(const Territory& territory, std::span<const SectorPartition> sectors) {
  const territory::Cells& cells = territory.cells;
  std::vector<BorderAgreement> found;
  for (std::size_t first = 0; first < sectors.size(); ++first) {
    for (std::size_t second = first + 1; second < sectors.size(); ++second) {
      BorderAgreement& agreement = found.emplace_back();
      agreement.first = first;
      agreement.second = second;
      for (const CellId cell : core::ids<CellId>(cells.size())) {
        for (const territory::Neighbour& other : cells.neighbours[cell]) {
          if (other.cell <= cell || cells.parent[other.cell] != cells.parent[cell]) continue;
          const bool a = divides(sectors[first], cell, other.cell);
          const bool b = divides(sectors[second], cell, other.cell);
          if (a && b) agreement.common += other.border;
          if (a && !b) agreement.first_alone += other.border;
          if (!a && b) agreement.second_alone += other.border;
        }
      }
    }
  }
  return found;
}

}  // namespace wangge::planning
