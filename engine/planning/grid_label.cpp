#include "engine/planning/grid_label.h"

#include "engine/planning/move.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>
#include <tuple>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

/// Whether UTF-8 text holds a CJK ideograph of the basic plane (U+3400 to U+9FFF: lead bytes E3 90 to E9 BF).
bool has_ideograph(std::string_view text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(text[i + 1]);
    if ((lead == 0xE3 && next >= 0x90) || (lead >= 0xE4 && lead <= 0xE9)) return true;
  }
  return false;
}

constexpr std::array<std::string_view, 10> chinese_digits = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
constexpr std::array<std::string_view, 4> chinese_tens = {"", "十", "百", "千"};

/// "十二", "一百零五"; digits from ten thousand on.
std::string chinese_number(std::size_t number) {
  if (number == 0 || number > 9999) return std::to_string(number);
  std::string words;
  bool gap = false;
  for (std::size_t place = 4, unit = 1000; place-- > 0; unit /= 10) {
    const std::size_t digit = number / unit % 10;
    if (digit == 0) {
      gap = gap || !words.empty();
      continue;
    }
    if (gap) words += chinese_digits[0];
    gap = false;
    const bool plain_ten = place == 1 && digit == 1 && words.empty();
    if (!plain_ten) words += chinese_digits[digit];
    words += chinese_tens[place];
  }
  return words;
}

struct NumberedName {
  std::string_view before, after;
  bool chinese = false;
};

bool is_chinese_digit(std::string_view sign) {
  return std::find(chinese_digits.begin(), chinese_digits.end(), sign) != chinese_digits.end() || sign == "十" || sign == "百" ||
         sign == "千";
}

/// A name around its number: that after the last 第, or the digits at the end; nothing where there is none.
std::optional<NumberedName> numbered_name(std::string_view name) {
  constexpr std::string_view ordinal = "第";
  if (const std::size_t at = name.rfind(ordinal); at != std::string_view::npos) {
    const std::size_t begin = at + ordinal.size();
    std::size_t end = begin;
    while (end < name.size() && name[end] >= '0' && name[end] <= '9') ++end;
    if (end > begin) return NumberedName{name.substr(0, begin), name.substr(end), false};
    while (end + 3 <= name.size() && is_chinese_digit(name.substr(end, 3))) end += 3;
    if (end > begin) return NumberedName{name.substr(0, begin), name.substr(end), true};
  }
  const std::size_t last = name.find_last_not_of("0123456789");
  const std::size_t begin = last == std::string_view::npos ? 0 : last + 1;
  if (begin == 0 || begin == name.size()) return std::nullopt;
  return NumberedName{name.substr(0, begin), {}, false};
}

}  // namespace

std::string_view name(GridKind kind) { return kind == GridKind::dedicated ? "dedicated" : "comprehensive"; }

std::string grid_code(std::string_view parent, std::size_t number, int digits) {
  return fmt::format("{}{:0{}}", parent, number, digits);
}

bool is_chinese(std::string_view name) { return has_ideograph(name); }

bool has_digits(std::string_view code, std::size_t from, int digits) {
  if (code.size() != from + static_cast<std::size_t>(digits)) return false;
  return std::all_of(code.begin() + static_cast<std::ptrdiff_t>(from), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string grid_name(std::string_view parent, std::size_t number) {
  return has_ideograph(parent) ? fmt::format("{}第{}网格", parent, number) : fmt::format("{} {}", parent, number);
}

CodeSeries code_series(std::string_view parent, std::string_view model, std::string_view model_parent, int digits) {
  const std::size_t last = model.find_last_not_of("0123456789");
  const std::size_t letters_end = std::max(model_parent.size(), last == std::string_view::npos ? 0 : last + 1);
  const bool lettered = letters_end > model_parent.size() && letters_end < model.size() && model.starts_with(model_parent);
  if (!lettered) return {std::string(parent), digits};
  const std::string_view letters = model.substr(model_parent.size(), letters_end - model_parent.size());
  return {fmt::format("{}{}", parent, letters), static_cast<int>(model.size() - letters_end)};
}

std::size_t trailing_number(std::string_view code) {
  const std::size_t last = code.find_last_not_of("0123456789");
  std::size_t number = 0;
  for (const char digit : code.substr(last == std::string_view::npos ? 0 : last + 1)) {
    if (number > 99'999'999) return 0;  // digits of a whole area's code, no number of a grid
    number = 10 * number + static_cast<std::size_t>(digit - '0');
  }
  return number;
}

std::string grid_name_like(std::string_view parent, std::size_t number, std::string_view model, std::string_view model_parent) {
  const auto numbered = numbered_name(model);
  if (!numbered) return grid_name(parent, number);
  std::string before(numbered->before);
  if (before.starts_with(model_parent)) before = fmt::format("{}{}", parent, before.substr(model_parent.size()));
  return fmt::format("{}{}{}", before, numbered->chinese ? chinese_number(number) : std::to_string(number), numbered->after);
}

std::vector<std::size_t> number_grids(std::span<const core::Position> centres) {
  if (centres.empty()) return {};
  // In whole centimetres: what rounding noise parts counts as beside each other.
  struct Place {
    std::int64_t x = 0;
    std::int64_t y = 0;
  };
  std::vector<Place> places;
  places.reserve(centres.size());
  for (const core::Position& centre : centres) places.push_back({std::llround(100 * centre.x), std::llround(100 * centre.y)});
  const auto by_x = [](const Place& a, const Place& b) { return a.x < b.x; };
  const auto [west, east] = std::minmax_element(places.begin(), places.end(), by_x);
  std::int64_t columns = 1;
  while (columns * columns < static_cast<std::int64_t>(centres.size())) ++columns;
  const std::int64_t width = std::max<std::int64_t>(1, east->x - west->x);
  const auto column = [&, left = west->x](const Place& place) {
    return std::min(columns - 1, (place.x - left) * columns / width);
  };
  std::vector<std::size_t> order(centres.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto key = [&](std::size_t i) { return std::tuple(column(places[i]), -places[i].y, places[i].x); };
    return key(a) < key(b);
  });
  std::vector<std::size_t> number(centres.size());
  for (std::size_t i = 0; i < order.size(); ++i) number[order[i]] = i + 1;
  return number;
}

}  // namespace wangge::planning
