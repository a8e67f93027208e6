#pragma once

#include "gis/town/people/whole_shares.h"
#include "gis/town/town.h"

#include <cstdint>
#include <span>
#include <vector>

/// Natural villages with 20 to 150 households each, once buildings and areas are known.
namespace wangge::town {

/// The natural villages of a town whose areas are grown: those that a border between areas parts are one village in each. Houses
/// too few for twenty households are scattered homes and no village, but for the only village of a rural area. O(buildings).
[[nodiscard]] std::vector<Hamlet> settled_villages(const Town& town);

/// Some buildings of one area that share out households among themselves.
struct Settlement {
  bool village = false;  ///< a natural village; else all else that stands in the area
  std::vector<std::size_t> members;
};

/// Tells the natural villages of an area from all else in it.
class Villages {
 public:
  explicit Villages(const Town& town);

  /// `buildings` of one lowest-level area by settlement, as indices into the span: what is in no village first, then villages in
  /// the order of their first building. One settlement where there is no village. O(buildings).
  [[nodiscard]] std::vector<Settlement> settlements(std::span<const BuildingId> buildings) const;

 private:
  const Town& town_;
  Column<BlockId, std::uint32_t> village_of_;  ///< number + 1 of the natural village that a block belongs to; 0: none
};

/// Bounds of the shares of settlements that hold `most` households each: 20 to 150 for villages where that leaves the total
/// possible; where it does not, fewer in all of them, or as many as there is room for.
[[nodiscard]] ShareBounds village_bounds(std::int64_t households, std::span<const Settlement> settlements,
                                         std::span<const std::int64_t> most);

}  // namespace wangge::town
