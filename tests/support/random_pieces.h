#pragma once

#include "engine/core/random.h"
#include "engine/territory/territory.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace wangge::testing {

/// Connected pieces of 1 to `most` cells, each within one lowest area: uneven, as grids of today are.
inline std::vector<std::vector<territory::CellId>> random_pieces(const territory::Territory& land, std::uint32_t most,
                                                                 std::uint64_t seed) {
  using territory::CellId;
  core::Stream luck(core::Seed(seed), 0, "pieces", 0);
  core::Column<CellId, std::uint8_t> taken(land.cells.size(), 0);
  std::vector<std::vector<CellId>> pieces;
  for (const CellId start : core::ids<CellId>(land.cells.size())) {
    if (taken[start] != 0) continue;
    const std::size_t size = 1 + luck.below(most);
    std::vector<CellId> piece = {start};
    taken[start] = 1;
    for (std::size_t at = 0; at < piece.size() && piece.size() < size; ++at) {
      for (const territory::Neighbour& other : land.cells.neighbours[piece[at]]) {
        if (taken[other.cell] != 0 || land.cells.parent[other.cell] != land.cells.parent[start] || piece.size() == size) continue;
        taken[other.cell] = 1;
        piece.push_back(other.cell);
      }
    }
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

}  // namespace wangge::testing
