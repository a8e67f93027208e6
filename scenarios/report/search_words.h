#pragma once

#include "engine/core/text.h"
#include "scenarios/report/figures.h"

#include <vector>

namespace wangge::scenarios::report {

/// What a reader of plans.json must know of the search: that a time limit ended it, why there are fewer plans than asked for.
[[nodiscard]] std::vector<core::Text> search_words(const Json& body);

}  // namespace wangge::scenarios::report
