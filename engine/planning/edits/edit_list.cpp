#include "engine/planning/edits/edit_list.h"

#include "engine/planning/edits/compose.h"
#include "engine/planning/edits/history.h"
#include "engine/planning/edits/selection.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/core.h>

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

/// Whether the moves leave the plan as it is.
bool changes_nothing(const Plan& plan, const std::vector<Move>& moves) {
  return std::all_of(moves.begin(), moves.end(), [&](const Move& move) {
    if (const auto* assign = std::get_if<AssignCells>(&move)) {
      return std::all_of(assign->assignments.begin(), assign->assignments.end(), [&](const Assignment& one) {
        return one.cell.valid() && one.cell.value() < plan.grid_of_cell().size() && plan.grid_of(one.cell) == one.grid;
      });
    }
    const auto* label = std::get_if<LabelGrid>(&move);
    return label != nullptr && plan.live(label->grid) && plan.label(label->grid) == label->label;
  });
}

/// A lock on a grid whose cells or code the moves would change.
std::optional<Refusal> locked_refusal(const Plan& plan, const std::vector<Move>& moves, const std::vector<std::string>& locked) {
  if (locked.empty()) return std::nullopt;
  std::vector<Move> strict;
  for (const Move& move : moves) {
    const auto* label = std::get_if<LabelGrid>(&move);
    const bool renames = label != nullptr && plan.live(label->grid) && plan.code(label->grid) == label->label.code &&
                         plan.kind(label->grid) == label->label.kind;
    if (!renames) strict.push_back(move);
  }
  for (const GridId grid : touched(plan, strict)) {
    if (!plan.live(grid) || std::find(locked.begin(), locked.end(), plan.code(grid)) == locked.end()) continue;
    Refusal refused = refusal_of(
        0, fmt::format("网格 {} 被场景锁定（planning.locked），其单元和编码不能改动", plan.code(grid)),
        fmt::format("grid {} is locked by the scenario (planning.locked): its cells and its code stay", plan.code(grid)));
    refused.grid = grid;
    return refused;
  }
  return std::nullopt;
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
  std::size_t without_effect = 0;
  for (const Edit& edit : edits) {
    EditAnswer& answer = answers.emplace_back();
    answer.what = name(edit);
    const auto moves = moves_of(history.plan(), edit, ground);
    if (const auto* refused = std::get_if<Refusal>(&moves)) {
      answer.refusal = *refused;
      note_place(history.plan(), answer);
      continue;
    }
    if (changes_nothing(history.plan(), std::get<0>(moves))) {
      answer.without_effect = true;
      ++without_effect;
      continue;
    }
    answer.refusal = locked_refusal(history.plan(), std::get<0>(moves), ground.locked);
    if (answer.refusal) {
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
  return {std::move(history).take(), std::move(answers), applied, without_effect, before, after};
}

}  // namespace wangge::planning
