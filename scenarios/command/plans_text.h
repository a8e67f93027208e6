#pragma once

#include "engine/core/text.h"

#include <string>

namespace wangge::scenarios {

/// The offered plans as a table for people, from the text of plans.json: a row a figure, the reference and each plan a column,
/// the best marked with an asterisk; then bounds and reasons of each plan's parents where they say something.
[[nodiscard]] std::string plans_table(const std::string& plans, core::Language language);

/// The bounds of the best plan's parents, a row a parent.
[[nodiscard]] std::string bounds_table(const std::string& plans, core::Language language);

/// Why parents have grids out of order, in all plans together, each reason once.
[[nodiscard]] std::string reasons_text(const std::string& plans, core::Language language);

}  // namespace wangge::scenarios
