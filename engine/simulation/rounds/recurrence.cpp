#include "engine/simulation/rounds/recurrence.h"

#include "engine/core/error.h"
#include "engine/simulation/people/shifts.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <limits>
#include <utility>

#include <fmt/format.h>

namespace wangge::simulation {
namespace {

constexpr std::array<std::string_view, 7> long_names = {"monday", "tuesday",  "wednesday", "thursday",
                                                        "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 5> ordinals = {"last", "first", "second", "third", "fourth"};

[[noreturn]] void refuse(std::string_view line, const std::string& zh, const std::string& en) {
  throw core::Error(
      core::ErrorCode::usage,
      {.zh = fmt::format("“{}”：{}；应写作 every tuesday 19:00-21:00、mon-fri 09:00-11:00、every 3 days 09:00-11:00 "
                         "或 first friday of the month 14:00-16:00",
                         line, zh),
       .en = fmt::format("\"{}\": {}; write every tuesday 19:00-21:00, mon-fri 09:00-11:00, every 3 days 09:00-11:00 or "
                         "first friday of the month 14:00-16:00",
                         line, en)});
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    if (space > 0) words.push_back(text.substr(0, space));
    if (space == std::string_view::npos) break;
    text.remove_prefix(space + 1);
  }
  return words;
}

std::optional<std::size_t> weekday(std::string_view word) {
  if (!word.empty() && word.back() == ',') word.remove_suffix(1);
  const auto found = std::find_if(long_names.begin(), long_names.end(),
                                  [&](std::string_view name) { return word == name || word == name.substr(0, 3); });
  if (found == long_names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - long_names.begin());
}

std::optional<int> whole_number(std::string_view text) {
  int value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The only window of that day, as shifts read it.
TimeWindow hours_of(const std::string& line, std::string_view hours) {
  try {
    const WeeklyShifts shifts = WeeklyShifts::parse(std::vector<std::string>{"mon " + std::string(hours)});
    return {shifts.windows().front().start, shifts.windows().front().end};
  } catch (const core::Error&) {
    refuse(line, fmt::format("“{}”不是起止时刻", hours), fmt::format("\"{}\" are no hours from-to", hours));
  }
}

/// The days of a line as shifts write them.
std::array<bool, 7> usual_days(const std::string& line, std::string_view days) {
  try {
    const WeeklyShifts shifts = WeeklyShifts::parse(std::vector<std::string>{std::string(days) + " 00:00-00:01"});
    std::array<bool, 7> on{};
    for (const WeeklyShifts::Window& window : shifts.windows())
      on[static_cast<std::size_t>(window.start.value / day_length.value)] = true;
    return on;
  } catch (const core::Error&) {
    refuse(line, fmt::format("不认识的日子“{}”", days), fmt::format("unknown days \"{}\"", days));
  }
}

}  // namespace

/// Two lines of days of the week, of every so many days, or of the same day of the month, on some day at the same time. Lines
/// of different days that fall together now and then are one window.
bool Recurrence::overlap(const Rule& a, const Rule& b) {
  if (a.days != b.days || a.n != b.n) return false;
  const auto meet = [&](std::int64_t days) {
    const core::Millis shift = day_length * days;
    return a.start < b.end + shift && b.start + shift < a.end;
  };
  if (a.days == Days::every_n) return meet(0) || (a.n == 1 && (meet(1) || meet(-1)));
  for (std::size_t day = 0; day < 7; ++day) {
    if (!a.weekday[day]) continue;
    if (b.weekday[day] && meet(0)) return true;
    if (a.days == Days::of_month) continue;
    if ((b.weekday[(day + 1) % 7] && meet(1)) || (b.weekday[(day + 6) % 7] && meet(-1))) return true;
  }
  return false;
}

Recurrence::Rule Recurrence::rule_of(const std::string& line) {
  const std::size_t space = line.rfind(' ');
  if (space == std::string::npos) refuse(line, "缺少日子或时段", "it lacks days or hours");
  const TimeWindow hours = hours_of(line, std::string_view(line).substr(space + 1));
  Rule rule{.days = Days::weekdays, .weekday = {}, .n = 0, .start = hours.start, .end = hours.end};
  const std::string_view days = std::string_view(line).substr(0, space);
  const std::vector<std::string_view> words = words_of(days);
  const auto ordinal = words.empty() ? ordinals.end() : std::find(ordinals.begin(), ordinals.end(), words[0]);
  if (ordinal != ordinals.end()) {
    const auto day = words.size() > 1 ? weekday(words[1]) : std::nullopt;
    const bool of_month = words.size() == 5 && words[2] == "of" && words[3] == "the" && words[4] == "month";
    if (!day || !of_month) refuse(line, "应为某月第几个星期几", "expected such a weekday of the month");
    rule.days = Days::of_month;
    rule.weekday[*day] = true;
    rule.n = static_cast<int>(ordinal - ordinals.begin());
    return rule;
  }
  if (words.size() < 2 || words[0] != "every") {
    rule.weekday = usual_days(line, days);
    return rule;
  }
  if (words.size() == 3 && words[2] == "days") {
    const std::optional<int> count = whole_number(words[1]);
    if (!count || *count < 1 || *count > 366)
      refuse(line, fmt::format("“{}”应为 1 至 366 的整数", words[1]),
             fmt::format("\"{}\": expected a whole number from 1 to 366", words[1]));
    rule.days = Days::every_n;
    rule.n = *count;
    return rule;
  }
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "and" || words[i] == "day") {
      if (words[i] == "day") rule.weekday.fill(true);
      continue;
    }
    const auto day = weekday(words[i]);
    if (!day) refuse(line, fmt::format("没有“{}”这一天", words[i]), fmt::format("there is no day \"{}\"", words[i]));
    rule.weekday[*day] = true;
  }
  return rule;
}

