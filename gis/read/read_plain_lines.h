#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "gis/layers.h"
#include "gis/read/layer_specs.h"

#include <vector>

namespace wangge::gis {

/// The lines of a layer without any meaning of roads or rivers, in the deployment's system: those a planner drew. Polygons count
/// as their outlines; features without lines, and coordinates that are no numbers, are left out. Throws as VectorLayer does.
[[nodiscard]] std::vector<LineString> read_plain_lines(const SourceSpec& source, const ReferenceSystem& reference,
                                                       core::Progress& progress, core::Findings& findings);

}  // namespace wangge::gis
