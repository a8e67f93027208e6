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
  sort_edges();
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

/// Keys are drawn at random: as many buckets of even width as edges hold about one each, and what is left is next to its place.
void SpanningTree::sort_edges() {
  if (edges_.empty()) return;
  const auto [least, most] =
      std::minmax_element(edges_.begin(), edges_.end(), [](const Edge& a, const Edge& b) { return a.key < b.key; });
  const double low = least->key;
  const double width = most->key - low;
  const double scale = width > 0 ? (static_cast<double>(edges_.size()) - 0.5) / width : 0.0;
  bucket_of_.resize(edges_.size());
  end_of_.assign(edges_.size() + 1, 0);
  for (std::size_t i = 0; i < edges_.size(); ++i) {
    bucket_of_[i] = static_cast<std::uint32_t>((edges_[i].key - low) * scale);
    ++end_of_[bucket_of_[i] + 1];
  }
  for (std::size_t bucket = 1; bucket < end_of_.size(); ++bucket) end_of_[bucket] += end_of_[bucket - 1];
  unsorted_.swap(edges_);
  edges_.resize(unsorted_.size());
  for (std::size_t i = 0; i < unsorted_.size(); ++i) edges_[end_of_[bucket_of_[i]]++] = unsorted_[i];
  for (std::size_t i = 1; i < edges_.size(); ++i) {
    const Edge edge = edges_[i];
    std::size_t place = i;
    for (; place > 0 && edge < edges_[place - 1]; --place) edges_[place] = edges_[place - 1];
    edges_[place] = edge;
  }
}

void SpanningTree::join_edges(std::size_t members) {
  std::size_t apart = members;
  for (std::size_t i = 0; i < edges_.size() && apart > 1; ++i) {
    const auto [key, a, b] = edges_[i];
    const Node x = root(a);
    const Node y = root(b);
    if (x == y) continue;
    --apart;
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
