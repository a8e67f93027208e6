#pragma once

#include "engine/network/travel.h"
#include "engine/siting/posts.h"
#include "engine/territory/territory.h"
#include "tests/support/ascii_map.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wangge::siting {

/// One building, one cell of its own.
struct House {
  core::Position place;
  int households = 1;
  int grid = 0;  ///< index of its grid; one community a grid
  float floors = 0;
  territory::BuildingUse use = territory::BuildingUse::residential;
};

/// A town of houses: a district of communities, each of which is one grid. Residents are three a household.
struct StreetTown {
  territory::Territory territory;
  network::Travel travel;
  Column<ZoneId, Zone> grids;

  StreetTown(const std::vector<network::RoadLine>& lines, const std::vector<House>& houses, int grid_count)
      : territory(build(houses, grid_count)),
        travel(network::build_road_graph(lines, testing::easy_speeds()), testing::easy_speeds(), territory.buildings.position,
               core::Metres(150), core::Threads(1)),
        grids(zones_of_level(territory, territory.lowest_level())) {}

  static territory::Territory build(const std::vector<House>& houses, int grid_count) {
    territory::Territory town;
    town.levels = {{"district"}, {"community"}};
    const auto add_area = [&](std::size_t level, const std::string& code, AreaId parent) {
      town.areas.level.push_back(territory::LevelId(level));
      town.areas.code.push_back(code);
      town.areas.name.push_back("area " + code);
      town.areas.parent.push_back(parent);
    };
    add_area(0, "D", AreaId());
    for (int grid = 0; grid < grid_count; ++grid) add_area(1, "D" + std::to_string(grid), AreaId(0));
    for (std::size_t i = 0; i < houses.size(); ++i) {
      const House& house = houses[i];
      town.cells.parent.push_back(AreaId(static_cast<std::size_t>(1 + house.grid)));
      town.cells.area.push_back(core::SquareMetres(100));
      town.buildings.source_id.push_back("way/" + std::to_string(i));
      town.buildings.cell.push_back(CellId(i));
      town.buildings.position.push_back(house.place);
      town.buildings.households.push_back(house.households);
      town.buildings.residents.push_back(3 * house.households);
      town.buildings.floors.push_back(house.floors);
      town.buildings.use.push_back(house.use);
    }
    return town;
  }

  /// Lets people without a building live around a place.
  static void add_derived_cell(territory::Territory& town, core::Position place, int households, int grid) {
    town.cells.parent.push_back(AreaId(static_cast<std::size_t>(1 + grid)));
    town.cells.area.push_back(core::SquareMetres(100));
    town.cells.centroid.resize(town.cells.size());
    town.cells.derived.resize(town.cells.size());
    town.cells.households.resize(town.cells.size());
    town.cells.residents.resize(town.cells.size());
    const CellId cell(town.cells.size() - 1);
    town.cells.centroid[cell] = place;
    town.cells.derived[cell] = 1;
    town.cells.households[cell] = households;
    town.cells.residents[cell] = 3 * households;
  }
};

}  // namespace wangge::siting
