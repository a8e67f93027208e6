#include "engine/planning/spanning_tree.h"

#include <algorithm>
#include <cstddef>

namespace wangge::planning {

SpanningTree::SpanningTree(const SearchGraph& graph)
    : graph_(&graph), member_(graph.size(), 0), tree_(graph.size()), above_(graph.size(), 0), set_(graph.size(), 0) {}

void SpanningTree::grow(std::span<const Node> members, const TreeBias& bias, core::Stream& luck) {
  ++now_;
  for (const Node node : members) member_[node] = now_;
  draw_edges(members, bias, luck);
  join_edges(members.size());
  order_from(members.front());
}

void SpanningTree::draw_edges(std::span<const Node> members, const TreeBias& bias, core::Stream& luck) {
  edges_.clear();
  const double size_bias = bias.size / static_cast<double>(bias.most);
  for (const Node node : members) {
    tree_[node].clear();
    set_[node] = node;
    for (const SearchGraph::Arc& arc : graph_->out(node)) {
      if (!arc.connects || arc.to < node || !holds(arc.to)) continue;
      const auto size = static_cast<double>(graph_->nodes[node].size + graph_->nodes[arc.to].size);
      edges_.push_back({luck.uniform() + bias.barrier * static_cast<double>(arc.barrier) + size_bias * size, node, arc.to});
    }
  }
}

SpanningTree::Node SpanningTree::root(Node at) {
  while (set_[at] != at) at = set_[at] = set_[set_[at]];
  return at;
}

/// Most edges with high keys have both ends joined already: they are left out before the rest is sorted (Osipov, Sanders, Singler
/// 2009, "The filter-Kruskal minimum spanning tree algorithm").
void SpanningTree::join_edges(std::size_t members) {
  const std::size_t light = std::min(edges_.size(), members);
  const auto middle = edges_.begin() + static_cast<std::ptrdiff_t>(light);
  std::nth_element(edges_.begin(), middle, edges_.end());
  join_sorted(0, light);
  edges_.erase(std::remove_if(middle, edges_.end(), [&](const Edge& edge) { return root(edge.a) == root(edge.b); }),
               edges_.end());
  join_sorted(light, edges_.size());
}

void SpanningTree::join_sorted(std::size_t first, std::size_t last) {
  std::sort(edges_.begin() + static_cast<std::ptrdiff_t>(first), edges_.begin() + static_cast<std::ptrdiff_t>(last));
  for (std::size_t i = first; i < last; ++i) {
    const auto [key, a, b] = edges_[i];
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
