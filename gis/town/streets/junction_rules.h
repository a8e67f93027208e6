#pragma once

#include "engine/core/units.h"
#include "gis/town/streets/plan_lines.h"

namespace wangge::town::streets {

/// Makes some pairs of parallel streets one-way, each pair two sides of one block driven round it, and takes back those without
/// which cars could not get from everywhere to everywhere. O(rounds x lines).
void lay_one_way_pairs(LaidPlan& laid, core::Seed seed);

/// Forbids left turns and turning round at some junctions of main streets, where cars still get from every line to every other.
void restrict_turns(StreetPlan& plan, core::Seed seed);

/// Strongly connected components of a directed graph given as out-lists; the number of a component is its lowest node.
/// Tarjan 1972, "Depth-first search and linear graph algorithms". O(nodes + arcs).
[[nodiscard]] std::vector<std::uint32_t> strong_components(const std::vector<std::vector<std::uint32_t>>& out);

}  // namespace wangge::town::streets
