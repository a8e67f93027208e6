#include "engine/planning/aims/live_aims.h"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace wangge::planning {

LiveAims::LiveAims(const Plan& plan, AimGround ground) : ground_(std::move(ground)), place_(plan.territory().areas.size(), 0) {
  for (const AreaId area : core::ids<AreaId>(place_.size())) {
    if (plan.grids_of(area).empty()) continue;
    place_[area] = aims_.parents.size();
    aims_.parents.push_back({area, {}});
    measure(plan, area);
  }
  sum_up();
}

std::vector<AreaId> LiveAims::parents_of(const Plan& plan, const Move& move) {
  std::vector<AreaId> parents;
  std::visit(
      [&](const auto& own) {
        using Kind = std::decay_t<decltype(own)>;
        if constexpr (std::is_same_v<Kind, AssignCells>) {
          for (const Assignment& assignment : own.assignments) parents.push_back(plan.territory().cells.parent[assignment.cell]);
        } else if constexpr (std::is_same_v<Kind, MergeGrids>) {
          parents.push_back(plan.parent(own.into));
        } else {
          parents.push_back(plan.parent(own.grid));
        }
      },
      move);
  std::sort(parents.begin(), parents.end());
  parents.erase(std::unique(parents.begin(), parents.end()), parents.end());
  return parents;
}

void LiveAims::update(const Plan& plan, std::span<const AreaId> parents) {
  for (const AreaId area : parents) measure(plan, area);
  sum_up();
}

void LiveAims::measure(const Plan& plan, AreaId area) {
  if (ways_.size() < plan.id_bound()) ways_.resize(plan.id_bound());
  std::vector<double> travel;
  for (const GridId grid : plan.grids_of(area)) {
    Way& way = ways_[grid];
    const std::span<const CellId> cells = plan.cells_of(grid);
    if (!std::equal(cells.begin(), cells.end(), way.cells.begin(), way.cells.end())) {
      way.cells.assign(cells.begin(), cells.end());
      way.minutes = travel_of(plan, grid, ground_);
    }
    travel.push_back(way.minutes);
  }
  aims_.parents[place_[area]].sums = parent_sums(plan, area, ground_, travel);
}

void LiveAims::sum_up() {
  AimSums all;
  for (const ParentAims& parent : aims_.parents) all.add(parent.sums);
  aims_.values = values_of(all, ground_);
}

}  // namespace wangge::planning
