#pragma once

#include "engine/planning/exact/frontier.h"
#include "engine/planning/exact/weighted_graph.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wangge::planning {

/// One part of a plan, and what it leaves: connected pieces of the graph, each with the number of parts that its weight asks for.
struct TightPart {
  struct Piece {
    std::vector<WeightedGraph::Node> nodes;  ///< rising
    std::uint32_t parts = 0;
  };

  std::vector<WeightedGraph::Node> nodes;  ///< rising
  std::vector<Piece> rest;
};

/// What a list of tight parts may cost.
struct TightEffort {
  std::size_t ways = 12;            ///< a node with more ways than that is none to start from
  std::uint64_t steps = 1'000'000;  ///< of the search around one node: neighbours looked at
};

/// Every way in which the part of one node may look: where a node nearly fills a part, few of its neighbours still fit. Each plan
/// has exactly one of these parts, and within each piece of the rest a plan of that piece; so the least cut of the graph is the
/// least, over the ways, of what the part cuts and the least cuts of its pieces, and where there is no way there is no plan.
///
/// Of the heaviest nodes, as many as parts, the one with the fewest ways is taken; nothing where each has more than
/// `effort.ways` or its search takes more than `effort.steps`. Connected sets are listed by taking in or leaving out one
/// neighbour after the other; pieces whose weight (and size) no number of parts can have speak against a set. Where several
/// numbers are possible there is a way for each. Deterministic. Throws Error(input) as checked_range does.
/// Precondition: connected.
///
///   if (const auto ways = tight_parts(graph, {.parts = 5, .min = 564917, .max = 576330})) for (const TightPart& way : *ways) …
[[nodiscard]] std::optional<std::vector<TightPart>> tight_parts(const WeightedGraph& graph, const PartRange& range,
                                                                const TightEffort& effort = {});

/// The graph of some nodes, rising, and the edges between them. O(nodes + edges).
[[nodiscard]] WeightedGraph graph_of(const WeightedGraph& graph, std::span<const WeightedGraph::Node> nodes);

}  // namespace wangge::planning
