#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <regex>
#include <string>
#include <vector>

namespace wangge::test {
namespace {

using nlohmann::json;

/// A made quarter with the partitions of three sectors.
constexpr const char* quarter = R"(name = "made"
date = 2026-11-21
seed = 3
[synth]
form = "quarter"
households = 1200
residents = 3000
rivers = 0
railway = false
partitions = ["grids_even", "police_beats", "unit_grids", "emergency_zones"]
GRIDS
[[synth.level]]
name = "town"
[[synth.level]]
name = "community"
count = 2
[planning]
households = [100, 300]
effort = 20
[[responder]]
shift = ["mon-fri 08:00-12:00"]
[[request]]
kind = "repair"
rate = "60 per 1000 residents per year"
handle = "lognormal 20 min cv 0.8"
[simulation]
horizon = "1 d"
replications = 1
)";

class Redraw : public TownTest {
 protected:
  void write_scenario(const std::string& grids, const std::string& more) const {
    std::string text = quarter;
    text.replace(text.find("GRIDS"), 5, grids);
    write("made.toml", text + more);
  }
  [[nodiscard]] Answer run(const std::string& out) const { return wangge({"run", path("made.toml"), "--out", path(out)}); }
};

TEST_F(Redraw, CommunitiesAreDrawnAnewAndGridsFollow) {
  write_scenario("grids = \"grids_even\"", "[repartition]\nlevel = \"community\"\ninto = 3\ntolerance = \"40 %\"\n");
  write("made.toml", std::regex_replace(read("made.toml"), std::regex("households = 1200\nresidents = 3000"),
                                        "households = 6000\nresidents = 15000"));
  const Answer answer = run("runs/a");
  ASSERT_EQ(answer.code, 0) << answer.err << answer.out;
  const json body = json::parse(read("runs/a/repartition.json"));
  ASSERT_EQ(body["areas"].size(), 3U);
  EXPECT_TRUE(body["grids_whole"]);
  EXPECT_EQ(body["people_out_of_range"], 0);
  EXPECT_LE(body["households_moved_at_least"], body["households_moved"]);
  std::int64_t residents = 0;
  std::int64_t fresh = 0;
  for (const json& area : body["areas"]) {
    residents += area["residents"].get<std::int64_t>();
    fresh += area["new"].get<bool>() ? 1 : 0;
  }
  EXPECT_EQ(residents, 15000);
  EXPECT_EQ(fresh, 1);
  for (const json& grid : body["grid_codes"])
    EXPECT_EQ(grid["relation"], "recoded") << "no grid is cut, and no number is another's";
  // Whom it moves stands on the console and in the reports, of a proposal too.
  const std::string moved = std::to_string(body["households_moved"].get<std::int64_t>());
  EXPECT_NE(answer.out.find("households under another area  "), std::string::npos) << answer.out;
  EXPECT_NE(answer.out.find(moved + " (at least "), std::string::npos) << answer.out;
  EXPECT_EQ(json::parse(read("runs/a/metrics.json"))["repartition"]["households_moved"], body["households_moved"]);
  EXPECT_NE(read("runs/a/report.html").find("households come under another area"), std::string::npos);
  const Answer plan = wangge({"plan", path("made.toml"), "--set", "planning.plans=1", "--out", path("plans/a")});
  ASSERT_EQ(plan.code, 0) << plan.err << plan.out;
  const std::string void_codes =
      run_command({"ogrinfo", "-q", path("plans/a/plan-1.gpkg"), "-sql", "SELECT code FROM voided_codes"}).out;
  for (const json& grid : body["grid_codes"]) {
    const auto code = grid["old_code"].get<std::string>();
    EXPECT_NE(void_codes.find(" = " + code + "\n"), std::string::npos) << code << " may be given out again\n" << void_codes;
  }
  EXPECT_NE(plan.out.find("Level community is drawn anew: 3 areas, 1 of them new."), std::string::npos) << plan.out;
  EXPECT_NE(read("plans/a/report.html").find("households come under another area"), std::string::npos);
  EXPECT_EQ(json::parse(read("plans/a/plans.json"))["repartition"]["households_moved"], body["households_moved"]);
  // From old areas to new ones, with today's grids, in both reports.
  std::int64_t moved_in_table = 0;
  const json redrawn = json::parse(read("plans/a/plans.json"))["repartition"];
  for (const json& change : redrawn["changes"]) {
    EXPECT_FALSE(change["old_name"].get<std::string>().empty());
    EXPECT_GT(change["grids"], 0);
    if (!change["stays"].get<bool>()) moved_in_table += change["households"].get<std::int64_t>();
  }
  EXPECT_EQ(moved_in_table, body["households_moved"]);
  for (const char* report : {"runs/a/report.html", "plans/a/report.html"})
    EXPECT_NE(read(report).find(">Old area<"), std::string::npos) << report;
  // Grids are called after the community they are in.
  const Answer strangers = run_command({"ogrinfo", "-q", path("runs/a/plan.gpkg"), "-sql",
                                        "SELECT count(*) AS n FROM grids g JOIN levels l ON g.parent = l.code WHERE "
                                        "substr(g.name, 1, length(l.name)) <> l.name"});
  EXPECT_NE(strangers.out.find("= 0"), std::string::npos) << strangers.out;
  EXPECT_NE(answer.out.find("does not begin with the code of its area"), std::string::npos) << answer.out;
}

TEST_F(Redraw, SectorsAreMergedAndEveryBorderExplained) {
  write_scenario("", R"([[sector]]
name = "police"
source = "town.gpkg"
layer = "police_beats"
[[sector]]
name = "city management"
source = "town.gpkg"
layer = "unit_grids"
[[sector]]
name = "emergency"
source = "town.gpkg"
layer = "emergency_zones"
[microgrids]
count = 30
captains = 50
)");
  const Answer answer = run("runs/a");
  ASSERT_EQ(answer.code, 0) << answer.err << answer.out;
  const json body = json::parse(read("runs/a/sectors.json"));
  EXPECT_EQ(body["sectors"].size(), 3U);
  EXPECT_EQ(body["agreement"].size(), 3U);
  EXPECT_FALSE(body["borders"].empty());
  for (const json& border : body["borders"]) {
    EXPECT_FALSE(border["reason"]["zh"].get<std::string>().empty());
    for (const auto& [sector, share] : border["share_of_sector"].items()) EXPECT_LE(share.get<double>(), 1.0) << sector;
  }
  EXPECT_FALSE(body["conflicts"].empty());
  for (const json& conflict : body["conflicts"]) {
    EXPECT_NE(conflict["mostly_in"], conflict["this_piece_in"]);
    const auto outcome = conflict["outcome"].get<std::string>();
    EXPECT_EQ(conflict.contains("follows"), outcome == "apart" || outcome == "together") << conflict;
    if (outcome == "apart") {
      EXPECT_EQ(conflict["follows"], conflict["against"]);
    }
    if (outcome == "together") {
      EXPECT_EQ(conflict["follows"], conflict["sector"]);
    }
    EXPECT_FALSE(conflict["grids"].empty());
    EXPECT_LE(conflict["followed_m"], conflict["border_m"]);
    for (const char* language : {"zh", "en"}) EXPECT_FALSE(conflict["reason"][language].get<std::string>().empty());
  }
  for (const char* said : {"how far borders of sectors agree: police and city management share ", "note sector.followed",
                           "note microgrids.drawn", "30 microgrids are drawn in "})
    EXPECT_NE(answer.out.find(said), std::string::npos) << said << answer.out;
  EXPECT_NE(read("runs/a/report.html").find("how far borders of sectors agree"), std::string::npos);
  const Answer plan = wangge({"plan", path("made.toml"), "--set", "planning.plans=1", "--out", path("plans/a")});
  EXPECT_NE(plan.out.find("note microgrids.not_in_plan"), std::string::npos) << plan.out << plan.err;
}

TEST_F(Redraw, RefusesSectionsThatContradictThemselves) {
  for (const char* more :
       {"[repartition]\nlevel = \"ward\"\ninto = 3\n", "[repartition]\nlevel = \"community\"\n",
        "[repartition]\nlevel = \"community\"\npeople = 500\nhouseholds = 200\n", "[microgrids]\ncaptains = 3\n",
        "[microgrids]\ncount = 3\nhouseholds = 40\n", "[planning]\ncode_layout = \"6+\"\n"}) {
    std::string text = more;
    std::string base = quarter;
    base.replace(base.find("GRIDS"), 5, "");
    if (text.find("[planning]") != std::string::npos) {
      base.replace(base.find("[planning]\n"), 11, text);
      text.clear();
    }
    write("made.toml", base + text);
    EXPECT_EQ(run("runs/a").code, 2) << more;
  }
  write_scenario("grids = \"grids_even\"", "[repartition]\nlevel = \"community\"\ninto = 30\npeople = 5000\n");
  EXPECT_EQ(run("runs/a").code, 1) << "the people do not suffice";
  write_scenario("grids = \"grids_even\"", "[repartition]\nlevel = \"community\"\ninto = 300\n");
  EXPECT_NE(run("runs/a").err.find("repartition.into: 300 areas are asked for, and there are only "), std::string::npos);
  write_scenario("", "[repartition]\nlevel = \"comunity\"\ninto = 3\n");
  EXPECT_NE(run("runs/a").err.find("did you mean \"community\"?"), std::string::npos);
}

}  // namespace
}  // namespace wangge::test
