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

double open_land(const streets::Mesh& mesh) {
  double sum = 0;
  for (const streets::Face& face : mesh.faces) sum += face.closed ? 0 : streets::signed_area(mesh.ring_points(face));
  return sum;
}

/// The land between corridors with the main streets of the town on it.
struct MainStreets {
  streets::Mesh mesh;
  std::vector<streets::DirectionField> fields;
  std::uint32_t next_street = 1;
  double built = 0;
};

/// Land becomes built-up by whole superblocks, and rivers take their share of it: where too little is left (in small cities on
/// wide land), the town reaches further out. A quarter is built up throughout.
MainStreets lay_main_streets(const TownSpec& spec, const std::vector<Position>& rim, Position centre, const streets::Mesh& land,
                             const std::vector<streets::Corridor>& corridors) {
  constexpr double least_open = 0.7;
  constexpr int most_attempts = 5;
  const double area = streets::signed_area(rim);
  const bool quarter = spec.form == Form::quarter;
  const double wanted = streets::built_area(spec, area);
  double reach = wanted;
  for (int attempt = 1;; ++attempt) {
    MainStreets laid{land, {}, 1, wanted};
    const streets::TownShape shape(spec, rim, centre, reach, corridors);
    laid.fields.push_back(shape.directions());
    laid.next_street = streets::lay_macro_streets(laid.mesh, {spec, shape, laid.fields[0], 0, corridors}, 1);
    const double open = open_land(laid.mesh);
    if (quarter || open >= least_open * wanted || reach >= 0.9 * area || attempt == most_attempts) return laid;
    reach = std::min(0.9 * area, reach * std::clamp(0.8 * wanted / std::max(open, 1.0), 1.15, 1.6));
  }
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
  streets::Mesh land = streets::outline_mesh(rim);
  streets::LaidCorridors corridors = streets::lay_corridors(land, spec, rim, centre, course(luck), progress);
  progress.advance(1);

  const bool quarter = spec.form == Form::quarter;
  MainStreets main = lay_main_streets(spec, rim, centre, land, corridors.corridors);
  streets::Mesh& mesh = main.mesh;
  if (!quarter) streets::lay_edge_villages(mesh, spec, 0.05);
  progress.check();
  progress.advance(1);
  const std::vector<bool> lowest = streets::lowest_level(spec);
  const auto communities = static_cast<double>(std::count(lowest.begin(), lowest.end(), true));
  // Blocks of a quarter are seen at full size: none is a superblock.
  const double largest = std::min(quarter ? 34000.0 : 1e12, main.built / (4 * std::max(1.0, communities)));
  streets::lay_block_streets(mesh, {spec, main.fields, {0}, {largest}}, threads, main.next_street);
  streets::divide_waters(mesh, 450);
  progress.advance(1);

  StreetPlan plan =
      streets::finish_plan(mesh, spec, rim, streets::Heights(spec, rim, corridors.corridors), {{centre, main.built}});
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
