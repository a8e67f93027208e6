#include "tests/unit/scenarios/scenario_text.h"

namespace wangge::scenarios {
namespace {

class LoadScenario : public test::ScenarioFiles {};

TEST_F(LoadScenario, FillsInEveryDefault) {
  const Scenario scenario = load(test::least);
  EXPECT_EQ(scenario.name, "t");
  EXPECT_EQ(scenario.title.zh, "t");
  EXPECT_EQ(scenario.date, "2026-11-21");
  EXPECT_EQ(scenario.target, Target::arrive);
  EXPECT_EQ(scenario.target_time, core::minutes(15));
  EXPECT_EQ(scenario.reference, "auto");
  EXPECT_EQ(scenario.planning.households_min, 500);
  EXPECT_EQ(scenario.planning.households_max, 1000);
  EXPECT_EQ(scenario.travel.access_limit, core::Metres(300));
  EXPECT_EQ(scenario.travel.stairs_per_floor, core::Millis(12000));
  EXPECT_EQ(scenario.simulation.replications.rule.at_least, 10);
  EXPECT_TRUE(scenario.posts.empty());
  EXPECT_FALSE(scenario.grids.source.has_value());
}

TEST_F(LoadScenario, KnowsWhereTheHeightsOfRoadsAreNamed) {
  EXPECT_FALSE(load(test::least).roads.elevation.has_value());
  std::string text = test::least;
  text.insert(text.find("[roads]\n") + 8, "elevation = \"dem.tif\"\n");
  const Scenario scenario = load(text);
  ASSERT_TRUE(scenario.roads.elevation.has_value());
  EXPECT_EQ(scenario.roads.elevation->path, "dem.tif");
  EXPECT_NE(scenario.roads.elevation->named_by.find("roads.elevation"), std::string::npos);
}

TEST_F(LoadScenario, KnowsTheLayersBesideTheRoads) {
  const RoadSpec none = load(test::least).roads;
  EXPECT_FALSE(none.walls.has_value());
  EXPECT_FALSE(none.barriers.has_value());
  EXPECT_FALSE(none.join_crossings);
  EXPECT_EQ(none.snap, core::Metres(0));
  std::string text = test::least;
  const std::size_t roads = text.find("[roads]\n");
  text = text.substr(0, roads) + R"([roads]
source = "town.gpkg"
layer = "roads"
encoding = "GB18030"
oneway = "dir"
oneway_forward = ["2"]
oneway_backward = ["3"]
oneway_both = ["1"]
crossings = "join"
snap = "0.5 m"
barriers = { layer = "gates", class = "kind" }
walls = { source = "walls.shp" }
)";
  const RoadSpec spec = load(text).roads;
  EXPECT_EQ(spec.oneway_words.at("2"), network::Direction::forward);
  EXPECT_EQ(spec.oneway_words.at("3"), network::Direction::backward);
  EXPECT_EQ(spec.oneway_words.at("1"), network::Direction::both);
  EXPECT_TRUE(spec.join_crossings);
  EXPECT_EQ(spec.snap, core::Metres(0.5));
  ASSERT_TRUE(spec.barriers.has_value());
  EXPECT_EQ(spec.barriers->path, "town.gpkg");
  EXPECT_EQ(spec.barriers->layer, "gates");
  EXPECT_EQ(spec.barrier_kind_field, "kind");
  ASSERT_TRUE(spec.walls.has_value());
  EXPECT_EQ(spec.walls->path, "walls.shp");
  EXPECT_EQ(spec.walls->layer, "");
  EXPECT_EQ(spec.walls->encoding, "GB18030");
}

TEST_F(LoadScenario, ReadsTheShapeOfTheDesign) {
  const Scenario scenario = load(test::least + R"(
[population]
residents = { per_household = 2.9, source = "2020 census" }
households = { field = "dwellings" }
total = [{ level = "community", field = "people", is = "residents" }]
[travel]
walk = "5 km/h"
[travel.car]
residential = "20 km/h"
[[post]]
kind = "station"
level = "community"
at = "centres.csv"
[[responder]]
kind = "grid worker"
per = { grid = 2 }
mode = "walk"
shift = ["mon-fri 08:00-12:00"]
[profiles.hours]
night = [9, 9, 9, 9, 9, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 9]
[[request]]
kind = "noise"
rate = "9 per 1000 residents per year"
hours = "night"
weekdays = [1, 1, 1, 1, 1, 2, 2]
handle = "lognormal 20 min cv 0.8"
[export]
map = [{ theme = "response", paper = "A0", as = ["pdf"] }]
data = ["geojson"]
)");
  EXPECT_DOUBLE_EQ(scenario.population.residents_per_household, 2.9);
  EXPECT_EQ(scenario.population.residents_per_household_source, "2020 census");
  EXPECT_EQ(scenario.buildings.households_field, "dwellings");
  EXPECT_EQ(scenario.levels[0].residents_field, "people");
  const auto walk = static_cast<std::size_t>(network::Mode::walk);
  const auto car = static_cast<std::size_t>(network::Mode::car);
  const auto residential = static_cast<std::size_t>(network::LineClass::residential);
  const auto motorway = static_cast<std::size_t>(network::LineClass::motorway);
  EXPECT_DOUBLE_EQ(scenario.travel.speed_kmh[walk][residential], 5);
  EXPECT_DOUBLE_EQ(scenario.travel.speed_kmh[walk][motorway], 0) << "one speed opens no class that is closed to the mode";
  EXPECT_DOUBLE_EQ(scenario.travel.speed_kmh[car][residential], 20);
  EXPECT_DOUBLE_EQ(scenario.travel.speed_kmh[car][motorway], 90);
  ASSERT_EQ(scenario.posts.size(), 1u);
  EXPECT_EQ(scenario.posts[0].at->path, "centres.csv");
  ASSERT_EQ(scenario.responders.size(), 1u);
  EXPECT_EQ(scenario.responders[0].per_grid, 2);
  EXPECT_EQ(scenario.responders[0].mode, network::Mode::walk);
  ASSERT_EQ(scenario.requests.size(), 1u);
  EXPECT_DOUBLE_EQ(scenario.requests[0].hour_weight[0], 9);
  EXPECT_DOUBLE_EQ(scenario.requests[0].hour_weight[12], 0);
  EXPECT_DOUBLE_EQ(scenario.requests[0].weekday_weight[6], 2);
  EXPECT_EQ(scenario.requests[0].source, (core::Text{.zh = "假定", .en = "assumed"}));
  EXPECT_EQ(scenario.maps[0].paper, "A0");
  EXPECT_EQ(scenario.exports, std::vector<std::string>{"geojson"});
}

TEST_F(LoadScenario, LaysAFileOverTheOneItExtends) {
  write("base/city.toml", "seed = 7\nattribution = [\"a\", \"b\"]\n[planning]\nhouseholds = [100, 200]\neffort = 5\n");
  const Scenario scenario =
      load("extends = \"base/city.toml\"\nattribution = [\"c\"]\n" + test::least + "[planning]\nhouseholds = [300, 400]\n");
  EXPECT_EQ(scenario.seed, core::Seed(7));
  EXPECT_EQ(scenario.planning.households_min, 300);
  EXPECT_EQ(scenario.planning.effort, 5) << "tables merge key by key";
  EXPECT_EQ(scenario.attribution, std::vector<std::string>{"c"}) << "arrays are replaced";
  EXPECT_EQ(scenario.files.size(), 2u);
}

TEST_F(LoadScenario, LeavesOutSectionsOfTheFileItExtends) {
  write("city.toml",
        "seed = 7\n[planning]\nhouseholds = [100, 200]\n[ensemble]\nplans = 300\n[[planning.dedicated]]\nbuildings = "
        "[\"b1\"]\n[[ledger]]\nkind = \"in_need\"\nsource = \"needs.csv\"\n[[ledger]]\nkind = \"enterprises\"\nsource = "
        "\"firms.csv\"\n");
  const Scenario whole = load("extends = \"city.toml\"\n" + test::least);
  ASSERT_TRUE(whole.ensemble.has_value());
  ASSERT_EQ(whole.ledgers.size(), 2u);
  const Scenario less = load("extends = \"city.toml\"\nwithout = [\"ensemble\", \"ledger\"]\n" + test::least);
  EXPECT_FALSE(less.ensemble.has_value());
  EXPECT_TRUE(less.ledgers.empty());
  EXPECT_EQ(less.planning.households_min, 100) << "the other sections are inherited";
  EXPECT_EQ(less.planning.dedicated.size(), 1u);
  EXPECT_EQ(less.seed, core::Seed(7));
  const Scenario own = load("extends = \"city.toml\"\nwithout = [\"ledger\", \"planning\"]\n" + test::least +
                            "[[ledger]]\nkind = \"in_need\"\nsource = \"own.csv\"\n");
  ASSERT_EQ(own.ledgers.size(), 1u) << "what the file writes itself stands";
  EXPECT_EQ(own.ledgers.front().kind, "in_need");
  EXPECT_TRUE(own.planning.dedicated.empty());
  EXPECT_EQ(own.planning.households_min, 500) << "the default";
  EXPECT_EQ(own.canonical_toml.find("without"), std::string::npos) << "the merged text inherits nothing";
}

/// A base of two workers, one of them with a post.
const std::string two_workers = R"([[post]]
kind = "station"
level = "community"
[[responder]]
kind = "grid worker"
per = { grid = 1 }
post = "station"
mode = "walk"
shift = ["mon-fri 08:00-12:00"]
[[responder]]
kind = "part-time worker"
per = { community = 2 }
post = "station"
shift = ["mon-fri 18:00-20:00"]
)";

