#include "gis/ogr_shapes.h"
#include "tests/unit/gis_read/osm_town.h"

#include <algorithm>

namespace wangge::gis {
namespace {

using network::Direction;
using network::LineClass;
using network::Mode;
using test::OsmTown;

constexpr auto both = Direction::both;
constexpr auto closed = Direction::closed;
constexpr auto forward = Direction::forward;

const BuildingFeature& building(const Layers& layers, const std::string& id) {
  const auto found =
      std::find_if(layers.buildings.begin(), layers.buildings.end(), [&](const auto& b) { return b.source_id == id; });
  if (found == layers.buildings.end()) throw std::out_of_range(id);
  return *found;
}

OsmTown courtyard() {
  OsmTown town(R"(
    A          B
       E    F
       H    G      P
    D          C
  )");
  town.way(1, "ABCDA", {});
  town.way(2, "EFGHE", {});
  return town;
}

TEST(OsmBuildings, AreNodesWaysAndRelations) {
  OsmTown town = courtyard();
  town.tag('P', {{"building", "hut"}});
  town.way(3, "EFGHE", {{"building", "yes"}, {"amenity", "school"}, {"building:levels", "2.5"}, {"name", "Hof"}});
  town.way(4, "ABCDA", {{"building", "no"}});
  town.relation(9, {{1, "outer"}, {2, "inner"}}, {{"type", "multipolygon"}, {"building", "apartments"}});
  const Layers layers = town.read();

  ASSERT_EQ(layers.buildings.size(), 3U);
  EXPECT_EQ(layers.buildings[0].source_id, "node/80");
  EXPECT_TRUE(layers.buildings[0].point.has_value());
  EXPECT_EQ(layers.buildings[0].use, territory::BuildingUse::minor);
  EXPECT_EQ(layers.buildings[1].source_id, "way/3");
  EXPECT_EQ(layers.buildings[1].use, territory::BuildingUse::civic);
  EXPECT_EQ(layers.buildings[1].floors, 2.5);
  EXPECT_EQ(layers.buildings[1].name, "Hof");
  EXPECT_EQ(layers.buildings[2].source_id, "relation/9");
  EXPECT_EQ(layers.buildings[2].use, territory::BuildingUse::residential);
  ASSERT_EQ(layers.buildings[2].footprint.size(), 1U);
  ASSERT_EQ(layers.buildings[2].footprint[0].holes.size(), 1U);
  // 11 x 3 columns and rows around a yard of 5 x 1, each 7.25 m by 11.12 m there.
  EXPECT_NEAR(area_of(layers.buildings[2].footprint), (33 - 5) * 7.25 * 11.12, 25);
  EXPECT_LT(twice_signed_area(layers.buildings[2].footprint[0].holes[0]), 0);
}

TEST(OsmBuildings, KeepTheWayOfARelationThatIsTaggedToo) {
  OsmTown town = courtyard();
  town.way(3, "ABCDA", {{"building", "yes"}});
  town.relation(9, {{3, "outer"}, {2, "inner"}}, {{"type", "multipolygon"}, {"building", "yes"}});
  const Layers layers = town.read();
  ASSERT_EQ(layers.buildings.size(), 2U);
  EXPECT_TRUE(building(layers, "way/3").footprint[0].holes.empty());
  EXPECT_EQ(building(layers, "relation/9").footprint[0].holes.size(), 1U);
}

TEST(OsmBuildings, WithoutAnAreaHaveADefect) {
  OsmTown town = courtyard();
  town.way(3, "ABC", {{"building", "yes"}});
  town.way(4, "ABCD", {{"building", "yes"}});
  town.way(5, "ABxA", {{"building", "yes"}});
  town.way(6, "ABAA", {{"building", "yes"}});
  town.relation(7, {{1, "outer"}, {77, "outer"}}, {{"type", "multipolygon"}, {"building", "yes"}});
  town.relation(8, {{3, "outer"}}, {{"type", "multipolygon"}, {"building", "yes"}});
  town.relation(9, {{1, "part"}}, {{"type", "building"}, {"building", "yes"}});
  const Layers layers = town.read();

  ASSERT_EQ(layers.buildings.size(), 7U);
  EXPECT_EQ(building(layers, "way/3").defect.en, "its outline has fewer than three points");
  EXPECT_EQ(building(layers, "way/4").defect.en, "its outline is not closed");
  EXPECT_EQ(building(layers, "way/5").defect.en, "1 of its 4 nodes are not in the extract");
  EXPECT_EQ(building(layers, "way/6").defect.en, "its outline has fewer than three different points");
  EXPECT_EQ(building(layers, "relation/7").defect.en, "1 of its 2 member ways are not in the extract");
  EXPECT_NE(building(layers, "relation/8").defect.en.find("its ring is open at node"), std::string::npos);
  EXPECT_EQ(building(layers, "relation/9").defect.en, "it has no member way that draws an outline");
  EXPECT_EQ(layers.findings.count("building.broken"), 7U);
}

TEST(OsmBuildings, OfABuildingRelationFollowItsOutline) {
  OsmTown town = courtyard();
  town.relation(9, {{1, "outline"}, {2, "part"}}, {{"type", "building"}, {"building", "school"}});
  const Layers layers = town.read();
  ASSERT_EQ(layers.buildings.size(), 1U);
  EXPECT_EQ(layers.buildings[0].defect.en, "");
  EXPECT_TRUE(layers.buildings[0].footprint[0].holes.empty());
}

TEST(OsmBuildings, ThatCrossThemselvesAreRepairedAndReported) {
  OsmTown town = courtyard();
  town.way(3, "ABDCA", {{"building", "yes"}});
  const Layers layers = town.read();
  ASSERT_EQ(layers.buildings.size(), 1U);
  EXPECT_EQ(layers.buildings[0].defect.en, "");
  EXPECT_EQ(layers.buildings[0].footprint.size(), 2U);
  const core::Finding& finding = test::only(layers, "building.repaired");
  EXPECT_EQ(finding.feature, "way/3");
  ASSERT_TRUE(finding.place.has_value());
  const Position corner = layers.buildings[0].footprint[0].outer[0];
  EXPECT_LT(core::distance(*finding.place, corner).value, 100);
}

TEST(OsmFile, MayHaveItsNodesLast) {
  OsmTown town = courtyard();
  town.way(3, "EFGHE", {{"building", "yes"}});
  town.way(4, "AB", {{"highway", "residential"}});
  const Layers layers = town.read(true);
  ASSERT_EQ(layers.buildings.size(), 1U);
  EXPECT_EQ(layers.buildings[0].defect.en, "");
  ASSERT_EQ(layers.lines.size(), 1U);
}

network::Access access(const OsmTown::Tags& tags) {
  OsmTown town("A  B");
  town.way(1, "AB", tags);
  const Layers layers = town.read();
  if (layers.lines.size() != 1) return {closed, closed, closed};
  return layers.lines[0].access;
}

TEST(OsmRoads, OpenToWhomTheirTagsSay) {
  using Access = network::Access;
  EXPECT_EQ(access({{"highway", "residential"}}), (Access{both, both, both}));
  EXPECT_EQ(access({{"highway", "residential"}, {"oneway", "yes"}}), (Access{both, forward, forward}));
  EXPECT_EQ(access({{"highway", "residential"}, {"oneway", "-1"}}), (Access{both, Direction::backward, Direction::backward}));
  EXPECT_EQ(access({{"highway", "residential"}, {"oneway", "yes"}, {"oneway:bicycle", "no"}}), (Access{both, both, forward}));
  EXPECT_EQ(access({{"highway", "residential"}, {"oneway", "yes"}, {"cycleway", "opposite_lane"}}),
            (Access{both, both, forward}));
  EXPECT_EQ(access({{"highway", "tertiary"}, {"junction", "roundabout"}}), (Access{both, forward, forward}));
  EXPECT_EQ(access({{"highway", "motorway"}}), (Access{closed, closed, forward}));
  EXPECT_EQ(access({{"highway", "trunk"}, {"motorroad", "yes"}}), (Access{closed, closed, both}));
  EXPECT_EQ(access({{"highway", "service"}, {"access", "private"}}), (Access{both, closed, closed}));
  EXPECT_EQ(access({{"highway", "service"}, {"access", "no"}}), (Access{closed, closed, closed}));
  EXPECT_EQ(access({{"highway", "service"}, {"access", "no"}, {"foot", "yes"}, {"bicycle", "designated"}}),
            (Access{both, both, closed}));
  EXPECT_EQ(access({{"highway", "track"}, {"motor_vehicle", "agricultural"}}), (Access{both, both, closed}));
  EXPECT_EQ(access({{"highway", "track"}, {"vehicle", "no"}, {"motorcar", "yes"}}), (Access{both, closed, both}));
  EXPECT_EQ(access({{"highway", "steps"}}), (Access{both, closed, closed}));
  EXPECT_EQ(access({{"highway", "footway"}, {"access", "yes"}}), (Access{both, closed, closed}));
  EXPECT_EQ(access({{"highway", "footway"}, {"bicycle", "yes"}}), (Access{both, both, closed}));
  EXPECT_EQ(access({{"highway", "path"}, {"bicycle", "dismount"}}), (Access{both, closed, closed}));
  EXPECT_EQ(access({{"highway", "cycleway"}, {"foot", "no"}}), (Access{closed, both, closed}));
  EXPECT_EQ(access({{"highway", "living_street"}, {"motor_vehicle", "destination"}}), (Access{both, both, both}));
}

TEST(OsmRoads, AreWhatTheirTagsSay) {
  OsmTown town(R"(
    A B C D E F)");
  town.way(1, "AB", {{"highway", "secondary_link"}, {"bridge", "yes"}, {"name", "Brückenweg"}});
  town.way(2, "AB", {{"highway", "service"}, {"tunnel", "building_passage"}});
  town.way(3, "AB", {{"railway", "rail"}, {"tunnel", "no"}});
  town.way(4, "AB", {{"waterway", "stream"}, {"tunnel", "culvert"}});
  for (const auto& [key, value] : {std::pair{"highway", "proposed"},
                                   {"highway", "construction"},
                                   {"railway", "abandoned"},
                                   {"railway", "tram"},
                                   {"route", "bus"},
                                   {"power", "line"},
                                   {"waterway", "weir"}}) {
    town.way(5, "AB", {{key, value}});
  }
  const Layers layers = town.read();
  ASSERT_EQ(layers.lines.size(), 4U);
  EXPECT_EQ(layers.lines[0].line_class, LineClass::secondary);
  EXPECT_EQ(layers.lines[0].type, "secondary_link");
  EXPECT_EQ(layers.lines[0].name, "Brückenweg");
  EXPECT_TRUE(layers.lines[0].bridge);
  EXPECT_EQ(layers.lines[1].line_class, LineClass::service);
  EXPECT_TRUE(layers.lines[1].tunnel);
  EXPECT_EQ(layers.lines[2].line_class, LineClass::rail);
  EXPECT_FALSE(layers.lines[2].tunnel);
  EXPECT_EQ(layers.lines[2].access, (network::Access{closed, closed, closed}));
  EXPECT_EQ(layers.lines[3].line_class, LineClass::stream);
}

TEST(OsmFerries, AreWaysOnFootAndByBicycleUnlessTheirTagsSayOtherwise) {
  using Access = network::Access;
  EXPECT_EQ(access({{"route", "ferry"}}), (Access{both, both, closed}));
  EXPECT_EQ(access({{"route", "ferry"}, {"motor_vehicle", "yes"}}), (Access{both, both, both}));
  EXPECT_EQ(access({{"route", "ferry"}, {"bicycle", "no"}}), (Access{both, closed, closed}));
  EXPECT_EQ(access({{"route", "ferry"}, {"oneway", "yes"}}), (Access{forward, forward, closed}));
  EXPECT_EQ(access({{"route", "ferry"}, {"access", "no"}}), (Access{closed, closed, closed}));
  OsmTown town("A  B");
  town.way(1, "AB", {{"route", "ferry"}, {"name", "Liselotte"}});
  const Layers layers = town.read();
  ASSERT_EQ(layers.lines.size(), 1U);
  EXPECT_EQ(layers.lines[0].type, "ferry");
  EXPECT_EQ(layers.lines[0].name, "Liselotte");
}

TEST(OsmRoads, AreCutWhereTheExtractEnds) {
  OsmTown town("A B C D E");
  town.way(1, "ABxCDEy", {{"highway", "primary"}});
  town.way(2, "Axy", {{"highway", "primary"}});
  const Layers layers = town.read();
  ASSERT_EQ(layers.lines.size(), 2U);
  EXPECT_EQ(layers.lines[0].nodes, (std::vector<std::int64_t>{'A', 'B'}));
  EXPECT_EQ(layers.lines[1].nodes, (std::vector<std::int64_t>{'C', 'D', 'E'}));
  EXPECT_EQ(layers.lines[1].points.size(), 3U);
  EXPECT_EQ(test::only(layers, "road.no_points").feature, "way/2");
}

TEST(OsmWater, IsReadWithItsIslands) {
  OsmTown town = courtyard();
  town.way(3, "EFGHE", {{"waterway", "riverbank"}, {"name", "Weiher"}});
  town.relation(9, {{1, "outer"}, {2, "inner"}}, {{"type", "multipolygon"}, {"natural", "water"}});
  const Layers layers = town.read();
  ASSERT_EQ(layers.waters.size(), 2U);
  EXPECT_EQ(layers.waters[0].name, "Weiher");
  EXPECT_EQ(layers.waters[1].shape[0].holes.size(), 1U);
}

TEST(OsmPlaces, HaveNamesInTwoLanguages) {
  OsmTown town = courtyard();
  town.tag('P', {{"place", "town"}, {"name", "Vaduz"}, {"name:zh", "瓦杜兹"}, {"population", "5229"}});
  town.tag('A', {{"place", "town"}, {"name", "B"}, {"population", "many"}});
  town.way(3, "ABCDA", {{"amenity", "townhall"}, {"name", "Rathaus"}});
  const Layers layers = town.read();
  ASSERT_EQ(layers.places.size(), 3U);
  EXPECT_FALSE(layers.places[0].residents.has_value());
  EXPECT_EQ(layers.places[1].name_zh, "瓦杜兹");
  EXPECT_EQ(layers.places[1].residents, 5229);
  EXPECT_EQ(layers.places[2].kind, "townhall");
}

AreaSpec communities(const SourceSpec& source) {
  AreaSpec spec;
  spec.level = "community";
  spec.source = source;
  spec.admin_level = 8;
  spec.label_field = "name";
  return spec;
}

TEST(OsmBoundaries, WithoutANameInsideNamedOnesAreLeftOut) {
  OsmTown town = courtyard();
  const OsmTown::Tags boundary = {{"boundary", "administrative"}, {"admin_level", "8"}};
  town.way(3, "EFGHE", boundary);
  OsmTown::Tags named = boundary;
  named["name"] = "Aue";
  named["type"] = "boundary";
  town.relation(9, {{1, "outer"}}, named);
  const test::SourceFolder folder;
  LayerSpecs specs;
  specs.levels = {communities(folder.write("town.osm", town.xml()))};
  const Layers layers = test::read(specs);
  ASSERT_EQ(layers.levels[0].size(), 1U);
  EXPECT_EQ(layers.levels[0][0].name, "Aue");
  const core::Finding& finding = test::only(layers, "area.unnamed");
  EXPECT_EQ(finding.feature, "way/3");
  EXPECT_TRUE(finding.place.has_value());
}

TEST(OsmBoundaries, NeedAnAdminLevel) {
  const test::SourceFolder folder;
  LayerSpecs specs;
  specs.levels = {communities(folder.write("town.osm", courtyard().xml()))};
  specs.levels[0].admin_level.reset();
  test::expect_says(test::complaint(specs), core::ErrorCode::usage, {"town.osm", "admin_level", "community"});
}

}  // namespace
}  // namespace wangge::gis
