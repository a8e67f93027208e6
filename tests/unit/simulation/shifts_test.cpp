#include "engine/simulation/people/shifts.h"

#include "engine/core/error.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

core::Millis at(int day, int hour, int minute = 0) {
  return core::Millis(((day * 24 + hour) * 60 + minute) * std::int64_t{60'000});
}

WeeklyShifts parse(const std::vector<std::string>& lines) { return WeeklyShifts::parse(lines); }

TEST(Shifts, AreReadAsTheyAreWritten) {
  const WeeklyShifts shifts = parse({"mon-fri 08:00-12:00", "sat,sun 09:30-17:00"});
  EXPECT_EQ(shifts.windows().size(), 7U);
  EXPECT_FALSE(shifts.on(at(0, 7, 59)));
  EXPECT_TRUE(shifts.on(at(0, 8)));
  EXPECT_FALSE(shifts.on(at(0, 12)));
  EXPECT_TRUE(shifts.on(at(4, 11, 59)));
  EXPECT_FALSE(shifts.on(at(5, 9)));
  EXPECT_TRUE(shifts.on(at(6, 16)));
  EXPECT_TRUE(shifts.on(at(7 + 2, 9)));  // next week too
}

TEST(Shifts, StartAndEndInTurn) {
  const WeeklyShifts shifts = parse({"mon,wed 08:00-12:00"});
  EXPECT_EQ(shifts.next_start(at(0, 0)), at(0, 8));
  EXPECT_EQ(shifts.next_start(at(0, 8)), at(0, 8));
  EXPECT_EQ(shifts.next_end(at(0, 8)), at(0, 12));
  EXPECT_EQ(shifts.next_end(at(0, 12)), at(2, 12));
  EXPECT_EQ(shifts.next_start(at(2, 12)), at(7, 8));
}

TEST(Shifts, ThatTouchAreOne) {
  EXPECT_EQ(parse({"mon 08:00-12:00", "mon 12:00-13:00"}).windows().size(), 1U);
  const WeeklyShifts night = parse({"sun 22:00-24:00", "mon 00:00-06:00"});  // across the end of the week
  ASSERT_EQ(night.windows().size(), 1U);
  EXPECT_TRUE(night.on(at(0, 3)));
  EXPECT_TRUE(night.on(at(6, 23)));
  EXPECT_FALSE(night.on(at(0, 6)));
  EXPECT_EQ(night.next_end(at(0, 3)), at(0, 6));
  EXPECT_EQ(night.next_end(at(6, 23)), at(7, 6));
  EXPECT_EQ(night.next_start(at(0, 3)), at(6, 22));
}

TEST(Shifts, OfTheNightEndAfterMidnight) {
  const WeeklyShifts nights = parse({"fri,sun 22:00-06:00"});
  ASSERT_EQ(nights.windows().size(), 2U);
  EXPECT_TRUE(nights.on(at(4, 22)));
  EXPECT_TRUE(nights.on(at(5, 5, 59)));
  EXPECT_FALSE(nights.on(at(5, 6)));
  EXPECT_TRUE(nights.on(at(0, 3))) << "Sunday's night ends on Monday";
  EXPECT_FALSE(nights.on(at(4, 3)));
  EXPECT_EQ(nights.next_start(at(0, 3)), at(4, 22));
  EXPECT_EQ(nights.next_end(at(0, 3)), at(0, 6));
  EXPECT_EQ(nights.next_end(at(6, 23)), at(7, 6));
  EXPECT_EQ(parse({"mon 22:00-00:00"}).windows(), parse({"mon 22:00-24:00"}).windows());
  EXPECT_EQ(parse({"sun 22:00-06:00"}).windows(), parse({"sun 22:00-24:00", "mon 00:00-06:00"}).windows());
  EXPECT_EQ(parse({"sun 22:00-06:00", "mon 06:00-08:00"}).windows().size(), 1U);
  EXPECT_FALSE(parse({"daily 06:00-18:00", "daily 18:00-06:00"}).next_end(at(2, 12))) << "round the clock";
}

TEST(Shifts, TellHowMuchOfASpanTheyAreOn) {
  const std::vector<std::vector<std::string>> rosters = {{"mon-fri 08:00-12:00", "mon-fri 14:00-18:00"},
                                                         {"sat-sun 22:00-06:00"},
                                                         {"daily 00:00-24:00"},
                                                         {"sun 20:00-04:00", "wed 00:00-24:00"},
                                                         {}};
  for (const std::vector<std::string>& lines : rosters) {
    const WeeklyShifts shifts = WeeklyShifts::parse(lines);
    for (std::int64_t from = 0; from < 16 * 24; from += 7) {
      core::Millis sum(0);
      for (std::int64_t hour = from; hour < 17 * 24; ++hour) {
        EXPECT_EQ(shifts.within(hour_length * from, hour_length * hour), sum) << from << " to " << hour;
        if (shifts.on(hour_length * hour)) sum += hour_length;
      }
    }
  }
  const WeeklyShifts morning = WeeklyShifts::parse(std::vector<std::string>{"daily 08:00-12:00"});
  EXPECT_EQ(morning.within(core::minutes(495), core::minutes(500)), core::minutes(5));
}

TEST(Shifts, RoundTheClockNeverEnd) {
  const WeeklyShifts always = parse({"daily 00:00-24:00"});
  EXPECT_EQ(always.windows().size(), 1U);
  EXPECT_TRUE(always.on(at(3, 3)));
  EXPECT_FALSE(always.next_end(at(3, 3)));
  EXPECT_FALSE(always.next_start(at(3, 3)));
}

TEST(Shifts, OfNobodyNeverStart) {
  const WeeklyShifts never_on = parse({});
  EXPECT_FALSE(never_on.on(at(0, 10)));
  EXPECT_FALSE(never_on.next_start(at(0, 0)));
}

TEST(Shifts, ThatCannotBeReadAreRefusedInBothLanguages) {
  const auto refusal = [](const std::vector<std::string>& lines) {
    try {
      static_cast<void>(WeeklyShifts::parse(lines));
    } catch (const core::Error& error) {
      EXPECT_EQ(error.code(), core::ErrorCode::usage);
      EXPECT_NE(error.message().zh.find(lines.back()), std::string::npos);
      return error.message().en;
    }
    return std::string("accepted");
  };
  const auto contains = [&](const std::vector<std::string>& lines, const char* words) {
    EXPECT_NE(refusal(lines).find(words), std::string::npos) << refusal(lines);
  };
  contains({"mon 08:00-08:00"}, "ends when it starts");
  contains({"mon 24:00-06:00"}, "24:00 can only be an end");
  contains({"mon-fri 08:00-12:00", "wed 11:00-13:00"}, "\"wed 11:00-13:00\": on wed it overlaps \"mon-fri 08:00-12:00\"");
  contains({"daily 22:00-06:00", "sat 05:00-09:00"}, "on sat it overlaps \"daily 22:00-06:00\"");
  contains({"mon 05:00-09:00", "sun 22:00-06:00"}, "on sun it overlaps \"mon 05:00-09:00\"");
  contains({"monday 08:00-12:00"}, "there is no day \"monday\"");
  contains({"mon-fry 08:00-12:00"}, "there is no day \"fry\"");
  contains({"mon 8:00-12:00"}, "\"8:00\" is not a time");
  contains({"mon 08:00-25:00"}, "\"25:00\" is not a time");
  contains({"mon 08:00-24:01"}, "\"24:01\" is not a time");
  contains({"mon 08:60-12:00"}, "\"08:60\" is not a time");
  contains({"mon"}, "lacks days or hours");
  contains({"mon 08:00"}, "lacks days or hours");
  contains({""}, "lacks days or hours");
  contains({"mon, 08:00-12:00"}, "there is no day \"\"");
}

}  // namespace
}  // namespace wangge::simulation
