#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>
#include <string>

namespace wangge::test {
namespace {

using nlohmann::json;

class DedicatedGrids : public TownTest {};

TEST_F(DedicatedGrids, MakesDedicatedGridsOfTheScenario) {
  const std::string market = "[[planning.dedicated]]\nbuildings = [\"b0-5-5\", \"b0-5-6\"]\nname = \"Market\"\n";
  write("market.toml", read("town.toml") + market);
  const Answer answer = wangge({"plan", path("market.toml"), "--out", path("plans/market")});
  ASSERT_EQ(answer.code, 0) << answer.out << answer.err;
  const json plans = json::parse(read("plans/market/plans.json"));
  ASSERT_FALSE(plans.at("plans").empty());
  for (const json& one : plans.at("plans")) {
    ASSERT_EQ(one.at("dedicated").size(), 1U);
    EXPECT_EQ(one.at("dedicated")[0].at("name"), "Market");
    EXPECT_EQ(one.at("dedicated")[0].at("buildings"), 2);
    EXPECT_EQ(one.at("dedicated")[0].at("households"), 16) << "below the range, from which it is exempt";
    EXPECT_TRUE(one.at("valid").get<bool>());
  }
  // A run draws its own grids around it too; as today's grid it stays, whether it is asked for again or not.
  ASSERT_EQ(wangge({"run", path("market.toml"), "--out", path("runs/market"), "--quiet"}).code, 0);
  for (const std::string& asked : {path("market.toml"), scenario()}) {
    const Answer again = wangge({"plan", asked, "--set", "grids.source=" + path("runs/market/plan.gpkg"), "--set",
                                 "grids.layer=grids", "--out", path("plans/again"), "--quiet"});
    ASSERT_EQ(again.code, 0) << again.out << again.err;
    const json kept = json::parse(read("plans/again/plans.json"));
    EXPECT_EQ(kept.at("reference").at("dedicated"), kept.at("plans")[0].at("dedicated"));
  }
}

TEST_F(DedicatedGrids, ARunOfGivenGridsSaysWhichDedicatedGridsItDoesNotMake) {
  ASSERT_EQ(wangge({"run", scenario(), "--out", path("runs/today"), "--quiet"}).code, 0);
  const std::string today = "[grids]\nsource = \"runs/today/plan.gpkg\"\nlayer = \"grids\"\n";
  write("market.toml",
        read("town.toml") + today + "[[planning.dedicated]]\nbuildings = [\"b0-5-5\", \"b0-5-6\"]\nname = \"Market\"\n");
  const Answer given = wangge({"run", path("market.toml"), "--out", path("runs/given")});
  ASSERT_EQ(given.code, 0) << given.err;
  EXPECT_NE(given.out.find("the dedicated grid Market is not made: today's grids are taken as they are"), std::string::npos)
      << given.out;
  // A plan around it has it, so the run of that plan has nothing to say.
  ASSERT_EQ(wangge({"plan", path("market.toml"), "--out", path("plans/market"), "--quiet"}).code, 0);
  const Answer drawn =
      wangge({"run", path("market.toml"), "--plan", path("plans/market/plan-1.gpkg"), "--out", path("runs/drawn")});
  ASSERT_EQ(drawn.code, 0) << drawn.err;
  EXPECT_EQ(drawn.out.find("is not made"), std::string::npos) << drawn.out;
  EXPECT_EQ(wangge({"plan", path("market.toml"), "--out", path("plans/again")}).out.find("is not made"), std::string::npos);
}

TEST_F(DedicatedGrids, AGivenGridWithTheCellsOfADedicatedOneBecomesIt) {
  const std::string market = "[[planning.dedicated]]\nbuildings = [\"b0-5-5\", \"b0-5-6\"]\n";
  write("market.toml", read("town.toml") + market);
  ASSERT_EQ(wangge({"run", path("market.toml"), "--out", path("runs/today"), "--quiet"}).code, 0);
  // A layer from elsewhere does not tell kinds.
  ASSERT_EQ(
      run_command({"ogr2ogr", "-sql", "SELECT code, name, geom FROM grids", path("grids.geojson"), path("runs/today/plan.gpkg")})
          .code,
      0);
  write("given.toml", read("town.toml") + "[grids]\nsource = \"grids.geojson\"\n" + market);
  const Answer run = wangge({"run", path("given.toml"), "--out", path("runs/given")});
  ASSERT_EQ(run.code, 0) << run.out << run.err;
  EXPECT_EQ(run.out.find("is not made"), std::string::npos) << run.out;
  EXPECT_EQ(run.out.find("grids out of order"), std::string::npos) << "16 households, from whose range it is exempt\n" << run.out;
  const Answer kinds = run_command(
      {"ogrinfo", "-q", path("runs/given/plan.gpkg"), "-sql", "SELECT count(*) AS n FROM grids WHERE kind = 'dedicated'"});
  EXPECT_NE(kinds.out.find("= 1"), std::string::npos) << kinds.out;
}

TEST_F(DedicatedGrids, MakesADedicatedGridOfEveryPlaceOfAKind) {
  // An organisation in the house of row 5 and column 5 of the western community.
  write("bodies.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"sort":"school"},)"
                          R"("geometry":{"type":"Point","coordinates":[9.50461133,47.10312500]}}]})");
  const auto run = [&](const std::string& kind) {
    write("kind.toml", read("town.toml") + "[[ledger]]\nkind = \"organisations\"\nsource = \"bodies.geojson\"\nkind_field = " +
                           "\"sort\"\n[[planning.dedicated]]\nkind = [\"" + kind + "\"]\n");
    const Answer answer = wangge({"run", path("kind.toml"), "--out", path("runs/kind")});
    EXPECT_EQ(answer.code, 0) << answer.err;
    return answer.out;
  };
  const auto dedicated = [&] {
    return run_command({"ogrinfo", "-q", path("runs/kind/plan.gpkg"), "-sql",
                        "SELECT b.building FROM buildings b JOIN grids g ON b.grid = g.code WHERE g.kind = 'dedicated'"})
        .out;
  };
  EXPECT_NE(run("school").find("lodges among dwellings"), std::string::npos);
  EXPECT_EQ(dedicated().find("building (String)"), std::string::npos) << dedicated();
  EXPECT_NE(run("shcool").find("did you mean 'school'?"), std::string::npos);
  // The house is a school by the source's own word: the organisation has a house of its own, and so has another school.
  std::string houses = read("buildings.geojson");
  for (const std::string id : {"b0-5-5", "b1-8-3"}) {
    const std::string words = "\"id\":\"" + id + "\",\"type\":\"house\"";
    ASSERT_NE(houses.find(words), std::string::npos);
    houses.replace(houses.find(words), words.size(), "\"id\":\"" + id + "\",\"type\":\"school\"");
  }
  write("buildings.geojson", houses);
  (void)run("school");
  EXPECT_NE(dedicated().find("= b0-5-5"), std::string::npos) << dedicated();
  EXPECT_NE(dedicated().find("= b1-8-3"), std::string::npos) << dedicated();
  EXPECT_EQ(dedicated().find("= b0-5-4"), std::string::npos) << dedicated();
}

TEST_F(DedicatedGrids, NamesTheKeyOfADedicatedGridThatCannotBe) {
  const auto refused = [&](const std::string& keys) {
    write("bad.toml", read("town.toml") + keys);
    const Answer answer = wangge({"plan", path("bad.toml"), "--out", path("plans/bad")});
    EXPECT_EQ(answer.code, 2) << answer.out;
    EXPECT_EQ(names_in("plans"), "") << "nothing is left";
    return answer.err;
  };
  const std::string head = "[[planning.dedicated]]\n";
  const std::string misspelt = refused(head + "buildings = [\"b0-5-55\"]\n");
  EXPECT_NE(misspelt.find("planning.dedicated[0].buildings: there is no building 'b0-5-55'; did you mean 'b0-5-5'?"),
            std::string::npos)
      << misspelt;
  EXPECT_NE(misspelt.find("bad.toml:"), std::string::npos) << misspelt;
  const std::string twice = head + "buildings = [\"b0-5-5\"]\n";
  EXPECT_NE(refused(twice + twice).find("planning.dedicated[1].buildings: shares building b0-5-5 with "), std::string::npos);
  EXPECT_NE(refused(head + "buildings = [\"b0-0-0\", \"b0-9-9\"]\n").find("2 pieces that do not touch"), std::string::npos);
  EXPECT_NE(refused(head + "buildings = [\"b0-0-0\", \"b1-9-9\"]\n").find("a grid lies in one parent"), std::string::npos);
  EXPECT_NE(refused(head + "use = \"school\"\n").find("civic"), std::string::npos) << "the uses there are";
  EXPECT_NE(refused(head + "use = \"civic\"\n").find("say how large"), std::string::npos);
  EXPECT_NE(refused(head + "name = \"nothing\"\n").find("names buildings or compounds, or else a use, or else kinds"),
            std::string::npos);
}

TEST_F(DedicatedGrids, AreCalledAfterWhatTheyHoldAndListed) {
  std::string houses = read("buildings.geojson");
  for (const std::string id : {"b0-5-5", "b0-9-2", "b1-8-3"}) {
    const std::string words = "\"id\":\"" + id + "\",\"type\":\"house\"";
    ASSERT_NE(houses.find(words), std::string::npos);
    houses.replace(houses.find(words), words.size(), "\"id\":\"" + id + "\",\"type\":\"school\"");
  }
  write("buildings.geojson", houses);
  write("bodies.geojson",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"sort":"school","name":"Mill School"},)"
        R"("geometry":{"type":"Point","coordinates":[9.50461133,47.10312500]}}]})");
  write("schools.toml", read("town.toml") +
                            "[[ledger]]\nkind = \"organisations\"\nsource = \"bodies.geojson\"\nkind_field = \"sort\"\n"
                            "[[planning.dedicated]]\nkind = [\"school\"]\n");
  const Answer answer = wangge({"plan", path("schools.toml"), "--out", path("plans/schools")});
  ASSERT_EQ(answer.code, 0) << answer.out << answer.err;
  const json dedicated = json::parse(read("plans/schools/plans.json")).at("plans")[0].at("dedicated");
  ASSERT_EQ(dedicated.size(), 3U);
  std::set<std::string> names;
  for (const json& grid : dedicated) names.insert(grid.at("name").get<std::string>());
  EXPECT_EQ(names.size(), 3U) << "no name twice";
  EXPECT_TRUE(names.contains("Mill School"));
  EXPECT_NE(answer.out.find("dedicated grids:\n"), std::string::npos) << answer.out;
  EXPECT_NE(answer.out.find(" Mill School: 1 building, 8 households"), std::string::npos) << answer.out;
  EXPECT_NE(read("plans/schools/report.html").find("Mill School"), std::string::npos);

