#pragma once

#include "engine/core/units.h"
#include "engine/network/search.h"
#include "engine/network/spot.h"
#include "engine/network/travel.h"

#include <cstdint>
#include <span>
#include <vector>

/// The inner workings of Travel: searches that start at a spot, tables, reach.
namespace wangge::network {

/// Starts a search at the ends of the spot's edge that can be left to. Precondition: spot valid.
void start_search(Search& search, Mode mode, const Spot& spot);

/// Row-major times from each spot to each. Where many sources share the ends of their edges, it searches once from each
/// end and combines, which gives the same milliseconds.
[[nodiscard]] std::vector<TravelTime> make_table(const RoadGraph& graph, SearchPool& pool, Mode mode, std::span<const Spot> from,
                                                 std::span<const Spot> to, Threads threads);

/// What a search that ran to `limit` reached, partial edges cut where the limit falls.
[[nodiscard]] std::vector<ReachedPiece> reached_pieces(const RoadGraph& graph, const Search& search, Mode mode, const Spot& start,
                                                       std::uint64_t limit);

}  // namespace wangge::network
