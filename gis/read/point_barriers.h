#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "gis/layers.h"
#include "gis/read/layer_specs.h"

#include <vector>

namespace wangge::gis {

/// Gates, bollards, bars… of a point layer, in the deployment's system: the words of its field of kinds, and of fields named
/// access, foot, bicycle, vehicle, motor_vehicle, motorcar, locked and bollard, mean what OpenStreetMap means by them. A point
/// whose kind is `no`, or empty where the field is given, is left out. Throws as VectorLayer does, and Error(input) where
/// something else than points is found.
[[nodiscard]] std::vector<BarrierFeature> read_point_barriers(const RoadBarrierSpec& spec, const ReferenceSystem& reference,
                                                              core::Progress& progress, core::Findings& findings);

}  // namespace wangge::gis
