#pragma once

#include "engine/core/text.h"
#include "scenarios/compare/comparison.h"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

/// The sentences that the terminal and the report both say of a comparison, with their numbers.
namespace wangge::scenarios {

/// "runs/a (Liechtenstein, seed 7)".
[[nodiscard]] core::Text source_words(const PlanSource& source);
/// Whether both plans stand on the same cells.
[[nodiscard]] core::Text way_words(const Comparison& comparison);
/// How many grids before and after, and what became of them.
[[nodiscard]] core::Text grids_words(const Comparison& comparison);
/// Whom the change moves.
[[nodiscard]] core::Text changed_words(const Comparison& comparison);
/// Voided and reused codes; empty where there are none.
[[nodiscard]] core::Text codes_words(const Comparison& comparison);

/// How many figures each plan is better in, how many are open.
struct FigureScore {
  std::size_t before_better = 0;
  std::size_t after_better = 0;
  std::size_t undecided = 0;
};
/// Of the main figures.
[[nodiscard]] FigureScore score_of(const Comparison& comparison);
[[nodiscard]] core::Text score_words(const FigureScore& score);

/// Figures for a short table: those with a short title in their order, then every further one of the plan. Lists are left out,
/// and what only one side has where the other has no metrics at all.
[[nodiscard]] std::vector<const FigurePair*> main_figures(const Comparison& comparison);

}  // namespace wangge::scenarios
