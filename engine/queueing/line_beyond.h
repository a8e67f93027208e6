#pragma once

/// The line of waiting calls behind a system in which all are busy.
namespace wangge::queueing {

struct Line {
  double none = 1;     ///< chance that nobody waits
  double waiting = 0;  ///< chance that somebody does
};

/// While somebody waits all stay busy, so the length of the line is geometric and continues the state of all busy, whose chance
/// would be `all_busy` if nobody could wait. `load`: calls as a share of what all can serve, below 1.
[[nodiscard]] inline Line line_beyond(double all_busy, double load) {
  const double beyond = all_busy * load / (1 - load);
  return {.none = 1 / (1 + beyond), .waiting = beyond / (1 + beyond)};
}

}  // namespace wangge::queueing
