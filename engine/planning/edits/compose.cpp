#include "engine/planning/edits/compose.h"

#include "engine/planning/edits/border_cells.h"
#include "engine/planning/edits/code_form.h"
#include "engine/planning/edits/dedicate.h"
#include "engine/planning/edits/line_cells.h"
#include "engine/planning/edits/refused_place.h"
#include "engine/planning/edits/selection.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

using Moves = std::vector<Move>;
using Answer = std::variant<Moves, Refusal>;

/// Composes one edit; a name that is not there ends it.
class Composer {
 public:
  Composer(const Plan& plan, const EditGround& ground) : plan_(plan), ground_(ground) {}

  Answer operator()(const AssignEdit& edit) const {
    const auto to = grid_named(plan_, edit.to);
    if (const auto* refused = std::get_if<Refusal>(&to)) return *refused;
    const auto cells = selected_cells(plan_.territory(), edit.what, ground_);
    if (const auto* refused = std::get_if<Refusal>(&cells)) return *refused;
    AssignCells move;
    for (const CellId cell : std::get<0>(cells)) move.assignments.push_back({cell, std::get<0>(to)});
    return Moves{std::move(move)};
  }

  Answer operator()(const SplitEdit& edit) const {
    const auto found = grid_named(plan_, edit.grid);
    if (const auto* refused = std::get_if<Refusal>(&found)) return *refused;
    const GridId grid = std::get<0>(found);
    if (auto refused = refuse_name(plan_.parent(grid), edit.name)) return *std::move(refused);
    auto cells = cells_of_smaller_side(plan_, grid, edit.line, edit.compounds_whole, ground_);
    if (const auto* refused = std::get_if<Refusal>(&cells)) return *refused;
    if (auto refused = refuse_form(plan_, plan_.parent(grid), edit.code, grid)) return *std::move(refused);
    return Moves{SplitGrid{grid,
                           std::get<0>(std::move(cells)),
                           {.code = edit.code, .name = edit.name, .kind = plan_.kind(grid), .staff = ground_.staff},
                           std::nullopt}};
  }

  Answer operator()(const MergeEdit& edit) const {
    std::vector<GridId> grids;
    for (const std::string& code : edit.grids) {
      const auto grid = grid_named(plan_, code);
      if (const auto* refused = std::get_if<Refusal>(&grid)) return *refused;
      grids.push_back(std::get<0>(grid));
    }
    if (grids.empty()) return refusal_of(0, "合并未写明网格", "the merge names no grid");
    const auto into = edit.into.empty() ? std::variant<GridId, Refusal>(grids.front()) : grid_named(plan_, edit.into);
    if (const auto* refused = std::get_if<Refusal>(&into)) return *refused;
    Moves moves;
    for (const GridId grid : grids) {
      if (grid != std::get<0>(into)) moves.emplace_back(MergeGrids{grid, std::get<0>(into)});
    }
    if (moves.empty()) return refusal_of(0, "合并至少需要两个网格", "a merge needs two grids at least");
    return moves;
  }

  Answer operator()(const SwapEdit& edit) const {
    AssignCells move;
    const std::array<std::pair<const std::string*, const Selection*>, 2> sides = {
        {{&edit.first, &edit.of_first}, {&edit.second, &edit.of_second}}};
    std::array<GridId, 2> grids;
    for (std::size_t i = 0; i < sides.size(); ++i) {
      const auto grid = grid_named(plan_, *sides[i].first);
      if (const auto* refused = std::get_if<Refusal>(&grid)) return *refused;
      grids[i] = std::get<0>(grid);
    }
    for (std::size_t i = 0; i < sides.size(); ++i) {
      const auto cells = selected_cells(plan_.territory(), *sides[i].second, ground_);
      if (const auto* refused = std::get_if<Refusal>(&cells)) return *refused;
      for (const CellId cell : std::get<0>(cells)) {
        if (plan_.grid_of(cell) != grids[i]) return not_of(cell, grids[i]);
        move.assignments.push_back({cell, grids[1 - i]});
      }
    }
    return Moves{std::move(move)};
  }

  Answer operator()(const BorderEdit& edit) const {
    const auto from = grid_named(plan_, edit.from);
    if (const auto* refused = std::get_if<Refusal>(&from)) return *refused;
    const auto to = grid_named(plan_, edit.to);
    if (const auto* refused = std::get_if<Refusal>(&to)) return *refused;
    const auto cells = cells_along_border(plan_, std::get<0>(from), std::get<0>(to), edit, ground_);
    if (const auto* refused = std::get_if<Refusal>(&cells)) return *refused;
    AssignCells move;
    for (const CellId cell : std::get<0>(cells)) move.assignments.push_back({cell, std::get<0>(to)});
    return Moves{std::move(move)};
  }

