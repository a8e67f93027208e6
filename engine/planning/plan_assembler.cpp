#include "engine/planning/plan_assembler.h"

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
using Grids = PlanAssembler::Grids;

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

}  // namespace

PlanAssembler::PlanAssembler(const Territory& territory, const PlanningRules& rules, const Plan* today, const FixedGrids& fixed)
    : territory_(territory),
      rules_(rules),
      today_(today),
      fixed_(fixed),
      taken_(territory.areas.code.begin(), territory.areas.code.end()),
      grid_of_cell_(territory.cells.size()) {
  for (const GridLabel& label : fixed.labels) {
    if (!label.code.empty()) taken_.insert(label.code);
  }
  if (today == nullptr) return;
  for (const GridId grid : today->grids()) taken_.insert(today->code(grid));
  taken_.insert(today->voided().begin(), today->voided().end());
}

void PlanAssembler::add(AreaId area, const Grids& grids) {
  const std::vector<std::size_t> number = number_grids(centres(territory_, grids));
  std::vector<GridLabel> own = labels_of(area, grids, number);
  const std::size_t first = labels_.size();
  labels_.resize(first + grids.size());
  for (std::size_t i = 0; i < grids.size(); ++i) {
    const std::size_t id = first + number[i] - 1;
    labels_[id] = std::move(own[i]);
    for (const CellId cell : grids[i]) grid_of_cell_[cell] = GridId(id);
  }
}

Plan PlanAssembler::plan(const WorkOfCell& work) && {
  for (GridLabel& label : labels_) {
    if (rules_.staffing) label.staff = rules_.staffing->of(label.code);
  }
  return Plan(territory_, rules_, std::move(labels_), std::move(grid_of_cell_), work,
              today_ == nullptr ? std::set<std::string>() : today_->voided());
}

/// One label a grid, in the order of the grids.
std::vector<GridLabel> PlanAssembler::labels_of(AreaId area, const Grids& grids, const std::vector<std::size_t>& number) {
  std::vector<GridLabel> labels(grids.size());
  std::vector<std::size_t> by_number(grids.size());
  for (std::size_t grid = 0; grid < grids.size(); ++grid) by_number[number[grid] - 1] = grid;
  const std::vector<GridId> partner = partners(area, grids);
  const GridId model = model_of(area);
  const CodeSeries series = series_of(area, model);
  std::set<std::string> names = names_of_today(area);
  std::size_t next = 0;
  for (std::size_t order = 0; order < grids.size(); ++order) {
    GridLabel& label = labels[by_number[order]];
    const FixedId fixed = fixed_.of(grids[by_number[order]].front());
    if (fixed.valid()) label = fixed_.labels[fixed];
    if (!label.code.empty() && !label.name.empty()) continue;
    if (!fixed.valid() && partner[by_number[order]].valid()) {
      label = today_->label(partner[by_number[order]]);
      continue;
    }
    while (label.code.empty()) {
      std::string code = grid_code(series.prefix, ++next, series.digits);
      if (taken_.insert(code).second) label.code = std::move(code);
    }
    if (!label.name.empty()) continue;
    const std::string& parent = territory_.areas.name[area];
    if (!model.valid()) {
      label.name = grid_name(parent, order + 1);
      continue;
    }
    std::size_t in_name = std::max<std::size_t>(1, trailing_number(label.code));
    do {
      label.name = grid_name_like(parent, in_name++, today_->name(model), territory_.areas.name[today_->parent(model)]);
    } while (!names.insert(label.name).second);
  }
  return labels;
}

/// A grid of today after whose code and name new ones are made: one of the same parent where there is one.
GridId PlanAssembler::model_of(AreaId area) const {
  if (today_ == nullptr) return {};
  const auto ordinary = [&](const std::vector<GridId>& grids) {
    const auto found =
        std::find_if(grids.begin(), grids.end(), [&](GridId grid) { return today_->kind(grid) != GridKind::dedicated; });
    return found == grids.end() ? GridId() : *found;
  };
  const GridId own = ordinary(today_->grids_of(area));
  return own.valid() ? own : ordinary(today_->grids());
}

CodeSeries PlanAssembler::series_of(AreaId area, GridId model) const {
  const std::string& code = territory_.areas.code[area];
  if (!model.valid() || rules_.code_exact) return {code, rules_.code_digits};
  return code_series(code, today_->code(model), territory_.areas.code[today_->parent(model)], rules_.code_digits);
}

std::set<std::string> PlanAssembler::names_of_today(AreaId area) const {
  std::set<std::string> names;
  if (today_ == nullptr) return names;
  for (const GridId grid : today_->grids_of(area)) names.insert(today_->name(grid));
  return names;
}

std::vector<GridId> PlanAssembler::partners(AreaId area, const Grids& grids) const {
  std::vector<GridId> found(grids.size());
  if (today_ == nullptr) return found;
  std::set<std::string> gone_on;
  for (const GridLabel& label : fixed_.labels) gone_on.insert(label.code);
  std::vector<GridId> old = today_->grids_of(area);
  std::erase_if(old, [&](GridId grid) { return gone_on.contains(today_->code(grid)); });
  std::map<GridId, std::size_t> place;
  for (std::size_t i = 0; i < old.size(); ++i) place.emplace(old[i], i);
  std::vector<std::vector<std::int64_t>> common(grids.size(), std::vector<std::int64_t>(old.size(), 0));
  // A cell without households counts a little, so that an empty grid finds its partner too.
  for (std::size_t i = 0; i < grids.size(); ++i) {
    if (fixed_.of(grids[i].front()).valid()) continue;
    for (const CellId cell : grids[i]) {
      const auto at = place.find(today_->grid_of(cell));
      if (at != place.end()) common[i][at->second] += 1000 * territory_.cells.households[cell] + 1;
    }
  }
  const std::vector<int> partner = best_assignment(common);
  for (std::size_t i = 0; i < grids.size(); ++i) {
    if (partner[i] >= 0 && common[i][static_cast<std::size_t>(partner[i])] > 0)
      found[i] = old[static_cast<std::size_t>(partner[i])];
  }
  return found;
}

}  // namespace wangge::planning
