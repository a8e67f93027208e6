#pragma once

#include "engine/planning/plan.h"

#include <optional>
#include <string>

namespace wangge::planning {

/// Why a planner's code for a grid of the area is not well formed; nothing where it is. The form: the area's code and the digits
/// of the rules, or letter for letter and digit for digit that of a grid of the area ("1101W04" beside "1101W02"). An empty code
/// asks for the next free one, which is refused where its number has too many digits: the digits needed are named. Whether the
/// code is free, and begins with its parent's, `Plan::apply` says. `grid`: what the refusal names, and whose form the next code
/// follows. O(grids of the area).
[[nodiscard]] std::optional<Refusal> refuse_form(const Plan& plan, AreaId area, const std::string& code, GridId grid);

}  // namespace wangge::planning
