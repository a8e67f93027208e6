#pragma once

#include "engine/core/progress.h"
#include "gis/town/street_plan.h"

/// Specifications small enough for tests of the street layer.
namespace wangge::town {

inline AreaId add_area(TownSpec& spec, int level, AreaId parent, AreaKind kind, std::int64_t households) {
  Area area;
  area.level = static_cast<std::uint8_t>(level);
  area.parent = parent;
  area.kind = kind;
  area.totals.households = households;
  return spec.areas.push_back(area);
}

inline TownSpec town_of(Form form, std::uint64_t seed) {
  TownSpec spec;
  spec.form = form;
  spec.seed = core::Seed(seed);
  if (form == Form::county) {
    spec.area_km2 = 260;
    const AreaId top = add_area(spec, 0, {}, AreaKind::urban, 15400);
    for (int town = 0; town < 3; ++town) {
      const AreaId middle = add_area(spec, 1, top, AreaKind::urban, town == 0 ? 9600 : 2900);
      for (int k = 0; k < (town == 0 ? 3 : 1); ++k) add_area(spec, 2, middle, AreaKind::urban, town == 0 ? 2700 : 500);
      for (int k = 0; k < (town == 0 ? 3 : 6); ++k) add_area(spec, 2, middle, AreaKind::rural, town == 0 ? 500 : 400);
    }
    return spec;
  }
  const std::int64_t households = form == Form::quarter ? 10000 : 90000;
  const AreaId top = add_area(spec, 0, {}, AreaKind::urban, households);
  for (int k = 0; k < 5; ++k) add_area(spec, 1, top, AreaKind::urban, households / 5);
  return spec;
}

inline StreetPlan streets_of(const TownSpec& spec, int threads = 1) {
  core::SilentProgress quiet;
  return lay_streets(spec, core::Threads(threads), quiet);
}

}  // namespace wangge::town
