#include "engine/network/dijkstra.h"
#include "engine/network/spot.h"
#include "engine/network/travel.h"
#include "gis/build/roads.h"
#include "gis/read/read_layers.h"
#include "tests/support/made_ground.h"

#include "engine/core/random.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <string>

/// Closed roads and other speeds on the roads of Heidelberg, with one-way roads, turn restrictions and ferries: what the
/// hierarchy answers after its times are made anew, against plain Dijkstra on the network as it then is.
namespace wangge::network {
namespace {

std::string heidelberg() { return std::string(WANGGE_SOURCE_DIR) + "/../shared/data/heidelberg/heidelberg.osm.pbf"; }

gis::Roads read_roads(const gis::RoadMoment& moment) {
  gis::LayerSpecs specs;
  specs.roads.source.path = heidelberg();
  specs.roads.source.file = heidelberg();
  specs.roads.moment = moment;
  core::SilentProgress progress;
  return gis::road_lines(gis::read_layers(specs, core::Threads(2), progress));
}

/// Some pairs of each mode, and how many of them take longer under the conditions.
std::size_t compare(const Travel& open, const Speeds& speeds, const Conditions& now, int pairs, core::Stream& luck) {
  std::size_t longer = 0;
  const Travel under = open.under(now, core::Threads(2));
  const RoadGraph& graph = under.graph();
  Search search(graph);
  for (const Mode mode : {Mode::walk, Mode::ebike, Mode::car}) {
    std::vector<EdgeId> main;
    for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
      if (graph.is_main(mode, edge)) main.push_back(edge);
    }
    const auto any_point = [&] {
      const EdgeId edge = main[luck.below(static_cast<std::uint32_t>(main.size()))];
      return AccessPoint{edge, graph.length[edge] * luck.uniform(), Metres(50 * luck.uniform())};
    };
    for (int pair = 0; pair < pairs; ++pair) {
      const AccessPoint from = any_point();
      const AccessPoint to = any_point();
      const Spot start = make_spot(graph, speeds, mode, from);
      const Spot goal = make_spot(graph, speeds, mode, to);
      std::uint64_t plain = dijkstra_time(search, mode, departures(start), arrivals(goal)).ms;
      if (const std::uint64_t along = along_edge(start, goal); along != no_way)
        plain = std::min<std::uint64_t>(plain, along + start.leg + goal.leg);
      const auto found = under.time(mode, from, to);
      EXPECT_EQ(found ? static_cast<std::uint64_t>(found->value) : std::uint64_t{TravelTime::none}, plain);
      const auto before = open.time(mode, from, to);
      longer += found && before && *found > *before ? 1 : 0;
    }
  }
  return longer;
}

TEST(Conditions, AgreeWithDijkstraInHeidelberg) {
  if (!std::filesystem::exists(heidelberg())) GTEST_SKIP() << heidelberg() << " is not there";
  const gis::Roads roads = read_roads({});
  const Speeds speeds = testing::street_speeds();
  const Travel open(build_road_graph(roads.lines, speeds, roads.turns), speeds, {}, Metres(300), core::Threads(2));
  std::size_t longer = 0;
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    SCOPED_TRACE(seed);
    core::Stream luck(core::Seed(seed), 0, "conditions", 0);
    Conditions now;
    for (const EdgeId edge : core::ids<EdgeId>(open.graph().edge_count())) {
      if (luck.below(20) == 0) now.closed.push_back(edge);
    }
    now.speed = {1, 0.5 + luck.uniform(), 0.2 + luck.uniform()};
    longer += compare(open, speeds, now, 250, luck);
  }
  EXPECT_GT(longer, 500U) << "closing a road in twenty must be felt";
}

/// Conditional rules of a day and hour; this extract has none of turns that bind at these moments.
TEST(Conditions, AgreeWithDijkstraAtEveryMoment) {
  if (!std::filesystem::exists(heidelberg())) GTEST_SKIP() << heidelberg() << " is not there";
  const Speeds speeds = testing::street_speeds();
  core::Stream luck(core::Seed(7), 0, "moments", 0);
  std::size_t closed = 0;
  for (const gis::RoadMoment& moment : {gis::RoadMoment{gis::DayKind::workday, 8}, gis::RoadMoment{gis::DayKind::saturday, 23},
                                        gis::RoadMoment{gis::DayKind::holiday, 10}}) {
    SCOPED_TRACE(gis::name(moment.day));
    const gis::Roads roads = read_roads(moment);
    const Travel open(build_road_graph(roads.lines, speeds, roads.turns), speeds, {}, Metres(300), core::Threads(2));
    Conditions now;
    now.closed_to = closed_in(open.graph(), roads.lines, moment.hour);
    closed += now.closed_to.size();
    static_cast<void>(compare(open, speeds, now, 250, luck));
  }
  EXPECT_GT(closed, 0U) << "a road that is closed at one of the moments";
}

}  // namespace
}  // namespace wangge::network
