#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/simulation/demand/requests.h"
#include "gis/build/build_territory.h"
#include "gis/layers.h"
#include "scenarios/scenario.h"

#include <cstddef>

namespace wangge::scenarios {

/// What became of each row of a log; the counts add up to the rows.
struct LogTally {
  std::size_t rows = 0;
  std::size_t replayed = 0;
  std::size_t bad_dates = 0;
  std::size_t unknown_kinds = 0;
  std::size_t outside = 0;  ///< of the area, or with no position and no building
  std::size_t unknown_buildings = 0;
  std::size_t before_start = 0;
  std::size_t after_horizon = 0;
};

struct LogStep {
  simulation::Requests requests;
  LogTally tally;
  core::Findings findings;
};

/// Past requests as they happened: time 0 is simulation.start, or the Monday before the earliest readable row. Every row is
/// accounted for: "log.bad_date", "log.unknown_kind", "log.outside", "log.unknown_building", "log.before_start",
/// "log.after_horizon" are warnings with a count and the first such row, located where it has a position; "log.replayed" tells
/// how many are left. Throws as VectorLayer does. O(rows log rows).
/// Precondition: scenario.log.
[[nodiscard]] LogStep read_past_requests(const Scenario& scenario, const gis::Layers& layers, const gis::TerritoryBuild& built,
                                         core::Threads threads, core::Progress& progress);

}  // namespace wangge::scenarios
