#include "scenarios/steps/lock_step.h"

#include "engine/planning/locks/forced_sizes.h"
#include "gis/read/read_plain_lines.h"
#include "scenarios/steps/layer_specs.h"
#include "scenarios/steps/parted_cells.h"
#include "scenarios/steps/planning_step.h"

#include <algorithm>
#include <optional>

namespace wangge::scenarios {
namespace {

using planning::GridId;
using planning::GridKind;
using planning::Plan;
using planning::PlanWishes;
using territory::CellId;

bool stays(const Plan& today, GridId grid, const PlanWishes& wishes) {
  return today.kind(grid) == GridKind::dedicated ||
         std::find(wishes.locked.begin(), wishes.locked.end(), today.code(grid)) != wishes.locked.end();
}

/// The dedicated grids of the plan that were made since: the land around them is divided without them.
std::vector<planning::DedicatedGrid> further_dedicated(const Plan& plan, const Plan& today, const PlanWishes& wishes) {
  std::vector<planning::DedicatedGrid> made;
  for (const GridId grid : plan.grids()) {
    if (plan.kind(grid) != GridKind::dedicated) continue;
    const auto cells = plan.cells_of(grid);
    if (std::any_of(cells.begin(), cells.end(), [&](CellId cell) { return stays(today, today.grid_of(cell), wishes); })) continue;
    planning::DedicatedGrid& own = made.emplace_back();
    own.cells.assign(cells.begin(), cells.end());
  }
  return made;
}

}  // namespace

std::array<bool, territory::barrier_class_count> barrier_choice(const std::vector<std::string>& words) {
  using territory::BarrierClass;
  std::array<bool, territory::barrier_class_count> found{};
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto barrier = static_cast<BarrierClass>(i);
    const std::string word = barrier == BarrierClass::none ? "open land" : std::string(territory::name(barrier));
    found[i] = std::find(words.begin(), words.end(), word) != words.end();
  }
  return found;
}

std::vector<std::pair<CellId, CellId>> parted_by_lines(const Scenario& scenario, const gis::Layers& layers,
                                                       const territory::Territory& territory, core::Progress& progress,
                                                       core::Findings& findings) {
  if (!scenario.planning.locked_lines) return {};
  return parted_cells(territory, gis::read_plain_lines(locked_lines_spec(scenario), layers.reference, progress, findings));
}

void excuse_locked(const Scenario& scenario, const gis::Layers& layers, const CellGround& ground, Plan& plan,
                   core::Threads threads, core::Progress& progress) {
  const PlanningSpec& spec = scenario.planning;
  if (spec.locked.empty() && spec.locked_borders.empty() && !spec.locked_lines) return;
  core::Findings told;  // by the verbs that draw grids
  PlanWishes wishes;
  wishes.locked = spec.locked;
  wishes.uncrossed = barrier_choice(spec.locked_borders);
  wishes.parted = parted_by_lines(scenario, layers, plan.territory(), progress, told);
  std::optional<PlanBuild> read;
  if (!layers.grids.empty()) read = read_given_plan(scenario, layers, plan.territory(), ground, threads, progress);
  const Plan& today = read ? read->plan : plan;
  wishes.dedicated = further_dedicated(plan, today, wishes);
  plan.force(planning::forced_sizes(plan.territory(), plan.rules(), wishes, &today));
}

}  // namespace wangge::scenarios
