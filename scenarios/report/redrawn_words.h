#pragma once

#include "engine/core/text.h"
#include "scenarios/report/figures.h"
#include "scenarios/report/markup.h"

namespace wangge::scenarios::report {

/// What a section [repartition] did, from the object `repartition` of metrics.json or plans.json; empty where there is none.
[[nodiscard]] core::Text redrawn_words(const Json& body);

/// That sentence, and a table from old areas to new ones with their households and grids; nothing where there is none.
void write_redrawn(Markup& page, const Json& body);

}  // namespace wangge::scenarios::report
