#include "tests/unit/scenarios/scenario_text.h"

#include <fmt/format.h>

/// The life of requests, kinds of responders and rules of dispatch, as scenarios write them.
namespace wangge::scenarios {
namespace {

class LifeKeys : public test::ScenarioFiles {
 protected:
  static constexpr const char* request = R"([[request]]
kind = "quarrel"
rate = "9 per 1000 residents per year"
handle = "constant 20 min"
)";
  static constexpr const char* worker = R"([[post]]
[[responder]]
shift = ["mon-fri 08:00-12:00"]
)";

  [[nodiscard]] RequestSpec request_with(const std::string& lines, const std::string& before = {}) const {
    return load(test::least + before + request + lines).requests.at(0);
  }
  /// The error of these lines in the request, from the key on.
  [[nodiscard]] std::string refusal(const std::string& lines, const std::string& before = {}) const {
    return from_key(error_of(test::least + before + request + lines), "request[0]");
  }
  [[nodiscard]] ResponderSpec responder_with(const std::string& lines) const {
    return load(test::least + worker + lines).responders.at(0);
  }
  [[nodiscard]] std::string responder_refusal(const std::string& lines) const {
    return from_key(error_of(test::least + worker + lines), "responder[0]");
  }
  [[nodiscard]] std::string dispatch_refusal(const std::string& lines) const {
    return from_key(error_of(test::least + "[dispatch]\n" + lines), "dispatch");
  }

  /// With the place: in a file there is a line before the key.
  static std::string from_key(const core::Error& error, const std::string& key) {
    EXPECT_EQ(error.code(), core::ErrorCode::usage);
    const std::string& en = error.message().en;
    EXPECT_EQ(en.find("t.toml:"), 0U) << en;
    EXPECT_NE(error.message().zh.find(key), std::string::npos) << error.message().zh;
    const std::size_t at = en.find(key);
    return at == std::string::npos ? en : en.substr(at);
  }
};

