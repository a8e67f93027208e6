#include "engine/planning/exact/deviation_bound.h"

#include "engine/planning/exact/frontier.h"
#include "engine/planning/exact/pockets.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <numeric>
#include <vector>

namespace wangge::planning {
namespace {

constexpr std::int64_t most_words = 100'000'000;  ///< of bit sets, over all nodes
constexpr std::size_t few_weights = 18;           ///< their sums are listed where that is less than a bit set

/// The sums of nodes nearest to the mean: both equal to it where it is one.
struct NearestSums {
  std::int64_t below = 0;
  std::int64_t above = 0;
};

/// Marks the sums of some of the weights, as bits.
std::vector<std::uint64_t> all_sums(std::span<const std::int64_t> weights, std::int64_t total) {
  std::vector<std::uint64_t> bits(static_cast<std::size_t>(total / 64 + 1), 0);
  bits[0] = 1;
  for (const std::int64_t weight : weights) {
    if (weight == 0) continue;
    const auto words = static_cast<std::size_t>(weight / 64);
    const auto shift = static_cast<unsigned>(weight % 64);
    for (std::size_t i = bits.size(); i-- > words;) {
      std::uint64_t moved = bits[i - words] << shift;
      if (shift > 0 && i > words) moved |= bits[i - words - 1] >> (64 - shift);
      bits[i] |= moved;
    }
  }
  return bits;
}

/// The sums of some of few weights, rising.
std::vector<std::int64_t> list_sums(std::span<const std::int64_t> weights) {
  std::vector<std::int64_t> sums{0};
  for (const std::int64_t weight : weights) {
    const std::size_t before = sums.size();
    for (std::size_t i = 0; i < before; ++i) sums.push_back(sums[i] + weight);
    std::inplace_merge(sums.begin(), sums.begin() + static_cast<std::ptrdiff_t>(before), sums.end());
    sums.erase(std::unique(sums.begin(), sums.end()), sums.end());
  }
  return sums;
}

NearestSums nearest_sums(std::vector<std::int64_t> weights, std::int64_t total, std::uint32_t parts) {
  std::int64_t unit = 0;
  for (const std::int64_t weight : weights) unit = std::gcd(unit, weight);
  if (unit == 0) return {};
  for (std::int64_t& weight : weights) weight /= unit;
  total /= unit;
  std::int64_t below = total / parts;
  std::int64_t above = (total + parts - 1) / parts;
  if (weights.size() <= few_weights && total > (std::int64_t{64} << weights.size())) {
    const std::vector<std::int64_t> sums = list_sums(weights);
    below = *std::prev(std::upper_bound(sums.begin(), sums.end(), below));
    above = *std::lower_bound(sums.begin(), sums.end(), above);
  } else if (total / 64 + 1 <= most_words / static_cast<std::int64_t>(weights.size())) {
    const std::vector<std::uint64_t> sums = all_sums(weights, total);
    const auto is_sum = [&](std::int64_t sum) { return (sums[static_cast<std::size_t>(sum / 64)] >> (sum % 64) & 1U) != 0; };
    while (!is_sum(below)) --below;
    while (!is_sum(above)) ++above;
  }
  return {below * unit, above * unit};
}

/// Some part is at least so heavy.
std::int64_t heaviest_part(std::vector<std::int64_t> weights, std::size_t parts) {
  std::sort(weights.begin(), weights.end(), std::greater<>());
  std::int64_t heaviest = 0;
  for (std::size_t j = 0; j * parts < weights.size(); ++j) {
    const auto last = weights.begin() + static_cast<std::ptrdiff_t>(j * parts);
    heaviest = std::max(heaviest, std::accumulate(last - static_cast<std::ptrdiff_t>(j), last + 1, std::int64_t{0}));
  }
  return heaviest;
}

/// Whether pockets leave room for parts that all deviate by at most so much; deviations and weights times the parts.
class PocketTest {
 public:
  PocketTest(const WeightedGraph& graph, std::uint32_t parts)
      : graph_(graph), map_(pocket_map(graph)), parts_(parts), total_(total_weight(graph)) {}

  [[nodiscard]] bool allows(std::int64_t deviation) const {
    const std::int64_t least = total_ - deviation;
    const std::int64_t most = total_ + deviation;
    if (least <= 0) return true;
    std::int64_t room = 0;
    std::int64_t needed = 0;
    for (const std::int64_t land : map_.lands) {
      const std::int64_t fit = land * parts_ / least;
      const std::int64_t ask = std::max<std::int64_t>(1, (land * parts_ + most - 1) / most);
      if (ask > fit) return false;
      room += fit;
      needed += ask;
    }
    if (room < parts_ || needed > parts_) return false;
    return std::all_of(map_.around.begin(), map_.around.end(),
                       [&](const Pockets& pockets) { return allows(pockets, room, least, most); });
  }

 private:
  [[nodiscard]] bool allows(const Pockets& pockets, std::int64_t room, std::int64_t least, std::int64_t most) const {
    std::int64_t own = graph_.node_weights[pockets.node] * parts_;
    std::int64_t others = room - map_.lands[pockets.land] * parts_ / least;
    for (const std::int64_t weight : pockets.weights) {
      const std::int64_t whole = weight * parts_ / least;
      others += whole;
      // So many whole parts hold all of the pocket; the product would not fit.
      if (whole < weight * parts_ / most + 1) own += weight * parts_ - whole * most;
    }
    return own <= most && others >= parts_ - 1;
  }

  const WeightedGraph& graph_;
  PocketMap map_;
  std::int64_t parts_;
  std::int64_t total_;
};

}  // namespace

std::int64_t deviation_bound(const WeightedGraph& graph, std::uint32_t parts) {
  const std::int64_t total = total_weight(graph);
  static_cast<void>(checked_range(graph, {parts, 0, total}));
  const NearestSums sums = nearest_sums(graph.node_weights, total, parts);
  std::int64_t bound = std::max(sums.above * parts - total, total - sums.below * parts);
  bound = std::max(bound, heaviest_part(graph.node_weights, parts) * parts - total);
  const PocketTest pockets(graph, parts);
  std::int64_t high = total;  // allowed: no part can be too light
  for (std::int64_t low = bound; low < high;) {
    const std::int64_t middle = low + (high - low) / 2;
    if (pockets.allows(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return std::max(bound, high);
}

}  // namespace wangge::planning
