#include "gis/town/streets/corridors.h"

#include "engine/core/math.h"
#include "engine/core/random.h"
#include "gis/town/streets/guide_line.h"
#include "gis/town/streets/noise.h"
#include "gis/town/streets/river_water.h"

#include <algorithm>
#include <cmath>

namespace wangge::town::streets {
namespace {

using network::LineClass;

std::vector<Position> offset_path(const std::vector<Position>& path, double by) {
  std::vector<Position> moved;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const Position way = path[std::min(i + 1, path.size() - 1)] - path[i > 0 ? i - 1 : 0];
    moved.push_back(path[i] + left_of(unit(way)) * by);
  }
  return moved;
}

struct Course {
  Position through;
  Position along;
  double reach = 0;  ///< half of its length
  double swing = 0;
  double wavelength = 1;
};

std::vector<Position> drawn(const Course& course, const Noise& noise, double lane) {
  std::vector<Position> path;
  const double step = 20;
  for (double s = -course.reach; s <= course.reach; s += step) {
    const double sideways =
        course.swing * (noise.at({s, lane}, course.wavelength) + 0.25 * noise.at({s, lane + 5000}, course.wavelength / 2.7));
    path.push_back(course.through + course.along * s + left_of(course.along) * sideways);
  }
  return path;
}

/// How a railway is drawn: straights joined by arcs of large radius, on either side of its way. Metres and radians.
struct RailRules {
  double least_radius = 0;
  double most_radius = 0;
  double least_straight = 0;
  double most_straight = 0;
  double most_turn = 0;  ///< from its way
};

/// Half of a railway: from a place on, first straight in the direction `heading` (radians from `along`), then swinging to and
/// fro.
std::vector<Position> rail_half(Position from, Position along, double heading, double reach, const RailRules& rules,
                                core::Stream& luck) {
  constexpr double step = 20;
  std::vector<Position> path{from};
  const auto go = [&] {
    const Position way = along * core::cos(heading) + left_of(along) * core::sin(heading);
    path.push_back(path.back() + way * step);
  };
  double gone = 0;
  while (gone < reach) {
    const double straight = rules.least_straight + (rules.most_straight - rules.least_straight) * luck.uniform();
    for (double s = 0; s < straight && gone < reach; s += step, gone += step) go();
    const double goal = (heading > 0 ? -1 : 1) * rules.most_turn * (0.35 + 0.65 * luck.uniform());
    const double radius = rules.least_radius + (rules.most_radius - rules.least_radius) * luck.uniform();
    const double turn = step / radius;
    while (std::abs(goal - heading) > turn && gone < reach) {
      heading += goal > heading ? turn : -turn;
      go();
      gone += step;
    }
  }
  return path;
}

std::vector<Position> drawn_rail(Position through, Position along, double reach, const RailRules& rules, core::Stream& luck) {
  const double heading = rules.most_turn * (luck.uniform() - 0.5);
  std::vector<Position> path = rail_half(through, along * -1, heading, reach, rules, luck);
  std::reverse(path.begin(), path.end());
  const std::vector<Position> ahead = rail_half(through, along, heading, reach, rules, luck);
  path.insert(path.end(), ahead.begin() + 1, ahead.end());
  return path;
}

RailRules rail_rules(Form form) {
  if (form == Form::quarter) return {450, 800, 150, 450, 0.24};
  return form == Form::city ? RailRules{800, 2000, 500, 1800, 0.3} : RailRules{500, 1200, 300, 1200, 0.42};
}

bool lies_within(const std::vector<Position>& ring, const Corridor& corridor) {
  const Box reach = grown(box_of(corridor.path), corridor.half_m * 2);
  return std::all_of(ring.begin(), ring.end(),
                     [&](Position p) { return holds(reach, p) && comes_nearer(corridor.path, p, 1.3 * corridor.half_m + 14); });
}

Chain middle_chain(LandUse use) {
  if (use == LandUse::railway) return {.line_class = LineClass::rail, .width_m = 15};
  return {.line_class = LineClass::river, .width_m = 0};
}

}  // namespace