  Answer operator()(const DedicateEdit& edit) const {
    const auto cells = selected_cells(plan_.territory(), edit.what, ground_);
    if (const auto* refused = std::get_if<Refusal>(&cells)) return *refused;
    const GridId first = plan_.grid_of(std::get<0>(cells).front());
    const AreaId area = plan_.parent(first);
    if (auto refused = refuse_form(plan_, area, edit.code, first)) return *std::move(refused);
    if (auto refused = refuse_name(area, edit.name)) return *std::move(refused);
    const bool one_compound = edit.name.empty() && edit.what.compounds.size() == 1;
    return dedicated_moves(plan_, std::get<0>(cells),
                           {.code = edit.code,
                            .name = one_compound ? edit.what.compounds.front() : edit.name,
                            .kind = GridKind::dedicated,
                            .staff = ground_.staff});
  }

  Answer operator()(const RecodeEdit& edit) const {
    const auto grid = grid_named(plan_, edit.grid);
    if (const auto* refused = std::get_if<Refusal>(&grid)) return *refused;
    GridLabel label = plan_.label(std::get<0>(grid));
    label.code = edit.code;
    if (auto refused = refuse_form(plan_, plan_.parent(std::get<0>(grid)), edit.code, std::get<0>(grid)))
      return *std::move(refused);
    return Moves{LabelGrid{std::get<0>(grid), std::move(label)}};
  }

  Answer operator()(const RenameEdit& edit) const {
    const auto grid = grid_named(plan_, edit.grid);
    if (const auto* refused = std::get_if<Refusal>(&grid)) return *refused;
    if (auto refused = refuse_name(plan_.parent(std::get<0>(grid)), edit.name, std::get<0>(grid))) return *std::move(refused);
    GridLabel label = plan_.label(std::get<0>(grid));
    label.name = edit.name;
    return Moves{LabelGrid{std::get<0>(grid), std::move(label)}};
  }

  Answer operator()(const UndoEdit& /*edit*/) const { return steps_alone(); }
  Answer operator()(const RedoEdit& /*edit*/) const { return steps_alone(); }

 private:
  [[nodiscard]] static Refusal steps_alone() {
    return refusal_of(0, "方案本身没有步骤可撤销或重做", "a plan alone has no steps to take back or to do again");
  }

  /// A name that a sister grid has, other than `own`.
  [[nodiscard]] std::optional<Refusal> refuse_name(AreaId area, const std::string& name, GridId own = {}) const {
    if (name.empty()) return std::nullopt;
    for (const GridId grid : plan_.grids_of(area)) {
      if (grid == own || plan_.name(grid) != name) continue;
      Refusal refused = refusal_of(0, fmt::format("同一区域的网格 {} 已叫“{}”", plan_.code(grid), name),
                                   fmt::format("grid {} of the same area is called \"{}\" already", plan_.code(grid), name));
      refused.grid = grid;
      return refused;
    }
    return std::nullopt;
  }

  [[nodiscard]] Refusal not_of(CellId cell, GridId grid) const {
    Refusal refused = refusal_of(
        1, fmt::format("单元 {} 属于网格 {}，不属于 {}", cell.value(), plan_.code(plan_.grid_of(cell)), plan_.code(grid)),
        fmt::format("cell {} belongs to grid {}, not to {}", cell.value(), plan_.code(plan_.grid_of(cell)), plan_.code(grid)));
    refused.cell = cell;
    refused.grid = grid;
    return refused;
  }

  const Plan& plan_;
  const EditGround& ground_;
};

}  // namespace

std::string_view name(const Edit& edit) {
  constexpr std::array<std::string_view, std::variant_size_v<Edit>> names = {"assign",   "split",  "merge",  "swap", "border",
                                                                             "dedicate", "recode", "rename", "undo", "redo"};
  return names[edit.index()];
}

std::variant<std::vector<Move>, Refusal> moves_of(const Plan& plan, const Edit& edit, const EditGround& ground) {
  Answer answer = std::visit(Composer(plan, ground), edit);
  if (auto* refused = std::get_if<Refusal>(&answer)) add_place(plan, edit, *refused);
  return answer;
}

}  // namespace wangge::planning
