#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "gis/layers.h"
#include "gis/read/layer_specs.h"

#include <vector>

/// Repairs and checks of features in the projected system. Every change is reported. Internal to gis/read.
namespace wangge::gis {

/// Makes the shapes valid ("area.repaired"); drops empty ones ("area.empty"). Throws Error(input) for a coordinate that is no
/// number.
void repair_areas(std::vector<AreaFeature>& areas, const SourceSpec& source, core::Findings& findings);

/// Makes the footprints valid ("building.repaired"); one that cannot be gets a defect ("building.broken"). None is dropped.
void repair_buildings(std::vector<BuildingFeature>& buildings, const SourceSpec& source, core::Threads threads,
                      core::Progress& progress, core::Findings& findings);

/// Reports equal footprints ("building.duplicate") and makes repeated ids unique by a suffix "#2" ("building.id"). None is
/// dropped.
void check_buildings(std::vector<BuildingFeature>& buildings, const SourceSpec& source, core::Findings& findings);

/// Drops repeated points, and lines with a coordinate that is no number or with less than two points ("road.broken").
void repair_lines(std::vector<LineFeature>& lines, const SourceSpec& source, core::Findings& findings);

/// Makes the shapes valid; drops what has none ("water.broken").
void repair_waters(std::vector<WaterFeature>& waters, const SourceSpec& source, core::Findings& findings);

}  // namespace wangge::gis
