#include "scenarios/steps/patrol_streets.h"

#include <gtest/gtest.h>

#include <optional>
#include <utility>
#include <vector>

namespace wangge::scenarios {
namespace {

using simulation::BuildingId;
using simulation::GridId;
using simulation::Streets;

constexpr network::Mode on_foot = network::Mode::walk;

/// Roads at 6 km/h (100 m a minute), buildings and their grids.
struct Land {
  std::vector<network::RoadLine> lines;
  territory::Buildings buildings;
  simulation::SimulationInputs inputs;

  explicit Land(std::size_t grids) {
    for (std::size_t i = 0; i < grids; ++i) inputs.grids.push_back(std::string(1, static_cast<char>('A' + i)));
    border({});
  }
  network::RoadLine& road(const std::vector<core::Position>& points) {
    network::RoadLine line;
    line.points = points;
    line.access.fill(network::Direction::both);
    return lines.emplace_back(line);
  }
  void building(std::size_t grid, core::Position place) {
    buildings.position.push_back(place);
    inputs.grid_of_building.push_back(GridId(grid));
  }
  void border(const std::vector<std::pair<GridId, GridId>>& pairs) {
    inputs.neighbours = core::Csr<GridId, GridId>::build(inputs.grids.size(), pairs);
  }
  [[nodiscard]] network::RoadGraph graph() const {
    network::Speeds speeds;
    for (auto& by_class : speeds.on) by_class.fill(core::KilometresPerHour(6));
    return network::build_road_graph(lines, speeds);
  }
  [[nodiscard]] core::Column<GridId, Streets> streets() const {
    return streets_of_grids(inputs, buildings, graph(), on_foot, core::Threads(2));
  }
};

/// Minutes of the round along all streets to patrol, from the first; nothing where they are apart.
std::optional<double> round_through(const Streets& streets) {
  const auto round = routing::street_round(streets.corners, streets.pieces, streets.pieces.front().a);
  return round ? std::optional(static_cast<double>(round->time) / 60'000) : std::nullopt;
}

double metres_to_walk(const Streets& streets) {
  double metres = 0;
  for (std::size_t i = 0; i < streets.pieces.size(); ++i) metres += streets.pieces[i].required ? streets.length_cm[i] / 100.0 : 0;
  return metres;
}

//   house           house
//   0---100         600---700       500 m of road without houses between the hamlets
TEST(PatrolStreets, OfTwoHamletsHangTogetherByTheRoadBetweenThem) {
  Land land(1);
  land.road({{0, 0}, {100, 0}});
  land.road({{100, 0}, {600, 0}});
  land.road({{600, 0}, {700, 0}});
  land.building(0, {50, 10});
  land.building(0, {650, 10});
  const Streets streets = land.streets()[GridId(0)];
  EXPECT_EQ(streets.pieces.size(), 3U);
  EXPECT_DOUBLE_EQ(metres_to_walk(streets), 200) << "the road is not patrolled";
  ASSERT_TRUE(round_through(streets));
  EXPECT_NEAR(*round_through(streets), 14, 1e-9) << "700 m and back";
  for (const BuildingId near : streets.near) EXPECT_TRUE(near.valid());
  for (const BuildingId near : streets.near_corner) EXPECT_TRUE(near.valid());
}

//   A           B           C           B           A      (the west, of A, and the east, of A)
//   0---100----------------------------------900---1000
TEST(PatrolStreets, AreJoinedByTheWayThroughGridsThatDoNotBorder) {
  Land land(3);
  land.road({{0, 0}, {100, 0}});
  land.road({{100, 0}, {300, 0}});
  land.road({{300, 0}, {500, 0}});
  land.road({{500, 0}, {700, 0}});
  land.road({{700, 0}, {900, 0}});
  land.road({{900, 0}, {1000, 0}});
  land.road({{400, 0}, {400, 900}});  // a side road, on no way
  for (const auto& [grid, x] : {std::pair(0U, 50.0), {1U, 200.0}, {2U, 500.0}, {1U, 800.0}, {0U, 950.0}})
    land.building(grid, {x, 10});
  land.border({{GridId(0), GridId(1)}, {GridId(1), GridId(0)}});
  const core::Column<GridId, Streets> streets = land.streets();
  EXPECT_DOUBLE_EQ(metres_to_walk(streets[GridId(0)]), 200);
  EXPECT_EQ(streets[GridId(0)].pieces.size(), 6U) << "no side road";
  ASSERT_TRUE(round_through(streets[GridId(0)]));
  EXPECT_NEAR(*round_through(streets[GridId(0)]), 20, 1e-9);
  EXPECT_TRUE(round_through(streets[GridId(1)]));
}

TEST(PatrolStreets, LeaveOutTheRoadsThatNoBuildingIsNear) {
  Land land(1);
  land.road({{0, 0}, {100, 0}});
  land.road({{100, 0}, {600, 0}});
  land.road({{600, 0}, {700, 0}}).crossing = core::minutes(5);
  land.road({{600, 0}, {600, 400}}).access.fill(network::Direction::closed);
  const network::RoadGraph graph = land.graph();
  const auto left_out = [&] { return streets_left_out(land.inputs, land.buildings, graph, on_foot); };
  EXPECT_EQ(left_out().size(), 2U) << "there is no building at all";
  land.building(0, {50, 10});
  ASSERT_EQ(left_out().size(), 1U) << "neither the ferry nor the closed road may be patrolled";
  EXPECT_EQ(left_out()[0].length, core::Metres(500));
  EXPECT_EQ(left_out()[0].middle, (core::Position{350, 0}));
  land.building(0, {350, 150});
  EXPECT_TRUE(left_out().empty()) << "just near enough";
}

TEST(PatrolStreets, AreApartWhereNoWayJoinsThem) {
  Land land(1);
  land.road({{0, 0}, {100, 0}});
  land.road({{200, 0}, {300, 0}});
  network::RoadLine& closed = land.road({{100, 0}, {200, 0}});
  closed.access.fill(network::Direction::closed);
  land.building(0, {50, 10});
  land.building(0, {250, 10});
  EXPECT_FALSE(round_through(land.streets()[GridId(0)]));
  closed.access.fill(network::Direction::both);
  EXPECT_TRUE(round_through(land.streets()[GridId(0)]));
}

TEST(PatrolStreets, MayBeJoinedByAFerryThatIsNotPatrolled) {
  Land land(1);
  land.road({{0, 0}, {100, 0}});
  land.road({{100, 0}, {200, 0}}).crossing = core::minutes(5);
  land.road({{200, 0}, {300, 0}});
  land.building(0, {50, 10});
  land.building(0, {250, 10});
  const Streets streets = land.streets()[GridId(0)];
  EXPECT_DOUBLE_EQ(metres_to_walk(streets), 200);
  ASSERT_TRUE(round_through(streets));
  EXPECT_NEAR(*round_through(streets), 2 * (1 + 5 + 1), 1e-9);
}

}  // namespace
}  // namespace wangge::scenarios
