#include "engine/core/heaviest_matching.h"

#include "engine/core/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace wangge::core {
namespace {

PairWeight weight(std::int64_t first, std::int64_t second = 0) { return {{first, second, 0, 0}}; }

PairWeight total(std::span<const WeightedPair> pairs, const std::vector<std::optional<std::uint32_t>>& column_of) {
  PairWeight sum;
  for (const WeightedPair& pair : pairs) {
    if (column_of[pair.row] == pair.column) sum = sum + pair.weight;
  }
  return sum;
}

/// The greatest total over all ways to give each row a column of its own or none.
PairWeight best_by_trying(std::size_t rows, std::size_t columns, std::span<const WeightedPair> pairs) {
  std::vector<std::vector<std::optional<PairWeight>>> table(rows, std::vector<std::optional<PairWeight>>(columns));
  for (const WeightedPair& pair : pairs) table[pair.row][pair.column] = pair.weight;
  std::vector<char> taken(columns, 0);
  const auto best_from = [&](const auto& self, std::size_t row) -> PairWeight {
    if (row == rows) return {};
    PairWeight best = self(self, row + 1);
    for (std::size_t column = 0; column < columns; ++column) {
      if (taken[column] != 0 || !table[row][column]) continue;
      taken[column] = 1;
      best = std::max(best, *table[row][column] + self(self, row + 1));
      taken[column] = 0;
    }
    return best;
  };
  return best_from(best_from, 0);
}

TEST(HeaviestMatching, GivesUpTheBestPairForABetterWhole) {
  // Row 0 would like column 0 best (9), but 8 + 7 > 9 + 1.
  const std::vector<WeightedPair> pairs = {{0, 0, weight(9)}, {0, 1, weight(8)}, {1, 0, weight(7)}, {1, 1, weight(1)}};
  const auto column_of = heaviest_matching(2, 2, pairs);
  EXPECT_EQ(column_of[0], 1U);
  EXPECT_EQ(column_of[1], 0U);
}

TEST(HeaviestMatching, LeavesARowAloneWhereNothingIsLeft) {
  const std::vector<WeightedPair> pairs = {{0, 0, weight(5)}, {1, 0, weight(6)}, {2, 0, weight(4)}};
  const auto column_of = heaviest_matching(4, 1, pairs);
  EXPECT_FALSE(column_of[0]);
  EXPECT_EQ(column_of[1], 0U);
  EXPECT_FALSE(column_of[2]);
  EXPECT_FALSE(column_of[3]);
}

TEST(HeaviestMatching, ALaterPartDecidesOnlyBetweenEqualFirstParts) {
  const std::vector<WeightedPair> pairs = {
      {0, 0, weight(5, 1)}, {0, 1, weight(5, 9)}, {1, 0, weight(5, 9)}, {1, 1, weight(6, 0)}};
  // 5 + 6 = 11 beats 5 + 5 = 10, although the second parts are 1 against 18.
  const auto column_of = heaviest_matching(2, 2, pairs);
  EXPECT_EQ(column_of[0], 0U);
  EXPECT_EQ(column_of[1], 1U);
}

TEST(HeaviestMatching, EqualsTryingEverythingOnSmallRandomTables) {
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    SCOPED_TRACE(seed);
    core::Stream luck(core::Seed(seed), 0, "table", 0);
    const std::size_t rows = 1 + luck.below(6);
    const std::size_t columns = 1 + luck.below(6);
    const std::uint32_t full = 1 + luck.below(4);
    std::vector<WeightedPair> pairs;
    for (std::uint32_t row = 0; row < rows; ++row) {
      for (std::uint32_t column = 0; column < columns; ++column) {
        if (luck.below(4) >= full) continue;
        pairs.push_back({row, column, weight(luck.below(9), 1 + luck.below(5))});
      }
    }
    const PairWeight best = best_by_trying(rows, columns, pairs);
    const auto column_of = heaviest_matching(rows, columns, pairs);
    EXPECT_EQ(total(pairs, column_of), best);
    std::vector<std::uint32_t> used;
    for (const auto& column : column_of) {
      if (column) used.push_back(*column);
    }
    std::sort(used.begin(), used.end());
    EXPECT_EQ(std::adjacent_find(used.begin(), used.end()), used.end()) << "a column is used twice";
    std::reverse(pairs.begin(), pairs.end());
    EXPECT_EQ(total(pairs, heaviest_matching(rows, columns, pairs)), best) << "the order of the pairs matters";
  }
}

TEST(HeaviestMatching, SolvesThousandsOfGrids) {
  constexpr std::uint32_t size = 3000;
  std::vector<WeightedPair> pairs;
  core::Stream luck(core::Seed(1), 0, "large", 0);
  for (std::uint32_t row = 0; row < size; ++row) {
    for (std::uint32_t step = 0; step < 6; ++step)
      pairs.push_back({row, (row + step * step) % size, weight(1 + luck.below(1000))});
  }
  const auto column_of = heaviest_matching(size, size, pairs);
  PairWeight straight;
  for (std::size_t i = 0; i < pairs.size(); i += 6) straight = straight + pairs[i].weight;
  EXPECT_GT(total(pairs, column_of), straight) << "row i with column i is one of the answers";
}

}  // namespace
}  // namespace wangge::core
