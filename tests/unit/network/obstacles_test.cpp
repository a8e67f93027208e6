#include "engine/network/obstacles.h"

#include "engine/core/random.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace wangge::network {
namespace {

///        d
///   +----|----+   a bank from (0, 0) to (10, 0)
///        p
TEST(Obstacles, StandBetweenTheSidesOfALine) {
  const Obstacles banks({{Position{0, 0}, Position{10, 0}}});
  EXPECT_TRUE(banks.between({5, 1}, {5, -1}));
  EXPECT_FALSE(banks.between({5, 1}, {7, 2})) << "on one side";
  EXPECT_FALSE(banks.between({11, 1}, {11, -1})) << "round its end";
  EXPECT_FALSE(banks.between({5, 1}, {5, 0})) << "to the bank itself";
  EXPECT_FALSE(Obstacles().between({5, 1}, {5, -1}));
}

TEST(Obstacles, AgreeWithALookAtEveryPiece) {
  core::Stream luck(core::Seed(7), 0, "obstacles", 0);
  const auto place = [&](double size) { return Position{luck.uniform() * size, luck.uniform() * size}; };
  std::vector<Obstacles::Piece> pieces;
  for (int i = 0; i < 400; ++i) {
    const Position from = place(3000);
    const Position way = place(i % 20 == 0 ? 1500 : 80);
    pieces.push_back({from, Position{from.x + way.x - 40, from.y + way.y - 40}});
  }
  const Obstacles all(pieces);
  int crossed = 0;
  for (int i = 0; i < 5000; ++i) {
    const Position from = place(3200);
    const Position way = place(300);
    const Position to{from.x + way.x - 150, from.y + way.y - 150};
    bool any = false;
    for (const Obstacles::Piece& piece : pieces) any = any || Obstacles({piece}).between(from, to);
    ASSERT_EQ(all.between(from, to), any) << i;
    crossed += any ? 1 : 0;
  }
  EXPECT_GT(crossed, 500);
  EXPECT_LT(crossed, 4500);
}

}  // namespace
}  // namespace wangge::network
