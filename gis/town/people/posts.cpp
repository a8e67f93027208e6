#include "gis/town/people/posts.h"

#include "gis/town/people/block_graph.h"
#include "gis/town/people/living.h"
#include "gis/town/people/plane_shapes.h"
#include "gis/town/small_towns.h"

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace wangge::town {
namespace {

using territory::BuildingUse;

/// What a building that suits less counts as further away, in metres: civic 0, commercial and mixed, others.
double detour(const Town& town, const Building& building) {
  if (building.use == BuildingUse::civic) return town.blocks[building.block].use == LandUse::civic ? 0 : 400;
  if (building.use == BuildingUse::commercial || building.use == BuildingUse::mixed) return 900;
  if (building.use == BuildingUse::minor) return 10000;
  return building.use == BuildingUse::residential ? 2000 : 2500;
}

class Posts {
 public:
  Posts(const Town& town, const TownSpec& spec)
      : town_(town), year_(spec.year), small_towns_(town), taken_(town.buildings.size(), 0) {
    for (const Building& building : town.buildings) at_.push_back(inner_point(building.footprint));
  }

  [[nodiscard]] std::vector<Post> made() {
    std::vector<Post> posts(town_.areas.size());
    for (std::size_t level = town_.level_names.size(); level-- > 0;) place_level(level, posts);
    return posts;
  }

 private:
  void place_level(std::size_t level, std::vector<Post>& posts) {
    Column<AreaId, std::vector<BuildingId>> members(town_.areas.size());
    Column<AreaId, std::vector<BlockId>> blocks(town_.areas.size());
    for (const BuildingId building : core::ids<BuildingId>(town_.buildings.size())) {
      const BlockId block = town_.buildings[building].block;
      const AreaId area = area_at(block, level);
      if (!area.valid() || small_towns_.leaves_out(area, block)) continue;
      if (stands_in(town_.buildings[building], year_)) members[area].push_back(building);
    }
    for (const BlockId block : core::ids<BlockId>(town_.blocks.size())) {
      const AreaId area = area_at(block, level);
      if (area.valid()) blocks[area].push_back(block);
    }
    for (const AreaId area : core::ids<AreaId>(town_.areas.size())) {
      if (town_.areas[area].level == level) posts[area.value()] = post_of(area, level, members[area], blocks[area]);
    }
  }

  [[nodiscard]] AreaId area_at(BlockId block, std::size_t level) const {
    AreaId area = town_.blocks[block].area;
    while (area.valid() && town_.areas[area].level > level) area = town_.areas[area].parent;
    return area.valid() && town_.areas[area].level == level ? area : AreaId();
  }

  [[nodiscard]] Post post_of(AreaId area, std::size_t level, const std::vector<BuildingId>& members,
                             const std::vector<BlockId>& blocks) {
    Post post;
    post.area = area;
    const bool lowest = level + 1 == town_.level_names.size();
    post.kind = lowest ? "station" : level == 0 ? "centre" : "sub-centre";
    post.name = town_.areas[area].name + (lowest ? "网格服务站" : level == 0 ? "网格化服务管理中心" : "网格化服务管理分中心");
    if (const auto building = best_building(members)) {
      taken_[*building] = 1;
      post.building = *building;
      post.at = at_[*building];
    } else if (!blocks.empty()) {
      post.at = inner_point(ring_of(town_, largest(blocks)));
    }
    return post;
  }

  [[nodiscard]] std::optional<BuildingId> best_building(const std::vector<BuildingId>& members) const {
    core::Position middle;
    double mass = 0;
    for (const BuildingId building : members) {
      const double own = town_.buildings[building].households + 0.01;
      middle.x += own * at_[building].x;
      middle.y += own * at_[building].y;
      mass += own;
    }
    std::optional<BuildingId> best;
    double least = 0;
    for (const BuildingId building : members) {
      const double away = core::distance(at_[building], {middle.x / mass, middle.y / mass}).value +
                          detour(town_, town_.buildings[building]) + (taken_[building] != 0 ? 1e7 : 0);
      if (best && away >= least) continue;
      least = away;
      best = building;
    }
    return best;
  }

  [[nodiscard]] BlockId largest(const std::vector<BlockId>& blocks) const {
    BlockId best = blocks.front();
    double most = 0;
    for (const BlockId block : blocks) {
      const double area = std::abs(signed_area(ring_of(town_, block)));
      if (area <= most) continue;
      most = area;
      best = block;
    }
    return best;
  }

  const Town& town_;
  int year_;
  SmallTowns small_towns_;
  Column<BuildingId, core::Position> at_;
  Column<BuildingId, std::uint8_t> taken_;
};

}  // namespace

std::vector<Post> made_posts(const Town& town, const TownSpec& spec) { return Posts(town, spec).made(); }

}  // namespace wangge::town
