#include "gis/town/streets/urban_core.h"

#include "engine/core/math.h"
#include "gis/town/streets/edge_map.h"
#include "gis/town/streets/guide_line.h"
#include "gis/town/streets/whole_regions.h"

#include <algorithm>
#include <cmath>

namespace wangge::town::streets {
namespace {

using network::LineClass;

constexpr double full_circle = 6.283185307179586;

bool open_land(const Face& face) { return face.use != LandUse::water && face.use != LandUse::railway; }

struct Candidate {
  double cost = 0;
  Position centre;
};

/// Places on borders and banks of the town's land, low ones by the river first, away from its edge.
std::vector<Candidate> candidates(const Mesh& mesh, const std::vector<std::uint8_t>& own, const Heights& heights, double radius,
                                  const std::optional<CityAround>& city) {
  std::vector<Position> river;
  for (const Face& face : mesh.faces) {
    if (face.use != LandUse::water) continue;
    for (std::size_t i = 0; i < face.ring.size(); i += 20) river.push_back(mesh.at[face.ring[i]]);
  }
  std::vector<Position> land;
  for (const Face& face : mesh.faces) {
    if (own[face.region] != 0 && open_land(face)) land.push_back(centroid(mesh.ring_points(face)));
  }
  Position middle;
  for (const Position p : land) middle = middle + p * (1 / static_cast<double>(land.size()));
  std::vector<Candidate> found;
  for (const Face& face : mesh.faces) {
    if (own[face.region] == 0 || !open_land(face)) continue;
    for (std::size_t i = 0; i < face.ring.size(); i += 4) {
      const Chain& chain = mesh.chains[face.chain[i]];
      if (chain.outline || is_road(chain)) continue;
      const Position ahead = unit(mesh.at[face.ring[i + 1 < face.ring.size() ? i + 1 : 0]] - mesh.at[face.ring[i]]);
      // Mostly on this side of the line.
      const Position centre = mesh.at[face.ring[i]] + left_of(ahead) * (0.3 * radius);
      // Small towns stand anywhere low; a large one at the river.
      double wet = 1e4;
      for (const Position p : river) wet = std::min(wet, length(p - centre));
      const double away = city ? 2 * length(centre - city->middle) / radius : length(centre - middle) / 2500;
      found.push_back({heights.at(centre) / 60 + away + std::max(0.0, wet - 0.6 * radius) / 1e6 * radius, centre});
    }
  }
  std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
    if (a.cost != b.cost) return a.cost < b.cost;
    return a.centre.x != b.centre.x ? a.centre.x < b.centre.x : a.centre.y < b.centre.y;
  });
  std::vector<Candidate> spread;
  for (const Candidate& candidate : found) {
    const bool near = std::any_of(spread.begin(), spread.end(),
                                  [&](const Candidate& c) { return length(c.centre - candidate.centre) < 0.35 * radius; });
    if (!near) spread.push_back(candidate);
    if (spread.size() >= 60) break;
  }
  return spread;
}

/// The direction of the valley at a place: where land lies low both ways.
Position valley_way(Position centre, double radius, const Heights& heights) {
  constexpr int ways = 16;
  Position best{1, 0};
  double least = 1e300;
  for (int k = 0; k < ways; ++k) {
    const double angle = 0.5 * full_circle * k / ways;
    const Position way{core::cos(angle), core::sin(angle)};
    double sum = 0;
    for (const double far : {-2.2, -1.4, 1.4, 2.2}) sum += heights.at(centre + way * (far * radius));
    if (sum >= least) continue;
    least = sum;
    best = way;
  }
  return best;
}

/// The rim of a town: long along its valley, with fingers where the roads leave it, ragged. `strength` 0: nearly round.
std::vector<Position> loop_around(Position centre, double area, const Noise& noise, Position valley, double strength) {
  std::vector<Position> ring;
  const double radius = std::sqrt(area / 3.14159265358979);
  const double longer = 1 + 0.75 * strength;
  const int steps = std::max(24, static_cast<int>(std::sqrt(area) * 4 / 18));
  for (int k = 0; k < steps; ++k) {
    const double angle = full_circle * k / steps;
    const double u = core::cos(angle);
    const double v = core::sin(angle);
    const Position way = valley * u + left_of(valley) * v;
    const double ellipse = longer / std::sqrt(u * u + longer * longer * longer * longer * v * v);
    // Two roads along the valley, one over the hills on either side.
    double finger = 0;
    for (const Position road : {Position{0.98, 0.2}, {-0.97, 0.24}, {0.35, 0.94}, {-0.3, -0.95}}) {
      const double near = std::max(0.0, u * road.x + v * road.y);
      const double peak = core::pow(near, 24);
      finger += 0.28 * strength * peak * (1 + 0.8 * noise.at(centre + road * 3000, 700));
    }
    ring.push_back(
        way * (ellipse * (1 + 0.26 * noise.rough(centre + way * (0.9 * radius), std::max(300.0, 0.7 * radius), 2)) + finger));
  }
  const double size = std::sqrt(area / signed_area(ring));
  for (Position& p : ring) p = centre + p * size;
  return ring;
}

/// Whose land a town may take, by region.
struct Takes {
  std::vector<std::uint8_t> own;
  std::vector<std::uint8_t> spared;  ///< left to its owner where the loop passes over it; other land refuses the town
};

