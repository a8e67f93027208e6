#include "gis/town/plots/gates.h"

#include <algorithm>

namespace wangge::town::plot {

namespace {

using network::LineClass;

/// Gates stand on smaller roads first.
double worth_of(std::optional<LineClass> line_class) {
  if (!line_class) return 0;
  switch (*line_class) {
    case LineClass::residential:
      return 1;
    case LineClass::service:
      return 0.95;
    case LineClass::tertiary:
      return 0.8;
    case LineClass::secondary:
      return 0.45;
    case LineClass::primary:
      return 0.25;
    case LineClass::track:
    case LineClass::cycleway:
    case LineClass::footway:
      return 0.1;
    default:
      return 0;
  }
}

bool clear_of_ring(const Corners& ring, std::size_t vertex, Position to) {
  const std::size_t n = ring.size();
  for (std::size_t i = 0; i < n; ++i) {
    if (i == vertex || (i + 1) % n == vertex) continue;
    // The ring may pass the vertex twice, where a dead-end street begins.
    if (crossing(between(ring[vertex], to, 0.02), to, ring[i], ring[(i + 1) % n]).met) return false;
  }
  return true;
}

/// So close to the next estate or a lane that the way would brush its wall; `own` is the side that it passes.
bool near_neighbour(const Outline& land, Position at, std::size_t own) {
  constexpr double room = 5;
  for (std::size_t i = 0; i < land.size(); ++i) {
    if (i != own && land.side[i] < 0 && distance_to_segment(at, land.corner[i], land.after(i)) < room) return true;
  }
  return false;
}

/// Whether a way through the gate has room inside the wall; in a pointed corner it would run out again on the other side.
bool room_inside(const Outline& land, const Mouth& mouth) {
  constexpr double least = 6;
  const Position inside = moved(mouth.at, mouth.inward, 0.3);
  return contains(land.corner, inside) && ray_hits(land.corner, inside, mouth.inward, least).empty();
}

std::optional<Mouth> mouth_at(const Site& site, const Outline& land, std::size_t i) {
  const Ring& ring = site.ground.ring;
  const std::size_t n = ring.size();
  const std::size_t before = (i + n - 1) % n;
  const Position in = unit(minus(ring[i], ring[before]));
  const Position out = unit(minus(ring[(i + 1) % n], ring[i]));
  const double along = dot(in, out);
  if (along < -0.9) return std::nullopt;
  const Position inward = unit(left_of(plus(in, out)));
  const double half = std::max(site.ground.half_width_m[i], site.ground.half_width_m[before]);
  const double reach = (half + 32) / std::max(0.35, std::sqrt((1 + along) / 2));
  const std::vector<RayHit> hits = ray_hits(land.corner, ring[i], inward, reach);
  if (hits.empty() || land.side[hits[0].edge] < 0) return std::nullopt;
  const Position at = moved(ring[i], inward, hits[0].far);
  if (!clear_of_ring(ring, i, at) || near_neighbour(land, at, hits[0].edge)) return std::nullopt;
  const Position wall = unit(minus(land.after(hits[0].edge), land.corner[hits[0].edge]));
  const double square_on = std::abs(cross(wall, inward));
  if (square_on < 0.3) return std::nullopt;
  const double road = std::min(worth_of(site.ground.line_class[i]), worth_of(site.ground.line_class[before]));
  const double best_road = std::max(worth_of(site.ground.line_class[i]), worth_of(site.ground.line_class[before]));
  if (best_road == 0) return Mouth{static_cast<std::uint32_t>(i), ring[i], at, inward, -1};
  const bool corner = along < 0.8 || road == 0;
  return Mouth{static_cast<std::uint32_t>(i), ring[i], at, inward, corner ? 0.02 * best_road : road * square_on};
}

/// Mouths on the lanes that an earlier division of the block has laid.
void add_lane_mouths(const Site& site, const Outline& land, std::vector<Mouth>& found) {
  constexpr double reach = 9;
  for (std::size_t i = 0; i < land.size(); ++i) {
    if (land.side[i] != lane_side || far(land.corner[i], land.after(i)) < 14) continue;
    const Position inward = left_of(unit(minus(land.after(i), land.corner[i])));
    for (const double share : {0.25, 0.5, 0.75}) {
      const Position at = between(land.corner[i], land.after(i), share);
      const std::optional<Position> lane = site.ways.first_met(at, times(inward, -1), reach);
      if (lane && !near_neighbour(land, at, i)) found.push_back({std::nullopt, *lane, at, inward, 0.6});
    }
  }
}

bool has_roads(const BlockGround& ground) {
  return std::any_of(ground.line_class.begin(), ground.line_class.end(), [](const auto& each) { return worth_of(each) > 0; });
}

}  // namespace

std::vector<Mouth> mouths(const Site& site, const Outline& land) {
  const bool roads = has_roads(site.ground);
  std::vector<Mouth> found;
  for (std::size_t i = 0; i < site.ground.ring.size(); ++i) {
    const std::optional<Mouth> mouth = mouth_at(site, land, i);
    if (mouth && (mouth->worth >= 0 || !roads)) found.push_back(*mouth);
  }
  add_lane_mouths(site, land, found);
  std::erase_if(found, [&](const Mouth& mouth) { return !room_inside(land, mouth); });
  return found;
}

std::uint32_t first_node(Site& site, const Mouth& mouth) { return mouth.vertex ? *mouth.vertex : site.ways.node(mouth.from); }

std::vector<Mouth> chosen_mouths(Site& site, const Outline& land, std::size_t count) {
  const std::vector<Mouth> open = mouths(site, land);
  std::vector<double> luck(open.size());
  for (double& each : luck) each = site.between(0, 0.35);
  std::vector<Mouth> chosen;
  while (chosen.size() < count && chosen.size() < open.size()) {
    std::optional<std::size_t> best;
    double most = 0;
    for (std::size_t i = 0; i < open.size(); ++i) {
      double apart = 1e300;
      for (const Mouth& other : chosen) apart = std::min(apart, far(other.at, open[i].at));
      if (!chosen.empty() && (apart < 35 || open[i].worth < 0.1)) continue;
      const double worth = open[i].worth + luck[i] * open[i].worth + (chosen.empty() ? 0 : std::min(1.0, apart / 150));
      if (best && worth <= most) continue;
      most = worth;
      best = i;
    }
    if (!best) break;
    chosen.push_back(open[*best]);
  }
  return chosen;
}

}  // namespace wangge::town::plot
