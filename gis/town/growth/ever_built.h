#pragma once

#include "engine/core/progress.h"
#include "gis/town/growth/renewals.h"

#include <cstddef>
#include <vector>

namespace wangge::town {

/// Today's town and, behind its last building and its last line, what was pulled down. Each building has its final years.
struct EverBuilt {
  Town town;
  std::size_t lines_of_today = 0;
  std::size_t buildings_of_today = 0;
  std::vector<Renewal> renewals;
};

/// Depends on the years as drawn, thus is the same before and after `date_buildings`. Without stages nothing was pulled down.
/// O(town + former_blocks).
[[nodiscard]] EverBuilt ever_built(const Town& today, const TownSpec& spec, core::Threads threads,
                                   const core::Progress& progress);

}  // namespace wangge::town
