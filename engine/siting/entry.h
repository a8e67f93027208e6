#pragma once

#include "engine/core/units.h"

#include <cstdint>

namespace wangge::siting {

/// From the door of a building to the door of a household. Used by the static circle and by the simulation alike.
struct EntryRules {
  core::Millis at_gate{0};
  core::Millis stairs_per_floor{12000};
  double share_of_floors = 0.5;  ///< a household lives, on average, half-way up
};

/// Gate and stairs of a building with so many floors, rounded to the millisecond.
[[nodiscard]] inline core::Millis entry_time(const EntryRules& rules, double floors) {
  const double climb = static_cast<double>(rules.stairs_per_floor.value) * rules.share_of_floors * (floors > 0 ? floors : 0);
  return rules.at_gate + core::Millis(static_cast<std::int64_t>(climb + 0.5));
}

}  // namespace wangge::siting
