#include "gis/town/too_little_land.h"

#include "gis/town/streets/outline.h"
#include "gis/town/streets/plane.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace wangge::town {
namespace {

/// Where a town finds no room on its usual land either.
constexpr double wider = 1.6;

core::Text advised(const TownSpec& spec, const core::Text& what) {
  const double km2 = sufficient_km2(spec);
  return {.zh = fmt::format("{}；按粗略估计，约 {:g} km2 足够", what.zh, km2),
          .en = fmt::format("{}; by a rough estimate about {:g} km2 are enough", what.en, km2)};
}

/// Up to the next of 1, 1.2, 1.5, … times a power of ten.
double round_up(double value) {
  constexpr std::array<double, 11> steps{1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};
  double unit = 1;
  while (unit > value) unit /= 10;
  while (unit * 10 <= value) unit *= 10;
  return *std::find_if(steps.begin(), steps.end() - 1, [&](double step) { return step * unit >= value; }) * unit;
}

}  // namespace

namespace {

/// Areas are made of whole blocks, so each takes land of its own; where hardly anybody lives in each, more: blocks are lived in
/// by so many at least. From quarters of 20 to 500 communities of 2 to 500 households, with some to spare.
double land_for_areas(const TownSpec& spec) {
  constexpr double km2_each = 0.02;
  constexpr double households_of_a_block = 5;
  double areas = 0;
  double households = 0;
  for (const Area& area : spec.areas) {
    if (area.level + 1U != spec.level_names.size() || area.kind != AreaKind::urban) continue;
    areas += 1;
    households += static_cast<double>(area.totals.households);
  }
  return households > 0 ? km2_each * areas * (1 + households_of_a_block * areas / households) : 0;
}

}  // namespace

double sufficient_km2(const TownSpec& spec) {
  TownSpec free = spec;
  free.outline.clear();
  free.area_km2 = 0;
  free.buildings.reset();
  const double given = spec.outline.empty() ? spec.area_km2 : std::abs(streets::signed_area(spec.outline)) / 1e6;
  const double usual = streets::area_wanted(free) / 1e6;
  constexpr double least = 0.05;  // room for a handful of blocks
  return round_up(std::max({least, usual, land_for_areas(spec), usual > given ? 0 : wider * given}));
}

TooLittleLand::TooLittleLand(const TownSpec& spec, const core::Text& what)
    : core::Error(core::ErrorCode::input, advised(spec, what)) {}

}  // namespace wangge::town
