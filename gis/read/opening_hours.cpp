#include "gis/read/opening_hours.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <utility>

namespace wangge::gis {
namespace {

constexpr int day_minutes = 24 * 60;
using Day = std::bitset<day_minutes>;
/// Monday to Sunday, then a public holiday.
constexpr std::size_t holiday = 7;
using Days = std::array<bool, 8>;
struct Week {
  std::array<Day, 8> days{};
  bool holidays_named = false;
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// At a separator outside brackets.
std::vector<std::string_view> parts_of(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '(') ++depth;
    if (i < text.size() && text[i] == ')') --depth;
    if (i < text.size() && (text[i] != separator || depth > 0)) continue;
    parts.push_back(trimmed(text.substr(begin, i - begin)));
    begin = i + 1;
  }
  return parts;
}

std::optional<std::size_t> day_of(std::string_view word) {
  constexpr std::array<std::string_view, 8> days = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH"};
  const auto found = std::find(days.begin(), days.end(), word);
  if (found == days.end()) return std::nullopt;
  return static_cast<std::size_t>(found - days.begin());
}

/// "Mo-Fr,Su,PH": the days, by number.
std::optional<Days> days_of(std::string_view text) {
  Days days{};
  for (const std::string_view part : parts_of(text, ',')) {
    const std::vector<std::string_view> ends = parts_of(part, '-');
    const auto first = day_of(ends.front());
    const auto last = day_of(ends.back());
    if (!first || !last || ends.size() > 2) return std::nullopt;
    if (ends.size() == 2 && (*first == holiday || *last == holiday)) return std::nullopt;
    for (std::size_t day = *first;; day = (day + 1) % 7) {
      days[day] = true;
      if (day == *last) break;
    }
  }
  return days;
}

/// "7:30", to 48:00, in minutes.
std::optional<int> minute_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == 0 || colon == std::string_view::npos || colon > 2 || text.size() != colon + 3) return std::nullopt;
  int hour = 0;
  int minute = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == colon) continue;
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    int& number = i < colon ? hour : minute;
    number = number * 10 + (text[i] - '0');
  }
  if (hour > 48 || minute > 59) return std::nullopt;
  return hour * 60 + minute;
}

/// Adds times to some days; what goes past midnight falls on the day after, of a holiday on one like it. False where a text is no
/// time.
bool add_times(std::string_view text, const Days& days, Week& week) {
  for (const std::string_view part : parts_of(text, ',')) {
    const std::vector<std::string_view> ends = parts_of(part, '-');
    if (ends.size() != 2) return false;
    const auto from = minute_of(ends[0]);
    auto to = minute_of(ends[1]);
    if (!from || !to || *from >= day_minutes) return false;
    if (*to <= *from) *to += day_minutes;
    for (std::size_t day = 0; day < days.size(); ++day) {
      if (!days[day]) continue;
      for (int minute = *from; minute < std::min(*to, 2 * day_minutes); ++minute) {
        const std::size_t later = day == holiday ? holiday : (day + static_cast<std::size_t>(minute / day_minutes)) % 7;
        week.days[later].set(static_cast<std::size_t>(minute % day_minutes));
      }
    }
  }
  return true;
}

/// "Su,PH off": takes the end away.
bool says_off(std::string_view& rule) {
  for (const std::string_view end : {std::string_view(" off"), std::string_view(" closed")}) {
    if (!rule.ends_with(end)) continue;
    rule = trimmed(rule.substr(0, rule.size() - end.size()));
    return true;
  }
  return false;
}

