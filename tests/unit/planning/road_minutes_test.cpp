#include "engine/planning/road_minutes.h"

#include "tests/support/ascii_cells.h"

#include <gtest/gtest.h>

namespace wangge::planning {
namespace {

using core::KilometresPerHour;
using network::LineClass;
using network::Mode;

/// 100 m a minute on the road and beside it.
network::Speeds speeds() {
  network::Speeds made;
  made.on[static_cast<std::size_t>(Mode::ebike)][static_cast<std::size_t>(LineClass::residential)] = KilometresPerHour(6);
  made.off_road = KilometresPerHour(6);
  return made;
}

TEST(RoadMinutes, AreDoorToDoorAlongTheRoadAndLongWhereThereIsNone) {
  // Houses stand at x = 50, 150, 250 and 450; the road passes 10 m south of the first three.
  const auto land = testing::ascii_territory({.households = {"23405"}, .parents = {}, .unit = 1, .barriers = {}});
  network::RoadLine road;
  road.points = {{50, -60}, {250, -60}};
  road.access = {network::Direction::both, network::Direction::both, network::Direction::both};
  const network::Travel travel(network::build_road_graph(std::vector{road}, speeds()), speeds(), land.buildings.position,
                               core::Metres(50), core::Threads(1));
  const TravelMinutes minutes = road_minutes(travel, Mode::ebike, land);
  const std::vector<CellId> all = {CellId(0), CellId(1), CellId(2), CellId(3), CellId(4)};
  const std::vector<double> found = minutes(CellId(0), all);
  ASSERT_EQ(found.size(), 5U);
  EXPECT_NEAR(found[0], 0.2, 1e-3) << "to the road and back";
  EXPECT_NEAR(found[1], 1.2, 1e-3);
  EXPECT_NEAR(found[2], 2.2, 1e-3);
  EXPECT_NEAR(found[3], 60 + 300.0 / 75, 1e-9) << "no building there";
  EXPECT_NEAR(found[4], 60 + 400.0 / 75, 1e-9) << "no road within 50 m";
  EXPECT_NEAR(minutes(CellId(4), all)[0], 60 + 400.0 / 75, 1e-9) << "nor from there";
}

}  // namespace
}  // namespace wangge::planning
