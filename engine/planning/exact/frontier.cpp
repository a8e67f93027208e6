#include "engine/planning/exact/frontier.h"

#include "engine/core/error.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

#include <fmt/format.h>

namespace wangge::planning {
namespace {

using Node = WeightedGraph::Node;

/// Least weight of nodes to come on a way from one node to the others, by way of nodes to come alone (Dijkstra's rule).
std::vector<std::int64_t> ways_ahead(const WeightedGraph& graph, std::span<const std::uint32_t> place, std::uint32_t now,
                                     Node from) {
  std::vector<std::int64_t> least(graph.size(), no_link);
  using Entry = std::pair<std::int64_t, Node>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  least[from] = 0;
  open.emplace(0, from);
  while (!open.empty()) {
    const auto [so_far, node] = open.top();
    open.pop();
    if (so_far > least[node] || (node != from && place[node] <= now)) continue;
    for (const Node next : graph.around(node)) {
      if (node == from && place[next] <= now) continue;
      const std::int64_t longer = so_far + (place[next] > now ? graph.node_weights[next] : 0);
      if (longer >= least[next]) continue;
      least[next] = longer;
      open.emplace(longer, next);
    }
  }
  return least;
}

class Steps {
 public:
  Steps(const WeightedGraph& graph, std::span<const Node> order)
      : graph_(graph), order_(order), place_(graph.size()), last_(graph.size()) {
    for (std::uint32_t i = 0; i < order.size(); ++i) place_[order[i]] = i;
    for (Node node = 0; node < graph.size(); ++node) {
      last_[node] = place_[node];
      for (const Node other : graph.around(node)) last_[node] = std::max(last_[node], place_[other]);
    }
  }

  std::vector<FrontierStep> make() {
    std::vector<FrontierStep> steps;
    std::int64_t rest = total_weight(graph_);
    std::int64_t rest_size = total_size(graph_);
    for (std::uint32_t i = 0; i < order_.size(); ++i) {
      steps.push_back(step(i));
      rest -= steps.back().weight;
      rest_size -= steps.back().size;
      steps.back().rest = rest;
      steps.back().rest_size = rest_size;
    }
    return steps;
  }

 private:
  FrontierStep step(std::uint32_t now) {
    FrontierStep step;
    step.node = order_[now];
    step.weight = graph_.node_weights[step.node];
    if (!graph_.node_sizes.empty()) step.size = graph_.node_sizes[step.node];
    step.width_before = static_cast<std::uint32_t>(frontier_.size());
    for (std::size_t i = graph_.first[step.node]; i < graph_.first[step.node + 1]; ++i) {
      const auto at = std::find(frontier_.begin(), frontier_.end(), graph_.neighbours[i]);
      if (at == frontier_.end()) continue;
      step.earlier.push_back({static_cast<std::uint32_t>(at - frontier_.begin()), graph_.edge_weight(i)});
    }
    std::vector<Node> after;
    for (std::uint32_t slot = 0; slot < frontier_.size(); ++slot) {
      if (last_[frontier_[slot]] <= now) continue;
      step.kept.push_back(slot);
      after.push_back(frontier_[slot]);
    }
    step.stays = last_[step.node] > now;
    if (step.stays) after.push_back(step.node);
    frontier_ = std::move(after);
    step.width_after = static_cast<std::uint32_t>(frontier_.size());
    return step;
  }

  const WeightedGraph& graph_;
  std::span<const Node> order_;
  std::vector<std::uint32_t> place_;  ///< of a node in the order
  std::vector<std::uint32_t> last_;   ///< place of the last of a node and its neighbours
  std::vector<Node> frontier_;
};

}  // namespace

PartRange checked_range(const WeightedGraph& graph, const PartRange& range) {
  const auto refuse = [](const std::string& zh, const std::string& en) {
    throw core::Error(core::ErrorCode::input, {.zh = zh, .en = en});
  };
  if (range.parts == 0) refuse("份数为 0，应至少为 1", "0 parts: expected at least 1");
  if (range.min < 0 || range.min > range.max) {
    refuse(fmt::format("每份的权重范围 {} 到 {}：应为 0 <= 下限 <= 上限", range.min, range.max),
           fmt::format("the range of a part's weight is {} to {}: expected 0 <= minimum <= maximum", range.min, range.max));
  }
  const std::int64_t total = total_weight(graph);
  if (total > (std::int64_t{1} << 62) / range.parts) {
    refuse(fmt::format("总权重 {} 乘以 {} 份超过 62 位整数", total, range.parts),
           fmt::format("the whole weight {} times {} parts exceeds 62 bits", total, range.parts));
  }
  // A minimum above the whole weight stays above it: no plan.
  PartRange checked = range;
  checked.min = std::min(range.min, total + 1);
  checked.max = std::min(range.max, total + 1);
  if (!range.limits_size()) return checked;
  if (range.min_size < 0 || range.min_size > range.max_size) {
    refuse(
        fmt::format("每份的规模范围 {} 到 {}：应为 0 <= 下限 <= 上限", range.min_size, range.max_size),
        fmt::format("the range of a part's size is {} to {}: expected 0 <= minimum <= maximum", range.min_size, range.max_size));
  }
  if (graph.node_sizes.size() != graph.size())
    refuse("每份的规模有范围，节点却没有规模", "sizes of parts are limited, but the nodes have none");
  const std::int64_t whole = total_size(graph);
  if (whole > (std::int64_t{1} << 62) / range.parts) {
    refuse(fmt::format("总规模 {} 乘以 {} 份超过 62 位整数", whole, range.parts),
           fmt::format("the whole size {} times {} parts exceeds 62 bits", whole, range.parts));
  }
  checked.min_size = std::min(range.min_size, whole + 1);
  checked.max_size = std::min(range.max_size, whole + 1);
  return checked;
}

bool is_plan(const WeightedGraph& graph, std::span<const std::uint32_t> part, const PartRange& range) {
  if (!is_plan(graph, part, range.parts, range.min, range.max)) return false;
  if (!range.limits_size()) return true;
  std::vector<std::int64_t> sizes(range.parts, 0);
  for (std::size_t node = 0; node < part.size(); ++node) sizes[part[node]] += graph.node_sizes[node];
  return std::all_of(sizes.begin(), sizes.end(),
                     [&](std::int64_t size) { return range.min_size <= size && size <= range.max_size; });
}

std::vector<FrontierStep> frontier_steps(const WeightedGraph& graph, std::span<const Node> order) {
  return Steps(graph, order).make();
}

std::vector<FrontierStep> with_links(const WeightedGraph& graph, std::vector<FrontierStep> steps) {
  std::vector<std::uint32_t> place(graph.size());
  for (std::uint32_t i = 0; i < steps.size(); ++i) place[steps[i].node] = i;
  std::vector<Node> frontier;
  for (std::uint32_t now = 0; now < steps.size(); ++now) {
    FrontierStep& step = steps[now];
    std::vector<Node> after;
    for (const std::uint32_t slot : step.kept) after.push_back(frontier[slot]);
    if (step.stays) after.push_back(step.node);
    frontier = std::move(after);
    step.link_after.clear();
    for (const Node from : frontier) {
      const std::vector<std::int64_t> least = ways_ahead(graph, place, now, from);
      for (const Node to : frontier) step.link_after.push_back(least[to]);
    }
  }
  return steps;
}

std::uint32_t frontier_width(std::span<const FrontierStep> steps) {
  std::uint32_t width = 0;
  for (const FrontierStep& step : steps) width = std::max(width, step.width_after);
  return width;
}

}  // namespace wangge::planning
