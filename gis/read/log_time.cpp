#include "gis/read/log_time.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace wangge::gis {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

struct Group {
  std::string_view digits;
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::vector<Group> groups_of(std::string_view text) {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < text.size();) {
    if (!digit(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && digit(text[end])) ++end;
    groups.push_back({text.substr(i, end - i), i, end});
    i = end;
  }
  return groups;
}

/// 20261123081530 or 202611230815, spread as if separated.
std::string spread(std::string_view digits) {
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10 || i == 12) text += i < 8 ? '-' : i == 8 ? ' ' : ':';
    text += digits[i];
  }
  return text;
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

/// After the time of day a zone may follow: +08:00, -0500, Z.
std::size_t end_of_clock(std::string_view text, const std::vector<Group>& groups) {
  for (std::size_t i = 4; i < groups.size(); ++i) {
    const char before = text[groups[i].begin - 1];
    if (before == '+' || before == '-') return i;
  }
  return groups.size();
}

}  // namespace

std::optional<LogTime> parse_log_time(std::string_view text) {
  const std::vector<Group> first = groups_of(text);
  if (!first.empty() && (first[0].digits.size() == 14 || first[0].digits.size() == 12) && first[0].begin == 0) {
    return parse_log_time(spread(first[0].digits) + std::string(text.substr(first[0].end)));
  }
  const std::size_t count = end_of_clock(text, first);
  if (count < 5 || count > 7 || first[0].digits.size() != 4 || first[0].begin != 0) return std::nullopt;
  for (std::size_t i = 1; i < std::min<std::size_t>(count, 6); ++i) {
    if (first[i].digits.size() > 2) return std::nullopt;
  }
  std::array<int, 6> parts{};
  for (std::size_t i = 0; i < std::min<std::size_t>(count, 6); ++i) parts[i] = number(first[i].digits);
  std::int64_t fraction = 0;
  if (count == 7) {
    if (text[first[6].begin - 1] != '.' && text[first[6].begin - 1] != ',') return std::nullopt;
    for (std::size_t i = 0; i < 3; ++i) fraction = fraction * 10 + (i < first[6].digits.size() ? first[6].digits[i] - '0' : 0);
  }
  const std::string_view rest = text.substr(first[count - 1].end);
  if (rest.find("PM") != std::string_view::npos || rest.find("pm") != std::string_view::npos) {
    if (parts[3] < 1 || parts[3] > 12) return std::nullopt;
    parts[3] = parts[3] % 12 + 12;
  } else if (rest.find("AM") != std::string_view::npos || rest.find("am") != std::string_view::npos) {
    if (parts[3] < 1 || parts[3] > 12) return std::nullopt;
    parts[3] %= 12;
  }
  const std::chrono::year_month_day date = std::chrono::year(parts[0]) / parts[1] / parts[2];
  if (!date.ok() || parts[3] > 23 || parts[4] > 59 || parts[5] > 59) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  const std::int64_t seconds = days * 86'400 + parts[3] * 3600 + parts[4] * 60 + parts[5];
  return LogTime{core::Millis(seconds * 1000 + fraction), core::Millis(count == 5 ? 60'000 : count == 6 ? 1000 : 1)};
}

}  // namespace wangge::gis
