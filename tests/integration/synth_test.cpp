#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"

#include <gtest/gtest.h>

#include <signal.h>

#include <cctype>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace wangge::test {
namespace {

/// A made quarter that a test can afford.
constexpr const char* quarter = R"(name = "made"
title = { zh = "小城", en = "Made quarter" }
date = 2026-11-21
seed = 3
[synth]
form = "quarter"
households = 900
residents = 2300
rivers = 0
railway = false
partitions = ["grids_even"]
grids = "grids_even"
[[synth.level]]
name = "town"
[[synth.level]]
name = "community"
count = 2
[planning]
households = [200, 500]
effort = 20
[[responder]]
shift = ["mon-fri 08:00-12:00", "mon-fri 14:00-18:00"]
[[request]]
kind = "repair"
rate = "60 per 1000 residents per year"
handle = "lognormal 20 min cv 0.8"
[simulation]
horizon = "3 d"
replications = 2
[export]
map = [{ as = ["svg"], paper = "A4" }]
)";

class Synth : public TownTest {
 protected:
  Synth() { write("made.toml", quarter); }

  [[nodiscard]] Answer synth(const std::vector<std::string>& more = {}, const CommandRules& rules = {}) const {
    std::vector<std::string> words = {"synth", path("made.toml"), "--out", path("towns/a")};
    words.insert(words.end(), more.begin(), more.end());
    return wangge(words, rules);
  }
};

TEST_F(Synth, MakesAFolderThatRuns) {
  const Answer answer = synth();
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(names_in("towns"), "a");
  EXPECT_EQ(names_in("towns/a"), "manifest.json town.gpkg town.toml");
  EXPECT_NE(answer.out.find("community: 2 areas, 900 households, 2300 residents; all totals met in 2"), std::string::npos)
      << answer.out;
  const Answer run = wangge({"run", path("towns/a/town.toml"), "--out", path("runs/a")});
  ASSERT_EQ(run.code, 0) << run.err << run.out;
  EXPECT_NE(read("runs/a/manifest.json").find("\"synthetic\": true"), std::string::npos);
  EXPECT_NE(run.out.find("residents                        2300"), std::string::npos) << run.out;
}

TEST_F(Synth, RunsInPlaceOfSources) {
  const Answer run = wangge({"run", path("made.toml"), "--out", path("runs/a")});
  ASSERT_EQ(run.code, 0) << run.err << run.out;
  EXPECT_NE(names_in("runs/a").find("town.gpkg"), std::string::npos);
  EXPECT_NE(read("runs/a/manifest.json").find("\"path\": \"town.gpkg\""), std::string::npos);
  EXPECT_EQ(wangge({"export", path("runs/a"), "--as", "geojson", "--quiet"}).code, 0);
  EXPECT_EQ(wangge({"check", path("made.toml")}).code, 0);
}

TEST_F(Synth, TheFileAndTheSectionGiveTheSameFigures) {
  ASSERT_EQ(synth({"--quiet"}).code, 0);
  ASSERT_EQ(wangge({"run", path("towns/a/town.toml"), "--out", path("runs/file"), "--quiet"}).code, 0);
  ASSERT_EQ(wangge({"run", path("made.toml"), "--out", path("runs/section"), "--quiet"}).code, 0);
  EXPECT_EQ(read("runs/file/requests.csv"), read("runs/section/requests.csv"));
  EXPECT_EQ(read("runs/file/events.csv"), read("runs/section/events.csv"));
}

TEST_F(Synth, GivesTheSameBytesForAnyNumberOfThreads) {
  ASSERT_EQ(synth({"--as", "gpkg,osm.pbf", "--threads", "1", "--quiet"}).code, 0);
  ASSERT_EQ(wangge({"synth", path("made.toml"), "--out", path("towns/b"), "--as", "gpkg", "--as", "osm.pbf", "--threads", "2",
                    "--quiet"})
                .code,
            0);
  for (const char* file : {"town.gpkg", "town.osm.pbf", "town.toml", "manifest.json"}) {
    EXPECT_FALSE(read(std::string("towns/a/") + file).empty()) << file;
    EXPECT_TRUE(read(std::string("towns/a/") + file) == read(std::string("towns/b/") + file)) << file;
  }
}

TEST_F(Synth, AnExtractRunsToo) {
  ASSERT_EQ(synth({"--as", "osm.pbf", "--quiet"}).code, 0);
  EXPECT_EQ(names_in("towns/a"), "manifest.json town.osm.pbf town.toml");
  const Answer run = wangge({"run", path("towns/a/town.toml"), "--out", path("runs/a"), "--json"});
  ASSERT_EQ(run.code, 0) << run.err << run.out;
  EXPECT_NE(run.out.find("\"households\": 900"), std::string::npos) << run.out;
}

