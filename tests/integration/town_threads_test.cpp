#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

/// Plans of a made town of twenty communities, some with compounds to be kept whole that make fair grids impossible: the searches
/// and proofs of many parents, shared out among threads.
namespace wangge::test {
namespace {

constexpr const char* town = R"(name = "made"
title = { zh = "小镇", en = "Made town" }
date = 2026-11-21
seed = 5
[synth]
form = "city"
buildings = 2000
households = 24000
residents = 64000
rivers = 1
bridges = 3
people = "buildings"
living = { compound = 0.8, lanes = 0.09, urban_village = 0.12 }
[[synth.level]]
name = "district"
labels = ["虚拟区"]
[[synth.level]]
name = "community"
count = 20
rural = 2
[planning]
households = [300, 600]
keep_whole = ["compound"]
aims = { work = 5 }
effort = 40
plans = 2
)";

class TownPlan : public TownTest {};

/// The rows of the grids as text, without the file's own stamps.
std::string grids_of(const std::string& package) {
  const Answer answer = run_command({"ogr2ogr", "-f", "CSV", "/vsistdout/", package, "grids", "-lco", "GEOMETRY=AS_WKT"});
  EXPECT_EQ(answer.code, 0) << answer.err;
  return answer.out;
}

TEST_F(TownPlan, HasTheSameBytesForOneTwoAndThreeThreads) {
  write("made.toml", town);
  ASSERT_EQ(wangge({"synth", path("made.toml"), "--out", path("town"), "--quiet"}).code, 0);
  std::vector<std::string> plans;
  std::vector<std::string> grids;
  for (const char* threads : {"1", "2", "3"}) {
    const std::string folder = std::string("plans/t") + threads;
    const Answer answer = wangge({"plan", path("town/town.toml"), "--out", path(folder), "--threads", threads, "--quiet"});
    ASSERT_LE(answer.code, 1) << answer.err;
    plans.push_back(read(folder + "/plans.json"));
    grids.push_back(grids_of(path(folder + "/plan-1.gpkg")));
  }
  EXPECT_NE(plans.front().find("deviation_bound_by"), std::string::npos)
      << "no parent that is hard to part: the test shows little";
  EXPECT_GT(grids.front().size(), 10'000U);
  for (std::size_t i = 1; i < plans.size(); ++i) {
    EXPECT_TRUE(plans[i] == plans[0]) << "plans.json of " << i + 1 << " threads";
    EXPECT_TRUE(grids[i] == grids[0]) << "grids of " << i + 1 << " threads";
  }
}

}  // namespace
}  // namespace wangge::test
