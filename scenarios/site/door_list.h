#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/core/text.h"
#include "engine/network/travel.h"
#include "engine/territory/territory.h"
#include "gis/build/build_territory.h"
#include "gis/layers.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/cell_finder.h"
#include "scenarios/steps/demand_step.h"

#include <string>
#include <vector>

/// Where people live, and how many: what posts are sited for.
namespace wangge::scenarios {

using DoorId = core::Id<struct DoorTag>;

/// An inhabited building, or a derived cell, which bears people without a known building.
struct Door {
  territory::BuildingId building;  ///< invalid: a derived cell
  territory::CellId cell;
  territory::AreaId area;  ///< of the lowest level
  core::Position position;
  network::AccessPoint access;  ///< of the question's mode; invalid: no road near
  core::Millis entry{0};        ///< from the door of the building to that of the household
};

/// How many of some people live behind each door.
struct People {
  std::string name;  ///< households, residents, in_need, or a group of the scenario
  core::Text title;
  core::Text origin;  ///< how they were counted; empty: as the territory has them
  core::Column<DoorId, double> count;
};

struct DoorList {
  core::Column<DoorId, Door> doors;                            ///< buildings by id, then derived cells by id
  std::vector<People> people;                                  ///< households, residents, then groups
  core::Column<DoorId, double> requests;                       ///< expected in a year
  std::vector<double> requests_of_kind;                        ///< of them, by the scenario's requests
  std::vector<core::Column<DoorId, double>> requests_by_kind;  ///< the same of each door
  DemandGround ground;                                         ///< what rates count, where
  core::Findings findings;

  /// The source's id of the building, or the number of the cell.
  [[nodiscard]] std::string name_of(const territory::Territory& territory, DoorId door) const;
  /// What the scenario's siting.demand names. Precondition: it was checked on loading.
  [[nodiscard]] const core::Column<DoorId, double>& demand(const std::string& name) const;
};

/// All doors with somebody behind them or requests. Members of a group who are counted at a place live behind the nearest door of
/// the cell there, or behind the nearest of all where the cell has none; those outside the area are counted and reported
/// ("group.outside"). O(doors + members log cells).
[[nodiscard]] DoorList list_doors(const Scenario& scenario, const gis::Layers& layers, const gis::TerritoryBuild& built,
                                  const CellFinder& cells, const network::Travel& travel, core::Threads threads,
                                  core::Progress& progress);

}  // namespace wangge::scenarios