TEST_F(LifeKeys, SayEveryStepOfAKind) {
  const RequestSpec spec = request_with(R"(urgency = 3
needs = ["mediation", "zhuang"]
hear = "exponential 1 min"
classify = "constant 30 s"
help = { share = "14 %", takes = "lognormal 2 h cv 1", by = "colleague" }
council = { share = "10 %", takes = "constant 3 d" }
feed_back = "exponential 4 h"
rating = { share = "30 %", stars = [1, 0, 2, 4, 8] }
reopen = { share = "3 %", after = "constant 2 d", most = 2 }
deadlines = { accept = "5 min", arrive = "15 min", resolve = "3 d" }
)",
                                        std::string(worker) + "skills = [\"zhuang\", \"mediation\"]\n");
  const simulation::Life& life = spec.life;
  EXPECT_EQ(life.priority, 3);
  EXPECT_EQ(spec.needs, (std::vector<std::string>{"mediation", "zhuang"}));
  ASSERT_TRUE(life.hear && life.classify && life.feed_back);
  EXPECT_EQ(life.hear->kind, simulation::DurationLaw::Kind::exponential);
  EXPECT_EQ(life.hear->mean, core::minutes(1));
  EXPECT_EQ(life.classify->mean, core::Millis(30'000));
  EXPECT_DOUBLE_EQ(life.help.share, 0.14);
  EXPECT_EQ(life.help.takes.mean, core::minutes(120));
  EXPECT_DOUBLE_EQ(life.help.takes.cv, 1);
  EXPECT_TRUE(life.help.by_colleague);
  EXPECT_DOUBLE_EQ(life.deliberate.share, 0.1);
  EXPECT_EQ(life.deliberate.takes.mean, core::minutes(3 * 24 * 60));
  EXPECT_EQ(life.feed_back->mean, core::minutes(240));
  EXPECT_DOUBLE_EQ(life.rate.share, 0.3);
  EXPECT_EQ(life.rate.stars, (std::array<double, 5>{1, 0, 2, 4, 8}));
  EXPECT_DOUBLE_EQ(life.reopen.share, 0.03);
  EXPECT_EQ(life.reopen.after.mean, core::minutes(2 * 24 * 60));
  EXPECT_EQ(life.reopen.most, 2);
  EXPECT_EQ(life.deadlines.accept, core::minutes(5));
  EXPECT_EQ(life.deadlines.arrive, core::minutes(15));
  EXPECT_EQ(life.deadlines.resolve, core::minutes(3 * 24 * 60));
}

TEST_F(LifeKeys, LeaveOutWhatIsNotWritten) {
  const RequestSpec spec = request_with("");
  EXPECT_FALSE(spec.life.hear || spec.life.classify || spec.life.feed_back);
  EXPECT_EQ(spec.life.help.share + spec.life.deliberate.share + spec.life.rate.share + spec.life.reopen.share, 0);
  EXPECT_FALSE(spec.life.deadlines.accept || spec.life.deadlines.arrive || spec.life.deadlines.resolve);
}

TEST_F(LifeKeys, RefuseAStepThatLacksAPartOrNeverHappens) {
  EXPECT_EQ(refusal("help = { share = \"14 %\" }\n"),
            "request[0].help.takes: is missing; where help.share is above zero it must be said");
  EXPECT_EQ(refusal("council = { share = \"14 %\" }\n"),
            "request[0].council.takes: is missing; where council.share is above zero it must be said");
  EXPECT_EQ(refusal("rating = { share = \"14 %\" }\n"),
            "request[0].rating.stars: is missing; where rating.share is above zero it must be said");
  EXPECT_EQ(refusal("reopen = { share = \"14 %\" }\n"),
            "request[0].reopen.after: is missing; where reopen.share is above zero it must be said");
  EXPECT_EQ(refusal("council = { takes = \"constant 1 d\" }\n"),
            "request[0].council.takes: goes with council.share, which is not there: the step would never happen");
  EXPECT_EQ(refusal("help = { by = \"colleague\" }\n"),
            "request[0].help.by: goes with help.share, which is not there: the step would never happen");
  EXPECT_EQ(refusal("reopen = { most = 2 }\n"),
            "request[0].reopen.most: goes with reopen.share, which is not there: the step would never happen");
  EXPECT_NO_THROW((void)request_with("help = { share = \"0 %\", takes = \"constant 1 h\" }\n")) << "for a variant to raise";
}

TEST_F(LifeKeys, RefuseFiguresThatCannotBe) {
  EXPECT_NE(refusal("hear = \"constant -1 min\"\n").find("request[0].hear: \"-1 min\" must not be negative"), std::string::npos);
  EXPECT_NE(refusal("help = { share = \"140 %\", takes = \"constant 1 h\" }\n").find("request[0].help.share: "),
            std::string::npos);
  EXPECT_NE(refusal("rating = { share = \"1 %\", stars = [1, 2, 3] }\n").find("request[0].rating.stars: has 3 numbers"),
            std::string::npos);
  EXPECT_NE(refusal("rating = { share = \"1 %\", stars = [0, 0, 0, 0, 0] }\n").find("is zero throughout"), std::string::npos);
  EXPECT_NE(refusal("rating = { share = \"1 %\", stars = [0, -1, 0, 0, 1] }\n").find("holds a negative"), std::string::npos);
  EXPECT_EQ(refusal("urgency = -1\n"), "request[0].urgency: -1 is too small; the least is 0");
  EXPECT_EQ(refusal("reopen = { share = \"1 %\", after = \"constant 1 h\", most = 0 }\n"),
            "request[0].reopen.most: 0 is too small; the least is 1");
  EXPECT_NE(refusal("help = { share = \"1 %\", takes = \"constant 1 h\", by = \"nobody\" }\n")
                .find("request[0].help.by: \"nobody\" is not allowed; expected one of: department, colleague"),
            std::string::npos);
}

TEST_F(LifeKeys, RefuseADeadlineBeforeThatOfTheStepBefore) {
  EXPECT_EQ(refusal("deadlines = { accept = \"20 min\", arrive = \"15 min\" }\n"),
            "request[0].deadlines.arrive: \"15 min\" is before deadlines.accept, 20 min; a step has its deadline not "
            "before that of the step before");
  EXPECT_EQ(refusal("deadlines = { arrive = \"15 min\", resolve = \"10 min\" }\n"),
            "request[0].deadlines.resolve: \"10 min\" is before deadlines.arrive, 15 min; a step has its deadline not "
            "before that of the step before");
  EXPECT_EQ(refusal("deadlines = { accept = \"0 min\" }\n"), "request[0].deadlines.accept: must be above zero");
  EXPECT_NO_THROW((void)request_with("deadlines = { accept = \"15 min\", arrive = \"15 min\" }\n"));
}

TEST_F(LifeKeys, RefuseASkillThatNobodyHas) {
  const std::string skilled = std::string(worker) + "skills = [\"mediation\"]\n";
  EXPECT_EQ(refusal("needs = [\"mediaton\"]\nhelp = { takes = \"constant 1 h\" }\n", skilled),
            "request[0].needs: there is no \"mediaton\", did you mean \"mediation\"? (there are: mediation)");
  EXPECT_EQ(refusal("needs = [\"mediation\"]\n", skilled),
            "request[0].help.takes: is missing; goes with `needs`: where nobody within reach has the skill a department comes, "
            "and it says when");
}

TEST_F(LifeKeys, SayTheChainOfLevels) {
  const simulation::Life::Escalation chain = request_with(R"(unsettled = "8 %"
escalate = [
  { level = "community", tries = 3, takes = "lognormal 3 d cv 0.5", settled = "40 %", within = "15 d" },
  { level = "town", tries = 2, takes = "constant 5 d", settled = "50 %", hand_back = "5 %" },
  { level = "city", takes = "constant 10 d", settled = "60 %" },
  { visit_after = "7 d" },
]
)")
                                                 .life.escalate;
  EXPECT_DOUBLE_EQ(chain.share, 0.08);
  ASSERT_EQ(chain.levels.size(), 3U);
  EXPECT_EQ(chain.levels[0].name, "community");
  EXPECT_EQ(chain.levels[0].tries, 3);
  EXPECT_DOUBLE_EQ(chain.levels[0].settled, 0.4);
  EXPECT_EQ(chain.levels[0].within, core::minutes(15 * 24 * 60));
  EXPECT_DOUBLE_EQ(chain.levels[1].hand_back, 0.05);
  EXPECT_EQ(chain.levels[2].tries, 1);
  EXPECT_EQ(chain.levels[2].takes.mean, core::minutes(10 * 24 * 60));
  EXPECT_EQ(chain.visit_after, core::minutes(7 * 24 * 60));
}

TEST_F(LifeKeys, RefuseChainsThatCannotBe) {
  const auto chain = [&](const std::string& items) { return refusal("unsettled = \"8 %\"\nescalate = [" + items + "]\n"); };
  const auto level = [](const std::string& name) {
    return "{ level = \"" + name + "\", takes = \"constant 1 d\", settled = \"50 %\" }";
  };
  EXPECT_EQ(chain(level("town") + "," + level("city") + "," + level("town")),
            "request[0].escalate[2].level: \"town\" comes twice: matters would go round in a circle");
  EXPECT_EQ(chain(level("town") + "," + level("community")),
            "request[0].escalate[1].level: \"community\" is below \"town\", which stands before it: matters would go round in a "
            "circle; expected levels from below");
  EXPECT_NE(chain(level("comunity")).find("request[0].escalate[0].level: there is no \"comunity\", did you mean \"community\"?"),
            std::string::npos);
  EXPECT_EQ(chain("{ level = \"town\", settled = \"50 %\" }"), "request[0].escalate[0].takes: is missing; needed with `level`");
  EXPECT_EQ(chain("{ level = \"town\", takes = \"constant 1 d\" }"),
            "request[0].escalate[0].settled: is missing; needed with `level`");
  EXPECT_EQ(chain("{ tries = 2 }"), "request[0].escalate[0].level: is missing; expected `level` or `visit_after`");
  EXPECT_EQ(chain("{ visit_after = \"7 d\" }, " + level("town")),
            "request[0].escalate[1].level: stands behind visit_after, which ends the chain");
  EXPECT_EQ(chain("{ visit_after = \"7 d\" }"), "request[0].escalate: has no level; what is `unsettled` needs a chain to climb");
  EXPECT_EQ(refusal("unsettled = \"8 %\"\n"), "request[0].escalate: has no level; what is `unsettled` needs a chain to climb");
  EXPECT_EQ(refusal("escalate = [" + level("town") + "]\n"),
            "request[0].escalate: goes with `unsettled`, which is not there, or a whistle.share above zero: nothing would ever "
            "climb");
}

TEST_F(LifeKeys, SayWhatAKindOfResponderIs) {
  const ResponderSpec spec = responder_with(R"(kind = "staff"
per = { community = 2 }
breaks = ["mon-fri 10:00-10:15"]
present = "90 %"
skills = ["mediation"]
decline = "5 %"
)");
  EXPECT_EQ(spec.per_grid, 0);
  EXPECT_EQ(spec.count(), 2);
  EXPECT_EQ(spec.scope, "community");
  EXPECT_EQ(spec.breaks, std::vector<std::string>{"mon-fri 10:00-10:15"});
  EXPECT_DOUBLE_EQ(spec.present, 0.9);
  EXPECT_EQ(spec.skills, std::vector<std::string>{"mediation"});
  EXPECT_EQ(spec.decline, 0.05);
  EXPECT_FALSE(spec.patrol_stay);
  const ResponderSpec shared = responder_with("per = { community = 2.5 }\n");
  EXPECT_EQ(shared.count_at(0), 2);
  EXPECT_EQ(shared.count_at(1), 3);
  int ten = 0;
  for (std::size_t unit = 0; unit < 10; ++unit) ten += responder_with("per = { grid = 0.3 }\n").count_at(unit);
  EXPECT_EQ(ten, 3);
  EXPECT_EQ(responder_with("per = { grid = 0.7 }\n").count_at(9), 1) << "ten times 0.7 are seven, not six and a rest";
  const ResponderSpec walker = responder_with("while_free = \"patrol\"\nstay = \"2 min\"\nscope = \"community\"\n");
  EXPECT_EQ(walker.per_grid, 1);
  EXPECT_EQ(walker.scope, "community");
  EXPECT_EQ(walker.patrol_stay, core::minutes(2));
  const ResponderSpec plain = responder_with("");
  EXPECT_EQ(plain.scope, "grid");
  EXPECT_DOUBLE_EQ(plain.present, 1);
  EXPECT_FALSE(plain.decline);
}

TEST_F(LifeKeys, RefuseRespondersThatCannotBe) {
  EXPECT_EQ(responder_refusal("per = { grid = 1, community = 1 }\n"),
            "responder[0].per: has 2 entries; expected one: write a [[responder]] for each");
  EXPECT_EQ(responder_refusal("per = { comunity = 1 }\n"),
            "responder[0].per.comunity: there is no \"comunity\", did you mean \"community\"? (there are: microgrid, grid, "
            "community)");
  EXPECT_EQ(responder_refusal("per = { microgrid = 1 }\n"),
            "responder[0].per.microgrid: there is no section [microgrids]: grids have no microgrids");
  EXPECT_EQ(responder_refusal("per = { community = -1 }\n"), "responder[0].per.community: -1 is too small; the least is 0");
  EXPECT_EQ(responder_refusal("per = { community = 1 }\nscope = \"grid\"\n"),
            "responder[0].scope: \"grid\" is less than the \"community\" of `per`: there is no saying which one");
  EXPECT_EQ(responder_refusal("post = \"home\"\n"), "responder[0].post: \"home\" is for those of per.microgrid alone");
  EXPECT_EQ(responder_refusal("breaks = [\"sat 10:00-10:15\"]\n"),
            "responder[0].breaks: \"sat 10:00-10:15\" falls into none of the shifts");
  EXPECT_EQ(responder_refusal("stay = \"2 min\"\n"), "responder[0].stay: goes with while_free = \"patrol\", which is not there");
  EXPECT_EQ(responder_refusal("per = { community = 1 }\nwhile_free = \"patrol\"\n"),
            "responder[0].while_free: only those of a grid or a microgrid walk patrols");
  EXPECT_NE(responder_refusal("present = \"120 %\"\n").find("responder[0].present: "), std::string::npos);
  EXPECT_EQ(from_key(error_of(test::least + "[[post]]\n[[responder]]\nshift = [\"daily 00:00-24:00\"]\npresent = \"90 %\"\n"),
                     "responder[0]"),
            "responder[0].present: shifts that never end have no days to be absent from");
}

TEST_F(LifeKeys, SayTheRulesOfDispatch) {
  const DispatchSpec spec = load(test::least + R"([dispatch]
policy = "smallest scope first"
decline = "5 %"
answer_within = "3 min"
ask_again = "20 min"
match_skills = false
interrupted = "begins anew"
batch = "2 min"
)")
                                .dispatch;
  EXPECT_EQ(spec.policy, "smallest scope first");
  EXPECT_DOUBLE_EQ(spec.rules.decline, 0.05);
  EXPECT_EQ(spec.rules.accept_timeout, core::minutes(3));
  EXPECT_EQ(spec.rules.ask_again, core::minutes(20));
  EXPECT_FALSE(spec.rules.match_skills);
  EXPECT_TRUE(spec.rules.restart_interrupted);
  EXPECT_EQ(spec.rules.batch, core::minutes(2));
  const DispatchSpec plain = load(test::least).dispatch;
  EXPECT_DOUBLE_EQ(plain.rules.decline, 0);
  EXPECT_FALSE(plain.rules.accept_timeout);
  EXPECT_TRUE(plain.rules.match_skills);
  EXPECT_EQ(load(test::least + "[dispatch]\npolicy = \"most urgent first, interrupting\"\n").dispatch.policy,
            "most urgent first, interrupting");
}

TEST_F(LifeKeys, TellOfNoTeamOfFewUnlessAsked) {
  const auto least = [&](const std::string& scoring) { return load(test::least + scoring).scoring.points.least_team; };
  EXPECT_EQ(least(""), 5U);
  EXPECT_EQ(least("[scoring]\nby = \"grid\"\n"), 5U);
  EXPECT_EQ(least("[scoring]\nby = \"grid\"\nleast_team = 1\n"), 1U);
  EXPECT_EQ(least("[scoring]\nby = \"responder\"\n"), 1U) << "asked for by name";
  EXPECT_NE(
      error_of(test::least + "[scoring]\nby = \"responder\"\nleast_team = 2\n").message().en.find("every team is one person"),
      std::string::npos);
}

TEST_F(LifeKeys, RefuseRulesOfDispatchThatCannotBe) {
  EXPECT_EQ(dispatch_refusal("answer_within = \"0 min\"\n"), "dispatch.answer_within: must be above zero");
  EXPECT_EQ(dispatch_refusal("ask_again = \"0 s\"\n"), "dispatch.ask_again: must be above zero");
  EXPECT_EQ(dispatch_refusal("batch = \"0 s\"\n"), "dispatch.batch: must be above zero");
  EXPECT_NE(dispatch_refusal("decline = \"101 %\"\n").find("dispatch.decline: "), std::string::npos);
  EXPECT_EQ(from_key(error_of(test::least + worker + "[dispatch]\ndecline = \"100 %\"\n"), "dispatch.decline")
                .find("dispatch.decline: all responders decline 100 %"),
            0U);
  EXPECT_EQ(responder_refusal("decline = \"100 %\"\n").find("responder[0].decline: all responders decline 100 %"), 0U);
  EXPECT_NE(dispatch_refusal("policy = \"smallest first\"\n").find("\"smallest first\" is not allowed"), std::string::npos);
}

}  // namespace
}  // namespace wangge::scenarios