TEST_F(LoadScenario, ChangesAndAddsItemsOfTheListsThatItInherits) {
  write("base/city.toml", test::least + two_workers);
  const std::string head = "extends = \"base/city.toml\"\nname = \"what-if\"\n";
  const Scenario scenario = load(head + R"([[add.post]]
kind = "place in the grid"
level = "grid"
[[change.responder]]
kind = "grid worker"
post = "place in the grid"
[[add.responder]]
kind = "volunteer"
per = { grid = 1 }
post = "place in the grid"
shift = ["sat-sun 08:00-12:00"]
)");
  ASSERT_EQ(scenario.posts.size(), 2u);
  ASSERT_EQ(scenario.responders.size(), 3u);
  EXPECT_EQ(scenario.responders[0].kind, "grid worker");
  EXPECT_EQ(scenario.responders[0].post, "place in the grid");
  EXPECT_EQ(scenario.responders[0].mode, network::Mode::walk) << "what is not written stays";
  EXPECT_EQ(scenario.responders[1].post, "station");
  EXPECT_EQ(scenario.responders[2].kind, "volunteer");
  EXPECT_EQ(scenario.buildings.source.path, "base/town.gpkg");
  EXPECT_EQ(scenario.canonical_toml.find("change"), std::string::npos);

  const Scenario less = load(head + "without = [\"responder.part-time worker\", \"responder.grid worker.mode\"]\n");
  ASSERT_EQ(less.responders.size(), 1u);
  EXPECT_EQ(less.responders[0].mode, network::Mode::ebike) << "the default again";
}

