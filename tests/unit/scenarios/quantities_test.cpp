#include "scenarios/schema/quantities.h"

#include <gtest/gtest.h>

#include <clocale>

namespace wangge::scenarios {
namespace {

TEST(Quantities, ReadDurationsInEveryUnit) {
  EXPECT_EQ(parse_duration("15 min").value, core::Millis(900000));
  EXPECT_EQ(parse_duration("15min").value, core::Millis(900000));
  EXPECT_EQ(parse_duration(" 1.5 h ").value, core::Millis(5400000));
  EXPECT_EQ(parse_duration("30 d").value, core::Millis(std::int64_t{30} * 86400000));
  EXPECT_EQ(parse_duration("2 w").value, core::Millis(std::int64_t{14} * 86400000));
  EXPECT_EQ(parse_duration("250 ms").value, core::Millis(250));
}

TEST(Quantities, ReadLengthsSpeedsAreasAndShares) {
  EXPECT_DOUBLE_EQ(parse_length("0.8 km").value->value, 800);
  EXPECT_DOUBLE_EQ(parse_speed("4.5 km/h").value->value, 4.5);
  EXPECT_DOUBLE_EQ(parse_speed("1 m/s").value->value, 3.6);
  for (const char* text : {"0 km/h", "0.1 km/h", "300 km/h"}) EXPECT_TRUE(parse_speed(text).value.has_value()) << text;
  for (const char* text : {"1e-9 km/h", "0.02 m/s", "300.1 km/h", "100 m/s"}) {
    EXPECT_FALSE(parse_speed(text).value.has_value()) << text;
    EXPECT_NE(parse_speed(text).problem.en.find("is not from 0.1 to 300 km/h"), std::string::npos) << text;
  }
  EXPECT_DOUBLE_EQ(parse_area("2 ha").value->value, 20000);
  EXPECT_DOUBLE_EQ(*parse_share("18 %").value, 0.18);
  EXPECT_EQ(parse_per_floor("12 s per floor").value, core::Millis(12000));
}

TEST(Quantities, RefuseANumberWithoutUnit) {
  const auto parsed = parse_duration("15");
  EXPECT_FALSE(parsed.value);
  EXPECT_EQ(parsed.problem.en, "\"15\" has no unit (units: ms, s, min, h, d, w)");
  EXPECT_EQ(parsed.problem.zh, "“15”没有单位（可用单位：ms, s, min, h, d, w）");
}

TEST(Quantities, RefuseAWrongUnit) {
  const auto parsed = parse_duration("15 km");
  EXPECT_FALSE(parsed.value);
  EXPECT_EQ(parsed.problem.en, "\"15 km\" has the wrong unit \"km\" (units: ms, s, min, h, d, w)");
  EXPECT_EQ(parsed.problem.zh, "“15 km”的单位“km”不适用（可用单位：ms, s, min, h, d, w）");
}

TEST(Quantities, RefuseNumbersThatAreNotFinite) {
  for (const char* text : {"nan min", "inf min", "1e999 min", "-inf min", "infinity min"})
    EXPECT_FALSE(parse_duration(text).value) << text;
  for (const char* text : {"nan", "inf", "1e999", "", "1,5", "0x10", "1 2"}) EXPECT_FALSE(parse_number(text)) << text;
}

TEST(Quantities, RefuseNegativeAndEndlessOnes) {
  EXPECT_FALSE(parse_duration("-3 min").value);
  EXPECT_FALSE(parse_length("-3 m").value);
  EXPECT_FALSE(parse_duration("1e9 d").value);
  EXPECT_FALSE(parse_share("101 %").value);
}

TEST(Quantities, ReadTheSameInAnyLocale) {
  // German and French write 4,5; where those locales are absent the call changes nothing.
  std::setlocale(LC_ALL, "de_DE.UTF-8");
  EXPECT_DOUBLE_EQ(parse_speed("4.5 km/h").value->value, 4.5);
  std::setlocale(LC_ALL, "C");
}

TEST(Quantities, ReadRates) {
  const auto rate = parse_rate("9 per 1000 residents per year");
  EXPECT_DOUBLE_EQ(rate.value->per_1000_year, 9);
  EXPECT_EQ(rate.value->per, Rate::Per::residents);
  EXPECT_NE(parse_rate("1e300 per 1000 residents per year").problem.en.find("is too high: at most 1e+09 a year of each"),
            std::string::npos);
  EXPECT_DOUBLE_EQ(parse_rate("2 per enterprise per month").value->per_1000_year, 24'000);
  EXPECT_EQ(parse_rate("2 per enterprise per month").value->of, "enterprises");
  EXPECT_DOUBLE_EQ(parse_rate("5 per 1000 m2 per year").value->per_1000_year, 5);
  EXPECT_DOUBLE_EQ(parse_rate("5 per ha per year").value->per_1000_year, 0.5);
  EXPECT_EQ(parse_rate("3 per 100 old people per year").value->per, Rate::Per::group);
  EXPECT_EQ(parse_rate("3 per 100 old people per year").value->of, "old people");
  EXPECT_DOUBLE_EQ(parse_rate("0.5 per household per month").value->per_1000_year, 6000);
  EXPECT_DOUBLE_EQ(parse_rate("1 per 100 households per day").value->per_1000_year, 3650);
  for (const char* text : {"9", "9 per year", "9 per 1000 per year", "-1 per resident per year", "9 per 0 residents per year",
                           "9 per 1000 residents per blink"}) {
    EXPECT_FALSE(parse_rate(text).value) << text;
  }
}

TEST(Quantities, ReadPrecisions) {
  const UntilRule response = *parse_until("response +-2 %").value;
  EXPECT_EQ(response.figure, evaluation::WatchedFigure::response);
  EXPECT_TRUE(response.precision.relative);
  EXPECT_DOUBLE_EQ(response.precision.half_width, 0.02);
  EXPECT_DOUBLE_EQ(parse_until("response ± 30 s").value->precision.half_width, 0.5);
  EXPECT_FALSE(parse_until("response ± 30 s").value->precision.relative);
  const UntilRule share = *parse_until("within target +-1 %").value;
  EXPECT_EQ(share.figure, evaluation::WatchedFigure::within_target);
  EXPECT_FALSE(share.precision.relative) << "percentage points";
  for (const char* text : {"response 2 %", "respond +-2 %", "response +-2", "response +-0 %", "within target +-1 min"}) {
    EXPECT_FALSE(parse_until(text).value) << text;
  }
}

TEST(Quantities, ReadMoments) {
  EXPECT_EQ(parse_moment("36 h").value->time, core::minutes(36 * 60));
  EXPECT_EQ(parse_moment("2026-12-01").value->date, "2026-12-01");
  EXPECT_EQ(parse_moment("2026-12-01 06:30").value->time, core::minutes(6 * 60 + 30));
  for (const char* text : {"2026-13-01", "2026-12-01 25:00", "2026-12-01 6:00", "noon", "5"}) {
    EXPECT_FALSE(parse_moment(text).value) << text;
  }
}

TEST(Quantities, ReadLaws) {
  const DurationLaw law = *parse_law("lognormal 20 min cv 0.8").value;
  EXPECT_EQ(law.kind, DurationLaw::Kind::lognormal);
  EXPECT_EQ(law.mean, core::Millis(1200000));
  EXPECT_DOUBLE_EQ(law.cv, 0.8);
  EXPECT_EQ(parse_law("exponential 2 min").value->kind, DurationLaw::Kind::exponential);
  EXPECT_EQ(parse_law("constant 90 s").value->mean, core::Millis(90000));
  for (const char* text :
       {"lognormal 20 min", "lognormal 20 cv 0.8", "lognormal 20 min cv -1", "gamma 2 min", "exponential", ""}) {
    EXPECT_FALSE(parse_law(text).value) << text;
  }
}

TEST(Quantities, ReadTargets) {
  EXPECT_EQ(parse_target("resolve within 2 h").value->target, Target::resolve);
  EXPECT_EQ(parse_target("arrive within 15 min").value->within, core::Millis(900000));
  for (const char* text : {"arrive 15 min", "come within 15 min", "arrive within 15", "arrive within 0 min"})
    EXPECT_FALSE(parse_target(text).value) << text;
}

TEST(Quantities, KnowTheCalendar) {
  EXPECT_TRUE(parse_date("2024-02-29").value);
  for (const char* text : {"2023-02-29", "2024-13-01", "2024-1-1", "yesterday", "2024-04-31"})
    EXPECT_FALSE(parse_date(text).value) << text;
}

}  // namespace
}  // namespace wangge::scenarios
