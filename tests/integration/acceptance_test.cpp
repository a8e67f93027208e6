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

}  // namespace
}  // namespace wangge::test
