#include "engine/planning/aims/plan_aims.h"

#include "engine/planning/aims/grid_match.h"
#include "engine/planning/aims/live_aims.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace wangge::planning {
namespace {

using territory::BarrierClass;
using territory::CompoundId;
using territory::Territory;

/// 4.5 km/h, as the search has it.
constexpr double metres_per_minute = 75;

void add_work(const Plan& plan, const std::vector<GridId>& grids, AimSums& sums) {
  std::vector<double> work;
  for (const GridId grid : grids) {
    if (plan.kind(grid) != GridKind::dedicated) work.push_back(plan.tally(grid).work);
  }
  double mean = 0;
  for (const double load : work) mean += load / static_cast<double>(work.size());
  if (work.size() < 2 || !(mean > 0)) return;
  sums.compared = work.size();
  for (const double load : work) {
    const double deviation = std::abs(load / mean - 1);
    sums.deviation += deviation;
    sums.deviation_max = std::max(sums.deviation_max, deviation);
  }
}

void add_shape(const Plan& plan, const std::vector<GridId>& grids, AimSums& sums) {
  double twice = 0;
  double along = 0;
  for (const GridId grid : grids) {
    const GridTally tally = plan.tally(grid);
    for (std::size_t i = 0; i < tally.border.size(); ++i) {
      twice += tally.border[i].value;
      if (runs_along(static_cast<BarrierClass>(i))) along += tally.border[i].value;
    }
    sums.compactness += plan.compactness(grid);
  }
  sums.border = twice / 2;
  sums.along = along / 2;
}

void add_compounds(const Plan& plan, AreaId area, AimSums& sums) {
  const Territory& land = plan.territory();
  std::map<CompoundId, std::pair<std::set<GridId>, std::int64_t>> found;
  for (const CellId cell : land.cells_of_area[area]) {
    if (!land.cells.compound[cell].valid()) continue;
    auto& [grids, households] = found[land.cells.compound[cell]];
    grids.insert(plan.grid_of(cell));
    households += land.cells.households[cell];
  }
  for (const auto& [compound, held] : found) {
    if (held.first.size() < 2) continue;
    ++sums.compounds;
    sums.compound_households += held.second;
  }
}

/// Coefficient of variation of a count over the grids, times their number; nothing where there is none of it.
std::optional<double> variation(const Plan& plan, const std::vector<GridId>& grids, const core::Column<CellId, double>& counts) {
  if (counts.empty() || grids.size() < 2) return std::nullopt;
  std::vector<double> held;
  double sum = 0;
  for (const GridId grid : grids) {
    double own = 0;
    for (const CellId cell : plan.cells_of(grid)) own += counts[cell];
    held.push_back(own);
    sum += own;
  }
  if (!(sum > 0)) return std::nullopt;
  const double mean = sum / static_cast<double>(held.size());
  double squares = 0;
  for (const double own : held) squares += (own / mean - 1) * (own / mean - 1);
  return std::sqrt(squares / static_cast<double>(held.size())) * static_cast<double>(held.size());
}

}  // namespace

CellId middle_cell(const Territory& territory, std::span<const CellId> own) {
  const territory::Cells& cells = territory.cells;
  std::int64_t households = 0;
  for (const CellId cell : own) households += cells.households[cell];
  core::Position mean;
  double total = 0;
  for (const CellId cell : own) {
    const double weight = households > 0 ? static_cast<double>(cells.households[cell]) : 1.0;
    total += weight;
    mean.x += weight * cells.centroid[cell].x;
    mean.y += weight * cells.centroid[cell].y;
  }
  mean = {mean.x / total, mean.y / total};
  CellId found = own.front();
  double nearest = std::numeric_limits<double>::infinity();
  for (const CellId cell : own) {
    if (households > 0 && cells.households[cell] == 0) continue;
    const double far = core::distance(mean, cells.centroid[cell]).value;
    if (far >= nearest) continue;
    nearest = far;
    found = cell;
  }
  return found;
}

