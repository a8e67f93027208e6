#include "gis/map/colouring.h"

#include "engine/core/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace wangge::gis::map {
namespace {

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

void expect_neighbours_differ(const std::vector<std::uint32_t>& colour, const Pairs& pairs) {
  for (const auto& [a, b] : pairs) EXPECT_NE(colour[a], colour[b]) << a << " and " << b;
}

TEST(Colouring, GivesFourColoursToFourAreasThatAllTouch) {
  const Pairs pairs{{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}};
  const std::vector<std::uint32_t> colour = colour_areas(4, pairs, 4);
  expect_neighbours_differ(colour, pairs);
  EXPECT_EQ(std::set<std::uint32_t>(colour.begin(), colour.end()).size(), 4U);
}

TEST(Colouring, TakesAFurtherColourWhenAllAreTaken) {
  const Pairs pairs{{0, 1}, {0, 2}, {1, 2}};
  const std::vector<std::uint32_t> colour = colour_areas(3, pairs, 2);
  expect_neighbours_differ(colour, pairs);
  EXPECT_EQ(*std::max_element(colour.begin(), colour.end()), 2U);
}

TEST(Colouring, UsesAllColoursAboutEqually) {
  const std::vector<std::uint32_t> colour = colour_areas(12, {}, 6);
  for (std::uint32_t c = 0; c < 6; ++c) EXPECT_EQ(std::count(colour.begin(), colour.end(), c), 2);
}

/// A triangulated lattice with some cells merged: planar, so six colours suffice for a good heuristic.
TEST(Colouring, KeepsNeighboursApartOnPlanarMapsOverSeeds) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "colouring", 0);
    constexpr std::uint32_t side = 14;
    std::vector<std::uint32_t> label(side * side);
    for (std::uint32_t i = 0; i < label.size(); ++i) label[i] = i;
    for (std::uint32_t i = 0; i < label.size(); ++i) {
      if (i % side != 0 && luck.uniform() < 0.45) label[i] = label[i - 1];
    }
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    const auto touch = [&](std::uint32_t a, std::uint32_t b) {
      if (label[a] != label[b]) pairs.insert({std::min(label[a], label[b]), std::max(label[a], label[b])});
    };
    for (std::uint32_t y = 0; y < side; ++y) {
      for (std::uint32_t x = 0; x < side; ++x) {
        if (x + 1 < side) touch(y * side + x, y * side + x + 1);
        if (y + 1 < side) touch(y * side + x, (y + 1) * side + x);
      }
    }
    const Pairs list(pairs.begin(), pairs.end());
    const std::vector<std::uint32_t> colour = colour_areas(label.size(), list, 6);
    SCOPED_TRACE(seed);
    expect_neighbours_differ(colour, list);
    EXPECT_LT(*std::max_element(colour.begin(), colour.end()), 6U);
  }
}

}  // namespace
}  // namespace wangge::gis::map
