#pragma once

#include "engine/core/units.h"
#include "engine/simulation/demand/calendar.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::simulation {

/// A stretch of time since the start of the horizon, [start, end).
struct TimeWindow {
  core::Millis start{0};
  core::Millis end{0};
  friend bool operator==(const TimeWindow&, const TimeWindow&) = default;
};

/// When scheduled work comes round again: hours on some days of the week, on the first friday of a month, every third day.
class Recurrence {
 public:
  /// From lines: days, a space, from-to. Days: as shifts have them (mon-fri, sat, mon,wed, daily); `every tuesday`, `every
  /// tuesday and friday`; `every 3 days`, from the first; `first friday of the month`, to `fourth`, or `last`. An end before its
  /// start is on the next day. Throws Error(usage) that quotes the line.
  ///
  ///   Recurrence::parse({{"every tuesday 19:00-21:00", "first friday of the month 14:00-16:00"}})
  [[nodiscard]] static Recurrence parse(std::span<const std::string> lines);

  [[nodiscard]] bool never() const { return rules_.empty(); }
  /// Months are known by a calendar alone.
  [[nodiscard]] bool needs_calendar() const;
  /// Those that begin before `to` and end after `from`, from there on, rising, overlapping and touching ones made one.
  /// Precondition: a calendar where one is needed. O(days x lines).
  [[nodiscard]] std::vector<TimeWindow> windows(core::Millis from, core::Millis to,
                                                const std::optional<Calendar>& calendar) const;

 private:
  enum class Days : std::uint8_t { weekdays, of_month, every_n };
  struct Rule {
    Days days = Days::weekdays;
    std::array<bool, 7> weekday{};  ///< monday first
    int n = 0;                      ///< of_month: which of its weekday, 0 the last; every_n: days
    core::Millis start{0};          ///< after midnight
    core::Millis end{0};            ///< may be the next day
  };
  [[nodiscard]] static Rule rule_of(const std::string& line);
  [[nodiscard]] static bool overlap(const Rule& a, const Rule& b);
  [[nodiscard]] static bool comes(const Rule& rule, std::size_t day, const std::optional<Calendar>& calendar);

  std::vector<Rule> rules_;
};

/// How often each household is visited.
class Cycle {
 public:
  /// "every time", "once", "once a day", "once a week", "once a month", "once a quarter", "once a year", "every 14 days"; the
  /// word `household` may stand before it. Throws Error(usage) that quotes the text.
  [[nodiscard]] static Cycle parse(const std::string& text);
  Cycle() = default;  ///< every time
  [[nodiscard]] static Cycle once() { return Cycle(Unit::whole, 1); }

  [[nodiscard]] bool needs_calendar() const { return unit_ == Unit::months; }
  [[nodiscard]] bool every_time() const { return unit_ == Unit::each; }
  [[nodiscard]] bool only_once() const { return unit_ == Unit::whole; }

  /// One turn of the cycle: from its first window on, to the end of the days, months … or, every time, to the next window.
  struct Turn {
    core::Millis start{0};
    core::Millis end{0};
    bool whole = true;  ///< false: the horizon ends before it does
  };
  /// Turns that have a window, rising. `windows` may go on beyond the horizon. O(windows).
  [[nodiscard]] std::vector<Turn> turns(std::span<const TimeWindow> windows, core::Millis horizon,
                                        const std::optional<Calendar>& calendar) const;

 private:
  enum class Unit : std::uint8_t { each, days, months, whole };
  Cycle(Unit unit, int count) : unit_(unit), count_(count) {}
  /// Which turn a day lies in.
  [[nodiscard]] std::int64_t turn_of(std::int64_t day, const std::optional<Calendar>& calendar) const;

  [[nodiscard]] core::Millis end_of_turn(std::int64_t number, std::int64_t day, const std::optional<Calendar>& calendar) const;

  Unit unit_ = Unit::each;
  int count_ = 1;
};

}  // namespace wangge::simulation
