#include "engine/planning/exact/lattice_bound.h"

#include "engine/planning/parts/slice_seeds.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <utility>
#include <vector>

namespace wangge::planning {
namespace {

using Node = WeightedGraph::Node;

constexpr std::uint64_t most_steps = 100'000'000;
constexpr std::int64_t none = std::numeric_limits<std::int64_t>::max();

/// Whether the places are squares of the lattice, turned by half a right angle: distinct, and every edge one step along both
/// coordinates. Differences of steps change by two where one end grows nearer and the other farther.
bool on_lattice(const WeightedGraph& graph, const NodePlaces& places) {
  std::vector<std::pair<std::int64_t, std::int64_t>> taken;
  for (Node node = 0; node < graph.size(); ++node) {
    taken.emplace_back(places.x[node], places.y[node]);
    for (const Node other : graph.around(node)) {
      if (std::abs(places.x[node] - places.x[other]) != 2 || std::abs(places.y[node] - places.y[other]) != 2) return false;
    }
  }
  std::sort(taken.begin(), taken.end());
  return std::adjacent_find(taken.begin(), taken.end()) == taken.end();
}

/// Half the shortest outline of so many squares: ceil(2 sqrt(n)).
std::int64_t half_outline(std::int64_t squares) {
  std::int64_t half = 0;
  while (half * half < 4 * squares) ++half;
  return half;
}

/// Numbers of nodes that a part can have: the lightest ones are most, the heaviest ones fewest.
std::pair<std::size_t, std::size_t> nodes_of_part(std::vector<std::int64_t> weights, const PartRange& range) {
  std::sort(weights.begin(), weights.end());
  std::size_t most = 0;
  for (std::int64_t sum = 0; most < weights.size() && sum + weights[most] <= range.max; ++most) sum += weights[most];
  std::size_t least = 0;
  for (std::int64_t sum = 0; least < weights.size() && sum < range.min; ++least) sum += weights[weights.size() - 1 - least];
  return {std::max<std::size_t>(1, least), most};
}

/// The least sum of half outlines of so many parts with all nodes; none where there is no such sum.
std::int64_t least_outlines(std::size_t nodes, std::uint32_t parts, std::size_t least, std::size_t most) {
  std::vector<std::int64_t> outline(most + 1);
  for (std::size_t own = 0; own <= most; ++own) outline[own] = half_outline(static_cast<std::int64_t>(own));
  std::vector<std::int64_t> sum(nodes + 1, none);
  sum[0] = 0;
  for (std::uint32_t part = 0; part < parts; ++part) {
    std::vector<std::int64_t> next(nodes + 1, none);
    for (std::size_t held = part * least; held <= std::min(nodes, part * most); ++held) {
      if (sum[held] == none) continue;
      for (std::size_t own = least; own <= most && held + own <= nodes; ++own)
        next[held + own] = std::min(next[held + own], sum[held] + outline[own]);
    }
    sum = std::move(next);
  }
  return sum[nodes];
}

bool connected(const WeightedGraph& graph) {
  std::vector<std::uint8_t> seen(graph.size(), 0);
  std::vector<Node> met{0};
  seen[0] = 1;
  for (std::size_t at = 0; at < met.size(); ++at) {
    for (const Node other : graph.around(met[at])) {
      if (seen[other] == 0) met.push_back(other);
      seen[other] = 1;
    }
  }
  return met.size() == graph.size();
}

}  // namespace

std::int64_t lattice_bound(const WeightedGraph& graph, const PartRange& range) {
  if (graph.size() < 2 || graph.edges() == 0 || !connected(graph)) return 0;
  for (Node node = 0; node < graph.size(); ++node) {
    if (graph.around(node).size() > 4) return 0;
  }
  if (!on_lattice(graph, places_by_steps(graph))) return 0;
  const auto [least, most] = nodes_of_part(graph.node_weights, range);
  if (least > most || graph.size() * (most - least + 1) > most_steps / range.parts) return 0;
  const std::int64_t outlines = least_outlines(graph.size(), range.parts, least, most);
  if (outlines == none) return 0;
  const std::int64_t within = 2 * static_cast<std::int64_t>(graph.size()) - outlines;
  const std::int64_t lightest =
      graph.edge_weights.empty() ? 1 : *std::min_element(graph.edge_weights.begin(), graph.edge_weights.end());
  return std::max<std::int64_t>(0, (static_cast<std::int64_t>(graph.edges()) - within) * lightest);
}

}  // namespace wangge::planning
