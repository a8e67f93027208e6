#include "gis/town/streets/macro_streets.h"

#include "engine/core/math.h"
#include "gis/town/streets/guide_line.h"
#include "gis/town/streets/subdivision.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace wangge::town::streets {
namespace {

using network::LineClass;

constexpr double full_circle = 6.283185307179586;

Chain street(LineClass line_class, double width, std::uint32_t number) {
  return {.line_class = line_class, .width_m = width, .street = number};
}

/// From a place along the field until `reach` is gone.
std::vector<Position> followed(const DirectionField& field, Position from, Position heading, double reach) {
  std::vector<Position> path{from};
  const double step = 20;
  for (double gone = 0; gone < reach; gone += step) {
    heading = field.along(path.back() + heading * (step / 2), heading);
    path.push_back(path.back() + heading * step);
  }
  return path;
}

/// Towns do not build two bridges side by side.
constexpr double least_between_crossings_m = 260;

class Macro {
 public:
  Macro(Mesh& mesh, const MacroTown& town, std::uint32_t next_street)
      : mesh_(mesh), town_(town), luck_(town.spec.seed, 0, "main streets", town.region), street_(next_street) {
    for (const Corridor& corridor : town.corridors) {
      (corridor.use == LandUse::water ? left_.water : left_.rail) +=
          corridor.use == LandUse::water ? std::max(1, town.spec.terrain.bridges) : std::max(1, town.spec.terrain.rail_crossings);
    }
    for (const Position p : box_corners()) reach_ = std::max(reach_, length(p - town.shape.centre()) + 100);
  }

  std::uint32_t lay() {
    const bool large = town_.shape.built_radius() > 1800;
    if (town_.spec.form == Form::quarter) lay_rim_street();
    lay_axes(large);
    if (large) lay_rings();
    lay_bridge_roads();
    recurse();
    settle_use();
    return street_;
  }

 private:
  std::vector<Position> box_corners() const {
    std::vector<Position> points;
    for (const Face& face : mesh_.faces) {
      if (face.region != town_.region) continue;
      const Box box = box_of(mesh_.ring_points(face));
      points.push_back(box.low);
      points.push_back(box.high);
    }
    return points;
  }

  struct Way {
    Crossings most{99, 99};
    double clearance = 65;
    double sharpest_cosine = 0.7;
    bool loop = false;
  };
  /// Lays the guide and says how many metres of it; nothing is kept where less than `least_m` could be laid.
  double guide(const std::vector<Position>& path, Chain chain, const Way& way, double least_m = 0) {
    chain.street = street_++;
    const Crossings allowed{std::min(way.most.water, left_.water), std::min(way.most.rail, left_.rail)};
    const auto chain_in = [&](const Face& face) -> std::optional<Chain> {
      if (face.region != town_.region) return std::nullopt;
      Chain here = chain;
      here.bridge = face.use == LandUse::water;
      here.tunnel = face.use == LandUse::railway;
      return here;
    };
    GuideRules rules;
    rules.loop = way.loop;
    rules.chain.sharpest_cosine = way.sharpest_cosine;
    rules.chain.clearance = way.clearance;
    std::optional<Mesh> before;
    if (least_m > 0) before = mesh_;
    const LaidGuide laid = lay_guide(mesh_, path, chain_in, allowed, rules);
    if (laid.length_m < least_m) {
      mesh_ = std::move(*before);
      return 0;
    }
    left_.water -= laid.passed.water;
    left_.rail -= laid.passed.rail;
    return laid.length_m;
  }

  double along_field(Position through, Position heading, Chain chain, double reach, double least_m = 0) {
    std::vector<Position> path = followed(town_.field, through, heading * -1, reach);
    std::reverse(path.begin(), path.end());
    const std::vector<Position> forth = followed(town_.field, through, heading, reach);
    path.insert(path.end(), forth.begin() + 1, forth.end());
    return guide(path, chain, {}, least_m);
  }

  /// A street along the rim of a quarter, so that the streets inside have where to end.
  void lay_rim_street() {
    std::vector<Position> rim = town_.shape.rim();
    const double inset = 52;
    std::vector<Position> path;
    for (std::size_t i = 0; i < rim.size(); ++i) {
      const Position a = rim[i];
      const Position b = rim[(i + 1) % rim.size()];
      const auto pieces = static_cast<int>(length(b - a) / 20) + 1;
      for (int k = 0; k < pieces; ++k) {
        const Position p = between(a, b, (k + 0.5) / pieces) + left_of(unit(b - a)) * inset;
        rim.push_back(rim.front());
        const bool clear = inside(town_.shape.rim(), p) && distance_to_line(p, rim) > 0.93 * inset;
        rim.pop_back();
        if (clear && (path.empty() || length(p - path.back()) > 8)) path.push_back(p);
      }
    }
    if (path.size() < 8) return;
    path.push_back(path.front());
    guide(path, street(LineClass::tertiary, 18, 0), {.most = {0, 0}, .clearance = 26, .sharpest_cosine = 0.86, .loop = true});
  }

