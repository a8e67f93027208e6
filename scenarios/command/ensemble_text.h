#pragma once

#include "engine/core/text.h"

#include <string>

namespace wangge::scenarios {

/// The ensemble of a plans.json for a terminal: a row an aim with quantiles of the drawn plans, where the reference and the first
/// plan stand, and convergence; then warnings. Empty where there is none.
[[nodiscard]] std::string ensemble_text(const std::string& plans_json, core::Language language);

}  // namespace wangge::scenarios
