#include "engine/routing/odd_corners.h"

#include "engine/core/heaviest_matching.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace wangge::routing {
namespace {

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

constexpr std::size_t most_exact = 16;

/// By sets of corners: the first one open is paired with each other.
Pairs exact_pairs(const StreetBetween& between) {
  const std::size_t all = (std::size_t{1} << between.size) - 1;
  std::vector<std::int64_t> least(all + 1, StreetFlood::unreached);
  std::vector<std::size_t> partner(all + 1, 0);
  least[0] = 0;
  for (std::size_t set = 0; set < all; ++set) {
    if (least[set] == StreetFlood::unreached) continue;
    const auto first = static_cast<std::size_t>(std::countr_one(set));
    for (std::size_t other = first + 1; other < between.size; ++other) {
      if ((set >> other & 1U) != 0) continue;
      const std::size_t next = set | std::size_t{1} << first | std::size_t{1} << other;
      const std::int64_t sum = least[set] + between.time(first, other);
      if (sum >= least[next]) continue;
      least[next] = sum;
      partner[next] = set;
    }
  }
  Pairs pairs;
  for (std::size_t set = all; set != 0; set = partner[set]) {
    const std::size_t gone = set & ~partner[set];
    const auto first = static_cast<std::size_t>(std::countr_zero(gone));
    pairs.emplace_back(first, static_cast<std::size_t>(std::countr_zero(gone & (gone - 1))));
  }
  return pairs;
}

Pairs nearest_pairs(const StreetBetween& between) {
  std::vector<std::tuple<std::int64_t, std::size_t, std::size_t>> ways;
  for (std::size_t a = 0; a < between.size; ++a) {
    for (std::size_t b = a + 1; b < between.size; ++b) ways.emplace_back(between.time(a, b), a, b);
  }
  std::sort(ways.begin(), ways.end());
  std::vector<bool> paired(between.size, false);
  Pairs pairs;
  for (const auto& [time, a, b] : ways) {
    if (paired[a] || paired[b]) continue;
    paired[a] = paired[b] = true;
    pairs.emplace_back(a, b);
  }
  return pairs;
}

/// Two pairs change partners where that is shorter; whether any did.
bool exchange(const StreetBetween& between, Pairs& pairs) {
  bool changed = false;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    for (std::size_t j = i + 1; j < pairs.size(); ++j) {
      auto& [a, b] = pairs[i];
      auto& [c, d] = pairs[j];
      const std::int64_t now = between.time(a, b) + between.time(c, d);
      const std::int64_t across = between.time(a, c) + between.time(b, d);
      const std::int64_t over = between.time(a, d) + between.time(b, c);
      if (std::min(across, over) >= now) continue;
      if (across <= over) {
        std::swap(b, c);
      } else {
        std::swap(b, d);
      }
      changed = true;
    }
  }
  return changed;
}

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> least_pairs(const StreetBetween& between) {
  if (between.size <= most_exact) return exact_pairs(between);
  Pairs pairs = nearest_pairs(between);
  while (exchange(between, pairs)) {
  }
  return pairs;
}

std::int64_t half_ways(const StreetBetween& between) {
  if (between.size == 0) return 0;
  const std::int64_t above = *std::max_element(between.times.begin(), between.times.end()) + 1;
  std::vector<core::WeightedPair> pairs;
  for (std::uint32_t a = 0; a < between.size; ++a) {
    for (std::uint32_t b = 0; b < between.size; ++b) {
      // The count of pairs comes first: every corner is assigned.
      if (a != b) pairs.push_back({a, b, {{1, above - between.time(a, b), 0, 0}}});
    }
  }
  const auto columns = core::heaviest_matching(between.size, between.size, pairs);
  std::int64_t sum = 0;
  for (std::size_t a = 0; a < between.size; ++a) sum += between.time(a, *columns[a]);
  return (sum + 1) / 2;
}

}  // namespace wangge::routing
