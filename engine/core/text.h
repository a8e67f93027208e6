#pragma once

#include <string>

namespace wangge::core {

/// One thing said to a person, in both languages. Libraries build it where they know the facts;
/// the command, the report and the studio choose the language.
///
///   Text{.zh = "找不到文件", .en = "file not found"}
struct Text {
  std::string zh;
  std::string en;

  friend bool operator==(const Text&, const Text&) = default;
};

enum class Language { zh, en };

[[nodiscard]] inline const std::string& in(const Text& text, Language language) {
  return language == Language::zh ? text.zh : text.en;
}

}  // namespace wangge::core
