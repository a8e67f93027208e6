#include "engine/planning/plan.h"

#include "engine/core/error.h"
#include "engine/planning/grid_label.h"
#include "engine/planning/plan_ground.h"

#include <algorithm>
#include <cassert>
#include <numbers>
#include <utility>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

using territory::Neighbour;
using territory::Territory;

[[noreturn]] void reject(std::string zh, std::string en) {
  throw core::Error(core::ErrorCode::input, {.zh = std::move(zh), .en = std::move(en)});
}

}  // namespace

Plan::Ground::Ground(const Territory& territory, const PlanningRules& rules, const WorkOfCell& given_work)
    : lands(build_lands(territory, rules.households)),
      area(territory.cells.size()),
      perimeter(territory.cells.size()),
      work(territory.cells.size()) {
  assert(given_work.empty() || given_work.size() == territory.cells.size());
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) {
    area[cell] = millionths(territory.cells.area[cell].value);
    // Borders too short to be listed mostly lie inside a grid: they are left out of outlines.
    perimeter[cell] = millionths(territory.cells.outer_border[cell].value);
    for (const Neighbour& other : territory.cells.neighbours[cell]) {
      if (territory.cells.parent[other.cell] == territory.cells.parent[cell]) perimeter[cell] += millionths(other.border.value);
    }
    work[cell] = given_work.empty() ? territory.cells.households[cell] * million : millionths(given_work[cell]);
  }
  area_codes.insert(territory.areas.code.begin(), territory.areas.code.end());
}

Plan::Plan(const Territory& territory, const PlanningRules& rules, std::vector<GridLabel> grids,
           core::Column<CellId, GridId> grid_of_cell, const WorkOfCell& work, std::set<std::string> voided)
    : territory_(&territory),
      rules_(rules),
      ground_(std::make_shared<const Ground>(territory, rules, work)),
      grid_of_cell_(std::move(grid_of_cell)),
      grids_(grids.size()),
      grids_of_area_(territory.areas.size()),
      voided_(std::move(voided)) {
  if (grid_of_cell_.size() != territory.cells.size())
    reject("方案的单元数与辖区不符", "the plan has another number of cells than the territory");
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) {
    const GridId grid = grid_of_cell_[cell];
    if (!grid.valid() || grid.value() >= grids.size()) {
      reject(fmt::format("单元 {} 不属于任何网格", cell.value()), fmt::format("cell {} has no grid", cell.value()));
    }
    const AreaId parent = territory.cells.parent[cell];
    if (!grids_[grid].parent.valid()) grids_[grid].parent = parent;
    if (grids_[grid].parent != parent) {
      reject(fmt::format("网格 {} 跨越两个上级区域", grids[grid.value()].code),
             fmt::format("grid {} lies in two parents", grids[grid.value()].code));
    }
    grids_[grid].cells.push_back(cell);
  }
  for (const GridId grid : core::ids<GridId>(grids.size())) {
    GridLabel& label = grids[grid.value()];
    const AreaId parent = grids_[grid].parent;
    if (!parent.valid()) reject(fmt::format("网格 {} 没有单元", label.code), fmt::format("grid {} has no cell", label.code));
    if (const auto refusal = refuse_code(label.code, parent, std::nullopt)) reject(refusal->reason.zh, refusal->reason.en);
    grid_of_code_.emplace(label.code, grid);
    grids_of_area_[parent].push_back(grid);
    grids_[grid].label = std::move(label);
    grids_[grid].sums = recomputed(grid);
    refresh(grid);
  }
}

std::vector<GridId> Plan::grids() const {
  std::vector<GridId> found;
  for (const GridId grid : core::ids<GridId>(grids_.size())) {
    if (live(grid)) found.push_back(grid);
  }
  return found;
}

bool Plan::live(GridId grid) const { return grid.valid() && grid.value() < grids_.size() && grids_[grid].parent.valid(); }

