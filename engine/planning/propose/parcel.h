#pragma once

#include "engine/planning/aims/plan_aims.h"
#include "engine/planning/lands.h"
#include "engine/planning/propose/aim_table.h"
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
  std::optional<GridId> locked;  ///< today's grid that it is part of: not searched
  /// Numbers of grids to try: first the one to go for, then with one fewer and one more grid in the parent; absent: not allowed.
  std::uint32_t count = 1;
  std::optional<std::uint32_t> fewer;
  std::optional<std::uint32_t> more;
  std::int64_t asked = 0;    ///< by the planner, before it was fitted to the nodes; 0: not asked
  bool count_given = false;  ///< by the planner: repair may not choose another
  bool cut_off = false;      ///< an uncrossed border or a lock parts it from the rest of a connected parent

  /// Whether a partition into so many parts is to the planner's wish.
  [[nodiscard]] bool allows(std::uint32_t parts) const {
    return !count_given || parts == count || (fewer && parts == *fewer) || (more && parts == *more);
  }
};

/// The lands of a territory once locks and uncrossed borders have cut connections.
[[nodiscard]] Lands restricted_lands(const territory::Territory& territory, const SizeRange& range, const PlanWishes& wishes,
                                     const Plan* today);

/// Parcels by area, then by their first cell. `today` is needed for locks. O(cells + borders).
[[nodiscard]] std::vector<Parcel> make_parcels(const territory::Territory& territory, const PlanningRules& rules,
                                               const WorkOfCell& work, const PlanWishes& wishes, const AimGround& ground);

/// The same graph with nodes joined that have a group in common and connect; 0 is no group. Arcs keep their order by target.
[[nodiscard]] SearchGraph join_nodes(const SearchGraph& graph, const std::vector<std::uint32_t>& joined_to);

}  // namespace wangge::planning
