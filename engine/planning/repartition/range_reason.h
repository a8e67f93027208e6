#pragma once

#include "engine/core/text.h"
#include "engine/planning/planning_rules.h"
#include "engine/planning/repartition/atom_graph.h"
#include "engine/planning/repartition/divide.h"
#include "engine/planning/search_graph.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::planning {

/// Why a new area is out of range. `proven`: whatever division is taken, some area is.
struct OffRange {
  bool proven = false;
  core::Text reason;  ///< with the numbers
};

/// What was divided: the areas under one above.
struct DividedLand {
  std::size_t pieces = 0;
  std::uint32_t parts = 1;
  SizeRange size;
  PeopleUnit unit = PeopleUnit::residents;
};

/// A reason for each part of a division that is out of range: one of its pieces alone is over the maximum; so many areas cannot
/// hold the people; all divisions were gone through; or none was found. O(nodes).
[[nodiscard]] std::vector<std::optional<OffRange>> off_range(const SearchGraph& graph, const Division& division,
                                                             const DividedLand& land);

}  // namespace wangge::planning
