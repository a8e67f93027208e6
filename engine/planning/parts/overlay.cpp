#include "engine/planning/parts/overlay.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace wangge::planning {

using Node = WeightedGraph::Node;

std::vector<std::uint32_t> Overlay::gathered(std::span<const std::uint32_t> part) const {
  std::vector<std::uint32_t> of_piece(graph.size());
  for (Node node = 0; node < part.size(); ++node) of_piece[piece[node]] = part[node];
  return of_piece;
}

std::vector<std::uint32_t> Overlay::spread(std::span<const std::uint32_t> part_of_piece) const {
  std::vector<std::uint32_t> part(piece.size());
  for (Node node = 0; node < part.size(); ++node) part[node] = part_of_piece[piece[node]];
  return part;
}

Overlay overlay(const WeightedGraph& graph, std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
  constexpr std::uint32_t none = ~std::uint32_t{0};
  Overlay both;
  both.piece.assign(graph.size(), none);
  std::vector<std::int64_t> weights;
  std::vector<Node> open;
  for (Node start = 0; start < graph.size(); ++start) {
    if (both.piece[start] != none) continue;
    const auto piece = static_cast<std::uint32_t>(weights.size());
    weights.push_back(0);
    both.piece[start] = piece;
    open.assign(1, start);
    while (!open.empty()) {
      const Node node = open.back();
      open.pop_back();
      weights.back() += graph.node_weights[node];
      for (const Node other : graph.around(node)) {
        if (both.piece[other] != none || a[other] != a[start] || b[other] != b[start]) continue;
        both.piece[other] = piece;
        open.push_back(other);
      }
    }
  }
  std::vector<WeightedEdge> edges;
  for (Node node = 0; node < graph.size(); ++node) {
    for (std::size_t arc = graph.first[node]; arc < graph.first[node + 1]; ++arc) {
      const Node from = both.piece[node];
      const Node to = both.piece[graph.neighbours[arc]];
      if (from < to) edges.push_back({from, to, graph.edge_weight(arc)});
    }
  }
  std::sort(edges.begin(), edges.end(),
            [](const WeightedEdge& x, const WeightedEdge& y) { return std::tie(x.a, x.b) < std::tie(y.a, y.b); });
  std::size_t kept = 0;
  for (const WeightedEdge& edge : edges) {
    if (kept > 0 && edges[kept - 1].a == edge.a && edges[kept - 1].b == edge.b) {
      edges[kept - 1].weight += edge.weight;
    } else {
      edges[kept++] = edge;
    }
  }
  edges.resize(kept);
  both.graph = make_weighted_graph(std::move(weights), edges);
  return both;
}

}  // namespace wangge::planning
