#pragma once

#include "engine/core/progress.h"
#include "gis/town/town_spec.h"

namespace wangge::town {

/// Makes the whole town: streets, blocks, buildings, areas, people, work, partitions. Same spec, same bytes, for any threads.
/// Where neither land nor a number of buildings is asked for, land is widened until every area holds its households, up to
/// 3.4 times the usual. Throws Error(input) where the specification cannot be met, saying what would make it possible. Memory
/// about 0.6 KB a building and 1 B a person.
///
///   const Town town = make_town(spec, core::Threads(2), progress);
[[nodiscard]] Town make_town(const TownSpec& spec, core::Threads threads, core::Progress& progress);

}  // namespace wangge::town
