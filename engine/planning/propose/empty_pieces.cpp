#include "engine/planning/propose/empty_pieces.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace wangge::planning {
namespace {

using territory::Territory;

constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();

struct Component {
  std::vector<CellId> cells;  ///< rising
  std::int64_t households = 0;
};

struct Components {
  std::vector<Component> all;
  core::Column<CellId, std::size_t> of_cell;
};

Components components_of(const Territory& territory, const Lands& lands) {
  Components found{{}, core::Column<CellId, std::size_t>(territory.cells.size(), nobody)};
  for (const CellId start : core::ids<CellId>(territory.cells.size())) {
    if (found.of_cell[start] != nobody) continue;
    const std::size_t number = found.all.size();
    Component& own = found.all.emplace_back();
    own.cells.push_back(start);
    found.of_cell[start] = number;
    for (std::size_t at = 0; at < own.cells.size(); ++at) {
      own.households += territory.cells.households[own.cells[at]];
      for (const CellId other : lands.connected[own.cells[at]]) {
        if (found.of_cell[other] != nobody) continue;
        found.of_cell[other] = number;
        own.cells.push_back(other);
      }
    }
    std::sort(own.cells.begin(), own.cells.end());
  }
  return found;
}

/// Which components need join nothing: those with households, and the largest of a land without any.
std::vector<bool> settled_ones(const Lands& lands, const Components& components) {
  std::vector<bool> settled(components.all.size(), false);
  std::map<LandId, std::pair<bool, std::size_t>> of_land;  // has a settled one; the largest
  for (std::size_t i = 0; i < components.all.size(); ++i) {
    const Component& own = components.all[i];
    const LandId land = lands.land_of_cell[own.cells.front()];
    const auto [entry, first] = of_land.try_emplace(land, false, i);
    settled[i] = own.households > 0;
    entry->second.first = entry->second.first || settled[i];
    if (own.cells.size() > components.all[entry->second.second].cells.size()) entry->second.second = i;
  }
  for (const auto& [land, state] : of_land) {
    if (!state.first) settled[state.second] = true;
  }
  return settled;
}

/// Of the components that are settled the one with the longest border; ties to the lowest.
std::size_t longest_beside(const Territory& territory, const Lands& whole, const Components& components, std::size_t own,
                           const std::vector<bool>& settled) {
  std::map<std::size_t, double> border;
  for (const CellId cell : components.all[own].cells) {
    const auto connected = whole.connected[cell];
    for (const territory::Neighbour& other : territory.cells.neighbours[cell]) {
      const std::size_t beyond = components.of_cell[other.cell];
      if (beyond == own || !settled[beyond]) continue;
      if (std::binary_search(connected.begin(), connected.end(), other.cell)) border[beyond] += other.border.value;
    }
  }
  const auto longest =
      std::max_element(border.begin(), border.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return longest == border.end() ? nobody : longest->first;
}

}  // namespace

std::vector<EmptyPiece> empty_pieces(const Territory& territory, const Lands& whole, const Lands& cut) {
  const Components components = components_of(territory, cut);
  std::vector<bool> settled = settled_ones(cut, components);
  std::map<std::size_t, std::size_t> joins;
  for (bool changed = true; changed;) {
    std::vector<std::pair<std::size_t, std::size_t>> found;
    for (std::size_t i = 0; i < components.all.size(); ++i) {
      if (settled[i]) continue;
      const std::size_t beside = longest_beside(territory, whole, components, i, settled);
      if (beside != nobody) found.emplace_back(i, beside);
    }
    for (const auto& [piece, beside] : found) {
      joins.emplace(piece, beside);
      settled[piece] = true;
    }
    changed = !found.empty();
  }
  std::vector<EmptyPiece> pieces;
  for (const auto& [piece, beside] : joins) pieces.push_back({components.all[piece].cells, components.all[beside].cells});
  return pieces;
}

Lands rejoined(const Lands& whole, Lands cut, const std::vector<EmptyPiece>& pieces) {
  if (pieces.empty()) return cut;
  std::vector<std::pair<CellId, CellId>> more;
  for (const EmptyPiece& piece : pieces) {
    for (const CellId cell : piece.cells) {
      for (const CellId other : whole.connected[cell]) {
        if (!std::binary_search(piece.beside.begin(), piece.beside.end(), other)) continue;
        more.emplace_back(cell, other);
        more.emplace_back(other, cell);
      }
    }
  }
  const std::size_t size = cut.land_of_cell.size();
  for (const CellId cell : core::ids<CellId>(size)) {
    for (const CellId other : cut.connected[cell]) more.emplace_back(cell, other);
  }
  std::sort(more.begin(), more.end());
  cut.connected = core::Csr<CellId, CellId>::build(size, more);
  return cut;
}

}  // namespace wangge::planning
