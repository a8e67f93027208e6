#pragma once

#include "engine/planning/lands.h"
#include "engine/territory/territory.h"

#include <vector>

namespace wangge::planning {

/// A connected piece of land or water without a household that uncrossed borders cut off on all sides. No grid can be made of it,
/// so it joins the neighbour with which it has the longest border; other borders of it stay uncrossed, so that no grid reaches
/// over it to the other side.
struct EmptyPiece {
  std::vector<CellId> cells;   ///< rising
  std::vector<CellId> beside;  ///< the piece that it joins, rising; may be an empty one that joins another in turn
};

/// The empty pieces of `cut`, which is `whole` with fewer connections, by first cell. A land without any household keeps its
/// largest piece as it is, and the others join that. O(cells + borders) times the depth of chains of empty pieces.
[[nodiscard]] std::vector<EmptyPiece> empty_pieces(const territory::Territory& territory, const Lands& whole, const Lands& cut);

/// `cut` with each of these pieces connected to what it joins, as `whole` connects them.
[[nodiscard]] Lands rejoined(const Lands& whole, Lands cut, const std::vector<EmptyPiece>& pieces);

}  // namespace wangge::planning
