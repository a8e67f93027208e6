#pragma once

#include "engine/core/estimate.h"
#include "engine/evaluation/evaluation.h"
#include "engine/simulation/inputs.h"
#include "engine/simulation/road_travel.h"

#include <optional>

namespace wangge::scenarios {

/// How far all responders go in a replication, in metres: their time under way, by mode, times the length over the time of the
/// ways from post to household of at most 1,000 accepted requests of replication 0, evenly taken (ratio estimate, Cochran 1977).
/// The interval is that of the time alone. Nothing where nobody goes anywhere. Cost: that many searches.
[[nodiscard]] std::optional<core::Estimate> distance_of(const simulation::SimulationInputs& inputs,
                                                        const simulation::RoadTravel& roads,
                                                        const evaluation::SimulationResult& result);

}  // namespace wangge::scenarios
