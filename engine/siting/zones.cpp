#include "engine/siting/posts.h"

#include <cassert>

namespace wangge::siting {

Column<ZoneId, Zone> zones_of_level(const territory::Territory& territory, territory::LevelId level) {
  const territory::Areas& areas = territory.areas;
  Column<ZoneId, Zone> zones;
  Column<AreaId, ZoneId> zone_of(areas.size());
  for (const AreaId area : core::ids<AreaId>(areas.size())) {
    if (areas.level[area] == level) zone_of[area] = zones.push_back({areas.code[area], areas.name[area], {}});
    if (areas.level[area] > level && areas.parent[area].valid()) zone_of[area] = zone_of[areas.parent[area]];
  }
  for (const BuildingId building : core::ids<BuildingId>(territory.buildings.size())) {
    const ZoneId zone = zone_of[territory.cells.parent[territory.buildings.cell[building]]];
    if (zone.valid()) zones[zone].buildings.push_back(building);
  }
  for (const CellId cell : core::ids<CellId>(territory.cells.derived.size())) {
    const ZoneId zone = zone_of[territory.cells.parent[cell]];
    if (territory.cells.derived[cell] != 0 && zone.valid()) zones[zone].derived_cells.push_back(cell);
  }
  return zones;
}

Column<ZoneId, Zone> zones_of_cells(const territory::Territory& territory, const Column<CellId, ZoneId>& label,
                                    std::span<const std::string> codes, std::span<const std::string> names) {
  assert(codes.size() == names.size() && label.size() == territory.cells.size());
  Column<ZoneId, Zone> zones;
  for (std::size_t i = 0; i < codes.size(); ++i) zones.push_back({codes[i], names[i], {}});
  for (const BuildingId building : core::ids<BuildingId>(territory.buildings.size())) {
    const ZoneId zone = label[territory.buildings.cell[building]];
    if (zone.valid()) zones[zone].buildings.push_back(building);
  }
  for (const CellId cell : core::ids<CellId>(territory.cells.derived.size())) {
    if (territory.cells.derived[cell] != 0 && label[cell].valid()) zones[label[cell]].derived_cells.push_back(cell);
  }
  return zones;
}

}  // namespace wangge::siting
