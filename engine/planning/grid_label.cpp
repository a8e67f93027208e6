#include "engine/planning/grid_label.h"

#include "engine/planning/move.h"

#include <algorithm>
#include <cmath>
#include <numeric>

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

std::vector<std::size_t> number_grids(std::span<const core::Position> centres) {
  if (centres.empty()) return {};
  const auto by_x = [](core::Position a, core::Position b) { return a.x < b.x; };
  const auto [west, east] = std::minmax_element(centres.begin(), centres.end(), by_x);
  std::size_t columns = 1;
  while (columns * columns < centres.size()) ++columns;
  const double width = (east->x - west->x) / static_cast<double>(columns);
  const auto column = [&, left = west->x](std::size_t i) {
    if (!(width > 0)) return std::size_t{0};
    return std::min(columns - 1, static_cast<std::size_t>((centres[i].x - left) / width));
  };
  std::vector<std::size_t> order(centres.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (column(a) != column(b)) return column(a) < column(b);
    return centres[a].y > centres[b].y;
  });
  std::vector<std::size_t> number(centres.size());
  for (std::size_t i = 0; i < order.size(); ++i) number[order[i]] = i + 1;
  return number;
}

}  // namespace wangge::planning
