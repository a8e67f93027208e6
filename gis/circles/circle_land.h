#pragma once

#include "engine/network/travel.h"
#include "engine/siting/reach.h"
#include "engine/territory/territory.h"
#include "gis/circles/land_owners.h"
#include "gis/geometry.h"

#include <optional>
#include <span>
#include <vector>

namespace wangge::gis {

/// The reached part of an edge, as a line.
[[nodiscard]] LineString line_of(const network::RoadGraph& graph, const network::ReachedPiece& piece);

/// The land of a town as circles take it, for one mode of travel: the places that can be reached and what land is theirs. Places
/// are the buildings, the derived cells, and stretches of about 16 m of those roads that own land, each reached when its
/// middle is. Made once, for all posts and limits.
///
///   const CircleLand land(travel, Mode::ebike, territory, footprints, entry);
struct CircleLand {
  std::vector<siting::ReachPlace> places;
  circles::LandOwners owners;

  /// `footprints`: of each building; null or empty: a point.
  CircleLand(const network::Travel& travel, network::Mode mode, const territory::Territory& territory,
             std::span<const MultiPolygon* const> footprints, const siting::EntryRules& entry);
};

}  // namespace wangge::gis
