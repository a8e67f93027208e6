#pragma once

#include "engine/core/units.h"
#include "engine/simulation/duration_law.h"

#include <cstdint>

namespace wangge::scenarios {

/// A positive random duration as a scenario writes it.
struct DurationLaw {
  enum class Kind : std::uint8_t { constant, exponential, lognormal };
  Kind kind = Kind::constant;
  core::Millis mean{0};
  double cv = 0;  ///< coefficient of variation, for lognormal
};

/// The same for the simulation.
[[nodiscard]] inline simulation::DurationLaw simulated(const DurationLaw& law) {
  using Shape = simulation::DurationLaw::Kind;
  const Shape kind = law.kind == DurationLaw::Kind::constant      ? Shape::constant
                     : law.kind == DurationLaw::Kind::exponential ? Shape::exponential
                                                                  : Shape::lognormal;
  return {.kind = kind, .mean = law.mean, .cv = law.cv};
}

}  // namespace wangge::scenarios
