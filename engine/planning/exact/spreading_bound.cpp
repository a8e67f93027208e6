#include "engine/planning/exact/spreading_bound.h"

#include "engine/core/math.h"
#include "engine/core/random.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

namespace wangge::planning {
namespace {

using Node = WeightedGraph::Node;

constexpr double first_sharpness = 4;  ///< of the soft maximum, over the largest load
constexpr double last_sharpness = 20;
constexpr double far = std::numeric_limits<double>::infinity();
constexpr double far_worse = 0.7;  ///< of the best ratio: a source below it sends nothing in a round

/// A node of a tree of shortest ways.
struct Step {
  Node node = 0;
  Node from = 0;
  std::size_t edge = 0;
};

/// Flows from one node to a ball around it.
struct Ball {
  Node source = 0;
  double ratio = 0;         ///< (weight - max) by the sum of weight x distance
  double value = 0;         ///< weight - max
  std::vector<Step> steps;  ///< to its nodes by distance, without the source
};

class Packing {
 public:
  Packing(const WeightedGraph& graph, std::int64_t max)
      : graph_(graph),
        max_(static_cast<double>(max)),
        edge_of_(graph.neighbours.size()),
        distance_(graph.size(), far),
        carried_(graph.size(), 0.0),
        entry_(graph.size()),
        from_(graph.size()) {
    core::Stream luck(core::Seed(0), 0, "spreading", 0);
    for (Node node = 0; node < graph.size(); ++node) {
      for (std::size_t i = graph.first[node]; i < graph.first[node + 1]; ++i) {
        const Node other = graph.neighbours[i];
        if (other < node) continue;
        const auto row = graph.around(other);
        const auto back = static_cast<std::size_t>(std::lower_bound(row.begin(), row.end(), node) - row.begin());
        edge_of_[i] = edge_of_[graph.first[other] + back] = capacity_.size();
        capacity_.push_back(static_cast<double>(graph.edge_weight(i)));
      }
    }
    for (Node node = 0; node < graph.size(); ++node) {
      turns_.push_back(node);
      std::swap(turns_[node], turns_[luck.below(node + 1)]);
    }
    load_.assign(capacity_.size(), 0.0);
    length_.assign(capacity_.size(), 0.0);
    for (std::size_t e = 0; e < length_.size(); ++e) length_[e] = capacity_[e] > 0 ? 1 / capacity_[e] : 0;
  }

  double run(const SpreadingEffort& effort) {
    for (int round = 0; round < effort.rounds && visits_ < effort.visits; ++round) {
      if (effort.deadline && std::chrono::steady_clock::now() >= *effort.deadline) break;
      const std::size_t stride = stride_for(effort);
      if (!send_round(static_cast<std::size_t>(round), stride)) continue;
      const double share = 2 / (++averaged_ + 1);  // later rounds know better lengths
      for (std::size_t e = 0; e < load_.size(); ++e) load_[e] += share * (fresh_[e] - load_[e]);
      const double most = *std::max_element(load_.begin(), load_.end());
      if (most > 0) best_ = std::max(best_, 1 / most);
      const double sharpness = first_sharpness * core::exp(core::log(last_sharpness / first_sharpness) * round / effort.rounds);
      for (std::size_t e = 0; e < load_.size(); ++e) {
        if (capacity_[e] > 0) length_[e] = core::exp(sharpness * (load_[e] / most - 1)) / capacity_[e];
      }
    }
    return best_;
  }

 private:
  /// Sources are taken by turns where a round of all of them would cost too much.
  [[nodiscard]] std::size_t stride_for(const SpreadingEffort& effort) const {
    const double whole = static_cast<double>(graph_.size()) * std::max(1.0, visits_a_source_);
    const double allowed = static_cast<double>(effort.visits) / effort.rounds;
    return std::clamp<std::size_t>(static_cast<std::size_t>(whole / allowed), 1, graph_.size());
  }

