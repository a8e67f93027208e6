#pragma once

#include "engine/core/findings.h"
#include "engine/network/obstacles.h"
#include "engine/network/road_graph.h"
#include "gis/build/line_joints.h"
#include "gis/layers.h"
#include "gis/read/hourly_roads.h"

#include <optional>
#include <vector>

namespace wangge::gis {

struct Roads {
  std::vector<network::RoadLine> lines;
  std::vector<network::TurnRestriction> turns;
  std::vector<network::NodeBarrier> barriers;  ///< that stand on these lines
  /// "road.ferry": how many ferries count, and the longest of them; "road.barrier": how many barriers stop whom;
  /// "road.crossing", "road.near_end": where lines of a layer seem to meet but do not; "road.barrier_off": gates beside all
  /// roads; "road.conditional_unread": how many roads have rules for some hours or conditions, which are not read.
  core::Findings findings;
};

/// How a ferry is taken, and what is done where lines of a layer seem to meet.
struct RoadRules {
  core::Millis wait{5 * 60000};      ///< before a ferry leaves
  core::KilometresPerHour speed{8};  ///< where the ferry does not say how long it takes
  JointRules joints{};
};

/// The roads and ferries among the lines of the layers, in their order, what turns between them are restricted and what barriers
/// stand on them. Doors open onto no motorway (nor its links, nor what is signed as one), no trunk road for motor vehicles alone,
/// and no tunnel but a passage through a building.
///
///   const Roads roads = road_lines(layers);
[[nodiscard]] Roads road_lines(const Layers& layers, const RoadRules& rules = {});

/// The rules on directions and turns that hold in an hour, or without one, in place of those that were read.
void set_hour(Roads& roads, const HourlyRoads& hourly, std::optional<int> hour);

/// What lies between doors and roads. Nobody crosses banks of water, rivers and canals that are lines, railways on the ground;
/// streams are stepped over; tunnels and bridges are in nobody's way. Walls and fences have an opening at each gate, which is
/// what stands within a metre of them and lets walkers through.
[[nodiscard]] network::Surroundings door_surroundings(const Layers& layers);

}  // namespace wangge::gis
