#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wangge::test {
namespace {

class Check : public TownTest {};

TEST_F(Check, ASoundTownPasses) {
  const Answer answer = wangge({"check", scenario()});
  EXPECT_EQ(answer.code, 0) << answer.err << answer.out;
  EXPECT_NE(answer.out.find("3 areas, 288 buildings (0 more unassigned)"), std::string::npos) << answer.out;
  EXPECT_NE(answer.out.find("2304 households, 5760 residents"), std::string::npos) << answer.out;
}

TEST_F(Check, ReportsPlaceCauseAndRepair) {
  std::string buildings = read("buildings.geojson");
  buildings.insert(
      buildings.rfind("]}"),
      R"(,{"type":"Feature","properties":{"id":"far","type":"house","floors":1,"dwellings":1,"people":2},"geometry":{"type":"Polygon","coordinates":[[[9.6,47.1],[9.6001,47.1],[9.6001,47.1001],[9.6,47.1001],[9.6,47.1]]]}})");
  write("buildings.geojson", buildings);
  const Answer answer = wangge({"check", scenario(), "--out", path("checked")});
  EXPECT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("building.outside"), std::string::npos) << answer.out;
  EXPECT_NE(answer.out.find("repair: draw the area it belongs to, or remove the building"), std::string::npos) << answer.out;
  EXPECT_EQ(names_in("checked"), "findings.geojson findings.gpkg findings.json");
  EXPECT_NE(read("checked/findings.geojson").find("building.outside"), std::string::npos);
  const Answer zh = wangge({"check", scenario(), "--lang", "zh"});
  EXPECT_NE(zh.out.find("修复：补画所属辖区，或删去该建筑"), std::string::npos) << zh.out;
}

TEST_F(Check, ReportsATownWithoutWorkersOrRequests) {
  const std::string town = read("town.toml");
  write("town.toml", town.substr(0, town.find("[[responder]]")) + "[simulation]\nhorizon = \"3 d\"\n");
  const Answer answer = wangge({"check", scenario()});
  EXPECT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("warning scenario.no_workers"), std::string::npos) << answer.out;
  EXPECT_NE(answer.out.find("warning scenario.no_requests"), std::string::npos) << answer.out;
}

TEST_F(Check, ReportsALayerWithoutPostsAmongAllElse) {
  write("stations.csv", "name,stands\nwest,here\n");
  std::string buildings = read("buildings.geojson");
  buildings.insert(
      buildings.rfind("]}"),
      R"(,{"type":"Feature","properties":{"id":"far","type":"house","floors":1,"dwellings":1,"people":2},"geometry":{"type":"Polygon","coordinates":[[[9.6,47.1],[9.6001,47.1],[9.6001,47.1001],[9.6,47.1001],[9.6,47.1]]]}})");
  write("buildings.geojson", buildings);
  write("posts.toml",
        "extends = \"town.toml\"\n[[post]]\nkind = \"station\"\nat = \"stations.csv\"\nreference = \"EPSG:4326\"\n");
  const Answer answer = wangge({"check", path("posts.toml"), "--verbose"});
  EXPECT_EQ(answer.code, 1) << answer.err;
  for (const char* words : {"error post.none x1", "'stations.csv' gives no post of the kind \"station\"",
                            "repair: check post.at, post.kind_field and post.kind", "building.outside"})
    EXPECT_NE(answer.out.find(words), std::string::npos) << words << answer.out;
  const Answer zh = wangge({"check", path("posts.toml"), "--lang", "zh"});
  EXPECT_NE(zh.out.find("修复：核对 post.at、post.kind_field 和 post.kind"), std::string::npos) << zh.out;
  for (const std::string verb : {"run", "plan"}) {
    const Answer refused = wangge({verb, path("posts.toml"), "--out", path("refused")});
    EXPECT_EQ(refused.code, 1) << verb;
    EXPECT_NE(refused.err.find("gives no post of the kind \"station\""), std::string::npos) << refused.err;
    EXPECT_EQ(refused.out.find("post.none"), std::string::npos) << refused.out;
  }
}

