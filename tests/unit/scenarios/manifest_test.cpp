#include "scenarios/run/manifest.h"

#include "scenarios/run/digest.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

Scenario sample() {
  Scenario scenario;
  scenario.path = "scenarios/town.toml";
  scenario.name = "town";
  scenario.canonical_toml = "name = \"town\"\n";
  scenario.buildings.source.path = "../data/town.osm.pbf";
  return scenario;
}

TEST(Digest, AgreesWithThePublishedVectors) {
  EXPECT_EQ(sha256_of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Manifest, CommandCanBePastedIntoAShell) {
  Scenario scenario = sample();
  EXPECT_EQ(reproducing_command(scenario), "wangge run scenarios/town.toml");
  scenario.overrides = {"seed=3", "simulation.horizon=7 d", "title.en=\"Huacheng's\""};
  EXPECT_EQ(reproducing_command(scenario),
            "wangge run scenarios/town.toml --set seed=3 --set 'simulation.horizon=7 d' --set 'title.en=\"Huacheng'\\''s\"'");
}

TEST(Manifest, PathsStartAtTheWorkingFolder) {
  EXPECT_EQ(path_from_here(sample(), "../data/town.osm.pbf"), "data/town.osm.pbf");
  EXPECT_EQ(path_from_here(sample(), "/data/town.gpkg"), "/data/town.gpkg");
  EXPECT_EQ(path_from_here(sample(), "PG:dbname=town"), "PG:dbname=town");
}

TEST(Manifest, CountsBuildingsByKindAndNamesEveryCreditOnce) {
  gis::Layers layers;
  layers.sources = {{"../data/town.osm.pbf", "aa", "© OpenStreetMap contributors, ODbL 1.0"},
                    {"b.gpkg", "bb", "© OpenStreetMap contributors, ODbL 1.0"}};
  for (const char* id : {"node/1", "way/1", "way/2", "relation/9"}) {
    gis::BuildingFeature building;
    building.source_id = id;
    layers.buildings.push_back(building);
  }
  Scenario scenario = sample();
  scenario.attribution = {"City survey"};
  const auto manifest = nlohmann::json::parse(manifest_json(scenario, layers));
  EXPECT_EQ(manifest["inputs"][0]["buildings"], nlohmann::json::parse(R"({"nodes": 1, "ways": 2, "relations": 1, "total": 4})"));
  EXPECT_EQ(manifest["attribution"], nlohmann::json::parse(R"(["© OpenStreetMap contributors, ODbL 1.0", "City survey"])"));
  EXPECT_EQ(manifest["scenario"]["hash"], sha256_of(scenario.canonical_toml));
  EXPECT_EQ(manifest["inputs"][0]["path"], "data/town.osm.pbf");
}

TEST(Manifest, SaysWhatIsModelledWithItsSource) {
  Scenario scenario = sample();
  scenario.requests.push_back(
      {.kind = "noise", .title = {.zh = "噪声", .en = "Noise"}, .rates = {}, .handle = {}, .source = {"311 log", "311 log"}});
  bool noise = false;
  for (const Modelled& fact : modelled_facts(scenario, {})) {
    EXPECT_FALSE(fact.source.en.empty() || fact.source.zh.empty()) << fact.what.en;
    EXPECT_FALSE(fact.what.zh.empty());
    noise = noise || (fact.what.en == "rate of requests: Noise" && fact.source.en == "311 log");
  }
  EXPECT_TRUE(noise);
}

TEST(Manifest, ClaimsTotalsOnlyWhereASourceGivesThem) {
  gis::Layers layers;
  layers.levels.resize(1);
  layers.levels[0].resize(1);
  const auto none = nlohmann::json::parse(manifest_json(sample(), layers));
  EXPECT_EQ(none["totals_given"], false);
  EXPECT_NE(none["modelled"][0]["how"]["en"].get<std::string>().find("110 m²"), std::string::npos);
  EXPECT_NE(none["modelled"][0]["source"]["zh"].get<std::string>().find("假定"), std::string::npos);
  layers.levels[0][0].residents = 5000;
  const auto some = nlohmann::json::parse(manifest_json(sample(), layers));
  EXPECT_EQ(some["totals_given"], true);
  EXPECT_NE(some["modelled"][0]["how"]["en"].get<std::string>().find("met exactly"), std::string::npos);
}

}  // namespace
}  // namespace wangge::scenarios
