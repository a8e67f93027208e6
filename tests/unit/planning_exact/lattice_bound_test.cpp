#include "engine/planning/exact/lattice_bound.h"

#include "engine/core/random.h"
#include "engine/planning/exact/prove_cut.h"
#include "tests/support/brute_parts.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace wangge::planning {
namespace {

/// Squares of a map, in an order of its own, each of the weight that it shows; '.' is none.
WeightedGraph squares(const std::vector<std::string>& rows, std::uint64_t seed) {
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t column = 0; column < rows[row].size(); ++column) {
      if (rows[row][column] != '.') places.emplace_back(row, column);
    }
  }
  core::Stream luck(core::Seed(seed), 0, "squares", places.size());
  for (std::size_t i = places.size(); i > 1; --i) std::swap(places[i - 1], places[luck.below(static_cast<std::uint32_t>(i))]);
  std::map<std::pair<std::size_t, std::size_t>, std::uint32_t> number;
  std::vector<std::int64_t> weights;
  for (const auto& [row, column] : places) {
    number.emplace(std::pair(row, column), static_cast<std::uint32_t>(weights.size()));
    weights.push_back(rows[row][column] - '0');
  }
  std::vector<WeightedEdge> edges;
  for (const auto& [place, own] : number) {
    for (const auto& beside : {std::pair(place.first + 1, place.second), std::pair(place.first, place.second + 1)}) {
      if (const auto other = number.find(beside); other != number.end()) edges.push_back({own, other->second});
    }
  }
  return make_weighted_graph(std::move(weights), edges);
}

TEST(LatticeBound, IsWhatEqualSquaresCut) {
  EXPECT_EQ(lattice_bound(grid_graph(50, 50), {.parts = 25, .min = 100, .max = 100}), 400);
  EXPECT_EQ(lattice_bound(grid_graph(6, 6), {.parts = 4, .min = 9, .max = 9}), 12);
  EXPECT_EQ(lattice_bound(grid_graph(6, 9), {.parts = 6, .min = 9, .max = 9}), 21) << "6 + 6 + 9";
  const std::vector<std::string> map(6, "111111");
  EXPECT_EQ(lattice_bound(squares(map, 3), {.parts = 4, .min = 9, .max = 9}), 12) << "whatever the order of the nodes";
}

TEST(LatticeBound, IsSilentOffTheLattice) {
  const std::vector<WeightedEdge> triangle{{0, 1}, {1, 2}, {0, 2}};
  EXPECT_EQ(lattice_bound(make_weighted_graph({1, 1, 1}, triangle), {.parts = 3, .min = 1, .max = 1}), 0);
  std::vector<WeightedEdge> ring;
  for (std::uint32_t node = 0; node < 5; ++node) ring.push_back({node, (node + 1) % 5});
  EXPECT_EQ(lattice_bound(make_weighted_graph(std::vector<std::int64_t>(5, 1), ring), {.parts = 2, .min = 1, .max = 4}), 0);
}

TEST(LatticeBound, IsNeverAboveTheLeastCut) {
  int exact = 0;
  int above_zero = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "lattices", 0);
    std::vector<std::string> map(2 + luck.below(2), std::string(3 + luck.below(2), '1'));
    for (std::string& row : map) {
      for (char& square : row) square = luck.below(8) == 0 ? '.' : static_cast<char>('1' + (seed % 2 == 0 ? luck.below(3) : 0U));
    }
    const WeightedGraph graph = squares(map, seed);
    const std::int64_t mean = total_weight(graph) / 3;
    const PartRange range{.parts = 3, .min = mean - 1, .max = mean + 2};
    if (graph.size() < 3 || mean < 1) continue;
    const std::int64_t bound = lattice_bound(graph, range);
    const auto least = testing::brute_parts(graph, range).least_cut;
    if (!least) continue;
    EXPECT_LE(bound, *least) << "seed " << seed;
    exact += bound == *least ? 1 : 0;
    above_zero += bound > 0 ? 1 : 0;
  }
  EXPECT_GE(above_zero, 15);
  EXPECT_GE(exact, 5);
}

}  // namespace
}  // namespace wangge::planning
