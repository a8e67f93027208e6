#pragma once

#include "engine/planning/exact/weighted_graph.h"

#include <cstdint>

namespace wangge::planning {

/// A lower bound of the largest deviation from the mean in any partition into `parts` connected parts, times the number of parts
/// so that it is whole: in every partition some part has |parts x weight - whole weight| of at least this. The best of three
/// arguments.
///
/// Sums: a part weighs what some nodes weigh together. Where no set of nodes weighs the mean exactly, some part is above and some
/// part below it, at least as far as the nearest sums (by a bit set of all sums; where it would be too large, multiples of the
/// greatest common divisor stand for the sums).
///
/// Pigeonholes: of the j x parts + 1 heaviest nodes, some part has j + 1, and weighs at least as much as the lightest of these
/// together.
///
/// Pockets: take away a node a; of the pieces the graph falls into, a piece of weight h holds j whole parts and leaves the rest
/// to the part of a. If all deviate by at most D, j is at most h / (mean - D) and the rest at least h - j (mean + D). The least D
/// is sought for which the rests and a itself weigh at most mean + D and there is room for all parts, for every a; likewise every
/// land that stands alone must hold whole parts. Both sides ease as D grows, so bisection finds it.
///
/// O(nodes log nodes + edges + pieces x log weight), and at most 10^8 words of sums. Preconditions: parts from 1 to the number of
/// nodes. Throws Error(input) where the weight times the parts exceeds 62 bits.
///
///   deviation_bound(graph, 4) / 4.0   // households
[[nodiscard]] std::int64_t deviation_bound(const WeightedGraph& graph, std::uint32_t parts);

}  // namespace wangge::planning