double travel_of(const Plan& plan, GridId grid, const AimGround& ground) {
  const territory::Cells& cells = plan.territory().cells;
  const std::span<const CellId> own = plan.cells_of(grid);
  if (ground.posts != nullptr) {
    const std::vector<std::size_t> posts = ground.posts->within(own);
    double sum = 0;
    for (const CellId cell : own) sum += static_cast<double>(cells.households[cell]) * ground.posts->minutes(cell, posts);
    return sum;
  }
  const TravelMinutes& travel = ground.travel;
  const CellId middle = middle_cell(plan.territory(), own);
  std::vector<double> minutes;
  if (travel) minutes = travel(middle, own);
  double sum = 0;
  for (std::size_t i = 0; i < own.size(); ++i) {
    const auto households = static_cast<double>(cells.households[own[i]]);
    const double way =
        travel ? minutes[i] : core::distance(cells.centroid[middle], cells.centroid[own[i]]).value / metres_per_minute;
    sum += households * way;
  }
  return sum;
}

void AimSums::add(const AimSums& other) {
  grids += other.grids;
  compared += other.compared;
  deviation += other.deviation;
  deviation_max = std::max(deviation_max, other.deviation_max);
  border += other.border;
  along += other.along;
  compactness += other.compactness;
  compounds += other.compounds;
  compound_households += other.compound_households;
  travel += other.travel;
  households += other.households;
  moved += other.moved;
  members_cv += other.members_cv;
  members_grids += other.members_grids;
  organisations_cv += other.organisations_cv;
  organisations_grids += other.organisations_grids;
}

AimValues values_of(const AimSums& sums, const AimGround& ground) {
  AimValues values;
  if (sums.grids == 0) return values;
  const auto mean = [](double sum, std::size_t count) { return count > 0 ? sum / static_cast<double>(count) : 0.0; };
  values[AimFigure::deviation_max] = 100 * sums.deviation_max;
  values[AimFigure::deviation_mean] = 100 * mean(sums.deviation, sums.compared);
  values[AimFigure::border] = sums.border;
  values[AimFigure::compactness] = mean(sums.compactness, sums.grids);
  if (sums.border > 0) values[AimFigure::barriers] = 100 * sums.along / sums.border;
  values[AimFigure::compounds] = static_cast<double>(sums.compounds);
  values[AimFigure::compound_households] = static_cast<double>(sums.compound_households);
  if (sums.households > 0) values[AimFigure::travel] = sums.travel / static_cast<double>(sums.households);
  if (ground.today != nullptr) values[AimFigure::change] = static_cast<double>(sums.moved);
  if (sums.members_grids > 0) values[AimFigure::party_members] = 100 * mean(sums.members_cv, sums.members_grids);
  if (sums.organisations_grids > 0)
    values[AimFigure::organisations] = 100 * mean(sums.organisations_cv, sums.organisations_grids);
  return values;
}

AimSums parent_sums(const Plan& plan, AreaId area, const AimGround& ground, std::span<const double> travel) {
  const std::vector<GridId> grids = plan.grids_of(area);
  AimSums sums;
  sums.grids = grids.size();
  add_work(plan, grids, sums);
  add_shape(plan, grids, sums);
  add_compounds(plan, area, sums);
  for (const double own : travel) sums.travel += own;
  sums.households = plan.territory().areas.households[area];
  if (ground.today != nullptr) {
    const AreaMatch match = match_area(*ground.today, plan, area);
    sums.moved = match.households - match.kept;
  }
  if (ground.ledger != nullptr) {
    std::vector<GridId> compared = grids;
    std::erase_if(compared, [&](GridId grid) { return plan.kind(grid) == GridKind::dedicated; });
    if (const auto found = variation(plan, compared, ground.ledger->party_members)) {
      sums.members_cv = *found;
      sums.members_grids = compared.size();
    }
    if (const auto found = variation(plan, compared, ground.ledger->organisations)) {
      sums.organisations_cv = *found;
      sums.organisations_grids = compared.size();
    }
  }
  return sums;
}

PlanAims measure_aims(const Plan& plan, const AimGround& ground) { return LiveAims(plan, ground).aims(); }

}  // namespace wangge::planning
