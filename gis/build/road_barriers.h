#pragma once

#include "engine/core/findings.h"
#include "engine/network/node_barrier.h"
#include "engine/network/road_graph.h"
#include "gis/layers.h"

#include <vector>

namespace wangge::gis {

/// The barriers that stand on these roads. Those of a layer stand on what road is nearest within a metre, which gets a point
/// there; then all points of lines without node ids are numbered, so that barriers can name theirs. Findings: "road.barrier", how
/// many stop whom; "road.barrier_off", how many of a layer stand neither on a road nor on a wall.
[[nodiscard]] std::vector<network::NodeBarrier> place_barriers(const Layers& layers, std::vector<network::RoadLine>& lines,
                                                               core::Findings& findings);

}  // namespace wangge::gis
