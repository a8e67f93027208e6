#pragma once

#include "engine/network/hierarchy/metric.h"

#include <cstdint>
#include <vector>

namespace wangge::network {

/// One edge of a way, taken whole; `forward` is from its tail to its head.
struct Step {
  EdgeId edge;
  bool forward = true;
  friend bool operator==(const Step&, const Step&) = default;
};

/// Appends the edges that a link from one node to another stands for. A shortcut leads over a lower node; of several the lowest
/// is taken, and an edge before any of them. Precondition: the metric has a link between the two in this direction.
/// O(length of the way x arcs of a node).
void append_link(const Metric& metric, const RoadGraph& graph, NodeId from, NodeId to, std::vector<Step>& steps);

}  // namespace wangge::network
