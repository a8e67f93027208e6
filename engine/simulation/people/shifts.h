#pragma once

#include "engine/core/units.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace wangge::simulation {

inline constexpr core::Millis hour_length{3'600'000};
inline constexpr core::Millis day_length{24 * hour_length.value};
inline constexpr core::Millis week_length{7 * day_length.value};

/// 0 to 23. Precondition: time >= 0, since a midnight.
[[nodiscard]] constexpr std::size_t hour_of_day(core::Millis time) {
  return static_cast<std::size_t>(time.value / hour_length.value % 24);
}

/// When somebody works, the same every week: half-open windows [start, end) since Monday 00:00, touching ones merged (across
/// the end of the week too). All functions O(windows).
class WeeklyShifts {
 public:
  struct Window {
    core::Millis start;  ///< in [0, week)
    core::Millis end;    ///< start < end <= start + week; beyond the week: it runs on into the next Monday
    friend bool operator==(const Window&, const Window&) = default;
  };

  WeeklyShifts() = default;  ///< never

  /// From lines as a scenario writes them: days, a space, from-to. Days: `daily`, or mon tue wed thu fri sat sun, single, in
  /// ranges (`mon-fri`, `sat-mon`) and lists (`mon,wed,fri`); hours 00:00 to 24:00, an end before its
  /// start being on the next day (`daily 22:00-06:00`). A scenario is checked by this function too.
  /// Throws Error(usage) that quotes the line: unknown day, no such time, an end at its start, an overlap (both lines).
  ///
  ///   WeeklyShifts::parse({{"mon-fri 08:00-12:00", "mon-fri 14:30-18:00"}})
  [[nodiscard]] static WeeklyShifts parse(std::span<const std::string> lines);

  [[nodiscard]] const std::vector<Window>& windows() const { return windows_; }
  [[nodiscard]] bool on(core::Millis time) const;
  /// How much of [from, to). Precondition: 0 <= from <= to.
  [[nodiscard]] core::Millis within(core::Millis from, core::Millis to) const { return before(to) - before(from); }
  /// The first start at or after `time`; nothing where there is none (never, or always on).
  [[nodiscard]] std::optional<core::Millis> next_start(core::Millis time) const;
  /// The first end after `time`; nothing where there is none.
  [[nodiscard]] std::optional<core::Millis> next_end(core::Millis time) const;

 private:
  /// How much of [0, time).
  [[nodiscard]] core::Millis before(core::Millis time) const;
  [[nodiscard]] bool always() const { return windows_.size() == 1 && windows_[0].end - windows_[0].start == week_length; }

  std::vector<Window> windows_;  ///< by start
};

}  // namespace wangge::simulation
