#pragma once

#include "engine/core/units.h"
#include "engine/network/travel.h"
#include "engine/siting/asked_kind.h"
#include "engine/siting/posts.h"
#include "engine/siting/reach.h"
#include "gis/circles/circle_land.h"
#include "gis/geometry.h"
#include "gis/write/plan_file.h"

#include <span>
#include <string>
#include <vector>

namespace wangge::gis {

/// The name under which plan.gpkg holds what any post reaches.
inline constexpr const char* all_posts = "all";

struct CircleRules {
  network::Mode mode = network::Mode::ebike;
  std::vector<core::Millis> rings = {core::Millis(15 * 60000)};  ///< of all posts together, rising
  std::vector<core::Millis> of_post = {};                        ///< of each post; each is one of `rings`
  siting::AskedKind post_kind = std::string();                   ///< of the posts with a circle
  std::string responder{};                                       ///< kind of those who set out, for the rows
};

struct Circles {
  std::vector<PlanFile::Circle> rows;  ///< of each post, then of all posts
  std::vector<siting::PostId> posts;   ///< that have a circle, in their order
  siting::Reach reach;                 ///< exact figures of these posts, for each of the rings
};

/// What responders who set out from the posts can reach in time, as exact figures and as shapes: a row for each post and limit
/// of `of_post`, then a row "all" a ring. A shape is the land of the places that are reached (LandOwners): every reached
/// building lies in it, whole, and no other building that is more than 20 m from a reached one. It is valid, but may have many
/// parts and holes. A post without a road has no row. Same result for any threads.
/// One table of times and a walk over the lattice for every sixteen posts: about a millisecond a post in a city of 100,000
/// buildings.
///
///   const Circles circles = response_circles(travel, posts, land, {.mode = Mode::ebike}, threads);
[[nodiscard]] Circles response_circles(const network::Travel& travel, const siting::Posts& posts, const CircleLand& land,
                                       const CircleRules& rules, core::Threads threads);

/// The land of some places of `land.places`, given as numbers.
[[nodiscard]] MultiPolygon land_of_places(const CircleLand& land, std::span<const std::uint32_t> places);

}  // namespace wangge::gis
