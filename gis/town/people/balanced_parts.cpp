#include "gis/town/people/balanced_parts.h"

#include "gis/town/people/part_net.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace wangge::town {
namespace {

class Growth {
 public:
  Growth(const PartGraph& graph, const PartNet& net, std::span<const double> targets)
      : graph_(graph), net_(net), targets_(targets.begin(), targets.end()), offsets_(targets.size(), 0.0) {
    // Targets are shares: scale them to what there is.
    const double weight = std::accumulate(graph.weight.begin(), graph.weight.end(), 0.0);
    const double sum = std::accumulate(targets_.begin(), targets_.end(), 0.0);
    for (double& target : targets_) target = sum > 0 ? target * weight / sum : weight / static_cast<double>(targets_.size());
    seeds_ = spread_seeds(graph, targets_);
  }

  [[nodiscard]] std::vector<std::uint32_t> run(const PartRules& rules) && {
    std::vector<std::uint32_t> best;
    double least = std::numeric_limits<double>::infinity();
    for (int round = 0; round < std::max(1, rules.rounds); ++round) {
      PartReach reach = reach_from(net_, seeds_, offsets_);
      const double deviation = shift_offsets(reach);
      if (2 * round < rules.rounds && round % 2 == 1) move_seeds(reach.part);
      if (deviation >= least) continue;
      least = deviation;
      best = std::move(reach.part);
    }
    repair_parts(graph_, net_, targets_, rules.repair_sweeps, best);
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

}  // namespace

std::vector<std::uint32_t> balanced_parts(PartGraph graph, std::span<const double> targets, const PartRules& rules) {
  if (targets.size() == 1) return std::vector<std::uint32_t>(graph.size(), 0);
  if (std::all_of(graph.weight.begin(), graph.weight.end(), [](double weight) { return weight <= 0; })) graph.weight = graph.land;
  join_pieces(graph);
  const PartNet net = part_net(graph);
  return Growth(graph, net, targets).run(rules);
}

std::vector<std::uint32_t> nearest_parts(PartGraph graph, std::span<const std::uint32_t> seeds) {
  join_pieces(graph);
  return reach_from(part_net(graph), seeds, std::vector<double>(seeds.size(), 0.0)).part;
}

}  // namespace wangge::town
