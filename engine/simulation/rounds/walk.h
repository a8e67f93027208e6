#pragma once

#include "engine/core/units.h"
#include "engine/simulation/ids.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace wangge::simulation {

/// A walk street by street: where one is taken to be on each, and when, from the start of the walk, it ends. Rising.
struct Walk {
  struct Step {
    BuildingId near;
    core::Millis until{0};
    BuildingId from{};  ///< valid: no street of the walk, but the way from here to `near`, where the next streets begin
  };
  std::vector<Step> steps;

  [[nodiscard]] core::Millis time() const { return steps.empty() ? core::Millis(0) : steps.back().until; }
  /// The step under way so long after the start; all of them where it is over. O(log steps).
  [[nodiscard]] std::size_t step_at(core::Millis after) const {
    const auto found =
        std::upper_bound(steps.begin(), steps.end(), after, [](core::Millis at, const Step& step) { return at < step.until; });
    return static_cast<std::size_t>(found - steps.begin());
  }
  [[nodiscard]] bool between_streets(std::size_t step) const { return step < steps.size() && steps[step].from.valid(); }
  [[nodiscard]] core::Millis start_of(std::size_t step) const { return step == 0 ? core::Millis(0) : steps[step - 1].until; }
};

}  // namespace wangge::simulation
