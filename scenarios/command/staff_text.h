#pragma once

#include "engine/core/text.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace wangge::scenarios {

/// What the console says of workers that were checked by simulation: a summary and a row a grid, formula beside simulation;
/// empty where they were not. `staff` is staff.after or staff.before of site.json.
[[nodiscard]] std::string staff_check_text(const nlohmann::json& staff, core::Language language);

}  // namespace wangge::scenarios
