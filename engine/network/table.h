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

/// How wide a network is and how fast a mode is on it.
struct NetworkScale {
  double diagonal = 0;        ///< m, of the box around its nodes
  double millis_a_metre = 0;  ///< over all that the mode may use
};
/// O(nodes + edges).
[[nodiscard]] NetworkScale network_scale(const RoadGraph& graph, Mode mode);

/// Row-major times from each spot to each. Where all of them are near one another, the search keeps to what is near too, and
/// is done again without that limit where a way is longer than is to be expected: the answer is the same.
[[nodiscard]] std::vector<TravelTime> make_table(const RoadGraph& graph, const NetworkScale& scale, const Router& router,
                                                 std::span<const Spot> from, std::span<const Spot> to, Threads threads);

/// What lies within `limit`, partial edges cut where the limit falls, after a search from `start` to all nodes.
[[nodiscard]] std::vector<ReachedPiece> reached_pieces(const RoadGraph& graph, const Router::One& search, Mode mode,
                                                       const Spot& start, std::uint64_t limit);

}  // namespace wangge::network
