#include "engine/planning/exact/weighted_graph.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <tuple>
#include <utility>

namespace wangge::planning {

using Node = WeightedGraph::Node;

WeightedGraph make_weighted_graph(std::vector<std::int64_t> node_weights, std::span<const WeightedEdge> edges) {
  WeightedGraph graph;
  graph.node_weights = std::move(node_weights);
  std::vector<WeightedEdge> arcs;
  arcs.reserve(edges.size() * 2);
  bool plain = true;
  for (const WeightedEdge& edge : edges) {
    assert(edge.a != edge.b && edge.a < graph.size() && edge.b < graph.size() && edge.weight >= 0);
    arcs.push_back(edge);
    arcs.push_back({edge.b, edge.a, edge.weight});
    plain = plain && edge.weight == 1;
  }
  std::sort(arcs.begin(), arcs.end(),
            [](const WeightedEdge& a, const WeightedEdge& b) { return std::tie(a.a, a.b) < std::tie(b.a, b.b); });
  graph.first.assign(graph.size() + 1, 0);
  for (const WeightedEdge& arc : arcs) {
    ++graph.first[arc.a + 1];
    graph.neighbours.push_back(arc.b);
    if (!plain) graph.edge_weights.push_back(arc.weight);
  }
  std::partial_sum(graph.first.begin(), graph.first.end(), graph.first.begin());
  return graph;
}

WeightedGraph grid_graph(std::uint32_t rows, std::uint32_t columns) {
  std::vector<WeightedEdge> edges;
  for (std::uint32_t row = 0; row < rows; ++row) {
    for (std::uint32_t column = 0; column < columns; ++column) {
      const Node node = row * columns + column;
      if (column + 1 < columns) edges.push_back({node, node + 1});
      if (row + 1 < rows) edges.push_back({node, node + columns});
    }
  }
  return make_weighted_graph(std::vector<std::int64_t>(std::size_t{rows} * columns, 1), edges);
}

std::int64_t total_weight(const WeightedGraph& graph) {
  return std::accumulate(graph.node_weights.begin(), graph.node_weights.end(), std::int64_t{0});
}

std::int64_t total_size(const WeightedGraph& graph) {
  return std::accumulate(graph.node_sizes.begin(), graph.node_sizes.end(), std::int64_t{0});
}

std::int64_t total_edge_weight(const WeightedGraph& graph) {
  if (graph.edge_weights.empty()) return static_cast<std::int64_t>(graph.edges());
  return std::accumulate(graph.edge_weights.begin(), graph.edge_weights.end(), std::int64_t{0}) / 2;
}

std::int64_t cut_of(const WeightedGraph& graph, std::span<const std::uint32_t> part) {
  std::int64_t cut = 0;
  for (Node node = 0; node < graph.size(); ++node) {
    for (std::size_t i = graph.first[node]; i < graph.first[node + 1]; ++i) {
      const Node other = graph.neighbours[i];
      if (node < other && part[node] != part[other]) cut += graph.edge_weight(i);
    }
  }
  return cut;
}

bool is_plan(const WeightedGraph& graph, std::span<const std::uint32_t> part, std::uint32_t parts, std::int64_t min,
             std::int64_t max) {
  if (part.size() != graph.size()) return false;
  std::vector<std::int64_t> weight(parts, 0);
  std::vector<bool> met(parts, false);
  std::vector<bool> seen(graph.size(), false);
  std::vector<Node> open;
  for (Node start = 0; start < graph.size(); ++start) {
    if (seen[start]) continue;
    const std::uint32_t own = part[start];
    if (own >= parts || met[own]) return false;
    met[own] = true;
    seen[start] = true;
    open.assign(1, start);
    while (!open.empty()) {
      const Node node = open.back();
      open.pop_back();
      weight[own] += graph.node_weights[node];
      for (const Node next : graph.around(node)) {
        if (seen[next] || part[next] != own) continue;
        seen[next] = true;
        open.push_back(next);
      }
    }
  }
  return std::all_of(met.begin(), met.end(), [](bool here) { return here; }) &&
         std::all_of(weight.begin(), weight.end(), [&](std::int64_t sum) { return sum >= min && sum <= max; });
}

}  // namespace wangge::planning