/// What a run reads of an extract and of the package of one town, but for positions: each building, area and road.
TEST_F(Synth, AnExtractIsReadAsTheSameTown) {
  std::string scenario = read("made.toml");
  const std::string without = "rivers = 0\nrailway = false";
  scenario.replace(scenario.find(without), without.size(), "rivers = 1\nrailway = true\ncrossings = 2");
  write("made.toml", scenario);
  const std::vector<std::string> questions{
      "SELECT use, floors, households, residents, population_source, substr(grid, 1, 9) AS area FROM buildings "
      "ORDER BY use, floors, households, residents, population_source, area",
      "SELECT code, name, households, residents FROM levels ORDER BY code",
      "SELECT road_class, name, count(*) AS number FROM roads GROUP BY road_class, name ORDER BY road_class, name",
      "SELECT parent, count(*) AS number, sum(households) AS households FROM cells GROUP BY parent ORDER BY parent",
      "SELECT parent, min(compound) AS compound, sum(households) AS households FROM cells GROUP BY parent, compound "
      "ORDER BY parent, compound, households"};
  std::map<std::string, std::vector<std::string>> answers;
  for (const std::string format : {"gpkg", "osm.pbf"}) {
    ASSERT_EQ(wangge({"synth", path("made.toml"), "--out", path("towns/" + format), "--as", format, "--quiet"}).code, 0);
    const std::string run = path("runs/" + format);
    ASSERT_EQ(wangge({"run", path("towns/" + format + "/town.toml"), "--out", run, "--quiet"}).code, 0);
    for (const std::string& question : questions)
      answers[format].push_back(run_command({"ogrinfo", "-q", run + "/plan.gpkg", "-sql", question}, {}).out);
  }
  for (std::size_t i = 0; i < questions.size(); ++i) {
    EXPECT_NE(answers["gpkg"][i].find("OGRFeature"), std::string::npos) << questions[i];
    EXPECT_EQ(answers["gpkg"][i], answers["osm.pbf"][i]) << questions[i];
  }
}

/// town.toml without the word that it is synthetic: what remains is what the files say.
std::string without_its_word(std::string scenario) {
  const std::string word = "synthetic = true\n";
  const std::size_t at = scenario.find(word);
  return at == std::string::npos ? std::string() : scenario.erase(at, word.size());
}

TEST_F(Synth, ItsFilesSayThatTheyAreMade) {
  for (const char* format : {"osm.pbf", "gpkg"}) {
    const std::string folder = std::string("towns/") + format;
    ASSERT_EQ(wangge({"synth", path("made.toml"), "--out", path(folder), "--as", format, "--quiet"}).code, 0);
    const std::string scenario = without_its_word(read(folder + "/town.toml"));
    ASSERT_FALSE(scenario.empty()) << format;
    write(folder + "/town.toml", scenario);
    const std::string out = std::string("runs/") + format;
    ASSERT_EQ(wangge({"run", path(folder + "/town.toml"), "--out", path(out), "--quiet"}).code, 0);
    EXPECT_NE(read(out + "/manifest.json").find("\"synthetic\": true"), std::string::npos) << format;
    EXPECT_NE(read(out + "/metrics.json").find("\"synthetic\": true"), std::string::npos) << format;
    EXPECT_NE(read(out + "/report.html").find("class=\"stamp\""), std::string::npos) << format;
    for (const char* file : {"/manifest.json", "/metrics.json", "/report.html", "/LICENCE.txt"})
      EXPECT_EQ(read(out + file).find("OpenStreetMap contributors"), std::string::npos) << format << file;
    EXPECT_NE(read(out + "/LICENCE.txt").find("Synthetic data"), std::string::npos) << format;
    const std::string sent = std::string("sent/") + format;
    ASSERT_EQ(wangge({"export", path(out), "--as", "geojson,csv", "--audience", "public", "--out", path(sent), "--quiet"}).code,
              0);
    EXPECT_NE(read(sent + "/LICENCE.txt").find("Synthetic data"), std::string::npos) << format;
    EXPECT_NE(read(sent + "/grids.geojson").find("\"synthetic\": 1"), std::string::npos) << format;
    EXPECT_NE(read(sent + "/grids.csv").find(",synthetic"), std::string::npos) << format;
  }
}

TEST_F(Synth, ItsManifestSaysTheLandAndNothingOfTheComputer) {
  const Answer answer = synth();
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("land: 0.1"), std::string::npos) << answer.out;
  const std::string manifest = read("towns/a/manifest.json");
  EXPECT_NE(manifest.find("\"factor\": 1.0"), std::string::npos) << manifest;
  EXPECT_NE(manifest.find("\"km2\": 0.1"), std::string::npos) << manifest;
  EXPECT_NE(manifest.find("\"file\": \"made.toml\""), std::string::npos) << manifest;
  EXPECT_EQ(manifest.find(path("")), std::string::npos) << manifest;
}

