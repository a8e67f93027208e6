#pragma once

#include "engine/core/text.h"
#include "scenarios/report/figures.h"

namespace wangge::scenarios::report {

/// What a section [repartition] did, from the object `repartition` of metrics.json or plans.json; empty where there is none.
[[nodiscard]] core::Text redrawn_words(const Json& body);

}  // namespace wangge::scenarios::report
