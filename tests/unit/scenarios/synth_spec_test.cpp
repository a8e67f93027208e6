#include "engine/core/error.h"
#include "scenarios/schema/load_scenario.h"
#include "scenarios/synth/area_list.h"
#include "scenarios/synth/town_step.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <numeric>
#include <set>
#include <string>

namespace wangge::scenarios {
namespace {

namespace fs = std::filesystem;
using town::AreaId;
using town::AreaKind;

constexpr const char* head = "name = \"t\"\ndate = 2026-11-21\n[synth]\n";

class Synth : public testing::Test {
 protected:
  Synth() { fs::create_directories(folder_); }
  ~Synth() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }
  [[nodiscard]] Scenario load(const std::string& section, const std::vector<std::string>& set = {}) const {
    write("t.toml", head + section);
    return load_scenario(folder_ / "t.toml", set);
  }
  [[nodiscard]] AreaList areas(const std::string& section) const { return area_list(load(section)); }

  /// The message of what a section throws; its code beside it.
  template <class Work>
  [[nodiscard]] static std::string refusal(core::ErrorCode code, Work work) {
    try {
      work();
    } catch (const core::Error& error) {
      EXPECT_EQ(error.code(), code) << error.message().en;
      EXPECT_FALSE(error.message().zh.empty());
      return error.message().en;
    }
    return "nothing was thrown";
  }

