#pragma once

#include "engine/core/units.h"
#include "engine/network/travel.h"
#include "engine/siting/posts.h"
#include "gis/build/outline_around.h"
#include "gis/geometry.h"
#include "gis/write/plan_file.h"

#include <span>
#include <string>
#include <vector>

namespace wangge::gis {

struct CircleRules {
  network::Mode mode = network::Mode::ebike;
  core::Millis within{15 * 60000};
  core::Millis at_gate{0};  ///< part of the time that is not travel
  std::string post_kind{};  ///< only posts of this kind; empty: all
  OutlineRules outline{};   ///< how far beside a reached road the circle extends
};

/// The reached part of an edge, as a line.
[[nodiscard]] LineString line_of(const network::RoadGraph& graph, const network::ReachedPiece& piece);

/// What a responder who sets out from a post can reach in time: one row a post, in their order, and a last one, "all", for
/// their union. A post without a road has no row. Roads are cut where the time is up; the land beside them is a courtesy
/// to the eye: who lives within the time is told by siting::static_coverage, door by door.
/// One search and one outline a post; parallel, same result for any threads.
[[nodiscard]] std::vector<PlanFile::Circle> response_circles(const network::Travel& travel, const siting::Posts& posts,
                                                             const CircleRules& rules, core::Threads threads);

}  // namespace wangge::gis
