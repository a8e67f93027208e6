#pragma once

#include "gis/town/town.h"

#include <vector>

namespace wangge::town {

/// A block that serves the people around it.
struct Service {
  BlockId block;
  double share = 0;  ///< of today's residents, who must live in the town before it comes
};

/// The schools, hospitals, markets, offices and works of a town, by use and in the order in which they come. The n-th of a kind
/// comes when the town has n - 1/2 times the residents whom one serves (plots/land_allotment.cpp: 7 500 a school, 50 000 a
/// hospital, 12 000 a market, 15 000 an office), or of today's residents divided by how many there are, if that is less; works
/// by the latter alone. The oldest quarters have theirs first: `age` is when each block's dwellings came, counted within a
/// kilometre. O(blocks log blocks + services x blocks within a kilometre).
[[nodiscard]] std::vector<Service> services_in_order(const Town& town, const Column<BlockId, double>& age,
                                                     const Column<BlockId, double>& dwellings);

}  // namespace wangge::town
