#pragma once

#include "engine/core/random.h"

#include <cstdint>
#include <span>
#include <vector>

/// Splits whole totals into whole shares within bounds, exactly.
namespace wangge::town {

/// What each share must respect.
struct ShareBounds {
  std::vector<std::int64_t> low;   ///< empty: 0 for all
  std::vector<std::int64_t> high;  ///< empty: none
};

/// Shares near proportion to `weights` (clipped to the bounds, the rest scaled to make up for it), by largest remainder; they
/// sum to `total` exactly. Equal remainders go to the lower index.
/// Preconditions: weights >= 0; the lows sum to at most, the highs to at least `total`. O(n log n).
///
///   bounded_shares(10, {{1.0, 1.0, 8.0}}, {.low = {}, .high = {5, 5, 5}}) == {3, 2, 5}
[[nodiscard]] std::vector<std::int64_t> bounded_shares(std::int64_t total, std::span<const double> weights,
                                                       const ShareBounds& bounds);

/// The same with the luck of the draw deciding who gets the fractions (systematic sampling): each share is the floor or the
/// ceiling of its quota with the right mean, so that many small quotas do not all round the same way. O(n).
[[nodiscard]] std::vector<std::int64_t> lucky_shares(std::int64_t total, std::span<const double> weights,
                                                     const ShareBounds& bounds, core::Stream& luck);

}  // namespace wangge::town
