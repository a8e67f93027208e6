#include "engine/planning/codes/code_layout.h"

#include "engine/planning/grid_label.h"

#include <algorithm>
#include <charconv>
#include <numeric>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

constexpr int most_digits = 18;

}  // namespace

int CodeLayout::length() const { return std::accumulate(digits.begin(), digits.end(), 0); }

std::optional<CodeLayout> code_layout(std::string_view text) {
  CodeLayout layout;
  while (true) {
    const std::size_t end = std::min(text.find('+'), text.size());
    int digits = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + end, digits);
    if (error != std::errc() || rest != text.data() + end || digits < 1 || digits > most_digits) return std::nullopt;
    layout.digits.push_back(digits);
    if (end == text.size()) break;
    text.remove_prefix(end + 1);
  }
  if (layout.digits.size() < 2) return std::nullopt;
  return layout;
}

std::string text_of(const CodeLayout& layout) {
  std::string text;
  for (const int digits : layout.digits) text += fmt::format("{}{}", text.empty() ? "" : "+", digits);
  return text;
}

std::optional<core::Text> layout_problem(const CodeLayout& layout, const territory::Territory& territory) {
  const std::size_t parts = layout.digits.size() - 1;
  for (const territory::AreaId area : core::ids<territory::AreaId>(territory.areas.size())) {
    const std::size_t above_lowest = territory.levels.size() - 1 - territory.areas.level[area].value();
    if (above_lowest >= parts) continue;
    const auto end = layout.digits.begin() + static_cast<std::ptrdiff_t>(parts - above_lowest);
    const int expected = std::accumulate(layout.digits.begin(), end, 0);
    const std::string& code = territory.areas.code[area];
    if (has_digits(code, 0, expected)) continue;
    const std::string& level = territory.levels[territory.areas.level[area].value()].name;
    return core::Text{.zh = fmt::format("{} 级辖区“{}”的编码 {} 不是 {} 位数字，而编码格式 {} 要求如此", level,
                                        territory.areas.name[area], code, expected, text_of(layout)),
                      .en = fmt::format("the code {} of {} '{}' is not {} digits, as the layout {} has it", code, level,
                                        territory.areas.name[area], expected, text_of(layout))};
  }
  return std::nullopt;
}

}  // namespace wangge::planning
