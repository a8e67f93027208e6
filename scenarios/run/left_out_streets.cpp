#include "scenarios/run/left_out_streets.h"

#include "engine/simulation/rounds/cut_streets.h"
#include "scenarios/run/duty_names.h"
#include "scenarios/steps/cell_finder.h"
#include "scenarios/steps/patrol_streets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <utility>

namespace wangge::scenarios {
namespace {

using simulation::DutyId;
using simulation::GridId;
using simulation::SimulationInputs;

/// Of one mode.
struct LeftOut {
  core::Metres length{0};
  core::Column<GridId, core::Metres> of_grid;
  core::Column<GridId, LeftOutStreet> longest;
};

/// The grids on the ground, numbered as in the inputs.
class GridGround {
 public:
  GridGround(const SimulationInputs& inputs, const gis::TerritoryBuild& built, const planning::Plan& plan)
      : built_(built), number_(built.territory.cells.size()), first_(inputs.grids.size()) {
    std::map<std::string, GridId> by_code;
    for (const GridId grid : core::ids<GridId>(inputs.grids.size())) by_code.emplace(inputs.grids[grid], grid);
    for (const territory::CellId cell : core::ids<territory::CellId>(number_.size())) {
      const planning::GridId own = plan.grid_of(cell);
      if (!own.valid()) continue;
      number_[cell] = by_code.at(plan.code(own));
      if (!first_[number_[cell]].valid()) first_[number_[cell]] = cell;
    }
  }

  /// Those that lie in a grid.
  [[nodiscard]] LeftOut in_grids(const std::vector<LeftOutStreet>& streets, core::Threads threads) const {
    LeftOut left;
    left.of_grid.resize(first_.size());
    left.longest.resize(first_.size());
    std::vector<core::Position> middles;
    for (const LeftOutStreet& street : streets) middles.push_back(street.middle);
    const std::vector<territory::CellId> cells = CellFinder(built_).find(middles, threads);
    for (std::size_t i = 0; i < streets.size(); ++i) {
      if (!cells[i].valid() || !number_[cells[i]].valid()) continue;
      const GridId grid = number_[cells[i]];
      left.length += streets[i].length;
      left.of_grid[grid] += streets[i].length;
      if (left.longest[grid].length < streets[i].length) left.longest[grid] = streets[i];
    }
    return left;
  }

  /// The middle of the longest road left out, else a place in the grid.
  [[nodiscard]] core::Position place(const LeftOut& left, GridId grid) const {
    const LeftOutStreet& longest = left.longest[grid];
    return longest.length.value > 0 ? longest.middle : built_.territory.cells.centroid[first_[grid]];
  }

 private:
  const gis::TerritoryBuild& built_;
  core::Column<territory::CellId, GridId> number_;
  core::Column<GridId, territory::CellId> first_;
};

GridId grid_of_most(const LeftOut& left) {
  const auto most = std::max_element(left.of_grid.begin(), left.of_grid.end());
  return GridId(static_cast<std::size_t>(most - left.of_grid.begin()));
}

core::Finding told(const Scenario& scenario, const DutySpec& work, const SimulationInputs& inputs, const LeftOut& left,
                   const simulation::StreetsAndPeople& streets, const GridGround& ground) {
  const double patrolled = static_cast<double>(streets.centimetres) / 100;
  const double metres = left.length.value;
  const double percent = metres > 0 ? 100 * metres / (metres + patrolled) : 0;
  const std::size_t without = streets.without_streets.size();
  const GridId grid = without > 0 ? streets.without_streets.front() : grid_of_most(left);
  const core::Text who = kind_called(scenario, work);
  core::Text text = {
      .zh = fmt::format("任务{}：{:.0f} 米道路（占网格内可走道路的 {:.1f} %）中点 {:g} 米以内没有建筑，不巡查，也不在计划内",
                        duty_called(work).zh, metres, percent, patrolled_within.value),
      .en = fmt::format(
          "duty {}: {:.0f} m of roads ({:.1f} % of those of the grids that may be used) have no building within {:g} m "
          "of their middle; they are not patrolled, and not planned",
          duty_called(work).en, metres, percent, patrolled_within.value)};
  if (metres <= 0) {
    text = {.zh = fmt::format("任务{}", duty_called(work).zh), .en = fmt::format("duty {}", duty_called(work).en)};
    text.zh += fmt::format("：{} 个网格有{}而没有一条街道可巡，首个为网格 {}", without, who.zh, inputs.grids[grid]);
    text.en += fmt::format(": {} {} a {} and no street to patrol, the first is grid {}", without,
                           without == 1 ? "grid has" : "grids have", who.en, inputs.grids[grid]);
  } else if (without > 0) {
    text.zh += fmt::format("；{} 个网格有{}而没有一条街道可巡，首个为网格 {}", without, who.zh, inputs.grids[grid]);
    text.en += fmt::format("; {} {} a {} and no street to patrol, the first is grid {}", without,
                           without == 1 ? "grid has" : "grids have", who.en, inputs.grids[grid]);
  } else {
    text.zh += fmt::format("；最多的在网格 {}", inputs.grids[grid]);
    text.en += fmt::format("; most are in grid {}", inputs.grids[grid]);
  }
  return {.rule = "duty.streets_left_out",
          .severity = core::Severity::note,
          .message = std::move(text),
          .file = {},
          .layer = {},
          .feature = inputs.grids[grid],
          .value = fmt::format("{:.0f} m", metres),
          .place = ground.place(left, grid)};
}

}  // namespace

LeftOutStreets left_out_streets(const Scenario& scenario, const SimulationInputs& inputs, const gis::TerritoryBuild& built,
                                const planning::Plan& plan, const network::RoadGraph& graph, core::Threads threads) {
  LeftOutStreets found;
  found.of_duty.resize(inputs.duties.size());
  std::optional<GridGround> ground;
  std::map<network::Mode, LeftOut> by_mode;
  for (const DutyId id : core::ids<DutyId>(inputs.duties.size())) {
    const DutySpec& work = scenario.duties[id.value()];
    if (work.kind != DutySpec::Kind::patrol) continue;
    if (!ground) ground.emplace(inputs, built, plan);
    const network::Mode mode = scenario.responders[work.by].mode;
    auto left = by_mode.find(mode);
    if (left == by_mode.end())
      left = by_mode.emplace(mode, ground->in_grids(streets_left_out(inputs, built.territory.buildings, graph, mode), threads))
                 .first;
    found.of_duty[id] = left->second.length;
    const simulation::StreetsAndPeople streets = simulation::streets_and_people(inputs, id);
    const auto& kinds = inputs.responders.kind;
    const bool nobody = std::find(kinds.begin(), kinds.end(), inputs.duties[id].by) == kinds.end();
    if (nobody || (left->second.length.value <= 0 && streets.without_streets.empty())) continue;
    found.findings.add(told(scenario, work, inputs, left->second, streets, *ground));
  }
  return found;
}

}  // namespace wangge::scenarios
