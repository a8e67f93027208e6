#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/network/turns/turn_restriction.h"
#include "gis/read/layer_specs.h"

#include <vector>

/// Turn restrictions of any GDAL source. Internal to gis/read.
namespace wangge::gis {

/// The layer `turn_restrictions` beside a layer of roads, as `wangge synth` makes both: kind (no_left_turn, only_straight_on…),
/// from and to (the `id` of roads), via_x and via_y (where they meet, in the roads' system); optionally `except`, vehicles as
/// OpenStreetMap names them (bicycle; motorcar), and hour_on, hour_off (07:00), day_on, day_off (Monday): when it binds, see
/// turn_holds. Binds e-bikes and cars; always where its times cannot be read, which "road.turn_hours" says.
/// "road.turn_conditional": it has hours, and none is asked. Empty where the source has no such layer; throws Error(input) that
/// names what it lacks where a field is absent.
[[nodiscard]] std::vector<network::TurnRestriction> read_vector_turns(const SourceSpec& roads, core::Progress& progress,
                                                                      const RoadMoment& moment, core::Findings& findings);

/// For each of some moments what binds then; the layer is read once. Empty where none of it goes by the hour.
[[nodiscard]] std::vector<std::vector<network::TurnRestriction>> read_vector_turns(const SourceSpec& roads,
                                                                                   core::Progress& progress,
                                                                                   const std::vector<RoadMoment>& moments);

}  // namespace wangge::gis
