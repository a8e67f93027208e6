#pragma once

#include "engine/core/random.h"
#include "engine/planning/parts/parts_state.h"
#include "engine/planning/parts/search_meter.h"

#include <cstdint>

namespace wangge::planning {

/// How flips are accepted: cost = cut + price x excess / ideal weight of a part; the temperature falls geometrically, the price
/// rises so.
struct FlipCooling {
  std::uint64_t proposals = 0;
  double hot = 1;
  double cold = 0.2;
  double price = 0;  ///< at the end: edges for an excess as large as an ideal part
  double ease = 1;   ///< share of the price at the start: below 1 heavy nodes may change sides early
};

/// Keeps the state if it is better.
void offer(const PartsState& state, BestParts& best);

/// Metropolis' rule on moves of single nodes across a cut edge, drawn uniformly among the ends of cut edges. Contiguity is
/// tested only for moves that would be accepted. The state ends as it is then; `best` keeps the best state passed.
/// O(proposals x neighbours + accepted x nodes of a part at worst).
void anneal_flips(PartsState& state, const FlipCooling& cooling, double ideal, core::Stream& luck, SearchMeter& meter,
                  BestParts& best);

}  // namespace wangge::planning
