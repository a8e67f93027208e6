#include "gis/town/street_plan.h"

#include "gis/town/streets/connect.h"
#include "gis/town/streets/corridors.h"
#include "gis/town/streets/macro_streets.h"
#include "gis/town/streets/outline.h"
#include "gis/town/streets/plan_lines.h"

#include <algorithm>

namespace wangge::town {
namespace {

using network::LineClass;

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
  StreetPlan plan;
  std::vector<streets::Corridor> laid;
  const double turn = luck.uniform();
  const Position along = turn < 0.5   ? Position{0.96, 0.28}
                         : turn < 0.8 ? Position{0.9, -0.43588989435406733}
                                      : Position{0.28, 0.96};
  const std::size_t wanted = streets::drawn_corridors(spec, rim, centre, along, 0).size();
  for (std::size_t which = 0; which < wanted; ++which) {
    for (std::uint32_t attempt = 0; attempt < 7; ++attempt) {
      const streets::Corridor corridor = streets::drawn_corridors(spec, rim, centre, along, attempt)[which];
      const bool river = corridor.use == LandUse::water;
      const streets::Chain side{.line_class = river ? LineClass::tertiary : LineClass::residential,
                                .width_m = river ? 18.0 : 12.0};
      const streets::Mesh before = mesh;
      streets::LaidCorridor done = streets::lay_corridor(mesh, corridor, side);
      if (!done.whole && attempt < 6) mesh = before;
      if (!done.laid || (!done.whole && attempt < 6)) continue;
      laid.push_back(corridor);
      for (Polygon& water : done.waters) plan.waters.push_back(std::move(water));
      break;
    }
  }
  progress.advance(1);

  const double built = spec.form == Form::quarter ? area : std::clamp(streets::built_area_wanted(spec), 0.2 * area, 0.9 * area);
  const streets::TownShape shape(spec, rim, centre, built, laid);
  const streets::DirectionField field = shape.directions();
  std::uint32_t street = streets::lay_macro_streets(mesh, {spec, shape, field, 0, laid}, 1);
  progress.advance(1);
  street = streets::lay_block_streets(mesh, spec, field, 0, 1e12, threads, street);
  streets::divide_waters(mesh, 450);
  progress.advance(1);

  streets::LaidPlan made = streets::plan_of(mesh);
  streets::connect(made);
  made.plan.waters = std::move(plan.waters);
  made.plan.outline = rim;
  made.plan.outline.push_back(rim.front());
  made.plan.regions.push_back({RegionKind::urban, AreaId(0), centre});
  progress.advance(1);
  progress.end();
  return std::move(made.plan);
}

}  // namespace

StreetPlan lay_streets(const TownSpec& spec, core::Threads threads, core::Progress& progress) {
  return lay_town(spec, threads, progress);
}

}  // namespace wangge::town
