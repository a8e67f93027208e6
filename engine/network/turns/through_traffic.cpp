#include "engine/network/turns/through_traffic.h"

#include "engine/network/components.h"

#include <array>
#include <utility>
#include <vector>

namespace wangge::network {
namespace {

constexpr std::uint8_t local_roads = 1;
constexpr std::uint8_t public_roads = 2;
constexpr std::array all_parts = {Part::beginning, Part::through, Part::ending};
constexpr std::array inside = {Part::beginning, Part::ending};
constexpr std::array outside = {Part::through};

}  // namespace

ThroughTraffic::ThroughTraffic(const RoadGraph& graph, Mode mode)
    : local_(graph.edge_count(), 0), touches_(graph.node_count(), 0) {
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    if (graph.direction(mode, edge) == Direction::closed || !graph.is_local(mode, edge)) continue;
    local_[edge] = 1;
    any_ = true;
  }
  if (!any_) return;
  find_what_lies_behind(graph, mode);
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    if (graph.direction(mode, edge) == Direction::closed) continue;
    for (const NodeId end : {graph.tail[edge], graph.head[edge]}) {
      touches_[end] = static_cast<std::uint8_t>(touches_[end] | (local_[edge] != 0 ? local_roads : public_roads));
    }
  }
}

/// Public roads of the main component that are no part of the largest component of public roads alone.
void ThroughTraffic::find_what_lies_behind(const RoadGraph& graph, Mode mode) {
  std::vector<std::pair<NodeId, Arc>> arcs;
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    if (local_[edge] != 0) continue;
    const Direction direction = graph.direction(mode, edge);
    if (allows_forward(direction)) arcs.emplace_back(graph.tail[edge], Arc{graph.head[edge], 0, edge, true});
    if (allows_backward(direction)) arcs.emplace_back(graph.head[edge], Arc{graph.tail[edge], 0, edge, false});
  }
  const auto component = strong_components(graph.node_count(), core::Csr<NodeId, Arc>::build(graph.node_count(), arcs));
  std::vector<std::size_t> size(graph.node_count(), 0);
  Column<NodeId, std::uint8_t> counted(graph.node_count(), 0);
  std::uint32_t largest = 0;
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    if (local_[edge] != 0 || !graph.is_main(mode, edge)) continue;
    for (const NodeId end : {graph.tail[edge], graph.head[edge]})
      size[component[end]] += std::exchange(counted[end], 1) == 0 ? 1 : 0;
  }
  for (std::uint32_t other = 0; other < size.size(); ++other) {
    if (size[other] > size[largest]) largest = other;
  }
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    if (!graph.is_main(mode, edge)) continue;
    if (component[graph.tail[edge]] != largest || component[graph.head[edge]] != largest) local_[edge] = 1;
  }
}

std::span<const Part> ThroughTraffic::parts_of(EdgeId edge) const {
  if (is_local(edge)) return inside;
  return outside;
}

std::span<const Part> ThroughTraffic::parts_at(NodeId node) const {
  if ((touches_[node] & local_roads) == 0) return outside;
  if ((touches_[node] & public_roads) == 0) return inside;
  return all_parts;
}

}  // namespace wangge::network
