#include "scenarios/steps/post_ways_step.h"

#include "engine/core/parallel.h"
#include "engine/planning/road_minutes.h"
#include "engine/siting/posts.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace wangge::scenarios {
namespace {

using planning::PostWays;
using siting::Zone;
using siting::ZoneId;
using territory::AreaId;
using territory::CellId;
using territory::Territory;

bool in_each_grid(const PostSpec& post) { return post.level == "grid" && !post.at; }

/// The tables of posts that the static circle is drawn from.
std::vector<const PostSpec*> serving_tables(const Scenario& scenario, const siting::AskedKind& kind) {
  std::vector<const PostSpec*> found;
  for (const PostSpec& post : scenario.posts) {
    if (siting::is_of(post.kind, kind)) found.push_back(&post);
  }
  return found;
}

/// One zone a cell, so that a post at a point belongs to the cell of the building nearest to it.
core::Column<ZoneId, Zone> zones_of_each_cell(const Territory& territory) {
  core::Column<ZoneId, Zone> zones;
  for (const auto& buildings : territory.buildings_of_cell) zones.push_back({.code = {}, .name = {}, .buildings = buildings});
  return zones;
}

/// A post, and what it serves: an area, or the grid that the cell lies in.
struct ServingPost {
  siting::Post post;
  CellId cell;  ///< invalid: it serves an area, or nobody in particular
  AreaId area;
};

std::vector<ServingPost> posts_of(const PostSpec& spec, const gis::Layers& layers, const network::Travel& travel,
                                  const Territory& territory, network::Mode mode, core::Threads threads) {
  std::vector<siting::PostPoint> points;
  for (const gis::PlaceFeature& place : layers.places) {
    if (place.kind == spec.kind) points.push_back({place.name, place.position, {}});
  }
  const siting::PostKind kind{spec.kind, spec.level, mode};
  std::vector<ServingPost> made;
  if (spec.level == "grid") {
    const auto zones = zones_of_each_cell(territory);
    for (siting::Post& post : siting::place_at_points(travel, territory.buildings, zones, kind, points).posts) {
      const CellId cell = post.zone.valid() ? CellId(post.zone.value()) : CellId();
      made.push_back({std::move(post), cell, {}});
    }
    return made;
  }
  for (std::size_t level = 0; level < territory.levels.size(); ++level) {
    if (territory.levels[level].name != spec.level) continue;
    const auto zones = siting::zones_of_level(territory, territory::LevelId(level));
    std::vector<AreaId> areas;
    for (const AreaId area : core::ids<AreaId>(territory.areas.size())) {
      if (territory.areas.level[area] == territory::LevelId(level)) areas.push_back(area);
    }
    siting::PlacedPosts placed = spec.at ? siting::place_at_points(travel, territory.buildings, zones, kind, points)
                                         : siting::place_at_medians(travel, territory.buildings, zones, kind, {}, threads);
    for (siting::Post& post : placed.posts) {
      const AreaId area = post.zone.valid() ? areas[post.zone.value()] : AreaId();
      made.push_back({std::move(post), {}, area});
    }
  }
  return made;
}

bool lies_in(const Territory& territory, CellId cell, AreaId above) {
  for (AreaId area = territory.cells.parent[cell]; area.valid(); area = territory.areas.parent[area]) {
    if (area == above) return true;
  }
  return false;
}

/// Takes the ways of one post into account.
void add(const ServingPost& from, const std::vector<double>& minutes, const Territory& territory, PostWays& ways) {
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) {
    const double way = minutes[cell.value()];
    ways.nearest[cell] = std::min(ways.nearest[cell], way);
    if (from.area.valid() && lies_in(territory, cell, from.area)) ways.served[cell] = std::min(ways.served[cell], way);
  }
  if (!from.cell.valid()) return;
  PostWays::Post& post = ways.of_grids.emplace_back();
  post.cell = from.cell;
  for (const CellId cell : territory.cells_of_area[territory.cells.parent[from.cell]]) {
    post.minutes.push_back(minutes[cell.value()]);
  }
}

}  // namespace

std::unique_ptr<const PostWays> post_ways(const Scenario& scenario, const gis::Layers& layers, const TravelBuild& build,
                                          const Territory& territory, core::Threads threads) {
  const siting::CoverageRules rules = coverage_rules(scenario);
  const std::vector<const PostSpec*> tables = serving_tables(scenario, rules.post_kind);
  if (std::any_of(tables.begin(), tables.end(), [](const PostSpec* post) { return in_each_grid(*post); })) return nullptr;
  const network::Travel& travel = build.travel;
  std::vector<ServingPost> posts;
  for (const PostSpec* table : tables) {
    for (ServingPost& made : posts_of(*table, layers, build.by_which_posts_stand(), territory, rules.mode, threads)) {
      for (std::size_t m = 0; m < network::mode_count; ++m) {
        made.post.access[m] = travel.access(static_cast<network::Mode>(m), made.post.position);
      }
      posts.push_back(std::move(made));
    }
  }
  if (posts.empty()) return nullptr;
  auto ways = std::make_unique<PostWays>();
  ways->served = core::Column<CellId, double>(territory.cells.size(), PostWays::nobody);
  ways->nearest = core::Column<CellId, double>(territory.cells.size(), PostWays::nobody);
  ways->place = planning::places_in_areas(territory);
  const auto doors = planning::cell_doors(travel, rules.mode, territory);
  std::vector<CellId> cells;
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) cells.push_back(cell);
  constexpr std::size_t batch = 64;  // rows that are held at a time
  for (std::size_t first = 0; first < posts.size(); first += batch) {
    std::vector<std::vector<double>> rows(std::min(batch, posts.size() - first));
    core::parallel_for(threads, rows.size(), [&](std::size_t i) {
      const siting::Post& post = posts[first + i].post;
      rows[i] = planning::minutes_from(travel, rules.mode, post.by(rules.mode), post.position, territory, doors, cells);
    });
    for (std::size_t i = 0; i < rows.size(); ++i) add(posts[first + i], rows[i], territory, *ways);
  }
  std::stable_sort(ways->of_grids.begin(), ways->of_grids.end(),
                   [](const PostWays::Post& a, const PostWays::Post& b) { return a.cell < b.cell; });
  return ways;
}

}  // namespace wangge::scenarios
