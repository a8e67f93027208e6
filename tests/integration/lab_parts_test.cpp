#include "tests/integration/run_command.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

namespace wangge::test {
namespace {

using nlohmann::json;

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The commands and files of the page about the laboratory.
class Page {
 public:
  explicit Page(const std::string& name) : text_(text_of(std::filesystem::path(WANGGE_SOURCE_DIR) / name)) {}

  /// The first one of the kind after these words.
  [[nodiscard]] std::string block(const std::string& kind, const std::string& after = "") const {
    const std::size_t start = text_.find("```" + kind + "\n", text_.find(after));
    if (start == std::string::npos) return {};
    const std::size_t first = start + kind.size() + 4;
    return text_.substr(first, text_.find("```", first) - first);
  }

  /// The words behind `wangge` of each command that can be run as it stands.
  [[nodiscard]] std::vector<std::vector<std::string>> commands() const {
    std::vector<std::vector<std::string>> all;
    std::istringstream lines(text_);
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("    wangge lab ") || line.find('[') != std::string::npos || line.find("FILE") != std::string::npos)
        continue;
      std::istringstream words(line);
      all.emplace_back(std::istream_iterator<std::string>(words), std::istream_iterator<std::string>());
      all.back().erase(all.back().begin());
    }
    return all;
  }

 private:
  std::string text_;
};

TEST(LabParts, AnswersAsThePageSays) {
  const Page page("docs/lab.md");
  EXPECT_EQ(page.commands(), Page("docs/zh/lab.md").commands());
  EXPECT_EQ(page.block("json"), Page("docs/zh/lab.md").block("json"));
  EXPECT_EQ(page.block("graph"), Page("docs/zh/lab.md").block("graph"));
  const TemporaryFolder folder;
  std::ofstream(folder / "six.graph") << page.block("graph");
  std::ofstream(folder / "town.json") << page.block("json", "`town.json`");
  std::ofstream(folder / "round.json") << page.block("json", "`round.json`");
  CommandRules here;
  here.folder = (folder / "").string();
  std::vector<json> answers;
  for (const std::vector<std::string>& command : page.commands()) {
    const Answer answer = wangge(command, here);
    ASSERT_EQ(answer.code, 0) << answer.err;
    answers.push_back(json::parse(answer.out));
  }
  ASSERT_EQ(answers.size(), 14U);
  json said = json::parse(page.block("json"));
  for (const char* key : {"cpu_seconds", "seconds", "work"}) {
    EXPECT_TRUE(answers[0].at(key).is_number());
    said[key] = answers[0].at(key);
  }
  EXPECT_EQ(answers[0], said);
  const std::string parts = text_of(folder / "parts.txt");
  EXPECT_EQ(std::count(parts.begin(), parts.end(), '\n'), 6);
  EXPECT_EQ(answers[1], json({{"plans", 117}}));
  EXPECT_EQ(answers[2], json({{"plans", 1953}}));
  EXPECT_EQ(answers[3], json({{"plans", 2}}));
  EXPECT_EQ(answers[4].at("steps"), 20'000);
  EXPECT_EQ(answers[5].at("proposals"), 100'000);
  EXPECT_EQ(answers[12].at("time"), 340);
  EXPECT_EQ(answers[13].at("order"), json({0, 4, 3, 2, 1}));
}

TEST(LabParts, TellsWhatIsImpossible) {
  const TemporaryFolder folder;
  const std::string graph = (folder / "pair.graph").string();
  std::ofstream(graph) << "2 1\n3 5\n0 1\n";
  const json none = json::parse(wangge({"lab", "partition", graph, "--parts", "2", "--min", "4", "--max", "4"}).out);
  EXPECT_EQ(none.at("stopped_by"), "infeasible");
  EXPECT_EQ(none.at("feasible"), false);
  EXPECT_TRUE(none.at("cut_edges").is_null());
  const std::string unwritable = (folder / "no/parts.txt").string();
  EXPECT_EQ(wangge({"lab", "partition", graph, "--parts", "1", "--min", "0", "--max", "8", "--out", unwritable}).code, 3);
}

TEST(LabParts, RefusesWhatIsWrittenWrongly) {
  EXPECT_EQ(wangge({"lab", "enumerate", "--parts", "4"}).err, "wangge: give either --grid or --graph\n");
  EXPECT_EQ(wangge({"lab", "enumerate", "--grid", "4by4", "--parts", "4"}).err,
            "wangge: --grid 4by4: expected ROWSxCOLUMNS, 1 to 1000 each, such as 6x6\n");
  EXPECT_EQ(wangge({"lab", "enumerate", "--grid", "4x4", "--parts", "4", "--min", "3"}).code, 2);
  EXPECT_EQ(wangge({"lab", "partition", "x.graph", "--parts", "2", "--min", "5", "--max", "4"}).code, 2);
  const Answer missing =
      wangge({"lab", "partition", "/nowhere/x.graph", "--parts", "2", "--min", "0", "--max", "4", "--lang", "zh"});
  EXPECT_EQ(missing.code, 3);
  EXPECT_EQ(missing.err, "wangge: 无法读取 /nowhere/x.graph：文件或文件夹不存在\n");
}

}  // namespace
}  // namespace wangge::test
