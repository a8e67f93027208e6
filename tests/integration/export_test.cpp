#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace wangge::test {
namespace {

class Export : public TownTest {
 protected:
  Export() : TownTest({.lonely = true}) {}

  void run() const {
    const Answer answer = wangge({"run", scenario(), "--out", path("runs/a"), "--quiet", "--set", "export.map=[]"});
    ASSERT_EQ(answer.code, 0) << answer.err;
  }
  [[nodiscard]] Answer out(const std::string& formats, const std::string& audience, const std::string& folder) const {
    return wangge({"export", path("runs/a"), "--as", formats, "--audience", audience, "--out", path(folder)});
  }
};

TEST_F(Export, InternalHasEveryLayerInEveryFormat) {
  run();
  for (const std::string format : {"geojson", "fgb", "csv"}) {
    const Answer answer = out(format, "internal", format);
    ASSERT_EQ(answer.code, 0) << answer.err;
    for (const char* layer : {"levels", "grids", "cells", "buildings", "posts"})
      EXPECT_TRUE(std::filesystem::exists(path(format + "/" + layer + "." + format))) << format << " " << layer;
  }
  ASSERT_EQ(out("shp,gpkg,json,svg", "internal", "rest").code, 0);
  EXPECT_TRUE(std::filesystem::exists(path("rest/grids.dbf")));
  EXPECT_TRUE(std::filesystem::exists(path("rest/plan.gpkg")));
  EXPECT_TRUE(std::filesystem::exists(path("rest/metrics.json")));
  EXPECT_TRUE(std::filesystem::exists(path("rest/map-grids-A3.svg")));
  EXPECT_NE(read("csv/buildings.csv").find("lonely"), std::string::npos);
}

TEST_F(Export, OthersGetNoBuildingsAndNoCells) {
  run();
  for (const std::string audience : {"partner", "public"}) {
    const Answer answer = out("geojson,csv,json,gpkg", audience, audience);
    ASSERT_EQ(answer.code, 0) << answer.err;
    EXPECT_EQ(names_in(audience).find("buildings"), std::string::npos) << names_in(audience);
    EXPECT_EQ(names_in(audience).find("cells"), std::string::npos);
    EXPECT_EQ(read(audience + "/metrics.json").find("blind_spots"), std::string::npos);
    EXPECT_NE(read(audience + "/grids.csv").find("population_source"), std::string::npos) << "modelled figures are marked";
    const Answer layers = run_command({"ogrinfo", "-q", path(audience + "/plan.gpkg")});
    EXPECT_EQ(layers.out.find("buildings"), std::string::npos) << layers.out;
  }
  EXPECT_EQ(names_in("public").find("posts"), std::string::npos);
}

TEST_F(Export, NoCountUnderFiveLeaves) {
  // A grid of its own for the lonely house: 1 household, 2 residents.
  write("town.toml", read("town.toml") + "[grids]\nsource = \"grids.geojson\"\n");
  write("grids.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"1101001","name":"w"},"geometry":{"type":"Polygon","coordinates":[[[9.5,47.1],[9.51054018,47.1],[9.51054018,47.10719424],[9.5,47.10719424],[9.5,47.1]]]}},
{"type":"Feature","properties":{"code":"1102001","name":"e"},"geometry":{"type":"Polygon","coordinates":[[[9.51054018,47.1],[9.52108037,47.1],[9.52108037,47.1068],[9.5206,47.1068],[9.5206,47.10719424],[9.51054018,47.10719424],[9.51054018,47.1]]]}},
{"type":"Feature","properties":{"code":"1102002","name":"tiny"},"geometry":{"type":"Polygon","coordinates":[[[9.5206,47.1068],[9.52108037,47.1068],[9.52108037,47.10719424],[9.5206,47.10719424],[9.5206,47.1068]]]}}]})");
  run();
  ASSERT_EQ(out("csv", "internal", "inside").code, 0);
  ASSERT_NE(read("inside/grids.csv").find("1102002"), std::string::npos) << read("inside/grids.csv");
  const Answer answer = out("csv,json", "public", "outside");
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("the counts of 2 areas or grids are hidden"), std::string::npos)
      << answer.out << read("inside/grids.csv");
  const std::string grids = read("outside/grids.csv");
  const std::size_t tiny = grids.find("1102002");
  ASSERT_NE(tiny, std::string::npos);
  EXPECT_EQ(grids.substr(tiny, 50).find("1102002,tiny,1102,comprehensive,,,"), 0u) << grids;
  EXPECT_NE(grids.find("1102001,e,1102,comprehensive,,,"), std::string::npos) << "the only other grid would give it away\n"
                                                                              << grids;
  EXPECT_NE(grids.find("1101001,w,1101,comprehensive,1152,2880,"), std::string::npos) << grids;
  const std::string metrics = read("outside/metrics.json");
  for (const char* spread : {"\"border\"", "\"balance\"", "\"median\""})
    EXPECT_EQ(metrics.find(spread), std::string::npos) << spread;
  EXPECT_EQ(metrics.find("\"minutes_max\""), metrics.rfind("\"minutes_max\"")) << "only that of 1101001\n" << metrics;
}

