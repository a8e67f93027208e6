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

constexpr core::Millis midnight{0};

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
    const RoadTravel times(DayTravel(travel), inputs, starts, core::Threads(2));
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
        EXPECT_EQ(times.from_post(responder, building, midnight), asked ? truth : std::nullopt);
        const auto home = travel.time(mode, travel.access(mode, building), starts[responder].access);
        for (int again = 0; again < 2; ++again) {
          EXPECT_EQ(times.to_post(responder, building, midnight), asked ? home : std::nullopt);
        }
        reached += asked && truth ? 1 : 0;
        const BuildingId other((building.value() * 7 + 3) % 150);
        EXPECT_EQ(times.between(responder, building, other, midnight),
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
  inputs.travel = std::make_shared<RoadTravel>(DayTravel(travel), inputs, starts, core::Threads(1));
  const BuildingId house(0);
  EXPECT_EQ(inputs.travel->from_post(ResponderId(0), house, midnight), testing::seconds(60));
  EXPECT_EQ(inputs.travel->to_post(ResponderId(0), house, midnight), testing::seconds(300));
  EXPECT_EQ(inputs.travel->from_post(ResponderId(1), house, midnight), testing::seconds(300));
  EXPECT_EQ(inputs.travel->to_post(ResponderId(1), house, midnight), testing::seconds(300));

  const Trace trace = Simulator(inputs).replay(testing::orders({{0, 0}, {3600, 0}}), core::Seed(1), 0, KeepLog::yes);
  EXPECT_EQ(testing::story(trace.log),
            "0 shift_started w0\n0 ordered r0\n0 dispatched r0 w0\n0 accepted r0 w0\n60 arrived r0 w0\n70 resolved r0 w0\n"
            "120 shift_ended w0\n370 returned w0\n"
            "3600 shift_started w1\n3600 ordered r1\n3600 dispatched r1 w1\n3600 accepted r1 w1\n3900 arrived r1 w1\n"
            "3910 resolved r1 w1\n4210 returned w1\n7200 shift_ended w1\n");
}

