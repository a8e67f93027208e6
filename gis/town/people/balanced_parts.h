#pragma once

#include "engine/core/progress.h"
#include "engine/core/random.h"
#include "engine/core/units.h"

#include <cstdint>
#include <span>
#include <vector>

/// Divides a graph of land into connected, compact parts of given weights.
namespace wangge::town {

struct PartLink {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  double way = 1;   ///< > 0: how far apart the two are; large across what parts should not cross
  double hold = 0;  ///< what it costs when a border runs here: its length, less along strong lines
};

struct PartGraph {
  std::vector<core::Position> at;
  std::vector<double> land;    ///< m2
  std::vector<double> weight;  ///< what is to be balanced
  std::vector<double> room;    ///< what a node can hold at most, against PartRules::least; empty: not looked at
  std::vector<PartLink> links;
  std::vector<std::uint8_t> dividing;  ///< whether a node is water or a railway, which holds no part together; empty: none is

  [[nodiscard]] std::size_t size() const { return at.size(); }
};

struct PartRules {
  int rounds = 24;         ///< of growing again with shifted reaches and centres
  int repair_sweeps = 12;  ///< of boundary moves
  int attempts = 1;        ///< with the targets laid out in other orders, while one part is further off than `good_enough`
  double good_enough = 0.15;
  std::vector<double> least{};  ///< room that each part needs; falling short of it weighs far more than being off the target
  const core::Progress* progress = nullptr;  ///< asked between rounds whether to stop, if given
};

/// A part for every node: part p has about the share targets[p] of the weight, is one piece where the graph is, and holds a
/// node at least. Seeds come from recursive bisection of the weight; parts grow from them by shortest ways with an offset each
/// (an additively weighted Voronoi diagram on the graph, whose cells are connected), the offsets and seeds are shifted until
/// the weights fit, then single nodes change sides while that brings weights nearer to their targets and borders to strong
/// lines and leaves no land hanging on its part over a dividing node only, unless much is won by it. Where nodes are large
/// against parts, the best of several attempts is kept. Loose pieces of the graph are joined by the shortest straight links.
/// Preconditions: 1 <= targets.size() <= graph.size(), targets >= 0. O(attempts x rounds x links log nodes).
[[nodiscard]] std::vector<std::uint32_t> balanced_parts(PartGraph graph, std::span<const double> targets, const PartRules& rules);

/// Every node goes to the seed with the shortest way: connected where the graph is. Node seeds[p] is of part p.
[[nodiscard]] std::vector<std::uint32_t> nearest_parts(PartGraph graph, std::span<const std::uint32_t> seeds);

/// One node for each target, in the middle of parts cut by recursive bisection of the weight. Same preconditions.
[[nodiscard]] std::vector<std::uint32_t> spread_seeds(const PartGraph& graph, std::span<const double> targets);

}  // namespace wangge::town
