#pragma once

#include "engine/planning/planning_rules.h"
#include "engine/planning/propose/pool.h"
#include "engine/planning/search_graph.h"

#include <cstddef>
#include <vector>

namespace wangge::planning {

/// Today's partition with neighbouring parts merged, whole: where there are more parts than sizes allow, the way with least
/// change. The ways with the fewest households out of range, then with the fewest that change part (all but the largest part of
/// those merged), then in the order of parts; nothing merged is not among them. Merged parts are not over the range; a part with
/// a giant stays as it is. Branch and bound over connected groups, which ends after 50,000 steps with the best so far.
///
///   for (const Partition& merged : merged_parts(graph, {500, 1000}, today, 4)) …
[[nodiscard]] std::vector<Partition> merged_parts(const SearchGraph& graph, const SizeRange& range, const Partition& today,
                                                  std::size_t most);

}  // namespace wangge::planning
