#pragma once

#include "engine/core/units.h"

#include <compare>
#include <cstdint>
#include <limits>

namespace wangge::network {

/// A travel time in a column: milliseconds, or unreachable. Orders with unreachable last.
struct TravelTime {
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t ms = none;

  [[nodiscard]] constexpr bool reachable() const { return ms != none; }
  /// Precondition: reachable().
  [[nodiscard]] constexpr core::Millis value() const { return core::Millis(ms); }
  friend constexpr auto operator<=>(const TravelTime&, const TravelTime&) = default;
};

}  // namespace wangge::network