TEST_F(LoadScenario, RefusesChangesOfWhatIsNotInherited) {
  write("city.toml", test::least + two_workers);
  const std::string head = "extends = \"city.toml\"\n";
  const auto said = [&](const std::string& text) { return error_of(head + text).message().en; };
  EXPECT_EQ(
      said("[[change.responder]]\nkind = \"gird worker\"\n"),
      "t.toml:2:1: change.responder: no [[responder]] called \"gird worker\" is inherited; did you mean \"grid worker\"? (there "
      "are: grid worker, part-time worker)");
  EXPECT_NE(said("[[change.responder]]\nkind = \"0\"\n").find("no [[responder]] called \"0\" is inherited"), std::string::npos);
  EXPECT_EQ(
      said("[[add.responder]]\nkind = \"grid worker\"\n"),
      "t.toml:2:1: add.responder: there is a [[responder]] called \"grid worker\" already; write [[change.responder]] to change "
      "it");
  EXPECT_NE(said("[[add.duty]]\nname = \"patrol\"\n[[add.duty]]\nname = \"patrol\"\n").find("called \"patrol\" already"),
            std::string::npos);
  EXPECT_EQ(said("[[change.responder]]\nmode = \"walk\"\n"),
            "t.toml:2:1: change.responder: say which item by its name, kind or level");
  EXPECT_EQ(said("[[change.duty]]\nkind = \"patrol\"\n"), "t.toml:2:1: change.duty: no [[duty]] is inherited");
  EXPECT_EQ(said("[add.planning]\neffort = 5\n"),
            "t.toml:2:6: add.planning: [planning] is no list; write [planning] itself, which is merged key by key");
  EXPECT_NE(said("[[add.pots]]\nkind = \"x\"\n").find("did you mean \"post\"?"), std::string::npos);
  EXPECT_NE(said("[[add.post]]\nknd = \"x\"\n").find("did you mean \"add.post[0].kind\"?"), std::string::npos);
  EXPECT_NE(said("[[add.post]]\nkind = \"x\"\n[[post]]\nkind = \"y\"\n").find("replaces the inherited list as a whole"),
            std::string::npos);
  EXPECT_NE(said("without = [\"responder.clerk\"]\n").find("responder has no \"clerk\""), std::string::npos);
  write("city.toml", test::least + two_workers + "[[responder]]\nkind = \"grid worker\"\n");
  EXPECT_NE(said("[[change.responder]]\nkind = \"grid worker\"\n")
                .find("several [[responder]] called \"grid worker\" are inherited (at 0 "
                      "and 2); take the one away with without = [\"responder.0\"]"),
            std::string::npos);
}

