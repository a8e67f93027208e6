#include "gis/read/barrier_words.h"
#include "gis/read/osm_tags.h"
#include "gis/read/road_words.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <osmium/builder/osm_object_builder.hpp>

/// Every word that decides who goes where, one by one: a rule that is lost or turned round fails here.
namespace wangge::gis {
namespace {

using network::Access;
using network::Direction;
using network::LineClass;
using network::Mode;
using Tags = std::map<std::string, std::string>;

constexpr Direction both = Direction::both;
constexpr Direction shut = Direction::closed;
constexpr Access everyone{both, both, both};
constexpr Access on_foot{both, shut, shut};
constexpr Access no_cars{both, both, shut};
constexpr Access only_cars{shut, shut, both};
constexpr Access nobody{shut, shut, shut};
constexpr Access vehicles_along{both, Direction::forward, Direction::forward};

LineFeature line(const Tags& tags, const RoadMoment& moment = {}) {
  osmium::memory::Buffer buffer{1024, osmium::memory::Buffer::auto_grow::yes};
  {
    osmium::builder::TagListBuilder list{buffer};
    for (const auto& [key, value] : tags) list.add_tag(key, value);
  }
  buffer.commit();
  LineSpec spec;
  spec.moment = moment;
  return line_of(buffer.get<osmium::TagList>(0), spec, "way/1").value_or(LineFeature{});
}

Access access(Tags tags) {
  tags.emplace("highway", "residential");
  return line(tags).access;
}

TEST(HighwayWords, SayClassAndAccess) {
  const std::vector<std::pair<const char*, std::pair<LineClass, Access>>> words = {
      {"motorway", {LineClass::motorway, only_cars}},
      {"motorway_link", {LineClass::motorway, only_cars}},
      {"trunk", {LineClass::primary, everyone}},
      {"trunk_link", {LineClass::primary, everyone}},
      {"primary", {LineClass::primary, everyone}},
      {"primary_link", {LineClass::primary, everyone}},
      {"secondary", {LineClass::secondary, everyone}},
      {"secondary_link", {LineClass::secondary, everyone}},
      {"tertiary", {LineClass::tertiary, everyone}},
      {"tertiary_link", {LineClass::tertiary, everyone}},
      {"unclassified", {LineClass::residential, everyone}},
      {"residential", {LineClass::residential, everyone}},
      {"living_street", {LineClass::residential, everyone}},
      {"road", {LineClass::residential, everyone}},
      {"pedestrian", {LineClass::residential, on_foot}},
      {"service", {LineClass::service, everyone}},
      {"services", {LineClass::service, everyone}},
      {"track", {LineClass::track, everyone}},
      {"busway", {LineClass::service, nobody}},
      {"cycleway", {LineClass::cycleway, no_cars}},
      {"path", {LineClass::footway, no_cars}},
      {"footway", {LineClass::footway, on_foot}},
      {"bridleway", {LineClass::footway, on_foot}},
      {"corridor", {LineClass::footway, on_foot}},
      {"steps", {LineClass::steps, on_foot}}};
  for (const auto& [word, meaning] : words) {
    const auto read = road_meaning(word);
    ASSERT_TRUE(read.has_value()) << word;
    EXPECT_EQ(read->line_class, meaning.first) << word;
    EXPECT_EQ(read->access, meaning.second) << word;
  }
  for (const char* word : {"proposed", "construction", "raceway", "platform", "elevator", "bus_stop", "rest_area", ""})
    EXPECT_FALSE(road_meaning(word).has_value()) << word;
}

TEST(HighwayWords, OfAClassAloneSayTheUsualAccess) {
  for (const LineClass each : {LineClass::footway, LineClass::steps}) EXPECT_EQ(usual_access(each), on_foot);
  EXPECT_EQ(usual_access(LineClass::cycleway), no_cars);
  EXPECT_EQ(usual_access(LineClass::motorway), only_cars);
  for (const LineClass each : {LineClass::track, LineClass::service, LineClass::residential, LineClass::tertiary,
                               LineClass::secondary, LineClass::primary})
    EXPECT_EQ(usual_access(each), everyone);
  for (const LineClass each : {LineClass::rail, LineClass::stream, LineClass::river, LineClass::canal})
    EXPECT_EQ(usual_access(each), nobody);
}

TEST(RailAndWaterWords, SayWhatLiesInTheWay) {
  for (const char* word : {"rail", "light_rail", "narrow_gauge", "subway", "monorail", "funicular", "preserved"})
    EXPECT_EQ(rail_class(word), LineClass::rail) << word;
  for (const char* word : {"tram", "abandoned", "disused", "construction", "platform"}) EXPECT_FALSE(rail_class(word)) << word;
  for (const char* word : {"river", "tidal_channel"}) EXPECT_EQ(waterway_class(word), LineClass::river) << word;
  EXPECT_EQ(waterway_class("canal"), LineClass::canal);
  for (const char* word : {"stream", "ditch", "drain"}) EXPECT_EQ(waterway_class(word), LineClass::stream) << word;
  for (const char* word : {"weir", "dam", "dock"}) EXPECT_FALSE(waterway_class(word)) << word;
}

TEST(AccessWords, OpenCloseOrSayNothing) {
  for (const Mode mode : {Mode::walk, Mode::ebike, Mode::car}) {
    for (const char* word : {"yes", "permissive", "designated", "official", "destination", "customers", "delivery", "residents",
                             "permit", "discouraged", "public"})
      EXPECT_EQ(permission(word, mode), true) << word;
    for (const char* word : {"no", "use_sidepath", "dismount", "agricultural", "forestry", "agricultural;forestry",
                             "forestry;agricultural", "emergency", "bus", "psv", "military", "restricted"})
      EXPECT_EQ(permission(word, mode), false) << word;
    for (const char* word : {"", "unknown", "variable"}) EXPECT_FALSE(permission(word, mode).has_value()) << word;
    EXPECT_EQ(permission("private", mode), mode == Mode::walk);
  }
  for (const char* word : {"destination", "customers", "delivery", "residents", "permit", "private"})
    EXPECT_TRUE(is_local_word(word)) << word;
  for (const char* word : {"yes", "permissive", "designated", "no", ""}) EXPECT_FALSE(is_local_word(word)) << word;
}

TEST(AccessTags, GoFromTheParticularToTheGeneral) {
  EXPECT_EQ(access({{"access", "no"}}), nobody);
  EXPECT_EQ(access({{"vehicle", "no"}}), on_foot);
  EXPECT_EQ(access({{"motor_vehicle", "no"}}), no_cars);
  EXPECT_EQ(access({{"motorcar", "no"}}), no_cars);
  EXPECT_EQ(access({{"bicycle", "no"}}), (Access{both, shut, both}));
  EXPECT_EQ(access({{"foot", "no"}}), (Access{shut, both, both}));
  EXPECT_EQ(access({{"access", "no"}, {"vehicle", "yes"}}), (Access{shut, both, both}));
  EXPECT_EQ(access({{"vehicle", "no"}, {"motor_vehicle", "yes"}}), (Access{both, shut, both}));
  EXPECT_EQ(access({{"motor_vehicle", "no"}, {"motorcar", "yes"}}), everyone);
  EXPECT_EQ(access({{"vehicle", "no"}, {"bicycle", "yes"}}), no_cars);
  EXPECT_EQ(access({{"access", "no"}, {"foot", "permissive"}}), on_foot);
  EXPECT_EQ(access({{"highway", "footway"}, {"motor_vehicle", "yes"}}), (Access{both, shut, both})) << "its own word invites it";
  EXPECT_EQ(access({{"highway", "pedestrian"}, {"vehicle", "yes"}}), everyone);
  EXPECT_EQ(access({{"highway", "steps"}, {"bicycle", "yes"}}), no_cars);
  EXPECT_EQ(access({{"highway", "busway"}, {"access", "yes"}}), nobody);
  EXPECT_EQ(line({{"highway", "primary"}, {"motorroad", "yes"}}).line_class, LineClass::motorway);
  EXPECT_EQ(line({{"highway", "primary"}, {"motorroad", "no"}}).line_class, LineClass::primary);
}

TEST(OnewayTags, BindVehiclesAndSpareBicyclesThatAreExcepted) {
  for (const char* word : {"yes", "true", "1"}) EXPECT_EQ(access({{"oneway", word}}), vehicles_along) << word;
  for (const char* word : {"-1", "reverse"})
    EXPECT_EQ(access({{"oneway", word}}), (Access{both, Direction::backward, Direction::backward})) << word;
  for (const char* word : {"no", "false", "0", "reversible", "alternating"})
    EXPECT_EQ(access({{"oneway", word}}), everyone) << word;
  for (const char* word : {"roundabout", "circular"}) EXPECT_EQ(access({{"junction", word}}), vehicles_along) << word;
  EXPECT_EQ(access({{"junction", "jughandle"}}), everyone);
  EXPECT_EQ(access({{"junction", "roundabout"}, {"oneway", "no"}}), everyone) << "what is said goes before what is implied";
  EXPECT_EQ(access({{"highway", "motorway"}})[2], Direction::forward);
  EXPECT_EQ(access({{"highway", "motorway_link"}})[2], both) << "a slip road may have both directions";
  EXPECT_EQ(access({{"oneway:bicycle", "yes"}}), (Access{both, Direction::forward, both}));
  EXPECT_EQ(access({{"oneway", "yes"}, {"oneway:bicycle", "-1"}})[1], Direction::backward);
  for (const char* key : {"cycleway", "cycleway:left", "cycleway:right", "cycleway:both"}) {
    EXPECT_EQ(access({{"oneway", "yes"}, {key, "opposite"}})[1], both) << key;
    EXPECT_EQ(access({{"oneway", "yes"}, {key, "opposite_track"}})[1], both) << key;
    EXPECT_EQ(access({{"oneway", "yes"}, {key, "lane"}})[1], Direction::forward) << key;
  }
  EXPECT_EQ(access({{"oneway", "yes"}, {"cycleway", "opposite"}, {"oneway:bicycle", "yes"}})[1], Direction::forward);
  EXPECT_EQ(access({{"oneway:foot", "yes"}}), (Access{Direction::forward, both, both}));
  EXPECT_EQ(access({{"oneway", "yes"}, {"foot", "yes"}})[0], both) << "nobody on foot minds oneway";
}

TEST(FerryTags, HaveOneWayForEverybody) {
  const auto ferry = [](Tags tags) {
    tags.emplace("route", "ferry");
    return line(tags);
  };
  EXPECT_EQ(ferry({}).access, no_cars);
  EXPECT_EQ(ferry({}).line_class, LineClass::footway);
  EXPECT_EQ(ferry({{"motorcar", "yes"}}).access, everyone);
  EXPECT_EQ(ferry({{"foot", "no"}}).access, (Access{shut, both, shut}));
  EXPECT_EQ(ferry({{"oneway", "-1"}}).access, (Access{Direction::backward, Direction::backward, shut}));
  EXPECT_EQ(ferry({{"oneway", "yes"}, {"bicycle:forward", "no"}}).access[1], shut);
  EXPECT_EQ(line({{"route", "bus"}}).type, "");
}

std::array<bool, network::mode_count> stops(const Tags& tags) {
  return stopped_by_barrier([&](const char* key) -> std::string_view {
    const auto found = tags.find(key);
    return found == tags.end() ? std::string_view() : std::string_view(found->second);
  });
}

TEST(BarrierTags, StopWhomTheWikiSays) {
  using Stops = std::array<bool, network::mode_count>;
  for (const char* word : {"gate", "lift_gate", "swing_gate", "sliding_gate", "sliding_beam", "hampshire_gate", "bump_gate",
                           "entrance", "cattle_grid", "border_control", "checkpoint", "toll_booth", "sally_port",
                           "height_restrictor", "arch", "kerb", "coupure", "hump", "rumble_strip"})
    EXPECT_EQ(stops({{"barrier", word}}), (Stops{false, false, false})) << word;
  for (const char* word :
       {"yes", "wall", "fence", "hedge", "city_wall", "retaining_wall", "guard_rail", "handrail", "wire_fence"})
    EXPECT_EQ(stops({{"barrier", word}}), (Stops{true, true, true})) << word;
  for (const char* word :
       {"stile", "turnstile", "full-height_turnstile", "kissing_gate", "wicket_gate", "horse_stile", "squeeze"})
    EXPECT_EQ(stops({{"barrier", word}}), (Stops{false, true, true})) << word;
  for (const char* word : {"bollard", "block", "chain", "cycle_barrier", "jersey_barrier"})
    EXPECT_EQ(stops({{"barrier", word}}), (Stops{false, false, true})) << word;
  for (const char* word : {"lift_gate", "swing_gate", "sliding_beam", "chain", "bump_gate", "bollard", "block", "cycle_barrier"})
    EXPECT_EQ(stops({{"barrier", word}, {"locked", "yes"}}), (Stops{false, false, true})) << word << " can be gone round";
  for (const char* word : {"gate", "sliding_gate", "turnstile"})
    EXPECT_EQ(stops({{"barrier", word}, {"locked", "yes"}}), (Stops{true, true, true})) << word;
  EXPECT_EQ(stops({{"barrier", "bollard"}, {"bollard", "rising"}}), (Stops{false, false, false}));
  EXPECT_EQ(stops({{"barrier", "gate"}, {"vehicle", "no"}, {"bicycle", "yes"}}), (Stops{false, false, true}));
  EXPECT_EQ(stops({{"barrier", "gate"}, {"motor_vehicle", "no"}, {"motorcar", "yes"}}), (Stops{false, false, false}));
  EXPECT_EQ(stops({{"barrier", "gate"}, {"vehicle", "no"}}), (Stops{false, true, true}));
  EXPECT_EQ(stops({{"barrier", "gate"}, {"foot", "no"}}), (Stops{true, false, false}));
  for (const char* word : {"wall", "fence", "city_wall", "retaining_wall", "wire_fence"}) EXPECT_TRUE(is_wall_word(word)) << word;
  for (const char* word : {"hedge", "guard_rail", "gate", "kerb"}) EXPECT_FALSE(is_wall_word(word)) << word;
  EXPECT_FALSE(is_barrier_word("no"));
  EXPECT_FALSE(is_barrier_word(""));
}

}  // namespace
}  // namespace wangge::gis
