#include "engine/planning/edits/edit_list.h"

#include "engine/planning/edits/compose.h"
#include "engine/planning/edits/history.h"

#include <algorithm>
#include <set>
#include <utility>

namespace wangge::planning {
namespace {

/// The live grids that the moves touch: those they name, and those that lose cells.
std::set<GridId> touched(const Plan& plan, const std::vector<Move>& moves) {
  std::set<GridId> grids;
  for (const Move& move : moves) {
    if (const auto* assign = std::get_if<AssignCells>(&move)) {
      for (const auto& [cell, grid] : assign->assignments) {
        grids.insert(grid);
        if (cell.value() < plan.grid_of_cell().size()) grids.insert(plan.grid_of(cell));
      }
    } else if (const auto* merge = std::get_if<MergeGrids>(&move)) {
      grids.insert({merge->from, merge->into});
    } else if (const auto* split = std::get_if<SplitGrid>(&move)) {
      grids.insert({split->grid, split->as.value_or(plan.next_id())});
    } else {
      grids.insert(std::get<LabelGrid>(move).grid);
    }
  }
  return grids;
}

std::vector<GridFigures> figures(const Plan& plan, const std::set<GridId>& grids) {
  std::vector<GridFigures> found;
  for (const GridId grid : grids) {
    if (!plan.live(grid)) continue;
    found.push_back({plan.code(grid), plan.name(grid), plan.tally(grid), plan.compactness(grid), plan.verdict(grid)});
  }
  std::sort(found.begin(), found.end(), [](const GridFigures& a, const GridFigures& b) { return a.code < b.code; });
  return found;
}

void note_place(const Plan& plan, EditAnswer& answer) {
  if (answer.refusal->grid && plan.live(*answer.refusal->grid)) answer.refused_grid = plan.code(*answer.refusal->grid);
}

}  // namespace

EditOutcome apply_edits(Plan plan, const EditList& edits, const EditGround& ground, const std::optional<AimGround>& aims) {
  History history(std::move(plan));
  if (aims) history.keep_aims(*aims);
  const auto values = [&] { return history.aims() != nullptr ? std::optional(history.aims()->values) : std::nullopt; };
  const std::optional<AimValues> before = values();
  std::vector<EditAnswer> answers;
  std::size_t applied = 0;
  for (const Edit& edit : edits) {
    EditAnswer& answer = answers.emplace_back();
    answer.what = name(edit);
    const auto moves = moves_of(history.plan(), edit, ground);
    if (const auto* refused = std::get_if<Refusal>(&moves)) {
      answer.refusal = *refused;
      note_place(history.plan(), answer);
      continue;
    }
    const std::set<GridId> grids = touched(history.plan(), std::get<0>(moves));
    answer.before = figures(history.plan(), grids);
    answer.refusal = history.apply(std::span<const Move>(std::get<0>(moves)));
    if (answer.refusal) {
      answer.before.clear();
      note_place(history.plan(), answer);
      continue;
    }
    answer.after = figures(history.plan(), grids);
    answer.aims = values();
    ++applied;
  }
  const std::optional<AimValues> after = values();
  return {std::move(history).take(), std::move(answers), applied, before, after};
}

}  // namespace wangge::planning
