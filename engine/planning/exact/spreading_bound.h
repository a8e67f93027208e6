#pragma once

#include "engine/planning/exact/weighted_graph.h"

#include <chrono>
#include <cstdint>
#include <optional>

namespace wangge::planning {

/// How hard to look for a good bound; any effort gives a valid one.
struct SpreadingEffort {
  int rounds = 60;
  /// Nodes settled in all searches together; loads added up count as a thirty-second each.
  std::uint64_t visits = 20'000'000;
  /// Of the clock: no round begins after it.
  std::optional<std::chrono::steady_clock::time_point> deadline = std::nullopt;
};

/// A lower bound of the cut of every plan whose parts weigh at most `max`, for graphs of any size: nodes of a part lie close
/// to each other only if the part is small.
///
/// Let a plan be given, and let an edge be 1 long where it is cut and 0 long otherwise. From any node u, of a set S of nodes at
/// most `max` weight shares u's part; the others are at least 1 away. So the sum over v in S of weight(v) x distance(u, v) is at
/// least weight(S) - max (a spreading metric: Even, Naor, Rao, Schieber 1999). The least cut is at least the least sum of edge
/// weight x length over all lengths that satisfy these inequalities. Its dual packs flows: y(u, S) >= 0 sends y x weight(v) from
/// u to each v in S over the edges, no edge carries more than its weight, and the sum of y x (weight(S) - max) is a bound. Here
/// flows follow shortest ways for lengths that grow with the load of an edge: a flow from all nodes first, then a few more in
/// every round, each kept, and the shares of all that were kept settle anew (column generation; exponentiated gradient on a
/// soft maximum that sharpens from round to round). Dividing by the largest load makes the mixture a packing, whatever the
/// rounds did.
/// Rounding of floating point is allowed for by a millionth.
///
///   spreading_bound(graph, 689824)
[[nodiscard]] std::int64_t spreading_bound(const WeightedGraph& graph, std::int64_t max, const SpreadingEffort& effort = {});

}  // namespace wangge::planning
