#include "gis/town/plots/street_front.h"

#include <algorithm>

namespace wangge::town::plot {

namespace {

/// A run of wanted edges: ring vertices first .. first + count (cyclic).
struct Run {
  std::size_t first;
  std::size_t count;
};

std::vector<Run> runs_of(const Site& site, const std::function<bool(std::size_t)>& wanted) {
  const std::size_t n = site.ground.ring.size();
  const auto goes_on = [&](std::size_t edge) {
    const std::size_t before = (edge + n - 1) % n;
    if (!wanted(edge) || !wanted(before)) return false;
    const Position in = unit(minus(site.ground.ring[edge], site.ground.ring[before]));
    const Position out = unit(minus(site.ground.ring[(edge + 1) % n], site.ground.ring[edge]));
    return dot(in, out) > 0.8 && site.ground.half_width_m[edge] == site.ground.half_width_m[before];
  };
  std::vector<Run> runs;
  for (std::size_t start = 0; start < n; ++start) {
    if (!wanted(start) || goes_on(start)) continue;
    Run run{start, 1};
    while (run.count < n && goes_on((start + run.count) % n)) ++run.count;
    runs.push_back(run);
  }
  // A ring without a corner has no first edge.
  if (runs.empty() && wanted(0)) runs.push_back({0, n - 1});
  return runs;
}

/// Places along a run by the distance from its start.
class Walk {
 public:
  Walk(const Corners& ring, const Run& run) {
    double sum = 0;
    for (std::size_t i = 0; i <= run.count; ++i) {
      at_.push_back(ring[(run.first + i) % ring.size()]);
      if (i > 0) sum += far(at_[i - 1], at_[i]);
      off_.push_back(sum);
    }
  }
  [[nodiscard]] double length() const { return off_.back(); }
  [[nodiscard]] Position at(double off) const {
    const auto next = std::upper_bound(off_.begin() + 1, off_.end() - 1, off);
    const auto i = static_cast<std::size_t>(next - off_.begin());
    return town::plot::between(at_[i - 1], at_[i], (off - off_[i - 1]) / std::max(0.01, off_[i] - off_[i - 1]));
  }

 private:
  Corners at_;
  std::vector<double> off_;
};

}  // namespace

void build_front(Site& site, const Front& front, const std::function<bool(std::size_t)>& wanted,
                 const std::function<void(Building&, double)>& finish) {
  for (const Run& run : runs_of(site, wanted)) {
    const Walk walk(site.ground.ring, run);
    const double half = site.ground.half_width_m[run.first];
    const double depth = site.between(front.depth_low, front.depth_high);
    double off = half + front.setback;
    double width = site.between(front.width_low, front.width_high);
    while (off + front.width_low < walk.length()) {
      width = std::min(width, walk.length() - off);
      const Position a = walk.at(off);
      const Position b = walk.at(off + width);
      const Position along = unit(minus(b, a));
      bool built = false;
      // On a bend the chord comes nearer to the street: a step back helps.
      for (const double back : {0.1, 1.2}) {
        const double in = half + front.setback + back + depth / 2;
        const Convex place = rectangle(moved(town::plot::between(a, b, 0.5), left_of(along), in), along, far(a, b), depth);
        if (!site.fits(place, {front.gap, 1.0})) continue;
        Building& building = site.build(place, territory::BuildingUse::commercial);
        finish(building, far(a, b) * depth);
        built = true;
        break;
      }
      off += built ? width + front.gap : 4;
      width = built ? site.between(front.width_low, front.width_high) : std::max(front.width_low, width * 0.8);
    }
  }
}

std::vector<double> shop_depths(Site& site) {
  using network::LineClass;
  constexpr double strip = 15;
  const bool old = site.ground.fabric == Fabric::old_core || site.ground.fabric == Fabric::mixed;
  const bool primary = site.chance(0.45);
  const bool secondary = site.chance(0.65);
  const bool tertiary = site.chance(old ? 0.6 : 0.35);
  std::vector<double> depth(site.ground.ring.size(), 0);
  const double land = std::abs(signed_area(site.ground.ring));
  // Small blocks and very dense ones spare no land for a strip of shops.
  if (land < 9000 || site.ground.households / land > 0.015) return depth;
  for (std::size_t i = 0; i < depth.size(); ++i) {
    const std::optional<LineClass> line_class = site.ground.line_class[i];
    if (!line_class) continue;
    if ((*line_class == LineClass::primary && primary) || (*line_class == LineClass::secondary && secondary) ||
        (*line_class == LineClass::tertiary && tertiary)) {
      depth[i] = strip;
    }
  }
  return depth;
}

void build_shops(Site& site, const std::vector<double>& depth) {
  const Front front{.setback = 1.2, .depth_low = 9.5, .depth_high = 11.5, .width_low = 14, .width_high = 55, .gap = 4};
  const int latest = site.ground.year;
  build_front(
      site, front, [&depth](std::size_t edge) { return depth[edge] > 0; },
      [&](Building& building, double) {
        building.floors = site.chance(0.6) ? 2 : 1;
        building.floors_min = 1;
        building.floors_max = 3;
        building.built = static_cast<std::int16_t>(std::min(latest, 1992 + static_cast<int>(site.luck.below(28))));
      });
}

}  // namespace wangge::town::plot
