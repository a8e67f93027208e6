#include "tests/integration/edited_town.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace wangge::test {
namespace {

TEST_F(Edit, SaysWhyEvenToWhoAskedForQuiet) {
  const Answer answer = wangge({"edit", scenario(), "--edits", path("edits.toml"), "--out", path("plans/q"), "--quiet"});
  EXPECT_EQ(answer.code, 1);
  EXPECT_EQ(answer.out, path("plans/q") + "\n");
  EXPECT_NE(answer.err.find("refused: "), std::string::npos) << answer.err;
  EXPECT_NE(answer.err.find("different parents (rule 2)"), std::string::npos) << answer.err;
}

TEST_F(Edit, AppliesAListAndRefusesWhatBreaksARule) {
  const Answer answer = edit("v2", {"--edits", path("edits.toml")});
  EXPECT_EQ(answer.code, 1) << "one edit is refused: " << answer.err;
  EXPECT_EQ(names_in("v2"), "LICENCE.txt codes.csv edits.json plan.gpkg");
  const json body = json::parse(answer.out);
  EXPECT_EQ(body, json::parse(read("v2/edits.json")));
  EXPECT_EQ(body["applied"], 3);
  EXPECT_EQ(body["edits"][0]["grids_before"][0]["households"], 576);
  EXPECT_EQ(body["edits"][0]["grids_after"][0]["households"], 288);
  EXPECT_EQ(body["edits"][0]["grids_after"][1]["code"], "1101003");
  EXPECT_EQ(body["edits"][0]["grids_after"][1]["name"], "Far west");
  EXPECT_EQ(body["edits"][1]["refusal"]["rule"], 2);
  EXPECT_EQ(body["edits"][1]["refusal"]["grid"], "1102001");
  EXPECT_NE(body["edits"][1]["written_at"].get<std::string>().find("edits.toml:7"), std::string::npos);
  EXPECT_EQ(body["edits"][3]["grids_after"][0]["households"], 24);
  EXPECT_EQ(body["plan"]["after"], (json{{"version", 2}, {"status", "draft"}}));
  EXPECT_EQ(body["voided_codes"], json::array({"1102002"}));
  EXPECT_EQ(body["figures"]["before"]["grids"], 4);
  EXPECT_EQ(body["figures"]["after"]["grids"], 6);
  const std::string codes = read("v2/codes.csv");
  EXPECT_NE(codes.find("1101001,1101003,split,0,"), std::string::npos) << codes;
  EXPECT_NE(codes.find("1102002,1102009,redrawn,1,"), std::string::npos) << codes;
}

TEST_F(Edit, TellsTheAimsBeforeAndAfter) {
  const json body = json::parse(edit("v2", {"--edits", path("edits.toml")}).out);
  ASSERT_TRUE(body.contains("aims"));
  bool change = false;
  for (const json& aim : body["aims"]) {
    EXPECT_TRUE(aim.contains("formula") && aim.contains("unit") && aim.contains("before")) << aim;
    if (aim["key"] != "change") continue;
    change = true;
    EXPECT_EQ(aim["before"], 0);
    EXPECT_EQ(aim["after"], 288 + 24) << "what left its grid for a new one";
  }
  EXPECT_TRUE(change);
  EXPECT_EQ(body["edits"][3]["aims_after"]["change"], 312);
  EXPECT_FALSE(body["edits"][1].contains("aims_after")) << "refused";
  EXPECT_TRUE(body["work"].contains("formula"));

  const Answer text = wangge({"edit", scenario(), "--out", path("text"), "--edits", path("edits.toml"), "--lang", "en"});
  EXPECT_NE(text.out.find("households that change grid (households)"), std::string::npos) << text.out;
  EXPECT_NE(text.out.find("The work of a grid, in hours a year"), std::string::npos) << text.out;
  const Answer chinese = wangge({"edit", scenario(), "--out", path("text"), "--edits", path("edits.toml"), "--lang", "zh"});
  EXPECT_NE(chinese.out.find("拆分"), std::string::npos) << chinese.out;
}

/// The commands of the page, one after the other, with its list of edits.
TEST_F(Edit, DoesWhatThePagesSay) {
  for (const std::string page : {"docs/editing.md", "docs/zh/editing.md"}) {
    const std::string place = path(page.find("zh") == std::string::npos ? "en" : "zh");
    std::filesystem::create_directories(place);
    for (const char* folder : {"scenarios", "data"})
      std::filesystem::create_symlink(std::string(WANGGE_SOURCE) + "/" + folder, place + "/" + folder);
    std::ifstream in(std::string(WANGGE_SOURCE) + "/" + page);
    std::vector<std::string> commands;
    bool listed = false;
    std::ofstream list(place + "/edits.toml");
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with("    wangge ")) commands.push_back(line.substr(4));
      if (line.starts_with("```")) {
        listed = line == "```toml";
      } else if (listed) {
        list << line << "\n";
      }
    }
    list.close();
    ASSERT_EQ(commands.size(), 4U) << page;
    CommandRules rules;
    rules.folder = place;
    for (const std::string& command : commands) {
      std::vector<std::string> words;
      std::istringstream parts(command.substr(7));
      for (std::string word; parts >> word;) words.push_back(word);
      const Answer answer = wangge(words, rules);
      EXPECT_EQ(answer.code, 0) << command << "\n" << answer.out << answer.err;
    }
    std::ifstream made(place + "/plans/v2/edits.json");
    EXPECT_EQ(json::parse(made)["applied"], 8) << page;
  }
}

