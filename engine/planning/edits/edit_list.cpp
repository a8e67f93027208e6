#include "engine/planning/edits/edit_list.h"

#include <fmt/core.h>
#include <optional>
#include "engine/planning/edits/compose.h"
#include "engine/planning/edits/history.h"
#include "engine/planning/edits/refused_place.h"
#include "engine/planning/edits/selection.h"

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

/// The live grids of either plan that are not the same in both.
std::set<GridId> differing(const Plan& a, const Plan& b) {
  std::set<GridId> grids;
  for (const GridId grid : core::ids<GridId>(std::max(a.id_bound(), b.id_bound()))) {
    const bool in_a = a.live(grid);
    const bool in_b = b.live(grid);
    if (!in_a && !in_b) continue;
    const auto same = [&] {
      const auto x = a.cells_of(grid);
      const auto y = b.cells_of(grid);
      return a.label(grid) == b.label(grid) && std::equal(x.begin(), x.end(), y.begin(), y.end());
    };
    if (in_a != in_b || !same()) grids.insert(grid);
  }
  return grids;
}

/// Goes through a list.
class Editing {
 public:
  Editing(Plan plan, const EditGround& ground, const std::optional<AimGround>& aims)
      : history_(std::move(plan)), ground_(ground) {
    if (aims) history_.keep_aims(*aims);
  }

  [[nodiscard]] std::optional<AimValues> values() const {
    return history_.aims() != nullptr ? std::optional(history_.aims()->values) : std::nullopt;
  }

  EditAnswer answer(const Edit& edit) {
    ++number_;
    EditAnswer answer;
    answer.what = name(edit);
    const bool stepping = std::holds_alternative<UndoEdit>(edit) || std::holds_alternative<RedoEdit>(edit);
    answer.refusal = stepping ? step(edit, answer) : change(edit, answer);
    if (!answer.refusal) {
      if (!answer.without_effect) answer.aims = values();
      return answer;
    }
    answer.before.clear();
    add_place(history_.plan(), edit, *answer.refusal);
    const std::optional<GridId>& grid = answer.refusal->grid;
    const Plan& plan = history_.plan();
    if (!grid || !plan.live(*grid)) return answer;
    answer.refused_grid = plan.code(*grid);
    answer.refused_place = plan.centre(*grid);
    answer.refused_area = plan.territory().areas.code[plan.parent(*grid)];
    return answer;
  }

  [[nodiscard]] Plan take() && { return std::move(history_).take(); }

 private:
  std::optional<Refusal> change(const Edit& edit, EditAnswer& answer) {
    const auto moves = moves_of(history_.plan(), edit, ground_);
    if (const auto* refused = std::get_if<Refusal>(&moves)) return *refused;
    if (changes_nothing(history_.plan(), std::get<0>(moves))) {
      answer.without_effect = true;
      return std::nullopt;
    }
    if (auto refused = locked_refusal(history_.plan(), std::get<0>(moves), ground_.locked)) return refused;
    const std::set<GridId> grids = touched(history_.plan(), std::get<0>(moves));
    answer.before = figures(history_.plan(), grids);
    if (auto refused = history_.apply(std::span<const Move>(std::get<0>(moves)))) return refused;
    answer.after = figures(history_.plan(), grids);
    done_.push_back(number_);
    undone_.clear();
    return std::nullopt;
  }

  std::optional<Refusal> step(const Edit& edit, EditAnswer& answer) {
    const Plan was = history_.plan();
    if (auto refused = history_.apply(edit, ground_)) return refused;
    const std::set<GridId> grids = differing(was, history_.plan());
    answer.before = figures(was, grids);
    answer.after = figures(history_.plan(), grids);
    const bool back = std::holds_alternative<UndoEdit>(edit);
    std::vector<std::size_t>& from = back ? done_ : undone_;
    std::vector<std::size_t>& to = back ? undone_ : done_;
    while (from.size() > (back ? history_.done() : history_.undone())) {
      answer.steps.push_back(from.back());
      to.push_back(from.back());
      from.pop_back();
    }
    return std::nullopt;
  }

  History history_;
  const EditGround& ground_;
  std::size_t number_ = 0;
  std::vector<std::size_t> done_, undone_;  ///< numbers of edits, as the history keeps their steps
};

}  // namespace

EditOutcome apply_edits(Plan plan, const EditList& edits, const EditGround& ground, const std::optional<AimGround>& aims) {
  Editing editing(std::move(plan), ground, aims);
  const std::optional<AimValues> before = editing.values();
  std::vector<EditAnswer> answers;
  std::size_t applied = 0;
  std::size_t without_effect = 0;
  for (const Edit& edit : edits) {
    answers.push_back(editing.answer(edit));
    if (answers.back().without_effect) ++without_effect;
    if (!answers.back().refusal && !answers.back().without_effect) ++applied;
  }
  const std::optional<AimValues> after = editing.values();
  return {std::move(editing).take(), std::move(answers), applied, without_effect, before, after};
}

}  // namespace wangge::planning
