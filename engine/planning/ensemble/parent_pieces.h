#pragma once

#include "engine/planning/plan.h"
#include "engine/planning/propose/parcel.h"
#include "engine/planning/sampling/ensemble.h"

#include <cstdint>
#include <span>
#include <vector>

namespace wangge::planning {

/// What of a parent is drawn, and what stays: its parcels as graphs to sample, locked grids as they are.
struct ParentPieces {
  std::vector<EnsemblePiece> pieces;
  std::vector<std::vector<std::uint32_t>>
      node_of_cell;                       ///< of a piece, by position among the parent's cells; `outside`: not in it
  std::vector<std::uint32_t> first_grid;  ///< number of a piece's first grid
  std::vector<std::uint32_t> fixed_grid;  ///< of cells that lie in no piece, by position; `outside`: in a piece
  std::vector<std::uint8_t> dedicated;    ///< by grid; locked ones first
  std::size_t widened = 0;                ///< pieces whose range had to be widened to hold any plan known
  SizeRange range;                        ///< the widest of its pieces

  static constexpr std::uint32_t outside = ~std::uint32_t{0};

  /// Whether there is any choice.
  [[nodiscard]] bool varies() const;
  /// The grid of each cell of the parent, from the parts of each piece's nodes.
  [[nodiscard]] std::vector<std::uint32_t> grids(const std::vector<std::span<const std::uint32_t>>& parts) const;
};

/// What may be said of the plans that an ensemble is held against.
struct PieceSources {
  const PlanningRules& rules;
  const Plan* today = nullptr;  ///< its number of grids is kept where plans of that number exist
  const Plan& proposed;         ///< the best proposed plan: its number of grids otherwise
  core::Seed seed;
  bool reversible = false;
};

/// The parcels `parcels[begin]` to before `parcels[end]` of one parent. Every piece of several grids gets a start: today's
/// partition where it is in order, else the proposed one, else one that is searched for. Where none is in range, the range is
/// widened until it holds the proposed partition. O(cells + arcs), and a small search.
[[nodiscard]] ParentPieces parent_pieces(const territory::Territory& territory, std::span<const Parcel> parcels,
                                         std::size_t first_number, const PieceSources& sources);

}  // namespace wangge::planning
