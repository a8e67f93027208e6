#include "scenarios/report/report.h"

#include "engine/core/error.h"
#include "gis/map/place_names.h"
#include "tests/support/sample_run.h"

#include <expat.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

namespace wangge::scenarios {
namespace {

const std::string& sample() {
  static const std::string html = report_html(tests::sample_plan(), tests::sample_metrics(), tests::sample_manifest());
  return html;
}

/// Empty when the page is well-formed XML (we write the stricter form of HTML), else what is wrong where.
std::string fault(std::string html) {
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, void (*)(XML_Parser)> parser(XML_ParserCreate("UTF-8"),
                                                                                        XML_ParserFree);
  if (XML_Parse(parser.get(), html.data(), static_cast<int>(html.size()), 1) == XML_STATUS_OK) return {};
  return std::string(XML_ErrorString(XML_GetErrorCode(parser.get()))) + " in line " +
         std::to_string(XML_GetCurrentLineNumber(parser.get()));
}

TEST(Report, IsWellFormed) { EXPECT_EQ(fault(sample()), ""); }

TEST(Report, NeedsNoOtherFileOrHost) {
  const std::regex reference(R"re((?:src|href|url|action)\s*=\s*"([^"]*)")re");
  for (auto at = std::sregex_iterator(sample().begin(), sample().end(), reference); at != std::sregex_iterator(); ++at) {
    const std::string target = (*at)[1];
    EXPECT_TRUE(target.starts_with("#") || target.starts_with("https://www.openstreetmap.org/copyright") ||
                target.starts_with("https://opendatacommons.org/"))
        << target;
  }
  EXPECT_EQ(sample().find("@import"), std::string::npos);
  EXPECT_EQ(sample().find("url(http"), std::string::npos);
  EXPECT_EQ(sample().find("<link"), std::string::npos);
}

TEST(Report, SpeaksBothLanguages) {
  EXPECT_NE(sample().find("<span lang=\"zh\">方案是否站得住？</span><span lang=\"en\">Is the plan sound?</span>"),
            std::string::npos);
  EXPECT_NE(sample().find("data-pick=\"zh\""), std::string::npos);
  EXPECT_NE(sample().find("data-pick=\"en\""), std::string::npos);
  EXPECT_NE(sample().find("<html lang=\"zh-CN\" data-show=\"zh\">"), std::string::npos);
  const std::string english =
      report_html(tests::sample_plan(), tests::sample_metrics(), tests::sample_manifest(), core::Language::en);
  EXPECT_NE(english.find("<html lang=\"en\" data-show=\"en\">"), std::string::npos) << "it opens in the run's language";
  EXPECT_EQ(english.find("navigator"), std::string::npos) << "whatever the browser's is";
}

TEST(Report, AnswersInPlainWordsWithFigures) {
  EXPECT_NE(sample().find("Yes, as far as arithmetic allows"), std::string::npos);
  EXPECT_NE(sample().find("Mostly · 93.4\u00a0%"), std::string::npos);
  EXPECT_NE(sample().find("(95\u00a0% interval 92.9\u00a0% to 93.9\u00a0%)"), std::string::npos);
}

TEST(Report, SpeaksOfOneGridAsOne) {
  nlohmann::json metrics = nlohmann::json::parse(tests::sample_metrics());
  metrics["plan"]["invalid"] = 0;
  metrics["plan"]["excused"] = 0;
  metrics["plan"]["grids"] = 1;
  const std::string one = report_html(tests::sample_plan(), metrics.dump(), tests::sample_manifest());
  EXPECT_NE(one.find("The only grid keeps every rule: seamless"), std::string::npos);
  EXPECT_NE(one.find("唯一的网格符合规则"), std::string::npos);
  metrics["plan"]["grids"] = 3;
  const std::string three = report_html(tests::sample_plan(), metrics.dump(), tests::sample_manifest());
  EXPECT_NE(three.find("All 3 grids keep every rule"), std::string::npos);
  EXPECT_NE(three.find("全部 3 个网格都符合规则"), std::string::npos);
}

TEST(Report, TellsDutyHoursFromRoundTheClock) {
  nlohmann::json metrics = nlohmann::json::parse(tests::sample_metrics());
  metrics["simulation"]["within_target_share"] = {{"value", 0.639}, {"ci95", {0.63, 0.65}}};
  metrics["simulation"]["within_shift"] = {{"requests_share", 0.66},
                                           {"within_target_share", {{"value", 0.957}, {"ci95", {0.95, 0.96}}}}};
  metrics["simulation"]["histogram"].push_back({{"from", 30}, {"share", 0.28}});
  const std::string html = report_html(tests::sample_plan(), metrics.dump(), tests::sample_manifest());
  EXPECT_NE(html.find("On duty yes (95.7\u00a0%), round the clock 63.9\u00a0%"), std::string::npos);
  EXPECT_NE(html.find("gathers the 28.0\u00a0% that took 30 minutes or more"), std::string::npos);
  EXPECT_EQ(fault(html), "");
}

TEST(Report, ListsCorrectedMeansOnlyWhereTheyAreMoreExact) {
  nlohmann::json metrics = nlohmann::json::parse(tests::sample_metrics());
  const auto page = [&](double minutes, double share) {
    metrics["simulation"]["controlled"] = {
        {"response_minutes", {{"value", 12.34}, {"ci95", {11.0, 13.0}}, {"variance_ratio", minutes}}},
        {"within_target_share", {{"value", 0.5}, {"ci95", {0.4, 0.6}}, {"variance_ratio", share}}}};
    return report_html(tests::sample_plan(), metrics.dump(), tests::sample_manifest());
  };
  const std::string one = page(1.6, 0.9);
  EXPECT_NE(one.find("Means corrected by the number of requests"), std::string::npos);
  EXPECT_NE(one.find("12.34"), std::string::npos);
  EXPECT_EQ(one.find("0.90"), std::string::npos);
  EXPECT_EQ(page(0.95, 1).find("Means corrected by the number of requests"), std::string::npos);
}

TEST(Report, SetsFormulasBesideTheSimulation) {
  EXPECT_NE(sample().find("<section id=\"theory\">"), std::string::npos);
  EXPECT_NE(sample().find("31.0\u00a0% (30.0\u00a0% – 32.0\u00a0%)"), std::string::npos);
  EXPECT_NE(sample().find("−0.30"), std::string::npos);
  EXPECT_NE(sample().find("2 grids have an hour with more work"), std::string::npos);
  EXPECT_NE(sample().find("formulas cannot say, as a &lt;reason&gt;."), std::string::npos);
  EXPECT_NE(sample().find("<li><span lang=\"zh\">休息时间不计</span><span lang=\"en\">breaks are left out</span></li>"),
            std::string::npos);
  nlohmann::json metrics = nlohmann::json::parse(tests::sample_metrics());
  metrics["simulation"].erase("theory");
  EXPECT_EQ(report_html(tests::sample_plan(), metrics.dump(), tests::sample_manifest()).find("id=\"theory\""), std::string::npos);
}

/// The wording of the answers, both languages, as a reviewer last read it: tests/golden/report_answers.html.
TEST(Report, AnswersAsInTheGoldenFile) {
  const std::size_t from = sample().find("<section id=\"answers\">");
  const std::string section = sample().substr(from, sample().find("</section>", from) - from);
  std::ifstream in(WANGGE_SOURCE_DIR "/tests/golden/report_answers.html", std::ios::binary);
  const std::string golden{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  EXPECT_EQ(section, golden) << "if the change is meant, write the new text to the golden file";
}

/// Ten minutes of a shift on requests say nothing of workers until the visits are counted too.
TEST(Report, AsksOfScheduledWorkBeforeItSaysThatWorkersSuffice) {
  const auto answer = [](double busy, const nlohmann::json& duties) {
    nlohmann::json metrics = nlohmann::json::parse(tests::sample_metrics());
    metrics["simulation"]["utilisation"] = {{"value", busy}};
    if (!duties.empty()) {
      metrics["simulation"]["rounds_share"] = {{"value", 0.6}};
      metrics["simulation"]["duties"] = duties;
    }
    const std::string page = report_html(tests::sample_plan(), metrics.dump(), tests::sample_manifest());
    const std::size_t question = page.find("Are there enough workers?");
    const std::size_t from = page.rfind("<article", question);
    return page.substr(from, page.find("</article>", from) - from);
  };
  /// Half of the visits are not due yet; a fifth of the streets is cut off.
  const auto duties = [](double visits, double hours, double streets) {
    return nlohmann::json{{{"duty", "visits"},
                           {"title", {{"zh", "走访"}, {"en", "Visits"}}},
                           {"calls", 10},
                           {"done_share", {{"value", visits / 2}}},
                           {"open_share", {{"value", 0.5}}}},
                          {{"duty", "meeting"},
                           {"title", {{"zh", "例会"}, {"en", "Meeting"}}},
                           {"kind", "consult"},
                           {"responders", 8},
                           {"done_share", {{"value", 1}}},
                           {"manned_hours_planned", 100},
                           {"manned_share", {{"value", hours}}}},
                          {{"duty", "patrol"},
                           {"title", {{"zh", "巡查"}, {"en", "Patrol"}}},
                           {"kind", "patrol"},
                           {"responders", 8},
                           {"streets_m_planned", 5000},
                           {"streets_m_cut_off", 1000},
                           {"streets_m", 4000 * streets},
                           {"streets_share", {{"value", 0.8 * streets}}},
                           {"passes_planned", 200},
                           {"passes", 0}}};
  };
  const std::string alone = answer(0.004, nlohmann::json::array());
  EXPECT_NE(alone.find("answer fair"), std::string::npos) << alone;
  EXPECT_NE(alone.find("Requests take 0.4\u00a0% of the shifts"), std::string::npos) << alone;
  EXPECT_NE(alone.find("are not in this run and come on top"), std::string::npos);
  EXPECT_NE(alone.find("计划内工作不在本次模拟中"), std::string::npos);
  EXPECT_NE(answer(0.9, nlohmann::json::array()).find("answer poor"), std::string::npos);
  const std::string good = answer(0.004, duties(0.99, 0.98, 0.97));
  EXPECT_NE(good.find("answer good"), std::string::npos) << good;
  EXPECT_NE(good.find("Requests 0.4\u00a0%, scheduled work 60.0\u00a0%"), std::string::npos) << good;
  EXPECT_NE(
      good.find("the other 39.6\u00a0% is neither. Least done of the scheduled work: Patrol, 97.0\u00a0% of its streets walked."),
      std::string::npos)
      << good;
  EXPECT_NE(good.find("计划内工作完成最少的：巡查，97.0\u00a0%的街道走过。"), std::string::npos) << good;
  const std::string visits = answer(0.004, duties(0.85, 1, 1));
  EXPECT_NE(visits.find("answer fair"), std::string::npos);
  EXPECT_NE(visits.find("Visits, 85.0\u00a0% of its visits due paid."), std::string::npos) << visits;
  const std::string hours = answer(0.004, duties(1, 0.7, 1));
  EXPECT_NE(hours.find("answer poor"), std::string::npos) << "though the meeting is held to its end every time";
  EXPECT_NE(hours.find("Meeting, 70.0\u00a0% of its hours held."), std::string::npos) << hours;
  EXPECT_NE(answer(0.004, duties(1, 1, 0.5)).find("answer poor"), std::string::npos) << "half of the streets are not walked";
  nlohmann::json unmanned = duties(1, 1, 1);
  unmanned.push_back({{"duty", "records"}, {"kind", "consult"}, {"responders", 0}, {"places", 0}, {"planned", 0}});
  const std::string nobody = answer(0.004, unmanned);
  EXPECT_NE(nobody.find("answer poor"), std::string::npos) << nobody;
  EXPECT_NE(nobody.find("Nobody does: records. Least done of the scheduled work: "), std::string::npos) << nobody;
  nlohmann::json not_due = {
      {{"duty", "census"}, {"responders", 8}, {"done_share", {{"value", 0}}}, {"open_share", {{"value", 1}}}}};
  const std::string early = answer(0.004, not_due);
  EXPECT_NE(early.find("answer fair"), std::string::npos) << "what is not due yet is neither done nor missed";
  EXPECT_EQ(early.find("Least done"), std::string::npos) << early;
}

TEST(Report, ShowsInTheTablesOfScheduledWorkWhatTheAnswerTells) {
  nlohmann::json metrics = nlohmann::json::parse(tests::sample_metrics());
  const auto chapter = [&](double open, double cut) {
    metrics["simulation"]["duties"] = {{{"duty", "visits"},
                                        {"calls", 10},
                                        {"planned", 20},
                                        {"done_share", {{"value", 0.9 * (1 - open)}}},
                                        {"open_share", {{"value", open}}}},
                                       {{"duty", "patrol"},
                                        {"passes_planned", 200},
                                        {"passes", 0},
                                        {"streets_m_planned", 5000},
                                        {"streets_m_cut_off", cut},
                                        {"streets_m", 3500},
                                        {"streets_share", {{"value", 0.7}}}}};
    const std::string page = report_html(tests::sample_plan(), metrics.dump(), tests::sample_manifest());
    const std::size_t from = page.find("id=\"rounds\"");
    return page.substr(from, page.find("</section>", from) - from);
  };
  const std::string parts = chapter(0.5, 1000);
  for (const char* words : {"Done of those due", "90.0\u00a0%", "Of these cut off (km)", "87.5\u00a0%", "走过占有路可到"})
    EXPECT_NE(parts.find(words), std::string::npos) << words << parts;
  const std::string whole = chapter(0, 0);
  for (const char* words : {"Done of those due", "Of these cut off (km)"})
    EXPECT_EQ(whole.find(words), std::string::npos) << "no column of nothing: " << words;
}

/// What is not there needs no word: no fate of nobody, no cut where nothing is cut.
TEST(Report, SaysNothingOfWhatDidNotHappen) {
  nlohmann::json metrics = nlohmann::json::parse(tests::sample_metrics());
  metrics["coverage"]["households_beyond"] = 12;
  metrics["coverage"]["households_unreachable"] = 1233;
  metrics["simulation"]["finals"] = {{"resolved", 80.5}, {"open", 0.0}, {"unsettled", 0}};
  metrics["simulation"]["steadiness"] = {{"left_out_days", 0}, {"mean", 7.25}, {"mean_after", 7.25}, {"settled", true}};
  const auto page = [&] { return report_html(tests::sample_plan(), metrics.dump(), tests::sample_manifest()); };
  const std::string steady = page();
  EXPECT_NE(steady.find("households are not reached in time: 12 are too far, 1233 have no way by e-bike."), std::string::npos);
  EXPECT_NE(steady.find("What became of them (mean of a replication): 80.5 resolved."), std::string::npos);
  EXPECT_NE(steady.find("steady from the start (MSER-5); its mean response is 7.25 minutes."), std::string::npos);
  metrics["simulation"]["steadiness"]["left_out_days"] = 2;
  EXPECT_NE(page().find("The first 2.0 days of replication 0 are a warm-up (MSER-5)"), std::string::npos);
  metrics["simulation"]["steadiness"]["settled"] = false;
  const std::string short_run = page();
  EXPECT_NE(short_run.find("Whether replication 0 settles cannot be told"), std::string::npos);
  EXPECT_EQ(short_run.find("are a warm-up (MSER-5)"), std::string::npos);
}

TEST(Report, EscapesNamesFromData) {
  EXPECT_NE(sample().find("repair &lt;urgent&gt; &amp; small"), std::string::npos);
  EXPECT_NE(sample().find("593 households &lt; 600 &amp; &quot;no&quot; number of grids fits"), std::string::npos);
  EXPECT_NE(sample().find("Müller &amp; Sons"), std::string::npos);
  EXPECT_EQ(sample().find("<urgent>"), std::string::npos);
}

TEST(Report, SaysThatASyntheticTownIsOne) {
  EXPECT_NE(sample().find("合成数据"), std::string::npos);
  nlohmann::json metrics = nlohmann::json::parse(tests::sample_metrics());
  metrics["synthetic"] = false;
  EXPECT_EQ(report_html(tests::sample_plan(), metrics.dump(), tests::sample_manifest()).find("合成数据"), std::string::npos);
}

TEST(Report, CreditsNobodyForATownThatIsMade) {
  nlohmann::json metrics = nlohmann::json::parse(tests::sample_metrics());
  nlohmann::json manifest = nlohmann::json::parse(tests::sample_manifest());
  metrics["synthetic"] = true;
  metrics["inputs"] =
      nlohmann::json::array({{{"path", "town.gpkg"}, {"sha256", "0a1b"}}, {{"path", "town.gpkg"}, {"sha256", "0a1b"}}});
  manifest["attribution"] = nlohmann::json::array();
  const std::string made = report_html(tests::sample_plan(), metrics.dump(), manifest.dump());
  EXPECT_EQ(fault(made), "");
  EXPECT_NE(made.find("Nothing here is real"), std::string::npos);
  EXPECT_EQ(made.find("come from the sources below"), std::string::npos);
  EXPECT_NE(made.find("there is no source to credit"), std::string::npos);
  EXPECT_EQ(made.find("0a1b"), made.rfind("0a1b")) << "a file that several layers are read from stands once";
  EXPECT_NE(sample().find("come from the sources below"), std::string::npos) << "where sources are named";
}

TEST(Report, ShowsMapsAndChartsAndStaysSmall) {
  std::size_t drawings = 0;
  for (std::size_t at = sample().find("<svg"); at != std::string::npos; at = sample().find("<svg", at + 1)) ++drawings;
  EXPECT_GE(drawings, 6U);
  EXPECT_LT(sample().size(), 3000000U);
}

TEST(Report, GivesEveryIdOnce) {
  const std::regex reference(R"re( id="([^"]*)")re");
  std::set<std::string> seen;
  for (auto at = std::sregex_iterator(sample().begin(), sample().end(), reference); at != std::sregex_iterator(); ++at) {
    EXPECT_TRUE(seen.insert((*at)[1]).second) << (*at)[1];
  }
}

TEST(Report, LeavesOutWhatWasNotComputed) {
  const std::string html = report_html(gis::PlanFile{}, R"({"scenario": {"name": "bare"}})", "{}");
  EXPECT_EQ(fault(html), "");
  EXPECT_EQ(html.find("Does help arrive"), std::string::npos);
  EXPECT_EQ(html.find("id=\"response\""), std::string::npos);
  EXPECT_EQ(html.find(">0\u00a0%"), std::string::npos);
}

TEST(Report, HoldsWithAnyOneFigureMissing) {
  const nlohmann::json whole = nlohmann::json::parse(tests::sample_metrics());
  for (const char* part : {"coverage", "simulation", "plan", "territory"}) {
    for (const auto& [key, value] : whole[part].items()) {
      nlohmann::json less = whole;
      less[part].erase(key);
      EXPECT_EQ(fault(report_html(gis::PlanFile{}, less.dump(), "{}")), "") << part << "." << key;
    }
  }
}

TEST(Report, ReadsARunFolderAndSaysWhichFileIsMissing) {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "wangge_report_test_run";
  std::filesystem::remove_all(folder);
  tests::write_sample_run(folder);
  EXPECT_EQ(fault(report_html(folder)), "");
  std::filesystem::remove(folder / "metrics.json");
  try {
    static_cast<void>(report_html(folder));
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_NE(error.message().en.find("metrics.json"), std::string::npos);
  }
  std::ofstream(folder / "metrics.json") << "{broken";
  EXPECT_THROW(static_cast<void>(report_html(folder)), core::Error);
  std::filesystem::remove_all(folder);
}

TEST(Report, CallsAnAreaByOneChineseNameEverywhere) {
  gis::PlanFile plan = tests::sample_plan();
  const auto local = std::find_if(plan.levels.begin(), plan.levels.end(), [&](const gis::PlanFile::Level& level) {
    return std::any_of(plan.places.begin(), plan.places.end(),
                       [&](const auto& place) { return place.name == level.name && !place.name_zh.empty(); });
  });
  ASSERT_NE(local, plan.levels.end());
  const gis::map::PlaceNames names(plan);
  const std::string zh = names.area(*local).zh;
  EXPECT_NE(zh, local->name);
  gis::PlanFile::Grid grid;
  grid.parent = local->code;
  grid.name = local->name + " 3";
  EXPECT_EQ(names.grid(grid).zh, zh + "第3网格");
  for (const char* chapter : {"id=\"grids\"", "id=\"load\""}) {
    const std::size_t from = sample().find(chapter);
    const std::string text = sample().substr(from, sample().find("</section>", from) - from);
    EXPECT_NE(text.find(zh), std::string::npos) << chapter;
  }
}

}  // namespace
}  // namespace wangge::scenarios
