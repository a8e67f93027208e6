#include "engine/simulation/road_travel.h"

#include "engine/core/random.h"
#include "tests/support/ascii_map.h"
#include "tests/support/random_streets.h"
#include "tests/unit/simulation/small_town.h"

#include <memory>
#include <set>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

network::Speeds plain_speeds() {
  network::Speeds speeds;
  for (auto& mode : speeds.on) mode.fill(core::KilometresPerHour(15));
  return speeds;
}

// Random streets, five grids in a row, three of them with responders of two modes: every answer is the road network's own.
TEST(RoadTravel, AnswersAsTheRoadNetworkDoes) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    const testing::RandomStreets town(seed, 12, 150);
    const network::Speeds speeds = plain_speeds();
    const network::Travel travel(network::build_road_graph(town.lines, speeds), speeds,
                                 Column<BuildingId, core::Position>(town.doors), core::Metres(60), core::Threads(2));
    SimulationInputs inputs;
    std::vector<std::pair<GridId, GridId>> borders;
    for (std::size_t i = 0; i < 5; ++i) {
      inputs.grids.push_back("G" + std::to_string(i));
      if (i > 0) borders.insert(borders.end(), {{GridId(i - 1), GridId(i)}, {GridId(i), GridId(i - 1)}});
    }
    inputs.neighbours = core::Csr<GridId, GridId>::build(5, borders);
    core::Stream luck(core::Seed(seed), 0, "grids", 0);
    for (std::size_t i = 0; i < town.doors.size(); ++i) {
      inputs.grid_of_building.push_back(luck.below(10) == 0 ? GridId() : GridId(luck.below(5)));
    }
    Column<ResponderId, Start> starts;
    for (const auto& [grid, mode] : {std::pair{0, network::Mode::walk},
                                     {1, network::Mode::ebike},
                                     {1, network::Mode::walk},
                                     {3, network::Mode::ebike},
                                     {3, network::Mode::ebike}}) {
      inputs.responders.grid.push_back(GridId(static_cast<std::size_t>(grid)));
      starts.push_back({travel.access(mode, town.doors[luck.below(150)]), mode});
    }
    starts[ResponderId(4)] = starts[ResponderId(3)];  // one post for two
    const RoadTravel times(travel, inputs, starts, core::Threads(2));
    int reached = 0;
    for (const ResponderId responder : core::ids<ResponderId>(starts.size())) {
      const GridId own = inputs.responders.grid[responder];
      std::set<GridId> served = {own};
      for (const GridId neighbour : inputs.neighbours[own]) served.insert(neighbour);
      for (const BuildingId building : core::ids<BuildingId>(town.doors.size())) {
        const network::Mode mode = starts[responder].mode;
        const auto truth = travel.time(mode, starts[responder].access, travel.access(mode, building));
        const GridId grid = inputs.grid_of_building[building];
        const bool asked = grid.valid() && served.contains(grid);
        EXPECT_EQ(times.from_post(responder, building), asked ? truth : std::nullopt);
        const auto home = travel.time(mode, travel.access(mode, building), starts[responder].access);
        for (int again = 0; again < 2; ++again) {
          EXPECT_EQ(times.to_post(responder, building), asked ? home : std::nullopt);
        }
        reached += asked && truth ? 1 : 0;
        const BuildingId other((building.value() * 7 + 3) % 150);
        EXPECT_EQ(times.between(responder, building, other),
                  travel.time(mode, travel.access(mode, building), travel.access(mode, other)));
      }
    }
    EXPECT_GT(reached, 100);
  }
}

// From the post p to the house h the street AB runs one way. Home it is 200 m to B and 1,300 m round by C, D and A; on foot the
// way out is the way home. An e-bike makes 5 metres a second, a walker one.
TEST(RoadTravel, HomeIsTheLongerWayWhereTheStreetIsOneWay) {
  const testing::RoadMap map(R"(
    A-p--h-B
    |      |
    D------C
  )");
  const auto lines = map.roads({{"AB", {{"oneway", "yes"}}}, {"BCDA", {}}});
  const network::Speeds speeds = testing::easy_speeds();
  const network::Travel travel(network::build_road_graph(lines, speeds), speeds,
                               Column<BuildingId, core::Position>(std::vector{map['h']}), core::Metres(60), core::Threads(1));
  testing::SmallTown town(1);
  town.building(0, map['h']);
  town.responder(0, map['p'], {"daily 00:00-00:02"});  // ends on the way home
  town.responder(0, map['p'], {"daily 01:00-02:00"});
  town.kind("visit", 0, testing::constant(10));
  SimulationInputs inputs = town.finished();
  const Column<ResponderId, Start> starts(std::vector{Start{travel.access(network::Mode::ebike, map['p']), network::Mode::ebike},
                                                      Start{travel.access(network::Mode::walk, map['p']), network::Mode::walk}});
  inputs.travel = std::make_shared<RoadTravel>(travel, inputs, starts, core::Threads(1));
  const BuildingId house(0);
  EXPECT_EQ(inputs.travel->from_post(ResponderId(0), house), testing::seconds(60));
  EXPECT_EQ(inputs.travel->to_post(ResponderId(0), house), testing::seconds(300));
  EXPECT_EQ(inputs.travel->from_post(ResponderId(1), house), testing::seconds(300));
  EXPECT_EQ(inputs.travel->to_post(ResponderId(1), house), testing::seconds(300));

  const Trace trace = Simulator(inputs).replay(testing::orders({{0, 0}, {3600, 0}}), core::Seed(1), 0, KeepLog::yes);
  EXPECT_EQ(testing::story(trace.log),
            "0 shift_started w0\n0 ordered r0\n0 dispatched r0 w0\n0 accepted r0 w0\n60 arrived r0 w0\n70 resolved r0 w0\n"
            "120 shift_ended w0\n370 returned w0\n"
            "3600 shift_started w1\n3600 ordered r1\n3600 dispatched r1 w1\n3600 accepted r1 w1\n3900 arrived r1 w1\n"
            "3910 resolved r1 w1\n4210 returned w1\n7200 shift_ended w1\n");
}

TEST(RoadTravel, FromNowhereReachesNobody) {
  const testing::RandomStreets town(1, 5, 10);
  const network::Speeds speeds = plain_speeds();
  const network::Travel travel(network::build_road_graph(town.lines, speeds), speeds,
                               Column<BuildingId, core::Position>(town.doors), core::Metres(60), core::Threads(1));
  SimulationInputs inputs;
  inputs.grids.push_back("G");
  inputs.neighbours = core::Csr<GridId, GridId>::build(1, {});
  inputs.grid_of_building.resize(10, GridId(0));
  inputs.responders.grid.push_back(GridId(0));
  const RoadTravel times(travel, inputs, Column<ResponderId, Start>(1), core::Threads(1));
  for (const BuildingId building : core::ids<BuildingId>(10)) {
    EXPECT_FALSE(times.from_post(ResponderId(0), building));
    EXPECT_FALSE(times.to_post(ResponderId(0), building));
  }
}

}  // namespace
}  // namespace wangge::simulation
