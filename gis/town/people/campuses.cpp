#include "gis/town/people/campuses.h"

#include "gis/town/people/living.h"
#include "gis/town/people/plane_shapes.h"
#include "gis/town/people/work_kinds.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace wangge::town {
namespace {

bool is_campus(LandUse use) {
  return use == LandUse::school || use == LandUse::hospital || use == LandUse::market || use == LandUse::civic;
}

/// Whether an organisation of this kind is what such a block is for: hospitals by the size of their largest house.
bool serves(LandUse use, const std::string& kind) {
  switch (use) {
    case LandUse::school:
      return kind == "school";
    case LandUse::hospital:
      return kind == "hospital" || kind == "clinic";
    case LandUse::market:
      return kind == "market office";
    case LandUse::civic:
      return kind == "government";
    default:
      return false;
  }
}

class Balance {
 public:
  Balance(Town& town, int year) : town_(town), spare_(town.areas.size(), 0), lowest_(lowest_areas(town)) {
    for (const AreaId area : lowest_) spare_[area] = town.areas[area].totals.organisations;
    for (const Campus& campus : campuses(town, year)) {
      const AreaId area = town.blocks[campus.block].area;
      if (area.valid()) --spare_[area];
    }
  }

  void run() {
    for (std::size_t level = town_.level_names.size(); level-- > 0;) {
      std::map<AreaId, std::vector<AreaId>> families;
      for (const AreaId area : lowest_) {
        const AreaId above = free_below(area, level);
        if (above.valid()) families[above].push_back(area);
      }
      for (const auto& [above, family] : families) level_out(family);
    }
  }

 private:
  /// The area of that level above, where nothing is stated of any from the lowest up to below it; else invalid.
  [[nodiscard]] AreaId free_below(AreaId area, std::size_t level) const {
    while (area.valid() && town_.areas[area].level > level) {
      if (town_.areas[area].organisations_stated) return {};
      area = town_.areas[area].parent;
    }
    return area;
  }

  void level_out(const std::vector<AreaId>& family) {
    for (const AreaId poor : family) {
      while (spare_[poor] < 0) {
        const AreaId rich =
            *std::max_element(family.begin(), family.end(), [this](AreaId a, AreaId b) { return spare_[a] < spare_[b]; });
        if (spare_[rich] <= 0) return;
        move(rich, -1);
        move(poor, 1);
      }
    }
  }

  void move(AreaId area, std::int64_t by) {
    spare_[area] += by;
    for (; area.valid(); area = town_.areas[area].parent) town_.areas[area].totals.organisations += by;
  }

  Town& town_;
  Column<AreaId, std::int64_t> spare_;  ///< organisations of a lowest area that no campus needs; below 0: so many too few
  std::vector<AreaId> lowest_;
};

}  // namespace

std::vector<Campus> campuses(const Town& town, int year) {
  enum : std::uint8_t { housed = 1, used = 2 };
  Column<BlockId, std::uint8_t> found(town.blocks.size(), 0);
  for (const Building& building : town.buildings) {
    const LandUse use = town.blocks[building.block].use;
    if (!is_campus(use) || !stands_in(building, year)) continue;
    const WorkPlace place{use, building.use, building.floors, std::abs(signed_area(building.footprint)) * building.floors};
    if (main_organisation(place)) found[building.block] |= housed;
  }
  for (const Establishment& one : town.organisations) {
    const BlockId block = town.buildings[one.building].block;
    if (serves(town.blocks[block].use, one.kind)) found[block] |= used;
  }
  std::vector<Campus> all;
  for (const BlockId block : core::ids<BlockId>(town.blocks.size())) {
    if ((found[block] & housed) != 0) all.push_back({block, (found[block] & used) != 0});
  }
  return all;
}

void share_organisations(Town& town, int year) { Balance(town, year).run(); }

}  // namespace wangge::town
