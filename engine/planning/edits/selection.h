#pragma once

#include "engine/planning/edits/edit.h"
#include "engine/planning/plan.h"

#include <string>
#include <variant>
#include <vector>

/// From codes and names to ids. What is not there is a refusal of rule 0 that names it and the nearest name.
namespace wangge::planning {

[[nodiscard]] std::variant<GridId, Refusal> grid_named(const Plan& plan, const std::string& code);

/// The cells of a selection, rising, each once; refused where it names nothing or something that is not there.
/// O(buildings + cells) where it names buildings, compounds or an outline.
[[nodiscard]] std::variant<std::vector<CellId>, Refusal> selected_cells(const territory::Territory& territory,
                                                                        const Selection& selection, const EditGround& ground);

/// Moves whole compounds, of the cells of one grid, to the side on which most of their households are (of their land
/// where households tie). `chosen`: rising, all of the grid. Returns what is chosen then, rising.
[[nodiscard]] std::vector<CellId> with_whole_compounds(const Plan& plan, GridId grid, const std::vector<CellId>& chosen);

/// A refusal with a rule and both languages.
[[nodiscard]] Refusal refusal_of(int rule, std::string zh, std::string en);

}  // namespace wangge::planning