std::vector<GridId> Plan::grids_of(AreaId area) const {
  std::vector<GridId> found = grids_of_area_[area];
  std::sort(found.begin(), found.end(), [&](GridId a, GridId b) { return code(a) < code(b); });
  return found;
}

GridTally Plan::tally(GridId grid) const {
  const Sums& sums = grids_[grid].sums;
  GridTally tally;
  tally.households = sums.households;
  tally.residents = sums.residents;
  tally.size = sums.size;
  tally.buildings = sums.buildings;
  tally.cells = static_cast<std::int64_t>(grids_[grid].cells.size());
  tally.work = whole(sums.work);
  tally.area = core::SquareMetres(whole(sums.area));
  tally.perimeter = core::Metres(whole(sums.perimeter));
  for (std::size_t i = 0; i < sums.border.size(); ++i) tally.border[i] = core::Metres(whole(sums.border[i]));
  return tally;
}

double Plan::compactness(GridId grid) const {
  const Sums& sums = grids_[grid].sums;
  const double perimeter = whole(sums.perimeter);
  return perimeter > 0 ? 4 * std::numbers::pi * whole(sums.area) / (perimeter * perimeter) : 0.0;
}

core::Position Plan::centre(GridId grid) const {
  const territory::Cells& cells = territory_->cells;
  const bool inhabited = grids_[grid].sums.households > 0;
  double total = 0;
  core::Position sum;
  for (const CellId cell : grids_[grid].cells) {
    const double weight = inhabited ? static_cast<double>(cells.households[cell]) : cells.area[cell].value;
    total += weight;
    sum.x += weight * cells.centroid[cell].x;
    sum.y += weight * cells.centroid[cell].y;
  }
  if (!(total > 0)) return cells.centroid[grids_[grid].cells.front()];
  return {sum.x / total, sum.y / total};
}

std::vector<GridNeighbour> Plan::neighbours(GridId grid) const {
  std::map<GridId, std::int64_t> border;
  for (const CellId cell : grids_[grid].cells) {
    for (const Neighbour& other : territory_->cells.neighbours[cell]) {
      const GridId beyond = grid_of_cell_[other.cell];
      if (beyond != grid) border[beyond] += millionths(other.border.value);
    }
  }
  std::vector<GridNeighbour> found;
  for (const auto& [beyond, length] : border) found.push_back({beyond, core::Metres(whole(length))});
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.border > b.border; });
  return found;
}

GridId Plan::next_id() const {
  const auto gap = std::find_if(grids_.begin(), grids_.end(), [](const Grid& grid) { return !grid.parent.valid(); });
  return GridId(static_cast<std::size_t>(gap - grids_.begin()));
}

std::string Plan::next_code(AreaId area, std::optional<GridId> like) const {
  std::string prefix = territory_->areas.code[area];
  int digits = rules_.code_digits;
  if (like && !rules_.code_exact) {
    const std::string& model = code(*like);
    const std::size_t last = model.find_last_not_of("0123456789");
    const std::size_t letters_end = std::max(prefix.size(), last == std::string::npos ? 0 : last + 1);
    if (letters_end > prefix.size() && letters_end < model.size()) {
      digits = static_cast<int>(model.size() - letters_end);
      prefix = model.substr(0, letters_end);
    }
  }
  for (std::size_t number = 1;; ++number) {
    std::string code = grid_code(prefix, number, digits);
    if (!grid_of_code_.contains(code) && !ground_->area_codes.contains(code) && !voided_.contains(code)) return code;
  }
}

std::string Plan::next_name(AreaId area, std::string_view for_code, GridId like) const {
  const std::string& parent = territory_->areas.name[area];
  std::size_t number = std::max<std::size_t>(1, trailing_number(for_code));
  while (true) {
    std::string made = grid_name_like(parent, number++, name(like), parent);
    const bool taken =
        std::any_of(grids_of_area_[area].begin(), grids_of_area_[area].end(), [&](GridId grid) { return name(grid) == made; });
    if (!taken) return made;
  }
}

