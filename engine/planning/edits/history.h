#pragma once

#include "engine/planning/aims/live_aims.h"
#include "engine/planning/edits/edit.h"
#include "engine/planning/plan.h"

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace wangge::planning {

/// A plan that is edited step by step. Each step (an edit, or moves that belong together) is applied whole or not at all, and may
/// be taken back and done again without limit. What a step keeps are the moves that take it back: undo costs what the step cost,
/// whatever came before, and restores the plan to the last bit.
///
///   History history(plan);
///   if (const auto refused = history.apply(MergeEdit{{"A1", "A2"}}, {})) …
///   history.undo();   history.redo();
class History {
 public:
  explicit History(Plan plan) : plan_(std::move(plan)) {}

  [[nodiscard]] const Plan& plan() const { return plan_; }
  /// From now on the aims are kept up to date with every step, whatever takes it back or does it again.
  void keep_aims(AimGround ground) { aims_.emplace(plan_, std::move(ground)); }
  /// Null unless they are kept.
  [[nodiscard]] const PlanAims* aims() const { return aims_ ? &aims_->aims() : nullptr; }
  /// What refused it, or nothing; a refused step changes nothing. An applied one forgets the steps that could be done again. The
  /// edits `undo` and `redo` go so many steps back or forth, or none where there are fewer.
  [[nodiscard]] std::optional<Refusal> apply(const Edit& edit, const EditGround& ground = {});
  [[nodiscard]] std::optional<Refusal> apply(std::span<const Move> moves);

  /// False where there is nothing to take back, or to do again.
  bool undo() { return step(done_, undone_); }
  bool redo() { return step(undone_, done_); }
  [[nodiscard]] std::size_t done() const { return done_.size(); }
  [[nodiscard]] std::size_t undone() const { return undone_.size(); }
  /// The plan alone, without its history.
  [[nodiscard]] Plan take() && { return std::move(plan_); }

 private:
  using Step = std::vector<Move>;  ///< in the order in which they are applied
  bool step(std::vector<Step>& from, std::vector<Step>& to);
  /// Adds the parents of a move that was applied, where aims are kept.
  void note_parents(const Move& move, std::vector<AreaId>& touched) const;
  void refresh_aims(std::vector<AreaId> touched);

  Plan plan_;
  std::optional<LiveAims> aims_;
  std::vector<Step> done_, undone_;
};

}  // namespace wangge::planning
