#include "gis/town/people/living.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace wangge::town {
namespace {

constexpr int new_from = 2005;

constexpr std::array<LivingTraits, living_kind_count> all_traits{LivingTraits{.occupancy = 0.95,
                                                                              .household_size = 1.08,
                                                                              .ages{1.35, 1.08, 0.72, 0.55},
                                                                              .residences{1.1, 0.7, 0.8},
                                                                              .in_need = 0.5,
                                                                              .party = 1.15},
                                                                 LivingTraits{.occupancy = 1.02,
                                                                              .household_size = 0.93,
                                                                              .ages{0.85, 0.93, 1.35, 1.5},
                                                                              .residences{1.0, 0.9, 1.3},
                                                                              .in_need = 1.3,
                                                                              .party = 1.25},
                                                                 LivingTraits{.occupancy = 1.0,
                                                                              .household_size = 0.95,
                                                                              .ages{0.75, 0.85, 1.6, 1.9},
                                                                              .residences{1.05, 0.9, 1.1},
                                                                              .in_need = 1.6,
                                                                              .party = 0.9},
                                                                 LivingTraits{.occupancy = 1.06,
                                                                              .household_size = 0.85,
                                                                              .ages{0.9, 1.15, 0.6, 0.5},
                                                                              .residences{0.5, 2.6, 2.4},
                                                                              .in_need = 0.9,
                                                                              .party = 0.4},
                                                                 LivingTraits{.occupancy = 1.0,
                                                                              .household_size = 1.15,
                                                                              .ages{1.1, 0.85, 1.45, 1.6},
                                                                              .residences{1.25, 0.25, 0.1},
                                                                              .in_need = 1.6,
                                                                              .party = 0.7},
                                                                 LivingTraits{.occupancy = 1.06,
                                                                              .household_size = 0.7,
                                                                              .ages{0.3, 1.4, 0.15, 0.05},
                                                                              .residences{0.3, 3.5, 1.8},
                                                                              .in_need = 0.3,
                                                                              .party = 0.5},
                                                                 LivingTraits{.occupancy = 1.0,
                                                                              .household_size = 0.95,
                                                                              .ages{0.95, 1.1, 0.8, 0.7},
                                                                              .residences{0.8, 1.5, 1.6},
                                                                              .in_need = 0.8,
                                                                              .party = 0.7}};

LivingKind kind_in_compound(const Town& town, const Building& building) {
  if (building.built) return *building.built < new_from ? LivingKind::old_estate : LivingKind::new_compound;
  const bool cared_for = !building.compound.valid() || town.compounds[building.compound].management == Management::property;
  return cared_for ? LivingKind::new_compound : LivingKind::old_estate;
}

}  // namespace

const LivingTraits& traits(LivingKind kind) { return all_traits[static_cast<std::size_t>(kind)]; }

LivingKind living_kind(const Town& town, const Building& building) {
  switch (town.blocks[building.block].use) {
    case LandUse::compound:
      return kind_in_compound(town, building);
    case LandUse::open_estate:
      return LivingKind::old_estate;
    case LandUse::lanes:
      return LivingKind::lanes;
    case LandUse::urban_village:
      return LivingKind::urban_village;
    case LandUse::village:
    case LandUse::farmland:
    case LandUse::hills:
      return LivingKind::village;
    case LandUse::industry:
    case LandUse::school:
    case LandUse::hospital:
    case LandUse::civic:
      return LivingKind::dormitory;
    default:
      return LivingKind::shop_house;
  }
}

bool stands_in(const Building& building, int year) {
  return building.built <= year && (!building.removed || *building.removed > year);
}

std::int64_t dwellings_at(const Building& building, int floors) {
  if (!(building.dwellings_per_floor > 0)) return 0;
  return std::max<std::int64_t>(1, std::llround(static_cast<double>(building.dwellings_per_floor) * floors));
}

std::int64_t most_dwellings(const Building& building) {
  return divided(dwellings_at(building, std::max(building.floors, building.floors_max)));
}

std::int64_t divided(std::int64_t dwellings) { return std::min<std::int64_t>(65535, (dwellings * 13 + 9) / 10); }

core::Csr<AreaId, BuildingId> buildings_by_area(const Town& town) {
  std::vector<std::pair<AreaId, BuildingId>> entries;
  entries.reserve(town.buildings.size());
  for (const BuildingId building : core::ids<BuildingId>(town.buildings.size())) {
    const AreaId area = town.blocks[town.buildings[building].block].area;
    if (area.valid()) entries.emplace_back(area, building);
  }
  return core::Csr<AreaId, BuildingId>::build(town.areas.size(), entries);
}

std::vector<AreaId> lowest_areas(const Town& town) {
  std::vector<AreaId> lowest;
  for (const AreaId area : core::ids<AreaId>(town.areas.size())) {
    if (town.areas[area].level + 1U == town.level_names.size()) lowest.push_back(area);
  }
  return lowest;
}

}  // namespace wangge::town
