#include "gis/town/people/household_sizes.h"

#include "engine/core/math.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace wangge::town {
namespace {

constexpr std::size_t sizes = largest_household;
constexpr std::array<double, sizes> census{0.254, 0.297, 0.210, 0.132, 0.062, 0.029, 0.011, 0.005};
constexpr double step = 0.05;  // between means with a table of their own
constexpr std::size_t means = 141;

/// Where 32 random bits fall: above limit[k] is a size of more than k + 1.
using Limits = std::array<std::uint32_t, sizes - 1>;

/// The census tilted by q^size (the nearest law with another mean).
std::array<double, sizes> tilted(double log_q) {
  std::array<double, sizes> share{};
  double sum = 0;
  for (std::size_t k = 0; k < sizes; ++k) sum += share[k] = census[k] * core::exp(log_q * static_cast<double>(k));
  for (double& part : share) part /= sum;
  return share;
}

Limits limits_for(double mean) {
  double low = -40;
  double high = 40;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    const auto share = tilted(middle);
    double own = 0;
    for (std::size_t k = 0; k < sizes; ++k) own += share[k] * static_cast<double>(k + 1);
    (own < mean ? low : high) = middle;
  }
  const auto share = tilted(high);
  Limits limits{};
  double sum = 0;
  for (std::size_t k = 0; k + 1 < sizes; ++k) {
    sum += share[k];
    limits[k] = static_cast<std::uint32_t>(std::min(4294967295.0, sum * 4294967296.0));
  }
  return limits;
}

const std::array<Limits, means>& tables() {
  static const std::array<Limits, means> all = [] {
    std::array<Limits, means> made{};
    for (std::size_t i = 0; i < means; ++i) made[i] = limits_for(1 + step * static_cast<double>(i));
    return made;
  }();
  return all;
}

}  // namespace

std::vector<std::uint8_t> household_sizes(std::int64_t households, std::int64_t persons, core::Stream& luck) {
  assert(households <= persons && persons <= largest_household * households);
  const auto count = static_cast<std::size_t>(households);
  std::vector<std::uint8_t> size(count, 1);
  if (count == 0) return size;
  const double mean = static_cast<double>(persons) / static_cast<double>(households);
  const Limits& limits = tables()[static_cast<std::size_t>(std::lround((mean - 1) / step))];
  std::int64_t missing = persons;
  for (std::uint8_t& own : size) {
    const std::uint32_t bits = luck.next32();
    for (const std::uint32_t limit : limits) own = static_cast<std::uint8_t>(own + (bits >= limit ? 1 : 0));
    missing -= own;
  }
  for (std::size_t i = luck.below(static_cast<std::uint32_t>(count)); missing != 0; i = i + 1 == count ? 0 : i + 1) {
    if (missing > 0 && size[i] < largest_household) {
      ++size[i];
      --missing;
    } else if (missing < 0 && size[i] > 1) {
      --size[i];
      ++missing;
    }
  }
  return size;
}

}  // namespace wangge::town
