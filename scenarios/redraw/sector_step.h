#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/planning/sectors/conflicts.h"
#include "engine/planning/sectors/merge_sectors.h"
#include "gis/build/assign_grids.h"
#include "gis/layers.h"
#include "scenarios/scenario.h"

#include <string>
#include <vector>

namespace wangge::scenarios {

/// Reads every [[sector]] and lays it over the cells: a cell goes to the sector's area in which most of its households live.
/// Throws what reading throws, with the name of the file.
[[nodiscard]] std::vector<planning::SectorPartition> read_sectors(const Scenario& scenario, const gis::ReferenceSystem& reference,
                                                                  const territory::Territory& territory,
                                                                  const gis::CellShape& shape, core::Threads threads,
                                                                  core::Progress& progress, core::Findings& findings);

/// Notes for readers: how far each pair of sectors agrees, how many conflicts there are with the largest, and how much of each
/// sector's borders the plan follows. None without sectors.
[[nodiscard]] core::Findings sector_findings(const planning::Plan& plan, const std::vector<planning::SectorPartition>& sectors);

/// sectors.json: how far the sectors agree, every conflict with area and households, and for every border of the comprehensive
/// grids which sectors' borders it follows and what lies on it.
[[nodiscard]] std::string sectors_json(const Scenario& scenario, const planning::Plan& plan,
                                       const std::vector<planning::SectorPartition>& sectors);

}  // namespace wangge::scenarios
