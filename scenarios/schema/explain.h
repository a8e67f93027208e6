#pragma once

#include "engine/core/text.h"

#include <string>
#include <string_view>

namespace wangge::scenarios {

/// What a key of the scenario file or a figure of metrics.json means, with its default, formula and source. The topic
/// is a path ("travel.stairs", "level.name", "coverage.households_share") or its last part ("stairs").
/// Throws Error(usage) with the nearest topic when nothing fits.
[[nodiscard]] std::string explain(std::string_view topic, core::Language language);

/// Every key and figure, as text.
[[nodiscard]] std::string explain_all(core::Language language);
/// The documentation page of all keys, as committed under docs/.
[[nodiscard]] std::string keys_markdown(core::Language language);
/// The same for machines: {"keys": [...], "metrics": [...]}; a topic as in `explain`, empty: all.
[[nodiscard]] std::string explain_json(std::string_view topic);

}  // namespace wangge::scenarios
