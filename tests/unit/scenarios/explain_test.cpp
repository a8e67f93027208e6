#include "scenarios/schema/explain.h"

#include "engine/core/error.h"
#include "scenarios/schema/check_document.h"
#include "scenarios/schema/document.h"
#include "scenarios/schema/keys.h"
#include "scenarios/schema/metrics_registry.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace wangge::scenarios {
namespace {

using core::Language;

std::string file_text(const std::string& name) {
  std::ifstream in(std::filesystem::path(WANGGE_SOURCE_DIR) / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST(Keys, AreUniqueAndSayEverythingInBothLanguages) {
  std::set<std::string> seen;
  for (const KeySpec& key : keys()) {
    EXPECT_TRUE(seen.insert(key.path).second) << key.path;
    EXPECT_FALSE(key.meaning.zh.empty()) << key.path;
    EXPECT_FALSE(key.meaning.en.empty()) << key.path;
    EXPECT_EQ(key.fallback_source.zh.empty(), key.fallback_source.en.empty()) << key.path;
    EXPECT_FALSE(key.required && !key.fallback.empty()) << key.path;
  }
}

TEST(Keys, HaveDefaultsAndExamplesThatPassTheirOwnCheck) {
  for (const KeySpec& key : keys()) {
    const std::string fallback = key.fallback.empty() ? example(key) : key.fallback;
    EXPECT_FALSE(problem_of(key, parse_value(fallback, {}))) << key.path << " = " << fallback;
    EXPECT_FALSE(problem_of(key, parse_value(example(key), {}))) << key.path << " = " << example(key);
  }
}

TEST(Explain, AnswersForAPartOfAFigure) {
  const std::string text = explain("simulation.response_minutes.p90", Language::en);
  EXPECT_NE(text.find("nine in ten are no more than this\n  Unit: min\n  Part of: simulation.response_minutes"),
            std::string::npos)
      << text;
  for (const char* topic : {"plan.border.arterial", "simulation.within_target_share.value", "coverage.by_area[].households_share",
                            "simulation.by_hour[3].response_mean", "simulation.within_shift.response_minutes.p50"})
    EXPECT_NE(explain(topic, Language::zh).find("所属指标："), std::string::npos) << topic;
  EXPECT_THROW((void)explain("plan.border.arteriel", Language::en), core::Error);
}

TEST(Explain, ShowsATableBeforeKeysThatEndInItsName) {
  EXPECT_NE(explain("travel", Language::en).find("travel.stairs"), std::string::npos);
}

TEST(Explain, ShowsMeaningDefaultAndSource) {
  EXPECT_EQ(explain("travel.stairs", Language::en),
            "travel.stairs\n"
            "  Time to climb, over the mean number of floors to a door.\n"
            "  Written as: a duration per floor, such as \"12 s per floor\"\n"
            "  Default: \"12 s per floor\"\n"
            "  Source: assumed\n");
  EXPECT_EQ(explain("travel.stairs", Language::zh),
            "travel.stairs\n"
            "  上楼时间，按到达楼层的平均数计。\n"
            "  写法：每层时长，例如 \"12 s per floor\"\n"
            "  缺省：\"12 s per floor\"\n"
            "  出处：假定\n");
}

TEST(Explain, FindsATopicByItsLastPartAndWithoutBrackets) {
  EXPECT_EQ(explain("stairs", Language::en), explain("travel.stairs", Language::en));
  EXPECT_EQ(explain("level.name", Language::en), explain("level[].name", Language::en));
}

TEST(Explain, ShowsFormulaAndSourceOfAFigure) {
  const std::string text = explain("plan.balance.gini", Language::en);
  EXPECT_NE(text.find("Formula: sum |wi - wj| / (2 n^2 mean)"), std::string::npos) << text;
  EXPECT_NE(text.find("Source: Gini 1912"), std::string::npos) << text;
}

TEST(Explain, SuggestsTheNearestTopic) {
  try {
    const std::string text = explain("travel.stiars", Language::en);
    FAIL() << text;
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::usage);
    EXPECT_EQ(error.message().en,
              "there is no key or figure \"travel.stiars\", did you mean \"travel.stairs\"?; `wangge explain --all` lists them");
    EXPECT_EQ(error.message().zh, "没有名为“travel.stiars”的键或指标，是不是“travel.stairs”？；“wangge explain --all” 列出全部");
  }
}

TEST(Explain, CommittedPagesAreTheGeneratedOnes) {
  EXPECT_TRUE(file_text("docs/scenario-keys.md") == keys_markdown(Language::en))
      << "run: wangge explain --all --as markdown --lang en > docs/scenario-keys.md";
  EXPECT_TRUE(file_text("docs/zh/scenario-keys.md") == keys_markdown(Language::zh))
      << "run: wangge explain --all --as markdown --lang zh > docs/zh/scenario-keys.md";
}

TEST(Explain, MarkdownListsEveryKey) {
  const std::string page = keys_markdown(Language::zh);
  for (const KeySpec& key : keys()) EXPECT_NE(page.find("`" + key.path + "`"), std::string::npos) << key.path;
}

}  // namespace
}  // namespace wangge::scenarios