TEST_F(Edit, LeadsAPlanFromDraftToForce) {
  ASSERT_EQ(edit("v2", {"--edits", path("edits.toml")}).code, 1);
  const Answer early = edit("early", {"--plan", gpkg("v2"), "--approve", "approved"});
  EXPECT_EQ(early.code, 1) << "not consulted yet";
  EXPECT_NE(early.err.find("must be consulted"), std::string::npos) << early.err;
  ASSERT_EQ(edit("consulted", {"--plan", gpkg("v2"), "--approve", "consulted"}).code, 0);
  const Answer approved = edit("approved", {"--plan", gpkg("consulted"), "--approve", "approved"});
  ASSERT_EQ(approved.code, 0) << approved.err << approved.out;
  ASSERT_EQ(edit("force", {"--plan", gpkg("approved"), "--approve", "in-force", "--from", "2027-01-01"}).code, 0);
  const json body = json::parse(read("force/edits.json"));
  EXPECT_EQ(body["plan"]["before"]["status"], "approved");
  EXPECT_EQ(body["plan"]["after"], (json{{"version", 2}, {"status", "in-force"}, {"effective_from", "2027-01-01"}}));
  EXPECT_TRUE(body["plan"]["same_cells"]);

  // A void code stays void in later versions.
  write("again.toml", "[[edit]]\ndo = \"recode\"\ngrid = \"1102001\"\ncode = \"1102002\"\n");
  const Answer again = edit("v3", {"--plan", gpkg("force"), "--edits", path("again.toml")});
  EXPECT_EQ(again.code, 1);
  EXPECT_EQ(json::parse(again.out)["edits"][0]["refusal"]["rule"], 6);
}