std::vector<Corridor> drawn_corridors(const TownSpec& spec, const std::vector<Position>& outline, Position centre, Position along,
                                      std::uint32_t attempt) {
  core::Stream luck(spec.seed, 0, "corridors", 0);
  const Noise noise(spec.seed, "river bends");
  // Every further attempt lies nearer to the centre and turned a little.
  const double nearer = 1 - 0.075 * attempt;
  const double turned = (attempt % 2 == 0 ? 0.05 : -0.05) * attempt;
  double reach = 0;
  for (const Position p : outline) reach = std::max(reach, length(p - centre));
  const double size = std::sqrt(signed_area(outline) / 3.14159265358979);
  const bool county = spec.form == Form::county;
  const double side = luck.uniform() < 0.5 ? -1 : 1;
  std::vector<Corridor> corridors;
  double off = (county ? 0.06 : 0.14 + 0.14 * luck.uniform()) * size * side * nearer;
  for (int river = 0; river < spec.terrain.rivers; ++river) {
    const double width = std::min(spec.terrain.river_width_m, size / 4);
    const double half = width / 2 + std::clamp(width * 0.2, 12.0, 25.0);
    const double turn = turned + 0.25 * (2 * luck.uniform() - 1);
    const Position way = along * core::cos(turn) + left_of(along) * core::sin(turn);
    const double wavelength = std::max(18 * half, county ? 0.28 * size : 0.8 * size);
    const Course course{centre + left_of(way) * off, way, 1.3 * reach + 200,
                        std::min(county ? 0.16 * size : 0.13 * size, wavelength / 4.5), wavelength};
    corridors.push_back({LandUse::water, drawn(course, noise, 900.0 * river), half, width / 2});
    off = -off * 1.6 - 0.3 * size * (off > 0 ? 1 : -1);
  }
  if (spec.terrain.railway) {
    const double turn = turned + 0.12 * (2 * luck.uniform() - 1);
    const Position way = along * core::cos(turn) + left_of(along) * core::sin(turn);
    const double away = (county                       ? 0.24
                         : spec.form == Form::quarter ? 0.6
                                                      : 0.48) *
                        size * nearer * (spec.terrain.rivers > 1 ? 1.3 : 1.0);
    core::Stream bends(spec.seed, 0, "railway bends", 0);
    const Position through = centre - left_of(way) * (away * side);
    corridors.push_back({LandUse::railway, drawn_rail(through, way, 1.3 * reach + 200, rail_rules(spec.form), bends), 19, 0});
  }
  return corridors;
}

LaidCorridor lay_corridor(Mesh& mesh, const Corridor& corridor, const Chain& side, const core::Progress& progress) {
  const auto first_chain = static_cast<ChainIndex>(mesh.chains.size());
  const std::size_t faces_before = mesh.faces.size();
  GuideRules rules{
      .chain = {.spacing = 15, .clearance = 11, .junction_gap = 0, .sharpest_cosine = 0.93, .min_area = 60, .min_compactness = 0},
      .join = 0};
  const Crossings any{99, 99};
  const auto middle = [&](const Face& face) -> std::optional<Chain> {
    progress.check();
    if (face.use == corridor.use) return std::nullopt;
    Chain chain = middle_chain(corridor.use);
    chain.bridge = face.use == LandUse::water;
    return chain;
  };
  lay_guide(mesh, corridor.path, middle, any, rules);
  const std::size_t pieces = mesh.faces.size() - faces_before;
  if (pieces == 0) return {};
  const auto beside = [&](const Face& face) -> std::optional<Chain> {
    progress.check();
    if (face.use == LandUse::water || face.use == LandUse::railway) return std::nullopt;
    return side;
  };
  for (const double by : {corridor.half_m, -corridor.half_m}) lay_guide(mesh, offset_path(corridor.path, by), beside, any, rules);

  std::vector<FaceIndex> halves;
  for (FaceIndex index = 0; index < mesh.faces.size(); ++index) {
    progress.check();
    Face& face = mesh.faces[index];
    if (face.use == LandUse::water || face.use == LandUse::railway || !lies_within(mesh.ring_points(face), corridor)) continue;
    face.use = corridor.use;
    face.closed = true;
    halves.push_back(index);
  }
  LaidCorridor result{true, halves.size() >= 2 * pieces, {}};
  if (corridor.water_m > 0) result.waters = river_water(mesh, halves, corridor, first_chain);
  return result;
}

