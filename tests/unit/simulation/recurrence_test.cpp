#include "engine/simulation/rounds/recurrence.h"
#include "engine/core/error.h"
#include "engine/simulation/people/shifts.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

using core::Millis;
using std::chrono::sys_days;

Millis at(int day, double hour) { return day_length * day + Millis(static_cast<std::int64_t>(hour * 3'600'000)); }
std::vector<TimeWindow> windows(const std::vector<std::string>& lines, int days, const std::optional<Calendar>& calendar = {}) {
  return Recurrence::parse(lines).windows(Millis(0), day_length * days, calendar);
}
/// 23 november 2026 is a monday.
Calendar november() { return {.first = sys_days(std::chrono::year(2026) / 11 / 23), .holidays = {}}; }

TEST(Recurrence, ComesOnDaysOfTheWeek) {
  EXPECT_EQ(windows({"every tuesday 19:00-21:00"}, 14),
            (std::vector<TimeWindow>{{at(1, 19), at(1, 21)}, {at(8, 19), at(8, 21)}}));
  EXPECT_EQ(windows({"every tuesday and friday 19:00-21:00"}, 7).size(), 2U);
  EXPECT_EQ(windows({"mon-fri 09:00-11:00"}, 7).size(), 5U);
  EXPECT_EQ(windows({"every day 09:00-11:00"}, 7).size(), 7U);
  EXPECT_EQ(windows({"sun 22:00-02:00"}, 7), (std::vector<TimeWindow>{{at(0, 0), at(0, 2)}, {at(6, 22), at(6, 26)}}))
      << "past midnight, the first one since the day before";
}

TEST(Recurrence, ComesEverySoManyDaysAndJoinsWhatTouches) {
  EXPECT_EQ(windows({"every 3 days 09:00-11:00"}, 7),
            (std::vector<TimeWindow>{{at(0, 9), at(0, 11)}, {at(3, 9), at(3, 11)}, {at(6, 9), at(6, 11)}}));
  EXPECT_EQ(windows({"mon 09:00-11:00", "daily 11:00-12:00"}, 1), (std::vector<TimeWindow>{{at(0, 9), at(0, 12)}}));
}

TEST(Recurrence, RefusesHoursThatOverlapAsShiftsDo) {
  const auto refused = [](const std::vector<std::string>& lines) {
    try {
      static_cast<void>(Recurrence::parse(lines));
    } catch (const core::Error& error) {
      EXPECT_NE(error.message().zh.find("重叠"), std::string::npos) << error.message().zh;
      return error.message().en;
    }
    return std::string();
  };
  EXPECT_EQ(
      refused({"mon-fri 09:00-11:00", "every wednesday 10:00-12:00"}),
      "\"every wednesday 10:00-12:00\" overlaps \"mon-fri 09:00-11:00\"; write both as one, or end one where the other begins");
  EXPECT_NE(refused({"sun 22:00-02:00", "mon 01:00-03:00"}), "");
  EXPECT_NE(refused({"every 3 days 09:00-11:00", "every 3 days 10:00-12:00"}), "");
  EXPECT_NE(refused({"first friday of the month 09:00-11:00", "first friday of the month 10:00-12:00"}), "");
  EXPECT_EQ(refused({"mon-fri 09:00-11:00", "mon-fri 11:00-12:00", "sat 09:00-11:00"}), "");
  EXPECT_EQ(refused({"tue 22:00-02:00", "mon 01:00-03:00"}), "");
  EXPECT_EQ(refused({"every friday 09:00-11:00", "first friday of the month 10:00-12:00"}), "")
      << "they fall together now and then";
}

TEST(Recurrence, KeepsTheRestOfAWindowThatIsOpenAtTheStart) {
  const Recurrence daily = Recurrence::parse(std::vector<std::string>{"daily 08:00-18:00"});
  EXPECT_EQ(daily.windows(at(0, 10), day_length * 2, {}),
            (std::vector<TimeWindow>{{at(0, 10), at(0, 18)}, {at(1, 8), at(1, 18)}}));
  EXPECT_EQ(daily.windows(at(0, 18), day_length * 2, {}), (std::vector<TimeWindow>{{at(1, 8), at(1, 18)}}));
}

