#pragma once

#include "gis/town/people/totals.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wangge::town {

/// One total of all areas: what is given, what it may be, how it is shared. Of totals.cpp only.
struct TotalField {
  Total total = Total::households;
  core::Text name;
  Column<AreaId, std::optional<std::int64_t>> given;
  Column<AreaId, double> weight;              ///< for sharing among sisters
  Column<AreaId, std::int64_t> low;           ///< at any level; the children's add up beside it
  Column<AreaId, std::int64_t> high;          ///< the same
  Column<AreaId, std::optional<double>> top;  ///< of an area without parent where nothing else tells
  bool top_is_asked = false;                  ///< the top stands, whatever a part of the children states
  core::Text because;                         ///< what low and high come from, in brackets: " (its residents)"
};

inline constexpr std::int64_t no_limit = std::int64_t{1} << 40U;

/// The value of every area: given where given, the sum of the children, or a bounded share of the parent.
/// Throws TotalsClash.
[[nodiscard]] Column<AreaId, std::int64_t> resolve(const Column<AreaId, Area>& areas, TotalField field);

}  // namespace wangge::town