/// Lays the loop on the mesh and marks what is inside; false where it does not close or takes too much from a region.
bool mark_town(Mesh& mesh, const std::vector<Position>& ring, const Takes& takes, std::uint32_t region, double area,
               const std::vector<double>& land_before) {
  GuideRules rules{
      .chain =
          {.spacing = 20, .clearance = 14, .junction_gap = 0, .sharpest_cosine = 0.9, .min_area = 800, .min_compactness = 0.02},
      .join = 24,
      .loop = true};
  std::vector<Position> path = ring;
  path.push_back(ring.front());
  const auto chain_in = [&](const Face& face) -> std::optional<Chain> {
    if (face.use == LandUse::railway || takes.spared[face.region] != 0) return std::nullopt;
    if (face.use == LandUse::water) return Chain{};
    return Chain{.line_class = LineClass::tertiary, .width_m = 18};
  };
  lay_guide(mesh, path, chain_in, {9, 0}, rules);
  double marked = 0;
  std::vector<double> taken(land_before.size(), 0);
  for (Face& face : mesh.faces) {
    const auto points = mesh.ring_points(face);
    if (!overlap(box_of(points), box_of(ring))) continue;
    const double size = signed_area(points);
    if (takes.spared[face.region] != 0 || size > 1.1 * signed_area(ring) || !inside(ring, centroid(points))) continue;
    const auto within =
        std::count_if(points.begin(), points.end(), [&](Position p) { return inside(ring, p) || comes_nearer(path, p, 40); });
    if (static_cast<double>(within) < 0.97 * static_cast<double>(points.size())) continue;
    if (open_land(face)) {
      if (takes.own[face.region] == 0) return false;
      taken[face.region] += size;
      marked += size;
    }
    face.region = region;
  }
  for (std::size_t r = 0; r < taken.size(); ++r) {
    if (r != region && taken[r] > 0.55 * land_before[r]) return false;
  }
  return marked > 0.78 * area && marked < 1.4 * area;
}

void pave(Mesh& mesh, std::uint32_t region, const std::optional<CityAround>& city) {
  // Where the town ends at the border of another town of its city instead of at its loop.
  const auto at_border = [&](const Face& a, const Face& b, const Chain& chain) {
    if (!city || chain.line_class || !open_land(a) || !open_land(b) || (a.region == region) == (b.region == region)) return false;
    return city->of_city[(a.region == region ? b : a).region] != 0;
  };
  relay_edges(mesh, {.line_class = LineClass::secondary, .width_m = 26}, at_border);
  const auto inside_town = [&](const Face& a, const Face& b, const Chain& chain) {
    return !chain.line_class && open_land(a) && open_land(b) && a.region == region && b.region == region;
  };
  relay_edges(mesh, {.line_class = LineClass::secondary, .width_m = 26}, inside_town);
  const auto along_bank = [&](const Face& a, const Face& b, const Chain& chain) {
    if (is_barrier(chain) || is_road(chain) || chain.outline || open_land(a) == open_land(b)) return false;
    return (open_land(a) ? a : b).region == region;
  };
  relay_edges(mesh, {.line_class = LineClass::tertiary, .width_m = 18}, along_bank);
}

}  // namespace

std::optional<UrbanCore> carve_urban_core(Mesh& mesh, const TownSpec& spec, const CountyLand& land, AreaId town,
                                          std::uint32_t region, double built_m2, const Heights& heights,
                                          const std::optional<CityAround>& city) {
  std::vector<std::uint8_t> own(region + 1, 0);
  for (const LandShare& share : land.shares) {
    if (share.town == town) own[share.region] = 1;
  }
  const double radius = std::sqrt(built_m2 / 3.14159265358979);
  const Noise noise(spec.seed, "town rims");
  const std::vector<double> land_before = land_of_regions(mesh, own.size());
  std::vector<Region> regions = land.regions;
  regions.push_back({RegionKind::urban, town, {}});
  const std::size_t pieces_before = pieces_of_towns(mesh, regions, spec);
  const std::vector<Candidate> places = candidates(mesh, own, heights, radius, city);
  // Where its own land is too narrow, a town takes fields of its neighbours; never land of another town.
  std::vector<std::uint8_t> fields(region + 1, 0);
  for (const LandShare& share : land.shares) fields[share.region] = 1;
  const std::vector<std::uint8_t> spared = city ? city->of_city : std::vector<std::uint8_t>(region + 1, 0);
  // A town that shares its loop with others of its city needs a wider one.
  const std::vector<double> widths = city ? std::vector{1.0, 1.35, 1.8} : std::vector{1.0};
  for (const auto& takes : {own, fields}) {
    for (const Candidate& candidate : places) {
      const Position valley = valley_way(candidate.centre, radius, heights);
      for (const double wider : widths) {
        for (const double strength : {1.0, 0.4}) {
          const std::vector<Position> ring = loop_around(candidate.centre, wider * built_m2, noise, valley, strength);
          const Mesh before = mesh;
          // No town is to lie in two for the room that another takes.
          if (mark_town(mesh, ring, {takes, spared}, region, built_m2, land_before) &&
              pieces_of_towns(mesh, regions, spec) <= pieces_before) {
            pave(mesh, region, city);
            return UrbanCore{region, candidate.centre, ring, built_m2, 1};
          }
          mesh = before;
        }
      }
    }
  }
  return std::nullopt;
}

}  // namespace wangge::town::streets
