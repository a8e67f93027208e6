#include "engine/simulation/duration_law.h"

#include "engine/core/distributions.h"

#include <algorithm>

namespace wangge::simulation {

core::Millis draw(const DurationLaw& law, core::Stream& luck) {
  constexpr double longest = 10.0 * 365 * 86'400'000;
  const auto mean = static_cast<double>(law.mean.value);
  if (law.kind == DurationLaw::Kind::constant || law.mean.value <= 0) return law.mean;
  const double length =
      law.kind == DurationLaw::Kind::exponential ? core::exponential(luck, mean) : core::Lognormal(mean, law.cv).draw(luck);
  return core::Millis(static_cast<std::int64_t>(std::min(length, longest) + 0.5));
}

}  // namespace wangge::simulation
