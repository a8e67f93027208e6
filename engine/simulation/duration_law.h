#pragma once

#include "engine/core/distributions.h"
#include "engine/core/random.h"
#include "engine/core/units.h"

#include <cstdint>

namespace wangge::simulation {

/// A random duration, never negative.
struct DurationLaw {
  enum class Kind : std::uint8_t { constant, exponential, lognormal };
  Kind kind = Kind::constant;
  core::Millis mean{0};
  double cv = 0;  ///< coefficient of variation, for lognormal
};

/// One draw, rounded to the millisecond and cut at ten years. A constant draws nothing. Precondition: mean >= 0, cv >= 0.
///
///   core::Millis length = draw(kind.handle, luck);
[[nodiscard]] core::Millis draw(const DurationLaw& law, core::Stream& luck);

/// The same from a lognormal law that was made before: `core::Lognormal(mean in ms, cv)`.
[[nodiscard]] core::Millis draw(const core::Lognormal& law, core::Stream& luck);

/// The probability of a duration of at most `limit`; 0 for a negative limit. Preconditions as above.
[[nodiscard]] double share_within(const DurationLaw& law, core::Millis limit);

}  // namespace wangge::simulation