/// One rule between semicolons.
bool add_rule(std::string_view rule, Week& week) {
  if (rule.empty()) return true;
  const bool off = says_off(rule);
  Days days{};
  days.fill(true);
  if (rule == "24/7") rule = "00:00-24:00";
  const bool has_days = !(rule[0] >= '0' && rule[0] <= '9');
  if (has_days) {
    const std::size_t blank = rule.find_first_of("0123456789");
    const auto named = days_of(trimmed(rule.substr(0, blank)));
    if (!named) return false;
    days = *named;
    rule = blank == std::string_view::npos ? std::string_view("00:00-24:00") : rule.substr(blank);
  }
  if (off && (!has_days || rule != "00:00-24:00")) return false;
  for (std::size_t day = 0; day < days.size(); ++day) {
    if (days[day] && has_days) week.days[day].reset();
  }
  week.holidays_named = week.holidays_named || (has_days && days[holiday]);
  return off || add_times(rule, days, week);
}

bool within(const Week& week, unsigned hour, DayKind day) {
  const std::size_t middle = std::size_t{hour} * 60 + 30;
  switch (day) {
    case DayKind::saturday:
      return week.days[5].test(middle);
    case DayKind::sunday:
      return week.days[6].test(middle);
    case DayKind::holiday:
      if (week.holidays_named) return week.days[holiday].test(middle);
      break;
    case DayKind::workday:
      break;
  }
  int days = 0;
  for (std::size_t each = 0; each < 5; ++each) days += week.days[each].test(middle) ? 1 : 0;
  return days >= 3;
}

/// "Mo", "monday", "Monday".
std::optional<std::size_t> day_named(std::string_view word) {
  if (word.size() < 2) return std::nullopt;
  constexpr std::array<std::string_view, 7> names = {"monday", "tuesday",  "wednesday", "thursday",
                                                     "friday", "saturday", "sunday"};
  std::string lower(word);
  for (char& letter : lower) letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  for (std::size_t day = 0; day < names.size(); ++day) {
    if (lower == names[day] || lower == names[day].substr(0, 2) || lower == names[day].substr(0, 3)) return day;
  }
  return std::nullopt;
}

}  // namespace

std::optional<HourSet> hours_on(std::string_view text, DayKind day) {
  Week week{};
  for (const std::string_view rule : parts_of(trimmed(text), ';')) {
    if (!add_rule(rule, week)) return std::nullopt;
  }
  HourSet hours = 0;
  for (unsigned hour = 0; hour < 24; ++hour) {
    if (within(week, hour, day)) hours |= 1U << hour;
  }
  return hours;
}

namespace {

/// Full-width digits and colons, as Chinese keyboards write them, in their usual form.
std::string narrowed(std::string_view text) {
  std::string narrow;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto last = i + 2 < text.size() ? static_cast<unsigned char>(text[i + 2]) : 0U;
    const bool wide = text.substr(i).starts_with("\xEF\xBC") && last >= 0x90 && last <= 0x9A;
    narrow += wide ? static_cast<char>(last - 0x90 + '0') : text[i];
    i += wide ? 2 : 0;
  }
  return narrow;
}

}  // namespace

