#include "engine/planning/balance/grouped_nodes.h"

#include "engine/core/disjoint_sets.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>
#include <queue>
#include <utility>

namespace wangge::planning {
namespace {

using Node = SearchGraph::Node;

constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();
/// Every node of a way may be wanted by others: it costs as much as this share of a part.
constexpr double step_share = 0.005;

class Joining {
 public:
  Joining(const SearchGraph& graph, const Grouping& grouping) : graph_(graph), sets_(graph.size()), owner_(graph.size(), nobody) {
    for (std::uint32_t group = 0; group < grouping.size(); ++group) {
      for (const Node node : grouping[group]) owner_[node] = group;
    }
    for (const SearchGraph::NodeRow& node : graph.nodes) step_ += step_share * node.work / static_cast<double>(grouping.size());
    step_ = std::max(step_, 1e-9);
  }

  /// Joins what is beside each other.
  void join_neighbours() {
    for (Node node = 0; node < graph_.size(); ++node) {
      if (owner_[node] == nobody) continue;
      for (const SearchGraph::Arc& arc : graph_.out(node)) {
        if (arc.connects && owner_[arc.to] == owner_[node]) sets_.unite(node, arc.to);
      }
    }
  }

  /// Links all pieces of a group, each to the nearest; the cost, or nothing where a way is blocked.
  std::optional<double> link(const std::vector<Node>& group) {
    double cost = 0;
    for (std::size_t turn = 1; turn < group.size(); ++turn) {
      const auto apart = [&](Node node) { return sets_.find(node) != sets_.find(group.front()); };
      if (std::none_of(group.begin(), group.end(), apart)) return cost;
      const std::optional<double> way = link_nearest(group.front());
      if (!way) return std::nullopt;
      cost += *way;
    }
    return cost;
  }

  [[nodiscard]] std::vector<std::uint32_t> roots() {
    std::vector<std::uint32_t> roots(graph_.size());
    for (Node node = 0; node < graph_.size(); ++node) roots[node] = sets_.find(node);
    return roots;
  }

 private:
  /// From the piece with a node the cheapest way to another piece of its group (Dijkstra's rule); what it passes joins them.
  std::optional<double> link_nearest(Node first) {
    const std::uint32_t group = owner_[first];
    std::vector<double> least(graph_.size(), std::numeric_limits<double>::infinity());
    std::vector<Node> from(graph_.size(), nobody);
    using Entry = std::pair<double, Node>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    for (Node node = 0; node < graph_.size(); ++node) {
      if (owner_[node] != group || sets_.find(node) != sets_.find(first)) continue;
      least[node] = 0;
      open.emplace(0.0, node);
    }
    while (!open.empty()) {
      const auto [so_far, node] = open.top();
      open.pop();
      if (so_far > least[node]) continue;
      if (owner_[node] == group && sets_.find(node) != sets_.find(first)) {
        for (Node at = node; at != nobody; at = from[at]) {
          owner_[at] = group;
          sets_.unite(first, at);
        }
        return so_far;
      }
      for (const SearchGraph::Arc& arc : graph_.out(node)) {
        if (!arc.connects || (owner_[arc.to] != nobody && owner_[arc.to] != group)) continue;
        const double longer = so_far + (owner_[arc.to] == group ? 0.0 : step_ + graph_.nodes[arc.to].work);
        if (longer >= least[arc.to]) continue;
        least[arc.to] = longer;
        from[arc.to] = node;
        open.emplace(longer, arc.to);
      }
    }
    return std::nullopt;
  }

  const SearchGraph& graph_;
  core::DisjointSets sets_;
  std::vector<std::uint32_t> owner_;
  double step_ = 0;
};

}  // namespace

std::optional<std::vector<std::uint32_t>> join_groups(const SearchGraph& graph, const Grouping& grouping, bool backwards) {
  Joining all(graph, grouping);
  all.join_neighbours();
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t group = 0; group < grouping.size(); ++group) {
    Joining alone = all;
    const std::optional<double> cost = alone.link(grouping[group]);
    if (!cost) return std::nullopt;
    order.emplace_back(backwards ? -*cost : *cost, group);
  }
  std::sort(order.begin(), order.end());
  for (const auto& [cost, group] : order) {
    if (!all.link(grouping[group])) return std::nullopt;
  }
  return all.roots();
}

}  // namespace wangge::planning
