#include "scenarios/lab/hypercube.h"

#include "engine/core/error.h"
#include "scenarios/run/checked_file.h"
#include "tests/support/temporary_folder.h"

#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using nlohmann::json;

const std::string book = R"({"lambda": [0.5, 0.25, 0.35, 0.4], "preferences": [[0, 1, 2], [0, 2, 1], [1, 0, 2], [2, 0, 1]],
                             "mu": 1, "line": "infinite"})";

json answer(const std::string& text, HypercubeMethod method, bool dispatches = false) {
  const test::TemporaryFolder folder;
  const std::filesystem::path file = folder / "town.json";
  write_file(file, text);
  return json::parse(lab_hypercube({.file = file, .method = method, .dispatches = dispatches}));
}

void expect_workload(const json& found, double a, double b, double c, double within) {
  ASSERT_EQ(found.at("workload").size(), 3U);
  EXPECT_NEAR(found.at("workload").at(0).get<double>(), a, within);
  EXPECT_NEAR(found.at("workload").at(1).get<double>(), b, within);
  EXPECT_NEAR(found.at("workload").at(2).get<double>(), c, within);
}

TEST(LabHypercube, GivesTheBooksExample) {
  const json found = answer(book, HypercubeMethod::exact);
  expect_workload(found, 0.5574, 0.4734, 0.4693, 5e-5);
  EXPECT_LE(found.at("residual").get<double>(), 1e-12);
  EXPECT_NEAR(found.at("wait_probability").get<double>(), 0.2368421, 1e-7);
  EXPECT_FALSE(found.contains("loss"));
  EXPECT_FALSE(found.contains("dispatches"));
  EXPECT_FALSE(found.contains("mean_travel"));
  expect_workload(answer(book, HypercubeMethod::pairs), 0.5574, 0.4734, 0.4693, 2e-4);
  expect_workload(answer(book, HypercubeMethod::larson), 0.5627, 0.4716, 0.4657, 1.1e-4);
}

TEST(LabHypercube, MeansTravelOverDispatches) {
  // Atom 0 asks unit 1 alone, atom 1 unit 0 alone; equal calls lost alike: half of the dispatches take 4, half 7.
  const std::string town =
      R"({"lambda": [1, 1], "preferences": [[1], [0]], "mu": [1, 1], "line": "zero", "travel": [[9, 4], [7, 9]]})";
  for (const HypercubeMethod method : {HypercubeMethod::exact, HypercubeMethod::pairs}) {
    const json found = answer(town, method, true);
    EXPECT_NEAR(found.at("mean_travel").get<double>(), 5.5, 1e-6);
    EXPECT_NEAR(found.at("loss").get<double>(), 0.5, 1e-4);
    EXPECT_NEAR(found.at("dispatches").at(0).at(1).get<double>(), 0.5, 1e-6);
    EXPECT_EQ(found.at("dispatches").at(0).at(0), 0);
    EXPECT_FALSE(found.contains("mean_queue"));
  }
}

TEST(LabHypercube, NamesWhatIsWrongWithAFile) {
  const auto message = [](const std::string& text) -> std::string {
    try {
      static_cast<void>(read_hypercube(text, "town.json"));
    } catch (const core::Error& error) {
      EXPECT_EQ(error.code(), core::ErrorCode::input);
      EXPECT_NE(error.message().zh.find("town.json"), std::string::npos);
      return error.message().en;
    }
    return "accepted";
  };
  const auto expect = [&](const std::string& text, const std::string& part) {
    EXPECT_NE(message(text).find(part), std::string::npos) << text << "\n" << message(text);
  };
  expect("{", "not JSON");
  expect("[]", "expected a JSON object");
  expect(R"({"preferences": [[0]], "mu": 1})", "lambda is missing");
  expect(R"({"lambda": 1, "preferences": [[0]], "mu": 1})", "lambda should be a list");
  expect(R"({"lambda": [1, "2"], "preferences": [[0]], "mu": 1})", "entry 1 of lambda is \"2\"");
  expect(R"({"lambda": [1], "preferences": [0], "mu": 1})", "entry 0 of preferences should be a list");
  expect(R"({"lambda": [1], "preferences": [[-1]], "mu": 1})", "names -1");
  expect(R"({"lambda": [1], "preferences": [[0.5]], "mu": 1})", "names 0.5");
  expect(R"({"lambda": [1], "preferences": [[4000]], "mu": 1})", "without gaps");
  expect(R"({"lambda": [1], "preferences": [[0]], "mu": "1"})", "mu should be");
  expect(R"({"lambda": [1], "preferences": [[0]], "mu": 1, "line": "short"})", "expected \"infinite\" or \"zero\"");
  expect(R"({"lambda": [1], "preferences": [[0]], "mu": 1, "lines": "zero"})", "unknown key \"lines\"");
  expect(R"({"lambda": [1], "preferences": [[0]], "mu": 1, "travel": []})", "travel has 0 rows");
  expect(R"({"lambda": [1], "preferences": [[0]], "mu": 1, "travel": [[1, 2]]})", "should have 1 numbers");
  expect(R"({"lambda": [1], "preferences": [[0]], "mu": 1, "travel": [[-1]]})", "negative time");
}

TEST(LabHypercube, SaysThatAFileIsNotThere) {
  try {
    static_cast<void>(lab_hypercube({.file = "/nowhere/town.json"}));
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::environment);
  }
}

}  // namespace
}  // namespace wangge::scenarios
