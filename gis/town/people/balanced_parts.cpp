#include "gis/town/people/balanced_parts.h"

#include "gis/town/people/part_net.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace wangge::town {
namespace {

class Growth {
 public:
  Growth(const PartGraph& graph, const PartNet& net, std::vector<double> targets)
      : graph_(graph), net_(net), targets_(std::move(targets)), offsets_(targets_.size(), 0.0) {
    seeds_ = spread_seeds(graph, targets_);
  }

  [[nodiscard]] std::vector<std::uint32_t> run(int rounds, const core::Progress* progress) && {
    std::vector<std::uint32_t> best;
    double least = std::numeric_limits<double>::infinity();
    for (int round = 0; round < std::max(1, rounds); ++round) {
      if (progress != nullptr) progress->check();
      PartReach reach = reach_from(net_, seeds_, offsets_);
      const double deviation = shift_offsets(reach);
      if (2 * round < rounds && round % 2 == 1) move_seeds(reach.part);
      if (deviation >= least) continue;
      least = deviation;
      best = std::move(reach.part);
    }
    return best;
  }

 private:
  /// Parts with too much start later in the next round, those with too little sooner: by half of what a disc would need.
  double shift_offsets(const PartReach& reach) {
    std::vector<double> weight(targets_.size(), 0.0);
    std::vector<double> ways(targets_.size(), 0.0);
    std::vector<double> nodes(targets_.size(), 0.0);
    for (std::size_t node = 0; node < graph_.size(); ++node) {
      const std::uint32_t part = reach.part[node];
      weight[part] += graph_.weight[node];
      ways[part] += reach.way[node] - offsets_[part];
      nodes[part] += 1;
    }
    const double mean = std::accumulate(targets_.begin(), targets_.end(), 0.0) / static_cast<double>(targets_.size());
    double deviation = 0;
    for (std::size_t part = 0; part < targets_.size(); ++part) {
      const double scale = std::max(targets_[part], 0.2 * mean);
      const double relative = scale > 0 ? (weight[part] - targets_[part]) / scale : 0;
      deviation += relative * relative * scale;
      offsets_[part] += 0.5 * std::clamp(relative, -1.0, 1.0) * 1.5 * (ways[part] / nodes[part]);
    }
    return deviation;
  }

  /// Each seed to the middle of its part.
  void move_seeds(const std::vector<std::uint32_t>& part) {
    std::vector<core::Position> centre(seeds_.size());
    std::vector<double> mass(seeds_.size(), 0.0);
    for (std::size_t node = 0; node < graph_.size(); ++node) {
      const double own = std::max(1.0, graph_.land[node]);
      centre[part[node]].x += own * graph_.at[node].x;
      centre[part[node]].y += own * graph_.at[node].y;
      mass[part[node]] += own;
    }
    std::vector<double> least(seeds_.size(), std::numeric_limits<double>::infinity());
    for (std::uint32_t node = 0; node < graph_.size(); ++node) {
      const std::uint32_t own = part[node];
      const double away = core::distance(graph_.at[node], {centre[own].x / mass[own], centre[own].y / mass[own]}).value;
      if (away >= least[own]) continue;
      least[own] = away;
      seeds_[own] = node;
    }
  }

  const PartGraph& graph_;
  const PartNet& net_;
  std::vector<double> targets_;
  std::vector<double> offsets_;
  std::vector<std::uint32_t> seeds_;
};

/// Tries orders of the targets until one is good enough.
class Attempts {
 public:
  Attempts(const PartGraph& graph, std::span<const double> targets, const PartRules& rules)
      : graph_(graph), net_(part_net(graph)), targets_(targets.begin(), targets.end()), rules_(rules), order_(targets.size()) {
    // Targets are shares: scale them to what there is.
    const double weight = std::accumulate(graph.weight.begin(), graph.weight.end(), 0.0);
    const double sum = std::accumulate(targets_.begin(), targets_.end(), 0.0);
    for (double& target : targets_) target = sum > 0 ? target * weight / sum : weight / static_cast<double>(targets_.size());
    std::iota(order_.begin(), order_.end(), 0U);
  }

  [[nodiscard]] std::vector<std::uint32_t> run() && {
    RepairedParts best = attempt();
    std::vector<std::uint32_t> best_order = order_;
    // A part that falls short of its room makes the whole useless: that is worth more attempts than a poor balance.
    for (int i = 1; i < (std::isinf(best.worst) ? 5 : 1) * rules_.attempts && best.worst > rules_.good_enough; ++i) {
      if (i % 2 == 1) match_ranks(best, best_order);
      if (i % 2 == 0) shuffle(static_cast<std::uint64_t>(i));
      RepairedParts other = attempt();
      if (std::pair(std::isinf(other.worst), other.misfit) >= std::pair(std::isinf(best.worst), best.misfit)) continue;
      best = std::move(other);
      best_order = order_;
    }
    for (std::uint32_t& part : best.part) part = best_order[part];
    return std::move(best.part);
  }

 private:
  [[nodiscard]] RepairedParts attempt() const {
    std::vector<double> targets, least;
    for (const std::uint32_t part : order_) {
      targets.push_back(targets_[part]);
      if (!rules_.least.empty()) least.push_back(rules_.least[part]);
    }
    std::vector<std::uint32_t> grown = Growth(graph_, net_, targets).run(rules_.rounds, rules_.progress);
    return repaired(graph_, net_, targets, least, rules_.repair_sweeps, std::move(grown));
  }

  /// The largest target where most has come together: a node too large for one part may suit another.
  void match_ranks(const RepairedParts& best, const std::vector<std::uint32_t>& best_order) {
    std::vector<std::uint32_t> places(order_.size());
    std::iota(places.begin(), places.end(), 0U);
    std::stable_sort(places.begin(), places.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return best.weight[a] > best.weight[b]; });
    std::vector<std::uint32_t> parts = best_order;
    std::stable_sort(parts.begin(), parts.end(), [&](std::uint32_t a, std::uint32_t b) { return targets_[a] > targets_[b]; });
    for (std::size_t i = 0; i < places.size(); ++i) order_[places[i]] = parts[i];
  }

  /// Luck that depends on nothing but the number of the attempt.
  void shuffle(std::uint64_t attempt) {
    core::Stream luck(core::Seed(attempt), 0, "order of parts", graph_.size());
    for (std::size_t i = order_.size(); i > 1; --i) std::swap(order_[i - 1], order_[luck.below(static_cast<std::uint32_t>(i))]);
  }

  const PartGraph& graph_;
  PartNet net_;
  std::vector<double> targets_;
  const PartRules& rules_;
  std::vector<std::uint32_t> order_;
};

}  // namespace

std::vector<std::uint32_t> balanced_parts(PartGraph graph, std::span<const double> targets, const PartRules& rules) {
  if (targets.size() == 1) return std::vector<std::uint32_t>(graph.size(), 0);
  if (std::all_of(graph.weight.begin(), graph.weight.end(), [](double weight) { return weight <= 0; })) graph.weight = graph.land;
  join_pieces(graph);
  return Attempts(graph, targets, rules).run();
}

std::vector<std::uint32_t> nearest_parts(PartGraph graph, std::span<const std::uint32_t> seeds) {
  join_pieces(graph);
  return reach_from(part_net(graph), seeds, std::vector<double>(seeds.size(), 0.0)).part;
}

}  // namespace wangge::town
