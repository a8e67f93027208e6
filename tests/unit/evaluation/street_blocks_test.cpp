#include "gis/form/street_blocks.h"

#include "gis/form/form_subject.h"
#include "tests/unit/evaluation/drawn_streets.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace wangge::gis {
namespace {

using evaluation::test::box;

std::vector<double> areas(const std::vector<evaluation::FormBlock>& blocks) {
  std::vector<double> all;
  for (const auto& block : blocks) all.push_back(std::round(block.area));
  std::sort(all.begin(), all.end());
  return all;
}

TEST(StreetBlocks, AreTheFacesOfAGrid) {
  const auto grid = evaluation::test::grid(4, 100);
  const auto blocks = street_blocks(evaluation::test::lines_of(grid), core::Threads(1));
  EXPECT_EQ(areas(blocks), std::vector<double>(9, 10000));
  for (const auto& block : blocks) EXPECT_NEAR(block.perimeter, 400, 0.01);
}

TEST(StreetBlocks, HoldTheirDeadEnds) {
  const std::vector<LineString> lines = {box(0, 0, 100, 100), {{50, 0}, {50, 60}}};
  const auto blocks = street_blocks(lines, core::Threads(1));
  ASSERT_EQ(areas(blocks), std::vector<double>{10000});
  EXPECT_NEAR(blocks[0].perimeter, 400, 0.01) << "the dead end is no border";
  EXPECT_NEAR(evaluation::signed_area(blocks[0].ring), 10000, 0.1);
}

TEST(StreetBlocks, LoseTheIslandInside) {
  const auto blocks = street_blocks(std::vector<LineString>{box(0, 0, 100, 100), box(40, 40, 20, 20)}, core::Threads(1));
  EXPECT_EQ(areas(blocks), (std::vector<double>{400, 9600}));
}

TEST(StreetBlocks, AreCutWhereLinesCrossWithoutANode) {
  const auto blocks = street_blocks(std::vector<LineString>{box(0, 0, 100, 100), {{50, -20}, {50, 120}}}, core::Threads(1));
  EXPECT_EQ(areas(blocks), (std::vector<double>{5000, 5000}));
}

TEST(StreetBlocks, HaveNoneBetweenCarriageways) {
  using evaluation::test::street;
  using network::Direction;
  std::vector<evaluation::test::RoadLine> lines = {street({{0, 0}, {300, 0}}, Direction::forward),
                                                   street({{300, 12}, {0, 12}}, Direction::forward)};
  for (const double x : {0.0, 300.0}) {
    lines.push_back(street({{x, 0}, {x, 12}}));
    lines.push_back(street({{x, 12}, {x, 200}}));
  }
  lines.push_back(street({{0, 200}, {300, 200}}));
  const auto blocks = street_blocks(middle_lines(evaluation::build_street_net(lines)), core::Threads(1));
  double whole = 0;
  int wide = 0;
  for (const auto& block : blocks) {
    whole += block.area;
    wide += 2 * block.area >= evaluation::least_block_width_m * block.perimeter ? 1 : 0;
  }
  EXPECT_EQ(wide, 1);
  EXPECT_NEAR(whole, 300 * 194, 300 * 12);
}

}  // namespace
}  // namespace wangge::gis
