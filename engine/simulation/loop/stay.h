#pragma once

#include "engine/core/units.h"
#include "engine/simulation/ids.h"

#include <cstdint>
#include <limits>

namespace wangge::simulation {

/// A moment that did not come within the horizon.
inline constexpr core::Millis never{std::numeric_limits<std::int64_t>::max()};

/// One matter at one office of a level: from its coming, through the line, to the end of the last try there.
struct Stay {
  RequestId request;
  std::uint32_t level = 0;   ///< place in SimulationInputs::offices
  std::uint32_t office = 0;  ///< place in its codes
  core::Millis came{0};
  core::Millis sat{never};   ///< down at a desk
  core::Millis left{never};  ///< the desk, or the line where the deadline of the level passed there

  friend bool operator==(const Stay&, const Stay&) = default;
};

}  // namespace wangge::simulation
