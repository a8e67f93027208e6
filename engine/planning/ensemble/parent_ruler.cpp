#include "engine/planning/ensemble/parent_ruler.h"

#include "engine/planning/aims/grid_match.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <numbers>
#include <optional>
#include <set>
#include <utility>

namespace wangge::planning {
namespace {

/// 4.5 km/h, as measure_aims has it.
constexpr double metres_per_minute = 75;

/// Coefficient of variation of a count over the grids, times their number; nothing where there is none of it.
std::optional<double> variation(const std::vector<double>& held) {
  double sum = 0;
  for (const double own : held) sum += own;
  if (held.size() < 2 || !(sum > 0)) return std::nullopt;
  const double mean = sum / static_cast<double>(held.size());
  double squares = 0;
  for (const double own : held) squares += (own / mean - 1) * (own / mean - 1);
  return std::sqrt(squares / static_cast<double>(held.size())) * static_cast<double>(held.size());
}

}  // namespace

/// Household-minutes from a cell to all cells of the parent, kept by cell.
class ParentRuler::Ways {
 public:
  /// Stays valid: rows are never taken away. A row has one value whoever asks first.
  const std::vector<double>& from(const territory::Territory& land, const TravelMinutes& travel, const std::vector<CellId>& to,
                                  CellId cell) {
    {
      const std::scoped_lock hold(lock_);
      const auto known = rows_.find(cell);
      if (known != rows_.end()) return known->second;
    }
    std::vector<double> row;
    if (travel) row = travel(cell, to);
    for (std::size_t i = 0; i < to.size(); ++i) {
      const auto& at = land.cells.centroid;
      if (!travel) row.push_back(core::distance(at[cell], at[to[i]]).value / metres_per_minute);
      row[i] *= static_cast<double>(land.cells.households[to[i]]);
    }
    const std::scoped_lock hold(lock_);
    return rows_.emplace(cell, std::move(row)).first->second;
  }