  Chain axis_street() const {
    const double radius = town_.shape.built_radius();
    if (radius < 350) return street(LineClass::tertiary, 18, 0);
    return radius < 560 ? street(LineClass::secondary, 28, 0) : street(LineClass::primary, 42, 0);
  }

  void lay_axes(bool large) {
    const Position centre = town_.shape.centre();
    const Position aside = Position{2 * luck_.uniform() - 1, 2 * luck_.uniform() - 1} * (0.15 * town_.shape.core_radius());
    Position heading = unit(Position{2 * luck_.uniform() - 1, 2 * luck_.uniform() - 1});
    for (const Corridor& corridor : town_.corridors) {
      if (corridor.use == LandUse::water) heading = unit(corridor.path.back() - corridor.path.front());
    }
    heading = town_.field.along(centre, heading);
    const double core = town_.shape.core_radius();
    for (int tries = 0; tries < 6; ++tries) {
      const Position off = left_of(heading) * (tries * (tries % 2 == 0 ? 0.3 : -0.3) * core);
      if (along_field(centre + aside + off, heading, axis_street(), reach_, 1.1 * town_.shape.built_radius()) > 0) break;
    }
    if (!large) return;
    along_field(centre - aside, left_of(heading), street(LineClass::primary, 44, 0), reach_);
    if (town_.shape.built_radius() < 3500) return;
    const double turn = full_circle / 8 + 0.3 * (luck_.uniform() - 0.5);
    for (int arm = 0; arm < 2; ++arm) {  // a diagonal through the town, straight
      const double angle = turn + arm * full_circle / 4;
      const Position way = heading * core::cos(angle) + left_of(heading) * core::sin(angle);
      for (const double sign : {1.0, -1.0}) {
        std::vector<Position> path;
        for (double gone = 1.6 * town_.shape.core_radius(); gone < reach_; gone += 20)
          path.push_back(centre + way * (sign * gone));
        if (luck_.uniform() < 0.6) guide(path, street(LineClass::primary, 40, 0), {}, 800);
      }
    }
  }

  void lay_rings() {
    const double radius = town_.shape.built_radius();
    const Noise bends(town_.spec.seed, "ring bends");
    const std::array<double, 4> shares =
        radius > 9000 ? std::array{0.2, 0.42, 0.66, 0.9} : std::array{0.36, radius > 3500 ? 0.78 : 0.0, 0.0, 0.0};
    for (const double share : shares) {
      if (share == 0) continue;
      std::vector<Position> path;
      const auto steps = static_cast<int>(full_circle * radius * share / 20);
      const double turn = 0.3 * (luck_.uniform() - 0.5);
      for (int k = 0; k <= steps; ++k) {
        const double angle = full_circle * (k % steps) / steps;
        const double c = std::abs(core::cos(angle + turn));
        const double s = std::abs(core::sin(angle + turn));
        const double square = core::pow(core::pow(c, 3.2) + core::pow(s, 3.2), -1 / 3.2);  // Chinese rings are rounded squares
        const Position out{core::cos(angle), core::sin(angle)};
        const double bend = 1 + 0.09 * bends.at(out * (radius * share), 0.55 * radius * share);
        path.push_back(town_.shape.centre() + out * (radius * share * square * 0.92 * bend));
      }
      guide(path, street(LineClass::primary, 50, 0), {.most = {2, 2}, .loop = true});
    }
  }

  /// The rest of the bridges and rail crossings, at even distances along what is to be crossed in built-up land.
  void lay_bridge_roads() {
    for (const Corridor& corridor : town_.corridors) {
      std::vector<Position> built;
      for (const Position p : corridor.path) {
        if (town_.shape.closeness(p) > 0.02 && in_region(p)) built.push_back(p);
      }
      if (built.size() < 4) continue;
      const bool wet = corridor.use == LandUse::water;
      for (int tries = 0; tries < 16 && (wet ? left_.water : left_.rail) > 0; ++tries) {
        const std::size_t at = farthest_from_crossings(built, corridor.use, tries);
        if (at == 0) break;
        const Position across = left_of(unit(built[at + 1] - built[at - 1]));
        const bool wide = town_.shape.built_radius() > 1200;
        const Mesh before = mesh_;
        const Crossings left = left_;
        along_field(built[at], across, wide ? street(LineClass::primary, 40, 0) : street(LineClass::secondary, 30, 0),
                    wide ? 1500 : 900);
        if (left.water == left_.water && left.rail == left_.rail) mesh_ = before;  // a road that ends at the bank helps nobody
      }
    }
  }

