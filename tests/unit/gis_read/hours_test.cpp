#include "engine/network/road_graph.h"
#include "gis/build/roads.h"
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
  EXPECT_FALSE(hours_between("dawn", "19:00").has_value());
  EXPECT_EQ(days_between("Monday", "Friday", DayKind::workday), true);
  EXPECT_EQ(days_between("Mo", "Fr", DayKind::saturday), false);
  EXPECT_EQ(days_between("sat", "sunday", DayKind::sunday), true);
  EXPECT_EQ(days_between("Su", "Tu", DayKind::workday), false) << "two days of five";
  EXPECT_EQ(days_between("Mo", "Su", DayKind::holiday), false);
  EXPECT_FALSE(days_between("someday", "Fr", DayKind::workday).has_value());
}

TEST(TurnTimes, HoldWithinThem) {
  const TurnTimes morning{"07:00", "09:00", "Monday", "Friday"};
  EXPECT_TRUE(turn_holds(morning, {DayKind::workday, 8}));
  EXPECT_FALSE(turn_holds(morning, {DayKind::workday, 9}));
  EXPECT_FALSE(turn_holds(morning, {DayKind::saturday, 8}));
  EXPECT_FALSE(turn_holds(morning, {DayKind::workday, {}})) << "no hour is asked";
  EXPECT_TRUE(turn_holds({}, {DayKind::workday, {}})) << "always";
  EXPECT_FALSE(turn_holds({"soon", "later"}, {DayKind::workday, 8}));
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