// Everything that would end a search is told at once: places, names, values, a fixed name that nobody has, too few candidates.
TEST_F(Check, AuditsTheCandidatesOfASiting) {
  write("rooms.csv",
        "name,x,y,cost\nhall,9.505,47.1035,10\nhall,9.506,47.1035,10\nfar,9.3,47.1035,10\ndebt,9.5055,47.1035,-3\n"
        "odd,9.5065,47.1035,much\nlost,,,10\n");
  write("site.toml", R"(extends = "town.toml"
[siting]
problem = "p-median"
number = 9
fixed = ["far", "hal"]
[siting.candidates]
source = "rooms.csv"
reference = "EPSG:4326"
cost = "cost"
)");
  const Answer answer = wangge({"check", path("site.toml"), "--verbose"});
  EXPECT_EQ(answer.code, 1) << answer.err;
  for (const char* words :
       {"error site.outside x1", "error site.duplicate x1", "error site.no_place x1", "error site.bad_number x2",
        "error site.fixed_barred x1", "error site.unknown_name x1", "did you mean \"hall\"", "error site.too_few x1",
        "field cost of", "is \"-3\", expected a number of at least 0",
        "9 sites are asked for (siting.number), but only 3 of 5 candidates"})
    EXPECT_NE(answer.out.find(words), std::string::npos) << words << "\n" << answer.out;
  const Answer none = wangge({"check", path("site.toml"), "--set", "siting.candidates.source=nowhere.csv"});
  EXPECT_EQ(none.code, 1) << none.err;
  EXPECT_NE(none.out.find("error site.source x1"), std::string::npos) << none.out << none.err;
  EXPECT_NE(none.out.find("nowhere.csv"), std::string::npos) << none.out;
}

TEST_F(Check, ReportsASourceWithoutBuildings) {
  write("none.csv", "id,type,floors,dwellings,people,wkt\n");
  const std::vector<std::string> words = {
      "check", scenario(), "--set", "buildings.source=none.csv", "--set", "buildings.reference=EPSG:4326"};
  const Answer answer = wangge(words);
  EXPECT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("warning building.none x1\n    none.csv buildings.source  the source holds no building"),
            std::string::npos)
      << answer.out;
  EXPECT_NE(answer.out.find("repair: check buildings.source and buildings.layer"), std::string::npos) << answer.out;
  EXPECT_EQ(answer.out.find("building.all_outside"), std::string::npos) << answer.out;
}

TEST_F(Check, ReportsBuildingsThatAllLieElsewhere) {
  // Every house a degree further west.
  std::string buildings = read("buildings.geojson");
  for (std::size_t at = 0; (at = buildings.find("[9.5", at)) != std::string::npos; ++at) buildings[at + 1] = '8';
  write("buildings.geojson", buildings);
  const Answer answer = wangge({"check", scenario()});
  EXPECT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find(
                "warning building.all_outside x1\n    buildings.geojson buildings.source  none of the 288 buildings lies in "
                "an area"),
            std::string::npos)
      << answer.out;
  const Answer zh = wangge({"check", scenario(), "--lang", "zh"});
  EXPECT_NE(zh.out.find("全部 288 栋建筑都未归入任何辖区"), std::string::npos) << zh.out;
  EXPECT_NE(zh.out.find("修复：核对 buildings.reference、reference 和辖区边界"), std::string::npos) << zh.out;
}

std::size_t count_of(const std::string& what, const std::string& text) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

TEST_F(Check, ReportsAGapAndAnOverlapOnceEach) {
  // The eastern border of West moves: 79 m back, then 73 m into East.
  const std::string whole = read("communities.geojson");
  const std::string border = "[9.51054018,47.";
  const auto found_with = [&](const std::string& moved) {
    std::string text = whole;
    const std::size_t east = text.find("1102");
    for (std::size_t at = text.find(border); at < east; at = text.find(border, at)) text.replace(at, border.size(), moved);
    write("communities.geojson", text);
    return wangge({"check", scenario()}).out;
  };
  const std::string gap = found_with("[9.50950000,47.");
  EXPECT_EQ(count_of(" area.gap ", gap), 1u) << gap;
  EXPECT_EQ(count_of("belongs to no area of this level: 63", gap), 1u) << gap;
  EXPECT_EQ(count_of("area.uncovered", gap), 0u) << gap;
  const std::string overlap = found_with("[9.51150000,47.");
  EXPECT_EQ(count_of(" area.overlap ", overlap), 1u) << overlap;
}

