#pragma once

#include "engine/network/road_graph.h"

#include <array>
#include <cstdint>

namespace wangge::network {

/// A node and the time [ms] between it and where a search starts or ends; an invalid node: not this way.
struct NodeTime {
  NodeId node;
  std::uint32_t time = 0;
};
/// A start or goal on an edge is reached by way of its two ends; one on a node has one entry.
using Ends = std::array<NodeTime, 2>;

}  // namespace wangge::network
