#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"

#include <gtest/gtest.h>

#include <signal.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace wangge::test {
namespace {

const std::vector<std::vector<std::string>> every_verb = {{"run"},
                                                          {"check"},
                                                          {"plan"},
                                                          {"site"},
                                                          {"edit"},
                                                          {"explain"},
                                                          {"compare"},
                                                          {"export"},
                                                          {"synth"},
                                                          {"match"},
                                                          {"serve"},
                                                          {"lab", "assign"},
                                                          {"lab", "queue"},
                                                          {"lab", "calibrate"},
                                                          {"lab", "form"},
                                                          {"lab", "partition"},
                                                          {"lab", "enumerate"},
                                                          {"lab", "recom"},
                                                          {"lab", "route"},
                                                          {"lab", "site"},
                                                          {"lab", "hypercube"},
                                                          {"lab", "tour"}};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

TEST(Command, ListsExactlyTheVerbsThatExist) {
  const Answer answer = wangge({"--help"});
  EXPECT_EQ(answer.code, 0);
  for (const auto& verb : every_verb) EXPECT_NE(answer.out.find("\n  " + joined(verb) + " "), std::string::npos) << joined(verb);
  for (const char* later : {"\n  sweep "}) EXPECT_EQ(answer.out.find(later), std::string::npos) << later;
}

TEST(Command, EveryVerbHasHelpWithAnExampleInBothLanguages) {
  for (const auto& verb : every_verb) {
    std::vector<std::string> words = verb;
    words.push_back("--help");
    const Answer en = wangge(words);
    EXPECT_EQ(en.code, 0) << joined(verb);
    EXPECT_NE(en.out.find("example:\n  wangge " + joined(verb)), std::string::npos) << en.out;
    EXPECT_NE(en.out.find("exit codes: 0 done"), std::string::npos);
    words.insert(words.end(), {"--lang", "zh"});
    const Answer zh = wangge(words);
    EXPECT_EQ(zh.code, 0);
    EXPECT_NE(zh.out.find("例：\n  wangge " + joined(verb)), std::string::npos) << zh.out;
    EXPECT_NE(zh.out, en.out);
  }
}

TEST(Command, OnlyVerbsWithFindingsOfferToListThemAll) {
  for (const char* verb : {"run", "check", "compare"})
    EXPECT_NE(wangge({verb, "--help"}).out.find("--verbose"), std::string::npos) << verb;
  for (const char* verb : {"explain", "export", "synth"}) {
    EXPECT_EQ(wangge({verb, "--help"}).out.find("--verbose"), std::string::npos) << verb;
  }
  EXPECT_EQ(wangge({"lab", "queue", "--help"}).out.find("--verbose"), std::string::npos);
}

TEST(Command, LabAloneListsItsVerbs) {
  const Answer en = wangge({"lab", "--help"});
  EXPECT_EQ(en.code, 0) << en.err;
  EXPECT_EQ(en.out.find("wangge lab: laboratory"), 0u) << en.out;
  for (const char* words : {"usage: wangge lab VERB", "\n  lab assign ", "\n  lab queue ", "\n  lab partition ",
                            "\n  lab enumerate ", "\n  lab recom ", "\n  lab site ", "exit codes: 0 done"})
    EXPECT_NE(en.out.find(words), std::string::npos) << words << "\n" << en.out;
  EXPECT_EQ(en.out.find("\n  run "), std::string::npos) << en.out;
  const Answer zh = wangge({"lab", "--help", "--lang", "zh"});
  EXPECT_EQ(zh.code, 0) << zh.err;
  for (const char* words : {"用法：wangge lab 动词", "\n  lab assign ", "\n  lab queue ", "退出码：0 完成"})
    EXPECT_NE(zh.out.find(words), std::string::npos) << words << "\n" << zh.out;
  EXPECT_EQ(wangge({"lab"}).code, 2);
  EXPECT_EQ(wangge({"lab"}).err, "wangge: say which, such as lab queue; see wangge lab --help\n");
}

TEST(Command, TakesTheLanguageFromTheEnvironment) {
  CommandRules chinese;
  chinese.language = "zh_CN.UTF-8";
  EXPECT_NE(wangge({"--help"}, chinese).out.find("用法"), std::string::npos);
  EXPECT_NE(wangge({"--help", "--lang", "en"}, chinese).out.find("usage"), std::string::npos);
}

TEST(Command, UnknownVerbNamesTheNearest) {
  const Answer answer = wangge({"rnu", "x.toml"});
  EXPECT_EQ(answer.code, 2);
  EXPECT_EQ(answer.out, "");
  std::string known;
  for (const std::vector<std::string>& verb : every_verb) {
    if (verb.front() != "serve") known += joined(verb) + ", ";
  }
  known += "serve\n";
  EXPECT_EQ(answer.err, "wangge: there is no verb \"rnu\", did you mean \"run\"?; verbs: " + known);
  EXPECT_EQ(wangge({"rnu", "--lang", "zh"}).err, "wangge: 没有动词“rnu”，是不是“run”？；可用：" + known);
}

TEST(Command, WrongUsageExitsWithTwo) {
  EXPECT_EQ(wangge({}).err, "wangge: a verb is missing; `wangge --help` lists them\n");
  EXPECT_EQ(wangge({}).code, 2);
  EXPECT_EQ(wangge({"run", "town.toml", "--out", ""}).code, 2);
  EXPECT_EQ(wangge({"run", "town.toml", "--out", ""}).err, "wangge: one of the arguments is empty\n");
  EXPECT_EQ(wangge({"run"}).err, "wangge: FILE.toml is missing\n");
  EXPECT_EQ(wangge({"run", "--lang", "zh"}).err, "wangge: 缺少 FILE.toml\n");
  EXPECT_EQ(wangge({"run", "a.toml", "--thread", "2"}).err,
            "wangge: \"--thread\" was not expected; did you mean \"--threads\"?\n");
  EXPECT_EQ(wangge({"run", "a.toml", "--threads", "many"}).err,
            "wangge: --threads: \"many\" is not allowed; expected a whole number from 1 to 1024\n");
  EXPECT_EQ(wangge({"run", "a.toml", "--threads", "0", "--lang", "zh"}).err,
            "wangge: --threads：“0”不可用；应为 1 至 1024 的整数\n");
  EXPECT_EQ(wangge({"explain", "stairs", "--lang", "fr"}).err, "wangge: --lang: \"fr\" is not allowed (one of: zh, en)\n");
  EXPECT_EQ(wangge({"explain", "--as"}).err, "wangge: --as needs one value, once\n");
  EXPECT_EQ(wangge({"explain"}).code, 2);
}

TEST(Command, MissingScenarioIsAnEnvironmentFault) {
  const Answer answer = wangge({"run", "/nowhere/x.toml"});
  EXPECT_EQ(answer.code, 3);
  EXPECT_EQ(answer.err, "wangge: /nowhere/x.toml: cannot read the scenario file: no such file\n");
}

TEST(Command, ErrorsAreJsonForMachines) {
  const Answer answer = wangge({"run", "/nowhere/x.toml", "--json"});
  EXPECT_EQ(answer.code, 3);
  EXPECT_EQ(answer.err, "");
  EXPECT_NE(answer.out.find("\"code\": \"environment\""), std::string::npos) << answer.out;
  EXPECT_NE(answer.out.find("\"zh\": \"/nowhere/x.toml: 无法读取场景文件：文件不存在\""), std::string::npos) << answer.out;
}

TEST(Command, ExplainAnswersForKeysAndFigures) {
  EXPECT_EQ(wangge({"explain", "travel.stairs"}).code, 0);
  EXPECT_NE(wangge({"explain", "coverage.households_share", "--lang", "zh"}).out.find("覆盖"), 0u);
  const Answer json = wangge({"explain", "travel.stairs", "--json"});
  EXPECT_NE(json.out.find("\"key\": \"travel.stairs\""), std::string::npos) << json.out;
}

TEST(Command, LabQueueAnswersInJson) {
  const Answer answer =
      wangge({"lab", "queue", "--lambda", "0.5", "--mu", "1", "--servers", "1", "--customers", "20000", "--seed", "3"});
  EXPECT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("\"exact\""), std::string::npos) << answer.out;
  EXPECT_EQ(wangge({"lab", "queue", "--lambda", "2", "--mu", "1"}).code, 1) << "a line that grows without end breaks a rule";
}

class LabAssign : public TownTest {};

TEST_F(LabAssign, CountsThePointsOfEveryPolygon) {
  write("points.csv", "x,y\n9.501,47.101\n9.515,47.101\n8,8\n");
  const Answer answer = wangge(
      {"lab", "assign", "--polygons", path("communities.geojson"), "--points", path("points.csv"), "--out", path("answer.txt")});
  EXPECT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(read("answer.txt"), "0\n1\n-1\n");
}

TEST(Command, AnInterruptEndsALaboratoryAtOnce) {
  CommandRules rules;
  std::chrono::steady_clock::time_point sent;
  rules.meanwhile = [&sent](pid_t process) {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    ::kill(process, SIGINT);
    sent = std::chrono::steady_clock::now();
  };
  const Answer answer =
      wangge({"lab", "queue", "--lambda", "8", "--mu", "1", "--servers", "10", "--customers", "1000000000000"}, rules);
  EXPECT_EQ(answer.code, 130);
  EXPECT_LT(std::chrono::steady_clock::now() - sent, std::chrono::seconds(20));
}

}  // namespace
}  // namespace wangge::test
