#pragma once

#include "engine/core/random.h"
#include "engine/routing/way_table.h"

#include <cstdint>
#include <vector>

namespace wangge::routing {

/// Whether a round ends where it began.
enum class TourEnd : std::uint8_t {
  back,     ///< it returns to stop 0
  anywhere  ///< it ends at its last stop
};

/// What a search for a round may cost.
struct TourEffort {
  std::uint64_t looks = 20'000'000;  ///< changes of the round weighed
  std::uint32_t ascent = 300;        ///< steps of the bound
};

/// A round through all stops.
struct Tour {
  std::vector<WayTable::Stop> order;  ///< every stop once, stop 0 first
  std::int64_t time = 0;              ///< of the whole round
  std::int64_t bound = 0;             ///< no round takes less
};

/// A short round from stop 0 through all others (the travelling salesman's problem; times may differ by direction), with a proven
/// lower bound. Up to 12 stops by going through all (Bellman 1962; Held, Karp 1962: bound and time are equal). Beyond, from the
/// nearest stop to the nearest, then reversals of a stretch and moves of up to three stops, either way round, among the ten
/// nearest stops of each (2-opt, Croes 1958; Or-opt, Or 1976), and from there kicks that exchange two stretches nearby, undone
/// where they lead to nothing as good (Martin, Otto, Felten 1991; Johnson, McGeoch 1997). Bound: `tour_bound`.
/// Depends on its arguments alone. O(size^2 + looks).
///
///   core::Stream luck(seed, 0, "round", worker);   const Tour round = short_tour(table, TourEnd::back, {}, luck);
[[nodiscard]] Tour short_tour(const WayTable& table, TourEnd end, const TourEffort& effort, core::Stream& luck);

/// The time of a round. Precondition: an order of all stops.
[[nodiscard]] std::int64_t tour_time(const WayTable& table, TourEnd end, const std::vector<WayTable::Stop>& order);

/// No round takes less: every round, direction forgotten and each way at the less of its two times, is a spanning tree and one
/// more edge; the least of these is raised by prices of the stops (Held, Karp 1970, 1971), in whole numbers, so that it stays a
/// bound. A round that ends anywhere goes home over a stop of its own that nothing else is beside. O(ascent x size^2).
[[nodiscard]] std::int64_t tour_bound(const WayTable& table, TourEnd end, std::int64_t known, std::uint32_t ascent);

}  // namespace wangge::routing
