#pragma once

#include "engine/planning/planning_rules.h"
#include "engine/planning/propose/parcel.h"

#include <cstdint>

namespace wangge::planning {

/// No partition of a parcel into so many connected parts within the range has less of either.
struct ParcelBound {
  double border = 0;     ///< metres between parts
  double deviation = 0;  ///< of the work of one part from the parent's mean, as a share of it
};

/// The border: packed spanning trees (Tutte 1961, Nash-Williams 1961): a partition into k parts cuts k - 1 edges of every tree.
/// The deviation: the part with a given heavy node weighs a sum of node weights that holds it; the nearest such sum to the mean,
/// the largest over heavy nodes.
/// `grids`: of the whole parent; the mean is its work divided by them. O(trees x arcs log arcs + nodes x work).
[[nodiscard]] ParcelBound bound_parcel(const Parcel& parcel, const SizeRange& range, std::uint32_t parts, std::size_t grids);

}  // namespace wangge::planning
