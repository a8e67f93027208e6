#include "engine/simulation/duration_law.h"

#include "engine/core/distributions.h"
#include "engine/core/math.h"

#include <algorithm>
#include <cmath>

namespace wangge::simulation {
namespace {

/// P(Z <= z) by the series of Marsaglia 2004, "Evaluating the normal distribution", Journal of Statistical Software 11.
double normal_share(double z) {
  if (z < -8) return 0;
  if (z > 8) return 1;
  double sum = z;
  double term = z;
  for (int i = 3; sum + term != sum; i += 2) {
    term *= z * z / i;
    sum += term;
  }
  constexpr double log_of_root_of_tau = 0.918938533204672741780;
  return 0.5 + sum * core::exp(-0.5 * z * z - log_of_root_of_tau);
}

core::Millis rounded(double length) {
  constexpr double longest = 10.0 * 365 * 86'400'000;
  return core::Millis(static_cast<std::int64_t>(std::min(length, longest) + 0.5));
}

}  // namespace

core::Millis draw(const DurationLaw& law, core::Stream& luck) {
  const auto mean = static_cast<double>(law.mean.value);
  if (law.kind == DurationLaw::Kind::constant || law.mean.value <= 0) return law.mean;
  if (law.kind == DurationLaw::Kind::lognormal) return draw(core::Lognormal(mean, law.cv), luck);
  return rounded(core::exponential(luck, mean));
}

core::Millis draw(const core::Lognormal& law, core::Stream& luck) { return rounded(law.draw(luck)); }

double share_within(const DurationLaw& law, core::Millis limit) {
  if (limit.value < 0) return 0;
  const bool certain =
      law.kind == DurationLaw::Kind::constant || law.mean.value <= 0 || (law.kind == DurationLaw::Kind::lognormal && law.cv <= 0);
  if (certain) return law.mean <= limit ? 1 : 0;
  const double ratio = static_cast<double>(limit.value) / static_cast<double>(law.mean.value);
  if (law.kind == DurationLaw::Kind::exponential) return 1 - core::exp(-ratio);
  if (limit.value == 0) return 0;
  const double variance = core::log(1 + law.cv * law.cv);
  return normal_share((core::log(ratio) + variance / 2) / std::sqrt(variance));
}

}  // namespace wangge::simulation
