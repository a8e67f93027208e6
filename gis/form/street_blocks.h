#pragma once

#include "engine/evaluation/block_form.h"
#include "gis/geometry.h"

#include <span>
#include <vector>

namespace wangge::gis {

/// The faces between some streets, in one exact arrangement: lines that cross without a common node are cut there. Dead ends
/// lie inside their face. Throws Error(input) where the streets span more than 1,000 km. O(n log n).
///
///   const auto blocks = street_blocks(lines, Threads(2));
[[nodiscard]] std::vector<evaluation::FormBlock> street_blocks(std::span<const LineString> streets, core::Threads threads);

}  // namespace wangge::gis
