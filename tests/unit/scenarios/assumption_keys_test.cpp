#include "tests/unit/scenarios/scenario_text.h"

namespace wangge::scenarios {
namespace {

class Assumptions : public test::ScenarioFiles {
 protected:
  static constexpr const char* hours = "[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]";
  static std::string with(const std::string& key, const std::string& low, const std::string& high, const std::string& more = {}) {
    return test::least + "[[assumption]]\ntitle = \"guess\"\nkey = \"" + key + "\"\nlow = " + low + "\nhigh = " + high + "\n" +
           more;
  }
  void expect_error(const std::string& text, const std::string& en, const std::string& zh) const {
    const core::Error error = error_of(text);
    EXPECT_EQ(error.code(), core::ErrorCode::usage);
    EXPECT_NE(error.message().en.find(en), std::string::npos) << error.message().en;
    EXPECT_NE(error.message().zh.find(zh), std::string::npos) << error.message().zh;
  }
  [[nodiscard]] Sensitivity sensitivity(const std::string& text, const std::vector<std::string>& overrides = {}) const {
    return load_sensitivity(write("t.toml", text), "", overrides);
  }
};

TEST_F(Assumptions, SetOneKeyAtATime) {
  const Sensitivity made = sensitivity(with("dispatch.accept", "\"exponential 1 min\"", "\"exponential 4 min\"",
                                            "[sensitivity]\nreplications = 5\nhorizon = \"14 d\"\n"),
                                       {"seed=3"});
  ASSERT_EQ(made.assumptions.size(), 1U);
  const Assumption& one = made.assumptions[0];
  EXPECT_EQ(one.title.zh, "guess");
  EXPECT_EQ(one.reach, Reach::simulation);
  EXPECT_EQ(one.low.setting, "exponential 1 min");
  EXPECT_EQ(one.low.scenario.dispatch.accept.mean, core::minutes(1));
  EXPECT_EQ(one.high.scenario.dispatch.accept.mean, core::minutes(4));
  EXPECT_EQ(one.high.scenario.seed, core::Seed(3)) << "what the command line says holds for all";
  EXPECT_EQ(one.high.scenario.simulation.horizon, core::Millis(std::int64_t{14} * 86400000));
  EXPECT_EQ(made.base.simulation.horizon, one.high.scenario.simulation.horizon);
  EXPECT_EQ(*made.replications, 5);
  EXPECT_TRUE(made.own_base);
  EXPECT_EQ(made.figure, "simulation.within_shift.within_target_share");
}

TEST_F(Assumptions, LeaveTheScenarioAsItIs) {
  const std::string text = with("travel.stairs", "\"6 s per floor\"", "\"24 s per floor\"", "[sensitivity]\nreplications = 5\n");
  EXPECT_EQ(load(text).canonical_toml, load(test::least).canonical_toml);
  EXPECT_FALSE(sensitivity(with("travel.stairs", "\"6 s per floor\"", "\"24 s per floor\"")).own_base);
}

/// Of a key that says how requests are drawn; that of another acts on a replay too.
TEST_F(Assumptions, AreSetAsideBesideALogWhereTheyActOnDrawnRequestsAlone) {
  const auto one = [](const std::string& key, const std::string& low, const std::string& high) {
    return "[[assumption]]\ntitle = \"" + key + "\"\nkey = \"" + key + "\"\nlow = " + low + "\nhigh = " + high + "\n";
  };
  const std::string request =
      "[[request]]\nkind = \"r\"\nrate = \"3 per 1000 residents per year\"\nhandle = \"exponential 7 min\"\nhours = \"drawn\"\n";
  const std::string all =
      test::least + request + one("request.r.rate", "\"1 per 1000 residents per year\"", "\"2 per 1000 residents per year\"") +
      one("dispatch.accept", "\"exponential 1 min\"", "\"exponential 4 min\"") + one("request.0.busy_days", "0.1", "0.5") +
      one("request.r.handle", "\"exponential 5 min\"", "\"exponential 9 min\"") + one("profiles.hours.drawn", hours, hours) +
      one("profiles.hours.cars", hours, hours) + "[profiles.hours]\ndrawn = " + hours + "\ncars = " + hours +
      "\n[travel.by_hour]\ncar = \"cars\"\n";
  EXPECT_EQ(sensitivity(all).assumptions.size(), 6U);
  EXPECT_TRUE(sensitivity(all).beside_log.empty());
  const Sensitivity made = sensitivity(all + "[log]\nsource = \"past.csv\"\nopened = \"opened\"\nkind = \"kind\"\n");
  const auto keys = [](const std::vector<Assumption>& some) {
    std::string text;
    for (const Assumption& assumption : some) text += assumption.key + " ";
    return text;
  };
  EXPECT_EQ(keys(made.assumptions), "dispatch.accept request.r.handle profiles.hours.cars ");
  EXPECT_EQ(keys(made.beside_log), "request.r.rate request.0.busy_days profiles.hours.drawn ");
  EXPECT_NE(made.beside_log[0].where.find("t.toml:"), std::string::npos) << made.beside_log[0].where;
  EXPECT_NE(made.beside_log[0].where.find("assumption[0].key"), std::string::npos) << made.beside_log[0].where;
}

TEST_F(Assumptions, RefuseWhatTheKeyRefuses) {
  expect_error(with("dispatch.acept", "\"1 min\"", "\"2 min\""), "t.toml:13:7: there is no key \"dispatch.acept\"; did you mean",
               "没有“dispatch.acept”这个键");
  expect_error(with("dispatch.accept", "\"quick\"", "\"exponential 2 min\""), "dispatch.accept: \"quick\" is not a known law",
               "假定“guess”");
  expect_error(with("duty.patrol.passes", "1", "2"), "the file has no [[duty]]", "没有任何 [[duty]]");
  expect_error(with("dispatch.accept", "{ mean = 1 }", "\"exponential 2 min\""), "assumption[0].low: is a table", "这是");
  expect_error(test::least + "[[assumption]]\ntitle = \"guess\"\nkey = \"travel.gate\"\nlow = \"0 s\"\n",
               "assumption[0].high: is missing", "缺少此键");
  expect_error(test::least + "[[assumption]]\nkey = \"travel.gate\"\nlow = \"0 s\"\nhigh = \"1 s\"\n",
               "assumption[0].title: is missing", "缺少");
}

TEST_F(Assumptions, RefuseWhatMakesTheGroundOrTheRuns) {
  expect_error(with("planning.households", "[1, 2]", "[3, 4]"), "hold the borders", "边界");
  expect_error(with("seed", "1", "2"), "hold the borders", "边界");
  expect_error(with("simulation.replications", "1", "2"), "replications and horizon stand in [sensitivity]", "[sensitivity]");
  expect_error(with("roads.source", "\"a\"", "\"b\""), "names a file, no value", "文件");
  expect_error(with("extends", "\"a\"", "\"b\""), "extends", "extends");
  expect_error(with("sensitivity.figure", "\"a\"", "\"b\""), "is no assumption", "不是场景的假定");
}

TEST_F(Assumptions, RefuseTwoOfAName) {
  const std::string one = "[[assumption]]\ntitle = \"guess\"\nkey = \"travel.gate\"\nlow = \"0 s\"\nhigh = \"1 s\"\n";
  expect_error(with("travel.gate", "\"0 s\"", "\"1 s\"", one), "there are two called \"guess\"", "有两个名为“guess”");
  const auto named = [](const std::string& title) {
    return "[[assumption]]\nname = \"n\"\ntitle = \"" + title + "\"\nkey = \"travel.gate\"\nlow = \"0 s\"\nhigh = \"1 s\"\n";
  };
  expect_error(test::least + named("a") + named("b"), "there are two called \"n\"", "有两个名为“n”");
}

TEST_F(Assumptions, RefuseAFigureThatIsUnknownOrHasNoInterval) {
  const auto figure = [](const std::string& name) { return test::least + "[sensitivity]\nfigure = \"" + name + "\"\n"; };
  expect_error(figure("simulation.within_target_shares"), "did you mean \"simulation.within_target_share\"?", "是不是");
  expect_error(figure("simulation.replications"), "has no interval", "没有区间");
  expect_error(figure("simulation.backlog"), "withheld from exports", "导出时不予公开");
  EXPECT_EQ(load(figure("simulation.on_the_spot_share")).name, "t");
}

TEST_F(Assumptions, NeedTwoReplicationsAndAnAssumption) {
  EXPECT_THROW(static_cast<void>(sensitivity(test::least)), core::Error);
  const std::string text = with("travel.gate", "\"0 s\"", "\"1 s\"", "[simulation]\nreplications = 1\n");
  EXPECT_THROW(static_cast<void>(sensitivity(text)), core::Error);
  EXPECT_EQ(load(text).simulation.replications.rule.at_most, 1) << "the run itself may make one";
}

}  // namespace
}  // namespace wangge::scenarios
