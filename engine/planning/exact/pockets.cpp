#include "engine/planning/exact/pockets.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace wangge::planning {
namespace {

using Node = WeightedGraph::Node;

constexpr std::uint32_t unseen = std::numeric_limits<std::uint32_t>::max();

class Search {
 public:
  explicit Search(const WeightedGraph& graph)
      : graph_(graph),
        number_(graph.size(), unseen),
        low_(graph.size()),
        above_(graph.size()),
        next_(graph.first),
        below_(graph.node_weights) {}

  PocketMap run() {
    map_.around.resize(graph_.size());
    for (Node root = 0; root < graph_.size(); ++root) {
      if (number_[root] != unseen) continue;
      const std::size_t first = order_.size();
      descend(root);
      map_.lands.push_back(below_[root]);
      for (std::size_t i = first; i < order_.size(); ++i) finish(order_[i]);
    }
    return std::move(map_);
  }

 private:
  void meet(Node node, Node above) {
    above_[node] = above;
    number_[node] = low_[node] = static_cast<std::uint32_t>(order_.size());
    order_.push_back(node);
  }

  void descend(Node root) {
    meet(root, root);
    std::vector<Node> way{root};
    while (!way.empty()) {
      const Node node = way.back();
      if (next_[node] == graph_.first[node + 1]) {
        way.pop_back();
        if (node != root) leave(node, root);
        continue;
      }
      const Node other = graph_.neighbours[next_[node]++];
      if (number_[other] == unseen) {
        meet(other, node);
        way.push_back(other);
      } else {
        low_[node] = std::min(low_[node], number_[other]);
      }
    }
  }

  /// A child from which no way leads past its parent is a piece apart; every child of the root is.
  void leave(Node node, Node root) {
    const Node above = above_[node];
    below_[above] += below_[node];
    low_[above] = std::min(low_[above], low_[node]);
    if (above == root || low_[node] >= number_[above]) map_.around[above].weights.push_back(below_[node]);
  }

  /// What is left of the land is one more piece.
  void finish(Node node) {
    Pockets& own = map_.around[node];
    own.node = node;
    own.land = static_cast<std::uint32_t>(map_.lands.size() - 1);
    std::int64_t rest = map_.lands.back() - graph_.node_weights[node];
    for (const std::int64_t piece : own.weights) rest -= piece;
    if (rest > 0) own.weights.push_back(rest);
  }

  const WeightedGraph& graph_;
  std::vector<std::uint32_t> number_, low_;
  std::vector<Node> above_;
  std::vector<std::uint32_t> next_;
  std::vector<std::int64_t> below_;  ///< weight of the subtree, once it is left
  std::vector<Node> order_;
  PocketMap map_;
};

}  // namespace

PocketMap pocket_map(const WeightedGraph& graph) { return Search(graph).run(); }

}  // namespace wangge::planning
