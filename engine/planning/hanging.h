#pragma once

#include <cstdint>
#include <vector>

namespace wangge::planning {

/// For each node of a connected graph the node it has to stay with: itself, or the articulation node behind which it hangs
/// with fewer than `least` of weight. A node grows by what hangs on it to `most` at the most. Iterative, O(nodes + arcs).
[[nodiscard]] std::vector<std::uint32_t> join_hanging(const std::vector<std::vector<std::uint32_t>>& adjacent,
                                                      const std::vector<std::int64_t>& weight, std::int64_t least,
                                                      std::int64_t most);

}  // namespace wangge::planning
