#pragma once

#include "engine/planning/planning_rules.h"
#include "engine/planning/propose/pool.h"
#include "engine/planning/search_graph.h"

#include <cstddef>
#include <vector>

namespace wangge::planning {

/// Today's partition with neighbouring parts merged, whole: where there are more parts than sizes allow, the way with least
/// change. So many ways: those with the fewest households out of range, then with the fewest that change part (all but the
/// largest of the parts merged), then in the order of parts; nothing merged is not among them. Merged parts are not over the
/// range; a part with a giant stays as it is. None for more than 64 parts. Branch and bound over connected groups, which ends
/// after 200,000 steps with the best so far.
///
///   for (const Partition& merged : merged_parts(graph, {500, 1000}, today, 4)) …
[[nodiscard]] std::vector<Partition> merged_parts(const SearchGraph& graph, const SizeRange& range, const Partition& today,
                                                  std::size_t most);

/// The partition in range that changes least, of a graph of at most 64 nodes: the same search over nodes, from another partition
/// in range that bounds it, with new and old parts paired for most common households. That partition where nothing better was
/// found before the steps ended. Precondition: `known` is in range.
[[nodiscard]] Partition least_changed(const SearchGraph& graph, const SizeRange& range, const Partition& today,
                                      const Partition& known);

}  // namespace wangge::planning
