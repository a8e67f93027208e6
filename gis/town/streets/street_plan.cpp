#include "gis/town/street_plan.h"

#include "gis/town/streets/county.h"
#include "gis/town/streets/finish_plan.h"
#include "gis/town/streets/macro_streets.h"
#include "gis/town/streets/outline.h"
#include "gis/town/streets/villages.h"

#include <algorithm>
#include <cmath>

namespace wangge::town {
namespace {

/// How a river runs: mostly west to east, as rivers of southern China do.
Position course(core::Stream& luck) {
  const double turn = luck.uniform();
  if (turn < 0.5) return {0.96, 0.28};
  return turn < 0.8 ? Position{0.8, -0.6} : Position{0.28, 0.96};
}

StreetPlan lay_town(const TownSpec& spec, core::Threads threads, core::Progress& progress) {
  progress.begin("streets", 4);
  const std::vector<Position> rim = streets::outline_of(spec);
  const double area = streets::signed_area(rim);
  core::Stream luck(spec.seed, 0, "town centre", 0);
  const Position middle = streets::centroid(rim);
  const double aside = 0.1 * std::sqrt(area);
  const Position centre =
      streets::deep_point(rim, {middle.x + aside * (luck.uniform() - 0.5), middle.y + aside * (luck.uniform() - 0.5)}, 900);
  streets::Mesh mesh = streets::outline_mesh(rim);
  streets::LaidCorridors corridors = streets::lay_corridors(mesh, spec, rim, centre, course(luck));
  progress.advance(1);

  const bool quarter = spec.form == Form::quarter;
  const double built = streets::built_area(spec, area);
  const streets::TownShape shape(spec, rim, centre, built, corridors.corridors);
  const std::vector<streets::DirectionField> fields{shape.directions()};
  const std::uint32_t street = streets::lay_macro_streets(mesh, {spec, shape, fields[0], 0, corridors.corridors}, 1);
  if (!quarter) streets::lay_edge_villages(mesh, spec, 0.05);
  progress.check();
  progress.advance(1);
  const std::vector<bool> lowest = streets::lowest_level(spec);
  const auto communities = static_cast<double>(std::count(lowest.begin(), lowest.end(), true));
  // Blocks of a quarter are seen at full size: none is a superblock.
  const double largest = std::min(quarter ? 34000.0 : 1e12, built / (4 * std::max(1.0, communities)));
  streets::lay_block_streets(mesh, {spec, fields, {0}, {largest}}, threads, street);
  streets::divide_waters(mesh, 450);
  progress.advance(1);

  StreetPlan plan = streets::finish_plan(mesh, spec, rim, streets::Heights(spec, rim, corridors.corridors));
  plan.waters = std::move(corridors.waters);
  plan.regions.push_back({RegionKind::urban, AreaId(0), centre});
  progress.advance(1);
  progress.end();
  return plan;
}

}  // namespace

StreetPlan lay_streets(const TownSpec& spec, core::Threads threads, core::Progress& progress) {
  if (spec.form == Form::county) return streets::lay_county(spec, threads, progress);
  return lay_town(spec, threads, progress);
}

}  // namespace wangge::town