 private:
  std::mutex lock_;
  std::map<CellId, std::vector<double>> rows_;
};

ParentRuler::~ParentRuler() = default;
ParentRuler::ParentRuler(ParentRuler&&) noexcept = default;

ParentRuler::ParentRuler(const territory::Territory& territory, AreaId area, const WorkOfCell& work, const AimGround& ground)
    : territory_(&territory),
      ground_(&ground),
      cells_(&territory.cells_of_area[area]),
      households_(territory.areas.households[area]),
      ways_(std::make_unique<Ways>()) {
  const territory::Cells& rows = territory.cells;
  std::map<territory::CompoundId, std::vector<std::uint32_t>> compounds;
  std::map<GridId, std::uint32_t> today;
  for (std::uint32_t i = 0; i < cells_->size(); ++i) {
    const CellId cell = (*cells_)[i];
    work_.push_back(work.empty() ? static_cast<double>(rows.households[cell]) : work[cell]);
    outer_.push_back(rows.outer_border[cell].value);
    auto& borders = borders_.emplace_back();
    for (const territory::Neighbour& other : rows.neighbours[cell]) {
      if (rows.parent[other.cell] != area) continue;
      const auto place = std::lower_bound(cells_->begin(), cells_->end(), other.cell) - cells_->begin();
      borders.push_back(
          {static_cast<std::uint32_t>(place), other.border.value, runs_along(other.barrier) ? other.border.value : 0.0});
    }
    if (rows.compound[cell].valid()) compounds[rows.compound[cell]].push_back(i);
    if (ground.today == nullptr) continue;
    const GridId grid = ground.today->grid_of(cell);
    today_.push_back(today.emplace(grid, static_cast<std::uint32_t>(today.size())).first->second);
  }
  for (auto& [compound, own] : compounds) compounds_.push_back(std::move(own));
  today_grids_ = today.size();
}

AimSums ParentRuler::measure(std::span<const std::uint32_t> grid_of_cell, std::span<const std::uint8_t> dedicated) const {
  AimSums sums;
  sums.grids = dedicated.size();
  sums.households = households_;
  add_work(grid_of_cell, dedicated, sums);
  add_shape(grid_of_cell, dedicated.size(), sums);
  add_compounds(grid_of_cell, sums);
  add_travel(grid_of_cell, dedicated.size(), sums);
  if (ground_->today != nullptr) add_change(grid_of_cell, dedicated.size(), sums);
  if (ground_->ledger != nullptr) add_spread(grid_of_cell, dedicated.size(), sums);
  return sums;
}

void ParentRuler::add_work(std::span<const std::uint32_t> grid_of_cell, std::span<const std::uint8_t> dedicated,
                           AimSums& sums) const {
  std::vector<double> work(dedicated.size(), 0);
  for (std::size_t i = 0; i < grid_of_cell.size(); ++i) work[grid_of_cell[i]] += work_[i];
  double all = 0;
  std::size_t compared = 0;
  for (std::size_t grid = 0; grid < work.size(); ++grid) {
    if (dedicated[grid] != 0) continue;
    all += work[grid];
    ++compared;
  }
  if (compared < 2 || !(all > 0)) return;
  const double mean = all / static_cast<double>(compared);
  sums.compared = compared;
  for (std::size_t grid = 0; grid < work.size(); ++grid) {
    if (dedicated[grid] != 0) continue;
    const double deviation = std::abs(work[grid] / mean - 1);
    sums.deviation += deviation;
    sums.deviation_max = std::max(sums.deviation_max, deviation);
  }
}

void ParentRuler::add_shape(std::span<const std::uint32_t> grid_of_cell, std::size_t grids, AimSums& sums) const {
  std::vector<double> perimeter(grids, 0);
  std::vector<double> area(grids, 0);
  double twice = 0;
  double along = 0;
  for (std::size_t i = 0; i < grid_of_cell.size(); ++i) {
    const std::uint32_t grid = grid_of_cell[i];
    double open = outer_[i];
    for (const Border& border : borders_[i]) {
      if (grid_of_cell[border.other] == grid) continue;
      open += border.metres;
      twice += border.metres;
      along += border.along;
    }
    perimeter[grid] += open;
    area[grid] += territory_->cells.area[(*cells_)[i]].value;
  }
  for (std::size_t grid = 0; grid < grids; ++grid) {
    if (perimeter[grid] > 0) sums.compactness += 4 * std::numbers::pi * area[grid] / (perimeter[grid] * perimeter[grid]);
  }
  sums.border = twice / 2;
  sums.along = along / 2;
}

void ParentRuler::add_compounds(std::span<const std::uint32_t> grid_of_cell, AimSums& sums) const {
  for (const std::vector<std::uint32_t>& compound : compounds_) {
    const std::uint32_t grid = grid_of_cell[compound.front()];
    const bool whole = std::all_of(compound.begin(), compound.end(), [&](std::uint32_t i) { return grid_of_cell[i] == grid; });
    if (whole) continue;
    ++sums.compounds;
    for (const std::uint32_t i : compound) sums.compound_households += territory_->cells.households[(*cells_)[i]];
  }
}

void ParentRuler::add_travel(std::span<const std::uint32_t> grid_of_cell, std::size_t grids, AimSums& sums) const {
  std::vector<std::vector<CellId>> own(grids);
  for (std::size_t i = 0; i < grid_of_cell.size(); ++i) own[grid_of_cell[i]].push_back((*cells_)[i]);
  if (const PostWays* posts = ground_->posts; posts != nullptr) {
    for (const std::vector<CellId>& grid : own) {
      const std::vector<std::size_t> within = posts->within(grid);
      for (const CellId cell : grid)
        sums.travel += static_cast<double>(territory_->cells.households[cell]) * posts->minutes(cell, within);
    }
    return;
  }
  std::vector<const std::vector<double>*> ways(grids);
  for (std::size_t grid = 0; grid < grids; ++grid)
    ways[grid] = &ways_->from(*territory_, ground_->travel, *cells_, middle_cell(*territory_, own[grid]));
  for (std::size_t i = 0; i < grid_of_cell.size(); ++i) sums.travel += (*ways[grid_of_cell[i]])[i];
}

void ParentRuler::add_change(std::span<const std::uint32_t> grid_of_cell, std::size_t grids, AimSums& sums) const {
  std::vector<std::vector<std::int64_t>> common(grids, std::vector<std::int64_t>(today_grids_, 0));
  std::int64_t households = 0;
  for (std::size_t i = 0; i < grid_of_cell.size(); ++i) {
    const std::int64_t own = territory_->cells.households[(*cells_)[i]];
    common[grid_of_cell[i]][today_[i]] += own;
    households += own;
  }
  const std::vector<int> partner = best_assignment(common);
  std::int64_t kept = 0;
  for (std::size_t grid = 0; grid < grids; ++grid) {
    if (partner[grid] >= 0) kept += common[grid][static_cast<std::size_t>(partner[grid])];
  }
  sums.moved = households - kept;
}

void ParentRuler::add_spread(std::span<const std::uint32_t> grid_of_cell, std::size_t grids, AimSums& sums) const {
  const auto spread = [&](const core::Column<CellId, double>& counts) -> std::optional<double> {
    if (counts.empty()) return std::nullopt;
    std::vector<double> held(grids, 0);
    for (std::size_t i = 0; i < grid_of_cell.size(); ++i) held[grid_of_cell[i]] += counts[(*cells_)[i]];
    return variation(held);
  };
  if (const auto found = spread(ground_->ledger->party_members)) {
    sums.members_cv = *found;
    sums.members_grids = grids;
  }
  if (const auto found = spread(ground_->ledger->organisations)) {
    sums.organisations_cv = *found;
    sums.organisations_grids = grids;
  }
}

}  // namespace wangge::planning
