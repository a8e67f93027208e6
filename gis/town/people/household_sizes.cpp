#include "gis/town/people/household_sizes.h"

#include "engine/core/math.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdlib>
#include <utility>

namespace wangge::town {
namespace {

constexpr std::size_t size_count = largest_household;
constexpr std::array<double, size_count> census{0.254, 0.297, 0.210, 0.132, 0.062, 0.029, 0.011, 0.005};
/// A rate of s^2.5 makes the mean size of those who come at that rate among others of rate 1 about s times theirs: worked out
/// for the census within 0.5 % for s of 0.7 to 1.2, from the density r u^(r - 1) of the share u of smaller households at rate r.
constexpr double rate_for_size = 2.5;

/// Where 32 random bits fall: above limit[k] is a size of more than k + 1.
using Limits = std::array<std::uint32_t, size_count - 1>;

/// The census tilted by q^size (the nearest law with another mean).
std::array<double, size_count> tilted(double log_q) {
  std::array<double, size_count> share{};
  double sum = 0;
  for (std::size_t k = 0; k < size_count; ++k) sum += share[k] = census[k] * core::exp(log_q * static_cast<double>(k));
  for (double& part : share) part /= sum;
  return share;
}

Limits limits_for(double mean) {
  const auto share = household_law(mean);
  Limits limits{};
  double sum = 0;
  for (std::size_t k = 0; k + 1 < size_count; ++k) {
    sum += share[k];
    limits[k] = static_cast<std::uint32_t>(std::min(4294967295.0, sum * 4294967296.0));
  }
  return limits;
}

std::uint8_t drawn_size(const Limits& limits, core::Stream& luck) {
  const std::uint32_t bits = luck.next32();
  std::uint8_t size = 1;
  for (const std::uint32_t limit : limits) size = static_cast<std::uint8_t>(size + (bits >= limit ? 1 : 0));
  return size;
}

/// Adds `missing` persons (takes some away where it is negative), one to a household, in turn.
void add_persons(std::vector<std::uint8_t>& size, std::int64_t missing, core::Stream& luck) {
  const std::size_t count = size.size();
  for (std::size_t i = luck.below(static_cast<std::uint32_t>(count)); missing != 0; i = i + 1 == count ? 0 : i + 1) {
    if (missing > 0 && size[i] < largest_household) {
      ++size[i];
      --missing;
    } else if (missing < 0 && size[i] > 1) {
      --size[i];
      ++missing;
    }
  }
}

}  // namespace

std::array<double, largest_household> household_law(double mean) {
  double low = -40;
  double high = 40;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    const auto share = tilted(middle);
    double own = 0;
    for (std::size_t k = 0; k < size_count; ++k) own += share[k] * static_cast<double>(k + 1);
    (own < mean ? low : high) = middle;
  }
  return tilted(high);
}

std::vector<std::uint8_t> household_sizes(std::int64_t households, std::int64_t persons, core::Stream& luck) {
  assert(households <= persons && persons <= largest_household * households);
  const auto count = static_cast<std::size_t>(households);
  std::vector<std::uint8_t> size(count);
  if (count == 0) return size;
  const Limits limits = limits_for(static_cast<double>(persons) / static_cast<double>(households));
  std::int64_t missing = persons;
  for (std::uint8_t& own : size) missing -= own = drawn_size(limits, luck);
  // Drawing some again keeps to the law, where persons added to whole runs of households would flatten it.
  for (std::size_t draw = 0; draw < 8 * count && missing != 0; ++draw) {
    std::uint8_t& own = size[luck.below(static_cast<std::uint32_t>(count))];
    const std::uint8_t other = drawn_size(limits, luck);
    const std::int64_t left = missing + own - other;
    if (std::abs(left) >= std::abs(missing)) continue;
    missing = left;
    own = other;
  }
  add_persons(size, missing, luck);
  return size;
}

std::vector<std::uint8_t> dealt_sizes(std::span<const std::uint8_t> sizes, std::span<const Homestead> homesteads,
                                      core::Stream& luck) {
  std::vector<std::pair<double, std::uint32_t>> turns;  // when, and which household of the area
  turns.reserve(sizes.size());
  for (const Homestead& homestead : homesteads) {
    const double rate = core::pow(homestead.household_size, rate_for_size);
    for (std::int64_t k = 0; k < homestead.households; ++k)
      turns.emplace_back(-core::log(luck.uniform_open()) / rate, static_cast<std::uint32_t>(turns.size()));
  }
  assert(turns.size() == sizes.size());
  std::sort(turns.begin(), turns.end());
  std::array<std::size_t, largest_household + 1> left{};
  for (const std::uint8_t size : sizes) ++left[size];
  std::vector<std::uint8_t> dealt(sizes.size());
  std::uint8_t size = largest_household;
  for (const auto& [when, household] : turns) {
    while (left[size] == 0) --size;
    --left[size];
    dealt[household] = size;
  }
  return dealt;
}

}  // namespace wangge::town
