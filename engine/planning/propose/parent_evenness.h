#pragma once

#include "engine/core/text.h"
#include "engine/planning/plan.h"
#include "engine/planning/propose/parcel.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace wangge::planning {

/// How even the grids of a parent could be at the best, and why no better.
struct Evenness {
  double bound = 0;      ///< no plan with so many grids has a smaller largest deviation
  std::string_view key;  ///< node, piece, sums, groups, states; empty: nothing bounds it
  core::Text text;       ///< what bounds it, with the numbers; empty with the key
};

/// The best of three bounds for the parts that a plan makes of a parent's parcels: a heavy node and the sums of others
/// (`heavy_bound`), sums, pigeonholes, pockets and groups of heavy nodes of the whole parent (`work_bound`), and what
/// `even_parts` proved of it. The last two where the parent is one parcel, and the proofs of `even_parts` where all its grids are
/// in range (`in_range`; otherwise the parcels must be those of `unjoined_parcels`). `parts`: grids in each parcel. `mean`: work
/// of a grid of the parent that is not dedicated, above zero.
[[nodiscard]] Evenness evenness_of(const Plan& plan, std::span<const Parcel> parcels, std::span<const std::uint32_t> parts,
                                   double mean, bool in_range);

/// Compounds that were let go so that all grids of the parcel can be in range; nothing where none was.
[[nodiscard]] std::optional<core::Text> loosened_text(const Plan& plan, const Parcel& parcel);

}  // namespace wangge::planning
