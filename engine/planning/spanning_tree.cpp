#include "engine/planning/spanning_tree.h"

#include <algorithm>
#include <tuple>

namespace wangge::planning {

SpanningTree::SpanningTree(const SearchGraph& graph)
    : graph_(&graph), member_(graph.size(), 0), tree_(graph.size()), above_(graph.size(), 0), set_(graph.size(), 0) {}

void SpanningTree::grow(std::span<const Node> members, const TreeBias& bias, core::Stream& luck) {
  ++now_;
  for (const Node node : members) member_[node] = now_;
  join_edges(members, bias, luck);
  order_from(members.front());
}

void SpanningTree::join_edges(std::span<const Node> members, const TreeBias& bias, core::Stream& luck) {
  std::vector<std::tuple<double, Node, Node>> edges;
  const double size_bias = bias.size / static_cast<double>(bias.most);
  for (const Node node : members) {
    tree_[node].clear();
    set_[node] = node;
    for (const SearchGraph::Arc& arc : graph_->out(node)) {
      if (!arc.connects || arc.to < node || !holds(arc.to)) continue;
      const auto size = static_cast<double>(graph_->nodes[node].size + graph_->nodes[arc.to].size);
      edges.emplace_back(luck.uniform() + bias.barrier * static_cast<double>(arc.barrier) + size_bias * size, node, arc.to);
    }
  }
  std::sort(edges.begin(), edges.end());
  const auto root = [&](Node at) {
    while (set_[at] != at) at = set_[at] = set_[set_[at]];
    return at;
  };
  for (const auto& [key, a, b] : edges) {
    const Node x = root(a);
    const Node y = root(b);
    if (x == y) continue;
    set_[std::max(x, y)] = std::min(x, y);
    tree_[a].push_back(b);
    tree_[b].push_back(a);
  }
}

void SpanningTree::order_from(Node root) {
  order_.clear();
  open_.assign(1, root);
  above_[root] = root;
  while (!open_.empty()) {
    const Node node = open_.back();
    open_.pop_back();
    order_.push_back(node);
    for (const Node other : tree_[node]) {
      if (other == above_[node]) continue;
      above_[other] = node;
      open_.push_back(other);
    }
  }
}

}  // namespace wangge::planning
