#pragma once

#include "engine/network/ends.h"
#include "engine/network/search.h"
#include "engine/network/travel_time.h"

namespace wangge::network {

/// Starts a search that leaves by the ends. It then settles nodes one by one: the plain algorithm that the hierarchy is proven
/// against (Dijkstra 1959).
void start_search(Search& search, Mode mode, const Ends& from);

/// The shortest time from ends to ends by Dijkstra's algorithm alone, which stops as soon as it is certain.
/// O(arcs within that time x log).
[[nodiscard]] TravelTime dijkstra_time(Search& search, Mode mode, const Ends& from, const Ends& to);

}  // namespace wangge::network
