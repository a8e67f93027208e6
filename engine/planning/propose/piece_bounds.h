#pragma once

#include "engine/planning/exact/checked_bound.h"
#include "engine/planning/plan.h"
#include "engine/planning/propose/parcel.h"
#include "engine/planning/propose/parent_bounds.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace wangge::planning {

/// Which plans the bounds of a parent speak of.
enum class BoundScope : std::uint8_t {
  in_range,   ///< as many grids in each connected piece, all in range
  own_sizes,  ///< as many connected grids in each piece, no smaller or larger than this plan's; of the deviation, of any size
  none        ///< the plan itself parts what is to be whole or is not connected: no bound is stated
};

/// "in_range", "own_sizes" or "none".
[[nodiscard]] std::string_view name(BoundScope scope);

/// Parcels, and the bounds of their borders.
struct BoundGround {
  const std::vector<Parcel>& parcels;
  BorderBounds& borders;
};

/// What is proven of the border of one parent.
struct PieceBounds {
  BoundScope scope = BoundScope::none;
  std::vector<std::uint32_t> parts;  ///< grids in each parcel; with the scope
  double border = 0;                 ///< metres
  BorderBoundKind border_by{};       ///< of most of it
};

/// The scope that the plan is in itself, and the border's bound for it: borders between parcels are borders in every plan, within
/// a parcel its own bound holds. `border`: metres that the plan has. Throws as `checked_bound`; O(cells + borders) and the
/// bounds.
[[nodiscard]] PieceBounds bound_pieces(const Plan& plan, const BoundGround& joined, const BoundGround& unjoined,
                                       std::size_t begin, std::size_t end, double border);

}  // namespace wangge::planning
