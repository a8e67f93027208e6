#include "tests/unit/scenarios/scenario_text.h"

/// Each wrong file gives one clear error: place, key, what was found, what was expected, in both languages.
namespace wangge::scenarios {
namespace {

using core::ErrorCode;

class BadScenario : public test::ScenarioFiles {};

TEST_F(BadScenario, MissingFile) {
  const core::Error error = error_of_file(path("nowhere.toml"));
  EXPECT_EQ(error.code(), ErrorCode::environment);
  EXPECT_EQ(error.message().en, "nowhere.toml: cannot read the scenario file: no such file");
  EXPECT_EQ(error.message().zh, "nowhere.toml: 无法读取场景文件：文件不存在");
}

TEST_F(BadScenario, FolderInsteadOfFile) {
  write("f/x", "");
  EXPECT_EQ(error_of_file(path("f")).message().en, "f: cannot read the scenario file: it is a folder");
}

TEST_F(BadScenario, NotTomlGivesLineAndColumn) {
  const core::Error error = error_of("name = \"t\"\nthis is no scenario\n");
  EXPECT_EQ(error.code(), ErrorCode::usage);
  EXPECT_EQ(error.message().en.find("t.toml:2:6: not a scenario file (TOML): "), 0u) << error.message().en;
  EXPECT_EQ(error.message().zh.find("t.toml:2:6: 不是场景文件（TOML）："), 0u) << error.message().zh;
}

TEST_F(BadScenario, BinaryFile) {
  const core::Error error = error_of(std::string("\x00\x01\x02OSMHeader", 12));
  EXPECT_EQ(error.code(), ErrorCode::usage);
  EXPECT_EQ(error.message().en, "t.toml:1:1: not a scenario file (TOML): the content is binary");
  EXPECT_EQ(error.message().zh, "t.toml:1:1: 不是场景文件（TOML）：内容是二进制");
}

TEST_F(BadScenario, EmptyFileLacksItsName) {
  EXPECT_EQ(error_of("").message().en, "t.toml:1:1: name: is missing; expected a text, such as \"huacheng\"");
  EXPECT_EQ(error_of("").message().zh, "t.toml:1:1: name: 缺少此键；应为文字，例如 \"huacheng\"");
}

TEST_F(BadScenario, UnknownKeyNamesTheNearest) {
  const core::Error error = error_of(test::least + "[planning]\nhosueholds = [1, 2]\n");
  EXPECT_EQ(error.code(), ErrorCode::usage);
  EXPECT_EQ(error.message().en, "t.toml:11:1: there is no key \"planning.hosueholds\"; did you mean \"planning.households\"?");
  EXPECT_EQ(error.message().zh, "t.toml:11:1: 没有“planning.hosueholds”这个键；是不是“planning.households”？");
}

TEST_F(BadScenario, WithoutNamesASectionThatIsNotInherited) {
  write("city.toml", "[ensemble]\nplans = 300\n");
  const core::Error error = error_of("extends = \"city.toml\"\nwithout = [\"ensembel\"]\n" + test::least);
  EXPECT_EQ(error.code(), ErrorCode::usage);
  EXPECT_EQ(error.message().en, "t.toml:2:12: without: nothing called \"ensembel\" is inherited; did you mean \"ensemble\"?");
  EXPECT_EQ(error_of("without = [\"ensemble\"]\n" + test::least).message().en,
            "t.toml:1:12: without: nothing called \"ensemble\" is inherited");
}

TEST_F(BadScenario, RangeOfPointsWithoutSense) {
  const auto said = [&](const std::string& lines) { return error_of(test::least + "[planning]\n" + lines).message().en; };
  const std::string measure = "measure = { in_need = 1 }\n";
  EXPECT_EQ(said("points = [600, 1200]\n"),
            "t.toml:11:10: planning.points: needs planning.measure, which says what a point is, such as measure = { households = "
            "1, in_need = 3 }");
  for (const char* wrong : {"[9, 5]", "[0, 0]", "[5]", "5", "\"5-9\"", "[\"5\", 9]"}) {
    const std::string message = said("points = " + std::string(wrong) + "\n" + measure);
    EXPECT_NE(message.find("planning.points: "), std::string::npos) << message;
    EXPECT_NE(message.find("expected a range of numbers"), std::string::npos) << message;
  }
  EXPECT_EQ(said("points = [-1, 5]\n" + measure), "t.toml:11:10: planning.points: -1 is too small; the least is 0");
  EXPECT_EQ(said("points = [1, 1e300]\n" + measure),
            "t.toml:11:10: planning.points: 1e+300 is too large; the most is 1000000000");
  EXPECT_EQ(
      said("points = [0, 0.0004]\n" + measure),
      "t.toml:11:10: planning.points: 0.0004 is too small, since points are counted in thousandths; expected a least of 0 or "
      "at least 0.001, and a most of at least 0.001");
  EXPECT_NE(said("points = [0.0009, 5]\n" + measure).find("0.0009 is too small"), std::string::npos);
  EXPECT_EQ(said("households = [1, 9000000000000000000]\n"),
            "t.toml:11:14: planning.households: 9e+18 is too large; the most is 1000000000");
}

TEST_F(BadScenario, WeightsOfWorkThatCannotBeCounted) {
  const auto said = [&](const std::string& weights) {
    const core::Error error = error_of(test::least + "[planning]\nmeasure = { " + weights + " }\n");
    EXPECT_EQ(error.code(), ErrorCode::usage);
    return error.message().en;
  };
  EXPECT_EQ(said("households = 1e300"), "t.toml:11:26: planning.measure.households: 1e+300 is too large; the most is 10000");
  EXPECT_EQ(
      said("households = 1, in_need = 0.0004"),
      "t.toml:11:39: planning.measure.in_need: 0.0004 is too small, since points are counted in thousandths; expected 0, where "
      "it does not count, or 0.001 to 10000");
  for (const char* key : {"requests", "enterprises"}) {
    EXPECT_NE(said(std::string(key) + " = 10000.5").find("10000.5 is too large"), std::string::npos);
    EXPECT_NE(said(std::string(key) + " = 0.00099").find("0.00099 is too small"), std::string::npos);
  }
}

TEST_F(BadScenario, UnknownTableNamesTheNearest) {
  EXPECT_EQ(error_of(test::least + "[simluation]\nhorizon = \"30 d\"\n").message().en,
            "t.toml:10:2: there is no key \"simluation\"; did you mean \"simulation\"?");
}

TEST_F(BadScenario, KeyOfAnotherTableIsFoundThere) {
  EXPECT_EQ(error_of(test::least + "[coverage]\nstairs = \"12 s per floor\"\n").message().en,
            "t.toml:11:1: there is no key \"coverage.stairs\"; did you mean \"travel.stairs\"?");
}

TEST_F(BadScenario, ValueWithoutUnit) {
  const core::Error error = error_of(test::least + "[simulation]\nhorizon = 30\n");
  EXPECT_EQ(error.message().en, "t.toml:11:11: simulation.horizon: 30 has no unit; expected a duration, such as \"28 d\"");
  EXPECT_EQ(error.message().zh, "t.toml:11:11: simulation.horizon: “30”没有单位；应为时长，例如 \"28 d\"");
  EXPECT_EQ(
      error_of(test::least + "[simulation]\nhorizon = \"30\"\n").message().en,
      "t.toml:11:11: simulation.horizon: \"30\" has no unit (units: ms, s, min, h, d, w); expected a duration, such as \"28 d\"");
}

TEST_F(BadScenario, NamesThatAreEmpty) {
  EXPECT_EQ(error_of(test::least + "[[department]]\nname = \" \"\n").message().en.find("t.toml:"), 0u);
  EXPECT_NE(
      error_of(test::least + "[[department]]\nname = \" \"\n").message().en.find("department[0].name: is empty; expected a name"),
      std::string::npos);
  const std::string worker =
      "[[post]]\nkind = \"station\"\n[[responder]]\nkind = \"worker\"\npost = \"station\"\n"
      "shift = [\"daily 08:00-18:00\"]\nskills = [\"\"]\n";
  EXPECT_NE(error_of(test::least + worker).message().en.find("responder[0].skills: is empty"), std::string::npos);
}

TEST_F(BadScenario, ShiftsThatTheSimulationWouldRefuse) {
  const auto shifts = [](const std::string& list) {
    return test::least + "[[post]]\nkind = \"station\"\n[[responder]]\nkind = \"worker\"\npost = \"station\"\nshift = " + list +
           "\n";
  };
  const core::Error overlap = error_of(shifts("[\"mon-fri 22:00-06:00\", \"sat 05:00-09:00\"]"));
  EXPECT_EQ(overlap.code(), ErrorCode::usage);
  EXPECT_EQ(overlap.message().en,
            "t.toml:15:9: responder[0].shift: \"sat 05:00-09:00\": on sat it overlaps \"mon-fri 22:00-06:00\"; write both as "
            "one, or end one "
            "where the other begins");
  EXPECT_NE(overlap.message().zh.find("t.toml:15:9: responder[0].shift: “sat 05:00-09:00”"), std::string::npos);
  for (const char* list :
       {"[\"mon 8-12\"]", "[\"fry 08:00-12:00\"]", "[\"mon 08:00-25:00\"]", "[\"mon 08:00-08:00\"]", "[\"\"]"}) {
    EXPECT_EQ(error_of(shifts(list)).message().en.find("t.toml:15:9: responder[0].shift: \""), 0u) << list;
  }
}

TEST_F(BadScenario, ValueWithWrongUnit) {
  const core::Error error = error_of(test::least + "[travel]\naccess_limit = \"5 min\"\n");
  EXPECT_EQ(error.message().en,
            "t.toml:11:16: travel.access_limit: \"5 min\" has the wrong unit \"min\" (units: mm, cm, m, km); expected a length, "
            "such as \"300 m\"");
  EXPECT_EQ(error.message().zh,
            "t.toml:11:16: travel.access_limit: “5 min”的单位“min”不适用（可用单位：mm, cm, m, km）；应为长度，例如 \"300 m\"");
}

TEST_F(BadScenario, WrongTypes) {
  EXPECT_EQ(error_of(test::least + "[simulation]\nreplications = \"ten\"\n").message().en,
            "t.toml:11:16: simulation.replications: is a text; expected an integer, such as 10");
  EXPECT_EQ(error_of(test::least + "[planning]\nhouseholds = 500\n").message().en,
            "t.toml:11:14: planning.households: is not a pair of integers; expected a range, such as [500, 1000]");
  EXPECT_EQ(error_of("name = \"t\"\nlevel = \"x\"\n").message().en,
            "t.toml:2:9: level: is a text; expected tables written as [[level]]");
  EXPECT_EQ(error_of("planning = 3\n").message().en, "t.toml:1:12: planning: is an integer; expected a table");
}

TEST_F(BadScenario, ValuesOutOfBounds) {
  EXPECT_EQ(error_of(test::least + "[simulation]\nreplications = 0\n").message().en,
            "t.toml:11:16: simulation.replications: 0 is too small; the least is 1");
  EXPECT_EQ(error_of(test::least + "[planning]\nhouseholds = [900, 300]\n").message().en,
            "t.toml:11:14: planning.households: the least, 900, is above the most, 300; expected a range, such as [500, 1000]");
  EXPECT_EQ(error_of(test::least + "[population]\nresidents = { per_household = nan }\n").message().en,
            "t.toml:11:31: population.residents.per_household: is not a finite number; expected a number, such as 2.62");
}

TEST_F(BadScenario, SpeedsOutOfBoundsGiveLineAndColumn) {
  const core::Error fast = error_of(test::least + "[travel]\nwalk = \"400 km/h\"\n");
  EXPECT_EQ(fast.code(), ErrorCode::usage);
  EXPECT_EQ(fast.message().en,
            "t.toml:11:8: travel.walk: \"400 km/h\" is not from 0.1 to 300 km/h (0 closes the way); expected a speed, such as "
            "\"4.5 km/h\"");
  EXPECT_EQ(fast.message().zh,
            "t.toml:11:8: travel.walk: “400 km/h”不在 0.1 至 300 km/h 之内（0 表示不可用）；应为速度，例如 \"4.5 km/h\"");
  EXPECT_EQ(error_of(test::least + "[travel.car]\nprimary = \"50 km/h\"\n  secondary = \"0.01 m/s\"\n").message().en,
            "t.toml:12:15: travel.car.secondary: \"0.01 m/s\" is not from 0.1 to 300 km/h (0 closes the way); expected a speed, "
            "such as \"40 km/h\"");
  EXPECT_EQ(error_of(test::least + "[travel]\nebike = { steps = \"-1 km/h\" }\n").message().en,
            "t.toml:11:19: travel.ebike.steps: \"-1 km/h\" must not be negative; expected a speed, such as \"0 km/h\"");
}

TEST_F(BadScenario, ReferenceSystemsThatCannotServe) {
  const core::Error error = error_of("reference = \"EPSG:99999\"\n" + test::least);
  EXPECT_EQ(error.code(), ErrorCode::usage);
  EXPECT_EQ(error.message().en,
            "t.toml:1:13: reference: reference system 'EPSG:99999' is not understood; a projected system in metres was expected, "
            "e.g. EPSG:32632, or auto");
  EXPECT_EQ(error.message().zh,
            "t.toml:1:13: reference: 坐标参考系统“EPSG:99999”无法识别；应为以米为单位的投影坐标系，例如 EPSG:4547，或 auto");
  EXPECT_EQ(error_of("reference = \"EPSG:4326\"\n" + test::least).message().en.find("t.toml:1:13: reference: "), 0u);
  EXPECT_EQ(error_of(test::least, {"reference=EPSG:99999"}).message().en.find("--set reference=EPSG:99999: reference: "), 0u);
}

TEST_F(BadScenario, ReferenceSystemOfASourceThatNobodyKnows) {
  const core::Error error = error_of(test::least + "[water]\nsource = \"w.gpkg\"\nreference = \"EPSG:99999\"\n");
  EXPECT_EQ(error.code(), ErrorCode::usage);
  EXPECT_EQ(
      error.message().en,
      "t.toml:12:13: water.reference: reference system 'EPSG:99999' is not understood; a projected or geographic system was "
      "expected, e.g. EPSG:4490");
  EXPECT_EQ(error.message().zh,
            "t.toml:12:13: water.reference: 坐标参考系统“EPSG:99999”无法识别；应为投影或地理坐标系，例如 EPSG:4490");
  for (const char* key : {"buildings.reference", "roads.reference", "level.0.reference"}) {
    const std::string words = error_of(test::least, {std::string(key) + "=EPSG:99999"}).message().en;
    EXPECT_NE(words.find("is not understood"), std::string::npos) << key << ": " << words;
  }
  EXPECT_NE(error_of(test::least + "[[post]]\nkind = \"k\"\nat = \"p.gpkg\"\nreference = \"nowhere\"\n")
                .message()
                .en.find("post[0].reference: reference system 'nowhere' is not understood"),
            std::string::npos);
  write("w.gpkg", "");
  EXPECT_EQ(load(test::least + "[water]\nsource = \"w.gpkg\"\nreference = \"EPSG:4490\"\n").water->reference, "EPSG:4490");
}

TEST_F(BadScenario, WordsThatAreNotAllowed) {
  EXPECT_EQ(error_of(test::least + "[dispatch]\npolicy = \"random\"\n").message().en,
            "t.toml:11:10: dispatch.policy: \"random\" is not allowed; expected one of: \"own grid, then neighbours\", "
            "\"own grid only\", \"nearest of own grid and neighbours\", \"nearest free\", \"nearest free or soon free\", "
            "\"most urgent first, interrupting\", \"keep coverage\", \"assignment each minute\", "
            "\"claims from an open list\", \"smallest scope first\"");
  EXPECT_NE(
      error_of(test::least + "[[duty]]\nkind = \"patroll\"\n")
          .message()
          .en.find("duty[0].kind: \"patroll\" is not allowed (did you mean \"patrol\"?); expected one of: household visit, "),
      std::string::npos);
}

TEST_F(BadScenario, EveryProblemIsListedInTheOrderOfTheFile) {
  const std::string text = error_of(test::least + "[travel]\nwalk = \"4.5\"\nbike = \"15 km/h\"\n").message().en;
  EXPECT_EQ(text,
            "t.toml:11:8: travel.walk: \"4.5\" has no unit (units: km/h, m/s); expected a speed, such as \"4.5 km/h\"\n"
            "t.toml:12:1: there is no key \"travel.bike\"; did you mean \"travel.ebike\"?");
}

TEST_F(BadScenario, MissingRequiredKeys) {
  EXPECT_EQ(error_of("name = \"t\"\n").message().en, "t.toml:1:1: date: is missing; expected a date, such as 2026-11-21");
  EXPECT_EQ(error_of("name = \"t\"\ndate = 2026-11-21\n").message().en,
            "t.toml:1:1: level: is missing; expected at least one [[level]] with name and source");
  EXPECT_EQ(error_of("name = \"t\"\ndate = 2026-11-21\n[[level]]\nname = \"a\"\n").message().en,
            "t.toml:3:1: level[0].source: is missing; expected a file path, such as \"town.gpkg\"");
}

TEST_F(BadScenario, OpenStreetMapLevelNeedsItsAdminLevel) {
  EXPECT_EQ(error_of("name = \"t\"\ndate = 2026-11-21\n[[level]]\nname = \"a\"\nsource = \"x.osm.pbf\"\n").message().en,
            "t.toml:3:1: level[0].admin_level: is missing; an OpenStreetMap source needs it, such as 8");
}

TEST_F(BadScenario, NamesThatPointNowhere) {
  EXPECT_EQ(
      error_of(test::least + "[[post]]\nkind = \"station\"\n[[responder]]\npost = \"statoin\"\nshift = [\"daily 08:00-12:00\"]\n")
          .message()
          .en,
      "t.toml:13:8: responder[0].post: there is no \"statoin\", did you mean \"station\"? (there are: station)");
  EXPECT_EQ(error_of(test::least + "[[post]]\nlevel = \"town\"\n").message().en,
            "t.toml:11:9: post[0].level: there is no \"town\" (there are: grid, community)");
  EXPECT_EQ(
      error_of(test::least +
               "[[request]]\nkind = \"a\"\nrate = \"1 per resident per year\"\nhandle = \"constant 1 min\"\nhours = \"nigth\"\n")
          .message()
          .en,
      "t.toml:14:9: request[0].hours: there is no \"nigth\" (there are: all day)");
}

TEST_F(BadScenario, TwoThingsOfOneName) {
  EXPECT_EQ(error_of(test::least + "[[level]]\nname = \"community\"\nsource = \"b.gpkg\"\n").message().en,
            "t.toml:11:8: level[1].name: there are two levels \"community\"");
  const std::string request = "[[request]]\nkind = \"a\"\nrate = \"1 per resident per year\"\nhandle = \"constant 1 min\"\n";
  EXPECT_EQ(error_of(test::least + request + request).message().en, "t.toml:15:8: request[1].kind: there are two requests \"a\"");
}

TEST_F(BadScenario, FilesThatExtendEachOtherInACircle) {
  write("b.toml", "extends = \"t.toml\"\n");
  const core::Error error = error_of("extends = \"b.toml\"\n");
  EXPECT_EQ(error.code(), ErrorCode::usage);
  EXPECT_EQ(error.message().en, "b.toml:1:11: extends: the files extend each other in a circle: t.toml -> b.toml -> t.toml");
  EXPECT_EQ(error.message().zh, "b.toml:1:11: extends: 文件互相引用成环：t.toml -> b.toml -> t.toml");
}

TEST_F(BadScenario, ExtendedFileThatIsMissing) {
  const core::Error error = error_of("extends = \"b.toml\"\n");
  EXPECT_EQ(error.code(), ErrorCode::environment);
  EXPECT_EQ(
      error.message().en,
      "t.toml:1:11: extends: no such file: b.toml; the folder of scenarios that come with the program was not found either");
}

TEST_F(BadScenario, ErrorsOfAnExtendedFileNameThatFile) {
  write("b.toml", "[planning]\nefort = 3\n");
  EXPECT_EQ(error_of("extends = \"b.toml\"\n").message().en,
            "b.toml:2:1: there is no key \"planning.efort\"; did you mean \"planning.effort\"?");
}

}  // namespace
}  // namespace wangge::scenarios
