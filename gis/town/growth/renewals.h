#pragma once

#include "gis/town/town_spec.h"

#include <vector>

namespace wangge::town {

/// A block whose old houses were pulled down for what stands there today.
struct Renewal {
  BlockId block;
  LandUse before = LandUse::lanes;  ///< or a village in the city
  int year = 0;                     ///< when the old houses went: that of the oldest of the new homes
};

/// The share of new quarters of this fabric that stand where old ones did, if nothing else is said. In an old core every building
/// site was taken; mixed quarters grew about villages and old streets; new grids and suburbs lie on fields with a village here
/// and there. That Chinese cities renew themselves in this way is well described (Lin 2015, The China Quarterly 224); the figures
/// are assumed.
[[nodiscard]] double usual_renewal(Fabric fabric);

/// Which blocks of today's estates and shops were old lanes or a village in the city before; by block, rising. Only blocks of
/// some breadth whose homes are of 2000 or later: land was let to builders from then on. The luck is that of (seed, block).
/// O(buildings).
[[nodiscard]] std::vector<Renewal> renewals(const Town& town, const TownSpec& spec);

}  // namespace wangge::town
