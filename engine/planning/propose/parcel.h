#pragma once

#include "engine/core/units.h"
#include "engine/planning/aims/plan_aims.h"
#include "engine/planning/balance/even_parts.h"
#include "engine/planning/dedicated/fixed_grids.h"
#include "engine/planning/lands.h"
#include "engine/planning/propose/aim_table.h"
#include "engine/planning/propose/empty_pieces.h"
#include "engine/planning/propose/plan_wishes.h"
#include "engine/planning/search_graph.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::planning {

/// A connected piece of a parent that is divided on its own: the whole of it, mostly; what locks, uncrossed borders and exclaves
/// leave of it, otherwise.
struct Parcel {
  AreaId area;
  SearchGraph graph;
  AimTable table;
  std::optional<FixedId> locked;  ///< the fixed grid that it is part of: not searched
  bool dedicated = false;         ///< that grid is dedicated: exempt from sizes, its work is not compared
  /// Numbers of grids to try: first the one to go for, then with one fewer and one more grid in the parent; absent: not allowed.
  std::uint32_t count = 1;
  std::optional<std::uint32_t> fewer;
  std::optional<std::uint32_t> more;
  std::int64_t asked = 0;    ///< by the planner, before it was fitted to the nodes; 0: not asked
  bool count_given = false;  ///< by the planner: repair may not choose another
  /// As even as its grids were found to be, with a bound. Its parts are `count`, unless the parcel is locked.
  EvenParts even;
  /// Compounds that a grid could hold and that may be split all the same, since no partition in range was found with them whole.
  std::vector<territory::CompoundId> loosened;
  bool loosened_proven = false;  ///< that there is no such partition
  bool impossible = false;       ///< proven: no number of grids by size has a partition with all in range
  bool cut_off = false;          ///< an uncrossed border or a fixed grid parts it from the rest of a connected parent
  /// Whatever sizes its grids have, they are excused: no number of grids fits its area, or a lock forces them. Where change is
  /// limited too, cells that only grids out of range part are nodes of their own, so that today's grids stay possible.
  bool excused = false;

  /// Whether a partition into so many parts is to the planner's wish.
  [[nodiscard]] bool allows(std::uint32_t parts) const {
    return !count_given || parts == count || (fewer && parts == *fewer) || (more && parts == *more);
  }
};

/// What of a plan stands before the search: what the wishes lock of today's plan (which may be null) or dedicate.
[[nodiscard]] FixedGrids fixed_grids(const territory::Territory& territory, const PlanningRules& rules, const PlanWishes& wishes,
                                     const Plan* today);

/// The lands of a territory once fixed grids and uncrossed borders have cut connections; pieces without a household that this
/// leaves join a neighbour (`empty_pieces`).
[[nodiscard]] Lands restricted_lands(const territory::Territory& territory, const SizeRange& range, const PlanWishes& wishes,
                                     const FixedGrids& fixed);

/// Those pieces, for a word about them. `today` may be null.
[[nodiscard]] std::vector<EmptyPiece> rejoined_pieces(const territory::Territory& territory, const PlanningRules& rules,
                                                      const PlanWishes& wishes, const Plan* today);

/// Parcels by area, then by their first cell. The ground's plan of today is needed for locks. Of the numbers of grids that the
/// sizes allow the first goes, unless no partition into so many is fair (`even_parts`): then the one that can be most even.
/// Compounds to be kept whole are let go, as few and as large as possible, where that alone makes a partition in range possible.
/// The same for any threads. O(cells + borders), and `even_parts` for each parcel.
[[nodiscard]] std::vector<Parcel> make_parcels(const territory::Territory& territory, const PlanningRules& rules,
                                               const WorkOfCell& work, const PlanWishes& wishes, const AimGround& ground,
                                               core::Threads threads = core::Threads(1));

/// The same parcels in the same order, with graphs in which only what the planner wants whole is joined (compounds, forbidden
/// borders), so that they are exact for connected grids of any size; those of `make_parcels` are exact for grids in range alone.
/// Only graph, table and lock are set. The arguments are those that `parcels` were made with.
/// O(cells + borders).
[[nodiscard]] std::vector<Parcel> unjoined_parcels(const territory::Territory& territory, const PlanningRules& rules,
                                                   const WorkOfCell& work, const PlanWishes& wishes, const AimGround& ground,
                                                   const std::vector<Parcel>& parcels);

}  // namespace wangge::planning
