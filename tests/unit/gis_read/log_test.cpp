#include "gis/read/read_log.h"

#include "engine/core/progress.h"
#include "gis/read/reference_choice.h"

#include <chrono>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace wangge::gis {
namespace {

constexpr std::int64_t second = 1000;

std::int64_t at(int year, unsigned month, unsigned day, int hour, int minute, int seconds = 0) {
  const auto date = std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day);
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return ((days * 24 + hour) * 60 + minute) * 60'000 + seconds * second;
}

TEST(LogTime, IsReadAsItIsWritten) {
  const auto read = [](std::string_view text) {
    const auto time = parse_log_time(text);
    return time ? time->since_1970.value : -1;
  };
  EXPECT_EQ(read("2026-11-23 08:15"), at(2026, 11, 23, 8, 15));
  EXPECT_EQ(read("2026/11/3 8:05:30"), at(2026, 11, 3, 8, 5, 30));
  EXPECT_EQ(read("2026-11-23T08:15:30.25Z"), at(2026, 11, 23, 8, 15, 30) + 250);
  EXPECT_EQ(read("2026-11-23 08:15:30+08:00"), at(2026, 11, 23, 8, 15, 30)) << "a zone is not applied";
  EXPECT_EQ(read("2026/11/23 08:15:30+00"), at(2026, 11, 23, 8, 15, 30));
  EXPECT_EQ(read("20261123081530"), at(2026, 11, 23, 8, 15, 30));
  EXPECT_EQ(read("2026年11月23日8时15分"), at(2026, 11, 23, 8, 15));
  EXPECT_EQ(read("2026-11-23 08:15:30 PM"), at(2026, 11, 23, 20, 15, 30));
  EXPECT_EQ(read("2026-11-23 12:15 am"), at(2026, 11, 23, 0, 15));
  EXPECT_EQ(read("2024-02-29 23:59:59"), at(2024, 2, 29, 23, 59, 59));
  EXPECT_EQ(parse_log_time("2026-11-23 08:15")->rounding.value, 60'000);
  EXPECT_EQ(parse_log_time("2026-11-23 08:15:00")->rounding.value, 1000);
}

TEST(LogTime, IsNothingWhereItCannotBeTrusted) {
  for (const char* text : {"", "yesterday", "2026-11-23", "11/23/2026 08:15", "23.11.2026 08:15", "2026-02-29 08:15",
                           "2026-13-01 08:15", "2026-11-23 25:00", "2026-11-23 08:61", "2026-11-23 13:15 PM", "2026-11-23 08"}) {
    EXPECT_FALSE(parse_log_time(text)) << text;
  }
}

TEST(ReadLog, KeepsEveryRowWithWhatCouldBeReadOfIt) {
  const std::filesystem::path file = std::filesystem::temp_directory_path() / "wangge_log_test.csv";
  std::ofstream(file) << "opened,closed,kind,lon,lat\n"
                         "2026-11-23 08:15,2026-11-23 09:00,noise,9.5,47.1\n"
                         "soon,,noise,9.51,47.11\n"
                         "2026-11-24 10:00,,light,,\n";
  core::SilentProgress progress;
  core::Findings findings;
  const ReferenceSystem reference = choose_reference("auto", {{9.4, 46.9}, {9.7, 47.3}});
  const SourceSpec source{file.string(), file, "", "", "EPSG:4326", "", ""};
  const auto rows = read_log({.source = source, .opened_field = "opened", .closed_field = "closed", .kind_field = "kind"},
                             reference, progress, findings);
  std::filesystem::remove(file);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].opened->since_1970.value, at(2026, 11, 23, 8, 15));
  EXPECT_EQ(rows[0].closed->since_1970.value, at(2026, 11, 23, 9, 0));
  ASSERT_TRUE(rows[0].position);
  EXPECT_NEAR(rows[0].position->x, 537'900, 200);  // half a degree east of the zone's middle
  EXPECT_FALSE(rows[1].opened);
  EXPECT_EQ(rows[1].opened_text, "soon");
  EXPECT_FALSE(rows[2].position);
  EXPECT_EQ(rows[2].kind, "light");
}

}  // namespace
}  // namespace wangge::gis
