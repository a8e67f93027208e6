#pragma once

#include "engine/core/text.h"

#include <string>

namespace wangge::scenarios {

struct Comparison;

/// What the terminal shows: the change in three sentences, areas and transfers with most households, the main figures.
[[nodiscard]] std::string comparison_text(const Comparison& comparison, core::Language language);

}  // namespace wangge::scenarios
