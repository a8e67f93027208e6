#include "scenarios/lab/recom.h"

#include "engine/core/error.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using Plan = std::vector<int>;

std::vector<Plan> read_plans(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::vector<Plan> plans;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    plans.emplace_back();
    for (int part = 0; words >> part;) plans.back().push_back(part);
  }
  return plans;
}

/// Knows the grid by rows and columns alone: every part is one piece of `min` to `max` cells.
void expect_valid(const Plan& plan, int rows, int columns, int parts, int min, int max) {
  ASSERT_EQ(plan.size(), static_cast<std::size_t>(rows * columns));
  std::vector<bool> seen(plan.size(), false);
  std::set<int> met;
  for (int start = 0; start < rows * columns; ++start) {
    if (seen[static_cast<std::size_t>(start)]) continue;
    const int part = plan[static_cast<std::size_t>(start)];
    EXPECT_TRUE(part >= 0 && part < parts) << part;
    EXPECT_TRUE(met.insert(part).second) << "part " << part << " is in two pieces";
    int size = 0;
    std::vector<int> open{start};
    seen[static_cast<std::size_t>(start)] = true;
    while (!open.empty()) {
      const int cell = open.back();
      open.pop_back();
      ++size;
      const auto visit = [&](bool inside, int other) {
        if (!inside || seen[static_cast<std::size_t>(other)] || plan[static_cast<std::size_t>(other)] != part) return;
        seen[static_cast<std::size_t>(other)] = true;
        open.push_back(other);
      };
      visit(cell % columns > 0, cell - 1);
      visit(cell % columns < columns - 1, cell + 1);
      visit(cell >= columns, cell - columns);
      visit(cell < (rows - 1) * columns, cell + columns);
    }
    EXPECT_TRUE(size >= min && size <= max) << "part " << part << " has " << size << " cells";
  }
  EXPECT_EQ(met.size(), static_cast<std::size_t>(parts));
}

TEST(LabRecom, WritesValidPlansThatDiffer) {
  const test::TemporaryFolder folder;
  const std::filesystem::path file = folder / "plans.txt";
  RecomQuestion question{.rows = 50, .columns = 50, .parts = 10, .tolerance = 0.05, .steps = 2000, .seed = core::Seed(7)};
  question.out = file;
  const auto answer = nlohmann::json::parse(lab_recom(question));
  EXPECT_EQ(answer.at("steps"), 2000);
  EXPECT_GT(answer.at("proposals"), 2000);
  EXPECT_GT(answer.at("steps_per_cpu_second"), 0);
  EXPECT_NE(answer.at("tree").get<std::string>().find("uniform"), std::string::npos);
  const std::vector<Plan> plans = read_plans(file);
  ASSERT_EQ(plans.size(), 20U);
  for (const Plan& plan : plans) expect_valid(plan, 50, 50, 10, 238, 262);
  EXPECT_EQ(std::set<Plan>(plans.begin(), plans.end()).size(), plans.size());
  EXPECT_EQ(nlohmann::json::parse(lab_recom(question)).at("digest"), answer.at("digest")) << "same question, same plans";
  question.seed = core::Seed(8);
  EXPECT_NE(nlohmann::json::parse(lab_recom(question)).at("digest"), answer.at("digest"));
}

TEST(LabRecom, CountsProposalsWhereTheChainIsReversible) {
  const test::TemporaryFolder folder;
  RecomQuestion question{.rows = 6, .columns = 6, .parts = 6, .tolerance = 0.2, .steps = 3000, .reversible = true};
  question.out = folder / "plans.txt";
  const auto answer = nlohmann::json::parse(lab_recom(question));
  EXPECT_EQ(answer.at("proposals"), 3000);
  EXPECT_LT(answer.at("steps"), 3000);
  EXPECT_EQ(answer.at("clipped"), 0);
  const std::vector<Plan> plans = read_plans(*question.out);
  EXPECT_EQ(plans.size(), 30U);
  for (const Plan& plan : plans) expect_valid(plan, 6, 6, 6, 5, 7);
  question.reckoned_edges = 1;
  EXPECT_GT(nlohmann::json::parse(lab_recom(question)).at("clipped"), 0);
}

TEST(LabRecom, RefusesWhatHasNoStart) {
  EXPECT_THROW((void)lab_recom({.rows = 5, .columns = 5, .parts = 7, .tolerance = 0.01}), core::Error)
      << "25 is no multiple of 7";
  EXPECT_THROW((void)lab_recom({.rows = 2, .columns = 2, .parts = 9}), core::Error);
  EXPECT_THROW((void)lab_recom({.rows = 2, .columns = 2, .parts = 1}), core::Error);
}

/// Two cells in two parts: no other plan exists, and the walk ends all the same.
TEST(LabRecom, EndsWhereNothingCanChange) {
  const auto answer = nlohmann::json::parse(lab_recom({.rows = 1, .columns = 2, .parts = 2, .tolerance = 0, .steps = 5}));
  EXPECT_EQ(answer.at("steps"), 0);
  EXPECT_GT(answer.at("proposals"), 5);
}

}  // namespace
}  // namespace wangge::scenarios
