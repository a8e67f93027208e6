#pragma once

#include "engine/network/travel.h"
#include "gis/build/build_territory.h"
#include "gis/layers.h"
#include "gis/write/plan_file.h"
#include "scenarios/site/site_result.h"

#include <filesystem>

namespace wangge::scenarios {

/// sites.gpkg: layers `posts` (the chosen sites), `demand` (every home with the post that serves it), `candidates`, `blind_spots`
/// and, where there are any, `posts_today`. docs/siting.md lists the fields. Throws Error(environment) as LayerFile does.
void write_site_layers(const std::filesystem::path& path, const SiteResult& result, const gis::ReferenceSystem& reference);

/// The chosen sites and how long each building is from them, as plan.gpkg has posts and minutes.
[[nodiscard]] siting::Posts chosen_posts(const SiteResult& result, const network::Travel& travel);
[[nodiscard]] siting::Coverage chosen_coverage(const SiteResult& result, const network::Travel& travel,
                                               const siting::Posts& posts, core::Threads threads);
/// The land around the chosen sites that is reached in time; none where people go to the sites on wheels.
[[nodiscard]] std::vector<gis::PlanFile::Circle> chosen_circles(const SiteResult& result, const gis::Layers& layers,
                                                                const gis::TerritoryBuild& built, const network::Travel& travel,
                                                                const siting::Posts& posts, core::Threads threads);

}  // namespace wangge::scenarios
