#pragma once

#include "engine/core/random.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace wangge::town {

inline constexpr int largest_household = 8;

/// The share of households of 1, 2, … 8 persons where a household has `mean` persons: the sizes of the 2020 census (1: 25 %,
/// 2: 30 %, 3: 21 %, 4: 13 %, 5 and more: 11 %, the tail assumed) tilted by q^size, the nearest law with that mean.
/// Precondition: 1 <= mean <= 8.
[[nodiscard]] std::array<double, largest_household> household_law(double mean);

/// How many persons live in each of `households` households so that they sum to `persons` exactly: drawn from the law of their
/// mean, some again until the sum is right, at last put right by single persons. Precondition: households <= persons <= 8
/// households. O(households).
[[nodiscard]] std::vector<std::uint8_t> household_sizes(std::int64_t households, std::int64_t persons, core::Stream& luck);

/// Households of one building, or of some alike.
struct Homestead {
  std::int64_t households = 0;
  double household_size = 1;  ///< persons a household against the others, > 0
};

/// Deals the households of an area to its buildings: how many persons live in each, building by building. All sizes come up in
/// all buildings. Each household waits an exponential time for its turn, the largest are dealt first, and the rate is set so that
/// persons a household follow `household_size` (within 1 % for 0.7 to 1.2).
/// Precondition: as many sizes as the homesteads have households. O(n log n).
[[nodiscard]] std::vector<std::uint8_t> dealt_sizes(std::span<const std::uint8_t> sizes, std::span<const Homestead> homesteads,
                                                    core::Stream& luck);

}  // namespace wangge::town
