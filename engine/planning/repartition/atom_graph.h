#pragma once

#include "engine/planning/planning_rules.h"
#include "engine/planning/search_graph.h"
#include "engine/territory/territory.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace wangge::planning {

/// What an area or a microgrid is measured by.
enum class PeopleUnit : std::uint8_t { households, residents };
/// "households" or "residents".
[[nodiscard]] std::string_view name(PeopleUnit unit);

/// Cells that stay together when something larger is drawn: a grid, a compound, an area, or one cell.
struct Atom {
  std::vector<CellId> cells;  ///< rising
  std::uint32_t group = 0;    ///< what it belongs to today, from 0; groups are whole or divided, never forgotten
};

/// The graph of atoms as the search sees it: sizes in `unit` (an atom over the maximum counts as the maximum), arcs where cells
/// of two atoms share a border. Pieces of one group, and of the whole, that touch nowhere are tied at their nearest atoms, so
/// that the graph and each group in it are connected. O(cells + borders + pieces^2).
[[nodiscard]] SearchGraph atom_graph(const territory::Territory& territory, const std::vector<Atom>& atoms, PeopleUnit unit,
                                     const SizeRange& range);

}  // namespace wangge::planning