  /// Loads of the round's flows, scaled to a value of 1; false where no ball has a value.
  bool send_round(std::size_t round, std::size_t stride) {
    std::vector<Ball> balls;
    double best = 0;
    const std::uint64_t before = visits_;
    for (std::size_t source = round % stride; source < graph_.size(); source += stride) {
      balls.push_back(ball(turns_[source]));
      best = std::max(best, balls.back().ratio);
    }
    visits_a_source_ = static_cast<double>(visits_ - before) / static_cast<double>(balls.size());
    fresh_.assign(capacity_.size(), 0.0);
    double value = 0;
    for (const Ball& own : balls) {
      if (own.value <= 0 || own.ratio < best * far_worse) continue;
      const double part = (own.ratio / best - far_worse) / (1 - far_worse) / own.value;
      value += part * own.value;
      send(own, part);
    }
    for (double& load : fresh_) load /= std::max(value, 1e-300);
    return value > 0;
  }

  Ball ball(Node source);
  void send(const Ball& own, double amount);

  const WeightedGraph& graph_;
  double max_;
  std::vector<std::size_t> edge_of_;  ///< of an entry of neighbours
  std::vector<double> capacity_, load_, fresh_, length_;
  std::vector<Node> turns_;  ///< sources in an order without a pattern
  std::vector<double> distance_, carried_;
  std::vector<std::size_t> entry_;  ///< of neighbours, by which a node was reached
  std::vector<Node> from_;
  std::uint64_t visits_ = 0;
  double visits_a_source_ = 1;
  double averaged_ = 0;
  double best_ = 0;
};

Ball Packing::ball(Node source) {
  using Entry = std::pair<double, Node>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  std::vector<Node> reached{source};
  Ball ball;
  ball.source = source;
  std::size_t kept = 0;
  double weight = 0;
  double sum = 0;
  distance_[source] = 0;
  open.emplace(0.0, source);
  while (!open.empty()) {
    const auto [so_far, node] = open.top();
    open.pop();
    if (so_far > distance_[node]) continue;
    // A node farther than the inverse of the ratio lowers it.
    if (ball.ratio > 0 && so_far * ball.ratio > 1) break;
    ++visits_;
    weight += static_cast<double>(graph_.node_weights[node]);
    sum += static_cast<double>(graph_.node_weights[node]) * so_far;
    if (node != source) ball.steps.push_back({node, from_[node], edge_of_[entry_[node]]});
    if (weight > max_ && sum > 0 && (weight - max_) > ball.ratio * sum) {
      ball.ratio = (weight - max_) / sum;
      ball.value = weight - max_;
      kept = ball.steps.size();
    }
    for (std::size_t i = graph_.first[node]; i < graph_.first[node + 1]; ++i) {
      const Node next = graph_.neighbours[i];
      const std::size_t edge = edge_of_[i];
      const double longer = so_far + length_[edge];
      if (capacity_[edge] <= 0 || longer >= distance_[next]) continue;
      if (distance_[next] == far) reached.push_back(next);
      distance_[next] = longer;
      from_[next] = node;
      entry_[next] = i;
      open.emplace(longer, next);
    }
  }
  for (const Node node : reached) distance_[node] = far;
  ball.steps.resize(kept);
  return ball;
}

void Packing::send(const Ball& own, double amount) {
  for (auto step = own.steps.rbegin(); step != own.steps.rend(); ++step) {
    const double flow = carried_[step->node] + amount * static_cast<double>(graph_.node_weights[step->node]);
    carried_[step->node] = 0;
    fresh_[step->edge] += flow / capacity_[step->edge];
    if (step->from != own.source) carried_[step->from] += flow;
  }
}

}  // namespace

std::int64_t spreading_bound(const WeightedGraph& graph, std::int64_t max, const SpreadingEffort& effort) {
  if (graph.size() == 0 || graph.edges() == 0) return 0;
  const double bound = Packing(graph, max).run(effort);
  return static_cast<std::int64_t>(std::ceil(bound * (1 - 1e-6) - 1e-6));
}

}  // namespace wangge::planning
