#include "engine/statistics/gamma_poisson.h"

#include <cassert>
#include <cmath>

namespace wangge::statistics {

ShrunkRates shrink_rates(std::span<const double> counts, std::span<const double> exposures) {
  assert(counts.size() == exposures.size());
  double all = 0;
  double exposure = 0;
  double places = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!(exposures[i] > 0)) continue;
    all += counts[i];
    exposure += exposures[i];
    places += 1;
  }
  ShrunkRates shrunk;
  shrunk.rates.assign(counts.size(), 0.0);
  if (!(all > 0)) return shrunk;
  shrunk.mean = all / exposure;
  double squares = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!(exposures[i] > 0)) continue;
    const double off = counts[i] / exposures[i] - shrunk.mean;
    squares += exposures[i] * off * off;
  }
  const double variance = squares / exposure - shrunk.mean / (exposure / places);
  if (variance > 0) shrunk.spread = std::sqrt(variance) / shrunk.mean;
  const double shape = variance > 0 ? shrunk.mean * shrunk.mean / variance : 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const bool chance = !(variance > 0) || !(exposures[i] > 0);
    shrunk.rates[i] = chance ? shrunk.mean : (counts[i] + shape) / (exposures[i] + shape / shrunk.mean);
  }
  return shrunk;
}

}  // namespace wangge::statistics