TEST_F(Check, ExtendsADefaultThatComesWithTheProgram) {
  // "office" is a profile of the shipped file; the town itself has none.
  const std::vector<std::string> words = {"check", scenario(), "--set", "request.0.hours=office"};
  EXPECT_EQ(wangge(words).code, 2);
  write("town.toml", "extends = \"defaults/urban.toml\"\n" + read("town.toml"));
  const Answer answer = wangge(words);
  EXPECT_EQ(answer.code, 0) << answer.err;
}

// Whether a rate counts them or not: what is wrong with them is told as `run` tells it.
TEST_F(Check, ReadsTheLayersThatGroupsComeFrom) {
  write("old.csv", "x,y,persons\n9.505,47.1035,3\n9.3,47.1035,4\n");
  const std::string town = read("town.toml");
  const auto with = [&](const std::string& source, const std::string& more) {
    write("town.toml", town + "[[population.group]]\nname = \"old\"\n" + source + "reference = \"EPSG:4326\"\n" + more);
  };
  const std::string rate = "[[request]]\nkind = \"care\"\nrate = \"1 per old per year\"\nhandle = \"constant 10 min\"\n";
  for (const std::string& more : {std::string(), rate}) {
    with("source = \"old.csv\"\ncount = \"persons\"\n", more);
    const Answer sound = wangge({"check", scenario(), "--verbose"});
    EXPECT_EQ(sound.code, 0) << sound.err << sound.out;
    EXPECT_NE(sound.out.find("demand.outside"), std::string::npos) << sound.out;
    EXPECT_NE(sound.out.find("old: 4 stand in no cell"), std::string::npos) << sound.out;
    for (const auto& [source, words] :
         std::vector<std::pair<std::string, std::string>>{{"source = \"young.csv\"\n", "young.csv"},
                                                          {"source = \"old.csv\"\nlayer = \"olds\"\n", "olds"},
                                                          {"source = \"old.csv\"\ncount = \"people\"\n", "people"}}) {
      with(source, more);
      const Answer check = wangge({"check", scenario()});
      EXPECT_NE(check.code, 0) << source << check.out;
      EXPECT_NE(check.err.find(words), std::string::npos) << check.err;
      if (more.empty()) continue;
      const Answer run = wangge({"run", scenario(), "--out", path("runs/a")});
      EXPECT_EQ(run.code, check.code) << source;
      const auto error = [](const Answer& answer) { return answer.err.substr(answer.err.find("wangge: ")); };
      EXPECT_EQ(error(run), error(check)) << source;
    }
  }
}

TEST_F(Check, AnswersInJson) {
  const Answer answer = wangge({"check", scenario(), "--json"});
  EXPECT_EQ(answer.code, 0);
  EXPECT_NE(answer.out.find("\"buildings\": 288"), std::string::npos) << answer.out;
}

TEST_F(Check, ReportsWhatPlanWouldSayOfGivenGrids) {
  // The whole town as one grid that crosses both communities.
  write("grids.geojson",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"1101001","name":"All"},)"
        R"("geometry":{"type":"Polygon","coordinates":[[[9.4,47.0],[9.6,47.0],[9.6,47.2],[9.4,47.2],[9.4,47.0]]]}}]})");
  write("given.toml", read("town.toml") + "[grids]\nsource = \"grids.geojson\"\n");
  const Answer answer = wangge({"check", path("given.toml")});
  EXPECT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("plan.split"), std::string::npos) << answer.out;
  EXPECT_EQ(answer.out.find("nothing was found wrong"), std::string::npos) << answer.out;
  // The same grid somewhere else.
  std::string grids = read("grids.geojson");
  for (std::size_t at = grids.find("47."); at != std::string::npos; at = grids.find("47.")) grids.replace(at, 3, "12.");
  write("grids.geojson", grids);
  const Answer elsewhere = wangge({"check", path("given.toml")});
  EXPECT_EQ(elsewhere.code, wangge({"plan", path("given.toml"), "--out", path("plans/a")}).code);
  EXPECT_NE(elsewhere.err.find("given.toml:"), std::string::npos) << elsewhere.err;
  EXPECT_NE(elsewhere.err.find("none of the 1 grids of 'grids.geojson' lies on this land"), std::string::npos) << elsewhere.err;
}

}  // namespace
}  // namespace wangge::test
