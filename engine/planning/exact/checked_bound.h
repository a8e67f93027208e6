#pragma once

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

namespace wangge::planning {

/// A proven bound of a value, cut to it where it is above by no more than rounding. Throws std::logic_error where it is above by
/// more: the proof or the value is wrong.
///
///   bound = checked_bound(bound, border, 1e-3);
template <class Number>
[[nodiscard]] Number checked_bound(Number bound, Number value, Number rounding) {
  if (bound > value + rounding)
    throw std::logic_error(fmt::format("a lower bound of {} is above the plan's own {}: one of them is wrong", bound, value));
  return std::min(bound, value);
}

}  // namespace wangge::planning
