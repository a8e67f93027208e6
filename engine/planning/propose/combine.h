#pragma once

#include "engine/core/random.h"
#include "engine/planning/propose/aim_draft.h"

#include <cstddef>
#include <vector>

namespace wangge::planning {

/// One partition of a parcel to choose from: what it has of each term, and what it costs at the given weights.
struct CombineOption {
  AimTerms terms{};
  double cost = 0;
};

/// For each parcel one of its options, so that over all parcels no term is above what the first options have together (the
/// largest deviation: above their largest), at the least cost met. One parcel may lose where others win. Travel stays below by
/// `margin` of it, since it is measured between nodes here. Where nothing better is found the answer is all zeros.
/// Annealed swaps of single options with a rising price on what is above: O(steps x terms), steps about 2,000 a parcel.
///
/// Preconditions: every parcel has an option; AimTerm::open_gap is set with the open share of all first options.
[[nodiscard]] std::vector<std::size_t> combine_no_worse(const std::vector<std::vector<CombineOption>>& options, double margin,
                                                        core::Stream& luck);

}  // namespace wangge::planning
