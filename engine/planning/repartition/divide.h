#pragma once

#include "engine/core/units.h"
#include "engine/planning/planning_rules.h"
#include "engine/planning/search_graph.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::planning {

struct DivideRules {
  std::uint32_t parts = 1;
  double stay = 1;              ///< weight of households that stay with their group; 0: groups do not matter
  SizeRange size;               ///< of a part, in the unit of the graph
  std::uint64_t effort = 4000;  ///< proposals a node and attempt
  std::uint32_t attempts = 8;
  double smooth = 0;         ///< share of the households that may leave their group beyond the fewest found, for shorter borders
  std::uint64_t stream = 0;  ///< names the luck together with the attempt
};

/// A division of today's groups into new connected parts.
struct Division {
  std::vector<std::uint32_t> part_of_node;
  std::vector<std::optional<std::uint32_t>> heir_of_group;  ///< the part that keeps the group's name
  std::int64_t excess = 0;       ///< people out of range; parts with an atom over the maximum are let off
  std::int64_t moved = 0;        ///< households that leave their group: those not in its heir; heirs are the best there are
  double cost = 0;               ///< of uneven sizes and long borders, for the choice between equals
  std::int64_t least_moved = 0;  ///< no division in range moves fewer: what each group has over the maximum, and groups too many
  bool impossible = false;       ///< proven: no division has all parts in range
  bool excess_proven = false;    ///< proven: none has fewer people out of range
  bool moved_proven = false;     ///< proven: of those with so few people out of range none moves fewer households
};

/// Divides groups into parts of about equal size: fewest people out of range first, then fewest households moved, then even sizes
/// and short borders. Starts from divisions within the groups and from divisions of the whole, annealed by flips of single nodes
/// (see `Draft`), then mended by flips, exchanges and ejections (`DivideSearch`); few nodes are gone through exactly besides
/// (`improve_exactly`). At last borders are shortened as far as `smooth` allows. What is found with less effort or fewer attempts
/// is found with more as well, so that more never ends worse. The same for any threads: it uses none. Precondition: the graph and
/// each group are connected (see `atom_graph`); 1 <= parts <= nodes. Cost: attempts x effort x nodes proposals of some hundred
/// nanoseconds, and half a second at the most for the exact search.
[[nodiscard]] Division divide(const SearchGraph& graph, const std::vector<std::uint32_t>& group_of_node, const DivideRules& rules,
                              core::Seed seed);

/// How many of `parts` each gets by its size: one each at least where there are enough, then one after the other to the one with
/// most a part (the method of Adams), none more than its entry of `most`, if there are any. Ties go to the first. Precondition:
/// `most` holds `parts` in all. O(parts x sizes).
[[nodiscard]] std::vector<std::uint32_t> apportion(const std::vector<std::int64_t>& sizes, std::uint32_t parts,
                                                   const std::vector<std::uint32_t>& most = {});

}  // namespace wangge::planning
