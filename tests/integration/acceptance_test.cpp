#include "tests/integration/run_command.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <string>

namespace wangge::test {
namespace {

namespace fs = std::filesystem;

/// The shipped scenario, held against checkers that share no code with us.
TEST(Acceptance, LiechtensteinPassesTheIndependentCheckers) {
  const fs::path folder = fs::temp_directory_path() / ("wangge_acceptance_" + std::to_string(::getpid()));
  fs::remove_all(folder);
  CommandRules rules;
  rules.folder = WANGGE_SOURCE_DIR;
  const Answer run = wangge({"run", "scenarios/liechtenstein.toml", "--out", folder.string(), "--quiet"}, rules);
  ASSERT_EQ(run.code, 0) << run.err;
  const Answer plan = run_command(
      {"/usr/bin/python3", WANGGE_ACCEPTANCE "/check_plan.py", (folder / "plan.gpkg").string(), "--buildings", "17727"}, rules);
  EXPECT_EQ(plan.code, 0) << plan.out << plan.err;
  EXPECT_NE(plan.out.find("ok: 0 rules broken"), std::string::npos) << plan.out;
  const Answer whole = run_command({"/usr/bin/python3", WANGGE_ACCEPTANCE "/check_run.py", folder.string()}, rules);
  EXPECT_EQ(whole.code, 0) << whole.out << whole.err;
  fs::remove_all(folder);
}

/// A plan read back as today's grids is the same plan: every grid keeps its code and its households.
TEST(Acceptance, ReadsItsOwnGridsBackAsTodaysPlan) {
  const fs::path folder = fs::temp_directory_path() / ("wangge_today_" + std::to_string(::getpid()));
  fs::remove_all(folder);
  CommandRules rules;
  rules.folder = WANGGE_SOURCE_DIR;
  const std::string first = (folder / "first").string();
  const std::string second = (folder / "second").string();
  const Answer drawn = wangge({"run", "scenarios/liechtenstein.toml", "--out", first, "--quiet"}, rules);
  ASSERT_EQ(drawn.code, 0) << drawn.err;
  const Answer read = wangge({"run", "scenarios/liechtenstein.toml", "--out", second, "--quiet", "--set",
                              "grids.source=\"" + first + "/plan.gpkg\"", "--set", "grids.layer=\"grids\""},
                             rules);
  ASSERT_EQ(read.code, 0) << read.err;
  const auto grids = [&](const std::string& run) {
    return run_command(
               {"ogrinfo", "-q", run + "/plan.gpkg", "-sql", "SELECT code, households, buildings FROM grids ORDER BY code"},
               rules)
        .out;
  };
  EXPECT_EQ(grids(first), grids(second));
  const Answer plan =
      run_command({"/usr/bin/python3", WANGGE_ACCEPTANCE "/check_plan.py", second + "/plan.gpkg", "--buildings", "17727"}, rules);
  EXPECT_EQ(plan.code, 0) << plan.out << plan.err;
  fs::remove_all(folder);
}

}  // namespace
}  // namespace wangge::test
