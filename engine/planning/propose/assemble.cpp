#include "engine/planning/propose/assemble.h"

#include "engine/planning/plan_assembler.h"

#include <algorithm>
#include <map>

namespace wangge::planning {
namespace {

using Grids = PlanAssembler::Grids;

/// The grids of one parent: those of its parcels, the pieces of a locked grid as one.
Grids grids_of_parent(const std::vector<Parcel>& parcels, const std::vector<Partition>& chosen, std::size_t begin,
                      std::size_t end) {
  Grids grids;
  std::map<FixedId, std::size_t> locked;
  for (std::size_t i = begin; i < end; ++i) {
    std::size_t first = grids.size();
    if (parcels[i].locked) {
      first = locked.emplace(*parcels[i].locked, grids.size()).first->second;
      grids.resize(std::max(grids.size(), first + 1));
    } else {
      grids.resize(first + chosen[i].parts);
    }
    for (std::size_t node = 0; node < parcels[i].graph.size(); ++node) {
      auto& grid = grids[first + (parcels[i].locked ? 0 : chosen[i].labels[node])];
      grid.insert(grid.end(), parcels[i].graph.cells[node].begin(), parcels[i].graph.cells[node].end());
    }
  }
  return grids;
}

}  // namespace

Plan assemble_plan(const territory::Territory& territory, const PlanningRules& rules, const WorkOfCell& work, const Plan* today,
                   const FixedGrids& fixed, const std::vector<Parcel>& parcels, const std::vector<Partition>& chosen) {
  PlanAssembler assembler(territory, rules, today, fixed);
  for (std::size_t begin = 0; begin < parcels.size();) {
    std::size_t end = begin;
    while (end < parcels.size() && parcels[end].area == parcels[begin].area) ++end;
    assembler.add(parcels[begin].area, grids_of_parent(parcels, chosen, begin, end));
    begin = end;
  }
  return std::move(assembler).plan(work);
}

}  // namespace wangge::planning
