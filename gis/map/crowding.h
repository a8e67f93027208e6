#pragma once

#include "gis/map/canvas.h"
#include "gis/write/plan_file.h"

#include <set>
#include <span>
#include <string>

/// What a sheet has no room for at its scale: left out or thinned rather than printed over everything else.
namespace wangge::gis::map {

/// What one path covers on the page [mm2]. O(points).
[[nodiscard]] double area_on_page(const Path& path);

/// Half of at least `many` areas are smaller on the page than `small_mm2`. O(points).
[[nodiscard]] bool are_crowded(std::span<const Path* const> areas, std::size_t many, double small_mm2);

/// Kinds whose hundred and more symbols, each of half size `radius` [mm], would cover over a twelfth of the ground [mm2].
/// O(posts).
[[nodiscard]] std::set<std::string> crowded_posts(std::span<const PlanFile::Post> posts, double radius, double ground_mm2);

/// Buildings drawn as dots larger than they are would cover over a quarter of the ground [mm2]: a grey haze. O(buildings).
[[nodiscard]] bool dots_crowd(std::span<const Path> buildings, double dot_mm, double ground_mm2);

}  // namespace wangge::gis::map
