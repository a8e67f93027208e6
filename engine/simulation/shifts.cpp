#include "engine/simulation/shifts.h"

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
                    {.zh = fmt::format("班次“{}”：{}；应写作 mon-fri 08:00-12:00 或 daily 00:00-24:00", line, zh),
                     .en = fmt::format("shift \"{}\": {}; write mon-fri 08:00-12:00 or daily 00:00-24:00", line, en)});
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

void append(std::vector<Window>& windows, const std::string& line) {
  const std::size_t space = line.find(' ');
  const std::size_t dash = line.find('-', space == std::string::npos ? 0 : space);
  if (space == std::string::npos || dash == std::string::npos) refuse(line, "缺少日子或时段", "it lacks days or hours");
  const std::string_view text(line);
  const std::array<bool, 7> days = days_of(text, text.substr(0, space));
  const core::Millis start = time_of(text, text.substr(space + 1, dash - space - 1));
  const core::Millis end = time_of(text, text.substr(dash + 1));
  if (end <= start) {
    refuse(line, "结束不晚于开始（跨夜请拆成两班，在 24:00 与 00:00 处分开）",
           "it does not end after its start (write a night as two shifts, split at 24:00 and 00:00)");
  }
  for (std::size_t day = 0; day < days.size(); ++day) {
    const core::Millis midnight = day_length * static_cast<std::int64_t>(day);
    if (!days[day]) continue;
    const Window added{midnight + start, midnight + end};
    const auto overlaps = [&](const Window& other) { return added.start < other.end && other.start < added.end; };
    if (std::any_of(windows.begin(), windows.end(), overlaps)) {
      refuse(line, fmt::format("{} 与另一班次重叠", day_names[day]),
             fmt::format("it overlaps another shift on {}", day_names[day]));
    }
    windows.push_back(added);
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
  if (merged.size() > 1 && merged.front().start.value == 0 && merged.back().end == week_length) {
    merged.back().end += merged.front().end;
    merged.erase(merged.begin());
  }
  windows = std::move(merged);
}

}  // namespace

WeeklyShifts WeeklyShifts::parse(std::span<const std::string> lines) {
  WeeklyShifts shifts;
  for (const std::string& line : lines) append(shifts.windows_, line);
  merge_touching(shifts.windows_);
  return shifts;
}

bool WeeklyShifts::on(core::Millis time) const {
  const core::Millis within(time.value % week_length.value);
  return std::any_of(windows_.begin(), windows_.end(), [&](const Window& window) {
    return (window.start <= within && within < window.end) || within + week_length < window.end;
  });
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
