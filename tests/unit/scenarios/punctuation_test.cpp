#include "scenarios/schema/explain.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::scenarios {
namespace {

namespace fs = std::filesystem;

/// A letter of Chinese script or one of its signs: three bytes of UTF-8 from U+3000 on.
bool is_chinese(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size()) return false;
  const auto first = static_cast<unsigned char>(text[at]);
  return first >= 0xE3 && first <= 0xE9;
}
bool ends_chinese(std::string_view text, std::size_t end) { return end >= 3 && is_chinese(text, end - 3); }

/// Where an ASCII sign of punctuation stands against Chinese script; an aside in brackets that is all Chinese, as "(审图号)" in
/// an English sentence, is none.
std::vector<std::string> faults(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t at = text.find_first_of(",;:!?()"); at != std::string_view::npos; at = text.find_first_of(",;:!?()", at + 1)) {
    if (text[at] == '(' && is_chinese(text, at + 1)) {
      std::size_t end = at + 1;
      while (is_chinese(text, end)) end += 3;
      const bool aside = end < text.size() && text[end] == ')' && (at == 0 || !ends_chinese(text, at));
      if (aside) {
        at = end;
        continue;
      }
    }
    if (is_chinese(text, at + 1) || ends_chinese(text, at)) found.emplace_back(text.substr(at > 30 ? at - 30 : 0, 60));
  }
  return found;
}

/// The literals of a source file that hold Chinese, without what marks them.
std::vector<std::string> literals(const std::string& source) {
  std::vector<std::string> all;
  for (std::size_t at = 0; at < source.size(); ++at) {
    if (source.compare(at, 2, "//") == 0) {
      at = std::min(source.find('\n', at), source.size());
      continue;
    }
    const char quote = source[at];
    const bool raw = quote == '"' && at > 0 && source[at - 1] == 'R';
    if (raw) {
      const std::size_t open = source.find('(', at);
      const std::string close = ")" + source.substr(at + 1, open - at - 1) + "\"";
      const std::size_t end = std::min(source.find(close, open), source.size());
      all.push_back(source.substr(open + 1, end - open - 1));
      at = end + close.size() - 1;
      continue;
    }
    if (quote != '"' && quote != '\'' && quote != '`') continue;
    if (quote == '\'' && at > 0 && std::isdigit(static_cast<unsigned char>(source[at - 1])) != 0) continue;  // 10'000
    std::size_t end = at + 1;
    while (end < source.size() && source[end] != quote) end += source[end] == '\\' ? 2 : 1;
    all.push_back(source.substr(at + 1, std::min(end, source.size()) - at - 1));
    at = end;
  }
  return all;
}

/// Lists of names that a reader of tables looks for, one sign between two of them.
bool is_list_of_names(std::string_view literal) { return literal.find("_POSSIBLE_NAMES=") != std::string_view::npos; }

TEST(Punctuation, OfChineseTextsIsChinese) {
  EXPECT_EQ(faults("范围: 请").size(), 1U) << "the test sees what it looks for";
  EXPECT_EQ(faults("（约 3 户）：请；map number (审图号); wangge: 没有").size(), 0U);
  const fs::path root = WANGGE_SOURCE_DIR;
  std::size_t files = 0;
  for (const char* room : {"engine", "gis", "scenarios", "viewer/command", "viewer/server", "viewer/src"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / room)) {
      const std::string kind = entry.path().extension().string();
      if (kind != ".cpp" && kind != ".h" && kind != ".ts") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string source{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
      ++files;
      for (const std::string& literal : literals(source)) {
        if (is_list_of_names(literal)) continue;
        for (const std::string& fault : faults(literal)) ADD_FAILURE() << fs::relative(entry.path(), root) << ": " << fault;
      }
    }
  }
  EXPECT_GT(files, 500U);
}

TEST(Punctuation, OfEveryKeyAndFigureIsChinese) {
  for (const std::string& fault : faults(explain_all(core::Language::zh))) ADD_FAILURE() << fault;
}

}  // namespace
}  // namespace wangge::scenarios
