#pragma once

#include "engine/core/random.h"
#include "engine/network/hierarchy/router.h"
#include "engine/network/road_graph.h"
#include "engine/network/travel_time.h"

#include <cstdint>
#include <span>
#include <vector>

/// The answers of `wangge lab route` beside plain Dijkstra.
namespace wangge::scenarios {

struct RouteChecks {
  std::uint64_t compared = 0;
  std::uint64_t reached = 0;  ///< of these, with a way
  std::uint64_t mismatches = 0;
};

/// Random places along random edges that the mode may use, also off the main network: the time of the pair, and the times of the
/// edges of its way, against Dijkstra's algorithm.
[[nodiscard]] RouteChecks check_pairs(const network::RoadGraph& graph, const network::Speeds& speeds,
                                      const network::Router& router, std::uint32_t pairs, core::Seed seed);

/// Whole rows of a table against one search each, as many as hold `cells` of it.
[[nodiscard]] RouteChecks check_rows(const network::RoadGraph& graph, network::Mode mode, std::span<const network::Ends> from,
                                     std::span<const network::Ends> to, std::span<const network::TravelTime> table,
                                     std::uint32_t cells);

}  // namespace wangge::scenarios
