#pragma once

#include "engine/core/random.h"

#include <cstdint>
#include <vector>

namespace wangge::town {

inline constexpr int largest_household = 8;

/// How many persons live in each of `households` households so that they sum to `persons` exactly: 1 to 8 each, drawn from the
/// sizes of the 2020 census (1: 25 %, 2: 30 %, 3: 21 %, 4: 13 %, 5 and more: 11 %, the tail assumed) tilted to the mean, then put
/// right by single persons. Precondition: households <= persons <= 8 households. O(households).
[[nodiscard]] std::vector<std::uint8_t> household_sizes(std::int64_t households, std::int64_t persons, core::Stream& luck);

}  // namespace wangge::town
