#pragma once

#include "engine/evaluation/built_ground.h"
#include "engine/evaluation/outline_index.h"
#include "engine/evaluation/street_net.h"

#include <optional>
#include <span>

namespace wangge::evaluation {

/// What the streets on some ground look like. Absent: nothing there to measure.
struct StreetForm {
  core::Metres length{0};     ///< of streets, on the ground
  std::size_t junctions = 0;  ///< three or more streets meet
  std::size_t three_way = 0;
  std::size_t four_way = 0;
  std::size_t ends = 0;  ///< dead ends; streets that the source cuts off are none
  std::optional<double> piece_mean;
  std::optional<double> piece_median;  ///< m, of pieces whose middle lies on the ground
  std::optional<double> streets_per_node;
  std::optional<double> entropy;  ///< of bearings, each piece once in both directions
  std::optional<double> order;
  std::optional<double> piece_circuity;
  std::optional<double> trip_circuity;
};

/// Trips between junctions for `trip_circuity`: from `origins` drawn junctions to all that lie between the distances as the
/// crow flies. The draw depends on nothing but the streets.
struct TripRules {
  std::size_t origins = 64;
  core::Metres least{500};
  core::Metres most{2000};
};

/// Streets that end within 20 m of the edge of the source are cut off there, not dead ends; `edge` finds that edge.
/// O(pieces + origins x pieces near them x log).
[[nodiscard]] StreetForm measure_streets(const StreetNet& net, const BuiltGround& ground, const OutlineIndex& edge,
                                         const TripRules& trips = {});

}  // namespace wangge::evaluation
