#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/network/travel.h"
#include "engine/planning/aims/plan_aims.h"
#include "engine/planning/aims/post_ways.h"
#include "engine/planning/plan.h"
#include "engine/planning/planning_rules.h"
#include "engine/planning/sectors/sector.h"
#include "engine/territory/territory.h"
#include "gis/layers.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/ledger_step.h"
#include "scenarios/steps/plan_record.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// Step 5: the plan, read from today's grids or made, by the rules of the scenario.
namespace wangge::scenarios {

struct TravelBuild;

/// Throws Error(usage) for a range without sense or digits outside 1-9. The range is that of households.
[[nodiscard]] planning::PlanningRules planning_rules(const Scenario& scenario);
/// The same with the range in points where the scenario gives one; `work`: of `work_of_cells`.
[[nodiscard]] planning::PlanningRules planning_rules(const Scenario& scenario, const planning::WorkOfCell& work);

/// Throws Error(input) naming the area whose code does not fit the scenario's code layout, where it has one.
void check_code_layout(const Scenario& scenario, const territory::Territory& territory);

/// "planning.code_digits", a warning for each area in which one grid's code begins another's, with the digits needed.
[[nodiscard]] core::Findings code_findings(const planning::Plan& plan);

/// Who works in a grid whose place among all is not known: the mean of the scenario's workers rounded down, one at least where
/// there are any, and one leader; nobody where planning.staff says so.
[[nodiscard]] planning::Staffing staffing(const Scenario& scenario);
/// Gives every grid of the plan its workers: of each kind as many as the simulation has in the grid with its number by code
/// (`ResponderSpec::count_at`), and its leader.
void assign_staff(const Scenario& scenario, planning::Plan& plan);

/// Whether planning.measure counts what only a [[ledger]] tells.
[[nodiscard]] bool measure_needs_ledger(const Scenario& scenario);

/// By planning.measure: weighted households, requests expected in a year, enterprises and persons in need. Where no weight is
/// given: hours a year that the requests of a cell's residents and households take to handle; the households where the scenario
/// has no requests. `ledger` may be null where the measure counts nothing of it. Throws Error(usage) where it does and no
/// [[ledger]] gives it. O(cells x request kinds).
[[nodiscard]] planning::WorkOfCell work_of_cells(const Scenario& scenario, const territory::Territory& territory,
                                                 const planning::LedgerOfCell* ledger = nullptr);

/// How the first kind of responders travels; by e-bike where there is none.
[[nodiscard]] network::Mode first_mode(const Scenario& scenario);

/// What was drawn anew left behind.
struct EndedNames {
  std::set<std::string> codes{};  ///< of grids, void from then on
  std::set<std::string> areas{};  ///< names of areas that are no more: their grids are called after the new ones
};

struct PlanBuild {
  planning::Plan plan;
  core::Findings findings;          ///< of reading; none where the plan was made
  bool given = false;               ///< read from a layer
  core::SquareMetres disagreement;  ///< of today's lines with whole cells
  std::int64_t disagreement_households = 0;
  std::vector<planning::SectorPartition> sectors{};   ///< that the plan was drawn along; none: it was not
  std::optional<PlanRecord> record{};                 ///< where the layer is of a plan of Wangge's
  std::shared_ptr<const planning::PostWays> posts{};  ///< that ways were measured from; null: middles of grids, or nothing drawn
};

/// Reads today's grids, which `layers` must hold; the kinds, life and codes too where they are of a plan.gpkg. What had to change
/// in reading makes it a draft of the next version. Each grid gets the scenario's staff. `ended`: of a level that was drawn anew.
/// The territory must outlive the plan.
[[nodiscard]] PlanBuild read_given_plan(const Scenario& scenario, const gis::Layers& layers,
                                        const territory::Territory& territory, const CellGround& ground, core::Threads threads,
                                        core::Progress& progress, const EndedNames& ended = {});

/// The plan of a run: today's grids as they are where the layers hold any (`read_given_plan`; one with the cells of a dedicated
/// grid that the scenario asks for becomes dedicated, and a warning names those that no grid has), drawn along the scenario's
/// sectors where it has any, made by the rules otherwise, around the dedicated grids that the scenario asks for; ways are
/// measured from posts that stand before grids are drawn (`post_ways`), if there are any. Each grid gets the scenario's number of
/// workers and one leader. `travel` may be null: then ways are straight lines. The territory must outlive the plan.
///
///   PlanBuild step = build_plan(scenario, layers, built.territory, cell_ground(built.coverage), &travel,
///   …);
[[nodiscard]] PlanBuild build_plan(const Scenario& scenario, const gis::Layers& layers, const territory::Territory& territory,
                                   const CellGround& ground, const TravelBuild* travel, core::Threads threads,
                                   core::Progress& progress, const EndedNames& ended = {});

}  // namespace wangge::scenarios