/// A made town lies in the run folder, wherever the file that names it lies.
TEST_F(LoadScenario, FindsTheMadeTownOfAFileInAnotherFolder) {
  write("base/made.toml", R"(name = "made"
date = 2026-11-21
[synth]
form = "quarter"
households = 3000
[[post]]
kind = "station"
level = "community"
at = "town.gpkg"
layer = "posts"
[[ledger]]
kind = "in_need"
source = "needs.csv"
[[variant]]
name = "homes"
set = { "post.station.at" = "town.gpkg", "post.station.layer" = "homes" }
)");
  write("mine/s.toml", "extends = \"../base/made.toml\"\nname = \"mine\"\n");
  const Scenario variant = load_variant(path("mine/s.toml"), "homes");
  EXPECT_EQ(variant.posts.front().at->path, "town.gpkg") << "of a variant too";
  EXPECT_EQ(variant.posts.front().at->layer, "homes");
  const Scenario scenario = load_scenario(path("mine/s.toml"));
  ASSERT_TRUE(scenario.posts.front().at.has_value());
  EXPECT_EQ(scenario.posts.front().at->path, "town.gpkg");
  EXPECT_EQ(scenario.ledgers.front().source.path, "../base/needs.csv");
}

TEST_F(LoadScenario, LaysAVariantOnTheScenario) {
  write("base/city.toml", test::least + two_workers + R"([[variant]]
name = "one ill in three"
title = { zh = "三人病一人", en = "one worker in three ill" }
set = { "responder.grid worker.present" = "67 %", simulation.horizon = "9 d" }
[[variant]]
name = "other-posts"
set = { "post.station.at" = "posts.csv", seed = 5 }
)");
  const std::filesystem::path file =
      write("mine/s.toml", "extends = \"../base/city.toml\"\ntitle = { zh = \"城\", en = \"City\" }\n");
  EXPECT_EQ(variant_names(file), (std::vector<std::string>{"one ill in three", "other-posts"}));
  const Scenario plain = load_scenario(file);
  EXPECT_DOUBLE_EQ(plain.responders[0].present, 1.0);
  EXPECT_EQ(plain.canonical_toml.find("variant"), std::string::npos) << "a variant changes nothing but its own run";
  const Scenario ill = load_variant(file, "one ill in three", {"seed=9"});
  EXPECT_EQ(ill.name, "t-one-ill-in-three");
  EXPECT_EQ(ill.title.zh, "城：三人病一人");
  EXPECT_EQ(ill.title.en, "City: one worker in three ill");
  EXPECT_DOUBLE_EQ(ill.responders[0].present, 0.67);
  EXPECT_EQ(ill.simulation.horizon, core::minutes(9 * 24 * 60));
  EXPECT_EQ(ill.seed, core::Seed(9)) << "the command line goes last";
  const Scenario same = load_scenario(file, ill.overrides);
  EXPECT_EQ(same.canonical_toml, ill.canonical_toml) << "what the manifest tells to type is the same run";
  const Scenario posts = load_variant(file, "other-posts");
  EXPECT_EQ(posts.posts.front().at->path, "../base/posts.csv") << "seen from the scenario's folder";
  EXPECT_EQ(posts.seed, core::Seed(5));
}

