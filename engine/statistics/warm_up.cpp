#include "engine/statistics/warm_up.h"

#include <vector>

namespace wangge::statistics {

std::optional<WarmUp> warm_up(std::span<const double> series) {
  constexpr std::size_t together = 5;
  const std::size_t count = series.size() / together;
  if (count < 4) return std::nullopt;
  std::vector<double> means(count, 0.0);
  for (std::size_t i = 0; i < count * together; ++i) means[i / together] += series[i] / static_cast<double>(together);
  // From the end, by Welford's recurrence: the squares of what follows each cut.
  double mean = 0;
  double squares = 0;
  double best = 0;
  std::size_t cut = count;
  const std::size_t last = count / 2;
  for (std::size_t i = count; i-- > 0;) {
    const auto kept = static_cast<double>(count - i);
    const double off = means[i] - mean;
    mean += off / kept;
    squares += off * (means[i] - mean);
    if (i > last) continue;
    const double error = squares / (kept * kept);
    if (cut == count || error <= best) {
      best = error;
      cut = i;
    }
  }
  return WarmUp{cut * together, cut < last};
}

}  // namespace wangge::statistics