  // One of them lies in a grid of today that is locked: it is passed over by name, and the plan is made.
  ASSERT_EQ(wangge({"run", scenario(), "--out", path("runs/today"), "--quiet"}).code, 0);
  const Answer grid = run_command(
      {"ogrinfo", "-q", path("runs/today/plan.gpkg"), "-sql", "SELECT grid FROM buildings WHERE building = 'b0-5-5'"});
  const std::size_t at = grid.out.find("= ");
  ASSERT_NE(at, std::string::npos) << grid.out;
  const std::string code = grid.out.substr(at + 2, grid.out.find('\n', at) - at - 2);
  const Answer locked =
      wangge({"plan", path("schools.toml"), "--set", "grids.source=" + path("runs/today/plan.gpkg"), "--set", "grids.layer=grids",
              "--set", "planning.locked=[\"" + code + "\"]", "--out", path("plans/locked")});
  EXPECT_EQ(locked.code, 0) << locked.err;
  EXPECT_NE(locked.out.find("Mill School (building b0-5-5) makes no dedicated grid: it lies in grid " + code), std::string::npos)
      << locked.out << locked.err;
  EXPECT_EQ(read("plans/locked/plans.json").find("第0网格"), std::string::npos);
  const json beside = json::parse(read("plans/locked/plans.json")).at("plans")[0].at("dedicated");
  for (const json& one : beside) EXPECT_NE(one.at("name").get<std::string>().find("school"), std::string::npos) << one.dump();
}

}  // namespace
}  // namespace wangge::test
