#include "gis/read/hourly_roads.h"
#include "tests/unit/gis_read/osm_town.h"

#include <gtest/gtest.h>

#include <array>

namespace wangge::gis {
namespace {

using test::OsmTown;
using Binds = std::array<bool, network::mode_count>;

constexpr Binds ebike_and_car = {false, true, true};
constexpr Binds only_ebike = {false, true, false};
constexpr Binds only_car = {false, false, true};

OsmTown crossing() {
  OsmTown town(R"(
    A  B  C
       D
       E)");
  town.way(1, "AB", {{"highway", "residential"}});
  town.way(2, "BC", {{"highway", "residential"}});
  town.way(3, "BD", {{"highway", "residential"}});
  town.way(4, "DE", {{"highway", "residential"}});
  return town;
}

TEST(OsmTurns, SayWhoIsBoundByWhat) {
  OsmTown town = crossing();
  town.turn(11, 1, 'B', 3, {{"restriction", "no_right_turn"}});
  town.turn(12, 1, 'B', 2, {{"restriction", "only_straight_on"}, {"except", "psv; bicycle"}});
  town.turn(13, 2, 'B', 3, {{"restriction:bicycle", "no_left_turn"}});
  town.turn(14, 2, 'B', 1, {{"restriction:motorcar", "no_straight_on"}});
  town.turn(15, 3, 'B', 1, {{"restriction", "no_left_turn"}, {"except", "motorcar;bicycle"}});
  town.turn(16, 3, 'B', 2, {{"restriction:hgv", "no_right_turn"}});
  town.turn(17, 3, 'B', 2, {{"restriction:conditional", "no_right_turn @ (07:00-09:00)"}});
  town.turn(18, 3, 'B', 2, {{"restriction", "give_way"}});
  const std::vector<network::TurnRestriction> turns = town.read().turns;
  ASSERT_EQ(turns.size(), 4U);
  EXPECT_EQ(turns[0].source_id, "relation/11");
  EXPECT_EQ(turns[0].from, "way/1");
  EXPECT_EQ(turns[0].to, "way/3");
  EXPECT_EQ(turns[0].via_node, 'B');
  EXPECT_FALSE(turns[0].only);
  EXPECT_EQ(turns[0].binds, ebike_and_car);
  EXPECT_TRUE(turns[1].only);
  EXPECT_EQ(turns[1].binds, only_car);
  EXPECT_EQ(turns[2].binds, only_ebike);
  EXPECT_EQ(turns[3].binds, only_car);
}

TEST(OsmTurns, HoldInTheirHours) {
  OsmTown town = crossing();
  town.turn(11, 1, 'B', 3,
            {{"restriction:conditional", "no_right_turn @ (Mo-Fr 07:00-09:00); only_straight_on @ (22:00-05:00)"}});
  town.turn(12, 1, 'B', 2, {{"restriction", "no_straight_on"}, {"hour_on", "07:00"}, {"hour_off", "18:00"}});
  town.turn(13, 2, 'B', 3, {{"restriction", "no_left_turn"}, {"restriction:conditional", "none @ (07:00-09:00)"}});
  town.turn(14, 2, 'B', 1, {{"restriction:conditional", "no_straight_on @ (wet)"}});
  const auto names = [&](const RoadMoment& moment) {
    std::string all;
    for (const network::TurnRestriction& turn : town.read(false, moment).turns)
      all += turn.source_id.substr(9) + (turn.only ? "only " : " ");
    return all;
  };
  EXPECT_EQ(names({}), "13 ") << "no hour is asked";
  EXPECT_EQ(names({DayKind::workday, 8}), "11 12 13 ");
  EXPECT_EQ(names({DayKind::sunday, 8}), "12 13 ") << "hours without days hold on all of them";
  EXPECT_EQ(names({DayKind::sunday, 23}), "11only 13 ");
}

TEST(OsmTurns, AreNamedWhereTheirHoursHoldTheMiddleOfNoHour) {
  OsmTown town = crossing();
  town.turn(11, 1, 'B', 3, {{"restriction", "no_right_turn"}, {"hour_on", "07:45"}, {"hour_off", "08:15"}});
  town.turn(12, 1, 'B', 2, {{"restriction:conditional", "no_straight_on @ (Mo-Fr 07:45-08:15)"}});
  town.turn(13, 2, 'B', 3, {{"restriction:conditional", "no_left_turn @ (Sa 07:00-09:00)"}});
  for (const auto hour : {std::optional<int>(), std::optional(8)}) {
    const Layers layers = town.read(false, {DayKind::workday, hour});
    EXPECT_TRUE(layers.turns.empty());
    EXPECT_EQ(layers.findings.count("road.turn_hours"), 2U);
    EXPECT_EQ(layers.findings.count("road.turn_conditional"), hour ? 0U : 1U) << "13 waits for its Saturday";
  }
}

TEST(OsmTurns, NameTheSpansAmongTheirHoursThatHoldTheMiddleOfNone) {
  OsmTown town = crossing();
  town.turn(11, 1, 'B', 3, {{"restriction", "no_right_turn"}, {"hour_on", "07:45;16:00"}, {"hour_off", "08:15;18:00"}});
  town.turn(12, 1, 'B', 2, {{"restriction:conditional", "no_straight_on @ (Mo-Fr 07:45-08:15,16:00-18:00)"}});
  for (const auto hour : {std::optional<int>(), std::optional(17)}) {
    const Layers layers = town.read(false, {DayKind::workday, hour});
    EXPECT_EQ(layers.turns.size(), hour ? 2U : 0U);
    EXPECT_EQ(layers.findings.count("road.turn_hours"), 2U);
    EXPECT_EQ(layers.findings.count("road.turn_conditional"), hour ? 0U : 2U);
    for (const core::Finding& found : layers.findings.all()) {
      if (found.rule != "road.turn_hours") continue;
      EXPECT_EQ(found.value, "07:45-08:15");
    }
  }
}

TEST(OsmTurns, HoldAlwaysWhereTheirHoursCannotBeRead) {
  OsmTown town = crossing();
  town.turn(11, 1, 'B', 3, {{"restriction", "no_right_turn"}, {"hour_on", "7"}, {"hour_off", "9 am"}});
  town.turn(12, 1, 'B', 2, {{"restriction", "no_straight_on"}, {"hour_on", "dawn"}, {"hour_off", "18:00"}});
  town.turn(13, 2, 'B', 3, {{"restriction", "no_left_turn"}, {"hour_on", "07:00"}});
  town.turn(14, 2, 'B', 1, {{"restriction:hgv", "no_straight_on"}, {"hour_on", "dawn"}});
  town.turn(15, 3, 'B', 1, {{"restriction:conditional", "no_left_turn @ (wet)"}});
  const Layers layers = town.read();
  ASSERT_EQ(layers.turns.size(), 2U);
  EXPECT_EQ(layers.turns[0].source_id, "relation/12");
  EXPECT_EQ(layers.turns[1].source_id, "relation/13");
  EXPECT_EQ(layers.findings.count("road.turn_hours"), 2U);
  EXPECT_EQ(layers.findings.count("road.turn_conditional"), 2U) << "no hour is asked of 11, and 15 has none";
  for (const core::Finding& found : layers.findings.all()) {
    if (found.rule != "road.turn_hours") continue;
    EXPECT_EQ(found.severity, core::Severity::warning);
    ASSERT_TRUE(found.place.has_value());
    EXPECT_LT(core::distance(*found.place, layers.lines[0].points[1]).value, 0.1) << "at B";
    EXPECT_NE(found.message.en.find("holds at all hours"), std::string::npos);
  }
  EXPECT_EQ(town.read(false, {DayKind::workday, 8}).turns.size(), 3U);
  EXPECT_EQ(town.read(false, {DayKind::workday, 8}).findings.count("road.turn_conditional"), 1U);
}

TEST(OsmTurns, MayLeadOverRoads) {
  OsmTown town = crossing();
  town.relation(11, {{1, "from"}, {3, "via"}, {4, "to"}}, {{"type", "restriction"}, {"restriction", "no_entry"}});
  town.relation(12, {{1, "from"}, {4, "to"}}, {{"type", "restriction"}, {"restriction", "no_entry"}});
  const std::vector<network::TurnRestriction> turns = town.read().turns;
  ASSERT_EQ(turns.size(), 1U);  // what has no via says nothing
  EXPECT_EQ(turns[0].via, std::vector<std::string>{"way/3"});
  EXPECT_FALSE(turns[0].via_node.has_value());
}

/// Two roads and a layer of restrictions between them in one file, as `wangge synth` writes them.
void write_town(const std::filesystem::path& path) {
  const GdalMessages messages;
  const DatasetHandle file(GetGDALDriverManager()->GetDriverByName("GPKG")->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  OGRSpatialReference reference;
  reference.importFromEPSG(32632);
  OGRLayer* roads = file->CreateLayer("roads", &reference, wkbLineString);
  OGRFieldDefn id("id", OFTString);
  roads->CreateField(&id);
  for (const auto& [name, wkt] : {std::pair("r0", "LINESTRING (500000 5000000, 500100 5000000)"),
                                  std::pair("r1", "LINESTRING (500100 5000000, 500100 5000100)")}) {
    const FeatureHandle feature(OGRFeature::CreateFeature(roads->GetLayerDefn()));
    feature->SetField("id", name);
    OGRGeometry* line = nullptr;
    OGRGeometryFactory::createFromWkt(wkt, &reference, &line);
    feature->SetGeometryDirectly(line);
    ASSERT_EQ(roads->CreateFeature(feature.get()), OGRERR_NONE);
  }
  OGRLayer* turns = file->CreateLayer("turn_restrictions", nullptr, wkbNone);
  for (const char* name : {"kind", "from", "to"}) {
    OGRFieldDefn field(name, OFTString);
    turns->CreateField(&field);
  }
  for (const char* name : {"via_x", "via_y"}) {
    OGRFieldDefn field(name, OFTReal);
    turns->CreateField(&field);
  }
  const FeatureHandle feature(OGRFeature::CreateFeature(turns->GetLayerDefn()));
  feature->SetField("kind", "no_left_turn");
  feature->SetField("from", "r0");
  feature->SetField("to", "r1");
  feature->SetField("via_x", 500100.0);
  feature->SetField("via_y", 5000000.0);
  ASSERT_EQ(turns->CreateFeature(feature.get()), OGRERR_NONE);
}

TEST(LayerTurns, AreReadFromTheLayerBesideTheRoads) {
  const test::SourceFolder folder;
  write_town(folder / "town.gpkg");
  LayerSpecs specs;
  specs.roads.source = folder.source("town.gpkg");
  specs.roads.source.layer = "roads";
  const Layers layers = test::read(specs);
  ASSERT_EQ(layers.lines.size(), 2U);
  ASSERT_EQ(layers.turns.size(), 1U);
  EXPECT_EQ(layers.turns[0].from, layers.lines[0].source_id);
  EXPECT_EQ(layers.turns[0].to, layers.lines[1].source_id);
  EXPECT_EQ(layers.turns[0].binds, ebike_and_car);
  ASSERT_TRUE(layers.turns[0].via_place.has_value());
  EXPECT_LT(core::distance(*layers.turns[0].via_place, layers.lines[1].points.front()).value, 0.01);
}

/// Gives the restriction of that town its hours.
void set_hours(const std::filesystem::path& path, const char* on, const char* off) {
  const GdalMessages messages;
  const DatasetHandle file(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
  OGRLayer* turns = file->GetLayerByName("turn_restrictions");
  for (const char* name : {"hour_on", "hour_off"}) {
    OGRFieldDefn field(name, OFTString);
    turns->CreateField(&field);
  }
  const FeatureHandle feature(turns->GetNextFeature());
  feature->SetField("hour_on", on);
  feature->SetField("hour_off", off);
  ASSERT_EQ(turns->SetFeature(feature.get()), OGRERR_NONE);
}

TEST(LayerTurns, HoldAlwaysWhereTheirHoursCannotBeRead) {
  const test::SourceFolder folder;
  write_town(folder / "town.gpkg");
  set_hours(folder / "town.gpkg", "dawn", "09:00");
  LayerSpecs specs;
  specs.roads.source = folder.source("town.gpkg");
  specs.roads.source.layer = "roads";
  const Layers layers = test::read(specs);
  ASSERT_EQ(layers.turns.size(), 1U);
  const core::Finding& found = test::only(layers, "road.turn_hours");
  EXPECT_EQ(found.layer, "turn_restrictions");
  EXPECT_EQ(found.value, "hour_on=dawn hour_off=09:00");
  ASSERT_TRUE(found.place.has_value());
  EXPECT_LT(core::distance(*found.place, layers.lines[1].points.front()).value, 0.01);
}

TEST(LayerTurns, NameThoseWhoseHoursHoldTheMiddleOfNoHour) {
  const test::SourceFolder folder;
  write_town(folder / "town.gpkg");
  set_hours(folder / "town.gpkg", "07:45", "08:15");
  for (const auto hour : {std::optional<int>(), std::optional(8)}) {
    LayerSpecs specs;
    specs.roads.source = folder.source("town.gpkg");
    specs.roads.source.layer = "roads";
    specs.roads.moment.hour = hour;
    const Layers layers = test::read(specs);
    EXPECT_TRUE(layers.turns.empty());
    const core::Finding& found = test::only(layers, "road.turn_hours");
    EXPECT_EQ(found.value, "hour_on=07:45 hour_off=08:15");
    EXPECT_NE(found.message.en.find("hold the middle of no hour"), std::string::npos) << found.message.en;
    EXPECT_TRUE(found.place.has_value());
    EXPECT_EQ(layers.findings.count("road.turn_conditional"), 0U);
  }
}

TEST(LayerTurns, HoldFromTheHourTheyAreOn) {
  const test::SourceFolder folder;
  write_town(folder / "town.gpkg");
  set_hours(folder / "town.gpkg", "7", "09:00:00");
  const auto count = [&](const RoadMoment& moment) {
    LayerSpecs specs;
    specs.roads.source = folder.source("town.gpkg");
    specs.roads.source.layer = "roads";
    specs.roads.moment = moment;
    return test::read(specs).turns.size();
  };
  EXPECT_EQ(count({}), 0U);
  EXPECT_EQ(count({DayKind::workday, 8}), 1U);
  EXPECT_EQ(count({DayKind::workday, 9}), 0U);
  LineSpec roads;
  roads.source = folder.source("town.gpkg");
  roads.source.layer = "roads";
  core::SilentProgress silent;
  LayerSpecs specs;
  specs.roads = roads;
  const Layers layers = test::read(specs);
  const HourlyRoads hourly = read_hourly_roads(roads, layers.reference, core::Threads(1), silent);
  ASSERT_EQ(hourly.turns.size(), HourlyRoads::moments);
  EXPECT_EQ(hourly.turns[8].size(), 1U);
  EXPECT_EQ(hourly.turns[9].size(), 0U);
  EXPECT_LT(core::distance(*hourly.turns[8][0].via_place, layers.lines[1].points.front()).value, 0.01);
}

TEST(LayerTurns, NameTheFieldThatTheirLayerLacks) {
  const test::SourceFolder folder;
  write_town(folder / "town.gpkg");
  {
    const GdalMessages messages;
    const DatasetHandle file(GDALDataset::Open((folder / "town.gpkg").c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
    OGRLayer* turns = file->GetLayerByName("turn_restrictions");
    turns->DeleteField(turns->GetLayerDefn()->GetFieldIndex("via_y"));
  }
  LayerSpecs specs;
  specs.roads.source = folder.source("town.gpkg");
  specs.roads.source.layer = "roads";
  test::expect_says(test::complaint(specs), core::ErrorCode::input, {"turn_restrictions", "town.gpkg", "via_y", "no_left_turn"});
}

}  // namespace
}  // namespace wangge::gis
