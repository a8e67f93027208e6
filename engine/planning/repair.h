#pragma once

#include "engine/core/units.h"
#include "engine/planning/anneal.h"
#include "engine/planning/planning_rules.h"
#include "engine/planning/region_search.h"
#include "engine/planning/search_graph.h"

#include <cstdint>

namespace wangge::planning {

/// Draws parts out of range anew together with the parts around them, in any number: random trees over them are cut with
/// least excess (see `cut_tree`), first with the next neighbours, then with more, at last the whole region, as long as that
/// leaves fewer households out of range. So parts over the range are split, parts below it join others or take from them.
/// Where `keep_count`, only cuts into as many parts as before are taken.
/// The answer is the number of parts; `best` keeps what it has or comes back with less excess, its cost then unknown (infinite).
/// Depends on its arguments alone. Cost: some hundred trees for a part that cannot be mended, a few for others.
///
///   run.parts = repair(graph, range, run, seed, best);
[[nodiscard]] std::uint32_t repair(const SearchGraph& graph, const SizeRange& range, const SearchRun& run, core::Seed seed,
                                   Best& best, bool keep_count = false);

}  // namespace wangge::planning
