#pragma once

#include "engine/core/findings.h"
#include "engine/core/units.h"
#include "engine/territory/territory.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// Spreads given totals of households and residents over buildings, exactly.
namespace wangge::territory {

/// Splits `total` into whole shares proportional to `weights` by largest remainder (Hamilton's method): every share is the
/// floor or the ceiling of its quota, and they sum to `total` exactly. Equal remainders go to the lower index.
/// Preconditions: total >= 0, weights >= 0; where all weights are 0 and total > 0 the first share takes all. O(n log n).
///
///   largest_remainder(10, {{1.0, 1.0, 1.0}}) == {4, 3, 3}
[[nodiscard]] std::vector<std::int64_t> largest_remainder(std::int64_t total, std::span<const double> weights);

/// How a building without given figures takes its part of the total: weight = footprint x floors x dwelling share of its use.
struct PopulationRules {
  double residents_per_household = 2.9;      ///< where an area gives only one of the two totals
  double floor_area_per_household_m2 = 110;  ///< where no total is given at all
  std::array<double, building_use_count> dwelling_share{1, 0.6, 0, 0, 0, 0.1, 0, 0.7};  ///< of floor area, by use
  std::array<double, building_use_count> default_floors{2, 3, 2, 1, 2, 1.5, 1, 1.5};    ///< where a building gives none, by use
  SquareMetres unknown_from{60};  ///< an untyped building smaller than this is not lived in
};

/// What the sources say about one area; absent where they say nothing.
struct GivenTotals {
  std::optional<std::int64_t> households;
  std::optional<std::int64_t> residents;
};

/// What the sources say about one building.
struct GivenPopulation {
  std::optional<std::int64_t> households;
  std::optional<std::int64_t> residents;
};

struct PopulationInputs {
  const PopulationRules& rules;
  Column<AreaId, GivenTotals> totals;
  Column<BuildingId, GivenPopulation> given;
};

/// Fills households, residents and population_source of buildings and cells and the tallies of all areas of `territory`,
/// whose other columns are complete. The lowest given total on a branch of the area tree wins; a higher total is spread
/// over children that give none. Where an area has a total but no building to live in, its largest cells bear the
/// population and are marked derived.
/// Returns findings about totals that contradict each other ("population.totals"); throws Error(input) where no figure
/// could meet them (given buildings exceed their area's total; given children exceed their parent's while another has none), or
/// where the share of one building does not fit into 32 bits.
/// O(n log n).
[[nodiscard]] core::Findings spread_population(Territory& territory, const PopulationInputs& inputs);

}  // namespace wangge::territory
