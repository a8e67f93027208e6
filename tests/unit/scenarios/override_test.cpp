#include "tests/unit/scenarios/scenario_text.h"

namespace wangge::scenarios {
namespace {

class Override : public test::ScenarioFiles {
 protected:
  const std::string requests = R"([[request]]
kind = "noise"
rate = "9 per 1000 residents per year"
handle = "constant 5 min"
[[request]]
kind = "street light"
rate = "1 per 1000 residents per year"
handle = "constant 5 min"
)";
};

TEST_F(Override, SetsAQuantityWithoutQuotes) {
  EXPECT_EQ(load(test::least, {"simulation.horizon=7 d"}).simulation.horizon, core::Millis(std::int64_t{7} * 86400000));
}

TEST_F(Override, TakesTomlToo) {
  EXPECT_EQ(load(test::least, {"planning.households=[30, 150]"}).planning.households_max, 150);
  EXPECT_EQ(load(test::least, {"seed=42"}).seed, core::Seed(42));
  EXPECT_EQ(load(test::least, {"title.zh=\"某社区\""}).title.zh, "某社区");
  EXPECT_EQ(load(test::least, {"date=2027-01-01"}).date, "2027-01-01");
}

TEST_F(Override, NamesAnItemByPositionOrName) {
  EXPECT_EQ(load(test::least, {"level.0.source=other.gpkg"}).levels[0].source.path, "other.gpkg");
  EXPECT_EQ(load(test::least, {"level.community.source=other.gpkg"}).levels[0].source.path, "other.gpkg");
  const Scenario scenario = load(
      test::least + requests, {"request.noise.rate=18 per 1000 residents per year", "request.street light.handle=constant 1 h"});
  EXPECT_DOUBLE_EQ(scenario.requests[0].rates[0].per_1000_year, 18);
  EXPECT_EQ(scenario.requests[1].handle.mean, core::minutes(60));
}

TEST_F(Override, LastOneWins) { EXPECT_EQ(load(test::least, {"seed=1", "seed=2"}).seed, core::Seed(2)); }

TEST_F(Override, TurnsOneSpeedIntoATable) {
  const Scenario scenario = load(test::least + "[travel]\nwalk = \"5 km/h\"\n", {"travel.walk.steps=1 km/h"});
  EXPECT_DOUBLE_EQ(scenario.travel.speed_kmh[0][static_cast<std::size_t>(network::LineClass::steps)], 1);
}

TEST_F(Override, IsPartOfTheMergedText) {
  const Scenario plain = load(test::least);
  const Scenario changed = load(test::least, {"seed=9"});
  EXPECT_NE(plain.canonical_toml, changed.canonical_toml);
  EXPECT_EQ(changed.overrides, std::vector<std::string>{"seed=9"});
}

TEST_F(Override, RefusesUnknownKeys) {
  const core::Error error = error_of(test::least, {"simulation.horizn=7 d"});
  EXPECT_EQ(error.code(), core::ErrorCode::usage);
  EXPECT_EQ(error.message().en,
            "--set simulation.horizn=7 d: there is no key \"simulation.horizn\"; did you mean \"simulation.horizon\"?");
  EXPECT_EQ(error.message().zh, "--set simulation.horizn=7 d: 没有“simulation.horizn”这个键；是不是“simulation.horizon”？");
}

TEST_F(Override, RefusesWrongValues) {
  EXPECT_EQ(
      error_of(test::least, {"simulation.horizon=7"}).message().en,
      "--set simulation.horizon=7: simulation.horizon: \"7\" has no unit (units: ms, s, min, h, d, w); expected a duration, "
      "such as \"28 d\"");
  EXPECT_EQ(error_of(test::least, {"seed=many"}).message().en,
            "--set seed=many: seed: is a text; expected an integer, such as 1");
}

TEST_F(Override, RefusesItemsThatAreNotThere) {
  EXPECT_EQ(error_of(test::least + requests, {"request.nosie.rate=1 per resident per year"}).message().en,
            "--set request.nosie.rate=1 per resident per year: request has no \"nosie\"; did you mean \"noise\"? (it has 0 to 1: "
            "noise, street light)");
  EXPECT_EQ(error_of(test::least, {"request.0.rate=1 per resident per year"}).message().en,
            "--set request.0.rate=1 per resident per year: the file has no [[request]]");
}

TEST_F(Override, RefusesKeysThatComposeFiles) {
  for (const char* argument : {"without=[\"buildings\"]", "extends=u.toml", "add.level.0.name=x", "variant.0.name=x"}) {
    const core::Error error = error_of(test::least, {argument});
    EXPECT_EQ(error.code(), core::ErrorCode::usage) << argument;
    EXPECT_NE(error.message().en.find("stands only at the top of a scenario file"), std::string::npos) << error.message().en;
  }
}

TEST_F(Override, RefusesAnArgumentWithoutEquals) {
  EXPECT_EQ(error_of(test::least, {"seed"}).message().en,
            "--set seed: expected key=value, such as --set simulation.horizon=\"7 d\"");
}

}  // namespace
}  // namespace wangge::scenarios