/// A run by --plan, plans from it as today's grids, and edits of either.
TEST_F(Edit, KeepsKindLifeAndCodesWhereverAPlanIsTakenUp) {
  ASSERT_EQ(edit("v2", {"--edits", path("edits.toml")}).code, 1);
  ASSERT_EQ(edit("consulted", {"--plan", gpkg("v2"), "--approve", "consulted"}).code, 0);
  ASSERT_EQ(edit("approved", {"--plan", gpkg("consulted"), "--approve", "approved"}).code, 0);
  ASSERT_EQ(edit("force", {"--plan", gpkg("approved"), "--approve", "in-force", "--from", "2027-01-01"}).code, 0);
  const auto rows = [&](const std::string& file, const std::string& table, const std::string& where) {
    const std::string out =
        run_command({"ogrinfo", "-q", path(file), "-sql", "SELECT COUNT(*) AS n FROM " + table + " WHERE " + where}).out;
    const std::size_t at = out.find("(Integer) = ");
    return at == std::string::npos ? -1 : std::stoi(out.substr(at + 12));
  };
  const std::string school = "kind = 'dedicated' AND name = 'School' AND households = 24 AND valid = 1";
  const std::string in_force = "version = '2' AND status = 'approved' AND effective_from = '2027-01-01'";
  const std::string range = "planning.households=[200, 700]";
  write("again.toml", "[[edit]]\ndo = \"recode\"\ngrid = \"1102001\"\ncode = \"1102002\"\n");

  const Answer run = wangge({"run", scenario(), "--plan", gpkg("force"), "--out", path("run"), "--set", range});
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(rows("run/plan.gpkg", "grids", school), 1);
  EXPECT_EQ(rows("run/plan.gpkg", "grids", in_force), 6);
  EXPECT_EQ(rows("run/plan.gpkg", "voided_codes", "code = '1102002' AND version = '2'"), 1);
  EXPECT_EQ(rows("run/plan.gpkg", "code_history", "valid_from = '2027-01-01'"),
            rows("force/plan.gpkg", "code_history", "valid_from = '2027-01-01'"));
  EXPECT_EQ(
      json::parse(edit("of-run", {"--plan", gpkg("run"), "--edits", path("again.toml")}).out)["edits"][0]["refusal"]["rule"], 6)
      << "void";

  const std::vector<std::string> as_today = {"--set", "grids.source=" + gpkg("force"), "--set", "grids.layer=grids"};
  std::vector<std::string> words = as_today;
  words.insert(words.end(), {"--edits", path("again.toml")});
  const json edited = json::parse(edit("of-today", words).out);
  EXPECT_EQ(edited["edits"][0]["refusal"]["rule"], 6) << "void";
  EXPECT_EQ(edited["plan"]["before"]["status"], "in-force");
  EXPECT_EQ(rows("of-today/plan.gpkg", "grids", school), 1);

  words = {"plan", scenario(), "--out", path("plans"), "--set", range, "--set", "planning.plans=2"};
  words.insert(words.end(), as_today.begin(), as_today.end());
  const Answer plan = wangge(words);
  ASSERT_EQ(plan.code, 0) << plan.err;
  EXPECT_EQ(rows("plans/plan-1.gpkg", "grids", school), 1);
  EXPECT_EQ(rows("plans/plan-1.gpkg", "grids", "code = '1102002'"), 0) << "void";
  EXPECT_EQ(rows("plans/plan-1.gpkg", "voided_codes", "code = '1102002' AND version = '2'"), 1);
}

/// Today's grids come from a plain layer, which keeps no record of codes: the plan does.
TEST_F(Edit, ACodeThatAPlanDropsIsNotGivenOutAgain) {
  const std::vector<std::string> range = {"--set", "planning.households=[400, 1300]"};
  std::vector<std::string> words = {"plan", scenario(), "--out", path("plans"), "--set", "planning.count.community=1"};
  words.insert(words.end(), range.begin(), range.end());
  ASSERT_EQ(wangge(words).code, 0);
  const std::string listed =
      run_command({"ogrinfo", "-q", path("plans/plan-1.gpkg"), "-sql", "SELECT code FROM voided_codes"}).out;
  std::size_t dropped = 0;
  for (const char* code : {"1101001", "1101002", "1102001", "1102002"}) dropped += listed.find(code) != std::string::npos ? 1 : 0;
  EXPECT_EQ(dropped, 2U) << listed;
  const std::string history =
      run_command({"ogrinfo", "-q", path("plans/plan-1.gpkg"), "-sql", "SELECT old_code FROM code_history WHERE voided = 1"}).out;
  EXPECT_NE(history.find("old_code"), std::string::npos) << history;
  std::string kept;
  for (const char* code : {"1101001", "1101002"}) {
    if (listed.find(code) == std::string::npos) kept = code;
  }
  ASSERT_FALSE(kept.empty());
  write("split.toml", fmt::format("reference = \"EPSG:4326\"\n[[edit]]\ndo = \"split\"\ngrid = \"{}\"\nline = [{}, {}]\n", kept,
                                  at(400, 100), at(400, 700)));
  const Answer answer = edit("v2", {"--plan", path("plans/plan-1.gpkg"), "--edits", path("split.toml")}, "[400, 1300]");
  ASSERT_EQ(answer.code, 0) << answer.err << answer.out;
  EXPECT_EQ(json::parse(answer.out)["edits"][0]["grids_after"][1]["code"], "1101003") << "neither of today's";
}

