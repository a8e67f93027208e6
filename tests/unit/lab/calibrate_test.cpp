#include "scenarios/lab/calibrate.h"

#include "engine/core/distributions.h"
#include "engine/core/error.h"
#include "engine/core/random.h"
#include "scenarios/schema/quantities.h"

#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

namespace fs = std::filesystem;

class Calibrate : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_); }
  void TearDown() override { fs::remove_all(folder_); }

  [[nodiscard]] CalibrationQuestion about(const fs::path& log) const {
    CalibrationQuestion question;
    question.log.source = {.path = log.string(), .file = log, .layer = "", .encoding = "", .reference = "", .named_by = ""};
    question.log.opened_field = "opened";
    question.log.kind_field = "kind";
    question.of = 10'000;
    return question;
  }

  fs::path folder_ = fs::temp_directory_path() / "wangge_calibrate_test";
  core::SilentProgress progress_;
};

/// 12 requests a day at 9 or 10, told by the minute, handled in a lognormal time of 30 minutes with cv 0.5.
fs::path made_log(const fs::path& folder) {
  const fs::path file = folder / "log.csv";
  std::ofstream out(file);
  out << "opened,closed,kind,lon,lat\n";
  core::Stream luck(core::Seed(1), 0, "log", 0);
  const core::Lognormal handling(30, 0.5);
  for (int day = 0; day < 60; ++day) {
    const std::uint64_t count = core::poisson(luck, 12);
    for (std::uint64_t i = 0; i < count; ++i) {
      const int opened = 9 * 60 + static_cast<int>(luck.below(120));
      const int closed = opened + 1 + static_cast<int>(handling.draw(luck));
      out << fmt::format("2026-{:02}-{:02} {:02}:{:02},2026-{:02}-{:02} {:02}:{:02},noise,{},{}\n", 1 + day / 30,
                         1 + day % 30 % 28, opened / 60, opened % 60, 1 + day / 30, 1 + day % 30 % 28, std::min(closed / 60, 23),
                         closed % 60, 9.5 + 0.01 * luck.uniform(), 47.1);
    }
  }
  out << "not a time,,noise,9.5,47.1\n2026-01-05 10:00,,rare,9.5,47.1\n";
  return file;
}

TEST_F(Calibrate, WritesTablesThatAScenarioReads) {
  CalibrationQuestion question = about(made_log(folder_));
  question.log.closed_field = "closed";
  question.handling = true;
  const Calibration calibration = lab_calibrate(question, progress_);
  EXPECT_EQ(calibration.bad_dates, 1U);
  EXPECT_EQ(calibration.too_few, std::vector<std::string>{"rare"});
  EXPECT_DOUBLE_EQ(calibration.to_the_minute, 1);
  ASSERT_EQ(calibration.kinds.size(), 1U);
  const CalibratedKind& noise = calibration.kinds[0];
  EXPECT_GT(noise.profile.hours[9], 5);
  EXPECT_LT(noise.profile.hours[3], 0.2);
  EXPECT_GT(noise.test.within_day.p, 0.001);
  EXPECT_LT(noise.flat.within_day.p, 1e-6);
  EXPECT_LT(noise.flat.gaps.p, 1e-6);
  ASSERT_TRUE(noise.handle);
  EXPECT_EQ(noise.handle->kind, DurationLaw::Kind::lognormal);
  EXPECT_NEAR(core::in_minutes(noise.handle->mean), 30, 3);
  EXPECT_NEAR(noise.handle->cv, 0.5, 0.1);
  const std::string toml = calibration_toml(calibration, question, core::Language::en);
  EXPECT_NE(toml.find("[[request]]\nkind = \"noise\"\n"), std::string::npos) << toml;
  EXPECT_NE(toml.find("handle = \"lognormal "), std::string::npos);
  EXPECT_NE(toml.find("rate = \""), std::string::npos);
  const auto json = nlohmann::json::parse(calibration_json(calibration));
  EXPECT_EQ(json["kinds"][0]["test"]["quantiles"].size(), 100U);
  EXPECT_NE(calibration_svg(calibration).find("<polyline"), std::string::npos);
}

TEST_F(Calibrate, TellsRatesBySquareDrawnTowardsTheirMean) {
  CalibrationQuestion question = about(made_log(folder_));
  question.square = core::Metres(200);
  const Calibration calibration = lab_calibrate(question, progress_);
  EXPECT_EQ(calibration.square_reference, "EPSG:32632");
  ASSERT_GE(calibration.squares.size(), 3U);
  std::size_t all = 0;
  for (const SquareRate& square : calibration.squares) all += square.requests;
  EXPECT_EQ(all, calibration.rows - calibration.bad_dates - calibration.without_position);
}

TEST_F(Calibrate, RefusesALogWithoutTimes) {
  const fs::path file = folder_ / "empty.csv";
  std::ofstream(file) << "opened,kind\nsoon,noise\nlater,noise\n";
  try {
    static_cast<void>(lab_calibrate(about(file), progress_));
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::input);
    EXPECT_NE(error.message().en.find("none of its 2 rows has a time that can be read"), std::string::npos);
  }
}

TEST_F(Calibrate, OfARealLogRejectsAFlatProfileOnDaysNotFittedOn) {
  const fs::path packed = fs::path(WANGGE_REQUEST_LOGS) / "boston_2015_a.csv.gz";
  if (!fs::exists(packed)) GTEST_SKIP() << "the log is not at hand";
  const fs::path file = folder_ / "boston.csv";
  ASSERT_EQ(std::system(fmt::format("gzip -dc '{}' > '{}'", packed.string(), file.string()).c_str()), 0);
  CalibrationQuestion question = about(file);
  question.square = core::Metres(1000);
  const Calibration calibration = lab_calibrate(question, progress_);
  EXPECT_EQ(calibration.rows, 20'921U);
  EXPECT_EQ(calibration.bad_dates, 0U);
  EXPECT_NEAR(calibration.to_the_minute, 0.48, 0.02) << "half of the times end in :00 seconds";
  EXPECT_NEAR(static_cast<double>(calibration.test_days), 0.3 * 365, 30);
  ASSERT_EQ(calibration.kinds.size(), 5U);
  std::size_t requests = 0;
  for (const CalibratedKind& kind : calibration.kinds) {
    requests += kind.requests;
    EXPECT_LT(kind.flat.gaps.p, 1e-6) << kind.kind;
    EXPECT_LT(kind.flat.within_day.p, 1e-6) << kind.kind;
    EXPECT_LT(kind.flat.hours.p, 1e-6) << kind.kind;
    EXPECT_LT(kind.test.within_day.statistic, 0.5 * kind.flat.within_day.statistic) << kind.kind;
    EXPECT_LT(kind.test.gaps.statistic, kind.flat.gaps.statistic) << kind.kind;
    EXPECT_GT(kind.profile.busy_days, 0.1) << kind.kind << ": days differ beyond chance";
  }
  EXPECT_EQ(requests, 20'921U) << "every request is in one kind";
}

}  // namespace
}  // namespace wangge::scenarios
