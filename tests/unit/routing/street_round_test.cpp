#include "engine/routing/street_round.h"

#include "engine/core/disjoint_sets.h"
#include "engine/core/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

/// Rounds of streets: by hand, and against every way to walk pieces once more or twice more.
namespace wangge::routing {
namespace {

void expect_round(const StreetRound& round, const std::vector<StreetPiece>& pieces, std::uint32_t post) {
  std::uint32_t here = post;
  std::int64_t time = 0;
  std::vector<bool> walked(pieces.size(), false);
  for (const StreetRound::Step& step : round.steps) {
    const StreetPiece& piece = pieces[step.piece];
    EXPECT_EQ(step.forward ? piece.a : piece.b, here);
    here = step.forward ? piece.b : piece.a;
    time += piece.time;
    walked[step.piece] = true;
  }
  EXPECT_EQ(here, post);
  EXPECT_EQ(time, round.time);
  for (std::size_t piece = 0; piece < pieces.size(); ++piece) EXPECT_TRUE(walked[piece] || !pieces[piece].required);
  EXPECT_LE(round.bound, round.time);
}

/// The least time of any closed walk: each piece walked up to three times.
std::int64_t least_time(std::uint32_t corners, const std::vector<StreetPiece>& pieces, std::uint32_t post) {
  std::optional<std::int64_t> least;
  std::vector<int> copies(pieces.size(), 0);
  const auto look = [&](auto&& self, std::size_t at) -> void {
    if (at < pieces.size()) {
      for (copies[at] = pieces[at].required ? 1 : 0; copies[at] <= 2; ++copies[at]) self(self, at + 1);
      return;
    }
    std::vector<int> degree(corners, 0);
    core::DisjointSets sets(corners);
    std::int64_t time = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      degree[pieces[i].a] += copies[i];
      degree[pieces[i].b] += copies[i];
      if (copies[i] > 0) sets.unite(pieces[i].a, pieces[i].b);
      time += copies[i] * pieces[i].time;
    }
    for (std::uint32_t corner = 0; corner < corners; ++corner) {
      if (degree[corner] % 2 != 0 || (degree[corner] > 0 && sets.find(corner) != sets.find(post))) return;
    }
    least = std::min(least.value_or(time), time);
  };
  look(look, 0);
  return *least;
}

TEST(StreetRound, WalksADeadEndTwiceAndABlockOnce) {
  //   0 - 1        a block of 10 each side, a dead end of 4 at corner 2
  //   |   |
  //   3 - 2 - 4
  const std::vector<StreetPiece> pieces{{0, 1, 10}, {1, 2, 10}, {2, 3, 10}, {3, 0, 10}, {2, 4, 4}};
  const auto round = street_round(5, pieces, 0);
  ASSERT_TRUE(round);
  expect_round(*round, pieces, 0);
  EXPECT_EQ(round->time, 48);
  EXPECT_EQ(round->required, 44);
  EXPECT_EQ(round->bound, 48);
}

TEST(StreetRound, GoesToAStreetApartByTheShorterWay) {
  // From the post 0 by way of 1 (3 + 3) or 2 (5 + 5) to the street 3 - 4; back over the same or the other.
  const std::vector<StreetPiece> pieces{{0, 1, 3, false}, {1, 3, 3, false}, {0, 2, 5, false}, {2, 4, 5, false}, {3, 4, 20, true}};
  const auto round = street_round(5, pieces, 0);
  ASSERT_TRUE(round);
  expect_round(*round, pieces, 0);
  EXPECT_EQ(round->time, 36) << "round the block: 6 + 20 + 10, not 6 + 20 + 20 + 6";
}

TEST(StreetRound, OfNothingStaysAtThePost) {
  const auto round = street_round(2, {{0, 1, 5, false}}, 1);
  ASSERT_TRUE(round);
  EXPECT_TRUE(round->steps.empty());
  EXPECT_EQ(round->bound, 0);
}

TEST(StreetRound, ThatCannotReachAStreetIsNone) { EXPECT_FALSE(street_round(4, {{0, 1, 5, true}, {2, 3, 5, true}}, 0)); }

TEST(StreetRound, WalksALoopFromACornerToItself) {
  const std::vector<StreetPiece> pieces{{0, 0, 7}, {0, 1, 2}};
  const auto round = street_round(2, pieces, 1);
  ASSERT_TRUE(round);
  expect_round(*round, pieces, 1);
  EXPECT_EQ(round->time, 11);
}

TEST(StreetRound, OfSmallTownsIsHeldAgainstEveryWalk) {
  int towns = 0;
  int least_found = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "streets", 0);
    const std::uint32_t corners = 4 + luck.below(4);
    std::vector<StreetPiece> pieces;
    for (std::uint32_t corner = 1; corner < corners; ++corner)
      pieces.push_back({luck.below(corner), corner, 1 + luck.below(20), luck.below(2) == 0});
    for (std::uint32_t more = luck.below(4); more > 0; --more)
      pieces.push_back({luck.below(corners), luck.below(corners), 1 + luck.below(20), luck.below(2) == 0});
    const auto round = street_round(corners, pieces, 0);
    ASSERT_TRUE(round) << "seed " << seed;
    expect_round(*round, pieces, 0);
    const std::int64_t least = least_time(corners, pieces, 0);
    EXPECT_GE(round->time, least) << "seed " << seed;
    EXPECT_LE(round->bound, least) << "seed " << seed;
    // Frederickson's promise.
    EXPECT_LE(2 * round->time, 3 * least) << "seed " << seed;
    const bool together = std::all_of(pieces.begin(), pieces.end(), [](const StreetPiece& piece) { return piece.required; });
    if (together) {
      EXPECT_EQ(round->time, least) << "seed " << seed << ": the Chinese postman's round is exact";
    }
    ++towns;
    least_found += round->time == least ? 1 : 0;
  }
  EXPECT_GT(least_found, towns * 8 / 10);
}

TEST(StreetRound, OfAChequeredTownIsNearItsBound) {
  // Streets of 100 m, 12 by 12 corners, all to be walked but one in five.
  constexpr std::uint32_t side = 12;
  std::vector<StreetPiece> pieces;
  core::Stream luck(core::Seed(3), 0, "chequered", 0);
  for (std::uint32_t row = 0; row < side; ++row) {
    for (std::uint32_t column = 0; column < side; ++column) {
      const std::uint32_t here = row * side + column;
      if (column + 1 < side) pieces.push_back({here, here + 1, 100, luck.below(5) > 0});
      if (row + 1 < side) pieces.push_back({here, here + side, 100, luck.below(5) > 0});
    }
  }
  const auto round = street_round(side * side, pieces, 70);
  ASSERT_TRUE(round);
  expect_round(*round, pieces, 70);
  EXPECT_LE(round->time, round->bound * 103 / 100);
}

}  // namespace
}  // namespace wangge::routing
