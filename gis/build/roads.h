#pragma once

#include "engine/core/findings.h"
#include "engine/network/obstacles.h"
#include "engine/network/road_graph.h"
#include "gis/layers.h"

#include <vector>

namespace wangge::gis {

struct Roads {
  std::vector<network::RoadLine> lines;
  std::vector<network::TurnRestriction> turns;
  std::vector<network::NodeBarrier> barriers;  ///< that stand on these lines
  /// "road.ferry": how many ferries count, and the longest of them; "road.barrier": how many barriers stop whom;
  /// "road.conditional_unread": how many roads have rules for some hours or conditions, which are not read.
  core::Findings findings;
};

/// How a ferry is taken.
struct FerryRules {
  core::Millis wait{5 * 60000};      ///< before it leaves
  core::KilometresPerHour speed{8};  ///< where the ferry does not say how long it takes
};

/// The roads and ferries among the lines of the layers, in their order, what turns between them are restricted and what barriers
/// stand on them.
///
///   const Roads roads = road_lines(layers);
[[nodiscard]] Roads road_lines(const Layers& layers, const FerryRules& ferries = {});

/// What nobody walks across between a door and its road: banks of water, rivers and canals that are lines, railways on the
/// ground. Streams are stepped over; tunnels and bridges are in nobody's way.
[[nodiscard]] network::Obstacles access_obstacles(const Layers& layers);

}  // namespace wangge::gis