/// Whatever a list does and takes back, the file is that of a list which did nothing.
TEST_F(Edit, UndoRestoresTheBytesOfThePlan) {
  ASSERT_EQ(edit("none", {"--approve", "draft"}).code, 0);
  std::size_t number = 0;
  for (const std::size_t times : {1U, 2U, 3U}) {
    std::string list = edits();
    if (times == 1) list = list.substr(0, list.find("[[edit]]\ndo = \"merge\""));
    if (times == 2) list = list.substr(0, list.find("[[edit]]\ndo = \"dedicate\""));
    write("undo.toml", list + fmt::format("[[edit]]\ndo = \"undo\"\ntimes = {}\n", times));
    const std::string out = fmt::format("undone-{}", ++number);
    const Answer answer = edit(out, {"--edits", path("undo.toml")});
    const json body = json::parse(answer.out);
    EXPECT_EQ(body["edits"].back()["do"], "undo");
    EXPECT_EQ(body["edits"].back()["takes_back"].size(), times);
    EXPECT_EQ(body["plan"]["after"]["version"], 1) << "nothing changed";
    EXPECT_TRUE(read(out + "/plan.gpkg") == read("none/plan.gpkg")) << times;
    EXPECT_TRUE(read(out + "/codes.csv") == read("none/codes.csv")) << times;
  }
  write("redo.toml", edits() + "[[edit]]\ndo = \"undo\"\ntimes = 3\n[[edit]]\ndo = \"redo\"\ntimes = 3\n");
  ASSERT_EQ(edit("redone", {"--edits", path("redo.toml")}).code, 1);
  ASSERT_EQ(edit("done", {"--edits", path("edits.toml")}).code, 1);
  EXPECT_TRUE(read("redone/plan.gpkg") == read("done/plan.gpkg"));
  const Answer text = wangge({"edit", scenario(), "--out", path("text"), "--edits", path("redo.toml"), "--lang", "en"});
  EXPECT_NE(text.out.find("takes back edit 4, 3, 1"), std::string::npos) << text.out;
  EXPECT_NE(text.out.find("does again edit 1, 3, 4"), std::string::npos) << text.out;
  write("bad-times.toml", "[[edit]]\ndo = \"undo\"\ntimes = 0\n");
  EXPECT_EQ(edit("x", {"--edits", path("bad-times.toml")}).code, 2);
}