Recurrence Recurrence::parse(std::span<const std::string> lines) {
  Recurrence recurrence;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Rule rule = rule_of(lines[i]);
    for (std::size_t j = 0; j < i; ++j) {
      if (!overlap(recurrence.rules_[j], rule)) continue;
      throw core::Error(core::ErrorCode::usage,
                        {.zh = fmt::format("“{}”与“{}”重叠；请合写为一段，或让一段在另一段开始时结束", lines[i], lines[j]),
                         .en = fmt::format("\"{}\" overlaps \"{}\"; write both as one, or end one where the other begins",
                                           lines[i], lines[j])});
    }
    recurrence.rules_.push_back(rule);
  }
  return recurrence;
}

bool Recurrence::needs_calendar() const {
  return std::any_of(rules_.begin(), rules_.end(), [](const Rule& rule) { return rule.days == Days::of_month; });
}

bool Recurrence::comes(const Rule& rule, std::size_t day, const std::optional<Calendar>& calendar) {
  if (rule.days == Days::every_n) return day % static_cast<std::size_t>(rule.n) == 0;
  if (!rule.weekday[day % 7]) return false;
  if (rule.days == Days::weekdays) return true;
  assert(calendar && "months are known by a calendar");
  const std::chrono::year_month_day date = calendar->date(day);
  const auto place = (static_cast<unsigned>(date.day()) - 1) / 7 + 1;
  if (rule.n > 0) return place == static_cast<unsigned>(rule.n);
  return calendar->date(day + 7).month() != date.month();
}

