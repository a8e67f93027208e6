#pragma once

#include "engine/core/csr.h"
#include "gis/town/town.h"

#include <array>
#include <cstdint>

/// How people live in each kind of building: the traits that settle who lives where. Assumed figures, shaped after the
/// Seventh National Population Census of China (2020) and the usual findings on villages in the city; totals always win.
namespace wangge::town {

enum class LivingKind : std::uint8_t { new_compound, old_estate, lanes, urban_village, village, dormitory, shop_house };
inline constexpr std::size_t living_kind_count = 7;

/// Multipliers against the average of the area.
struct LivingTraits {
  double occupancy = 1;       ///< share of dwellings with a household
  double household_size = 1;  ///< persons a household
  std::array<double, age_count> ages{1, 1, 1, 1};
  std::array<double, residence_count> residences{1, 1, 1};
  double in_need = 1;
  double party = 1;
};
[[nodiscard]] const LivingTraits& traits(LivingKind kind);

/// By the use of the block and the year of the building; by the management of its estate where the year is unknown.
[[nodiscard]] LivingKind living_kind(const Town& town, const Building& building);

/// Whether the building stands in `year`. A building without a year has always stood.
[[nodiscard]] bool stands_in(const Building& building, int year);

/// Flats of a building of so many floors: at least 1 where anyone can live in it, else 0.
[[nodiscard]] std::int64_t dwellings_at(const Building& building, int floors);

/// The most flats that can be made of a building: at its greatest height, with flats divided into smaller ones as a last resort.
[[nodiscard]] std::int64_t most_dwellings(const Building& building);

/// Flats divided: `dwellings` can become so many, 30 % more, two at least of one.
[[nodiscard]] std::int64_t divided(std::int64_t dwellings);

/// Buildings by lowest-level area of their block, rising. O(buildings).
[[nodiscard]] core::Csr<AreaId, BuildingId> buildings_by_area(const Town& town);

/// Of the lowest level, in the order of the specification.
[[nodiscard]] std::vector<AreaId> lowest_areas(const Town& town);

}  // namespace wangge::town
