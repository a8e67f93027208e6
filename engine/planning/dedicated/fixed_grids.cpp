#include "engine/planning/dedicated/fixed_grids.h"

#include "engine/core/error.h"
#include "engine/planning/edits/dedicate.h"
#include "engine/planning/grid_label.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

using territory::Territory;

core::Error refusal_error(const std::string& key, const core::Text& problem) {
  return core::Error(core::ErrorCode::usage, {.zh = key + "：" + problem.zh, .en = key + ": " + problem.en});
}

/// One grid a parent, with codes that nobody asks for: what dedicated grids are cut out of where there are no grids of today.
Plan whole_parents(const Territory& territory, const PlanningRules& rules, std::span<const DedicatedGrid> dedicated) {
  std::set<std::string> asked;
  for (const DedicatedGrid& grid : dedicated) asked.insert(grid.code);
  std::vector<GridLabel> labels;
  core::Column<CellId, GridId> grid_of_cell(territory.cells.size());
  for (const AreaId area : core::ids<AreaId>(territory.areas.size())) {
    if (territory.cells_of_area[area].empty()) continue;
    std::size_t number = 0;
    while (asked.contains(grid_code(territory.areas.code[area], number, rules.code_digits))) ++number;
    for (const CellId cell : territory.cells_of_area[area]) grid_of_cell[cell] = GridId(labels.size());
    labels.push_back({.code = grid_code(territory.areas.code[area], number, rules.code_digits),
                      .name = territory.areas.name[area],
                      .kind = GridKind::comprehensive,
                      .staff = {}});
  }
  return Plan(territory, rules, std::move(labels), std::move(grid_of_cell));
}

class Fixing {
 public:
  Fixing(const Territory& territory, const PlanningRules& rules, const Plan* today)
      : territory_(territory), rules_(rules), today_(today) {
    made_.of_cell = core::Column<CellId, FixedId>(territory.cells.size());
  }

  void keep(std::span<const std::string> locked) {
    if (today_ == nullptr) return;
    for (const GridId grid : today_->grids()) {
      const bool kept = today_->kind(grid) == GridKind::dedicated ||
                        std::find(locked.begin(), locked.end(), today_->code(grid)) != locked.end();
      if (kept) fix(today_->label(grid), today_->cells_of(grid));
    }
  }

  void add(std::span<const DedicatedGrid> dedicated) {
    Plan plan = today_ != nullptr ? *today_ : whole_parents(territory_, rules_, dedicated);
    for (const DedicatedGrid& grid : dedicated) {
      const FixedId same = fixed_with(grid);
      GridLabel label{.code = grid.code, .name = grid.name, .kind = GridKind::dedicated, .staff = {}};
      if (same.valid()) {
        if (label.code.empty()) label.code = made_.labels[same].code;
        if (!grid.named && !made_.labels[same].name.empty()) label.name = made_.labels[same].name;
      }
      const GridLabel done = dedicate(plan, grid, std::move(label));
      if (same.valid()) {
        made_.labels[same] = done;
      } else {
        fix(done, grid.cells);
      }
    }
  }

  FixedGrids made() && {
    if (made_.labels.empty()) made_.of_cell = {};
    return std::move(made_);
  }

 private:
  void fix(GridLabel label, std::span<const CellId> cells) {
    const FixedId fixed = made_.labels.push_back(std::move(label));
    for (const CellId cell : cells) made_.of_cell[cell] = fixed;
  }

  /// The fixed grid that has the very cells; invalid where they are all free. Throws where only some are its own.
  [[nodiscard]] FixedId fixed_with(const DedicatedGrid& grid) const {
    FixedId found;
    for (const CellId cell : grid.cells) {
      if (made_.of_cell[cell].valid()) found = made_.of_cell[cell];
    }
    if (!found.valid()) return found;
    const auto own = static_cast<std::size_t>(std::count(made_.of_cell.begin(), made_.of_cell.end(), found));
    const bool all = std::all_of(grid.cells.begin(), grid.cells.end(), [&](CellId c) { return made_.of_cell[c] == found; });
    if (all && own == grid.cells.size()) return found;
    const std::string& code = made_.labels[found].code;
    throw refusal_error(grid.key, {.zh = fmt::format("与保持不变的网格 {} 重叠；请解除锁定，或改选单元", code),
                                   .en = fmt::format("shares cells with grid {}, which stays as it is; unlock it, or choose "
                                                     "other cells",
                                                     code)});
  }

  /// Makes the grid in the plan and returns its label, without what only the plan's stand-in grids say.
  [[nodiscard]] GridLabel dedicate(Plan& plan, const DedicatedGrid& grid, GridLabel label) const {
    const auto refuse = [&](const Refusal& refused) { return refusal_error(grid.key, refused.reason); };
    const GridLabel asked = label;
    const auto answer = dedicated_moves(plan, grid.cells, std::move(label));
    if (const auto* refused = std::get_if<Refusal>(&answer)) throw refuse(*refused);
    for (const Move& move : std::get<std::vector<Move>>(answer)) {
      const auto done = plan.apply(move);
      if (const auto* refused = std::get_if<Refusal>(&done)) throw refuse(*refused);
    }
    GridLabel made = plan.label(plan.grid_of(grid.cells.front()));
    made.name = asked.name;
    if (today_ == nullptr) made.code = asked.code;
    return made;
  }

  const Territory& territory_;
  const PlanningRules& rules_;
  const Plan* today_;
  FixedGrids made_;
};

}  // namespace

FixedGrids fixed_grids(const Territory& territory, const PlanningRules& rules, std::span<const DedicatedGrid> dedicated,
                       const Plan* today, std::span<const std::string> locked) {
  Fixing fixing(territory, rules, today);
  fixing.keep(locked);
  if (!dedicated.empty()) fixing.add(dedicated);
  return std::move(fixing).made();
}

Lands around(const Territory& territory, const FixedGrids& fixed, Lands lands) {
  if (fixed.of_cell.empty()) return lands;
  std::vector<std::pair<CellId, CellId>> pairs;
  core::Column<LandId, std::vector<CellId>> free(lands.parent.size());
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) {
    if (!fixed.of(cell).valid()) free[lands.land_of_cell[cell]].push_back(cell);
    for (const CellId other : lands.connected[cell]) {
      if (fixed.of(cell) == fixed.of(other)) pairs.emplace_back(cell, other);
    }
  }
  lands.connected = core::Csr<CellId, CellId>::build(territory.cells.size(), pairs);
  const auto nearest_free = [&](CellId end, CellId from) {
    CellId best = end;
    double least = std::numeric_limits<double>::infinity();
    for (const CellId cell : free[lands.land_of_cell[end]]) {
      const double far = core::distance(territory.cells.centroid[from], territory.cells.centroid[cell]).value;
      if (far < least) std::tie(least, best) = std::tuple(far, cell);
    }
    return best;
  };
  for (auto& [from, to] : lands.ties) {
    if (fixed.of(from).valid()) from = nearest_free(from, to);
    if (fixed.of(to).valid()) to = nearest_free(to, from);
  }
  std::erase_if(lands.ties, [&](const auto& tie) { return fixed.of(tie.first).valid() || fixed.of(tie.second).valid(); });
  return lands;
}

}  // namespace wangge::planning
