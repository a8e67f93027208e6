#include "engine/simulation/people/shifts.h"

#include "engine/core/error.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include <fmt/format.h>

namespace wangge::simulation {
namespace {

using Window = WeeklyShifts::Window;

constexpr std::array<std::string_view, 7> day_names = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

[[noreturn]] void refuse(std::string_view line, const std::string& zh, const std::string& en) {
  throw core::Error(core::ErrorCode::usage,
                    {.zh = fmt::format("“{}”：{}；应写作 mon-fri 08:00-12:00 或 daily 22:00-06:00", line, zh),
                     .en = fmt::format("\"{}\": {}; write mon-fri 08:00-12:00 or daily 22:00-06:00", line, en)});
}

std::size_t day_of(std::string_view line, std::string_view word) {
  const auto found = std::find(day_names.begin(), day_names.end(), word);
  if (found == day_names.end()) {
    refuse(line, fmt::format("没有“{}”这一天", word), fmt::format("there is no day \"{}\"", word));
  }
  return static_cast<std::size_t>(found - day_names.begin());
}

std::array<bool, 7> days_of(std::string_view line, std::string_view text) {
  std::array<bool, 7> days{};
  if (text == "daily") {
    days.fill(true);
    return days;
  }
  while (true) {
    const std::size_t comma = text.find(',');
    const std::string_view part = text.substr(0, comma);
    const std::size_t dash = part.find('-');
    const std::size_t first = day_of(line, part.substr(0, dash));
    const std::size_t last = dash == std::string_view::npos ? first : day_of(line, part.substr(dash + 1));
    for (std::size_t day = first; true; day = (day + 1) % 7) {
      days[day] = true;
      if (day == last) break;
    }
    if (comma == std::string_view::npos) return days;
    text.remove_prefix(comma + 1);
  }
}

/// "08:30" after midnight.
core::Millis time_of(std::string_view line, std::string_view text) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() == 5 && text[2] == ':' && digit(0) && digit(1) && digit(3) && digit(4)) {
    const int hour = (text[0] - '0') * 10 + (text[1] - '0');
    const int minute = (text[3] - '0') * 10 + (text[4] - '0');
    if (minute < 60 && hour * 60 + minute <= 24 * 60) return core::Millis(std::int64_t{60'000} * (hour * 60 + minute));
  }
  refuse(line, fmt::format("“{}”不是 00:00 到 24:00 的时刻", text),
         fmt::format("\"{}\" is not a time from 00:00 to 24:00", text));
}

struct Written {
  Window window;
  const std::string* line;
};

/// The hours of the day; those that end after midnight end beyond 24:00.
Window hours_of(const std::string& line, std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) refuse(line, "缺少日子或时段", "it lacks days or hours");
  const core::Millis start = time_of(line, text.substr(0, dash));
  const core::Millis end = time_of(line, text.substr(dash + 1));
  if (start == day_length) {
    refuse(line, "24:00 只能是结束时刻（应写次日 00:00）", "24:00 can only be an end (write 00:00 of the next day)");
  }
  if (start == end) {
    refuse(line, "结束与开始相同（全天应写 00:00-24:00）", "it ends when it starts (write 00:00-24:00 for a whole day)");
  }
  return {start, end < start ? end + day_length : end};
}

/// Windows come back every week.
bool overlap(const Window& a, const Window& b) {
  const auto meet = [&](core::Millis shift) { return a.start < b.end + shift && b.start + shift < a.end; };
  return meet(core::Millis(0)) || meet(week_length) || meet(core::Millis(0) - week_length);
}

void append(std::vector<Written>& windows, const std::string& line) {
  const std::size_t space = line.find(' ');
  if (space == std::string::npos) refuse(line, "缺少日子或时段", "it lacks days or hours");
  const std::string_view text(line);
  const std::array<bool, 7> days = days_of(text, text.substr(0, space));
  const Window hours = hours_of(line, text.substr(space + 1));
  for (std::size_t day = 0; day < days.size(); ++day) {
    if (!days[day]) continue;
    const core::Millis midnight = day_length * static_cast<std::int64_t>(day);
    const Window added{midnight + hours.start, midnight + hours.end};
    const auto other =
        std::find_if(windows.begin(), windows.end(), [&](const Written& before) { return overlap(added, before.window); });
    if (other != windows.end()) {
      throw core::Error(
          core::ErrorCode::usage,
          {.zh = fmt::format("“{}”：{} 与“{}”重叠；请合写为一段，或让一段在另一段开始时结束", line, day_names[day], *other->line),
           .en = fmt::format("\"{}\": on {} it overlaps \"{}\"; write both as one, or end one where the other begins", line,
                             day_names[day], *other->line)});
    }
    windows.push_back({added, &line});
  }
}

void merge_touching(std::vector<Window>& windows) {
  std::sort(windows.begin(), windows.end(), [](const Window& a, const Window& b) { return a.start < b.start; });
  std::vector<Window> merged;
  for (const Window& window : windows) {
    if (!merged.empty() && merged.back().end == window.start) {
      merged.back().end = window.end;
    } else {
      merged.push_back(window);
    }
  }
  if (merged.size() > 1 && merged.back().end == merged.front().start + week_length) {
    merged.back().end = merged.front().end + week_length;
    merged.erase(merged.begin());
  }
  windows = std::move(merged);
}

}  // namespace

WeeklyShifts WeeklyShifts::parse(std::span<const std::string> lines) {
  std::vector<Written> written;
  for (const std::string& line : lines) append(written, line);
  WeeklyShifts shifts;
  for (const Written& one : written) shifts.windows_.push_back(one.window);
  merge_touching(shifts.windows_);
  return shifts;
}

bool WeeklyShifts::on(core::Millis time) const {
  const core::Millis within(time.value % week_length.value);
  return std::any_of(windows_.begin(), windows_.end(), [&](const Window& window) {
    return (window.start <= within && within < window.end) || within + week_length < window.end;
  });
}

core::Millis WeeklyShifts::before(core::Millis time) const {
  const std::int64_t weeks = time.value / week_length.value;
  const core::Millis rest(time.value % week_length.value);
  core::Millis sum(0);
  for (const Window& window : windows_) {
    sum += (window.end - window.start) * weeks;
    sum += std::max(core::Millis(0), std::min({rest, window.end, week_length}) - window.start);
    sum += std::max(core::Millis(0), std::min(rest, window.end - week_length));  // of the week before
  }
  return sum;
}

std::optional<core::Millis> WeeklyShifts::next_start(core::Millis time) const {
  if (windows_.empty() || always()) return std::nullopt;
  const core::Millis monday(time.value - time.value % week_length.value);
  for (const Window& window : windows_) {
    if (monday + window.start >= time) return monday + window.start;
  }
  return monday + week_length + windows_.front().start;
}

std::optional<core::Millis> WeeklyShifts::next_end(core::Millis time) const {
  if (windows_.empty() || always()) return std::nullopt;
  const core::Millis monday(time.value - time.value % week_length.value);
  std::optional<core::Millis> first;
  for (const Window& window : windows_) {
    for (const core::Millis week : {monday - week_length, monday, monday + week_length}) {
      const core::Millis end = week + window.end;
      if (end > time && (!first || end < *first)) first = end;
    }
  }
  return first;
}

}  // namespace wangge::simulation
