#pragma once

#include "gis/town/town_spec.h"

#include <cstdint>
#include <string>
#include <vector>

/// Specifications of small made towns for tests, their totals complete, and what such towns are compared by.
namespace wangge::town {

/// Two levels, all five partitions, river and railway.
[[nodiscard]] TownSpec quarter_spec(std::uint64_t seed, std::int64_t households, double area_km2, int communities);
[[nodiscard]] TownSpec city_spec(std::uint64_t seed, std::int64_t households, double area_km2, int communities);
/// Three levels: two towns, the first with three communities in four urban, the second with one; or three, the third without.
[[nodiscard]] TownSpec county_spec(std::uint64_t seed, std::int64_t households, double area_km2, int communities, int towns = 2);

/// Columns in which two towns differ, by name; none for equal towns.
[[nodiscard]] std::vector<std::string> differing_columns(const Town& one, const Town& other);

}  // namespace wangge::town