LaidCorridors lay_corridors(Mesh& mesh, const TownSpec& spec, const std::vector<Position>& outline, Position centre,
                            Position along, const core::Progress& progress) {
  constexpr std::uint32_t attempts = 10;
  LaidCorridors all;
  const std::size_t wanted = drawn_corridors(spec, outline, centre, along, 0).size();
  for (std::size_t which = 0; which < wanted; ++which) {
    for (std::uint32_t attempt = 0; attempt < attempts; ++attempt) {
      const Corridor corridor = drawn_corridors(spec, outline, centre, along, attempt)[which];
      const bool river = corridor.use == LandUse::water;
      Chain side;
      if (spec.form != Form::county)
        side = {.line_class = river ? LineClass::tertiary : LineClass::residential, .width_m = river ? 18.0 : 12.0};
      const Mesh before = mesh;
      LaidCorridor done = lay_corridor(mesh, corridor, side, progress);
      if (!done.laid || (!done.whole && attempt + 1 < attempts)) {
        mesh = before;
        continue;
      }
      all.corridors.push_back(corridor);
      for (Polygon& water : done.waters) all.waters.push_back(std::move(water));
      break;
    }
  }
  return all;
}

std::vector<Corridor> near_corridors(const std::vector<Corridor>& corridors, const std::vector<Position>& ring) {
  std::vector<Corridor> near;
  for (const Corridor& corridor : corridors) {
    if (std::any_of(corridor.path.begin(), corridor.path.end(), [&](Position p) { return inside(ring, p); }))
      near.push_back(corridor);
  }
  return near;
}

void divide_waters(Mesh& mesh, double length_m) {
  const ChainIndex border = mesh.add_chain({});
  for (FaceIndex index = 0; index < mesh.faces.size(); ++index) {
    if (mesh.faces[index].use != LandUse::water) continue;
    const RingView view(mesh, mesh.faces[index]);
    if (view.around() < 2.6 * length_m) continue;
    const ChainRules rules{.clearance = 8, .sharpest_cosine = 0.8, .min_area = 500, .min_compactness = 0};
    double best_score = 0;
    std::optional<std::pair<std::size_t, std::size_t>> best;
    for (std::size_t i = 0; i < view.size(); ++i) {
      const Chain& chain = mesh.chains[view.face().chain[i]];
      const Chain& before = mesh.chains[view.face().chain[view.previous(i)]];
      if (is_barrier(chain) || chain.outline || chain.bridge || is_barrier(before) || before.outline || before.bridge) continue;
      std::size_t opposite = i;
      double away = 1e300;
      for (std::size_t j = 0; j < view.size(); ++j) {
        const bool middle =
            is_barrier(mesh.chains[view.face().chain[j]]) && is_barrier(mesh.chains[view.face().chain[view.previous(j)]]);
        if (!middle || length(view.at(j) - view.at(i)) >= away) continue;
        away = length(view.at(j) - view.at(i));
        opposite = j;
      }
      if (opposite == i) continue;
      const double shorter = std::min(view.way(i, opposite), view.way(opposite, i));
      const double score = shorter / view.around() + (mesh.degree[view.face().ring[i]] > 2 ? 0.12 : 0);
      if (shorter < length_m * 0.6 || score <= best_score || !view.allows(i, opposite, {}, rules)) continue;
      best_score = score;
      best = {i, opposite};
    }
    if (!best) continue;
    mesh.cut(index, best->first, best->second, {}, border);
    --index;  // the same face again, until it is short enough
  }
}

}  // namespace wangge::town::streets
