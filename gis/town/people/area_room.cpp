#include "gis/town/people/area_room.h"

#include "gis/town/people/living.h"

namespace wangge::town {
namespace {

/// The nearest area above, or the area itself, that a region was laid out for.
AreaId with_land(const Town& town, const Column<AreaId, std::uint8_t>& has_land, AreaId area) {
  while (area.valid() && has_land[area] == 0) area = town.areas[area].parent;
  return area;
}

}  // namespace

bool blocks_suffice(const Town& town, const std::vector<Region>& regions) {
  Column<AreaId, std::uint8_t> has_land(town.areas.size(), 0);
  for (const Region& region : regions) has_land[region.area] = 1;
  Column<BlockId, std::uint8_t> lived_in(town.blocks.size(), 0);
  for (const Building& building : town.buildings) {
    if (building.dwellings > 0) lived_in[building.block] = 1;
  }
  Column<AreaId, std::int64_t> spare(town.areas.size(), 0);
  for (const BlockId block : core::ids<BlockId>(town.blocks.size())) {
    spare[regions[town.blocks[block].region].area] += lived_in[block];
  }
  for (const AreaId area : lowest_areas(town)) {
    const AreaId land = with_land(town, has_land, area);
    if (!land.valid() || town.areas[area].totals.households == 0) continue;
    if (--spare[land] < 0) return false;
  }
  return true;
}

bool homes_suffice(const Town& town) {
  Column<AreaId, std::int64_t> room(town.areas.size(), 0);
  for (const Building& building : town.buildings) {
    const AreaId area = town.blocks[building.block].area;
    if (area.valid()) room[area] += most_dwellings(building);
  }
  for (const AreaId area : lowest_areas(town)) {
    if (room[area] < town.areas[area].totals.households) return false;
  }
  return true;
}

}  // namespace wangge::town
