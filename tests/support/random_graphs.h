#pragma once

#include "engine/core/distributions.h"
#include "engine/core/random.h"
#include "engine/planning/exact/weighted_graph.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace wangge::testing {

/// A connected graph of any shape: a random tree and some more edges, weights of nodes from 0 to 9, of edges from 1 to 5 where
/// asked for.
inline planning::WeightedGraph random_graph(std::uint64_t seed, std::uint32_t nodes, bool weighted_edges) {
  core::Stream luck(core::Seed(seed), 0, "graph", nodes);
  std::vector<std::int64_t> weights;
  std::vector<planning::WeightedEdge> edges;
  const std::uint32_t chance = 2 + luck.below(8);
  for (std::uint32_t node = 0; node < nodes; ++node) {
    weights.push_back(luck.below(10));
    const std::uint32_t above = node == 0 ? 0 : luck.below(node);
    for (std::uint32_t other = 0; other < node; ++other) {
      const std::int64_t weight = weighted_edges ? 1 + luck.below(5) : 1;
      if (other == above || luck.below(chance) == 0) edges.push_back({other, node, weight});
    }
  }
  return planning::make_weighted_graph(std::move(weights), edges);
}

/// A planar graph as of a state's counties: the Delaunay triangulation of random places without a fifth of its edges, and
/// heavy-tailed inhabitants.
inline planning::WeightedGraph county_graph(std::uint64_t seed, std::uint32_t nodes) {
  core::Stream luck(core::Seed(seed), 0, "counties", nodes);
  const core::Lognormal people(25'000, 1.5);
  std::vector<std::pair<std::int64_t, std::int64_t>> places;
  std::vector<std::int64_t> weights;
  for (std::uint32_t node = 0; node < nodes; ++node) {
    places.emplace_back(luck.below(1000), luck.below(1000));
    weights.push_back(100 + static_cast<std::int64_t>(people.draw(luck)));
  }
  const auto turn = [&](std::size_t a, std::size_t b, std::size_t c) {
    return (places[b].first - places[a].first) * (places[c].second - places[a].second) -
           (places[b].second - places[a].second) * (places[c].first - places[a].first);
  };
  const auto holds = [&](std::size_t a, std::size_t b, std::size_t c, std::size_t d) {  // d within the circle of a, b, c
    const auto row = [&](std::size_t i) {
      const std::int64_t x = places[i].first - places[d].first;
      const std::int64_t y = places[i].second - places[d].second;
      return std::array<std::int64_t, 3>{x, y, x * x + y * y};
    };
    const auto p = row(a);
    const auto q = row(b);
    const auto r = row(c);
    return p[0] * (q[1] * r[2] - q[2] * r[1]) - p[1] * (q[0] * r[2] - q[2] * r[0]) + p[2] * (q[0] * r[1] - q[1] * r[0]) > 0;
  };
  std::vector<std::vector<bool>> beside(nodes, std::vector<bool>(nodes, false));
  for (std::size_t a = 0; a < nodes; ++a) {
    for (std::size_t b = 0; b < nodes; ++b) {
      for (std::size_t c = 0; c < nodes; ++c) {
        if (a >= b || a >= c || b == c || turn(a, b, c) <= 0) continue;
        bool empty = true;
        for (std::size_t d = 0; d < nodes && empty; ++d) empty = d == a || d == b || d == c || !holds(a, b, c, d);
        if (!empty) continue;
        for (const auto& [from, to] : {std::pair(a, b), std::pair(b, c), std::pair(a, c)})
          beside[from][to] = beside[to][from] = true;
      }
    }
  }
  std::vector<std::uint32_t> group(nodes);
  for (std::uint32_t node = 0; node < nodes; ++node) group[node] = node;
  std::vector<planning::WeightedEdge> edges;
  for (std::uint32_t a = 0; a < nodes; ++a) {
    for (std::uint32_t b = a + 1; b < nodes; ++b) {
      if (!beside[a][b]) continue;
      const bool joins = group[a] != group[b];
      const std::uint32_t old = group[b];
      if (joins || luck.below(5) != 0) edges.push_back({a, b});
      for (std::uint32_t& own : group) own = joins && own == old ? group[a] : own;
    }
  }
  return planning::make_weighted_graph(std::move(weights), edges);
}

}  // namespace wangge::testing
