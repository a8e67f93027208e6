#pragma once

#include "engine/core/findings.h"
#include "engine/network/road_graph.h"
#include "gis/layers.h"

#include <span>
#include <string>
#include <vector>

namespace wangge::gis {

struct Roads {
  std::vector<network::RoadLine> lines;
  std::vector<network::TurnRestriction> turns;
  core::Findings findings;  ///< "road.closed_unknown": an id to close that no road has
};

/// The roads among the lines of the layers, in their order, and what turns between them are restricted; those whose source id is
/// in `closed` are closed for all modes.
///
///   const Roads roads = road_lines(layers, scenario.roads.closed);
[[nodiscard]] Roads road_lines(const Layers& layers, std::span<const std::string> closed);

}  // namespace wangge::gis