TEST_F(LoadScenario, RefusesVariantsThatSayNothing) {
  const auto said = [&](const std::string& text, const std::string& variant) -> std::string {
    try {
      static_cast<void>(load_variant(write("t.toml", test::least + two_workers + text), variant));
    } catch (const core::Error& error) {
      return error.message().en;
    }
    return {};
  };
  const auto holds = [](const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; };
  const std::string ill = "[[variant]]\nname = \"ill\"\nset = { \"responder.grid worker.present\" = \"67 %\" }\n";
  EXPECT_PRED2(holds, said("", "ill"), "has no [[variant]]");
  EXPECT_PRED2(holds, said(ill, "il"), "has none of that name (it has: ill)");
  EXPECT_PRED2(holds, said(ill + ill, "ill"), "variant: there are two \"ill\"");
  EXPECT_PRED2(holds, said("[[variant]]\nset = { seed = 2 }\n", "ill"), "variant: its name is missing");
  EXPECT_PRED2(holds, said("[[variant]]\nname = \"ill\"\n", "ill"), "variant: its set is missing");
  EXPECT_PRED2(holds, said("[[variant]]\nname = \"a/b\"\nset = { seed = 2 }\n", "a/b"), "may hold only letters");
  EXPECT_PRED2(holds, said("[[variant]]\nname = \"ill\"\nset = { seeed = 2 }\n", "ill"), "did you mean \"seed\"?");
  EXPECT_PRED2(holds, said("[[variant]]\nname = \"ill\"\nset = { seeed = 2 }\n", "ill"), "t.toml:26:");
  EXPECT_PRED2(holds, said("[[variant]]\nname = \"ill\"\nset = { seed = \"two\" }\n", "ill"), "expected an integer");
  EXPECT_PRED2(holds, said("[[variant]]\nname = \"ill\"\nset = { }\n", "ill"), "variant \"ill\": its set is empty");
  for (const char* composes : {"without = [\"responder.grid worker\"]", "extends = \"u.toml\"", "add.level = [{ name = \"x\" }]",
                               "change = { responder = [{ kind = \"grid worker\", mode = \"walk\" }] }"}) {
    const std::string text = std::string("[[variant]]\nname = \"ill\"\nset = { ") + composes + " }\n";
    EXPECT_PRED2(holds, said(text, "ill"), "stands only at the top of a scenario file") << composes;
    EXPECT_PRED2(holds, said(text, "other"), "stands only at the top of a scenario file") << "chosen or not: " << composes;
  }
  EXPECT_PRED2(holds, said(ill + "[[variant]]\nname = \"ill compared\"\nset = { seed = 2 }\n", "ill"),
               "variant \"ill\": there is one called \"ill compared\" too");
}

