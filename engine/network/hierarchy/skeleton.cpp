#include "engine/network/hierarchy/skeleton.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

namespace wangge::network {
namespace {

constexpr std::uint32_t none = Skeleton::none;

/// Every two nodes that any mode may pass between, and the ends of every edge.
std::vector<NodePair> union_of_modes(const RoadGraph& graph) {
  std::vector<NodePair> pairs;
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    pairs.emplace_back(graph.tail[edge].value(), graph.head[edge].value());
  }
  for (std::size_t m = 0; m < mode_count; ++m) {
    for (const NodeId node : core::ids<NodeId>(graph.out[m].size())) {
      for (const Arc& arc : graph.out[m][node]) pairs.emplace_back(node.value(), arc.head.value());
    }
  }
  for (auto& [a, b] : pairs) {
    if (b < a) std::swap(a, b);
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  std::erase_if(pairs, [](const NodePair& pair) { return pair.first == pair.second; });
  return pairs;
}

/// For each node its neighbours of lower number, each once.
struct LowerNeighbours {
  std::vector<std::uint32_t> first;
  std::vector<std::uint32_t> low;

  LowerNeighbours(std::size_t nodes, std::span<const NodePair> pairs) : first(nodes + 1, 0), low(pairs.size()) {
    for (const auto& [a, b] : pairs) ++first[std::max(a, b) + 1];
    std::partial_sum(first.begin(), first.end(), first.begin());
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    for (const auto& [a, b] : pairs) low[next[std::max(a, b)]++] = std::min(a, b);
  }
  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t node) const {
    return {low.data() + first[node], low.data() + first[node + 1]};
  }
};

/// The elimination tree of a graph whose nodes are numbered by their step (Liu 1990, with path compression).
std::vector<std::uint32_t> elimination_tree(const LowerNeighbours& neighbours, std::size_t nodes) {
  std::vector<std::uint32_t> parent(nodes, none);
  std::vector<std::uint32_t> shortcut(nodes, none);
  for (std::uint32_t node = 0; node < nodes; ++node) {
    for (std::uint32_t at : neighbours.of(node)) {
      while (at != none && at != node) {
        const std::uint32_t above = shortcut[at];
        shortcut[at] = node;
        if (above == none) parent[at] = node;
        at = above;
      }
    }
  }
  return parent;
}

/// A number for each node so that every subtree is one run that ends with its root.
std::vector<std::uint32_t> postorder(const std::vector<std::uint32_t>& parent) {
  const auto nodes = static_cast<std::uint32_t>(parent.size());
  std::vector<std::uint32_t> size(nodes, 1);
  for (std::uint32_t node = 0; node < nodes; ++node) {
    if (parent[node] != none) size[parent[node]] += size[node];
  }
  std::vector<std::uint32_t> begin(nodes, 0);  // of the run that is still free in the subtree
  std::uint32_t roots = 0;
  std::vector<std::uint32_t> number(nodes);
  for (std::uint32_t node = nodes; node-- > 0;) {
    std::uint32_t& free = parent[node] == none ? roots : begin[parent[node]];
    begin[node] = free;
    free += size[node];
    number[node] = begin[node] + size[node] - 1;
  }
  return number;
}

void renumber(std::vector<NodePair>& pairs, const std::vector<std::uint32_t>& number) {
  for (auto& [a, b] : pairs) {
    a = number[a];
    b = number[b];
  }
}

}  // namespace

Skeleton::Skeleton(const RoadGraph& graph) {
  std::vector<NodePair> pairs = union_of_modes(graph);
  number_nodes(graph, pairs);
  contract(pairs);
  list_from_below();
  place_arcs(graph);
}

void Skeleton::number_nodes(const RoadGraph& graph, std::vector<NodePair>& pairs) {
  const std::size_t nodes = graph.state_count();
  const std::vector<std::uint32_t> step = dissection_order(nodes, pairs);
  renumber(pairs, step);
  const std::vector<std::uint32_t> number = postorder(elimination_tree(LowerNeighbours(nodes, pairs), nodes));
  renumber(pairs, number);
  rank_ = Column<NodeId, std::uint32_t>(nodes);
  node_.resize(nodes);
  for (const NodeId node : core::ids<NodeId>(nodes)) {
    rank_[node] = number[step[node.value()]];
    node_[rank_[node]] = node;
  }
}

void Skeleton::contract(const std::vector<NodePair>& pairs) {
  const auto nodes = static_cast<std::uint32_t>(node_.size());
  std::vector<std::uint32_t> begin(nodes + 1, 0);  // of the given neighbours above
  for (const auto& [a, b] : pairs) ++begin[std::min(a, b) + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<std::uint32_t> above(pairs.size());
  std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
  for (const auto& [a, b] : pairs) above[next[std::min(a, b)]++] = std::max(a, b);

  std::vector<std::uint32_t> child(nodes, none);  // the last child, and from there the one before
  std::vector<std::uint32_t> sibling(nodes, none);
  std::vector<std::uint32_t> seen(nodes, none);
  first_.assign(1, 0);
  first_.reserve(nodes + 1);
  for (std::uint32_t node = 0; node < nodes; ++node) {
    const std::size_t own = head_.size();
    const auto add = [&](std::uint32_t head) {
      if (seen[head] == node || head == node) return;
      seen[head] = node;
      head_.push_back(head);
    };
    for (std::uint32_t i = begin[node]; i < begin[node + 1]; ++i) add(above[i]);
    for (std::uint32_t below = child[node]; below != none; below = sibling[below]) {
      for (std::uint32_t arc = first_[below]; arc < first_[below + 1]; ++arc) add(head_[arc]);
    }
    std::sort(head_.begin() + static_cast<std::ptrdiff_t>(own), head_.end());
    tail_.resize(head_.size(), node);
    first_.push_back(static_cast<std::uint32_t>(head_.size()));
    if (head_.size() == own) continue;
    sibling[node] = child[head_[own]];
    child[head_[own]] = node;
  }
}

void Skeleton::list_from_below() {
  below_first_.assign(size() + 1, 0);
  for (const std::uint32_t head : head_) ++below_first_[head + 1];
  std::partial_sum(below_first_.begin(), below_first_.end(), below_first_.begin());
  std::vector<std::uint32_t> next(below_first_.begin(), below_first_.end() - 1);
  below_.resize(head_.size());
  for (std::uint32_t arc = 0; arc < head_.size(); ++arc) below_[next[head_[arc]]++] = arc;
}

void Skeleton::place_arcs(const RoadGraph& graph) {
  for (std::size_t m = 0; m < mode_count; ++m) {
    slots_[m].reserve(graph.out[m].entry_count());
    for (const NodeId node : core::ids<NodeId>(graph.out[m].size())) {
      for (const Arc& arc : graph.out[m][node]) {
        const std::uint32_t from = rank_[node];
        const std::uint32_t to = rank_[arc.head];
        if (from == to) continue;  // a loop is never shorter than staying
        const std::uint32_t found = arc_between(std::min(from, to), std::max(from, to));
        assert(found != none);
        slots_[m].push_back({2 * found + (from < to ? 0U : 1U), arc.edge, arc.forward});
      }
    }
  }
}

std::uint32_t Skeleton::arc_between(std::uint32_t low, std::uint32_t high) const {
  const auto begin = head_.begin() + first_[low];
  const auto end = head_.begin() + first_[low + 1];
  const auto found = std::lower_bound(begin, end, high);
  return found != end && *found == high ? static_cast<std::uint32_t>(found - head_.begin()) : none;
}

}  // namespace wangge::network
