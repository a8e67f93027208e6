#include "tests/integration/run_command.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace wangge::test {
namespace {

class Match : public ::testing::Test {
 protected:
  void SetUp() override {
    write("demands.csv", "demand,kind,area,weight\nd1,care,G1,2\nd2,care,G1,5\nd3,law,G2,\nd4,music,G1,9\n");
    write("projects.csv", "project,kinds,needs,area,places\nvisits,care,nurse,G,\nadvice,law; care,lawyer,G2,3\n");
    write("resources.csv", "resource,offers,area,capacity\nclinic,nurse,,1\n\"Li, law\",lawyer,G2,\n");
  }
  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }
  [[nodiscard]] std::string read(const std::string& name) const {
    std::ifstream in(folder_ / name);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  [[nodiscard]] Answer match(std::vector<std::string> further = {}) const {
    std::vector<std::string> words = {"match",        "--demands",   "demands.csv",  "--projects",
                                      "projects.csv", "--resources", "resources.csv"};
    words.insert(words.end(), further.begin(), further.end());
    CommandRules rules;
    rules.folder = (folder_ / "").string();
    return wangge(words, rules);
  }

  TemporaryFolder folder_;
};

TEST_F(Match, SaysWhoGoesWithWhomAndWhyOthersDoNot) {
  const Answer answer = match({"--out", "matches.csv", "--lang", "en"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("2 of 4 demands are matched; weight 6 of 17, bound 6 (proven best)"), std::string::npos)
      << answer.out;
  EXPECT_NE(answer.out.find("1 unmatched: no project answers its kind"), std::string::npos) << answer.out;
  EXPECT_EQ(read("matches.csv"),
            "demand,project,resource,reason\nd1,,,full\nd2,visits,clinic,\nd3,advice,\"Li, law\",\nd4,,,no_project\n");
  const Answer chinese = match({"--lang", "zh"});
  EXPECT_NE(chinese.out.find("匹配 4 项需求中的 2 项；分量 6 ÷ 17，上界 6（已证明最优）"), std::string::npos) << chinese.out;
  const Answer json = match({"--json"});
  EXPECT_NE(json.out.find("\"proven\": true"), std::string::npos);
  EXPECT_NE(json.out.find("\"full_resources\": [\n        \"clinic\""), std::string::npos) << json.out;
}

TEST_F(Match, NamesFileLineAndValueOfWhatIsWrong) {
  const auto refused = [&](const std::string& file, const std::string& text, const std::string& words, int code = 1) {
    const std::string before = read(file);
    write(file, text);
    const Answer answer = match({"--lang", "en"});
    EXPECT_EQ(answer.code, code) << words << answer.err;
    EXPECT_NE(answer.err.find(words), std::string::npos) << answer.err;
    write(file, before);
  };
  refused("demands.csv", "demand,kind\nd1,care\nd1,law\n", "demands.csv:3: demand = \"d1\" comes in line 2 already");
  refused("demands.csv", "demand,kind,weight\nd1,care,0\n", "demands.csv:2: weight = 0: expected 1 to 1000000");
  refused("demands.csv", "demand,kind,weight\nd1,care,many\n", "demands.csv:2: weight = \"many\" is not a whole number");
  refused("demands.csv", "demand,kind\n,care\n", "demands.csv:2: demand is empty");
  refused("demands.csv", "demand,kind\nd1,\n", "demands.csv:2: kind is empty");
  refused("demands.csv", "demand,kind\n", "demands.csv: has no row");
  refused("projects.csv", "project,kind\np,care\n",
          "projects.csv:1: has no column \"kinds\"; it has: project, kind; did you mean");
  refused("projects.csv", "project,kinds\np,;\n", "projects.csv:2: kinds is empty");
  refused("resources.csv", "resource,offers,capacity\nr,nurse,-1\n",
          "resources.csv:2: capacity = \"-1\" is not a whole number from 0");
  std::filesystem::remove(folder_ / "resources.csv");
  EXPECT_EQ(match().code, 3);
}

}  // namespace
}  // namespace wangge::test