TEST(Recurrence, KeepsTheRestOfHoursThatBeganBeforeTheFirstMidnight) {
  EXPECT_EQ(windows({"daily 22:00-02:00"}, 1), (std::vector<TimeWindow>{{at(0, 0), at(0, 2)}, {at(0, 22), at(0, 26)}}));
  EXPECT_EQ(windows({"mon 22:00-02:00"}, 1), (std::vector<TimeWindow>{{at(0, 22), at(0, 26)}})) << "not of a sunday";
  EXPECT_EQ(windows({"every 2 days 22:00-02:00"}, 1).size(), 1U) << "counted from the first day";
  // 22 november 2026 is the fourth sunday of its month.
  EXPECT_EQ(windows({"fourth sunday of the month 22:00-02:00"}, 1, november()), (std::vector<TimeWindow>{{at(0, 0), at(0, 2)}}));
}

TEST(Recurrence, ComesOnAWeekdayOfTheMonth) {
  // Fridays: 27 november (day 4, the last), 4 december (day 11, the first), 25 december (day 32, the fourth and the last).
  EXPECT_EQ(windows({"first friday of the month 14:00-16:00"}, 35, november()),
            (std::vector<TimeWindow>{{at(11, 14), at(11, 16)}}));
  EXPECT_EQ(windows({"last friday of the month 14:00-16:00"}, 42, november()),
            (std::vector<TimeWindow>{{at(4, 14), at(4, 16)}, {at(32, 14), at(32, 16)}}));
  EXPECT_EQ(windows({"fourth friday of the month 14:00-16:00"}, 42, november()).size(), 2U);
  EXPECT_TRUE(Recurrence::parse(std::vector<std::string>{"first friday of the month 14:00-16:00"}).needs_calendar());
  EXPECT_FALSE(Recurrence::parse(std::vector<std::string>{"daily 14:00-16:00"}).needs_calendar());
}

TEST(Recurrence, RefusesWhatItCannotRead) {
  for (const char* line : {"tuesday", "every 19:00-21:00", "every tuesdy 19:00-21:00", "every 0 days 09:00-11:00",
                           "first friday 09:00-11:00", "fifth friday of the month 09:00-11:00", "every tuesday 19:00-25:00",
                           "every x days 09:00-11:00", "sometimes 09:00-11:00"}) {
    try {
      (void)Recurrence::parse(std::vector<std::string>{line});
      ADD_FAILURE() << line;
    } catch (const core::Error& error) {
      EXPECT_NE(error.message().en.find('"' + std::string(line) + '"'), std::string::npos) << error.message().en;
      EXPECT_NE(error.message().zh.find(line), std::string::npos);
    }
  }
}

std::vector<Cycle::Turn> turns(const std::string& each, const std::vector<std::string>& when, int days,
                               const std::optional<Calendar>& calendar = {}) {
  return Cycle::parse(each).turns(windows(when, days + 400, calendar), day_length * days, calendar);
}

TEST(Cycle, PutsWindowsIntoTurns) {
  const auto every = turns("household every time", {"every tuesday 19:00-21:00"}, 14);
  ASSERT_EQ(every.size(), 2U);
  EXPECT_EQ(every[0].start, at(1, 19));
  EXPECT_EQ(every[0].end, at(8, 19));
  EXPECT_TRUE(every[0].whole);
  EXPECT_FALSE(every[1].whole) << "the next tuesday comes after the end";
  const auto weekly = turns("once a week", {"daily 19:00-21:00"}, 14);
  ASSERT_EQ(weekly.size(), 2U);
  EXPECT_EQ(weekly[1].start, at(7, 19));
  EXPECT_EQ(turns("household every 10 days", {"daily 19:00-21:00"}, 30).size(), 3U);
  const auto monthly = turns("household once a month", {"daily 19:00-21:00"}, 14, november());
  ASSERT_EQ(monthly.size(), 2U) << "november, december";
  EXPECT_EQ(monthly[1].start, at(8, 19));
  EXPECT_TRUE(monthly[0].whole);
  EXPECT_FALSE(monthly[1].whole);
  const auto quarterly = turns("household once a quarter", {"daily 19:00-21:00"}, 42, november());
  ASSERT_EQ(quarterly.size(), 2U);
  EXPECT_EQ(quarterly[1].start, at(39, 19)) << "1 january";
  const auto once = turns("household once", {"daily 19:00-21:00"}, 14);
  ASSERT_EQ(once.size(), 1U);
  EXPECT_FALSE(once[0].whole);
}

TEST(Cycle, RefusesWhatItCannotRead) {
  for (const char* text : {"", "weekly", "once a fortnight", "every 0 days", "household", "twice a week"})
    EXPECT_THROW((void)Cycle::parse(text), core::Error) << text;
}

}  // namespace
}  // namespace wangge::simulation
