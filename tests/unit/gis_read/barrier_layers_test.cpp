#include "gis/build/roads.h"
#include "tests/unit/gis_read/osm_town.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace wangge::gis {
namespace {

using test::geojson;
using test::OsmTown;
using test::SourceFolder;

constexpr double x = 500000;
constexpr double y = 5400000;

std::string at(double east, double north) { return "[" + std::to_string(x + east) + "," + std::to_string(y + north) + "]"; }
std::string point(double east, double north) { return R"({"type": "Point", "coordinates": )" + at(east, north) + "}"; }
std::string line(const std::string& points) { return R"({"type": "LineString", "coordinates": [)" + points + "]}"; }

/// Two streets that meet at (100, 0), a wall along the first, 20 m north of it.
///
///     ===========        wall, y = 20
///     A----b---C----D    y = 0; the bollard b at x = 50
LayerSpecs street(const SourceFolder& folder, const std::string& barriers) {
  LayerSpecs specs;
  specs.roads.source =
      folder.write("roads.geojson", geojson({{R"("class": "residential")", line(at(0, 0) + "," + at(100, 0))},
                                             {R"("class": "residential")", line(at(100, 0) + "," + at(200, 0))}}));
  specs.roads.class_field = "class";
  specs.walls = folder.write("walls.geojson", geojson({{R"("kind": "wall")", line(at(0, 20) + "," + at(100, 20))}}));
  specs.road_barriers.source = folder.write("gates.geojson", barriers);
  return specs;
}

TEST(BarrierLayers, StandOnTheNearestRoad) {
  const SourceFolder folder;
  const Layers layers = test::read(street(folder, geojson({{R"("barrier": "bollard", "bicycle": null)", point(50, 0.4)},
                                                           {R"("barrier": "gate", "bicycle": null)", point(100, 0)},
                                                           {R"("barrier": "stile", "bicycle": "yes")", point(150, 0)},
                                                           {R"("barrier": "bollard", "bicycle": null)", point(50, 9)},
                                                           {R"("barrier": "no", "bicycle": null)", point(20, 0)}})));
  ASSERT_EQ(layers.barriers.size(), 4U);
  EXPECT_EQ(layers.barriers[0].stops, (std::array{false, false, true}));
  EXPECT_EQ(layers.barriers[2].stops, (std::array{false, false, true}));
  const Roads roads = road_lines(layers);
  ASSERT_EQ(roads.barriers.size(), 3U);
  EXPECT_EQ(roads.lines[0].points.size(), 3U);  // a new point under the bollard
  EXPECT_EQ(roads.lines[0].nodes[1], roads.barriers[0].node);
  EXPECT_EQ(roads.lines[0].nodes[2], roads.lines[1].nodes[0]);
  EXPECT_EQ(roads.lines[0].nodes[2], roads.barriers[1].node);
  EXPECT_EQ(roads.findings.count("road.barrier"), 1U);
  ASSERT_EQ(roads.findings.count("road.barrier_off"), 1U);
  const network::Speeds speeds = [] {
    network::Speeds all;
    for (auto& mode : all.on) mode.fill(core::KilometresPerHour(18));
    return all;
  }();
  const network::RoadGraph graph = network::build_road_graph(roads.lines, speeds, {}, roads.barriers);
  EXPECT_EQ(graph.components[2].count, 3U);  // cars are parted at the bollard and at the stile
  EXPECT_EQ(graph.components[1].count, 1U);
}

TEST(BarrierLayers, WithoutAFieldOfKindsAreGates) {
  const SourceFolder folder;
  const Layers layers =
      test::read(street(folder, geojson({{R"("id": "g1")", point(50, 20.2)}, {R"("id": "g2")", point(50, 0)}})));
  ASSERT_EQ(layers.barriers.size(), 2U);
  EXPECT_EQ(layers.barriers[0].type, "gate");
  EXPECT_EQ(layers.barriers[0].stops, (std::array{false, false, false}));
  const network::Surroundings around = door_surroundings(layers);
  ASSERT_EQ(around.gates.size(), 1U);  // the one on the wall
  const Position gate = around.gates[0];
  EXPECT_TRUE(around.walls.between({gate.x - 20, gate.y + 5}, {gate.x - 20, gate.y - 5}));
  EXPECT_FALSE(around.walls.between({gate.x, gate.y + 5}, {gate.x, gate.y - 5}));
  EXPECT_FALSE(around.walls.between({gate.x - 1.4, gate.y + 5}, {gate.x - 1.4, gate.y - 5}));
  EXPECT_TRUE(around.walls.between({gate.x + 1.6, gate.y + 5}, {gate.x + 1.6, gate.y - 5}));
  EXPECT_EQ(road_lines(layers).findings.count("road.barrier_off"), 0U);
}

TEST(BarrierLayers, NameAFieldThatIsNotThere) {
  const SourceFolder folder;
  LayerSpecs specs = street(folder, geojson({{R"("art": "gate")", point(50, 0)}}));
  specs.road_barriers.kind_field = "kind";
  test::expect_says(test::complaint(specs), core::ErrorCode::input, {"kind", "art", "gates"});
}

TEST(OsmWalls, HaveAnOpeningAtTheirGates) {
  OsmTown town(R"(
    A  G  B
    D     C)");
  town.way(1, "AGBCDA", {{"barrier", "wall"}});
  town.way(2, "AD", {{"barrier", "hedge"}});
  town.tag('G', {{"barrier", "gate"}});
  town.tag('C', {{"barrier", "gate"}, {"access", "no"}});
  const Layers layers = town.read();
  ASSERT_EQ(layers.walls.size(), 1U);
  EXPECT_EQ(layers.walls[0].source_id, "way/1");
  const network::Surroundings around = door_surroundings(layers);
  ASSERT_EQ(around.gates.size(), 1U);
  EXPECT_LT(core::distance(around.gates[0], layers.walls[0].points[1]).value, 0.01);
  EXPECT_FALSE(around.walls.between({around.gates[0].x, around.gates[0].y + 3}, {around.gates[0].x, around.gates[0].y - 3}));
}

TEST(OsmDoors, OpenOntoNoMotorwayAndIntoNoTunnel) {
  OsmTown town("A  B");
  const std::vector<std::pair<OsmTown::Tags, bool>> roads = {{{{"highway", "residential"}}, true},
                                                             {{{"highway", "motorway_link"}}, false},
                                                             {{{"highway", "trunk"}}, true},
                                                             {{{"highway", "trunk"}, {"foot", "no"}, {"bicycle", "no"}}, false},
                                                             {{{"highway", "trunk"}, {"motorroad", "yes"}}, false},
                                                             {{{"highway", "residential"}, {"tunnel", "yes"}}, false},
                                                             {{{"highway", "service"}, {"tunnel", "building_passage"}}, true}};
  for (std::size_t i = 0; i < roads.size(); ++i) town.way(static_cast<int>(i) + 1, "AB", roads[i].first);
  const Roads read = road_lines(town.read());
  ASSERT_EQ(read.lines.size(), roads.size());
  for (std::size_t i = 0; i < roads.size(); ++i) EXPECT_EQ(read.lines[i].doors, roads[i].second) << i;
}

}  // namespace
}  // namespace wangge::gis