TEST_F(Synth, AnotherSeedIsAnotherTown) {
  ASSERT_EQ(synth({"--quiet"}).code, 0);
  const std::string one = read("towns/a/town.gpkg");
  ASSERT_EQ(synth({"--quiet", "--set", "seed=4"}).code, 0);
  EXPECT_FALSE(one == read("towns/a/town.gpkg"));
}

TEST_F(Synth, WritesEarlierYears) {
  ASSERT_EQ(synth({"--quiet", "--set", "synth.stage=[{ year = 2010, share = \"60 %\" }]"}).code, 0);
  EXPECT_EQ(names_in("towns/a"), "manifest.json town-2010.gpkg town-2010.toml town.gpkg town.toml");
  EXPECT_NE(read("towns/a/town-2010.toml").find("Made quarter in 2010"), std::string::npos);
  EXPECT_NE(read("towns/a/town-2010.toml").find("date = 2010-11-21"), std::string::npos);
  EXPECT_EQ(wangge({"check", path("towns/a/town-2010.toml"), "--quiet"}).code, 0);
}

/// The number before the first of these words.
std::int64_t count_of(const std::string& output, const std::string& words) {
  const std::size_t at = output.find(words);
  if (at == std::string::npos) return -1;
  std::size_t begin = at;
  while (begin > 0 && std::isdigit(static_cast<unsigned char>(output[begin - 1])) != 0) --begin;
  return std::stoll(output.substr(begin, at - begin));
}

TEST_F(Synth, EarlierYearsHaveFewerPeopleExactly) {
  const Answer answer = synth({"--set", "synth.stage=[{ year = 1995, share = \"40 %\" }, { year = 2010, share = \"70 %\" }]"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const std::size_t early = answer.out.find("in 1995");
  const std::size_t late = answer.out.find("in 2010");
  ASSERT_NE(early, std::string::npos) << answer.out;
  ASSERT_NE(late, std::string::npos) << answer.out;
  EXPECT_EQ(count_of(answer.out, " households"), 900);
  EXPECT_EQ(count_of(answer.out.substr(early), " households"), 360);
  EXPECT_EQ(count_of(answer.out.substr(early), " residents"), 920);
  EXPECT_EQ(count_of(answer.out.substr(late), " households"), 630);
  const Answer run = wangge({"run", path("towns/a/town-1995.toml"), "--quiet", "--out", path("runs/then")});
  EXPECT_EQ(run.code, 0) << run.err;
}

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
  for (const char* verb : {"synth", "run"}) {
    const Answer outline =
        wangge({verb, path("made.toml"), "--set", "synth.outline.source=\"towns/a/outline.geojson\"", "--out", path("towns/a")});
    EXPECT_EQ(outline.code, 2) << verb;
    EXPECT_NE(outline.err.find("outline.geojson, which is read"), std::string::npos) << outline.err;
  }
}

TEST_F(Synth, ItsManifestIsTheSameFromAnyFolder) {
  write("made.toml", "extends = \"defaults/urban.toml\"\n" + read("made.toml"));
  ASSERT_EQ(wangge({"synth", path("made.toml"), "--out", path("towns/a")}).code, 0);
  CommandRules rules;
  rules.folder = folder_.string();
  ASSERT_EQ(wangge({"synth", "made.toml", "--out", "towns/b"}, rules).code, 0);
  EXPECT_EQ(read("towns/a/manifest.json"), read("towns/b/manifest.json"));
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

/// The first block of TOML on a page.
std::string example_of(const std::string& page) {
  std::ifstream in(std::filesystem::path(WANGGE_SOURCE_DIR) / page, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const std::string fence = "```toml\n";
  const std::size_t begin = text.find(fence) + fence.size();
  return text.substr(begin, text.find("```", begin) - begin);
}

TEST_F(Synth, TheExampleOfTheDocumentationRuns) {
  EXPECT_EQ(example_of("docs/synth.md"), example_of("docs/zh/synth.md"));
  write("east-quarter.toml", example_of("docs/synth.md"));
  CommandRules rules;
  rules.folder = folder_.string();
  const Answer made = wangge({"synth", "east-quarter.toml", "--out", "towns/east", "--quiet"}, rules);
  ASSERT_EQ(made.code, 0) << made.err;
  const Answer run = wangge({"run", "towns/east/town.toml", "--quiet"}, rules);
  EXPECT_EQ(run.code, 0) << run.err;
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

TEST_F(Synth, InterruptedLeavesNothing) {
  for (const int signal : {SIGINT, SIGHUP}) {
    CommandRules rules;
    rules.meanwhile = [&](pid_t process) {
      for (int i = 0; i < 2000 && names_in("towns").empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
      ::kill(process, signal);
    };
    const Answer answer = synth({"--set", "synth.households=200000", "--set", "synth.residents=520000"}, rules);
    EXPECT_EQ(answer.code, 130) << signal;
    EXPECT_EQ(names_in("towns"), "") << signal;
  }
}

}  // namespace
}  // namespace wangge::test
