#include "engine/planning/exact/flow_balls.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace wangge::planning {
namespace {

using Node = WeightedGraph::Node;

constexpr double far = std::numeric_limits<double>::infinity();

}  // namespace

FlowBalls::FlowBalls(const WeightedGraph& graph, std::int64_t max)
    : graph_(graph),
      max_(static_cast<double>(max)),
      edge_of_(graph.neighbours.size()),
      distance_(graph.size(), far),
      carried_(graph.size(), 0.0),
      over_(graph.size()),
      from_(graph.size()) {
  for (Node node = 0; node < graph.size(); ++node) {
    for (std::size_t i = graph.first[node]; i < graph.first[node + 1]; ++i) {
      const Node other = graph.neighbours[i];
      if (other < node) continue;
      const auto row = graph.around(other);
      const auto back = static_cast<std::size_t>(std::lower_bound(row.begin(), row.end(), node) - row.begin());
      edge_of_[i] = edge_of_[graph.first[other] + back] = static_cast<std::uint32_t>(capacity_.size());
      capacity_.push_back(static_cast<double>(graph.edge_weight(i)));
    }
  }
}

FlowBalls::Best FlowBalls::settle(Node source, std::span<const double> lengths) {
  order_.clear();
  reached_.assign(1, source);
  open_.assign(1, {0.0, source});
  distance_[source] = 0;
  Best best;
  std::size_t kept = 0;
  double weight = 0;
  double sum = 0;
  while (!open_.empty()) {
    std::pop_heap(open_.begin(), open_.end(), std::greater<>());
    const auto [so_far, node] = open_.back();
    open_.pop_back();
    if (so_far > distance_[node]) continue;
    // A node farther than the inverse of the ratio lowers it.
    if (best.ratio > 0 && so_far * best.ratio > 1) break;
    ++visits_;
    const auto own = static_cast<double>(graph_.node_weights[node]);
    weight += own;
    sum += own * so_far;
    if (node != source) order_.push_back(node);
    if (weight > max_ && sum > 0 && weight - max_ > best.ratio * sum) {
      best = {.ratio = (weight - max_) / sum, .value = weight - max_};
      kept = order_.size();
    }
    for (std::size_t i = graph_.first[node]; i < graph_.first[node + 1]; ++i) {
      const Node next = graph_.neighbours[i];
      const std::uint32_t edge = edge_of_[i];
      const double longer = so_far + lengths[edge];
      if (longer >= distance_[next] || capacity_[edge] <= 0) continue;
      if (distance_[next] == far) reached_.push_back(next);
      distance_[next] = longer;
      from_[next] = node;
      over_[next] = edge;
      open_.emplace_back(longer, next);
      std::push_heap(open_.begin(), open_.end(), std::greater<>());
    }
  }
  for (const Node node : reached_) distance_[node] = far;
  order_.resize(kept);
  return best;
}

BallFlow FlowBalls::around(Node source, std::span<const double> lengths) {
  const Best best = settle(source, lengths);
  BallFlow flow;
  flow.ratio = best.ratio;
  for (auto node = order_.rbegin(); node != order_.rend(); ++node) {
    const double through = carried_[*node] + static_cast<double>(graph_.node_weights[*node]) / best.value;
    carried_[*node] = 0;
    if (!(through > 0)) continue;
    flow.edges.push_back(over_[*node]);
    flow.loads.push_back(static_cast<float>(through / capacity_[over_[*node]]));
    if (from_[*node] != source) carried_[from_[*node]] += through;
  }
  return flow;
}

}  // namespace wangge::planning
