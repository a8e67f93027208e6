#pragma once

#include "engine/planning/exact/weighted_graph.h"

#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>
#include <vector>

/// Plans of small graphs (up to 63 nodes), found by going through all of them: what samplers and searches are held against.
namespace wangge::test {

using planning::WeightedGraph;
using Mask = std::uint64_t;

inline Mask mask_around(const WeightedGraph& graph, WeightedGraph::Node node) {
  Mask mask = 0;
  for (const auto other : graph.around(node)) mask |= Mask{1} << other;
  return mask;
}

/// Calls `use` for every plan into parts of weight min to max, each once: its parts as masks, in the order of their lowest nodes.
class AllPlans {
 public:
  using Use = std::function<void(const std::vector<Mask>&)>;

  AllPlans(const WeightedGraph& graph, std::uint32_t parts, std::int64_t min, std::int64_t max)
      : graph_(&graph), parts_(parts), min_(min), max_(max) {
    for (WeightedGraph::Node node = 0; node < graph.size(); ++node) around_.push_back(mask_around(graph, node));
  }

  void visit(const Use& use) {
    std::vector<Mask> plan;
    split((Mask{1} << graph_->size()) - 1, plan, use);
  }

 private:
  void split(Mask left, std::vector<Mask>& plan, const Use& use) {
    if (plan.size() == parts_) {
      if (left == 0) use(plan);
      return;
    }
    if (left == 0 || weight(left) < min_ * static_cast<std::int64_t>(parts_ - plan.size())) return;
    const Mask lowest = left & (~left + 1);
    grow(lowest, left & ~lowest, left, plan, use);
  }

  /// Every connected set that holds `own` and else takes from `open` alone, each once.
  void grow(Mask own, Mask open, Mask left, std::vector<Mask>& plan, const Use& use) {
    const std::int64_t now = weight(own);
    if (now > max_) return;
    if (now >= min_) {
      plan.push_back(own);
      split(left & ~own, plan, use);
      plan.pop_back();
    }
    Mask next = beside(own) & open;
    while (next != 0) {
      const Mask one = next & (~next + 1);
      next &= ~one;
      open &= ~one;
      grow(own | one, open, left, plan, use);
    }
  }

  [[nodiscard]] std::int64_t weight(Mask mask) const {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < around_.size(); ++i) sum += (mask >> i & 1U) != 0 ? graph_->node_weights[i] : 0;
    return sum;
  }
  [[nodiscard]] Mask beside(Mask mask) const {
    Mask found = 0;
    for (std::size_t i = 0; i < around_.size(); ++i) found |= (mask >> i & 1U) != 0 ? around_[i] : 0;
    return found & ~mask;
  }

  const WeightedGraph* graph_;
  std::uint32_t parts_;
  std::int64_t min_, max_;
  std::vector<Mask> around_;
};

/// By Kirchhoff's theorem: the determinant of the Laplacian without its last row and column.
inline double spanning_trees(const WeightedGraph& graph, Mask part) {
  std::vector<WeightedGraph::Node> nodes;
  for (WeightedGraph::Node node = 0; node < graph.size(); ++node) {
    if ((part >> node & 1U) != 0) nodes.push_back(node);
  }
  const std::size_t size = nodes.size() - 1;
  std::vector<std::vector<double>> laplacian(nodes.size(), std::vector<double>(nodes.size(), 0));
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    for (std::size_t j = 0; j < nodes.size(); ++j) {
      if (i == j || (mask_around(graph, nodes[i]) >> nodes[j] & 1U) == 0) continue;
      laplacian[i][i] += 1;
      laplacian[i][j] -= 1;
    }
  }
  double determinant = 1;
  for (std::size_t i = 0; i < size; ++i) {
    determinant *= laplacian[i][i];
    for (std::size_t j = i + 1; j < size; ++j) {
      const double factor = laplacian[j][i] / laplacian[i][i];
      for (std::size_t k = i; k < size; ++k) laplacian[j][k] -= factor * laplacian[i][k];
    }
  }
  return std::round(determinant);
}

/// The parts as masks in the order of their lowest nodes: equal for equal plans.
inline std::vector<Mask> masks_of(const std::vector<std::uint32_t>& part) {
  std::vector<std::pair<std::uint32_t, Mask>> parts;
  for (std::size_t node = 0; node < part.size(); ++node) {
    std::size_t at = 0;
    while (at < parts.size() && parts[at].first != part[node]) ++at;
    if (at == parts.size()) parts.emplace_back(part[node], 0);
    parts[at].second |= Mask{1} << node;
  }
  std::vector<Mask> masks;
  for (const auto& [name, mask] : parts) masks.push_back(mask);
  return masks;
}

inline int cut_edges(const WeightedGraph& graph, const std::vector<Mask>& plan) {
  int twice = 0;
  for (const Mask part : plan) {
    for (WeightedGraph::Node node = 0; node < graph.size(); ++node) {
      if ((part >> node & 1U) != 0) twice += __builtin_popcountll(mask_around(graph, node) & ~part);
    }
  }
  return twice / 2;
}

/// Every plan with its chance under the law proportional to the product of the parts' numbers of spanning trees.
inline std::map<std::vector<Mask>, double> tree_law(const WeightedGraph& graph, std::uint32_t parts, std::int64_t min,
                                                    std::int64_t max) {
  std::map<Mask, double> trees;
  std::map<std::vector<Mask>, double> law;
  double sum = 0;
  AllPlans(graph, parts, min, max).visit([&](const std::vector<Mask>& plan) {
    double product = 1;
    for (const Mask part : plan) {
      const auto [entry, fresh] = trees.try_emplace(part, 0.0);
      if (fresh) entry->second = spanning_trees(graph, part);
      product *= entry->second;
    }
    law.emplace(plan, product);
    sum += product;
  });
  for (auto& [plan, chance] : law) chance /= sum;
  return law;
}

}  // namespace wangge::test
