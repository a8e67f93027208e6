#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

/// Which counts may leave a run: small ones are hidden, and as many others that no hidden one can be worked out.
namespace wangge::scenarios {

/// One published count of people; children add up to their parent.
struct CountedArea {
  std::string code;
  std::string parent;  ///< code; empty or unknown: none
  std::int64_t residents = 0;
  std::int64_t households = 0;
};

/// Counts under this many persons are hidden.
inline constexpr std::int64_t smallest_count = 5;

/// What is not told: the figures of these codes, and where `total` is set those of the whole territory.
struct Hidden {
  std::set<std::string> codes;
  bool total = false;
};

/// The codes whose counts are hidden: areas with fewer than 5 residents or households (primary), and complementary ones so
/// that of the children of an area never exactly one is hidden, that what can be worked out of the hidden ones together is at
/// least 5 residents and 5 households, and that a hidden parent cannot be added up from its children. The areas without parent
/// are children of the whole territory, whose total is published. The smallest counts serve as complements (ties: by code).
/// The result depends on the counts alone, so two exports of one run hide the same. O(areas^2) at worst.
/// Source: complementary cell suppression on a tree (Cox 1980; Hundepool et al. 2012, "Statistical Disclosure Control", ch. 4).
[[nodiscard]] Hidden hidden_counts(const std::vector<CountedArea>& areas);

/// How many of an area's people live within the promised minutes.
struct CoveredArea {
  CountedArea all;
  CountedArea within;
};

/// The codes whose shares are hidden: a share times a published count is a count, and so is the rest. Where either is 1 to 4
/// households or residents, or the count itself is hidden, so are the shares, with complements as for counts (a sum of hidden
/// ones may be 0: a share of 0 or 100 % tells no small count). Preconditions and cost as for hidden_counts.
[[nodiscard]] Hidden hidden_shares(const std::vector<CoveredArea>& areas, const std::set<std::string>& hidden_counts);

/// A published count and the buildings it was counted over.
struct PublishedCount {
  std::string code;
  std::int64_t residents = 0;
  std::int64_t households = 0;
  std::vector<std::string> buildings;  ///< sorted
};

/// A count that two exports together would reveal: the code in the first, the code in the second, their difference in residents,
/// or in households where that is the small one.
struct Revealed {
  std::string first;
  std::string second;
  std::int64_t difference = 0;
};

/// Compares what an earlier export published with what a new one would: where the buildings of one count contain those of
/// another, the difference is a count too, and must not be 1 to 4. O(pairs of counts that share a building x buildings).
[[nodiscard]] std::vector<Revealed> revealed_by_both(const std::vector<PublishedCount>& first,
                                                     const std::vector<PublishedCount>& second);

}  // namespace wangge::scenarios
