#pragma once

#include <string>
#include <vector>

namespace wangge::scenarios {

/// What of a made town a scenario reads.
struct TownSources {
  std::string file = "town.gpkg";   ///< or an extract, town.osm.pbf
  std::vector<std::string> levels;  ///< from the top
  std::string grids;                ///< the layer that is today's plan; empty: none
  bool posts = true;                ///< whether the posts are the town's own
  bool rural = false;               ///< whether grids are those of villages
  double persons_per_household = 2.62;
};

/// The part of a scenario file that names a made town as its sources, as TOML with comments: levels, buildings, population,
/// roads, barriers, water, posts, grids.
[[nodiscard]] std::string town_sources_toml(const TownSources& sources);

}  // namespace wangge::scenarios
