#pragma once

#include "engine/planning/exact/weighted_graph.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace wangge::planning {

/// Flows of value 1 from one node to a set around it, over shortest ways: what each edge carries, as a share of its weight.
struct BallFlow {
  double ratio = 0;  ///< value by length of all ways, before it was scaled; 0: the node has no set of value
  std::vector<std::uint32_t> edges;
  std::vector<float> loads;  ///< beside `edges`
};

/// Finds for a node u and lengths of the edges the set S around u with the largest ratio of weight(S) - max to the sum over S of
/// weight x distance from u (see spreading_bound): the nodes by rising distance as long as that helps. Edges of weight 0 carry
/// nothing. Not for several threads.
///
///   FlowBalls balls(graph, 1000);   BallFlow flow = balls.around(node, lengths);
class FlowBalls {
 public:
  FlowBalls(const WeightedGraph& graph, std::int64_t max);

  /// Weights of the edges, in the order in which flows number them.
  [[nodiscard]] const std::vector<double>& capacities() const { return capacity_; }
  /// Nodes settled in all searches.
  [[nodiscard]] std::uint64_t visits() const { return visits_; }

  /// `lengths` by edge, positive where the capacity is. O(nodes of the set x log of them).
  [[nodiscard]] BallFlow around(WeightedGraph::Node source, std::span<const double> lengths);

 private:
  /// Nodes by distance up to the end of the best set, without the source; the set's ratio and value.
  struct Best {
    double ratio = 0;
    double value = 0;
  };
  Best settle(WeightedGraph::Node source, std::span<const double> lengths);

  const WeightedGraph& graph_;
  double max_;
  std::vector<std::uint32_t> edge_of_;  ///< of an entry of neighbours
  std::vector<double> capacity_;
  // Of one search:
  std::vector<double> distance_, carried_;
  std::vector<std::uint32_t> over_;  ///< edge by which a node was reached
  std::vector<WeightedGraph::Node> from_, order_, reached_;
  std::vector<std::pair<double, WeightedGraph::Node>> open_;
  std::uint64_t visits_ = 0;
};

}  // namespace wangge::planning
