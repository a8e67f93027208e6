#include "engine/planning/parts/slice_seeds.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

namespace wangge::planning {
namespace {

using Node = WeightedGraph::Node;
constexpr std::uint32_t none = ~std::uint32_t{0};

std::vector<std::int64_t> steps_from(const WeightedGraph& graph, Node start) {
  std::vector<std::int64_t> steps(graph.size(), -1);
  std::vector<Node> open{start};
  steps[start] = 0;
  for (std::size_t at = 0; at < open.size(); ++at) {
    for (const Node other : graph.around(open[at])) {
      if (steps[other] >= 0) continue;
      steps[other] = steps[open[at]] + 1;
      open.push_back(other);
    }
  }
  return steps;
}

Node farthest(const std::vector<std::int64_t>& steps) {
  return static_cast<Node>(std::max_element(steps.begin(), steps.end()) - steps.begin());
}

std::vector<std::int64_t> difference(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b) {
  std::vector<std::int64_t> found(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) found[i] = a[i] - b[i];
  return found;
}

/// Nodes in the order of one coordinate, ties by another.
void sort_along(std::vector<Node>& nodes, const std::vector<std::int64_t>& along, const std::vector<std::int64_t>& across) {
  std::sort(nodes.begin(), nodes.end(),
            [&](Node a, Node b) { return std::tie(along[a], across[a], a) < std::tie(along[b], across[b], b); });
}

/// Cuts a row of nodes into runs of given shares: run i ends where the weight is nearest to the sum of the shares up to i.
std::vector<std::size_t> cut_row(const WeightedGraph& graph, std::span<const Node> row, std::span<const std::uint32_t> shares) {
  double total = 0;
  for (const Node node : row) total += static_cast<double>(graph.node_weights[node]);
  const double all = std::accumulate(shares.begin(), shares.end(), 0.0);
  std::vector<std::size_t> ends;
  std::size_t at = 0;
  double weight = 0;
  double share = 0;
  for (const std::uint32_t own : shares) {
    share += own;
    const double target = total * share / all;
    while (at < row.size()) {
      const auto next = static_cast<double>(graph.node_weights[row[at]]);
      if (weight + next / 2 > target) break;
      weight += next;
      ++at;
    }
    ends.push_back(at);
  }
  ends.back() = row.size();
  return ends;
}

std::vector<std::uint32_t> slice(const WeightedGraph& graph, std::uint32_t parts, std::uint32_t strips,
                                 const std::vector<std::int64_t>& along, const std::vector<std::int64_t>& across) {
  std::vector<Node> nodes(graph.size());
  std::iota(nodes.begin(), nodes.end(), 0U);
  sort_along(nodes, along, across);
  std::vector<std::uint32_t> counts(strips);
  for (std::uint32_t i = 0; i < strips; ++i) counts[i] = (i + 1) * parts / strips - i * parts / strips;
  const std::vector<std::size_t> ends = cut_row(graph, nodes, counts);
  std::vector<std::uint32_t> part(graph.size());
  std::uint32_t next = 0;
  for (std::uint32_t i = 0; i < strips; ++i) {
    const std::size_t begin = i == 0 ? 0 : ends[i - 1];
    std::vector<Node> strip(nodes.begin() + static_cast<std::ptrdiff_t>(begin),
                            nodes.begin() + static_cast<std::ptrdiff_t>(ends[i]));
    sort_along(strip, across, along);
    const std::vector<std::uint32_t> ones(counts[i], 1);
    const std::vector<std::size_t> stops = cut_row(graph, strip, ones);
    for (std::size_t j = 0, at = 0; j < stops.size(); ++j, ++next) {
      for (; at < stops[j]; ++at) part[strip[at]] = next;
    }
  }
  return part;
}

/// The connected pieces of all parts.
struct Pieces {
  std::vector<std::uint32_t> of_node;
  std::vector<std::uint32_t> heaviest;  ///< of a part; none where it has no node
};

Pieces pieces_of(const WeightedGraph& graph, std::uint32_t parts, std::span<const std::uint32_t> part) {
  Pieces pieces{std::vector<std::uint32_t>(graph.size(), none), std::vector<std::uint32_t>(parts, none)};
  std::vector<std::int64_t> weights;
  for (Node start = 0; start < graph.size(); ++start) {
    if (pieces.of_node[start] != none) continue;
    const auto piece = static_cast<std::uint32_t>(weights.size());
    std::vector<Node> open{start};
    pieces.of_node[start] = piece;
    weights.push_back(0);
    for (std::size_t at = 0; at < open.size(); ++at) {
      weights.back() += graph.node_weights[open[at]];
      for (const Node other : graph.around(open[at])) {
        if (pieces.of_node[other] != none || part[other] != part[start]) continue;
        pieces.of_node[other] = piece;
        open.push_back(other);
      }
    }
    std::uint32_t& heaviest = pieces.heaviest[part[start]];
    if (heaviest == none || weights.back() > weights[heaviest]) heaviest = piece;
  }
  return pieces;
}

/// The lightest part beside a node; none where it has no neighbour in a part.
std::uint32_t lightest_beside(const WeightedGraph& graph, Node node, std::span<const std::uint32_t> part,
                              std::span<const std::int64_t> weights) {
  std::uint32_t best = none;
  for (const Node other : graph.around(node)) {
    const std::uint32_t to = part[other];
    if (to != none && (best == none || std::tie(weights[to], to) < std::tie(weights[best], best))) best = to;
  }
  return best;
}

/// Leaves each part its heaviest piece and gives the nodes of the others, from the border inwards, to the lightest part beside
/// them. False where a part has no node.
bool join_pieces(const WeightedGraph& graph, std::uint32_t parts, std::vector<std::uint32_t>& part) {
  const Pieces pieces = pieces_of(graph, parts, part);
  if (std::find(pieces.heaviest.begin(), pieces.heaviest.end(), none) != pieces.heaviest.end()) return false;
  std::vector<std::int64_t> weights(parts, 0);
  std::vector<Node> loose;
  for (Node node = 0; node < graph.size(); ++node) {
    if (pieces.of_node[node] == pieces.heaviest[part[node]]) {
      weights[part[node]] += graph.node_weights[node];
    } else {
      part[node] = none;
      loose.push_back(node);
    }
  }
  while (!loose.empty()) {
    std::vector<Node> rest;
    for (const Node node : loose) {
      part[node] = lightest_beside(graph, node, part, weights);
      if (part[node] == none) {
        rest.push_back(node);
      } else {
        weights[part[node]] += graph.node_weights[node];
      }
    }
    loose = std::move(rest);
  }
  return true;
}

std::vector<std::uint32_t> strip_counts(std::uint32_t parts) {
  std::vector<std::uint32_t> counts;
  const auto middle = static_cast<std::uint32_t>(std::lround(std::sqrt(static_cast<double>(parts))));
  constexpr std::uint32_t reach = 3;
  for (std::uint32_t strips = middle > reach ? middle - reach : 1; strips <= std::min(parts, middle + reach); ++strips) {
    counts.push_back(strips);
  }
  return counts;
}

/// Along x, along y, and along both diagonals.
std::vector<NodePlaces> directions(const NodePlaces& places) {
  NodePlaces diagonal = places;
  for (std::size_t i = 0; i < places.x.size(); ++i) {
    diagonal.x[i] = places.x[i] + places.y[i];
    diagonal.y[i] = places.x[i] - places.y[i];
  }
  return {places, {places.y, places.x}, diagonal, {diagonal.y, diagonal.x}};
}

}  // namespace

NodePlaces places_by_steps(const WeightedGraph& graph) {
  const Node a = farthest(steps_from(graph, 0));
  const std::vector<std::int64_t> from_a = steps_from(graph, a);
  const std::vector<std::int64_t> from_b = steps_from(graph, farthest(from_a));
  // Between the two the nodes far from both form a line; its end is near a third corner, and what is farthest from that a fourth.
  std::vector<std::int64_t> nearer(graph.size());
  for (std::size_t i = 0; i < graph.size(); ++i) nearer[i] = std::min(from_a[i], from_b[i]);
  const Node middle = farthest(nearer);
  std::vector<std::int64_t> along = steps_from(graph, middle);
  for (std::size_t i = 0; i < graph.size(); ++i) along[i] = nearer[i] == nearer[middle] ? along[i] : -1;
  const Node c = farthest(steps_from(graph, farthest(along)));
  const std::vector<std::int64_t> from_c = steps_from(graph, c);
  const std::vector<std::int64_t> from_d = steps_from(graph, farthest(from_c));
  return {difference(from_a, from_b), difference(from_c, from_d)};
}

std::vector<std::vector<std::uint32_t>> slice_seeds(const WeightedGraph& graph, const PartsTask& task, const NodePlaces& places,
                                                    std::size_t most) {
  using Rank = std::tuple<std::int64_t, std::int64_t, std::size_t>;
  std::vector<std::vector<std::uint32_t>> found;
  std::vector<Rank> ranks;
  for (const NodePlaces& turned : directions(places)) {
    for (const std::uint32_t strips : strip_counts(task.parts)) {
      std::vector<std::uint32_t> part = slice(graph, task.parts, strips, turned.x, turned.y);
      if (!join_pieces(graph, task.parts, part)) continue;
      std::vector<std::int64_t> weights(task.parts, 0);
      for (Node node = 0; node < graph.size(); ++node) weights[part[node]] += graph.node_weights[node];
      std::int64_t excess = 0;
      for (const std::int64_t weight : weights) excess += task.excess(weight);
      ranks.emplace_back(excess, cut_of(graph, part), found.size());
      found.push_back(std::move(part));
    }
  }
  std::sort(ranks.begin(), ranks.end());
  std::vector<std::vector<std::uint32_t>> chosen;
  for (std::size_t i = 0; i < std::min(most, ranks.size()); ++i) chosen.push_back(std::move(found[std::get<2>(ranks[i])]));
  return chosen;
}

}  // namespace wangge::planning
