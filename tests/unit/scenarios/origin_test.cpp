#include "tests/unit/scenarios/scenario_text.h"

#include "scenarios/schema/origin_words.h"

/// Where figures come from, in one text or in both languages; and who is a volunteer.
namespace wangge::scenarios {
namespace {

class Origin : public test::ScenarioFiles {
 protected:
  static constexpr const char* people = R"([microgrids]
count = 6
[[post]]
[[responder]]
shift = ["mon-fri 08:00-12:00"]
[[responder]]
kind = "captain"
per = { microgrid = 1 }
post = "home"
shift = ["daily 18:00-21:00"]
)";
  static constexpr const char* duty = "[[duty]]\nkind = \"patrol\"\nwhen = [\"mon-fri 08:00-09:00\"]\n";
  static constexpr const char* request =
      "[[request]]\nkind = \"noise\"\nrate = \"9 per 1000 residents per year\"\nhandle = \"constant 20 min\"\n";

  [[nodiscard]] core::Text of_duty(const std::string& lines, const std::vector<std::string>& overrides = {}) const {
    return load(test::least + people + duty + lines, overrides).duties.at(0).source;
  }
  [[nodiscard]] std::string refusal(const std::string& lines, const std::vector<std::string>& overrides = {}) const {
    return error_of(test::least + people + duty + lines, overrides).message().en;
  }
};

TEST_F(Origin, IsOneTextOrBothLanguages) {
  const core::Text both{.zh = "假定：每周一次", .en = "assumed: once a week"};
  EXPECT_EQ(of_duty("source = { zh = \"假定：每周一次\", en = \"assumed: once a week\" }\n"), both);
  EXPECT_EQ(of_duty("source = \"the handbook\"\n"), (core::Text{.zh = "the handbook", .en = "the handbook"}));
  EXPECT_EQ(of_duty(""), (core::Text{.zh = "假定", .en = "assumed"}));
  const std::string words = "source = { zh = \"公开报道\", en = \"published report\" }\n";
  const Scenario scenario = load(test::least + people + request + words + "[dispatch]\n" + words);
  const core::Text report{.zh = "公开报道", .en = "published report"};
  EXPECT_EQ(scenario.requests.at(0).source, report);
  EXPECT_EQ(scenario.dispatch.source, report);
}

TEST_F(Origin, TellsAssumedInBothLanguagesAndThrowsNothingAway) {
  EXPECT_EQ(origin_words("assumed: once a week"), (core::Text{.zh = "假定：once a week", .en = "assumed: once a week"}));
  EXPECT_EQ(origin_words("assumed, as elsewhere"), (core::Text{.zh = "假定（as elsewhere）", .en = "assumed, as elsewhere"}));
  EXPECT_EQ(origin_words("report: twice; the rest assumed").zh, "report: twice; the rest assumed");
}

TEST_F(Origin, RefusesOneLanguageAlone) {
  EXPECT_NE(refusal("source = { en = \"a\" }\n").find("duty[0].source.zh: is missing; expected one text, or both"),
            std::string::npos);
  EXPECT_NE(refusal("source = { zh = \"a\" }\n").find("duty[0].source.en: is missing"), std::string::npos);
  EXPECT_NE(refusal("source = {}\n").find("duty[0].source.zh: is missing"), std::string::npos);
  EXPECT_NE(refusal("source = { zh = \"a\", en = \"b\", de = \"c\" }\n").find("there is no key \"duty[0].source.de\""),
            std::string::npos);
  EXPECT_NE(refusal("source = 3\n").find("duty[0].source: is an integer"), std::string::npos);
  EXPECT_NE(refusal("source = \"a\"\n", {"duty.0.source.zh=甲"}).find("duty[0].source.en: is missing"), std::string::npos);
}

TEST_F(Origin, CanBeOverridden) {
  const core::Text both{.zh = "甲", .en = "a"};
  EXPECT_EQ(of_duty("source = \"handbook\"\n", {"duty.0.source={ zh = \"甲\", en = \"a\" }"}), both);
  EXPECT_EQ(of_duty("source = { zh = \"甲\", en = \"b\" }\n", {"duty.0.source.en=a"}), both);
  EXPECT_EQ(of_duty("source = { zh = \"甲\", en = \"b\" }\n", {"duty.0.source=report"}).zh, "report");
}

TEST_F(Origin, OfHomeAreVolunteersUnlessTheFileSaysOtherwise) {
  const Scenario scenario = load(test::least + people);
  EXPECT_FALSE(scenario.responders.at(0).volunteer);
  EXPECT_TRUE(scenario.responders.at(1).volunteer);
  EXPECT_FALSE(load(test::least + people + "volunteer = false\n").responders.at(1).volunteer);
  EXPECT_TRUE(load(test::least + people, {"responder.0.volunteer=true"}).responders.at(0).volunteer);
}

}  // namespace
}  // namespace wangge::scenarios
