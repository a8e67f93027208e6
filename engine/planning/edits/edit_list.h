#pragma once

#include "engine/planning/aims/plan_aims.h"
#include "engine/planning/edits/edit.h"
#include "engine/planning/plan.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace wangge::planning {

using EditList = std::vector<Edit>;

/// Figures of one grid that an edit touched.
struct GridFigures {
  std::string code;
  std::string name;
  GridTally tally;
  double compactness = 0;
  Verdict verdict;
};

/// What became of one edit of a list.
struct EditAnswer {
  std::string what;                               ///< "split"…
  std::optional<Refusal> refusal;                 ///< nothing: it was applied
  bool without_effect = false;                    ///< it is allowed and would change nothing, so nothing was done
  std::string refused_grid;                       ///< code that the refusal's grid had then; empty: it names none
  std::optional<core::Position> refused_place{};  ///< middle of that grid
  std::string refused_area{};                     ///< code of its parent
  std::vector<GridFigures> before;                ///< of the grids that it changed or ended, by code
  std::vector<GridFigures> after;                 ///< of the grids that it changed or made, by code
  std::vector<std::size_t> steps;  ///< of `undo` and `redo`: the edits that it took back or did again, from 1, in that order
  std::optional<AimValues> aims;   ///< of the whole plan after it; where aims are kept and it was applied
};

struct EditOutcome {
  Plan plan;
  std::vector<EditAnswer> answers;  ///< beside the list
  std::size_t applied = 0;
  std::size_t without_effect = 0;
  std::optional<AimValues> aims_before;  ///< of the plan that came in, where aims are kept
  std::optional<AimValues> aims_after;
};

/// Applies the edits one after the other, each whole or not at all; a refused one is passed over, and the next meets the plan as
/// it then is. `undo` takes back the last edits of the list that were applied, `redo` does them again. O(list x grids), and what
/// the edits cost.
///
///   EditOutcome outcome = apply_edits(plan, {MergeEdit{{"A1", "A2"}}}, {});
/// `aims`: what the aims are measured against; they are then kept up to date with every edit.
[[nodiscard]] EditOutcome apply_edits(Plan plan, const EditList& edits, const EditGround& ground,
                                      const std::optional<AimGround>& aims = std::nullopt);

}  // namespace wangge::planning
