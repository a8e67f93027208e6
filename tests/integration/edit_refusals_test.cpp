#include "tests/integration/edited_town.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

/// What `wangge edit` refuses, in which words, and what it marks.
namespace wangge::test {
namespace {

TEST_F(Edit, ARefusalStandsWithItsPlace) {
  write("wrong.toml", "[[edit]]\ndo = \"recode\"\ngrid = \"1101001\"\ncode = \"1101abc\"\n");
  const json refusal = json::parse(edit("v2", {"--edits", path("wrong.toml")}).out)["edits"][0]["refusal"];
  EXPECT_EQ(refusal["rule"], 6);
  EXPECT_EQ(refusal["grid"], "1101001");
  EXPECT_EQ(refusal["area"], "1101");
  EXPECT_EQ(refusal["place"].size(), 2U);
}

/// Rule 7 where the scenario enforces it.
TEST_F(Edit, AGridWithoutALeaderIsNotApproved) {
  const std::string vacant = R"(planning.staff.no_leader=["1102001"])";
  ASSERT_EQ(edit("consulted", {"--approve", "consulted", "--set", vacant}).code, 0);
  EXPECT_EQ(edit("reported", {"--plan", gpkg("consulted"), "--approve", "approved", "--set", vacant}).code, 0) << "only reported";
  const Answer answer = edit("enforced", {"--plan", gpkg("consulted"), "--approve", "approved", "--set", vacant, "--set",
                                          "planning.staff.enforced=true"});
  EXPECT_EQ(answer.code, 1);
  const json obstacles = json::parse(answer.out)["approval"]["obstacles"];
  ASSERT_EQ(obstacles.size(), 1U);
  EXPECT_EQ(obstacles[0]["grid"], "1102001");
  EXPECT_EQ(obstacles[0]["rule"], 7);
  EXPECT_EQ(obstacles[0]["reason"]["en"], "has no leader");

  const std::vector<std::string> wish = {"--set", vacant, "--set", "planning.households=[200, 700]"};
  std::vector<std::string> words = {"plan",  scenario(),
                                    "--out", path("plans"),
                                    "--set", "planning.staff.enforced=true",
                                    "--set", "planning.locked=[\"1102001\"]"};
  words.insert(words.end(), wish.begin(), wish.end());
  EXPECT_EQ(wangge(words).code, 1) << "no plan is in order";
  const json violations = json::parse(read("plans/plans.json"))["plans"][0]["violations"];
  ASSERT_EQ(violations.size(), 1U) << "new grids have people";
  EXPECT_EQ(violations[0]["rule"], 7);

  const Answer check = wangge({"check", scenario(), "--set", vacant, "--set", "planning.staff.enforced=true"});
  EXPECT_EQ(check.code, 1);
  EXPECT_NE(check.out.find("error plan.unstaffed"), std::string::npos) << check.out;
  EXPECT_NE(check.out.find("grid 1102001 has no leader (rule 7)"), std::string::npos) << check.out;
  EXPECT_EQ(wangge({"check", scenario(), "--set", vacant}).code, 0) << "reported";
  const Answer unknown = wangge({"check", scenario(), "--set", R"(planning.staff.no_worker=["1102009"])"});
  EXPECT_NE(unknown.out.find("there is no grid 1102009 today"), std::string::npos) << unknown.out;
}

TEST_F(Edit, ApprovalNamesEveryGridThatBreaksARule) {
  ASSERT_EQ(edit("consulted", {"--approve", "consulted"}, "[200, 500]").code, 0);
  const Answer answer = edit("approved", {"--plan", gpkg("consulted"), "--approve", "approved"}, "[200, 500]");
  EXPECT_EQ(answer.code, 1);
  const json approval = json::parse(answer.out)["approval"];
  EXPECT_FALSE(approval["granted"]);
  ASSERT_EQ(approval["obstacles"].size(), 4U);
  EXPECT_EQ(approval["obstacles"][0]["grid"], "1101001");
  EXPECT_EQ(approval["obstacles"][0]["rule"], 5);
  EXPECT_NE(answer.err.find("grid 1102002, rule 5"), std::string::npos) << answer.err;
  EXPECT_EQ(json::parse(answer.out)["plan"]["after"]["status"], "consulted");
}

TEST_F(Edit, SaysWhatIsWrongWithTheListBeforeAnythingIsWritten) {
  for (const auto& [text, words] : std::vector<std::pair<std::string, std::string>>{
           {"[[edit]]\ndo = \"splt\"\n", "did you mean \"split\""},
           {"[[edit]]\ndo = \"merge\"\ngrids = \"1101001\"\n", "expected texts"},
           {"[[edit]]\ndo = \"rename\"\ngrid = \"1101001\"\nname = \"x\"\nnmae = \"y\"\n", "did you mean \"name\""},
           {"[[edit]]\ndo = \"split\"\ngrid = \"1101001\"\n", "line is missing"},
           {"reference = \"EPSG:1\"\n[[edit]]\n", "is not understood"},
           {"", "there is no edit"}}) {
    write("bad.toml", text);
    const Answer answer = edit("bad", {"--edits", path("bad.toml")});
    EXPECT_EQ(answer.code, 2) << text;
    const json error = json::parse(answer.out);
    EXPECT_NE(error.dump().find(json(words).dump().substr(1, json(words).dump().size() - 2)), std::string::npos) << answer.out;
  }
  EXPECT_EQ(names_in(".").find("bad "), std::string::npos) << "no folder";
  const Answer absent = edit("bad", {"--edits", path("none.toml")});
  EXPECT_EQ(absent.code, 3);
  EXPECT_NE(absent.out.find("cannot read the list of edits: no such file"), std::string::npos) << absent.out;
  EXPECT_EQ(absent.err.find("cells"), std::string::npos) << "before the town is read";
  EXPECT_EQ(edit("x", {}).code, 2) << "nothing to do";
  EXPECT_EQ(edit("x", {"--approve", "in-force"}).code, 2) << "no date";
  const Answer early = edit("x", {"--approve", "in-force", "--from", "1990-01-01"});
  EXPECT_EQ(early.code, 2);
  EXPECT_NE(early.out.find("before the scenario's date 2026-11-21"), std::string::npos) << early.out;
  EXPECT_EQ(edit("x", {"--edits", path("edits.toml"), "--from", "2027-01-01"}).code, 2);
}

TEST_F(Edit, RefusesAPlanOfAnotherPlaceAndTellsMissingFromForeignFiles) {
  ASSERT_EQ(edit("plans/v1", {"--approve", "consulted"}).code, 0);
  const Answer missing = told("plans/v2", {"--plan", path("nofile.gpkg"), "--approve", "draft"});
  EXPECT_EQ(missing.code, wangge({"check", scenario(), "--set", "grids.source=nofile.gpkg"}).code) << "as for any missing file";
  EXPECT_NE(missing.err.find("nofile.gpkg"), std::string::npos) << missing.err;
  write("junk.gpkg", "no plan");
  for (const Answer& junk : {told("plans/v2", {"--plan", path("junk.gpkg"), "--approve", "draft"}),
                             wangge({"compare", path("junk.gpkg"), gpkg("plans/v1")})}) {
    EXPECT_NE(junk.code, 0);
    EXPECT_EQ(junk.err.find(": \n"), std::string::npos) << "a reason is given: " << junk.err;
  }
  // Four grids side by side, so many metres further east.
  const auto at_east = [](double shift) {
    std::string features;
    for (int i = 0; i < 4; ++i) {
      const double west = 400.0 * i + shift;
      features += fmt::format(
          R"({}{{"type":"Feature","properties":{{"code":"110{}00{}","name":"Grid {}"}},"geometry":{{"type":"Polygon","coordinates":[[{},{},{},{},{}]]}}}})",
          i == 0 ? "" : ",\n", 1 + i / 2, 1 + i % 2, i + 1, at(west, 0), at(west + 400, 0), at(west + 400, 800), at(west, 800),
          at(west, 0));
    }
    return "{\"type\":\"FeatureCollection\",\"features\":[" + features + "]}";
  };
  // A town that is moved 1,200 m to the east has its western quarter where this one has its last.
  std::filesystem::create_directories(path("other"));
  const auto shifted = [&](const std::string& name) {
    const std::string text = read(name);
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
      if (text.compare(i, 3, "[9.") == 0) {
        std::size_t end = i + 1;
        while (text[end] != ',') ++end;
        out += fmt::format("[{:.8f}", std::stod(text.substr(i + 1, end - i - 1)) + 1200.0 / 75900);
        i = end;
      } else {
        out += text[i++];
      }
    }
    write("other/" + name, out);
  };
  for (const char* name : {"districts.geojson", "communities.geojson", "buildings.geojson", "roads.geojson"}) shifted(name);
  write("other/grids.geojson", at_east(1200));
  write("other/town.toml", read("town.toml"));
  ASSERT_EQ(wangge({"edit", path("other/town.toml"), "--approve", "consulted", "--out", path("plans/other")}).code, 0);
  const Answer other = told("plans/v3", {"--plan", gpkg("plans/other"), "--approve", "approved"});
  EXPECT_NE(other.code, 0);
  EXPECT_NE(other.err.find("looks like a plan of another place: 1 of its 4 grids lie on this land (25 %)"), std::string::npos)
      << other.err << other.out;
  EXPECT_NE(other.err.find("at least 50 % of both are expected"), std::string::npos) << other.err;
}

TEST_F(Edit, MarksWhatHasNoEffectAndRefusesLockedGridsAndTakenNames) {
  write("idle.toml",
        "[[edit]]\ndo = \"rename\"\ngrid = \"1101001\"\nname = \"Grid 1\"\n"
        "[[edit]]\ndo = \"assign\"\nto = \"1101001\"\nbuildings = [\"b0-0-0\"]\n"
        "[[edit]]\ndo = \"rename\"\ngrid = \"1101001\"\nname = \"Grid 2\"\n"
        "[[edit]]\ndo = \"merge\"\ngrids = [\"1102001\", \"1102002\"]\n");
  const Answer answer = edit("plans/a", {"--edits", path("idle.toml"), "--set", "planning.locked=[\"1102002\"]"});
  EXPECT_EQ(answer.code, 1);
  const json told = json::parse(answer.out);
  EXPECT_EQ(told.at("applied"), 0);
  EXPECT_EQ(told.at("without_effect"), 2);
  EXPECT_EQ(told.at("refused"), 2);
  EXPECT_EQ(told.at("edits")[2].at("refusal").at("reason").at("en"),
            "grid 1101002 of the same area is called \"Grid 2\" already");
  EXPECT_EQ(told.at("edits")[3].at("refusal").at("reason").at("en"),
            "grid 1102002 is locked by the scenario (planning.locked): its cells and its code stay");
  EXPECT_EQ(told.at("plan").at("after").at("version"), told.at("plan").at("before").at("version")) << "nothing changed";
}

TEST_F(Edit, NamesMisspeltWordsWhereTheyStand) {
  write("bad.toml", "reference = \"EPSG:4326\"\n\n[[edit]]\ndo = \"mergee\"\ngrids = [\"1101001\", \"1101002\"]\n");
  const Answer kind = told("plans/a", {"--edits", path("bad.toml")});
  EXPECT_NE(kind.err.find("bad.toml:4:"), std::string::npos) << kind.err;
  EXPECT_NE(kind.err.find("did you mean \"merge\"?"), std::string::npos) << kind.err;
  write("bad.toml", "\n[[edit]]\ndo = \"merge\"\ngrid = [\"1101001\", \"1101002\"]\n");
  const Answer key = told("plans/a", {"--edits", path("bad.toml")});
  EXPECT_NE(key.err.find("is \"grid\", which stands here, meant?"), std::string::npos) << key.err;
  EXPECT_NE(key.err.find("bad.toml:3:"), std::string::npos) << key.err;
}

}  // namespace
}  // namespace wangge::test
