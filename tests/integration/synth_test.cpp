#include "tests/integration/made_quarter.h"

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

TEST_F(Synth, AMadeTownIsRunWithAPlanThatWasDrawnOnIt) {
  const Answer plan = wangge({"plan", path("made.toml"), "--set", "planning.plans=1", "--out", path("plans/a"), "--quiet"});
  ASSERT_EQ(plan.code, 0) << plan.err;
  const Answer run =
      wangge({"run", path("made.toml"), "--plan", path("plans/a/plan-1.gpkg"), "--out", path("runs/a"), "--quiet"});
  ASSERT_EQ(run.code, 0) << run.err;
  const auto dump = [&](const std::string& file) {
    return run_command({"ogrinfo", "-q", path(file), "-sql", "SELECT code, households, buildings FROM grids ORDER BY code"}).out;
  };
  EXPECT_EQ(dump("runs/a/plan.gpkg"), dump("plans/a/plan-1.gpkg"));
  EXPECT_FALSE(dump("runs/a/plan.gpkg").empty());
  // Written in the file it goes before the partition that [synth] names.
  write("given.toml", std::string(made_quarter) + "[grids]\nsource = \"plans/a/plan-1.gpkg\"\nlayer = \"grids\"\n");
  ASSERT_EQ(wangge({"run", path("given.toml"), "--out", path("runs/b"), "--quiet"}).code, 0);
  EXPECT_EQ(dump("runs/b/plan.gpkg"), dump("plans/a/plan-1.gpkg"));
}

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

TEST_F(Synth, ItsManifestIsTheSameFromAnyFolder) {
  write("made.toml", "extends = \"defaults/urban.toml\"\n" + read("made.toml"));
  ASSERT_EQ(wangge({"synth", path("made.toml"), "--out", path("towns/a")}).code, 0);
  CommandRules rules;
  rules.folder = folder_.string();
  ASSERT_EQ(wangge({"synth", "made.toml", "--out", "towns/b"}, rules).code, 0);
  EXPECT_EQ(read("towns/a/manifest.json"), read("towns/b/manifest.json"));
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
