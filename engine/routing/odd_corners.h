#pragma once

#include "engine/routing/street_ways.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace wangge::routing {

/// Pairs of an even number of corners with a small sum of ways: the least where there are at most 16 (through all sets); else
/// from the nearest two to the nearest two, then two pairs exchange partners as long as that helps.
/// Precondition: each reaches each. O(size^2 log size + size^2 a round of exchanges).
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> least_pairs(const StreetBetween& between);

/// At most the least sum of ways of such pairs: half of the least assignment of every corner to another, rounded up.
/// O(size^3 log size).
[[nodiscard]] std::int64_t half_ways(const StreetBetween& between);

}  // namespace wangge::routing
