#pragma once

#include "engine/core/findings.h"
#include "engine/core/units.h"
#include "engine/planning/codes/code_history.h"
#include "engine/planning/repartition/new_areas.h"
#include "gis/build/build_territory.h"
#include "gis/layers.h"
#include "gis/write/plan_file.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/planning_step.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace wangge::scenarios {

/// What a section [repartition] did to the territory.
struct RedrawnLevel {
  std::string level;
  bool households = false;  ///< whether sizes count households
  planning::SizeRange size;
  bool grids_whole = false;  ///< today's grids were the pieces
  std::vector<planning::NewArea> areas;
  std::vector<planning::AreaChange> changes;
  std::vector<std::size_t> grids_of_change;  ///< today's grids that lie in both areas of a change; empty where there are none
  std::map<std::string, std::string> names;  ///< of the level's areas, old and new, by code
  std::int64_t moved = 0;
  std::int64_t least_moved = 0;
  std::int64_t excess = 0;
  std::set<std::string> former_names{};          ///< of areas that are no more
  std::vector<planning::CodeChange> grid_codes;  ///< of today's grids, where there are any
  std::optional<planning::CodedCells> today;     ///< today's grids with the codes that they had before

  /// Codes of today's grids that no grid has any more; never given again.
  [[nodiscard]] std::set<std::string> ended_codes() const;
  /// These codes, and the names of the areas that are no more.
  [[nodiscard]] EndedNames ended() const { return {ended_codes(), former_names}; }
};

/// Draws the level of [repartition] anew, in place: afterwards `built` has the new areas. Pieces are today's grids where `layers`
/// has them and the scenario wants them whole, else cells; levels above the lowest are drawn from the areas below. Nothing
/// without the section. The new areas are findings (repartition.area, one each; repartition.size where one is out of range).
/// Throws Error(input) where it cannot be, see `planning::repartition`.
[[nodiscard]] std::optional<RedrawnLevel> redraw_level(const Scenario& scenario, const gis::Layers& layers,
                                                       gis::TerritoryBuild& built, core::Threads threads);

/// The tables `code_history` and `voided_codes` of the plan's first version: what became of today's grids.
void keep_grid_codes(const RedrawnLevel& redrawn, gis::PlanFile& file);

/// repartition.json: the new areas, households that move, and the least that any plan in range moves.
[[nodiscard]] std::string repartition_json(const Scenario& scenario, const territory::Territory& territory,
                                           const RedrawnLevel& redrawn);

}  // namespace wangge::scenarios
