#include "engine/planning/part_flood.h"
#include "engine/planning/spanning_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <set>
#include <utility>
#include <vector>

/// Floods and trees of the search against plain ones that look at the whole graph.
namespace wangge::planning {
namespace {

using Node = SearchGraph::Node;

/// A random tree with some further arcs; some of all arcs connect nothing. Half of the arcs cross a barrier.
SearchGraph random_graph(core::Stream& luck, std::uint32_t size, std::uint32_t extra) {
  std::set<std::pair<Node, Node>> pairs;
  for (Node node = 1; node < size; ++node) pairs.insert({node, luck.below(node)});
  for (std::uint32_t i = 0; i < extra; ++i) {
    const Node a = luck.below(size);
    const Node b = luck.below(size);
    if (a != b) pairs.insert({std::max(a, b), std::min(a, b)});
  }
  std::vector<std::vector<SearchGraph::Arc>> out(size);
  for (const auto& [a, b] : pairs) {
    const bool connects = b == a - 1 || luck.below(8) > 0;
    const float barrier = luck.below(2) == 0 ? 1.0F : 0.0F;
    out[a].push_back({.to = b, .back = 0, .cost = 1, .barrier = barrier, .connects = connects});
    out[b].push_back({.to = a, .back = 0, .cost = 1, .barrier = barrier, .connects = connects});
  }
  SearchGraph graph;
  graph.nodes.resize(size);
  graph.first.push_back(0);
  for (const auto& own : out) {
    graph.arcs.insert(graph.arcs.end(), own.begin(), own.end());
    graph.first.push_back(static_cast<std::uint32_t>(graph.arcs.size()));
  }
  return graph;
}

/// The pieces of the nodes that `in` accepts, along arcs that `along` accepts; by node, ~0 for others.
template <class In, class Along>
std::vector<Node> pieces(const SearchGraph& graph, const In& in, const Along& along) {
  std::vector<Node> piece(graph.size(), ~0U);
  for (Node start = 0; start < graph.size(); ++start) {
    if (!in(start) || piece[start] != ~0U) continue;
    std::vector<Node> open{start};
    piece[start] = start;
    while (!open.empty()) {
      const Node at = open.back();
      open.pop_back();
      for (const SearchGraph::Arc& arc : graph.out(at)) {
        if (!arc.connects || !along(arc) || !in(arc.to) || piece[arc.to] != ~0U) continue;
        piece[arc.to] = start;
        open.push_back(arc.to);
      }
    }
  }
  return piece;
}

std::size_t count_pieces(const std::vector<Node>& piece) {
  const std::set<Node> all(piece.begin(), piece.end());
  return all.size() - all.count(~0U);
}

TEST(PartFlood, AgreesWithAFloodOfTheWholePart) {
  int holding = 0;
  int torn = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "flood", 0);
    const SearchGraph graph = random_graph(luck, 4 + luck.below(30), luck.below(40));
    PartFlood flood(graph.size());
    for (int turn = 0; turn < 20; ++turn) {
      std::vector<std::uint32_t> labels(graph.size());
      for (std::uint32_t& label : labels) label = luck.below(4) == 0 ? 1 : 0;
      const Node node = luck.below(static_cast<std::uint32_t>(graph.size()));
      const auto all = [](const SearchGraph::Arc&) { return true; };
      const auto whole = pieces(
          graph, [&](Node other) { return labels[other] == labels[node]; }, all);
      if (count_pieces(whole) != 1) continue;  // a part hangs together before
      const auto rest = pieces(
          graph, [&](Node other) { return other != node && labels[other] == labels[node]; }, all);
      const bool holds = count_pieces(rest) <= 1;
      EXPECT_EQ(flood.holds_without(graph, labels, node), holds) << "seed " << seed << ", node " << node;
      ++(holds ? holding : torn);
    }
  }
  EXPECT_GT(holding, 200);
  EXPECT_GT(torn, 200);
}

TEST(SpanningTree, CrossesABarrierOnlyWhereNothingElseIsLeft) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "tree", 0);
    const SearchGraph graph = random_graph(luck, 2 + luck.below(40), luck.below(150));
    const auto all = [](Node) { return true; };
    if (count_pieces(pieces(graph, all, [](const SearchGraph::Arc&) { return true; })) != 1) continue;
    std::vector<Node> members(graph.size());
    std::iota(members.begin(), members.end(), 0U);
    SpanningTree tree(graph);
    tree.grow(members, {.barrier = 1.0}, luck);
    ASSERT_EQ(tree.order().size(), graph.size()) << "seed " << seed;
    std::size_t crossings = 0;
    for (const Node node : members) {
      for (const SearchGraph::Arc& arc : graph.out(node)) {
        if (tree.above(node) == arc.to && node != arc.to) crossings += arc.barrier > 0 ? 1 : 0;
      }
    }
    const auto islands = pieces(graph, all, [](const SearchGraph::Arc& arc) { return arc.barrier == 0; });
    EXPECT_EQ(crossings, count_pieces(islands) - 1) << "seed " << seed;
  }
}

}  // namespace
}  // namespace wangge::planning