// By car 10 metres a second, half as fast from eight to nine and a quarter as fast from nine to ten. The post p and the house h
// are 500 m apart.
//   03:00  one minute to say yes, 50 s there, one hour of work, 50 s home
//   07:59:30  says yes at 08:00:30, so the way takes the speeds of eight: 100 s; home at 09:02:10 by those of nine: 200 s
//   10:59:50  in the middle of the day as at night, and home after eleven likewise
TEST(RoadTravel, TheSameRequestTakesLongerAtEight) {
  const testing::RoadMap map(R"(
    A-p----h-B
  )");
  const auto lines = map.roads({{"AB", {}}});
  const network::Speeds speeds = testing::easy_speeds();
  const network::Travel travel(network::build_road_graph(lines, speeds), speeds,
                               Column<BuildingId, core::Position>(std::vector{map['h']}), core::Metres(60), core::Threads(1));
  testing::SmallTown town(1);
  town.building(0, map['h']);
  town.responder(0, map['p']);
  town.kind("visit", 0, testing::constant(3600));
  town.inputs.accept = testing::constant(60);
  SimulationInputs inputs = town.finished();
  DayTravel::Factors factors{};
  for (auto& mode : factors) mode.fill(1);
  factors[2][8] = 0.5;
  factors[2][9] = 0.25;
  const Column<ResponderId, Start> starts(std::vector{Start{travel.access(network::Mode::car, map['p']), network::Mode::car}});
  inputs.travel =
      std::make_shared<RoadTravel>(DayTravel(travel, {}, factors, core::Threads(1)), inputs, starts, core::Threads(1));
  const Trace trace =
      Simulator(inputs).replay(testing::orders({{10'800, 0}, {28'770, 0}, {39'590, 0}}), core::Seed(1), 0, KeepLog::yes);
  EXPECT_EQ(testing::story(trace.log),
            "0 shift_started w0\n"
            "10800 ordered r0\n10800 dispatched r0 w0\n10860 accepted r0 w0\n10910 arrived r0 w0\n14510 resolved r0 w0\n"
            "14560 returned w0\n"
            "28770 ordered r1\n28770 dispatched r1 w0\n28830 accepted r1 w0\n28930 arrived r1 w0\n32530 resolved r1 w0\n"
            "32730 returned w0\n"
            "39590 ordered r2\n39590 dispatched r2 w0\n39650 accepted r2 w0\n39700 arrived r2 w0\n43300 resolved r2 w0\n"
            "43350 returned w0\n");
}

// Resolved at h at 08:59:50 with 100 s of way home, sent on to g 20 s later, says yes at 09:01:10. Then the rest of the way home
// and the way back take as long as they did, all further ways the speeds of nine.
TEST(RoadTravel, WhoIsOnTheWayHomeSetsOutByTheSpeedsOfTheMoment) {
  const testing::RoadMap map(R"(
    A-p-g--h-B
  )");
  const auto lines = map.roads({{"AB", {}}});
  const network::Speeds speeds = testing::easy_speeds();
  const network::Travel travel(network::build_road_graph(lines, speeds), speeds,
                               Column<BuildingId, core::Position>(std::vector{map['h'], map['g']}), core::Metres(60),
                               core::Threads(1));
  testing::SmallTown town(1);
  town.building(0, map['h']);
  town.building(0, map['g']);
  town.responder(0, map['p']);
  town.kind("visit", 0, testing::constant(1890));
  town.inputs.accept = testing::constant(60);
  SimulationInputs inputs = town.finished();
  DayTravel::Factors factors{};
  for (auto& mode : factors) mode.fill(1);
  factors[2][8] = 0.5;
  factors[2][9] = 0.25;
  const Column<ResponderId, Start> starts(std::vector{Start{travel.access(network::Mode::car, map['p']), network::Mode::car}});
  inputs.travel =
      std::make_shared<RoadTravel>(DayTravel(travel, {}, factors, core::Threads(1)), inputs, starts, core::Threads(1));
  // 08:25:40 ordered, 08:26:40 accepted, 08:28:20 arrived, 08:59:50 resolved
  const Trace trace = Simulator(inputs).replay(testing::orders({{30'340, 0}, {32'410, 1}}), core::Seed(1), 0, KeepLog::yes);
  EXPECT_EQ(trace.outcomes.resolved[RequestId(0)], testing::seconds(32'390));
  // turning round: 20 s back to h and 300 m at 2.5 m/s; by the post: 80 s left and 200 m at 2.5 m/s
  EXPECT_EQ(trace.outcomes.arrived[RequestId(1)], testing::seconds(32'410 + 60 + 20 + 120));
}

// BC is closed to cars from seven to nine: who sets out then goes round by E and F, and has a profile of its own.
TEST(RoadTravel, GoesRoundWhatIsClosedInAnHour) {
  const testing::RoadMap map(R"(
    p           h
  A--B=========C--D
     |         |
     E---------F
  )");
  auto lines = map.roads({{"AB", {}}, {"BC", {}}, {"CD", {}}, {"BEFC", {}}});
  lines[1].closed_hours[2] = (1U << 7U) | (1U << 8U);
  const network::Speeds speeds = testing::easy_speeds();
  const network::Travel travel(network::build_road_graph(lines, speeds), speeds, {}, core::Metres(150), core::Threads(1));
  DayTravel::Factors factors{};
  for (auto& mode : factors) mode.fill(1);
  DayTravel::Closures closures;
  for (std::size_t hour = 0; hour < 24; ++hour)
    closures[2][hour] = network::closed_in(travel.graph(), lines, static_cast<int>(hour));
  const DayTravel day(travel, {}, factors, closures, core::Threads(1));
  EXPECT_EQ(day.profiles(network::Mode::car), 2U);
  EXPECT_EQ(day.profiles(network::Mode::ebike), 1U);
  const auto across = [&](std::size_t hour) {
    const network::Travel& then = day.at(network::Mode::car, hour);
    return then.time(network::Mode::car, then.access(network::Mode::car, map['p']), then.access(network::Mode::car, map['h']))
        ->value;
  };
  EXPECT_EQ(across(6), across(9));
  EXPECT_EQ(across(7) - across(6), 40'000);  // four squares further at 10 m/s
  EXPECT_EQ(across(8), across(7));
}

// Random streets and factors of three different hours for two modes: at every hour the answers are those of the network under
// that hour's speeds, the way home and those between houses too, with as many profiles as there are different factors.
TEST(RoadTravel, AnswersAtEveryHourAsTheNetworkOfThatHour) {
  const testing::RandomStreets town(7, 12, 80);
  const network::Speeds speeds = plain_speeds();
  const network::Travel open(network::build_road_graph(town.lines, speeds), speeds,
                             Column<BuildingId, core::Position>(town.doors), core::Metres(60), core::Threads(2));
  const network::Conditions now{{network::EdgeId(3), network::EdgeId(40)}, {1, 0.8, 1}};
  const network::Travel travel = open.under(now, core::Threads(2));
  DayTravel::Factors factors{};
  for (auto& mode : factors) mode.fill(1);
  for (std::size_t hour = 0; hour < 24; ++hour) factors[1][hour] = hour < 7 ? 0.8 : hour < 9 ? 0.3 : 1.25;
  for (std::size_t hour = 7; hour < 10; ++hour) factors[2][hour] = 0.5;
  SimulationInputs inputs;
  inputs.grids.push_back("G");
  inputs.neighbours = core::Csr<GridId, GridId>::build(1, {});
  inputs.grid_of_building.resize(town.doors.size(), GridId(0));
  Column<ResponderId, Start> starts;
  for (const network::Mode mode : {network::Mode::walk, network::Mode::ebike, network::Mode::car}) {
    inputs.responders.grid.push_back(GridId(0));
    starts.push_back({travel.access(mode, town.doors[5]), mode});
  }
  const RoadTravel times(DayTravel(travel, now, factors, core::Threads(2)), inputs, starts, core::Threads(2));
  const DayTravel day(travel, now, factors, core::Threads(1));
  EXPECT_EQ(day.profiles(network::Mode::walk), 1U);
  EXPECT_EQ(day.profiles(network::Mode::ebike), 3U);
  EXPECT_EQ(day.profiles(network::Mode::car), 2U);
  int changes = 0;
  for (std::size_t hour = 0; hour < 24; ++hour) {
    const network::Travel then =
        open.under({now.closed, {factors[0][hour], factors[1][hour], factors[2][hour]}}, core::Threads(2));
    const core::Millis moment(static_cast<std::int64_t>(hour) * 3'600'000 + 1'234'567 + 2 * day_length.value);
    for (const ResponderId responder : core::ids<ResponderId>(starts.size())) {
      const Start& post = starts[responder];
      for (const BuildingId building : core::ids<BuildingId>(town.doors.size())) {
        const network::AccessPoint& door = then.access(post.mode, building);
        const auto there = then.time(post.mode, post.access, door);
        ASSERT_EQ(times.from_post(responder, building, moment), there);
        ASSERT_EQ(times.to_post(responder, building, moment), then.time(post.mode, door, post.access));
        const BuildingId other((building.value() * 7 + 3) % 80);
        ASSERT_EQ(times.between(responder, building, other, moment), then.time(post.mode, door, then.access(post.mode, other)));
        changes += there != times.from_post(responder, building, midnight) ? 1 : 0;
      }
    }
  }
  EXPECT_GT(changes, 1000);
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
  const RoadTravel times(DayTravel(travel), inputs, Column<ResponderId, Start>(1), core::Threads(1));
  for (const BuildingId building : core::ids<BuildingId>(10)) {
    EXPECT_FALSE(times.from_post(ResponderId(0), building, midnight));
    EXPECT_FALSE(times.to_post(ResponderId(0), building, midnight));
  }
}

}  // namespace
}  // namespace wangge::simulation
