#include "engine/planning/lands.h"

#include "tests/support/ascii_cells.h"

#include <gtest/gtest.h>

namespace wangge::planning {
namespace {

using testing::ascii_territory;

TEST(Lands, HangsSmallPartsOnTheNearestLargeOne) {
  const auto land = ascii_territory({.households = {"55  1  55"}, .parents = {"AA  A  AA"}, .unit = 1, .barriers = {}});
  const Lands lands = build_lands(land, {8, 12});
  ASSERT_EQ(lands.parent.size(), 3U);
  EXPECT_EQ(lands.alone.values(), (std::vector<std::uint8_t>{1, 0, 1}));
  ASSERT_EQ(lands.ties.size(), 1U) << "the two large ones stay apart";
  EXPECT_EQ(lands.ties[0], std::pair(CellId(2), CellId(1))) << "equal gaps: the lower cell";
}

TEST(Lands, TiesAnArchipelagoIntoOneTree) {
  const auto land = ascii_territory({.households = {"1 1 1 1"}, .parents = {"A A A A"}, .unit = 1, .barriers = {}});
  const Lands lands = build_lands(land, {2, 3});
  EXPECT_EQ(lands.ties.size(), 3U);
}

TEST(Lands, KeepsParentsApart) {
  const auto land = ascii_territory({.households = {"1111"}, .parents = {"AABB"}, .unit = 1, .barriers = {}});
  const Lands lands = build_lands(land, {1, 3});
  EXPECT_EQ(lands.parent.size(), 2U);
  EXPECT_TRUE(lands.ties.empty());
  ASSERT_EQ(lands.connected[CellId(1)].size(), 1U);
}

TEST(Lands, AShortBorderConnectsOnlyWhereNothingElseDoes) {
  auto land = ascii_territory({.households = {"11",  //
                                              "11",  //
                                              "1 "},
                               .parents = {},
                               .unit = 1,
                               .barriers = {}});
  std::vector<std::pair<CellId, territory::Neighbour>> borders;
  for (const CellId cell : core::ids<CellId>(land.cells.size())) {
    for (territory::Neighbour other : land.cells.neighbours[cell]) {
      const bool upper = cell.value() + other.cell.value() == 1;  // between the two in the first row
      const bool lower = cell.value() + other.cell.value() == 6;  // towards the cell in the last row
      if (upper || lower) other.border = core::Metres(1);
      borders.emplace_back(cell, other);
    }
  }
  land.cells.neighbours = core::Csr<CellId, territory::Neighbour>::build(land.cells.size(), borders);
  const Lands lands = build_lands(land, {1, 3});
  EXPECT_EQ(lands.parent.size(), 1U);
  EXPECT_EQ(lands.connected[CellId(0)].size(), 1U) << "only southwards";
  EXPECT_EQ(lands.connected[CellId(4)].size(), 1U) << "its only border";
}

}  // namespace
}  // namespace wangge::planning
