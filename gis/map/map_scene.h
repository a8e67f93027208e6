#pragma once

#include "engine/network/road_class.h"
#include "gis/map/canvas.h"
#include "gis/map/map_marks.h"
#include "gis/map/map_view.h"
#include "gis/map/theme.h"
#include "gis/write/plan_file.h"

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wangge::gis::map {

/// A plan's shapes on the page, thinned to what the eye can tell apart there. Made once a map, then painted and labelled.
struct MapScene {
  struct Border {
    Trace trace;
    int rank = -1;  ///< 0: of the highest level, 1: of the next…; -1: between grids only
  };
  struct Road {
    network::LineClass line_class = network::LineClass::footway;
    Trace trace;
  };

  MapView view;
  std::vector<Path> grids;     ///< one a grid
  bool crowded = false;        ///< most grids are too small for a number: borders thin out, numbers stand where they have room
  bool names_crowded = false;  ///< most areas of the lowest level are too small for a name: only what fits inside is named
  std::set<std::string> posts_left_out;                             ///< kinds of posts of which there are too many for the page
  std::vector<Path> levels;                                         ///< one a level row
  std::vector<int> level_rank;                                      ///< one a level row: 0 is the highest
  std::vector<std::string> rank_names;                              ///< the level's word, by rank
  std::vector<std::pair<std::uint32_t, std::uint32_t>> neighbours;  ///< grids that touch
  std::vector<Border> borders;
  struct Ring {
    RingKey key;
    Path path;
  };
  std::vector<Ring> rings;  ///< response circles of all posts and effective circles
  std::vector<Path> waters;
  std::vector<Road> roads;      ///< of the classes that this scale shows, weak first
  std::vector<Path> buildings;  ///< one a building, empty: outside the frame; none where they would be a haze of dots
};

struct SceneContent {
  bool buildings = true;
  bool buildings_matter = false;  ///< they are drawn however many
  bool small_roads = true;        ///< residential and below
  double thinning_mm = 0.05;      ///< vertices closer than this to the line that remains are dropped
  double dot_mm = 0.14;           ///< the smallest building: a dot that ink can print
  double symbol = 1;              ///< factor on posts and letters, 1 on A3
};

/// O(n log n) in the vertices of the plan.
[[nodiscard]] MapScene make_scene(const PlanFile& plan, const MapView& view, const SceneContent& content);

/// Fills level_rank and rank_names: an area's depth below the areas that have no parent.
void rank_levels(MapScene& scene, const PlanFile& plan);

/// A shape on the page, thinned to `tolerance` [m]; parts that vanish are left out.
[[nodiscard]] Path page_path(const MultiPolygon& shape, const MapView& view, double tolerance);

/// Paints everything but the labels, clipped to the frame. `symbol` scales posts and borders (1 on A3); patches lie on the
/// areas, under everything else.
void paint_scene(Canvas& canvas, const PlanFile& plan, const MapScene& scene, const ThemePaint& paint, double symbol,
                 std::span<const LandPatch> patches = {});

/// The kinds of posts in the plan, in order of first appearance; the index chooses the symbol.
[[nodiscard]] std::vector<std::string> post_kinds(const PlanFile& plan);
/// Half the size of a post's symbol [mm] when symbol is 1.
inline constexpr double post_radius = 1.25;
void draw_post(Canvas& canvas, std::size_t kind, Point at, double radius);

/// Line work shared by the map and its legend.
[[nodiscard]] Stroke grid_stroke(const MapScene& scene, double symbol);
[[nodiscard]] Stroke border_stroke(int rank, int ranks, double symbol);
[[nodiscard]] Stroke border_band(int rank, int ranks, double symbol);
inline constexpr Colour water_colour{0xa9cfe6};
inline constexpr Colour water_edge{0x7fb0d0};
inline constexpr Colour building_colour{0xb9ada1};
inline constexpr Colour outside_colour{0xf5f3ee};

}  // namespace wangge::gis::map
