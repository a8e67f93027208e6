#pragma once

#include "engine/core/units.h"
#include "engine/network/hierarchy/router.h"
#include "engine/network/spot.h"
#include "engine/network/travel.h"

#include <cstdint>
#include <span>
#include <vector>

/// The inner workings of Travel: tables between spots, reach.
namespace wangge::network {

/// Unreachable where it does not fit.
[[nodiscard]] TravelTime narrow(std::uint64_t ms);

/// Along the edge that both are on, their legs included; unreachable where that is not possible.
[[nodiscard]] TravelTime direct_time(const Spot& from, const Spot& to);

/// Row-major times from each spot to each.
[[nodiscard]] std::vector<TravelTime> make_table(const Router& router, std::span<const Spot> from, std::span<const Spot> to,
                                                 Threads threads);

/// What lies within `limit`, partial edges cut where the limit falls, after a search from `start` to all nodes.
[[nodiscard]] std::vector<ReachedPiece> reached_pieces(const RoadGraph& graph, const Router::One& search, Mode mode,
                                                       const Spot& start, std::uint64_t limit);

}  // namespace wangge::network
