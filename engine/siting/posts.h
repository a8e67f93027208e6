#pragma once

#include "engine/core/findings.h"
#include "engine/core/id.h"
#include "engine/core/units.h"
#include "engine/network/travel.h"
#include "engine/territory/territory.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::siting {

using core::Column;
using core::Position;
using network::AccessPoint;
using network::Mode;
using territory::AreaId;
using territory::BuildingId;
using territory::CellId;

/// A grid or an administrative area, as the place that a post serves. Ids follow the list it stands in.
using ZoneId = core::Id<struct ZoneTag>;
using PostId = core::Id<struct PostTag>;

struct Zone {
  std::string code;
  std::string name;
  std::vector<BuildingId> buildings;    ///< rising
  std::vector<CellId> derived_cells{};  ///< that bear people although no building is known there, rising
};

/// One zone an area of a level, in the order of the areas. O(areas + buildings).
[[nodiscard]] Column<ZoneId, Zone> zones_of_level(const territory::Territory& territory, territory::LevelId level);

/// One zone a label of the cells (a grid): `codes[i]` and `names[i]` belong to label i; an invalid label is in no zone.
[[nodiscard]] Column<ZoneId, Zone> zones_of_cells(const territory::Territory& territory, const Column<CellId, ZoneId>& label,
                                                  std::span<const std::string> codes, std::span<const std::string> names);

/// How a post came to its place.
enum class Placement : std::uint8_t {
  given,   ///< the scenario's point
  median,  ///< proven: no building of the zone has a lower household-weighted mean time
  sampled  ///< the best of a sample and of its surroundings: the zone has too many buildings to try all
};

/// Where responders start from.
struct Post {
  std::string name;
  std::string kind;    ///< as the scenario names it: station, centre...
  std::string level;   ///< "grid", or the name of a level
  std::string parent;  ///< code of the zone; empty: in none
  ZoneId zone;         ///< invalid: in none
  Position position;
  std::array<AccessPoint, network::mode_count> access;
  BuildingId home;  ///< the building it stands in; invalid: at a given point
  Placement placement = Placement::given;

  [[nodiscard]] const AccessPoint& by(Mode mode) const { return access[static_cast<std::size_t>(mode)]; }
};

using Posts = Column<PostId, Post>;

/// A point that the scenario gives.
struct PostPoint {
  std::string name;
  Position position;
  ZoneId zone;  ///< the zone it lies in; invalid: the zone of the nearest building
};

/// What all posts of one list have in common.
struct PostKind {
  std::string kind = "station";
  std::string level = "grid";
  Mode mode = Mode::ebike;  ///< of the responders who start there
};

struct MedianRules {
  std::size_t exact_up_to = 2000;  ///< buildings of a zone that are all tried
  std::size_t sample = 400;        ///< otherwise: evenly by id, then as many around the best
};

struct PlacedPosts {
  Posts posts;
  core::Findings findings;  ///< "post.unreachable": a zone without any reachable building
};

/// The same posts on the roads of now: they stand where they stand, and set out by what leads past them there. Answers those of
/// a kind that had a road of the mode before and have none now: they can send nobody. O(posts).
[[nodiscard]] std::vector<PostId> set_out_on(const network::Travel& now, Mode mode, const std::string& kind, Posts& posts);

/// Posts at given points, in their order. A point without a zone belongs to that of the nearest building. O(points * buildings).
[[nodiscard]] PlacedPosts place_at_points(const network::Travel& travel, const territory::Buildings& buildings,
                                          const Column<ZoneId, Zone>& zones, const PostKind& kind,
                                          std::span<const PostPoint> points);

/// One post a zone, at its 1-median: the building from which the sum of households x travel time to all buildings of the
/// zone is least (buildings count alike where no household lives). Ties: the lowest building id. Buildings that cannot be
/// reached weigh nothing. Zones in parallel, same result for any threads.
[[nodiscard]] PlacedPosts place_at_medians(const network::Travel& travel, const territory::Buildings& buildings,
                                           const Column<ZoneId, Zone>& zones, const PostKind& kind, const MedianRules& rules,
                                           core::Threads threads);

}  // namespace wangge::siting
