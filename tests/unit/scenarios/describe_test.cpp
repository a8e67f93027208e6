#include "scenarios/command/describe.h"

#include "scenarios/command/text_table.h"
#include "scenarios/schema/repairs.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

namespace wangge::scenarios {
namespace {

using core::Language;

TEST(TextTable, AlignsChineseByItsWidthOnTheTerminal) {
  EXPECT_EQ(display_width("abc"), 3u);
  EXPECT_EQ(display_width("网格"), 4u);
  EXPECT_EQ(display_width("é（"), 3u);
  EXPECT_EQ(text_table({{"阶段", "秒"}, {"read", "1.50"}}), "阶段    秒\nread  1.50\n");
  EXPECT_EQ(text_table({{"a", "b", "c"}, {"aa", "1", "left"}}, {2}), "a   b  c\naa  1  left\n");
}

core::Findings sample() {
  core::Findings findings;
  findings.add({.rule = "road.none",
                .severity = core::Severity::error,
                .message = {.zh = "没有道路", .en = "no road at all"},
                .file = "roads.gpkg"});
  for (int i = 1; i <= 3; ++i) {
    findings.add({.rule = "building.outside",
                  .message = {.zh = "在外", .en = "lies outside"},
                  .feature = "way/" + std::to_string(i),
                  .place = core::Position{10.0 * i, 5}});
  }
  return findings;
}

TEST(Describe, GroupsFindingsWithCountsAndAnExample) {
  EXPECT_EQ(findings_text(sample(), Language::en, false),
            "error road.none x1\n"
            "    no road at all\n"
            "warning building.outside x3\n"
            "    such as: lies outside\n");
  EXPECT_EQ(findings_text(sample(), Language::zh, false),
            "错误 road.none x1\n"
            "    没有道路\n"
            "警告 building.outside x3\n"
            "    例如：在外\n");
}

TEST(Describe, AFindingSaysPlaceCauseAndRepair) {
  EXPECT_EQ(finding_text(sample().all()[1], Language::en),
            "warning building.outside  way/1 (10.0, 5.0)\n"
            "    lies outside\n"
            "    repair: draw the area it belongs to, or remove the building\n");
}

TEST(Describe, ListsTheFirstOfEachRuleWithTheirPlacesAndHowManyMoreThereAre) {
  EXPECT_EQ(listed_findings(sample(), Language::en, 2),
            "error road.none x1\n"
            "    roads.gpkg  no road at all\n" +
                std::string("    repair: ") + repair_of("road.none").en +
                "\n"
                "warning building.outside x3\n"
                "    way/1 (10.0, 5.0)  lies outside\n"
                "    way/2 (20.0, 5.0)  lies outside\n"
                "    and 1 more\n"
                "    repair: draw the area it belongs to, or remove the building\n");
  const std::string all = listed_findings(sample(), Language::zh, 99);
  EXPECT_NE(all.find("way/3 (30.0, 5.0)  在外\n"), std::string::npos);
  EXPECT_EQ(all.find("另有"), std::string::npos);
}

TEST(Describe, StageTableHasSumsAndUnits) {
  const std::vector<Stage> stages = {
      {.name = "read",
       .seconds = 0.5,
       .cpu_seconds = 0.4,
       .peak_mib = 90,
       .size = 17727,
       .unit = {.zh = "栋建筑", .en = "buildings"}},
      {.name = "plan", .seconds = 1, .cpu_seconds = 1.9, .peak_mib = 140, .size = 24, .unit = {.zh = "个网格", .en = "grids"}}};
  EXPECT_EQ(stage_table(stages, Language::en),
            "stage  seconds  CPU-s  peak MiB   size\n"
            "read      0.50   0.40        90  17727  buildings\n"
            "plan      1.00   1.90       140     24  grids\n"
            "all       1.50   2.30       140\n");
  EXPECT_NE(stage_table(stages, Language::zh).find("划分网格"), std::string::npos);
}

TEST(Describe, KeyFiguresLeaveOutWhatWasNotComputed) {
  EXPECT_EQ(key_figures("{}", Language::en), "");
  EXPECT_EQ(
      key_figures(
          R"({"plan": {"grids": 3, "valid": 2, "excused": 1}, "simulation": {"utilisation": {"value": 0.25, "ci95": [0.2, 0.3]}}})",
          Language::en),
      "grids        3 (valid: 2, excused: 1)\n"
      "utilisation  25.0 % [20.0, 30.0] %\n");
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST(Repairs, EveryRuleThatTheCodeReportsHasOne) {
  // Kinds of findings that ask nothing of anybody.
  const std::set<std::string> harmless = {"area.gap_closed", "building.grouped", "plan.gpkg"};
  const std::regex rule(
      "\"((?:area|boundary|building|file|grid|plan|point|population|post|responder|road|simulation|water)\\.[a-z_]+)\"");
  std::set<std::string> found;
  for (const char* room : {"engine", "gis", "scenarios/steps"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::path(WANGGE_SOURCE_DIR) / room)) {
      if (entry.path().extension() != ".cpp") continue;
      const std::string text = text_of(entry.path());
      for (std::sregex_iterator at(text.begin(), text.end(), rule), end; at != end; ++at) found.insert((*at)[1]);
    }
  }
  EXPECT_GT(found.size(), 30u);
  for (const std::string& name : found) {
    if (harmless.count(name) > 0) continue;
    EXPECT_FALSE(repair_of(name).en.empty()) << name;
    EXPECT_FALSE(repair_of(name).zh.empty()) << name;
  }
}

}  // namespace
}  // namespace wangge::scenarios