std::optional<int> clock_minute(std::string_view written) {
  const std::string text = narrowed(trimmed(written));
  std::string word;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    const auto digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    const bool parts = letter == '.' && digit(i + 1);
    if (parts && std::count(word.begin(), word.end(), ':') == 2) {
      // Parts of a second.
      while (i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9') ++i;
      continue;
    }
    // 7.6 may be six minutes past or thirty-six.
    if (parts && !digit(i + 2)) return std::nullopt;
    if (parts) word += ':';
    if (letter == ' ' || letter == '.') continue;
    word += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  const auto cut = [&](std::string_view end) {
    if (!word.ends_with(end)) return false;
    word.resize(word.size() - end.size());
    return true;
  };
  const bool before_noon = cut("am");
  const bool after_noon = !before_noon && cut("pm");
  if (!before_noon && !after_noon) static_cast<void>(cut("h"));
  std::vector<int> numbers;
  for (const std::string_view part : parts_of(word, ':')) {
    if (part.empty() || part.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    if (part.size() > 2 && (part.size() > 4 || word.size() != part.size())) return std::nullopt;
    if (part.size() == 3 && part.front() == '0') return std::nullopt;
    int number = 0;
    for (const char digit : part) number = number * 10 + (digit - '0');
    numbers.push_back(number);
  }
  if (numbers.size() > 3) return std::nullopt;
  if (word.size() > 2 && numbers.size() == 1) numbers = {numbers[0] / 100, numbers[0] % 100};
  numbers.resize(3, 0);
  int hour = numbers[0];
  if ((before_noon || after_noon) && (hour < 1 || hour > 12)) return std::nullopt;
  if (before_noon || after_noon) hour = hour % 12 + (after_noon ? 12 : 0);
  const int minute = hour * 60 + numbers[1];
  if (numbers[1] > 59 || numbers[2] > 59 || minute > day_minutes) return std::nullopt;
  return minute;
}

std::string spans_in_no_hour(std::string_view text) {
  constexpr const char* of_times = "0123456789:-";
  std::string plain(text);
  std::erase(plain, ' ');
  // Days go before times: "Mo-Fr07:45-08:15".
  std::string found;
  for (std::size_t begin = plain.find_first_of("0123456789"); begin != std::string::npos;) {
    const std::size_t end = std::min(plain.find_first_not_of(of_times, begin), plain.size());
    const std::string span = plain.substr(begin, end - begin);
    begin = plain.find_first_of("0123456789", end);
    const std::vector<std::string_view> ends = parts_of(span, '-');
    if (ends.size() != 2 || !minute_of(ends[0]) || !minute_of(ends[1])) continue;
    if (hours_between(ends[0], ends[1]) == HourSet{0}) found += (found.empty() ? "" : ", ") + span;
  }
  return found;
}

std::optional<HourSet> hours_between(std::string_view on, std::string_view off) {
  const std::vector<std::string_view> begins = parts_of(on, ';');
  const std::vector<std::string_view> ends = parts_of(off, ';');
  if (begins.size() != ends.size()) return std::nullopt;
  HourSet hours = 0;
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const auto from = clock_minute(begins[i]);
    auto to = clock_minute(ends[i]);
    if (!from || !to) return std::nullopt;
    if (*to <= *from) *to += day_minutes;
    for (unsigned hour = 0; hour < 24; ++hour) {
      const int middle = static_cast<int>(hour) * 60 + 30;
      if ((middle >= *from && middle < *to) || middle + day_minutes < *to) hours |= 1U << hour;
    }
  }
  return hours;
}

std::optional<bool> days_between(std::string_view on, std::string_view off, DayKind day) {
  const auto first = day_named(trimmed(on));
  const auto last = day_named(trimmed(off));
  if (!first || !last) return std::nullopt;
  if (day == DayKind::holiday) return false;
  int within = 0;
  for (std::size_t each = *first;; each = (each + 1) % 7) {
    within += day == DayKind::workday ? (each < 5 ? 1 : 0) : (each == (day == DayKind::saturday ? 5U : 6U) ? 3 : 0);
    if (each == *last) break;
  }
  return within >= 3;
}

std::optional<std::vector<ConditionalValue>> conditional_values(std::string_view text, DayKind day) {
  std::vector<ConditionalValue> values;
  for (const std::string_view part : parts_of(text, ';')) {
    if (part.empty()) continue;
    const std::size_t at = part.find('@');
    if (at == std::string_view::npos) {
      // "no @ Mo-Fr 07:00-09:00; Sa 08:00-12:00", without brackets, cannot be told from a new part.
      return std::nullopt;
    }
    std::string_view condition = trimmed(part.substr(at + 1));
    if (condition.starts_with('(') && condition.ends_with(')')) condition = condition.substr(1, condition.size() - 2);
    const auto hours = hours_on(condition, day);
    const std::string_view value = trimmed(part.substr(0, at));
    if (!hours || value.empty()) return std::nullopt;
    values.push_back({std::string(value), *hours});
  }
  if (values.empty()) return std::nullopt;
  return values;
}

}  // namespace wangge::gis
