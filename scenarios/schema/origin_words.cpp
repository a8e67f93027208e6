#include "scenarios/schema/origin_words.h"

#include "scenarios/schema/bind.h"

#include <string_view>

namespace wangge::scenarios {

core::Text origin_words(const std::string& written) {
  constexpr std::string_view assumed = "assumed";
  if (written.empty() || written == assumed) return {.zh = "假定", .en = std::string(assumed)};
  if (written.starts_with("assumed: ")) return {.zh = "假定：" + written.substr(9), .en = written};
  if (written.starts_with("assumed, ")) return {.zh = "假定（" + written.substr(9) + "）", .en = written};
  return {.zh = written, .en = written};
}

core::Text bind_origin(const Reader& table) {
  const Node& written = table.value("source");
  if (written.type == Node::Type::text) return origin_words(written.text);
  for (const char* language : {"source.zh", "source.en"}) {
    if (table.has(language)) continue;
    throw table.error(language, {.zh = "缺少此键；应为一段文字，或 { zh = \"…\", en = \"…\" } 两种语言都写",
                                 .en = "is missing; expected one text, or both of { zh = \"…\", en = \"…\" }"});
  }
  return {.zh = table.text("source.zh"), .en = table.text("source.en")};
}

}  // namespace wangge::scenarios
