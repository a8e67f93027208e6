#include "engine/network/road_graph.h"
#include "gis/build/roads.h"
#include "gis/read/hourly_roads.h"
#include "gis/read/opening_hours.h"
#include "gis/read/turn_words.h"
#include "tests/unit/gis_read/osm_town.h"

#include <gtest/gtest.h>

#include <string>

namespace wangge::gis {
namespace {

using network::Direction;
using network::no_hour;
using test::OsmTown;

constexpr HourSet between(unsigned from, unsigned to) {
  HourSet hours = 0;
  for (unsigned hour = from; hour < to; ++hour) hours |= 1U << hour;
  return hours;
}

TEST(OpeningHours, AreReadForAnOrdinaryWeekday) {
  EXPECT_EQ(weekday_hours("07:00-09:00"), between(7, 9));
  EXPECT_EQ(weekday_hours("7:00-9:00,16:00-18:00"), between(7, 9) | between(16, 18));
  EXPECT_EQ(weekday_hours("Mo-Fr 07:00-09:00"), between(7, 9));
  EXPECT_EQ(weekday_hours("Mo-Fr 07:00-09:00; Sa 08:00-12:00; PH off"), between(7, 9));
  EXPECT_EQ(weekday_hours("Sa,Su 08:00-12:00"), 0U);
  EXPECT_EQ(weekday_hours("Mo,We,Fr 08:00-12:00"), between(8, 12));
  EXPECT_EQ(weekday_hours("Tu 08:00-12:00"), 0U);  // one day of five is no ordinary one
  EXPECT_EQ(weekday_hours("Mo-Su 08:00-12:00; We-Fr 10:00-12:00"), between(10, 12));
  EXPECT_EQ(weekday_hours("22:00-06:00"), between(22, 24) | between(0, 6));
  EXPECT_EQ(weekday_hours("Mo-Fr 16:00-11:00;Sa 00:00-11:00"), between(16, 24) | between(0, 11));
  EXPECT_EQ(weekday_hours("07:00 - 24:00"), between(7, 24));
  EXPECT_EQ(weekday_hours("07:20-09:40"), between(7, 10));  // by the middle of the hour
  EXPECT_EQ(weekday_hours("24/7"), all_hours);
  EXPECT_EQ(weekday_hours("Mo-Fr"), all_hours);
  for (const char* text : {"Apr-Oct", "Mar 15 - Sep 15", "SH", "SH 07:00-09:00", "sunrise-sunset", "7:30-19:00 AND weight>7.5",
                           "weight>3.5", "07:00+", "7-9", "2016 Apr 25 - 2016 Sep 26", "wet"}) {
    EXPECT_FALSE(weekday_hours(text).has_value()) << text;
  }
}

TEST(OpeningHours, AreThoseOfTheKindOfDay) {
  const std::string_view market = "Mo-Fr 07:00-09:00; Sa 08:00-12:00; PH off";
  EXPECT_EQ(hours_on(market, DayKind::workday), between(7, 9));
  EXPECT_EQ(hours_on(market, DayKind::saturday), between(8, 12));
  EXPECT_EQ(hours_on(market, DayKind::sunday), 0U);
  EXPECT_EQ(hours_on(market, DayKind::holiday), 0U);
  EXPECT_EQ(hours_on("Mo-Fr 07:00-09:00", DayKind::holiday), between(7, 9)) << "no rule speaks of holidays: an ordinary workday";
  EXPECT_EQ(hours_on("Mo-Sa 06:00-11:00; Su,PH 10:00-11:00", DayKind::holiday), between(10, 11));
  EXPECT_EQ(hours_on("Mo-Fr,PH 07:00-09:00", DayKind::holiday), between(7, 9));
  EXPECT_EQ(hours_on("06:00-20:00; Su,PH off", DayKind::sunday), 0U);
  EXPECT_EQ(hours_on("06:00-20:00; Su,PH off", DayKind::holiday), 0U);
  EXPECT_EQ(hours_on("06:00-20:00; Su,PH off", DayKind::saturday), between(6, 20));
  EXPECT_EQ(hours_on("Fr 22:00-04:00", DayKind::saturday), between(0, 4)) << "past midnight it is Saturday";
  EXPECT_EQ(hours_on("PH 22:00-04:00", DayKind::holiday), between(22, 24) | between(0, 4));
  for (const char* text : {"SH off", "Mo-PH 07:00-09:00", "07:00-09:00 off"})
    EXPECT_FALSE(hours_on(text, DayKind::sunday).has_value()) << text;
}

TEST(OpeningHours, AreReadFromSwitchingOnToSwitchingOff) {
  EXPECT_EQ(hours_between("07:00", "19:00"), between(7, 19));
  EXPECT_EQ(hours_between("22:00", "6:00"), between(22, 24) | between(0, 6));
  EXPECT_EQ(hours_between("7", "19"), between(7, 19));
  EXPECT_EQ(hours_between("07:00:00", "7 pm"), between(7, 19));
  EXPECT_EQ(hours_between("07:00;16:00", "09:00;18:00"), between(7, 9) | between(16, 18));
  EXPECT_EQ(hours_between("0", "24:00"), all_hours);
  EXPECT_FALSE(hours_between("dawn", "19:00").has_value());
  EXPECT_FALSE(hours_between("07:00", "").has_value()) << "without its end";
  EXPECT_FALSE(hours_between("07:00;16:00", "09:00").has_value());
  EXPECT_EQ(days_between("Monday", "Friday", DayKind::workday), true);
  EXPECT_EQ(days_between("Mo", "Fr", DayKind::saturday), false);
  EXPECT_EQ(days_between("sat", "sunday", DayKind::sunday), true);
  EXPECT_EQ(days_between("Su", "Tu", DayKind::workday), false) << "two days of five";
  EXPECT_EQ(days_between("Mo", "Su", DayKind::holiday), false);
  EXPECT_FALSE(days_between("someday", "Fr", DayKind::workday).has_value());
}

TEST(TurnTimes, HoldWithinThem) {
  const TurnTimes morning{"07:00", "09:00", "Monday", "Friday"};
  EXPECT_EQ(turn_holds(morning, {DayKind::workday, 8}), TurnHolds::now);
  EXPECT_EQ(turn_holds(morning, {DayKind::workday, 9}), TurnHolds::not_now);
  EXPECT_EQ(turn_holds(morning, {DayKind::saturday, 8}), TurnHolds::not_now);
  EXPECT_EQ(turn_holds(morning, {DayKind::workday, {}}), TurnHolds::not_now) << "no hour is asked";
  EXPECT_EQ(turn_holds({}, {DayKind::workday, {}}), TurnHolds::always);
  EXPECT_EQ(turn_holds({"soon", "later"}, {DayKind::workday, 8}), TurnHolds::unread);
  EXPECT_EQ(turn_holds({"soon", "later"}, {DayKind::workday, {}}), TurnHolds::unread) << "asked or not";
  EXPECT_EQ(turn_holds({"7", "9", "someday", ""}, {DayKind::workday, 8}), TurnHolds::unread);
}

TEST(ClockTimes, AreReadAsPeopleWriteThem) {
  for (const char* text : {"7", "07", "7:00", "07:00:00", "0700", "7h", "7 am", "7 AM", "7 a.m.", "7.00", " 07:00 "})
    EXPECT_EQ(clock_minute(text), 7 * 60) << text;
  EXPECT_EQ(clock_minute("19:30"), 19 * 60 + 30);
  for (const char* text : {"7:30", "730", "0730", "07:30:00.000", "07：30", "７：３０", "7.30"})
    EXPECT_EQ(clock_minute(text), 7 * 60 + 30) << text;
  EXPECT_EQ(clock_minute("7:30 pm"), 19 * 60 + 30);
  EXPECT_EQ(clock_minute("7.30"), 7 * 60 + 30);
  EXPECT_EQ(clock_minute("12 am"), 0);
  EXPECT_EQ(clock_minute("12 pm"), 12 * 60);
  EXPECT_EQ(clock_minute("24:00"), 24 * 60);
  for (const char* text : {"",    "dawn",   "25",  "24:01", "7:60",    "7:00:61", "13 pm", "0 am", "-7",  "7:",
                           ":30", "7300:0", "773", "7 Uhr", "1:2:3:4", "07000",   "007",   "030",  "7.6", "7.6 pm"})
    EXPECT_FALSE(clock_minute(text).has_value()) << text;
}

TEST(ConditionalTags, AreValuesWithHours) {
  const auto values = conditional_values("destination @ (06:30-08:30); no @ (Mo-Fr 16:00-18:00; Sa 10:00-12:00)");
  ASSERT_TRUE(values.has_value());
  ASSERT_EQ(values->size(), 2U);
  EXPECT_EQ(values->at(0).value, "destination");
  EXPECT_EQ(values->at(1).value, "no");
  EXPECT_EQ(values->at(1).hours, between(16, 18));
  EXPECT_TRUE(conditional_values("no @ Mo-Fr 12:45-13:30").has_value());
  for (const char* text : {"", "no", "no @ (wet)", "@ (07:00-09:00)"}) EXPECT_FALSE(conditional_values(text).has_value()) << text;
}

LineFeature road(const OsmTown::Tags& tags, const RoadMoment& moment = {}) {
  OsmTown town("A  B");
  OsmTown::Tags all = tags;
  all.emplace("highway", "residential");
  town.way(1, "AB", all);
  return town.read(false, moment).lines.at(0);
}

TEST(ConditionalRoads, AreClosedInTheirHours) {
  const LineFeature line = road({{"motor_vehicle:conditional", "no @ (Mo-Fr 07:00-19:00)"}});
  EXPECT_EQ(line.access[2], Direction::both);
  EXPECT_EQ(line.closed_hours[2], between(7, 19));
  EXPECT_EQ(line.closed_hours[1], 0U);
  EXPECT_FALSE(line.conditional);
  const LineFeature foot = road({{"foot:conditional", "no @ (23:30-05:00)"}});
  EXPECT_EQ(foot.closed_hours[0], between(23, 24) | between(0, 5));
  const LineFeature all = road({{"access:conditional", "no @ (22:00-06:00)"}, {"foot", "yes"}});
  EXPECT_EQ(all.closed_hours[0], 0U);
  EXPECT_EQ(all.closed_hours[1], between(22, 24) | between(0, 6));
}

TEST(ConditionalRoads, AreOpenInTheirHoursOnly) {
  const LineFeature line = road({{"motor_vehicle", "no"}, {"motor_vehicle:conditional", "destination @ (Mo-Sa 06:00-11:00)"}});
  EXPECT_EQ(line.access[2], Direction::both);
  EXPECT_EQ(line.closed_hours[2], (all_hours & ~between(6, 11)) | no_hour);
  EXPECT_TRUE(line.local[2]);
  EXPECT_FALSE(line.conditional);
  const LineFeature bicycle = road({{"vehicle", "no"}, {"bicycle:conditional", "yes @ (18:00-10:00)"}});
  EXPECT_EQ(bicycle.closed_hours[1], between(10, 18) | no_hour);
  EXPECT_FALSE(bicycle.local[1]);
  EXPECT_EQ(bicycle.access[2], Direction::closed);
}

TEST(ConditionalRoads, StayCountedWhereTheyAreNotUnderstood) {
  EXPECT_TRUE(road({{"access:conditional", "no @ (Mar 15 - Sep 15)"}}).conditional);
  EXPECT_TRUE(road({{"access:conditional", "no @ (7:30-19:00 AND weight>7.5)"}}).conditional);
  EXPECT_TRUE(road({{"oneway:conditional", "yes @ (wet)"}}).conditional);
  EXPECT_FALSE(road({{"oneway:conditional", "yes @ (07:00-09:00)"}}).conditional);
  // Through traffic that is kept out for some hours only.
  EXPECT_TRUE(road({{"motor_vehicle:conditional", "destination @ (07:00-09:00)"}}).conditional);
  EXPECT_EQ(road({{"motor_vehicle:conditional", "destination @ (07:00-09:00)"}}).closed_hours[2], 0U);
}

TEST(ConditionalRoads, AreThoseOfTheKindOfDay) {
  const OsmTown::Tags market{{"motor_vehicle:conditional", "no @ (Mo-Fr 07:00-09:00; Sa 08:00-12:00; PH off)"}};
  EXPECT_EQ(road(market).closed_hours[2], between(7, 9));
  EXPECT_EQ(road(market, {DayKind::saturday, {}}).closed_hours[2], between(8, 12));
  EXPECT_EQ(road(market, {DayKind::sunday, {}}).closed_hours[2], 0U);
  EXPECT_EQ(road(market, {DayKind::holiday, {}}).closed_hours[2], 0U);
}

TEST(ConditionalRoads, RunOneWayInTheirHours) {
  const OsmTown::Tags morning{{"oneway:conditional", "yes @ (Mo-Fr 07:00-09:00); -1 @ (16:00-18:00)"}};
  EXPECT_EQ(road(morning).access[2], Direction::both) << "no hour is asked";
  EXPECT_EQ(road(morning, {DayKind::workday, 8}).access[2], Direction::forward);
  EXPECT_EQ(road(morning, {DayKind::workday, 8}).access[1], Direction::forward);
  EXPECT_EQ(road(morning, {DayKind::workday, 8}).access[0], Direction::both) << "walkers go both ways";
  EXPECT_EQ(road(morning, {DayKind::workday, 17}).access[2], Direction::backward);
  EXPECT_EQ(road(morning, {DayKind::workday, 12}).access[2], Direction::both);
  EXPECT_EQ(road(morning, {DayKind::saturday, 8}).access[2], Direction::both);
  const OsmTown::Tags freed{{"oneway", "yes"}, {"oneway:conditional", "no @ (20:00-06:00)"}, {"oneway:bicycle", "no"}};
  EXPECT_EQ(road(freed, {DayKind::sunday, 22}).access[2], Direction::both);
  EXPECT_EQ(road(freed, {DayKind::sunday, 12}).access[2], Direction::forward);
  EXPECT_EQ(road(freed, {DayKind::sunday, 12}).access[1], Direction::both);
  const OsmTown::Tags bicycles{{"oneway:bicycle:conditional", "yes @ (07:00-09:00)"}};
  EXPECT_EQ(road(bicycles, {DayKind::workday, 8}).access[1], Direction::forward);
  EXPECT_EQ(road(bicycles, {DayKind::workday, 8}).access[2], Direction::both);
}

TEST(ConditionalRoads, SayWhichDirectionsAreNotAppliedWithoutAnHour) {
  OsmTown town("A  B");
  town.way(1, "AB", {{"highway", "residential"}, {"oneway:conditional", "yes @ (07:00-09:00)"}});
  town.way(2, "AB", {{"highway", "residential"}, {"vehicle:backward:conditional", "no @ (07:00-09:00)"}});
  town.way(3, "AB", {{"highway", "residential"}});
  const Layers layers = town.read();
  EXPECT_EQ(layers.findings.count("road.oneway_conditional"), 2U);
  for (const core::Finding& found : layers.findings.all()) {
    if (found.rule != "road.oneway_conditional") continue;
    EXPECT_TRUE(found.feature == "way/1" || found.feature == "way/2");
    ASSERT_TRUE(found.place.has_value());
    EXPECT_LT(core::distance(*found.place, layers.lines[0].points[1]).value, 1);
  }
  EXPECT_EQ(town.read(false, {DayKind::workday, 8}).findings.count("road.oneway_conditional"), 0U);
}

TEST(ConditionalRoads, NameTheSpansThatHoldTheMiddleOfNoHour) {
  OsmTown town("A  B");
  town.way(1, "AB", {{"highway", "residential"}, {"motor_vehicle:conditional", "no @ (07:45-08:15)"}});
  town.way(2, "AB", {{"highway", "residential"}, {"oneway:conditional", "yes @ (Mo-Fr 07:45-08:15)"}});
  town.way(3, "AB", {{"highway", "residential"}, {"oneway:conditional", "yes @ (07:45-08:15,16:00-18:00)"}});
  town.way(4, "AB", {{"highway", "residential"}, {"motor_vehicle:conditional", "no @ (07:20-08:15)"}});
  for (const auto hour : {std::optional<int>(), std::optional(8)}) {
    const Layers layers = town.read(false, {DayKind::workday, hour});
    std::string named;
    for (const core::Finding& found : layers.findings.all()) {
      if (found.rule != "road.hours") continue;
      named += found.feature + " ";
      EXPECT_EQ(found.value, "07:45-08:15");
      EXPECT_EQ(found.severity, core::Severity::warning);
      EXPECT_TRUE(found.place.has_value());
    }
    EXPECT_EQ(named, "way/1 way/2 way/3 ");
    EXPECT_EQ(layers.findings.count("road.oneway_conditional"), hour ? 0U : 1U) << "an hour would change nothing on way/2";
  }
}

TEST(HourlyRoads, AreWhatReadingAtEachHourGives) {
  OsmTown town(R"(
    A  B  C
       D)");
  town.way(1, "AB", {{"highway", "residential"}, {"oneway:conditional", "yes @ (07:00-09:00)"}});
  town.way(2, "BC", {{"highway", "residential"}, {"oneway", "yes"}});
  town.way(3, "BD", {{"highway", "residential"}, {"motor_vehicle:backward:conditional", "no @ (08:00-12:00)"}});
  town.way(4, "AD",
           {{"highway", "residential"},
            {"motor_vehicle", "destination"},
            {"motor_vehicle:forward:conditional", "yes @ (20:00-22:00)"},
            {"motor_vehicle:backward:conditional", "yes @ (20:00-22:00)"}});
  town.turn(11, 1, 'B', 3, {{"restriction", "no_right_turn"}, {"hour_on", "8"}, {"hour_off", "10"}});
  town.turn(12, 1, 'B', 2, {{"restriction", "no_straight_on"}});
  const test::SourceFolder folder;
  LineSpec roads;
  roads.source = folder.write("town.osm", town.xml());
  core::SilentProgress silent;
  const Layers plain = town.read();
  const HourlyRoads hourly = read_hourly_roads(roads, plain.reference, core::Threads(1), silent);
  EXPECT_EQ(hourly.uses.size(), 3U);
  EXPECT_EQ(hourly.turn_ids.size(), 1U);
  for (int hour = -1; hour < 24; ++hour) {
    SCOPED_TRACE(hour);
    const auto asked = hour < 0 ? std::optional<int>() : std::optional(hour);
    const Layers then = town.read(false, {DayKind::workday, asked});
    Roads made = road_lines(plain);
    set_hour(made, hourly, asked);
    const Roads wanted = road_lines(then);
    for (std::size_t i = 0; i < wanted.lines.size(); ++i) {
      EXPECT_EQ(made.lines[i].access, wanted.lines[i].access);
      EXPECT_EQ(made.lines[i].local, wanted.lines[i].local) << "through traffic goes by the hour too";
      EXPECT_EQ(made.lines[i].closed_hours, wanted.lines[i].closed_hours);
    }
    EXPECT_EQ(made.turns.size(), wanted.turns.size());
  }
  const auto like = [&](int hour) { return hourly.like(HourlyRoads::moment(hour)); };
  EXPECT_EQ(like(23), 0U);
  EXPECT_EQ(hourly.like(HourlyRoads::moment({})), 0U);
  EXPECT_EQ(like(7), 7U);
  EXPECT_EQ(like(8), 8U);
  EXPECT_EQ(like(11), 10U);
  EXPECT_EQ(like(20), 20U) << "through traffic alone";
  EXPECT_EQ(like(21), 20U);
  EXPECT_EQ(hourly.like(HourlyRoads::moment(10), network::Mode::walk), 0U) << "walkers do not care";
}

TEST(DirectedAccess, NarrowsOrOpensADirection) {
  const auto access = [](const OsmTown::Tags& tags) { return road(tags).access; };
  EXPECT_EQ(access({{"vehicle:forward", "no"}}), (network::Access{Direction::both, Direction::backward, Direction::backward}));
  EXPECT_EQ(access({{"motor_vehicle:backward", "no"}}), (network::Access{Direction::both, Direction::both, Direction::forward}));
  EXPECT_EQ(access({{"access:backward", "no"}}), (network::Access{Direction::forward, Direction::forward, Direction::forward}));
  EXPECT_EQ(access({{"foot:backward", "no"}})[0], Direction::forward);
  EXPECT_EQ(access({{"vehicle:backward", "no"}, {"bicycle", "yes"}}),
            (network::Access{Direction::both, Direction::both, Direction::forward}))
      << "the particular key of both directions goes before the general one of one";
  EXPECT_EQ(access({{"bicycle:forward", "no"}, {"bicycle", "yes"}})[1], Direction::backward);
  EXPECT_EQ(access({{"oneway", "yes"}, {"bicycle:backward", "yes"}}),
            (network::Access{Direction::both, Direction::both, Direction::forward}));
  EXPECT_EQ(access({{"oneway", "yes"}, {"vehicle:backward", "yes"}})[1], Direction::forward) << "no word of its own";
  EXPECT_EQ(access({{"vehicle", "no"}, {"bicycle:forward", "yes"}}),
            (network::Access{Direction::both, Direction::forward, Direction::closed}));
  EXPECT_EQ(access({{"motorcar:forward", "no"}, {"motorcar:backward", "no"}})[2], Direction::closed);
  EXPECT_EQ(road({{"highway", "footway"}, {"access:forward", "yes"}}).access[2], Direction::closed)
      << "access invites no cars onto a footway";
  const LineFeature local = road({{"motor_vehicle:forward", "destination"}, {"motor_vehicle:backward", "no"}});
  EXPECT_EQ(local.access[2], Direction::forward);
  EXPECT_TRUE(local.local[2]);
  const LineFeature half = road({{"motor_vehicle:backward", "destination"}});
  EXPECT_EQ(half.access[2], Direction::both);
  EXPECT_FALSE(half.local[2]);
  EXPECT_TRUE(half.conditional) << "counted: public one way, local the other";
}

TEST(DirectedAccess, GoesBeforeTheHoursOfAMoreGeneralKey) {
  const OsmTown::Tags one{{"vehicle:conditional", "no @ (07:00-19:00)"}, {"bicycle:forward", "yes"}};
  EXPECT_EQ(road(one).closed_hours[1], between(7, 19)) << "hours are those of both directions";
  EXPECT_TRUE(road(one).conditional) << "which is counted";
  OsmTown::Tags both = one;
  both.emplace("bicycle:backward", "yes");
  EXPECT_EQ(road(both).closed_hours[1], 0U);
  EXPECT_EQ(road(both).closed_hours[2], between(7, 19));
  EXPECT_FALSE(road(both).conditional);
  const OsmTown::Tags only{{"vehicle:conditional", "no @ (07:00-19:00)"}, {"oneway", "yes"}, {"vehicle:forward", "yes"}};
  EXPECT_EQ(road(only).closed_hours[2], 0U);
  const OsmTown::Tags particular{{"bicycle:conditional", "no @ (07:00-19:00)"}, {"vehicle:forward", "yes"}};
  EXPECT_EQ(road(particular).closed_hours[1], between(7, 19));
  EXPECT_FALSE(road(particular).conditional) << "the particular goes before the general here too";
}

TEST(DirectedAccess, HoldsInItsHours) {
  const OsmTown::Tags tags{{"vehicle:backward:conditional", "no @ (07:00-09:00)"}};
  EXPECT_EQ(road(tags).access[2], Direction::both);
  EXPECT_EQ(road(tags, {DayKind::workday, 8}).access[2], Direction::forward);
  EXPECT_EQ(road(tags, {DayKind::workday, 8}).access[0], Direction::both);
  EXPECT_TRUE(road({{"vehicle:backward:conditional", "no @ (wet)"}}).conditional);
}

TEST(ConditionalRoads, AreCountedOnce) {
  OsmTown town("A  B");
  town.way(1, "AB", {{"highway", "residential"}, {"motor_vehicle:conditional", "no @ (07:00-09:00)"}});
  town.way(2, "AB", {{"highway", "residential"}, {"access:conditional", "no @ (07:00-09:00)"}});
  const Roads roads = road_lines(town.read());
  EXPECT_EQ(roads.findings.count("road.conditional"), 1U);
  EXPECT_EQ(roads.findings.count("road.conditional_unread"), 0U);
  EXPECT_EQ(roads.lines[0].closed_hours[2], between(7, 9));
}

TEST(LocalRoads, AreTaggedForThoseWhoGoThere) {
  EXPECT_TRUE(road({{"motor_vehicle", "destination"}}).local[2]);
  EXPECT_FALSE(road({{"motor_vehicle", "destination"}}).local[1]);
  const LineFeature all = road({{"access", "destination"}, {"bicycle", "yes"}});
  EXPECT_TRUE(all.local[0]);
  EXPECT_FALSE(all.local[1]);
  EXPECT_TRUE(all.local[2]);
  EXPECT_TRUE(road({{"access", "private"}}).local[0]);
  EXPECT_EQ(road({{"access", "private"}}).access[2], Direction::closed);
  EXPECT_TRUE(road({{"access", "customers"}}).local[2]);
  EXPECT_FALSE(road({{"access", "permissive"}}).local[2]);
  EXPECT_FALSE(road({}).local[2]);
}

}  // namespace
}  // namespace wangge::gis