  /// The place of the course that is farthest from all crossings and the ends of built-up land; later tries move aside.
  /// 0 where it would stand too near to another.
  std::size_t farthest_from_crossings(const std::vector<Position>& built, LandUse use, int tries) {
    std::vector<Position> taken;
    for (const Face& face : mesh_.faces) {
      if (face.use != use) continue;
      for (std::size_t i = 0; i < face.ring.size(); ++i) {
        const Chain& chain = mesh_.chains[face.chain[i]];
        if (is_road(chain) && (chain.bridge || chain.tunnel)) taken.push_back(mesh_.at[face.ring[i]]);
      }
    }
    std::size_t best = built.size() / 2;
    double best_away = -1;
    for (std::size_t i = 1; i + 1 < built.size(); ++i) {
      double away = 2 * std::min(length(built[i] - built.front()), length(built[i] - built.back()));
      for (const Position p : taken) away = std::min(away, length(p - built[i]));
      away *= 1 - 0.04 * tries * luck_.uniform();
      if (away <= best_away) continue;
      best_away = away;
      best = i;
    }
    if (!taken.empty() && best_away < least_between_crossings_m) return 0;
    return best;
  }

  bool in_region(Position place) const {
    return std::any_of(mesh_.faces.begin(), mesh_.faces.end(), [&](const Face& face) {
      if (face.region != town_.region) return false;
      const auto ring = mesh_.ring_points(face);
      return holds(box_of(ring), place) && inside(ring, place);
    });
  }

  std::optional<CutAim> aim(const Face& face, double area, Position middle) const {
    if (face.closed) return std::nullopt;
    const double near = town_.shape.closeness(middle);
    CutAim cut{{},
               {.spacing = 20,
                .clearance = 60,
                .junction_gap = 110,
                .min_area = 40000,
                .min_compactness = 0.3,
                .snap = 95,
                .four_way = 45,
                .bow = 0.04,
                .wiggle = 7,
                .outline_ends = true}};
    const bool quarter = town_.spec.form == Form::quarter;
    if (near <= 0) {
      if (area < 2.2e6) return std::nullopt;
      cut.chain = street(LineClass::tertiary, 14, 0);
      cut.rules.min_area = 300000;
      return cut;
    }
    const bool core = town_.shape.fabric_at(middle) == Fabric::old_core;
    const double superblock = (core ? 190000.0 : near < 0.3 ? 420000.0 : 300000.0) * (quarter ? 0.7 : 1.0);
    if (area > (core ? 0.9e6 : 1.5e6) && !quarter) {
      cut.chain = street(LineClass::primary, 42, 0);
      cut.rules.min_area = 250000;
      cut.rules.junction_gap = 200;
      cut.rules.snap = 130;
      return cut;
    }
    if (area < superblock) return std::nullopt;
    cut.chain = street(LineClass::secondary, core ? 24 : 30, 0);
    return cut;
  }

  void recurse() {
    const CutPolicy policy = [&](const Mesh&, const Face& face, double area, Position middle) { return aim(face, area, middle); };
    const std::size_t count = mesh_.faces.size();
    for (FaceIndex face = 0; face < count; ++face) {
      if (mesh_.faces[face].region != town_.region || mesh_.faces[face].closed) continue;
      const std::size_t before = mesh_.faces.size();
      subdivide(mesh_, face, town_.field, policy, luck_, street_);
      street_ += static_cast<std::uint32_t>(mesh_.faces.size() - before);
    }
  }

  void settle_use() {
    for (Face& face : mesh_.faces) {
      if (face.region != town_.region || face.closed) continue;
      const Position middle = centroid(mesh_.ring_points(face));
      face.fabric = town_.shape.fabric_at(middle);
      if (town_.shape.closeness(middle) > 0) continue;
      face.use = LandUse::farmland;
      face.fabric = Fabric::village;
      face.closed = true;
    }
  }

  Mesh& mesh_;
  const MacroTown& town_;
  core::Stream luck_;
  std::uint32_t street_;
  Crossings left_;
  double reach_ = 0;
};

}  // namespace

std::uint32_t lay_macro_streets(Mesh& mesh, const MacroTown& town, std::uint32_t next_street) {
  return Macro(mesh, town, next_street).lay();
}

}  // namespace wangge::town::streets