Plan::Sums Plan::recomputed(GridId grid) const {
  const territory::Cells& cells = territory_->cells;
  Sums sums;
  for (const CellId cell : grids_[grid].cells) {
    add_cell(sums, cell, 1);
    for (const Neighbour& other : cells.neighbours[cell]) {
      const std::int64_t length = millionths(other.border.value);
      if (grid_of_cell_[other.cell] == grid) {
        sums.perimeter -= length;
      } else if (cells.parent[other.cell] == cells.parent[cell]) {
        sums.border[static_cast<std::size_t>(other.barrier)] += length;
      }
    }
  }
  return sums;
}

void Plan::add_cell(Sums& sums, CellId cell, std::int64_t sign) const {
  sums.households += sign * territory_->cells.households[cell];
  sums.size += sign * rules_.households.sizes(*territory_)[cell];
  sums.residents += sign * territory_->cells.residents[cell];
  sums.buildings += sign * static_cast<std::int64_t>(territory_->buildings_of_cell[cell].size());
  sums.work += sign * ground_->work[cell];
  sums.area += sign * ground_->area[cell];
  sums.perimeter += sign * ground_->perimeter[cell];
}

void Plan::refresh(GridId id) {
  Grid& grid = grids_[id];
  grid.pieces = 0;
  grid.oversized = 0;
  std::vector<LandId> lands;
  std::vector<CellId> open;
  core::Column<CellId, std::uint8_t> seen(grid_of_cell_.size(), 0);
  for (const CellId start : grid.cells) {
    lands.push_back(ground_->lands.land_of_cell[start]);
    if (rules_.households.sizes(*territory_)[start] > rules_.households.most) ++grid.oversized;
    if (seen[start] != 0) continue;
    ++grid.pieces;
    seen[start] = 1;
    open.push_back(start);
    while (!open.empty()) {
      const CellId cell = open.back();
      open.pop_back();
      for (const CellId other : ground_->lands.connected[cell]) {
        if (grid_of_cell_[other] != id || seen[other] != 0) continue;
        seen[other] = 1;
        open.push_back(other);
      }
    }
  }
  std::sort(lands.begin(), lands.end());
  lands.erase(std::unique(lands.begin(), lands.end()), lands.end());
  grid.lands = static_cast<std::uint32_t>(lands.size());
  grid.alone = static_cast<std::uint32_t>(
      std::count_if(lands.begin(), lands.end(), [&](LandId land) { return ground_->lands.alone[land] != 0; }));
}

void Plan::check_invariants() const {
  Plan fresh = *this;
  for (const GridId grid : core::ids<GridId>(grids_.size())) {
    const Grid& kept = grids_[grid];
    assert(kept.parent.valid() != kept.cells.empty());
    if (!kept.parent.valid()) continue;
    assert(kept.sums == recomputed(grid));
    assert(std::is_sorted(kept.cells.begin(), kept.cells.end()));
    assert(!refuse_code(kept.label.code, kept.parent, grid));
    for ([[maybe_unused]] const CellId cell : kept.cells) {
      assert(grid_of_cell_[cell] == grid && territory_->cells.parent[cell] == kept.parent);
    }
    fresh.refresh(grid);
    assert(kept == fresh.grids_[grid]);
    assert(grid_of_code_.at(kept.label.code) == grid);
  }
  [[maybe_unused]] std::size_t cells = 0;
  for (const Grid& grid : grids_) cells += grid.cells.size();
  assert(cells == grid_of_cell_.size() && grid_of_code_.size() == grids().size());
  assert(grids_.empty() || live(GridId(grids_.size() - 1)));
}

bool operator==(const Plan& a, const Plan& b) {
  return a.grid_of_cell_ == b.grid_of_cell_ && a.grids_ == b.grids_ && a.voided_ == b.voided_;
}

}  // namespace wangge::planning
