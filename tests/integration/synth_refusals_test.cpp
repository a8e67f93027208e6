#include "tests/integration/made_quarter.h"

#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

/// What `wangge synth` refuses, in which words, and what it warns of.
namespace wangge::test {
namespace {

TEST_F(Synth, OutlinesThatAreNoTownAreRefused) {
  const auto refused = [&](const std::string& geometry, const std::string& words) {
    write(
        "outline.geojson",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":" + geometry + "}]}");
    const Answer answer = synth({"--set", "synth.outline.source=" + path("outline.geojson")});
    EXPECT_EQ(answer.code, 1) << geometry << answer.err;
    EXPECT_NE(answer.err.find(words), std::string::npos) << answer.err;
    EXPECT_EQ(names_in("towns"), "");
  };
  const std::string box = "[[108,24],[108.006,24],[108.006,24.006],[108,24.006],[108,24]]";
  const std::string hole = "[[108.002,24.002],[108.002,24.003],[108.003,24.003],[108.003,24.002],[108.002,24.002]]";
  const std::string other = "[[108.02,24],[108.026,24],[108.026,24.006],[108.02,24.006],[108.02,24]]";
  refused("{\"type\":\"Polygon\",\"coordinates\":[" + box + "," + hole + "]}", "must have none");
  refused("{\"type\":\"MultiPolygon\",\"coordinates\":[[" + box + "],[" + other + "]]}", "it must be one");
  refused("{\"type\":\"Polygon\",\"coordinates\":[[[108,24],[108.01,24.01],[108,24]]]}", "has an area of 0 m2");
  refused("{\"type\":\"Polygon\",\"coordinates\":[[[108,24],[108.02,24.01],[108.02,24],[108,24.006],[108,24]]]}",
          "crosses itself");
  refused("{\"type\":\"Polygon\",\"coordinates\":[[[100,20],[110,20],[110,30],[100,30],[100,20]]]}", "at the most");
}

TEST_F(Synth, BadInputLeavesNothing) {
  const auto refused = [&](const std::string& change, int code, const std::string& words) {
    const Answer answer = synth({"--set", change});
    EXPECT_EQ(answer.code, code) << change << answer.err;
    EXPECT_NE(answer.err.find(words), std::string::npos) << change << "\n" << answer.err;
    EXPECT_EQ(names_in("towns"), "") << change;
  };
  refused("synth.residents=200", 1, "persons a household");
  refused("synth.area=2 ha", 1, "km2 are enough");
  refused("synth.level.community.count=600", 1, "are more than the");
  refused("synth.area=0 m2", 2, "is zero");
  refused("synth.area=1000000000 km2", 1, "at the most");
  refused("synth.enterprises=1000000000000", 1, "one for each resident");
  refused("synth.households=1", 1, "1 to 8 persons a household");
  refused("synth.in_need=3000", 1, "at most 2300");
  refused("synth.ages.child=2301", 1, "ages");
  refused("synth.households=0", 2, "the least is 1");
  refused("synth.rivers=-1", 2, "the least is 0");
  refused("synth.relief=nan", 2, "finite");
  refused("synth.stage=[{ year = 2010, share = \"60 %\" }, { year = 2000, share = \"30 %\" }]", 2, "after the stage before");
  refused("synth.outline.source=none.geojson", 3, "none.geojson");
  refused("synth.stage=[{ year = 2005, share = \"60 %\" }, { year = 2015, share = \"50 %\" }]", 2, "above the stage before");
  refused("synth.stage=[{ year = 2005, share = \"0 %\" }]", 2, "above zero");
  refused("synth.stage=[{ year = 1900, share = \"10 %\" }]", 2, "too early");
  refused("synth.households=-5", 2, "synth.households");
  refused("synth.code=abc", 2, "is no code");
  refused("synth.code=", 2, "is no code");
  refused("synth.level=[{ name = \"../town\" }, { name = \"community\" }]", 2, "cannot name a layer");
  refused("synth.level=[{ name = \"gpkg_contents\" }, { name = \"community\" }]", 2, "cannot name a layer");
  refused("synth.names.county=\"440203\"", 2, "has no effect without synth.names.source");
  refused("synth.level.community.count=350", 1, "km2 are enough");
  refused("synth={ form = \"quarter\", area = \"1 km2\", households = 900, rivers = 2, river_width = \"400 m\" }", 1,
          "too wide for 1 km2");
  refused("synth.level.community.labels=[\"甲\", \"乙\", \"丙\"]", 2, "has 3 names for 2 areas");
  refused("synth.housholds=5", 2, "did you mean \"synth.households\"?");
}

TEST_F(Synth, DoesNotReplaceTheFolderThatItReads) {
  ASSERT_EQ(synth().code, 0);
  std::filesystem::copy_file(path("made.toml"), path("towns/a/made.toml"));
  const Answer answer = wangge({"synth", path("towns/a/made.toml"), "--out", path("towns/a")});
  EXPECT_EQ(answer.code, 2);
  EXPECT_NE(answer.err.find("which is read: replacing the folder would destroy it"), std::string::npos) << answer.err;
  EXPECT_TRUE(std::filesystem::exists(path("towns/a/made.toml")));
  write("towns/a/outline.geojson", "{}");
  for (const char* verb : {"synth", "run", "plan"}) {
    const Answer outline =
        wangge({verb, path("made.toml"), "--set", "synth.outline.source=\"towns/a/outline.geojson\"", "--out", path("towns/a")});
    EXPECT_EQ(outline.code, 2) << verb;
    EXPECT_NE(outline.err.find("outline.geojson, which is read"), std::string::npos) << outline.err;
  }
}

TEST_F(Synth, TooLittleLandIsToldHowMuchWouldDo) {
  struct Case {
    const char* area;
    int households;
    int communities = 2;
  };
  for (const Case& one : {Case{"0.2", 6500}, Case{"0.01", 1500}, Case{"0.044", 1500}, Case{"0.01", 345}, Case{"0.015", 20},
                          Case{"0.3", 3000, 120}, Case{"0.2", 900, 250}, Case{"0.5", 2000, 300}}) {
    SCOPED_TRACE(std::string(one.area) + " km2, " + std::to_string(one.households) + ", " + std::to_string(one.communities));
    const auto with = [&](const std::string& area) {
      return synth({"--set", "synth.area=" + area + " km2", "--set", "synth.households=" + std::to_string(one.households),
                    "--set", "synth.level.community.count=" + std::to_string(one.communities), "--set",
                    "synth.residents=" + std::to_string(one.households * 5 / 2)});
    };
    const Answer refused = with(one.area);
    EXPECT_EQ(refused.code, 1) << refused.err;
    EXPECT_NE(refused.err.find("--set synth.area="), std::string::npos) << refused.err;
    EXPECT_EQ(names_in("towns"), "");
    const std::string words = "by a rough estimate about ";
    const std::size_t at = refused.err.find(words) + words.size();
    ASSERT_GT(at, words.size()) << refused.err;
    const Answer made = with(refused.err.substr(at, refused.err.find(" km2", at) - at));
    EXPECT_EQ(made.code, 0) << made.err;
    std::filesystem::remove_all(path("towns"));
  }
}

TEST_F(Synth, WarnsWhereTheTownDiffersFromWhatWasAsked) {
  const auto said = [&](const std::vector<std::string>& more) {
    std::filesystem::remove_all(path("towns"));
    const Answer answer = synth(more);
    EXPECT_EQ(answer.code, 0) << answer.err;
    return answer.err + answer.out;
  };
  const auto holds = [](const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; };
  const std::string roomy = said({"--set", "synth.area=4 km2"});
  EXPECT_TRUE(holds(roomy, "households a hectare; a quarter usually has more than 3")) << roomy;
  EXPECT_TRUE(holds(roomy, "synth.occupied is 88 %: the land is larger than this town needs")) << roomy;
  EXPECT_TRUE(holds(said({"--as", "osm.pbf"}), "synth.grids = \"grids_even\" is not written"));
  const std::string early =
      said({"--set", "synth.level.community.count=4", "--set", "synth.stage=[{ year = 1990, share = \"5 %\" }]"});
  EXPECT_TRUE(holds(early, "of 4 yet")) << early;
  EXPECT_TRUE(holds(early, "times the first estimate")) << early;
  const std::string usual = said({});
  EXPECT_FALSE(holds(usual, "warning")) << usual;
  EXPECT_FALSE(holds(usual, "nobody lives")) << usual;
}

TEST_F(Synth, WithoutASectionItSaysSo) {
  const Answer answer = wangge({"synth", scenario(), "--out", path("towns/a")});
  EXPECT_EQ(answer.code, 2);
  EXPECT_NE(answer.err.find("has no section [synth]"), std::string::npos) << answer.err;
}

}  // namespace
}  // namespace wangge::test
