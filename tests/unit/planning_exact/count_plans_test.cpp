#include "engine/planning/exact/count_plans.h"

#include "engine/core/error.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wangge::planning {
namespace {

std::string count(std::uint32_t rows, std::uint32_t columns, const PartRange& range) {
  return to_string(count_plans(grid_graph(rows, columns), range));
}

TEST(CountPlans, FindsTheKnownCountsOfGrids) {
  EXPECT_EQ(count(4, 4, {.parts = 4, .min = 4, .max = 4}), "117");
  EXPECT_EQ(count(4, 4, {.parts = 4, .min = 3, .max = 5}), "1953");
  EXPECT_EQ(count(5, 5, {.parts = 5, .min = 5, .max = 5}), "4006");
  EXPECT_EQ(count(6, 6, {.parts = 6, .min = 6, .max = 6}), "451206");
  EXPECT_EQ(count(7, 7, {.parts = 7, .min = 7, .max = 7}), "158753814");
}

TEST(CountPlans, CountsByHand) {
  // A path of four nodes into two: one of three edges is cut; weights 1 2 3 4.
  const WeightedGraph path = make_weighted_graph({1, 2, 3, 4}, std::vector<WeightedEdge>{{0, 1}, {1, 2}, {2, 3}});
  EXPECT_EQ(to_string(count_plans(path, {.parts = 2, .min = 0, .max = 10})), "3");
  EXPECT_EQ(to_string(count_plans(path, {.parts = 2, .min = 4, .max = 6})), "1");
  EXPECT_EQ(to_string(count_plans(path, {.parts = 4, .min = 0, .max = 10})), "1");
  EXPECT_EQ(to_string(count_plans(path, {.parts = 5, .min = 0, .max = 10})), "0");
  // Two lands that no edge joins.
  const WeightedGraph lands = make_weighted_graph({1, 1, 1}, std::vector<WeightedEdge>{{0, 1}});
  EXPECT_EQ(to_string(count_plans(lands, {.parts = 1, .min = 0, .max = 3})), "0");
  EXPECT_EQ(to_string(count_plans(lands, {.parts = 2, .min = 0, .max = 3})), "1");
}

TEST(CountPlans, CountsBeyond64Bits) {
  // A path of n nodes falls into k parts in n - 1 choose k - 1 ways; 90 choose 45 is near 2^86.
  constexpr std::uint32_t nodes = 91;
  std::vector<WeightedEdge> edges;
  for (std::uint32_t node = 0; node + 1 < nodes; ++node) edges.push_back({node, node + 1});
  const WeightedGraph path = make_weighted_graph(std::vector<std::int64_t>(nodes, 1), edges);
  EXPECT_EQ(to_string(count_plans(path, {.parts = 46, .min = 1, .max = 91})), "103827421287553411369671120");
}

TEST(CountPlans, RefusesACountBeyond128Bits) {
  constexpr std::uint32_t nodes = 151;
  std::vector<WeightedEdge> edges;
  for (std::uint32_t node = 0; node + 1 < nodes; ++node) edges.push_back({node, node + 1});
  const WeightedGraph path = make_weighted_graph(std::vector<std::int64_t>(nodes, 1), edges);
  try {
    ADD_FAILURE() << to_string(count_plans(path, {.parts = 76, .min = 1, .max = nodes}));
  } catch (const core::Error& error) {
    EXPECT_EQ(error.message().en, "the number of plans exceeds 128 bits; take fewer nodes or parts");
  }
}

TEST(CountPlans, StopsAtTheMemoryAllowed) {
  try {
    static_cast<void>(count_plans(grid_graph(9, 9), {.parts = 9, .min = 8, .max = 10}, {.bytes = std::uint64_t{4} << 20}));
    ADD_FAILURE();
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::environment);
    EXPECT_NE(error.message().en.find("more than the 4 MiB of memory allowed"), std::string::npos) << error.message().en;
  }
  EXPECT_THROW(static_cast<void>(count_plans(grid_graph(40, 40), {.parts = 4, .min = 400, .max = 400})), core::Error)
      << "40 wide";
}

TEST(CountPlans, RefusesARangeThatIsNone) {
  EXPECT_THROW(static_cast<void>(count(2, 2, {.parts = 0, .min = 0, .max = 1})), core::Error);
  EXPECT_THROW(static_cast<void>(count(2, 2, {.parts = 1, .min = 2, .max = 1})), core::Error);
}

}  // namespace
}  // namespace wangge::planning