/// Rule 5 excuses what a lock forces: in the file, at approval, and where a run takes the plan up.
TEST_F(Edit, ALockExcusesAGridFromTheRange) {
  const std::string locked = R"(planning.locked=["1101001","1101002","1102001","1102002"])";
  ASSERT_EQ(edit("consulted", {"--approve", "consulted", "--set", locked}, "[200, 500]").code, 0);
  const Answer refused = edit("refused", {"--plan", gpkg("consulted"), "--approve", "approved"}, "[200, 500]");
  EXPECT_EQ(refused.code, 1) << "without the lock";
  const Answer approved = edit("approved", {"--plan", gpkg("consulted"), "--approve", "approved", "--set", locked}, "[200, 500]");
  EXPECT_EQ(approved.code, 0) << approved.err;
  const std::string reasons = run_command({"ogrinfo", "-q", gpkg("approved"), "-sql", "SELECT reason FROM grids"}).out;
  EXPECT_NE(reasons.find("locked by the planner (planning.locked)"), std::string::npos) << reasons;
  const Answer plan = wangge(
      {"plan", scenario(), "--out", path("plans"), "--set", "planning.households=[200, 500]", "--set", locked, "--lang", "en"});
  EXPECT_EQ(plan.code, 0) << plan.err << plan.out;
  const json body = json::parse(read("plans/plans.json"));
  EXPECT_EQ(body["plans"][0]["unexcused"], 0);
  EXPECT_EQ(body["plans"][0]["excused"], 4);
  ASSERT_EQ(body["plans"][0]["violations"].size(), 4U);
  EXPECT_TRUE(body["plans"][0]["violations"][0]["excused"]);
  const Answer run = wangge({"run", scenario(), "--plan", path("plans/plan-1.gpkg"), "--out", path("run"), "--set",
                             "planning.households=[200, 500]", "--set", locked, "--lang", "en"});
  EXPECT_EQ(run.out.find("grids out of order:\n"), std::string::npos) << run.out;
}

TEST_F(Edit, ARunNamesGridsOutOfOrderAndAPlanThatIsMissing) {
  const Answer run = wangge({"run", scenario(), "--out", path("run"), "--set", "planning.households=[200, 500]", "--lang", "en"});
  EXPECT_NE(run.out.find("grids out of order:\n    1101001 Grid 1: "), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("    1102002 Grid 4: "), std::string::npos) << run.out;
  const Answer missing = wangge({"run", scenario(), "--plan", "nix.gpkg", "--out", path("none")});
  EXPECT_EQ(missing.code, 3);
  EXPECT_NE(missing.err.find("--plan: there is no file 'nix.gpkg' (searched from the folder /"), std::string::npos)
      << missing.err;
  write("no-plan.gpkg", "");
  const Answer empty = wangge({"run", scenario(), "--plan", path("no-plan.gpkg"), "--out", path("none")});
  EXPECT_TRUE(empty.err.find("--plan " + path("no-plan.gpkg") + ": ") != std::string::npos) << empty.err;
  const Answer elsewhere = wangge({"check", scenario(), "--set", "grids.source=plans/x.gpkg"});
  EXPECT_NE(elsewhere.err.find("(searched from the folder " + path("plans") + ")"), std::string::npos) << elsewhere.err;
}

TEST_F(Edit, GivesTheSameBytesForAnyNumberOfThreads) {
  ASSERT_EQ(edit("one", {"--edits", path("edits.toml"), "--threads", "1"}).code, 1);
  ASSERT_EQ(edit("two", {"--edits", path("edits.toml"), "--threads", "2"}).code, 1);
  for (const char* file : {"/edits.json", "/codes.csv"})
    EXPECT_EQ(read(std::string("one") + file), read(std::string("two") + file));
}

TEST_F(Edit, WritesBesideTheFolderOfPlans) {
  CommandRules rules;
  rules.folder = folder_.string();
  ASSERT_EQ(wangge({"plan", scenario(), "--quiet"}, rules).code, 0);
  const Answer beside = wangge({"edit", scenario(), "--approve", "consulted", "--quiet"}, rules);
  EXPECT_EQ(beside.code, 0) << beside.err;
  EXPECT_NE(beside.out.find("-edited\n"), std::string::npos) << beside.out;
  const std::string plans = beside.out.substr(0, beside.out.find("-edited"));
  const Answer onto = wangge({"edit", scenario(), "--approve", "consulted", "--out", plans}, rules);
  EXPECT_NE(onto.err.find("is a folder that wangge plan wrote and is not replaced"), std::string::npos) << onto.err;
}

}  // namespace
}  // namespace wangge::test