std::vector<TimeWindow> Recurrence::windows(core::Millis from, core::Millis to, const std::optional<Calendar>& calendar) const {
  std::vector<TimeWindow> all;
  const auto eve = [&](const Rule& rule) {  // the sunday before: that of the week before
    if (rule.days == Days::every_n) return rule.n == 1;
    if (!calendar) return comes(rule, 6, calendar);
    return comes(rule, 6, Calendar{.first = calendar->first - std::chrono::days(7), .holidays = {}});
  };
  for (const Rule& rule : rules_) {
    const core::Millis end = rule.end - day_length;
    if (end > from && eve(rule)) all.push_back({from, end});
  }
  for (std::size_t day = 0; day_length * static_cast<std::int64_t>(day) < to; ++day) {
    const core::Millis midnight = day_length * static_cast<std::int64_t>(day);
    for (const Rule& rule : rules_) {
      const core::Millis start = midnight + rule.start;
      const core::Millis end = midnight + rule.end;
      if (end <= from || start >= to || !comes(rule, day, calendar)) continue;
      all.push_back({std::max(start, from), end});
    }
  }
  std::sort(all.begin(), all.end(), [](const TimeWindow& a, const TimeWindow& b) { return a.start < b.start; });
  std::vector<TimeWindow> merged;
  for (const TimeWindow& window : all) {
    if (!merged.empty() && window.start <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, window.end);
    } else {
      merged.push_back(window);
    }
  }
  return merged;
}

Cycle Cycle::parse(const std::string& text) {
  std::vector<std::string_view> words = words_of(text);
  if (!words.empty() && words.front() == "household") words.erase(words.begin());
  const std::size_t count = words.size();
  if (count == 2 && words[0] == "every" && words[1] == "time") return {Unit::each, 1};
  if (count == 1 && words[0] == "once") return once();
  if (count == 3 && words[0] == "every" && words[2] == "days") {
    const std::optional<int> days = whole_number(words[1]);
    if (days && *days >= 1 && *days <= 3660) return {Unit::days, *days};
  }
  if (count == 3 && words[0] == "once" && words[1] == "a") {
    static constexpr std::array<std::pair<std::string_view, int>, 3> months = {{{"month", 1}, {"quarter", 3}, {"year", 12}}};
    if (words[2] == "day") return {Unit::days, 1};
    if (words[2] == "week") return {Unit::days, 7};
    for (const auto& [name, length] : months) {
      if (words[2] == name) return {Unit::months, length};
    }
  }
  throw core::Error(
      core::ErrorCode::usage,
      {.zh = fmt::format("“{}”不可用；应写作 household once a quarter（或 day、week、month、year）、household every 14 "
                         "days、household every time 或 household once",
                         text),
       .en = fmt::format("\"{}\" is not understood; write household once a quarter (or day, week, month, year), household "
                         "every 14 days, household every time or household once",
                         text)});
}

std::int64_t Cycle::turn_of(std::int64_t day, const std::optional<Calendar>& calendar) const {
  if (unit_ == Unit::whole) return 0;
  if (unit_ == Unit::days) return day / count_;
  assert(calendar && "months are known by a calendar");
  const std::chrono::year_month_day date = calendar->date(static_cast<std::size_t>(day));
  return (static_cast<int>(date.year()) * 12 + static_cast<int>(static_cast<unsigned>(date.month())) - 1) / count_;
}

core::Millis Cycle::end_of_turn(std::int64_t number, std::int64_t day, const std::optional<Calendar>& calendar) const {
  if (unit_ == Unit::days) return day_length * ((number + 1) * count_);
  if (unit_ != Unit::months) return core::Millis(std::numeric_limits<std::int64_t>::max());
  while (turn_of(day, calendar) == number) ++day;
  return day_length * day;
}

std::vector<Cycle::Turn> Cycle::turns(std::span<const TimeWindow> windows, core::Millis horizon,
                                      const std::optional<Calendar>& calendar) const {
  std::vector<Turn> turns;
  std::int64_t last = std::numeric_limits<std::int64_t>::min();
  for (const TimeWindow& window : windows) {
    const std::int64_t number = unit_ == Unit::each ? last + 1 : turn_of(window.start.value / day_length.value, calendar);
    if (number == last) continue;
    last = number;
    if (unit_ == Unit::each && !turns.empty()) turns.back().end = window.start;
    turns.push_back({window.start, end_of_turn(number, window.start.value / day_length.value, calendar), true});
  }
  for (Turn& turn : turns) turn.whole = unit_ != Unit::whole && turn.end <= horizon;
  while (!turns.empty() && turns.back().start >= horizon) turns.pop_back();
  return turns;
}

}  // namespace wangge::simulation