  fs::path folder_ =
      fs::temp_directory_path() /
      ("wangge_synth_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) + std::to_string(::getpid()));
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_F(Synth, StandsInPlaceOfSources) {
  const Scenario scenario =
      load("households = 400\n[[synth.level]]\nname = \"town\"\n[[synth.level]]\nname = \"village\"\ncount = 3\n");
  ASSERT_TRUE(scenario.synth);
  EXPECT_TRUE(scenario.synthetic) << "every output says so";
  ASSERT_EQ(scenario.levels.size(), 2u);
  EXPECT_EQ(scenario.levels[1].name, "village");
  EXPECT_EQ(scenario.levels[1].source.path, "town.gpkg");
  EXPECT_EQ(scenario.levels[1].source.layer, "village");
  EXPECT_EQ(scenario.levels[1].parent_field, "parent");
  EXPECT_EQ(scenario.buildings.households_field, "households");
  EXPECT_EQ(scenario.roads.class_field, "class");
  ASSERT_EQ(scenario.barriers.size(), 2u);
  EXPECT_EQ(scenario.barriers[0].source.layer, "railways");
  ASSERT_TRUE(scenario.water);
  ASSERT_EQ(scenario.posts.size(), 1u);
  EXPECT_EQ(scenario.posts[0].kind_field, "kind");
}

TEST_F(Synth, RefusesSourcesBesideIt) {
  const std::string text =
      refusal(core::ErrorCode::usage, [&] { static_cast<void>(load("households = 400\n[buildings]\nsource = \"b.gpkg\"\n")); });
  EXPECT_TRUE(has(text, "t.toml:6:1: buildings.source: the town of [synth] brings its own")) << text;
}

TEST_F(Synth, NeedsSomebodyToLiveThere) {
  const std::string text = refusal(core::ErrorCode::usage, [&] { static_cast<void>(load("form = \"city\"\n")); });
  EXPECT_TRUE(has(text, "t.toml:3:1: synth.households: is missing")) << text;
}

TEST_F(Synth, RefusesALevelWithTheNameOfALayer) {
  const std::string text = refusal(core::ErrorCode::usage,
                                   [&] { static_cast<void>(load("households = 9\n[[synth.level]]\nname = \"buildings\"\n")); });
  EXPECT_TRUE(has(text, "synth.level[0].name: \"buildings\" is not allowed")) << text;
}

TEST_F(Synth, MakesCodesBelowTheirParents) {
  const AreaList list = areas(
      "households = 900\n[[synth.level]]\nname = \"town\"\n[[synth.level]]\nname = \"place\"\ncount = 5\nrural = 2\n"
      "labels = [\"东街社区\"]\n");
  ASSERT_EQ(list.areas.size(), 6u);
  EXPECT_EQ(list.areas[AreaId(0)].code, "990000");
  EXPECT_EQ(list.areas[AreaId(1)].code, "990000001");
  EXPECT_EQ(list.areas[AreaId(1)].name, "东街社区");
  EXPECT_EQ(list.areas[AreaId(3)].kind, AreaKind::urban);
  EXPECT_EQ(list.areas[AreaId(4)].kind, AreaKind::rural);
  std::set<std::string> names;
  for (const town::Area& area : list.areas) names.insert(area.name);
  EXPECT_EQ(names.size(), 6u) << "no name twice";
}

TEST_F(Synth, MeetsEveryTotalAtEveryLevel) {
  const AreaList list = areas(
      "households = 1234\nresidents = 3210\nparty_members = 200\nages = { child = 500, old = \"16 %\" }\n"
      "[[synth.level]]\nname = \"a\"\n[[synth.level]]\nname = \"b\"\ncount = 3\n[[synth.level]]\nname = \"c\"\ncount = 11\n");
  std::array<town::Totals, 3> sums;
  for (const town::Area& area : list.areas) {
    town::Totals& sum = sums[area.level];
    sum.households += area.totals.households;
    sum.residents += area.totals.residents;
    sum.ages[0] += area.totals.ages[0];
    sum.party_members += area.totals.party_members;
    EXPECT_EQ(std::accumulate(area.totals.ages.begin(), area.totals.ages.end(), std::int64_t{0}), area.totals.residents);
    EXPECT_EQ(std::accumulate(area.totals.residences.begin(), area.totals.residences.end(), std::int64_t{0}),
              area.totals.residents);
  }
  for (const town::Totals& sum : sums) {
    EXPECT_EQ(sum.households, 1234);
    EXPECT_EQ(sum.residents, 3210);
    EXPECT_EQ(sum.ages[0], 500);
    EXPECT_EQ(sum.party_members, 200);
  }
}

TEST_F(Synth, TakesTotalsOfSingleAreasFromATable) {
  write("areas.csv",
        "\xEF\xBB\xBF"
        "code,households,residents\r\n990000001,100,\r\n990000002,\"40\",130\r\n");
  const AreaList list = areas(
      "households = 200\nareas = \"areas.csv\"\n[[synth.level]]\nname = \"town\"\n[[synth.level]]\nname = "
      "\"place\"\ncount = 3\n");
  EXPECT_EQ(list.areas[AreaId(1)].totals.households, 100);
  EXPECT_EQ(list.areas[AreaId(2)].totals.residents, 130);
  EXPECT_EQ(list.areas[AreaId(3)].totals.households, 60) << "what the others leave";
}

TEST_F(Synth, NamesLineAndColumnOfABadTable) {
  write("areas.csv", "code,households\n990000001,many\n");
  const auto bad = [&](const std::string& table) {
    write("areas.csv", table);
    return refusal(core::ErrorCode::input, [&] {
      static_cast<void>(areas("households = 20\nareas = \"areas.csv\"\n[[synth.level]]\nname = \"town\"\n"));
    });
  };
  EXPECT_EQ(bad("code,households\n990000,30\n"), "areas.csv:2: households = 30, but synth.households = 20: correct one of them");
  EXPECT_EQ(bad("code,households\n990000,20\n990000,20\n"),
            "areas.csv:3: the code \"990000\" stands in line 2 already: leave one of the rows out");
  EXPECT_EQ(bad("code;households\n990000;20\n"), "areas.csv:1: has semicolons; columns are separated by commas");
  EXPECT_EQ(bad("code,households\n990000,\"1,200\"\n"),
            "areas.csv:2: households = \"1,200\" is not a whole number from 0: leave the thousands commas out");
  EXPECT_EQ(bad("code,households\n990000,many\n"), "areas.csv:2: households = \"many\" is not a whole number from 0");
  EXPECT_EQ(bad("code,households\n990001,5\n"), "areas.csv:2: no area has the code \"990001\"; did you mean \"990000\"?");
  EXPECT_TRUE(
      has(bad("code,housholds\n990000,5\n"), "areas.csv:1: there is no column \"housholds\"; did you mean \"households\"?"));
  EXPECT_EQ(bad("code,households\n990000\n"), "areas.csv:2: has 1 cells, but there are 2 column names");
}

TEST_F(Synth, RefusesTotalsThatContradictEachOther) {
  write("areas.csv", "code,households\n990000001,150\n990000002,90\n");
  const std::string text = refusal(core::ErrorCode::input, [&] {
    static_cast<void>(
        areas("households = 200\nareas = \"areas.csv\"\n[[synth.level]]\nname = \"town\"\n[[synth.level]]\nname = "
              "\"place\"\ncount = 2\n"));
  });
  EXPECT_TRUE(has(text, "t.toml:4:14: synth: ") && has(text, "(see also areas.csv)")) << text;
  EXPECT_TRUE(has(text, "200") && has(text, "240")) << text;
}

TEST_F(Synth, NamesWhereContradictoryFiguresWereGiven) {
  const auto words = [&](const std::string& section, const std::vector<std::string>& set) {
    return refusal(core::ErrorCode::input, [&] { static_cast<void>(area_list(load(section, set))); });
  };
  const std::string section = "households = 200\nresidents = 500\n[[synth.level]]\nname = \"town\"\n";
  const std::string set = words(section, {"synth.residents=100"});
  EXPECT_TRUE(set.starts_with("--set synth.residents=100: synth: ")) << set;
  EXPECT_TRUE(has(set, "(see also ") && has(set, "t.toml:4:14)")) << set;
  const std::string file = words("households = 200\nresidents = 100\n[[synth.level]]\nname = \"town\"\n", {});
  EXPECT_TRUE(has(file, "t.toml:4:14: synth: ") && has(file, "(see also ") && has(file, "t.toml:5:13)")) << file;

  // The total of the command line against those of the table.
  write("areas.csv", "code,households\n990000001,150\n990000002,90\n");
  const std::string table = words(
      "households = 240\nareas = \"areas.csv\"\n[[synth.level]]\nname = \"town\"\n[[synth.level]]\nname = \"place\"\ncount = 2\n",
      {"synth.households=200"});
  EXPECT_TRUE(table.starts_with("--set synth.households=200: ") && has(table, "(see also areas.csv)")) << table;
}

TEST_F(Synth, NamesTheKeyOfATableThatIsNotThere) {
  const std::string text = refusal(core::ErrorCode::environment, [&] {
    static_cast<void>(areas("households = 20\nareas = \"none.csv\"\n[[synth.level]]\nname = \"town\"\n"));
  });
  EXPECT_TRUE(has(text, "t.toml:5:9: synth.areas: cannot read ") && has(text, "none.csv")) << text;
}

TEST_F(Synth, AnAreaOfZeroIsWrongAsAnyOtherValueOutOfRange) {
  for (const char* area : {"0 m2", "0 km2", "-1 km2"}) {
    const std::string text = refusal(core::ErrorCode::usage, [&] {
      static_cast<void>(load("households = 20\n[[synth.level]]\nname = \"town\"\n", {std::string("synth.area=") + area}));
    });
    EXPECT_TRUE(has(text, "synth.area")) << text;
  }
}

TEST_F(Synth, RefusesSharesAboveTheWhole) {
  const std::string text = refusal(core::ErrorCode::input, [&] {
    static_cast<void>(areas("households = 200\nages = { child = \"60 %\", old = \"50 %\" }\n[[synth.level]]\nname = \"town\"\n"));
  });
  EXPECT_TRUE(has(text, "synth.ages: the parts sum to") && has(text, "lower one of them")) << text;
}

constexpr const char* codes =
    "{ source = \"" WANGGE_SOURCE_DIR "/data/codes/villages_target_counties.csv\", towns = \"" WANGGE_SOURCE_DIR
    "/data/codes/streets_target_counties.csv\", label = \"右江区\", county = ";

TEST_F(Synth, KnowsTheCommunitiesOfYoujiang) {
  const AreaList list = areas(std::string("households = 162000\nresidents = 472086\nnames = ") + codes + "\"451002\" }\n");
  ASSERT_EQ(list.areas.size(), 1u + 9u + 122u);
  EXPECT_EQ(list.areas[AreaId(0)].name, "右江区");
  EXPECT_EQ(list.areas[AreaId(1)].name, "百城街道");
  EXPECT_EQ(list.areas[AreaId(10)].name, "百胜社区");
  EXPECT_EQ(list.areas[AreaId(10)].code, "451002001001");
  std::size_t rural = 0;
  for (const town::Area& area : list.areas) rural += area.level == 2 && area.kind == AreaKind::rural ? 1 : 0;
  EXPECT_EQ(rural, 101u) << "villages, as the deployment counts them";
  EXPECT_EQ(list.areas[AreaId(1)].kind, AreaKind::urban);
  EXPECT_EQ(list.areas[AreaId(3)].kind, AreaKind::rural);
}

TEST_F(Synth, UnknownCountyIsRefusedWithThoseThatAreThere) {
  const std::string text = refusal(core::ErrorCode::input, [&] {
    static_cast<void>(areas(std::string("households = 9\nnames = ") + codes + "\"451003\" }\n"));
  });
  EXPECT_TRUE(has(text, "t.toml:5:") && has(text, "has no county 451003") && has(text, "451002")) << text;
}

TEST(OfficialNames, LoseTheirCommittee) {
  EXPECT_EQ(plain_area_name("百胜社区居委会"), "百胜社区");
  EXPECT_EQ(plain_area_name("城东居民委员会"), "城东社区");
  EXPECT_EQ(plain_area_name("六苜村委会"), "六苜村");
  EXPECT_EQ(plain_area_name("柳村村民委员会"), "柳村");
  EXPECT_EQ(plain_area_name("鱼塘"), "鱼塘");
  EXPECT_EQ(area_kind("某处", "451002001003"), AreaKind::urban);
  EXPECT_EQ(area_kind("某处", "451002001203"), AreaKind::rural);
}

class Outline : public Synth {
 protected:
  /// The message about an outline in a GeoJSON file.
  [[nodiscard]] std::string about(const std::string& geometries) const {
    write("o.geojson", "{\"type\":\"FeatureCollection\",\"features\":[" + geometries + "]}");
    core::SilentProgress progress;
    return refusal(core::ErrorCode::input, [&] {
      static_cast<void>(plan_town(load("households = 500\noutline = { source = \"o.geojson\" }\n"), progress));
    });
  }
  static std::string polygon(const std::string& rings) {
    return "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[" + rings + "]}}";
  }
};

constexpr const char* square = "[[106.6,23.9],[106.62,23.9],[106.62,23.92],[106.6,23.92],[106.6,23.9]]";

TEST_F(Outline, IsTakenToMetres) {
  write("o.geojson", "{\"type\":\"FeatureCollection\",\"features\":[" + polygon(square) + "]}");
  core::SilentProgress progress;
  const TownPlan plan = plan_town(load("households = 500\noutline = { source = \"o.geojson\" }\n"), progress);
  EXPECT_EQ(plan.reference.epsg, 4545) << "the zone of 108 degrees";
  ASSERT_EQ(plan.spec.outline.size(), 5u);
  for (const core::Position corner : plan.spec.outline)
    EXPECT_LT(std::abs(corner.x) + std::abs(corner.y), 10'000) << "near the origin";
  EXPECT_EQ(plan.inputs.size(), 1u);
}

TEST_F(Outline, WithHolesOrPartsOrWithoutAreaIsRefused) {
  const std::string hole = "[[106.605,23.905],[106.61,23.905],[106.61,23.91],[106.605,23.905]]";
  const std::string tiny = "[[106.6,23.9],[106.60001,23.9],[106.60001,23.90001],[106.6,23.9]]";
  const std::string bow = "[[106.6,23.9],[106.62,23.92],[106.62,23.9],[106.6,23.93],[106.6,23.9]]";
  const std::string parts = "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[[" +
                            std::string(square) + "],[[[107,24],[107.1,24],[107.1,24.1],[107,24]]]]}}";
  EXPECT_TRUE(has(about(polygon(std::string(square) + "," + hole)), "has 1 hole; it must have none: fill them"));
  EXPECT_TRUE(has(about(parts), "has 2 parts; it must be one"));
  EXPECT_TRUE(has(about(polygon(tiny)), "m2 are needed"));
  EXPECT_TRUE(has(about(polygon(bow)), "has a border that crosses itself at x "));
  EXPECT_TRUE(has(about(polygon(square) + "," + polygon(square)), "has 2 features"));
  EXPECT_TRUE(has(about(polygon(std::string(square) + "," + hole)), "t.toml:5:")) << "file and line";
}

}  // namespace
}  // namespace wangge::scenarios
