#include "engine/network/components.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace wangge::network {
namespace {

constexpr std::uint32_t unseen = std::numeric_limits<std::uint32_t>::max();

/// One run of Tarjan's algorithm over all nodes.
class Tarjan {
 public:
  Tarjan(std::size_t nodes, const core::Csr<NodeId, Arc>& out)
      : out_(out), order_(nodes, unseen), low_(nodes, 0), component_(nodes, unseen) {}

  [[nodiscard]] Column<NodeId, std::uint32_t> run() {
    for (const NodeId node : core::ids<NodeId>(order_.size())) {
      if (order_[node] == unseen) walk_from(node);
    }
    return std::move(component_);
  }

 private:
  struct Frame {
    NodeId node;
    std::size_t next_arc = 0;
  };

  void enter(NodeId node) {
    order_[node] = low_[node] = counter_++;
    open_.push_back(node);
    path_.push_back({node, 0});
  }

  void walk_from(NodeId start) {
    enter(start);
    while (!path_.empty()) {
      Frame& frame = path_.back();
      const auto arcs = out_[frame.node];
      if (frame.next_arc == arcs.size()) {
        leave();
        continue;
      }
      const NodeId head = arcs[frame.next_arc++].head;
      if (order_[head] == unseen) {
        enter(head);
      } else if (component_[head] == unseen) {
        low_[frame.node] = std::min(low_[frame.node], order_[head]);
      }
    }
  }

  void leave() {
    const NodeId node = path_.back().node;
    path_.pop_back();
    if (!path_.empty()) low_[path_.back().node] = std::min(low_[path_.back().node], low_[node]);
    if (low_[node] != order_[node]) return;
    NodeId member;
    do {
      member = open_.back();
      open_.pop_back();
      component_[member] = components_;
    } while (member != node);
    ++components_;
  }

  const core::Csr<NodeId, Arc>& out_;
  Column<NodeId, std::uint32_t> order_;
  Column<NodeId, std::uint32_t> low_;
  Column<NodeId, std::uint32_t> component_;
  std::vector<NodeId> open_;
  std::vector<Frame> path_;
  std::uint32_t counter_ = 0;
  std::uint32_t components_ = 0;
};

/// Nodes by component, counting only nodes at the end of an edge that the mode may use.
std::vector<std::size_t> sizes(const RoadGraph& graph, Mode mode, const Column<NodeId, std::uint32_t>& component) {
  Column<NodeId, std::uint8_t> used(graph.node_count(), 0);
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    if (graph.direction(mode, edge) == Direction::closed) continue;
    used[graph.tail[edge]] = 1;
    used[graph.head[edge]] = 1;
  }
  std::vector<std::size_t> size(graph.node_count(), 0);
  for (const NodeId node : core::ids<NodeId>(graph.node_count())) size[component[node]] += used[node];
  return size;
}

/// The component with most nodes; of equal ones that of the lowest node.
std::uint32_t largest(const Column<NodeId, std::uint32_t>& component, const std::vector<std::size_t>& size) {
  std::uint32_t best = unseen;
  for (const std::uint32_t candidate : component) {
    if (size[candidate] > 0 && (best == unseen || size[candidate] > size[best])) best = candidate;
  }
  return best;
}

}  // namespace

Column<NodeId, std::uint32_t> strong_components(std::size_t nodes, const core::Csr<NodeId, Arc>& out) {
  return Tarjan(nodes, out).run();
}

void lay_arcs(RoadGraph& graph) {
  for (std::size_t m = 0; m < mode_count; ++m) {
    std::vector<std::pair<NodeId, Arc>> arcs;
    for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
      const Direction direction = graph.access[edge][m];
      const auto [forward, backward] = graph.time[m][edge];
      if (allows_forward(direction)) arcs.emplace_back(graph.tail[edge], Arc{graph.head[edge], forward, edge, true});
      if (allows_backward(direction)) arcs.emplace_back(graph.head[edge], Arc{graph.tail[edge], backward, edge, false});
    }
    graph.out[m] = core::Csr<NodeId, Arc>::build(graph.node_count(), arcs);
  }
}

void find_components(RoadGraph& graph) {
  for (std::size_t m = 0; m < mode_count; ++m) {
    const Mode mode = static_cast<Mode>(m);
    const auto component = strong_components(graph.node_count(), graph.out[m]);
    const auto size = sizes(graph, mode, component);
    const std::uint32_t main = largest(component, size);
    Components& report = graph.components[m];
    report = {};
    report.count = static_cast<std::size_t>(std::count_if(size.begin(), size.end(), [](std::size_t nodes) { return nodes > 0; }));
    graph.in_main[m] = Column<EdgeId, std::uint8_t>(graph.edge_count(), 0);
    for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
      if (graph.direction(mode, edge) == Direction::closed) continue;
      const bool inside = component[graph.tail[edge]] == main && component[graph.head[edge]] == main;
      if (inside) graph.in_main[m][edge] = 1;
      if (graph.is_passage(edge)) continue;
      ++report.edges;
      if (inside) continue;
      ++report.edges_outside;
      report.length_outside += graph.length[edge];
      if (!report.example.valid() || graph.length[edge] > graph.length[report.example]) report.example = edge;
    }
  }
}

}  // namespace wangge::network
