#include "gis/read/duration_words.h"

#include <array>
#include <cmath>
#include <vector>

namespace wangge::gis {
namespace {

constexpr double week = 7 * 86400;

/// Digits, with a fraction where one is allowed; nothing for anything else.
std::optional<double> number_of(std::string_view text, bool fraction) {
  std::size_t points = 0;
  for (const char c : text) {
    if (c == '.' && fraction) {
      ++points;
    } else if (c < '0' || c > '9') {
      return std::nullopt;
    }
  }
  if (text.empty() || text.size() > 9 || points > 1 || text.front() == '.' || text.back() == '.') return std::nullopt;
  double number = 0;
  double place = 0;  // of the digit, behind the point
  for (const char c : text) {
    if (c == '.') {
      place = 1;
    } else if (place > 0) {
      place /= 10;
      number += place * (c - '0');
    } else {
      number = 10 * number + (c - '0');
    }
  }
  return number;
}

/// hh:mm, hh:mm:ss or whole minutes, in seconds.
std::optional<double> clock_seconds(std::string_view text) {
  std::vector<double> parts;
  while (true) {
    const std::size_t end = text.find(':');
    const std::string_view part = text.substr(0, end);
    const auto number = number_of(part, false);
    const bool later = !parts.empty();
    if (!number || (later && (part.size() != 2 || *number >= 60))) return std::nullopt;
    parts.push_back(*number);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  if (parts.size() == 1) return parts[0] * 60;
  if (parts.size() > 3) return std::nullopt;
  return parts[0] * 3600 + parts[1] * 60 + (parts.size() == 3 ? parts[2] : 0.0);
}

/// P1DT2H3M4S, in seconds; years and months have no fixed length.
std::optional<double> iso_seconds(std::string_view text) {
  struct Unit {
    char letter;
    bool after_t;
    double seconds;
  };
  constexpr std::array<Unit, 5> units = {
      {{'W', false, week}, {'D', false, 86400}, {'H', true, 3600}, {'M', true, 60}, {'S', true, 1}}};
  text.remove_prefix(1);
  bool after_t = false;
  std::size_t next = 0;
  double sum = 0;
  bool any = false;
  while (!text.empty()) {
    if (text.front() == 'T' && !after_t) {
      after_t = true;
      any = false;
      text.remove_prefix(1);
      continue;
    }
    std::size_t digits = 0;
    while (digits < text.size() && ((text[digits] >= '0' && text[digits] <= '9') || text[digits] == '.')) ++digits;
    const auto number = number_of(text.substr(0, digits), true);
    if (!number || digits == text.size()) return std::nullopt;
    while (next < units.size() && (units[next].letter != text[digits] || units[next].after_t != after_t)) ++next;
    if (next == units.size()) return std::nullopt;
    sum += *number * units[next++].seconds;
    any = true;
    text.remove_prefix(digits + 1);
  }
  return any ? std::optional(sum) : std::nullopt;
}

}  // namespace

std::optional<core::Millis> duration_of(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const auto seconds = text.front() == 'P' ? iso_seconds(text) : clock_seconds(text);
  if (!seconds || !(*seconds > 0) || *seconds > week) return std::nullopt;
  return core::Millis(std::llround(*seconds * 1000));
}

}  // namespace wangge::gis
