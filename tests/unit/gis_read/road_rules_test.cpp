#include "gis/build/roads.h"
#include "gis/read/duration_words.h"
#include "tests/unit/gis_read/osm_town.h"

#include <array>
#include <string>

namespace wangge::gis {
namespace {

using test::OsmTown;
using Stops = std::array<bool, network::mode_count>;

constexpr Stops nobody = {false, false, false};
constexpr Stops cars = {false, false, true};
constexpr Stops wheels = {false, true, true};
constexpr Stops everybody = {true, true, true};

/// A barrier at B of a road from A to C.
Stops stopped(const OsmTown::Tags& tags) {
  OsmTown town("A B C");
  town.way(1, "ABC", {{"highway", "service"}});
  town.tag('B', tags);
  const Layers layers = town.read();
  if (layers.barriers.empty()) return nobody;
  EXPECT_EQ(layers.barriers[0].node, 'B');
  EXPECT_EQ(layers.barriers[0].source_id, "node/66");
  EXPECT_LT(core::distance(layers.barriers[0].position, layers.lines[0].points[1]).value, 0.01);
  return layers.barriers[0].stops;
}

TEST(OsmBarriers, StopWhomTheirKindStops) {
  for (const char* kind :
       {"gate", "lift_gate", "swing_gate", "entrance", "cattle_grid", "kerb", "toll_booth", "sally_port", "no"}) {
    EXPECT_EQ(stopped({{"barrier", kind}}), nobody) << kind;
  }
  for (const char* kind : {"bollard", "block", "chain", "cycle_barrier", "jersey_barrier", "debris", "something new"}) {
    EXPECT_EQ(stopped({{"barrier", kind}}), cars) << kind;
  }
  for (const char* kind : {"stile", "turnstile", "full-height_turnstile", "kissing_gate"}) {
    EXPECT_EQ(stopped({{"barrier", kind}}), wheels) << kind;
  }
  for (const char* kind : {"wall", "fence", "yes"}) EXPECT_EQ(stopped({{"barrier", kind}}), everybody) << kind;
  EXPECT_EQ(stopped({{"barrier", "bollard"}, {"bollard", "rising"}}), nobody);
  EXPECT_EQ(stopped({{"barrier", "bollard"}, {"bollard", "removable"}}), cars);
}

TEST(OsmBarriers, HeedTheirAccess) {
  EXPECT_EQ(stopped({{"barrier", "gate"}, {"access", "no"}}), everybody);
  EXPECT_EQ(stopped({{"barrier", "gate"}, {"access", "private"}}), wheels);  // whoever calls on a household goes through
  EXPECT_EQ(stopped({{"barrier", "gate"}, {"access", "destination"}}), nobody);
  EXPECT_EQ(stopped({{"barrier", "gate"}, {"access", "no"}, {"foot", "yes"}, {"bicycle", "yes"}}), cars);
  EXPECT_EQ(stopped({{"barrier", "gate"}, {"vehicle", "private"}}), wheels);
  EXPECT_EQ(stopped({{"barrier", "lift_gate"}, {"motor_vehicle", "forestry"}}), cars);
  EXPECT_EQ(stopped({{"barrier", "cycle_barrier"}, {"bicycle", "no"}}), wheels);
  EXPECT_EQ(stopped({{"barrier", "cycle_barrier"}, {"bicycle", "dismount"}}), cars);
  EXPECT_EQ(stopped({{"barrier", "block"}, {"motorcar", "yes"}}), nobody);
  EXPECT_EQ(stopped({{"barrier", "wall"}, {"access", "yes"}}), nobody);
}

TEST(OsmBarriers, MayBeLocked) {
  EXPECT_EQ(stopped({{"barrier", "gate"}, {"locked", "yes"}}), everybody);
  EXPECT_EQ(stopped({{"barrier", "gate"}, {"locked", "yes"}, {"access", "yes"}}), everybody);
  EXPECT_EQ(stopped({{"barrier", "gate"}, {"locked", "yes"}, {"foot", "yes"}}), wheels);
  EXPECT_EQ(stopped({{"barrier", "lift_gate"}, {"locked", "yes"}}), cars);
  EXPECT_EQ(stopped({{"barrier", "gate"}, {"locked", "no"}}), nobody);
}

TEST(Durations, AreReadAsOpenStreetMapDocumentsThem) {
  const auto seconds = [](double count) { return core::Millis(static_cast<std::int64_t>(count * 1000)); };
  EXPECT_EQ(duration_of("15"), core::minutes(15));
  EXPECT_EQ(duration_of("00:15"), core::minutes(15));
  EXPECT_EQ(duration_of("0:04"), core::minutes(4));
  EXPECT_EQ(duration_of("01:05:30"), seconds(3930));
  EXPECT_EQ(duration_of("PT15M"), core::minutes(15));
  EXPECT_EQ(duration_of("PT1H30M"), core::minutes(90));
  EXPECT_EQ(duration_of("P1DT2H"), core::minutes(26 * 60));
  EXPECT_EQ(duration_of("PT21.5S"), seconds(21.5));
  for (const char* text : {"",
                           "0",
                           "00:00",
                           "PT0M",
                           "P",
                           "PT",
                           "P15M",
                           "P3Y",
                           "PT15",
                           "15M",
                           "15 min",
                           "-5",
                           "0:75",
                           "1:2",
                           "1:2:3:4",
                           "PTM",
                           "PT5M3H",
                           "PT1.M",
                           "P1DT",
                           "99999",
                           "PT200H",
                           "5.5",
                           "quarter of an hour"}) {
    EXPECT_FALSE(duration_of(text).has_value()) << text;
  }
}

TEST(OsmFerries, SayHowLongTheyTake) {
  OsmTown town("A  B   C  D");
  town.way(1, "AB", {{"route", "ferry"}, {"duration", "PT3M"}});
  town.way(2, "BC", {{"route", "ferry"}, {"duration", "a while"}});
  town.way(3, "CDx", {{"route", "ferry"}, {"duration", "00:20"}});  // the extract has only a part of it
  town.way(4, "CD", {{"highway", "service"}, {"duration", "00:20"}});
  const Layers layers = town.read();
  ASSERT_EQ(layers.lines.size(), 4U);
  EXPECT_EQ(layers.lines[0].duration, core::minutes(3));
  EXPECT_FALSE(layers.lines[1].duration.has_value());
  EXPECT_FALSE(layers.lines[2].duration.has_value());
  EXPECT_FALSE(layers.lines[3].duration.has_value());
  const core::Finding& odd = test::only(layers, "road.ferry_duration");
  EXPECT_EQ(odd.feature, "way/2");
  EXPECT_EQ(odd.value, "a while");
  EXPECT_EQ(odd.severity, core::Severity::warning);
  ASSERT_TRUE(odd.place.has_value());
  EXPECT_LT(core::distance(*odd.place, layers.lines[2].points[0]).value, 60);
}

TEST(OsmRoads, RememberRulesForSomeHours) {
  OsmTown town("A  B");
  town.way(1, "AB", {{"highway", "residential"}, {"motor_vehicle:conditional", "destination @ (Mo-Sa 06:00-11:00)"}});
  town.way(2, "AB", {{"highway", "residential"}, {"oneway:conditional", "yes @ (07:00-09:00)"}});
  town.way(3, "AB", {{"highway", "residential"}, {"maxspeed:conditional", "30 @ (22:00-06:00)"}});
  const Layers layers = town.read();
  EXPECT_TRUE(layers.lines[0].conditional);
  EXPECT_FALSE(layers.lines[1].conditional) << "it holds at its hours";
  EXPECT_FALSE(layers.lines[2].conditional);
  EXPECT_EQ(road_lines(layers).findings.count("road.conditional_unread"), 1U);
}

}  // namespace
}  // namespace wangge::gis
