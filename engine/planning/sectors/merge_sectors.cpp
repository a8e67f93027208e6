#include "engine/planning/sectors/merge_sectors.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace wangge::planning {
namespace {

using territory::BarrierClass;
using territory::Neighbour;
using territory::Territory;

constexpr double sector_weight = 3;

/// How good a border the sectors make of one between two cells, in the words of barriers.
BarrierClass guide(const Neighbour& border, double share) {
  if (share >= 0.999) return BarrierClass::river;
  if (share >= 0.6) return BarrierClass::arterial;
  if (share > 0) return BarrierClass::street;
  if (border.barrier == BarrierClass::wall) return BarrierClass::wall;
  return border.barrier >= BarrierClass::street ? BarrierClass::lane : BarrierClass::none;
}

/// The territory with the agreement of sectors in place of what lies on its borders.
Territory guided(const Territory& territory, std::span<const SectorPartition> sectors) {
  double total = 0;
  for (const SectorPartition& sector : sectors) total += sector.weight;
  std::vector<std::pair<CellId, Neighbour>> borders;
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) {
    for (Neighbour other : territory.cells.neighbours[cell]) {
      double dividing = 0;
      for (const SectorPartition& sector : sectors) dividing += divides(sector, cell, other.cell) ? sector.weight : 0;
      other.barrier = guide(other, total > 0 ? dividing / total : 0);
      borders.emplace_back(cell, other);
    }
  }
  Territory copy = territory;
  copy.cells.neighbours = core::Csr<CellId, Neighbour>::build(territory.cells.size(), borders);
  return copy;
}

/// The same plan of the territory as it is.
Plan on_the_ground(const Territory& territory, const Plan& drawn, const PlanningInputs& inputs) {
  std::vector<GridLabel> labels;
  for (const GridId grid : drawn.grids()) labels.push_back(drawn.label(grid));
  return Plan(territory, inputs.rules, std::move(labels), drawn.grid_of_cell(), inputs.work);
}

}  // namespace

std::vector<BorderChoice> border_choices(const Plan& plan, std::span<const SectorPartition> sectors) {
  const territory::Cells& cells = plan.territory().cells;
  std::map<std::pair<GridId, GridId>, BorderChoice> found;
  for (const CellId cell : core::ids<CellId>(cells.size())) {
    for (const Neighbour& other : cells.neighbours[cell]) {
      const GridId a = plan.grid_of(cell);
      const GridId b = plan.grid_of(other.cell);
      if (other.cell <= cell || a == b || cells.parent[cell] != cells.parent[other.cell]) continue;
      BorderChoice& choice = found[std::minmax(a, b)];
      choice.shared.resize(sectors.size());
      choice.length += other.border;
      choice.barrier[static_cast<std::size_t>(other.barrier)] += other.border;
      bool alone = true;
      for (std::size_t i = 0; i < sectors.size(); ++i) {
        if (!divides(sectors[i], cell, other.cell)) continue;
        choice.shared[i] += other.border;
        alone = false;
      }
      if (alone) choice.own += other.border;
    }
  }
  std::vector<BorderChoice> choices;
  for (auto& [grids, choice] : found) {
    std::tie(choice.a, choice.b) = grids;
    choices.push_back(std::move(choice));
  }
  std::sort(choices.begin(), choices.end(), [&](const BorderChoice& x, const BorderChoice& y) {
    return std::tie(plan.code(x.a), plan.code(x.b)) < std::tie(plan.code(y.a), plan.code(y.b));
  });
  return choices;
}

std::vector<SectorFollowed> sectors_followed(const Plan& plan, std::span<const SectorPartition> sectors) {
  const territory::Cells& cells = plan.territory().cells;
  std::vector<SectorFollowed> followed(sectors.size());
  for (const CellId cell : core::ids<CellId>(cells.size())) {
    for (const Neighbour& other : cells.neighbours[cell]) {
      if (other.cell <= cell || cells.parent[cell] != cells.parent[other.cell]) continue;
      for (std::size_t i = 0; i < sectors.size(); ++i) {
        if (!divides(sectors[i], cell, other.cell)) continue;
        followed[i].length += other.border;
        if (plan.grid_of(cell) != plan.grid_of(other.cell)) followed[i].followed += other.border;
      }
    }
  }
  return followed;
}

MergedSectors merge_sectors(const Territory& territory, std::span<const SectorPartition> sectors, const PlanningInputs& inputs,
                            core::Seed seed, core::Threads threads, core::Progress& progress) {
  const Territory copy = guided(territory, sectors);
  PlanningInputs along = inputs;
  along.rules.aims.barriers *= sector_weight;
  const Plan drawn = make_plan(copy, along, seed, threads, progress);
  Plan plan = on_the_ground(territory, drawn, inputs);
  std::vector<BorderChoice> choices = border_choices(plan, sectors);
  std::vector<SectorFollowed> followed = sectors_followed(plan, sectors);
  return {std::move(plan), std::move(choices), std::move(followed)};
}

}  // namespace wangge::planning
