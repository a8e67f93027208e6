#pragma once

#include "engine/core/random.h"
#include "engine/planning/anneal.h"
#include "engine/planning/draft.h"
#include "engine/planning/spanning_cut.h"

#include <cstdint>

namespace wangge::planning {

/// Recombination of two neighbouring parts (DeFord, Duchin, Solomon 2021): joins them, draws a spanning tree, cuts it in
/// half, and keeps the new halves by Metropolis' rule. Both parts may change wholly, so it leaves hollows that flips
/// cannot. `rounds` of it while the temperature falls from hot to cold. O(rounds x arcs log arcs of two parts).
void recombine(Draft& draft, SpanningCut& cutter, const Prices& prices, std::uint64_t rounds, double hot, double cold,
               core::Stream& luck, Best& best);

}  // namespace wangge::planning