TEST_F(LoadScenario, ReadsARangeOfPoints) {
  const Scenario scenario = load(test::least + "[planning]\npoints = [12.5, 40]\nmeasure = { in_need = 2.5 }\n");
  ASSERT_TRUE(scenario.planning.points.has_value());
  EXPECT_DOUBLE_EQ(scenario.planning.points->least, 12.5);
  EXPECT_DOUBLE_EQ(scenario.planning.points->most, 40);
  EXPECT_FALSE(load(test::least).planning.points.has_value());
  const Scenario ends =
      load(test::least + "[planning]\npoints = [0, 0.001]\nmeasure = { in_need = 0.001, households = 10000 }\n");
  EXPECT_DOUBLE_EQ(ends.planning.measure.in_need, 0.001);
  EXPECT_DOUBLE_EQ(ends.planning.measure.households, 10000);
}

TEST_F(LoadScenario, ExtendsAFileOfTheShippedFolderByName) {
  const std::filesystem::path shipped = std::filesystem::path(WANGGE_SOURCE_DIR) / "scenarios";
  const std::filesystem::path file = write("t.toml", "extends = \"defaults/urban.toml\"\n" + test::least);
  const Scenario scenario = load_scenario(file, {}, shipped);
  EXPECT_EQ(scenario.files.size(), 2u);
  EXPECT_EQ(scenario.files[1], "defaults/urban.toml") << "named as written, not by where the program is installed";
  EXPECT_EQ(scenario.planning.weight_travel, 0.4);
  EXPECT_NE(scenario.planning.size_source.find("Huacheng"), std::string::npos) << scenario.planning.size_source;
  // A file beside the scenario goes before the shipped one.
  write("defaults/urban.toml", "[planning]\nhouseholds = [7, 8]\n");
  EXPECT_EQ(load_scenario(file, {}, shipped).planning.households_min, 7);
}

TEST_F(LoadScenario, KeepsPathsOfABaseFileRightSeenFromTheScenario) {
  write("base/land/land.toml", "[roads]\nsource = \"../roads.osm.pbf\"\n");
  const Scenario scenario =
      load_scenario(write("mine/s.toml",
                          "extends = \"../base/land/land.toml\"\nname = \"t\"\ndate = 2026-11-21\n[[level]]\nname = "
                          "\"l\"\nsource = \"a.gpkg\"\n[buildings]\nsource = \"a.gpkg\"\n"));
  EXPECT_EQ(scenario.roads.source.path, "../base/roads.osm.pbf");
  EXPECT_EQ(scenario.levels[0].source.path, "a.gpkg");
}

TEST_F(LoadScenario, MergedTextDoesNotDependOnTheOrderOfKeys) {
  const Scenario one = load(test::least + "[planning]\neffort = 3\ncode_digits = 2\n");
  const Scenario two = load(test::least + "[planning]\ncode_digits = 2\neffort = 3\n");
  const Scenario three = load(test::least + "[planning]\ncode_digits = 2\neffort = 4\n");
  EXPECT_EQ(one.canonical_toml, two.canonical_toml);
  EXPECT_NE(one.canonical_toml, three.canonical_toml);
}

TEST_F(LoadScenario, MergedTextIsAScenarioThatLoadsTheSame) {
  const Scenario first =
      load(test::least + "[profiles.hours]\n\"all night\" = [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,0.5]\n");
  const Scenario again = load_scenario(write("again.toml", first.canonical_toml));
  EXPECT_EQ(first.canonical_toml, again.canonical_toml);
}

TEST_F(LoadScenario, ShippedScenariosLoad) {
  const Scenario scenario = load_scenario(std::filesystem::path(WANGGE_SOURCE_DIR) / "scenarios/liechtenstein.toml");
  EXPECT_EQ(scenario.levels.size(), 3u);
  EXPECT_EQ(scenario.levels[2].admin_level, 8);
  EXPECT_EQ(scenario.levels[2].residents_field, "population");
  EXPECT_EQ(scenario.title.zh, "列支敦士登");
  EXPECT_EQ(scenario.levels[0].source.path, "../data/liechtenstein/liechtenstein-20240304.osm.pbf");
  EXPECT_GE(scenario.requests.size(), 3u);
  for (const RequestSpec& request : scenario.requests) EXPECT_EQ(request.source.en, "assumed");
}

}  // namespace
}  // namespace wangge::scenarios
