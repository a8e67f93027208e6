#pragma once

#include "engine/core/units.h"
#include "engine/network/travel.h"
#include "engine/siting/entry.h"
#include "engine/siting/posts.h"
#include "engine/territory/territory.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace wangge::siting {

/// What posts reach, taken one by one: each post by itself, and all of them together. The static circle of coverage.h asks who
/// serves whom; here a post reaches everybody whom it reaches in time, whoever serves them.

/// Somewhere that a circle may hold: where it meets the road, and the time from its door to whom it is about.
struct ReachPlace {
  AccessPoint access;
  core::Millis entry{0};
  std::int64_t buildings = 0;  ///< 1 for a building, 0 for anything else
  std::int64_t households = 0;
  std::int64_t residents = 0;
};

/// The buildings of a territory by rising id, with gate and stairs; then its derived cells by rising id, which bear people
/// without a building and are reached in their middle, without stairs. O(buildings + cells).
[[nodiscard]] std::vector<ReachPlace> reach_places(const network::Travel& travel, Mode mode,
                                                   const territory::Territory& territory, const EntryRules& entry);
/// The derived cells of a territory, rising: the places behind the buildings.
[[nodiscard]] std::vector<CellId> derived_cells(const territory::Territory& territory);

/// What is reached within a time limit.
struct ReachTally {
  std::int64_t buildings = 0;
  std::int64_t households = 0;
  std::int64_t residents = 0;
  friend bool operator==(const ReachTally&, const ReachTally&) = default;
};

/// For each place, one more than the most travel time [ms] with which it is still reached within the limit, door included; 0:
/// even a post at its door would come too late.
[[nodiscard]] std::vector<std::uint32_t> time_bounds(std::span<const ReachPlace> places, core::Millis limit);

/// Whether a travel time keeps a bound of `time_bounds`.
[[nodiscard]] constexpr bool keeps(network::TravelTime time, std::uint32_t bound) { return time.ms < bound; }

/// O(places).
[[nodiscard]] ReachTally tally(std::span<const ReachPlace> places, std::span<const network::TravelTime> times,
                               std::span<const std::uint32_t> bounds);

/// The exact set of places that a post with these travel times reaches, rising. O(places).
[[nodiscard]] std::vector<std::uint32_t> reached(std::span<const network::TravelTime> times,
                                                 std::span<const std::uint32_t> bounds);

/// Travel times from some posts, sixteen at most, to all places: row-major, a row a post.
struct ReachRows {
  std::size_t first = 0;  ///< the first post
  std::size_t posts = 0;
  std::span<const network::TravelTime> times;

  [[nodiscard]] std::span<const network::TravelTime> row(std::size_t post, std::size_t places) const {
    return times.subspan(post * places, places);
  }
};

/// Hands over the travel times of all posts in blocks of sixteen, each block once, in parallel: `take` writes only to its own
/// posts. Blocks arrive in any order, their content does not depend on the number of threads. O(posts x places), at a nanosecond
/// or two a pair; 128 bytes a place and thread are held at a time, of four threads at most.
///
///   sweep_posts(travel, Mode::ebike, doors_of_posts, places, threads, [&](const ReachRows& rows) { ... });
void sweep_posts(const network::Travel& travel, Mode mode, std::span<const AccessPoint> from, std::span<const ReachPlace> to,
                 core::Threads threads, const std::function<void(const ReachRows&)>& take);

/// By post and in all, for each of some rising limits.
struct Reach {
  std::vector<core::Millis> limits;
  std::vector<std::vector<ReachTally>> by_post;  ///< [post][limit]
  std::vector<ReachTally> any;                   ///< by any post, of each limit
  std::vector<network::TravelTime> nearest;      ///< of each place: travel from the nearest post, without the place's own entry
};

/// O(posts x (places + limits x places)). A post without a road reaches nothing. `also` sees the same times as `sweep_posts`
/// would hand over. Precondition: limits rise.
[[nodiscard]] Reach reach_of_posts(const network::Travel& travel, Mode mode, std::span<const AccessPoint> from,
                                   std::span<const ReachPlace> places, std::span<const core::Millis> limits,
                                   core::Threads threads, const std::function<void(const ReachRows&)>& also = {});

/// Two sets of posts against each other, within one limit.
struct ReachChange {
  std::vector<std::uint32_t> gained;  ///< places that only the second set reaches, rising
  std::vector<std::uint32_t> lost;    ///< places that only the first set reaches
  ReachTally gained_tally;
  ReachTally lost_tally;
};

/// From the travel times of either set to each place (`Reach::nearest`). O(places).
[[nodiscard]] ReachChange reach_change(std::span<const ReachPlace> places, std::span<const network::TravelTime> before,
                                       std::span<const network::TravelTime> after, core::Millis limit);

}  // namespace wangge::siting
