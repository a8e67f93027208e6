#pragma once

#include "engine/core/id.h"
#include "engine/core/units.h"
#include "engine/network/travel.h"
#include "engine/siting/asked_kind.h"
#include "engine/siting/entry.h"
#include "engine/siting/posts.h"
#include "engine/territory/territory.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wangge::siting {

using network::TravelTime;

struct CoverageRules {
  Mode mode = Mode::ebike;
  core::Millis within{15 * 60000};
  EntryRules entry{};
  AskedKind post_kind = std::string();  ///< of the posts that serve
  std::size_t blind_spots = 20;         ///< how many to list
};

/// Demand and the part of it that is reached in time.
struct CoverageTally {
  std::int64_t households = 0;
  std::int64_t households_within = 0;
  std::int64_t residents = 0;
  std::int64_t residents_within = 0;
  std::int64_t households_unreachable = 0;
  std::int64_t buildings = 0;
  std::int64_t buildings_within = 0;
  std::optional<double> minutes_mean;  ///< over reachable households; absent: none
  std::optional<double> minutes_max;   ///< over reachable inhabited buildings; absent: none

  /// Absent where nobody lives.
  [[nodiscard]] std::optional<double> households_share() const;
  [[nodiscard]] std::optional<double> residents_share() const;
};

/// An inhabited building that is not reached in time.
struct BlindSpot {
  BuildingId building;
  std::int64_t households = 0;
  TravelTime time;  ///< unreachable, or above the limit
};

/// The static circle: who would be reached within a time if a responder were always free at the post.
struct Coverage {
  Column<BuildingId, PostId> post;      ///< that serves it; invalid: unreachable
  Column<BuildingId, TravelTime> time;  ///< gate + travel + stairs
  CoverageTally total;
  Column<ZoneId, CoverageTally> by_zone;
  Column<AreaId, CoverageTally> by_area;  ///< all levels
  std::vector<BlindSpot> blind_spots;     ///< most households first, then slowest, then lowest building
};

/// A building is served by the nearest post of its own zone (of any, where it lies in several); where its zone has none, or none
/// has a way to it, by the nearest of all posts. Nearest is by travel time, ties go to the lower post id. A derived cell,
/// which bears people without a building, is reached at its centroid by the same rule, with a gate and without stairs; it counts
/// in the tallies, so that they hold everybody, but is no building and no blind spot. One search a post; parallel, same result
/// for any threads.
///
///   const Coverage circle = static_coverage(travel, territory, zones, posts, {.mode = Mode::ebike}, threads);
[[nodiscard]] Coverage static_coverage(const network::Travel& travel, const territory::Territory& territory,
                                       const Column<ZoneId, Zone>& zones, const Posts& posts, const CoverageRules& rules,
                                       core::Threads threads);

}  // namespace wangge::siting
