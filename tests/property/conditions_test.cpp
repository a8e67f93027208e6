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

TEST(Conditions, AgreeWithDijkstraInHeidelberg) {
  const std::string file = std::string(WANGGE_SOURCE_DIR) + "/../shared/data/heidelberg/heidelberg.osm.pbf";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << file << " is not there";
  gis::LayerSpecs specs;
  specs.roads.source.path = file;
  specs.roads.source.file = file;
  core::SilentProgress progress;
  const gis::Layers layers = gis::read_layers(specs, core::Threads(2), progress);
  const gis::Roads roads = gis::road_lines(layers);
  const Speeds speeds = testing::street_speeds();
  const Travel open(build_road_graph(roads.lines, speeds, roads.turns), speeds, {}, Metres(300), core::Threads(2));
  std::size_t longer = 0;
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "conditions", 0);
    Conditions now;
    for (const EdgeId edge : core::ids<EdgeId>(open.graph().edge_count())) {
      if (luck.below(20) == 0) now.closed.push_back(edge);
    }
    now.speed = {1, 0.5 + luck.uniform(), 0.2 + luck.uniform()};
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
      for (int pair = 0; pair < 250; ++pair) {
        const AccessPoint from = any_point();
        const AccessPoint to = any_point();
        const Spot start = make_spot(graph, speeds, mode, from);
        const Spot goal = make_spot(graph, speeds, mode, to);
        std::uint64_t plain = dijkstra_time(search, mode, departures(start), arrivals(goal)).ms;
        if (const std::uint64_t along = along_edge(start, goal); along != no_way)
          plain = std::min<std::uint64_t>(plain, along + start.leg + goal.leg);
        const auto found = under.time(mode, from, to);
        ASSERT_EQ(found ? static_cast<std::uint64_t>(found->value) : std::uint64_t{TravelTime::none}, plain) << "seed " << seed;
        const auto before = open.time(mode, from, to);
        longer += found && before && *found > *before ? 1 : 0;
      }
    }
  }
  EXPECT_GT(longer, 500U) << "closing a road in twenty must be felt";
}

}  // namespace
}  // namespace wangge::network
