#include "engine/planning/exact/vertex_order.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <tuple>
#include <utility>

namespace wangge::planning {
namespace {

using Node = WeightedGraph::Node;

constexpr std::size_t most_starts = 128;
constexpr std::size_t nodes_of_all = 64'000;  ///< nodes that all sweeps together take

/// One greedy order, grown from a start.
class Sweep {
 public:
  explicit Sweep(const WeightedGraph& graph) : graph_(graph), left_(graph.size()), taken_(graph.size(), false) {
    for (Node node = 0; node < graph.size(); ++node) left_[node] = static_cast<std::uint32_t>(graph.around(node).size());
  }

  /// Gives up, with an empty order, as soon as the cost reaches `cap`.
  std::vector<Node> run(Node start, double cap) {
    take(start);
    while (order_.size() < graph_.size() && cost_ < cap) take(next());
    return cost_ < cap ? std::move(order_) : std::vector<Node>();
  }
  [[nodiscard]] double cost() const { return cost_; }

 private:
  void take(Node node) {
    taken_[node] = true;
    order_.push_back(node);
    for (const Node other : graph_.around(node)) --left_[other];
    if (left_[node] > 0) frontier_.push_back(node);
    std::erase_if(frontier_, [&](Node waiting) { return left_[waiting] == 0; });
    cost_ += std::exp2(static_cast<double>(frontier_.size()));
  }

  /// By how much the frontier grows with a node.
  [[nodiscard]] int growth(Node node) const {
    int change = left_[node] > 0 ? 1 : 0;
    for (const Node other : graph_.around(node)) change -= taken_[other] && left_[other] == 1 ? 1 : 0;
    return change;
  }

  [[nodiscard]] Node next() const {
    std::tuple<int, std::size_t, Node> best{std::numeric_limits<int>::max(), 0, 0};
    for (std::size_t age = 0; age < frontier_.size(); ++age) {
      for (const Node node : graph_.around(frontier_[age])) {
        if (!taken_[node]) best = std::min(best, {growth(node), age, node});
      }
    }
    if (!frontier_.empty()) return std::get<2>(best);
    return static_cast<Node>(std::find(taken_.begin(), taken_.end(), false) - taken_.begin());
  }

  const WeightedGraph& graph_;
  std::vector<std::uint32_t> left_;  ///< neighbours not taken
  std::vector<bool> taken_;
  std::vector<Node> frontier_;  ///< the longest waiting first
  std::vector<Node> order_;
  double cost_ = 0;
};

}  // namespace

std::vector<Node> frontier_order(const WeightedGraph& graph) {
  std::vector<Node> best;
  double least = std::numeric_limits<double>::infinity();
  const std::size_t starts = std::clamp<std::size_t>(nodes_of_all / std::max<std::size_t>(1, graph.size()), 4, most_starts);
  const std::size_t stride = std::max<std::size_t>(1, (graph.size() + starts - 1) / starts);
  for (std::size_t start = 0; start < graph.size(); start += stride) {
    Sweep sweep(graph);
    std::vector<Node> order = sweep.run(static_cast<Node>(start), least);
    if (order.empty()) continue;
    best = std::move(order);
    least = sweep.cost();
  }
  return best;
}

}  // namespace wangge::planning