TEST_F(Export, WithoutATopLevelTheTotalIsStillPublishedAndProtected) {
  // Two communities and no district above: the small one follows from the total unless the other is hidden too.
  std::string town = read("town.toml");
  const std::string district = "[[level]]\nname = \"district\"\nsource = \"districts.geojson\"\ncode = \"code\"\n";
  ASSERT_NE(town.find(district), std::string::npos);
  town.erase(town.find(district), district.size());
  write("town.toml", town);
  write("communities.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"1101","name":"w"},"geometry":{"type":"Polygon","coordinates":[[[9.5,47.1],[9.52108037,47.1],[9.52108037,47.1068],[9.5206,47.1068],[9.5206,47.10719424],[9.5,47.10719424],[9.5,47.1]]]}},
{"type":"Feature","properties":{"code":"1102","name":"tiny"},"geometry":{"type":"Polygon","coordinates":[[[9.5206,47.1068],[9.52108037,47.1068],[9.52108037,47.10719424],[9.5206,47.10719424],[9.5206,47.1068]]]}}]})");
  run();
  ASSERT_EQ(out("csv,json", "public", "outside").code, 0);
  const std::string levels = read("outside/levels.csv");
  EXPECT_NE(levels.find("community,1101,w,,,,"), std::string::npos) << levels;
  EXPECT_NE(levels.find("community,1102,tiny,,,,"), std::string::npos) << levels;
}

TEST_F(Export, EveryOutputCarriesTheCredit) {
  write("town.toml", "attribution = [\"City survey, ODbL 1.0\"]\n" + read("town.toml"));
  run();
  EXPECT_NE(read("runs/a/LICENCE.txt").find("City survey, ODbL 1.0"), std::string::npos);
  EXPECT_NE(read("runs/a/metrics.json").find("City survey, ODbL 1.0"), std::string::npos);
  for (const std::string format : {"geojson", "fgb", "csv", "shp", "json"}) {
    ASSERT_EQ(out(format, "public", format).code, 0);
    EXPECT_NE(read(format + "/LICENCE.txt").find("City survey, ODbL 1.0"), std::string::npos) << format;
  }
  EXPECT_NE(read("geojson/grids.geojson").find("\"description\": \"City survey, ODbL 1.0\""), std::string::npos);
  EXPECT_NE(read("json/metrics.json").find("City survey, ODbL 1.0"), std::string::npos);
}

TEST_F(Export, GeoPackagesKeepTheStylesOfTheirLayers) {
  run();
  ASSERT_EQ(out("gpkg", "internal", "inside").code, 0);
  ASSERT_EQ(out("gpkg", "public", "outside").code, 0);
  const auto styles = [&](const std::string& folder) {
    return run_command({"ogrinfo", "-q", path(folder + "/plan.gpkg"), "layer_styles"}).out;
  };
  EXPECT_NE(styles("inside").find("f_table_name (String) = buildings"), std::string::npos);
  EXPECT_NE(styles("outside").find("f_table_name (String) = grids"), std::string::npos);
  EXPECT_EQ(styles("outside").find("f_table_name (String) = buildings"), std::string::npos);
}

TEST_F(Export, StandsBesideTheRunSoThatARerunKeepsIt) {
  run();
  ASSERT_EQ(wangge({"export", path("runs/a"), "--as", "csv", "--audience", "public"}).code, 0);
  run();
  EXPECT_TRUE(std::filesystem::exists(path("runs/a-export-public/grids.csv")));
}

TEST_F(Export, ASecondPlanThatWouldRevealAFewIsRefused) {
  run();
  ASSERT_EQ(out("csv", "public", "first").code, 0);
  ASSERT_EQ(out("csv", "partner", "again").code, 0) << "the same counts say nothing new";
  // The same town without the lonely house: the difference would be its 2 residents.
  write_small_town(folder_, {.lonely = false});
  run();
  const Answer answer = out("csv", "public", "second");
  EXPECT_EQ(answer.code, 1) << answer.out;
  EXPECT_NE(answer.err.find("would together reveal a count under 5 persons or households"), std::string::npos) << answer.err;
  EXPECT_FALSE(std::filesystem::exists(path("second")));
}

TEST_F(Export, WrongUsage) {
  run();
  EXPECT_EQ(out("pdf,kml", "internal", "x").err,
            "wangge: --as: \"kml\" is not allowed (one of: pdf, png, svg, gpkg, geojson, shp, fgb, csv, json)\n");
  EXPECT_EQ(out("csv", "everyone", "x").code, 2);
  EXPECT_EQ(wangge({"export", path("nowhere"), "--as", "csv"}).code, 3);
  EXPECT_EQ(wangge({"export", path("runs/a"), "--as", "pdf", "--audience", "public", "--theme", "households"}).code, 2);
}

}  // namespace
}  // namespace wangge::test
