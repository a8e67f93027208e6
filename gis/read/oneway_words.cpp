#include "gis/read/oneway_words.h"

#include <algorithm>
#include <array>

namespace wangge::gis {
namespace {

using network::Direction;

constexpr std::array<std::string_view, 20> along = {"yes",  "true", "y",    "1",    "ft",       "f",      "forward",
                                                    "from", "是",   "单行", "单向", "单行道",   "单行路", "单向通行",
                                                    "顺行", "顺向", "正向", "正",   "单向行驶", "顺方向"};
constexpr std::array<std::string_view, 13> against = {"-1",   "reverse", "t",    "tf", "backward", "to",    "reversed",
                                                      "逆行", "逆向",    "反向", "逆", "反",       "逆方向"};
constexpr std::array<std::string_view, 15> both_ways = {"",     "no", "false", "0",    "b",        "both", "否",      "双向",
                                                        "双行", "非", "无",    "none", "双向通行", "双",   "双向行驶"};

template <std::size_t size>
bool holds(const std::array<std::string_view, size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Without blanks around it, in small letters.
std::string plain(std::string_view word) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!word.empty() && blank(word.front())) word.remove_prefix(1);
  while (!word.empty() && blank(word.back())) word.remove_suffix(1);
  std::string text(word);
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace

void OnewayColumn::note(std::string_view word) { seen_.insert(plain(word)); }

std::optional<Direction> OnewayColumn::direction(std::string_view word) const {
  if (const auto own = own_.find(std::string(word)); own != own_.end()) return own->second;
  const std::string text = plain(word);
  if (text == "n") {
    const bool letters = seen_.contains("ft") || seen_.contains("tf") || seen_.contains("b");
    return letters ? Direction::closed : Direction::both;
  }
  if (holds(along, text)) return Direction::forward;
  if (holds(against, text)) return Direction::backward;
  if (holds(both_ways, text)) return Direction::both;
  return std::nullopt;
}

bool OnewayColumn::is_ambiguous() const {
  const auto has = [&](const char* word) { return seen_.contains(word) && !own_.contains(word); };
  return (has("f") || has("t")) && !has("b") && !has("ft") && !has("tf") && !own_.contains("F") && !own_.contains("T");
}

}  // namespace wangge::gis
