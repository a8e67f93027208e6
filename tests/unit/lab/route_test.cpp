#include "scenarios/lab/route.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>

namespace wangge::scenarios {
namespace {

using network::Mode;

const std::filesystem::path liechtenstein =
    std::filesystem::path(WANGGE_SOURCE_DIR) / "data/liechtenstein/liechtenstein-20240304.osm.pbf";
const std::filesystem::path heidelberg =
    std::filesystem::path(WANGGE_SOURCE_DIR) / "../shared/data/heidelberg/heidelberg.osm.pbf";

nlohmann::json ask(const std::filesystem::path& roads, Mode mode, std::uint32_t verify) {
  core::SilentProgress progress;
  const RouteAnswer answer =
      lab_route({.roads = roads, .mode = mode, .sources = 50, .targets = 60, .verify = verify, .out = {}}, progress);
  const nlohmann::json json = nlohmann::json::parse(answer.json);
  EXPECT_EQ(json["mismatches"], answer.mismatches);
  return json;
}

class LabRoute : public ::testing::TestWithParam<Mode> {};

TEST_P(LabRoute, AgreesWithDijkstraOnAllOfLiechtenstein) {
  const nlohmann::json answer = ask(liechtenstein, GetParam(), 10'000);
  EXPECT_EQ(answer["mismatches"], 0);
  EXPECT_GE(answer["compared"], 12'000);
  EXPECT_GT(answer["reached"], 11'000);
  EXPECT_GT(answer["nodes"], 5'000);
}

TEST_P(LabRoute, AgreesWithDijkstraInACity) {
  if (!std::filesystem::exists(heidelberg)) GTEST_SKIP() << "no extract of a city";
  const nlohmann::json answer = ask(heidelberg, GetParam(), 10'000);
  EXPECT_EQ(answer["mismatches"], 0);
  EXPECT_GE(answer["compared"], 13'000);
  EXPECT_LT(answer["turns_unused"], 200);
}

INSTANTIATE_TEST_SUITE_P(Modes, LabRoute, ::testing::Values(Mode::walk, Mode::ebike, Mode::car),
                         [](const auto& tested) { return std::string(network::name(tested.param)); });

TEST(LabRouteTable, IsTheSameForAnyThreads) {
  core::SilentProgress progress;
  RouteQuestion question{.roads = liechtenstein, .sources = 40, .targets = 30, .out = {}};
  const auto digest = [&](int threads) {
    question.threads = core::Threads(threads);
    return nlohmann::json::parse(lab_route(question, progress).json)["digest"];
  };
  EXPECT_EQ(digest(1), digest(4));
}

}  // namespace
}  // namespace wangge::scenarios
