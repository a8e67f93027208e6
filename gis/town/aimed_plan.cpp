#include "gis/town/aimed_plan.h"

#include "gis/town/fill_blocks.h"
#include "gis/town/streets/outline.h"
#include "gis/town/streets/plane.h"

#include <cmath>
#include <limits>
#include <utility>

namespace wangge::town {
namespace {

constexpr int most_rounds = 3;
/// Off the aim by no more: about as sure as the estimate itself.
constexpr double near_enough = 0.03;
/// Land that changes by less is laid as it is.
constexpr double same_land = 0.005;

bool land_is_free(const TownSpec& spec) {
  const bool given = !spec.outline.empty() || spec.area_km2 > 0;
  return spec.buildings && *spec.buildings > 0 && spec.form != Form::county && !(given && spec.form == Form::quarter);
}

double ring_area(const Ring& ring) {
  return std::abs(streets::signed_area(ring.front() == ring.back() ? std::vector<Position>(ring.begin(), ring.end() - 1)
                                                                   : std::vector<Position>(ring.begin(), ring.end())));
}

}  // namespace

StreetPlan allotted_plan(const TownSpec& spec, core::Threads threads, core::Progress& progress) {
  StreetPlan plan = lay_streets(spec, threads, progress);
  progress.check();
  allot_land(plan, spec);
  return plan;
}

StreetPlan aimed_plan(const TownSpec& spec, core::Threads threads, core::Progress& progress) {
  if (!land_is_free(spec)) return allotted_plan(spec, threads, progress);
  const auto aim = static_cast<double>(*spec.buildings);
  TownSpec tried = spec;
  StreetPlan best;
  double least = std::numeric_limits<double>::infinity();
  for (int round = 0; round < most_rounds; ++round) {
    StreetPlan plan = allotted_plan(tried, threads, progress);
    const double built = streets::built_area(tried, ring_area(plan.outline));
    const double found = estimated_buildings(plan, tried, threads, progress);
    const double off = std::abs(found / aim - 1);
    if (off < least) {
      least = off;
      best = std::move(plan);
    }
    if (off <= near_enough || found <= 0) break;
    tried.buildings_per_hectare = found / (built / 1e4);
    const double area = spec.outline.empty() ? streets::area_wanted(tried) : ring_area(best.outline);
    if (std::abs(streets::built_area(tried, area) / built - 1) < same_land) break;
  }
  return best;
}

}  // namespace wangge::town
