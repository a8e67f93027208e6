#include "engine/core/math.h"
#include "engine/evaluation/evaluation.h"
#include "engine/statistics/order_statistics.h"

#include <algorithm>
#include <cmath>

namespace wangge::evaluation {

std::optional<Estimate::Interval> quantile_interval(std::span<const DurationCounts* const> replications,
                                                    const DurationCounts& pooled, double share) {
  const auto total = static_cast<double>(pooled.total());
  const auto ranks = statistics::quantile_ranks(pooled.total(), share);
  if (replications.size() < 2 || !ranks) return std::nullopt;
  const core::Millis cut = pooled.quantile(share);
  const core::Millis beyond = cut + core::Millis(std::max<std::int64_t>(1, cut.value / 16'384));
  const double below = static_cast<double>(pooled.between(core::Millis(0), beyond)) / total;
  double squares = 0;
  for (const DurationCounts* one : replications) {
    const double off = static_cast<double>(one->between(core::Millis(0), beyond)) - below * static_cast<double>(one->total());
    squares += off * off;
  }
  const auto count = static_cast<double>(replications.size());
  const double error = std::sqrt(squares * count / (count - 1)) / total;
  const double half = core::student_t(static_cast<int>(replications.size()) - 1, 0.95) * error;
  const double low = std::min(share - half, (static_cast<double>(ranks->low) - 0.5) / total);
  const double high = std::max(share + half, (static_cast<double>(ranks->high) - 0.5) / total);
  if (low <= 0 || high >= 1) return std::nullopt;
  return Estimate::Interval{core::in_minutes(pooled.quantile(low)), core::in_minutes(pooled.quantile(high))};
}

}  // namespace wangge::evaluation
