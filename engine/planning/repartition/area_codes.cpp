#include "engine/planning/repartition/area_codes.h"

#include "engine/planning/grid_label.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 10 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool begins_with(const std::string& code, std::string_view prefix) {
  return std::string_view(code).substr(0, prefix.size()) == prefix;
}

}  // namespace

AreaCodes::AreaCodes(const territory::Territory& territory)
    : territory_(&territory), taken_(territory.areas.code.begin(), territory.areas.code.end()) {}

std::string AreaCodes::next(const std::vector<AreaId>& siblings) {
  const territory::Areas& areas = territory_->areas;
  std::string prefix = areas.code[siblings.front()];
  for (const AreaId area : siblings) {
    while (!begins_with(areas.code[area], prefix)) prefix.pop_back();
  }
  const AreaId above = areas.parent[siblings.front()];
  if (above.valid() && begins_with(prefix, areas.code[above])) prefix = areas.code[above];
  if (siblings.size() == 1 && !above.valid()) prefix.pop_back();
  std::size_t digits = 0;
  std::size_t greatest = 0;
  for (const AreaId area : siblings) {
    const std::string_view end = std::string_view(areas.code[area]).substr(prefix.size());
    if (!is_number(end)) {
      for (std::size_t number = 2;; ++number) {
        std::string code = fmt::format("{}-{}", areas.code[siblings.front()], number);
        if (taken_.insert(code).second) return code;
      }
    }
    std::size_t number = 0;
    std::from_chars(end.data(), end.data() + end.size(), number);
    greatest = std::max(greatest, number);
    digits = std::max(digits, end.size());
  }
  for (std::size_t number = greatest + 1;; ++number) {
    std::string code = grid_code(prefix, number, static_cast<int>(digits));
    if (taken_.insert(code).second) return code;
  }
}

std::string AreaCodes::next_under(std::string_view parent, std::size_t digits) {
  for (std::size_t number = 1;; ++number) {
    std::string code = grid_code(parent, number, static_cast<int>(digits));
    if (taken_.insert(code).second) return code;
  }
}

std::string divided_name(std::string_view name, int number) {
  constexpr std::array<std::string_view, 11> numerals = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
  if (!is_chinese(name)) return fmt::format("{} ({})", name, number);
  const auto at = static_cast<std::size_t>(number);
  return at < numerals.size() ? fmt::format("{}（{}）", name, numerals[at]) : fmt::format("{}（{}）", name, number);
}

}  // namespace wangge::planning
