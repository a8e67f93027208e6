#pragma once

#include "engine/core/text.h"

#include <string>

namespace wangge::scenarios {

/// The offered plans as a table for people, from the text of plans.json: a row a figure, the reference and each plan a column,
/// the best marked with an asterisk; then bounds and reasons of each plan's parents where they say something.
[[nodiscard]] std::string plans_table(const std::string& plans, core::Language language);

/// What must be known of the search: that a time limit ended it, why there are fewer plans than asked for, what [repartition]
/// moved.
[[nodiscard]] std::string search_text(const std::string& plans, core::Language language);

/// The bounds of the best plan's parents, a row a parent.
[[nodiscard]] std::string bounds_table(const std::string& plans, core::Language language);

/// Why parents have grids out of range, in all plans together, each reason once: those that excuse the grid under a heading of
/// their own, behind those that do not.
[[nodiscard]] std::string reasons_text(const std::string& plans, core::Language language);

}  // namespace wangge::scenarios
