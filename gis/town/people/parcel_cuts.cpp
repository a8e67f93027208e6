#include "gis/town/people/parcels.h"
#include "gis/town/people/plane_shapes.h"

#include <algorithm>
#include <cmath>

namespace wangge::town {
namespace {

/// Where a cut may lie, as shares of the parcel's width.
constexpr double nearest_edge = 0.12;
constexpr int even_places = 13;
/// What a cut building, a wrong share and a long cut cost against each other.
constexpr double building_cost = 6;
constexpr double first_building_cost = 0.5;
constexpr double share_cost = 3;
constexpr double length_cost = 0.6;
constexpr std::size_t few_buildings = 3;

struct Stretch {
  double low = 0;
  double high = 0;
};

Stretch stretch_of(std::span<const Position> points, Position normal) {
  Stretch stretch{1e300, -1e300};
  for (const Position& p : points) {
    const double place = p.x * normal.x + p.y * normal.y;
    stretch.low = std::min(stretch.low, place);
    stretch.high = std::max(stretch.high, place);
  }
  return stretch;
}

/// Across the longest side of the ring.
Position along_longest(std::span<const Position> ring) {
  Position best{1, 0};
  double longest = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Position a = ring[i];
    const Position b = ring[(i + 1) % ring.size()];
    const double length = core::distance(a, b).value;
    if (length <= longest) continue;
    longest = length;
    best = {(b.x - a.x) / length, (b.y - a.y) / length};
  }
  return best;
}

/// The area of the ring on the low side of the line. Clipping by one half-plane gives the right area for any simple ring.
double area_below(std::span<const Position> ring, Position normal, double offset) {
  Ring below;
  const auto side = [&](Position p) { return p.x * normal.x + p.y * normal.y - offset; };
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Position a = ring[i];
    const Position b = ring[(i + 1) % ring.size()];
    if (side(a) <= 0) below.push_back(a);
    if ((side(a) <= 0) == (side(b) <= 0)) continue;
    const double t = side(a) / (side(a) - side(b));
    below.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
  }
  return signed_area(below);
}

/// The length of the line inside the ring.
double chord_length(std::span<const Position> ring, Position normal, double offset) {
  std::vector<double> along;
  const auto side = [&](Position p) { return p.x * normal.x + p.y * normal.y - offset; };
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Position a = ring[i];
    const Position b = ring[(i + 1) % ring.size()];
    if ((side(a) > 0) == (side(b) > 0)) continue;
    const double t = side(a) / (side(a) - side(b));
    along.push_back((a.y + t * (b.y - a.y)) * normal.x - (a.x + t * (b.x - a.x)) * normal.y);
  }
  std::sort(along.begin(), along.end());
  double length = 0;
  for (std::size_t i = 0; i + 1 < along.size(); i += 2) length += along[i + 1] - along[i];
  return length;
}

/// Evenly over the width, and the middle of every gap between buildings.
std::vector<double> places(Stretch width, std::vector<Stretch> buildings) {
  std::vector<double> all;
  const double span = width.high - width.low;
  for (int k = 1; k < even_places; ++k) all.push_back(width.low + span * k / even_places);
  std::sort(buildings.begin(), buildings.end(), [](const Stretch& a, const Stretch& b) { return a.low < b.low; });
  double reach = -1e300;
  for (const Stretch& building : buildings) {
    if (building.low > reach && reach > -1e299) all.push_back((building.low + reach) / 2);
    reach = std::max(reach, building.high);
  }
  std::erase_if(
      all, [&](double place) { return place < width.low + nearest_edge * span || place > width.high - nearest_edge * span; });
  return all;
}

}  // namespace

std::vector<LandCutter::Line2> LandCutter::cuts_by_merit(const Parcel& parcel, const Ring& ring, double share,
                                                         Measure measure) const {
  std::vector<std::pair<double, Line2>> cuts;
  std::vector<Position> axes{along_longest(ring)};
  if (!parcel.buildings.empty()) axes.push_back(along_longest(town_.buildings[parcel.buildings.front()].footprint));
  for (const Position& axis : axes) {
    add_cuts(parcel, ring, axis, share, measure, cuts);
    add_cuts(parcel, ring, {-axis.y, axis.x}, share, measure, cuts);
  }
  std::stable_sort(cuts.begin(), cuts.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Line2> best;
  for (std::size_t i = 0; i < cuts.size() && i < 12; ++i) best.push_back(cuts[i].second);
  return best;
}

void LandCutter::add_cuts(const Parcel& parcel, const Ring& ring, Position normal, double share, Measure measure,
                          std::vector<std::pair<double, Line2>>& cuts) const {
  std::vector<Stretch> buildings;
  for (const BuildingId building : parcel.buildings) buildings.push_back(stretch_of(town_.buildings[building].footprint, normal));
  const double scale = std::sqrt(std::max(1.0, parcel.area_m2));
  for (const double place : places(stretch_of(ring, normal), buildings)) {
    const auto parted = static_cast<std::size_t>(std::count_if(
        buildings.begin(), buildings.end(), [&](const Stretch& own) { return own.low < place && place < own.high; }));
    if (parted > 0 && parcel.buildings.size() <= few_buildings && measure == Measure::households) continue;
    double below = 0;
    if (measure == Measure::area) {
      below = area_below(ring, normal, place) / parcel.area_m2;
    } else {
      for (const BuildingId building : parcel.buildings) {
        const double at = at_[building].x * normal.x + at_[building].y * normal.y;
        if (at < place) below += town_.buildings[building].households / parcel.households;
      }
      if (below <= 0 || below >= 1) continue;
    }
    const double off = std::min(std::abs(below - share), std::abs(1 - below - share));
    const double cost = building_cost * static_cast<double>(parted) / static_cast<double>(buildings.size() + 1) +
                        first_building_cost * static_cast<double>(std::min<std::size_t>(parted, 2)) + share_cost * off +
                        length_cost * chord_length(ring, normal, place) / scale;
    cuts.emplace_back(cost, Line2{normal, place});
  }
}

}  // namespace wangge::town
