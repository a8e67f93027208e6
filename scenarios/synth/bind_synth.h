#pragma once

#include "scenarios/schema/document.h"
#include "scenarios/schema/reader.h"
#include "scenarios/synth/synth_spec.h"

#include <optional>

namespace wangge::scenarios {

/// The section `[synth]`; absent where the document has none. Throws Error(usage) with the place of the offending key.
[[nodiscard]] std::optional<SynthSpec> bind_synth(const Reader& root);

/// Lays the sources that a made town offers (levels, buildings, population, roads, barriers, water, posts, grids) under a
/// document with a section `[synth]`, as if they had been written; other documents are left alone. Throws Error(usage) where the
/// document names sources of its own beside `[synth]`.
void add_town_sources(Node& document);

}  // namespace wangge::scenarios
