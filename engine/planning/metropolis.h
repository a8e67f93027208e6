#pragma once

#include "engine/core/math.h"
#include "engine/core/random.h"

namespace wangge::planning {

/// Whether Metropolis' rule refuses a change of cost at a temperature: a worse state is taken with probability
/// e^(-change / temperature), at no temperature never (Metropolis and others 1953). One draw where the change is for the worse.
/// The logarithm that decides is bounded by Taylor's polynomials, which mostly suffice; the answer is as if it were taken always.
///
///   if (refuses(change, temperature, luck)) continue;
[[nodiscard]] inline bool refuses(double change, double temperature, core::Stream& luck) {
  if (!(change > 0)) return false;
  if (!(temperature > 0)) return true;
  constexpr double margin = 1e-9;  // more than all rounding
  const double drawn = luck.uniform_open();
  const double ratio = change / temperature;
  // e^ratio is more than its first terms, e^-ratio more than those up to an odd one.
  if (drawn * (1 + ratio * (1 + ratio * (1.0 / 2 + ratio * (1.0 / 6)))) > 1 + margin) return true;
  if (drawn < 1 - ratio * (1 - ratio * (1.0 / 2 - ratio * (1.0 / 6))) - margin) return false;
  return change >= -temperature * core::log(drawn);
}

}  // namespace wangge::planning
