#include "engine/planning/edits/border_cells.h"

#include "engine/planning/edits/plane_side.h"
#include "engine/planning/edits/selection.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

using territory::Neighbour;
using Pieces = std::vector<std::pair<core::Position, core::Position>>;

Refusal refused_at(GridId grid, int rule, std::string zh, std::string en) {
  Refusal refused = refusal_of(rule, std::move(zh), std::move(en));
  refused.grid = grid;
  return refused;
}

Pieces common_border(const Plan& plan, GridId from, GridId to, const EditGround& ground) {
  const territory::Cells& cells = plan.territory().cells;
  Pieces pieces;
  for (const CellId cell : plan.cells_of(from)) {
    for (const Neighbour& other : cells.neighbours[cell]) {
      if (plan.grid_of(other.cell) != to) continue;
      if (ground.border) {
        const Pieces own = ground.border(cell, other.cell);
        pieces.insert(pieces.end(), own.begin(), own.end());
        continue;
      }
      const core::Position a = cells.centroid[cell];
      const core::Position b = cells.centroid[other.cell];
      const core::Position middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
      pieces.emplace_back(middle, middle);
    }
  }
  return pieces;
}

/// Whether a cell may go with the strip.
class Strip {
 public:
  Strip(const Plan& plan, Pieces border, std::optional<core::Metres> width)
      : plan_(plan), border_(std::move(border)), width_(width) {}
  [[nodiscard]] bool holds(CellId cell) const {
    if (!width_) return true;
    const core::Position place = plan_.territory().cells.centroid[cell];
    return std::any_of(border_.begin(), border_.end(),
                       [&](const auto& piece) { return distance_to(place, piece.first, piece.second) <= *width_; });
  }

 private:
  const Plan& plan_;
  Pieces border_;
  std::optional<core::Metres> width_;
};

/// From the land of `to` into `from`, cell by cell.
std::set<CellId> walk(const Plan& plan, GridId from, GridId to, std::optional<territory::BarrierClass> until,
                      const Strip& strip) {
  const territory::Cells& cells = plan.territory().cells;
  const auto crosses = [&](const Neighbour& step) {
    return step.border >= connecting_border && (!until || step.barrier < *until);
  };
  std::set<CellId> taken;
  std::vector<CellId> open;
  const auto take = [&](CellId cell) {
    if (strip.holds(cell) && taken.insert(cell).second) open.push_back(cell);
  };
  for (const CellId cell : plan.cells_of(from)) {
    const auto around = cells.neighbours[cell];
    const bool beside = std::any_of(around.begin(), around.end(),
                                    [&](const Neighbour& step) { return plan.grid_of(step.cell) == to && crosses(step); });
    if (beside) take(cell);
  }
  while (!open.empty()) {
    const CellId cell = open.back();
    open.pop_back();
    for (const Neighbour& step : cells.neighbours[cell]) {
      if (plan.grid_of(step.cell) == from && crosses(step)) take(step.cell);
    }
  }
  return taken;
}

}  // namespace

std::variant<std::vector<CellId>, Refusal> cells_along_border(const Plan& plan, GridId from, GridId to, const BorderEdit& edit,
                                                              const EditGround& ground) {
  const std::string& a = plan.code(from);
  const std::string& b = plan.code(to);
  if (!edit.width && !edit.until) {
    return refused_at(from, 0, "移动边界须写明宽度（width）或到哪类界线为止（until）",
                      "a moved border needs a width, or a class of barrier until which it goes");
  }
  const Pieces border = common_border(plan, from, to, ground);
  if (border.empty() || from == to) {
    return refused_at(from, 1, fmt::format("网格 {} 与 {} 没有共同边界", a, b),
                      fmt::format("grids {} and {} have no common border", a, b));
  }
  const std::set<CellId> taken = walk(plan, from, to, edit.until, Strip(plan, border, edit.width));
  std::vector<CellId> cells(taken.begin(), taken.end());
  if (edit.compounds_whole) cells = with_whole_compounds(plan, from, cells);
  const std::string_view barrier = edit.until ? territory::name(*edit.until) : std::string_view("barrier");
  if (cells.empty() && !edit.width) {
    return refused_at(from, 0, fmt::format("网格 {} 与 {} 的边界已经沿着 {}，无需移动", a, b, barrier),
                      fmt::format("the border of grid {} with {} runs along a {} already: nothing to move", a, b, barrier));
  }
  if (cells.empty()) {
    return refused_at(from, 1, fmt::format("网格 {} 沿与 {} 的边界没有符合条件的单元", a, b),
                      fmt::format("no cell of grid {} lies so along its border with {}: its cells are farther than the width, or "
                                  "behind a {}",
                                  a, b, barrier));
  }
  if (cells.size() == plan.cells_of(from).size()) {
    return refused_at(
        from, 1, fmt::format("边界会越过整个网格 {}：途中没有所要的界线；请改用合并", a),
        fmt::format("the border would pass over the whole of grid {}: no {} stops it; merge the two instead", a, barrier));
  }
  return cells;
}

}  // namespace wangge::planning
