#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wangge::core {

/// What two partners have in common, the most important part first: weights compare part by part and add part by part, so a
/// later part only decides between matchings that are equal in all earlier ones.
struct PairWeight {
  std::array<std::int64_t, 4> parts{};

  friend constexpr auto operator<=>(const PairWeight&, const PairWeight&) = default;
  friend constexpr PairWeight operator+(const PairWeight& a, const PairWeight& b) {
    PairWeight sum;
    for (std::size_t i = 0; i < sum.parts.size(); ++i) sum.parts[i] = a.parts[i] + b.parts[i];
    return sum;
  }
  friend constexpr PairWeight operator-(const PairWeight& a, const PairWeight& b) {
    PairWeight rest;
    for (std::size_t i = 0; i < rest.parts.size(); ++i) rest.parts[i] = a.parts[i] - b.parts[i];
    return rest;
  }
};

/// One possible pair of row and column.
struct WeightedPair {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  PairWeight weight;
};

/// The column of each row in a matching of greatest total weight; a row stays alone where no pair of it helps. Exact, by
/// shortest augmenting paths over reduced costs (Kuhn 1955; Jonker and Volgenant 1987) on the pairs that exist alone.
/// The same answer for the same pairs in any order, as long as the best matching is unique.
/// Preconditions: each pair once, every weight above zero; sums of a part over all rows fit in 62 bits.
/// O(rows * pairs * log pairs) at worst, about linear where each row has a few pairs.
///
///   std::vector<std::optional<std::uint32_t>> column = heaviest_matching(3, 3, pairs);
[[nodiscard]] std::vector<std::optional<std::uint32_t>> heaviest_matching(std::size_t rows, std::size_t columns,
                                                                          std::span<const WeightedPair> pairs);

}  // namespace wangge::core
