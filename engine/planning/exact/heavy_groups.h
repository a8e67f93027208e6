#pragma once

#include "engine/planning/exact/frontier.h"
#include "engine/planning/exact/weighted_graph.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::planning {

/// What a search for groupings may cost.
struct GroupEffort {
  std::size_t sets = 4'000;      ///< of heavy nodes looked at; the fewer, the fewer nodes count as heavy
  std::uint64_t steps = 40'000;  ///< of the search
  std::size_t gates = 0;         ///< light nodes looked at too, where the way of several heavy ones leads through them
  std::size_t groupings = 1;     ///< it ends with so many
};

/// Heavy nodes that share a part: sets of at least one, each heavy node in one of them.
using Grouping = std::vector<std::vector<WeightedGraph::Node>>;

struct Groupings {
  bool none = false;            ///< proven: there is no partition with all parts in the range
  std::vector<Grouping> found;  ///< ways to share out the heavy nodes that nothing speaks against
};

/// How the heaviest nodes of a graph may be shared out among connected parts with weights in a range: a relaxation that keeps
/// what makes even parts impossible where large compounds stay whole.
///
/// The heaviest nodes are looked at one by one, what is left of the graph as fluid: each connected piece of light nodes can be
/// divided at will, joins any number of parts at once (but for a piece of one node, which joins one), and gives its weight to
/// parts that touch it alone. A partition into connected parts gives such a plan: the heavy nodes of a part hang together by
/// themselves and by pieces that they touch; the part weighs what they weigh and what it takes of these pieces; a part without
/// a heavy node lies within one piece; each piece is used up. So where no such plan exists there is no partition.
///
/// The sets of heavy nodes that one part may hold are listed, then combined by exact cover, the heaviest open node first; whether
/// the pieces can be used up is tested by cuts of the transport between pieces and parts (Hoffman 1960). Exponential in the
/// number of heavy nodes, which is as large as `sets` allows, at the most 32; a search that ends by its steps proves nothing.
/// Deterministic. Throws Error(input) as checked_range does.
///
///   if (heavy_groups(graph, {.parts = 3, .min = 700, .max = 800}).none) …
[[nodiscard]] Groupings heavy_groups(const WeightedGraph& graph, const PartRange& range, const GroupEffort& effort = {});

/// The parts whose weights deviate from the mean by at most so much, times the number of parts so that it is whole, within a
/// range.
[[nodiscard]] PartRange range_within(const WeightedGraph& graph, const PartRange& range, std::int64_t deviation);

/// A lower bound of the largest deviation from the mean in any partition within the range, times the number of parts: the least
/// at which `heavy_groups` finds a grouping (within 1/100,000 of the whole weight), or `known` where it finds one there; nothing
/// where it finds none in the whole range: then there is no partition. Bisection. Preconditions: 0 <= known; as heavy_groups.
///
///   if (const auto bound = group_bound(graph, {.parts = 3, .min = 500, .max = 1000}, 0)) *bound / 3.0   // households
[[nodiscard]] std::optional<std::int64_t> group_bound(const WeightedGraph& graph, const PartRange& range, std::int64_t known,
                                                      const GroupEffort& effort = {});

}  // namespace wangge::planning
