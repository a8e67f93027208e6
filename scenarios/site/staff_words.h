#pragma once

#include "engine/core/text.h"

#include <string>

/// What the check of workers by simulation says, for the console and the report; from site.json.
namespace wangge::scenarios {

/// Why a simulation differs from the formula, by the word of site.json: "neighbours" and so on.
[[nodiscard]] core::Text staff_cause_words(const std::string& cause);

/// What was simulated and how often the formula stood: one sentence. `days` of each of `replications`.
[[nodiscard]] core::Text staff_check_words(int replications, double days, std::size_t grids, std::size_t contradicted,
                                           std::size_t below);

}  // namespace wangge::scenarios
