#include "gis/town/plots/estate_ways.h"

#include <algorithm>

namespace wangge::town::plot {

namespace {

using network::LineClass;

/// From the street's vertex to the mouth and on along `to`.
void lay_entry(Site& site, const Mouth& mouth, Position to, double width_m) {
  const std::uint32_t from = first_node(site, mouth);
  const std::uint32_t at_wall = site.ways.node(mouth.at);
  site.lay(from, at_wall, LineClass::service, width_m);
  site.lay(at_wall, site.ways.node(to), LineClass::service, width_m);
}

bool inside_all_the_way(const Outline& land, Position from, Position to) {
  const Position inward = unit(minus(to, from));
  const Position start = moved(from, inward, 0.2);
  if (!contains(land.corner, start)) return false;
  for (std::size_t i = 0; i < land.size(); ++i) {
    if (crossing(start, to, land.corner[i], land.after(i)).met) return false;
  }
  return true;
}

/// Where a way from the mouth joins the loop: straight on, or else the nearest corner in sight.
std::optional<Position> joint_on(const Corners& loop, const Outline& land, const Mouth& mouth) {
  for (const RayHit& hit : ray_hits(loop, mouth.at, mouth.inward, 60)) {
    const Position at = moved(mouth.at, mouth.inward, hit.far);
    if (inside_all_the_way(land, mouth.at, at)) return at;
    break;
  }
  std::optional<Position> best;
  double nearest = 120;
  for (std::size_t i = 0; i < loop.size(); ++i) {
    for (const double share : {0.0, 0.5}) {
      const Position at = between(loop[i], loop[(i + 1) % loop.size()], share);
      const double off = far(at, mouth.at);
      if (off >= nearest || !inside_all_the_way(land, mouth.at, at)) continue;
      nearest = off;
      best = at;
    }
  }
  return best;
}

bool lay_loop(Site& site, const Outline& land, const std::vector<Mouth>& gates, const Corners& loop, double width_m) {
  std::vector<std::pair<Mouth, Position>> entries;
  for (const Mouth& gate : gates) {
    const std::optional<Position> joint = joint_on(loop, land, gate);
    if (joint) entries.push_back({gate, *joint});
  }
  if (entries.empty()) return false;
  for (std::size_t i = 0; i < loop.size(); ++i) site.lay(loop[i], loop[(i + 1) % loop.size()], LineClass::service, width_m);
  for (const auto& [gate, joint] : entries) lay_entry(site, gate, joint, width_m);
  return true;
}

/// How far one can go from `from` along `direction` and stay `margin` from the border.
double free_way(const Outline& land, Position from, Position direction, double margin) {
  const Position start = moved(from, direction, 0.3);
  const std::vector<RayHit> hits = ray_hits(land.corner, start, direction, 2000);
  return hits.empty() ? 0 : std::max(0.0, hits[0].far + 0.3 - margin);
}

/// Ways from the gates and one spine across the rows, so that each row's footway meets it.
void lay_spine(Site& site, const Outline& land, const std::vector<Mouth>& gates, const Frame& frame, double margin,
               double width_m) {
  const Position across = frame.across();
  bool spine = false;
  for (const Mouth& gate : gates) {
    const double room = free_way(land, gate.at, gate.inward, margin);
    const bool along_rows = std::abs(dot(gate.inward, frame.along)) > 0.7;
    if (!along_rows || spine) {
      // Later ways end on the first; one that would run close beside another stops behind its gate.
      const std::optional<Position> met = site.ways.first_met(moved(gate.at, gate.inward, 1), gate.inward, room);
      const bool crowded = site.ways.distance(moved(gate.at, gate.inward, room / 2)) < 18;
      const Position end = met ? *met : moved(gate.at, gate.inward, std::max(3.0, crowded ? std::min(room, 8.0) : room));
      lay_entry(site, gate, end, width_m);
      spine = true;
      continue;
    }
    const double to_spine = std::max(3.0, std::min(room, room * site.between(0.35, 0.6) + 4));
    const Position turn = moved(gate.at, gate.inward, to_spine);
    lay_entry(site, gate, turn, width_m);
    for (const double way : {1.0, -1.0}) {
      const double end = free_way(land, turn, times(across, way), margin);
      if (end > 6) site.lay(turn, moved(turn, across, way * end), LineClass::service, width_m);
    }
    spine = true;
  }
}

}  // namespace

Circulation lay_estate_ways(Site& site, const Outline& land, const std::vector<Mouth>& gates, const Frame& frame, double margin,
                            double width_m, bool want_loop) {
  const std::vector<Outline> inner = inset(land, margin, 900);
  if (want_loop && !inner.empty()) {
    const Extent around = extent(inner[0].corner, smallest_box(inner[0].corner));
    if (around.depth() > 44 && lay_loop(site, land, gates, inner[0].corner, width_m)) return {inner[0].corner, true};
  }
  lay_spine(site, land, gates, frame, margin, width_m);
  const std::vector<Outline> yard = inset(land, 1, 200);
  return {yard.empty() ? land.corner : yard[0].corner, false};
}

}  // namespace wangge::town::plot
