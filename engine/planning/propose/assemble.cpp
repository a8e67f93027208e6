#include "engine/planning/propose/assemble.h"

#include "engine/planning/aims/grid_match.h"
#include "engine/planning/grid_label.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace wangge::planning {
namespace {

using territory::Territory;
using Grids = std::vector<std::vector<CellId>>;

/// Where each grid lies, for numbering: the mean of its cells by households, by area where it has none.
std::vector<core::Position> centres(const Territory& territory, const Grids& grids) {
  std::vector<core::Position> found;
  for (const auto& cells : grids) {
    std::int64_t households = 0;
    for (const CellId cell : cells) households += territory.cells.households[cell];
    double total = 0;
    core::Position sum;
    for (const CellId cell : cells) {
      const double weight = households > 0 ? static_cast<double>(territory.cells.households[cell])
                                           : std::max(1e-6, territory.cells.area[cell].value);
      total += weight;
      sum.x += weight * territory.cells.centroid[cell].x;
      sum.y += weight * territory.cells.centroid[cell].y;
    }
    found.push_back({sum.x / total, sum.y / total});
  }
  return found;
}

/// The grids of one parent: those of its parcels, the pieces of a locked grid as one.
Grids grids_of_parent(const std::vector<Parcel>& parcels, const std::vector<Partition>& chosen, std::size_t begin,
                      std::size_t end) {
  Grids grids;
  std::map<GridId, std::size_t> locked;
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

class Labels {
 public:
  Labels(const Territory& territory, const PlanningRules& rules, const Plan* today)
      : territory_(territory), rules_(rules), today_(today), taken_(territory.areas.code.begin(), territory.areas.code.end()) {
    if (today == nullptr) return;
    for (const GridId grid : today->grids()) taken_.insert(today->code(grid));
  }

  /// One label a grid, in the order of the grids.
  std::vector<GridLabel> of(AreaId area, const Grids& grids, const std::vector<std::size_t>& number) {
    std::vector<GridLabel> labels(grids.size());
    std::vector<std::size_t> by_number(grids.size());
    for (std::size_t grid = 0; grid < grids.size(); ++grid) by_number[number[grid] - 1] = grid;
    const std::vector<GridId> partner = partners(area, grids);
    std::size_t next = 0;
    for (std::size_t order = 0; order < grids.size(); ++order) {
      GridLabel& label = labels[by_number[order]];
      if (partner[by_number[order]].valid()) {
        label = today_->label(partner[by_number[order]]);
        continue;
      }
      do {
        label.code = grid_code(territory_.areas.code[area], ++next, rules_.code_digits);
      } while (!taken_.insert(label.code).second);
      label.name = grid_name(territory_.areas.name[area], today_ == nullptr ? order + 1 : next);
    }
    return labels;
  }

 private:
  [[nodiscard]] std::vector<GridId> partners(AreaId area, const Grids& grids) const {
    std::vector<GridId> found(grids.size());
    if (today_ == nullptr) return found;
    const std::vector<GridId> old = today_->grids_of(area);
    std::map<GridId, std::size_t> place;
    for (std::size_t i = 0; i < old.size(); ++i) place.emplace(old[i], i);
    std::vector<std::vector<std::int64_t>> common(grids.size(), std::vector<std::int64_t>(old.size(), 0));
    // A cell without households counts a little, so that an empty grid finds its partner too.
    for (std::size_t i = 0; i < grids.size(); ++i) {
      for (const CellId cell : grids[i])
        common[i][place.at(today_->grid_of(cell))] += 1000 * territory_.cells.households[cell] + 1;
    }
    const std::vector<int> partner = best_assignment(common);
    for (std::size_t i = 0; i < grids.size(); ++i) {
      if (partner[i] >= 0 && common[i][static_cast<std::size_t>(partner[i])] > 0)
        found[i] = old[static_cast<std::size_t>(partner[i])];
    }
    return found;
  }

  const Territory& territory_;
  const PlanningRules& rules_;
  const Plan* today_;
  std::set<std::string> taken_;
};

}  // namespace

Plan assemble_plan(const Territory& territory, const PlanningRules& rules, const WorkOfCell& work, const Plan* today,
                   const std::vector<Parcel>& parcels, const std::vector<Partition>& chosen) {
  Labels names(territory, rules, today);
  std::vector<GridLabel> labels;
  core::Column<CellId, GridId> grid_of_cell(territory.cells.size());
  for (std::size_t begin = 0; begin < parcels.size();) {
    std::size_t end = begin;
    while (end < parcels.size() && parcels[end].area == parcels[begin].area) ++end;
    const Grids grids = grids_of_parent(parcels, chosen, begin, end);
    const std::vector<std::size_t> number = number_grids(centres(territory, grids));
    std::vector<GridLabel> own = names.of(parcels[begin].area, grids, number);
    const std::size_t first = labels.size();
    labels.resize(first + grids.size());
    for (std::size_t i = 0; i < grids.size(); ++i) {
      const std::size_t id = first + number[i] - 1;
      labels[id] = std::move(own[i]);
      for (const CellId cell : grids[i]) grid_of_cell[cell] = GridId(id);
    }
    begin = end;
  }
  return Plan(territory, rules, std::move(labels), std::move(grid_of_cell), work);
}

}  // namespace wangge::planning
