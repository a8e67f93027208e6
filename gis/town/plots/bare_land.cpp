#include "gis/town/plots/bare_land.h"

#include <algorithm>
#include <optional>

namespace wangge::town::plot {

namespace {

using Way = std::pair<Position, Position>;

constexpr double footway = 2.5;      // metres wide
constexpr double before_door = 2.6;  // metres from the wall of the house to the middle of its footway
constexpr double longest = 90;       // metres of a footway to one house

Corners corners_of(const Building& building) { return {building.footprint.begin(), building.footprint.end() - 1}; }

Position nearest_on(const Way& way, Position at) {
  const Position along = minus(way.second, way.first);
  const double size = dot(along, along);
  const double share = size > 0 ? std::clamp(dot(minus(at, way.first), along) / size, 0.0, 1.0) : 0.0;
  return between(way.first, way.second, share);
}

double off_ways(const std::vector<Way>& ways, Position at) {
  double nearest = 1e300;
  for (const Way& way : ways) nearest = std::min(nearest, distance_to_segment(at, way.first, way.second));
  return nearest;
}

bool within(const Outline& land, Position from, Position to) {
  for (std::size_t i = 0; i < land.size(); ++i) {
    if (crossing(from, to, land.corner[i], land.after(i)).met) return false;
  }
  return contains(land.corner, between(from, to, 0.5));
}

/// The shortest straight footway from a door in the north, south, east or west of a house to one of the ways.
std::optional<Way> way_to_door(const Site& site, const Outline& land, const Frame& frame, const Extent& house,
                               const std::vector<Way>& ways) {
  const double u = (house.low_u + house.high_u) / 2;
  const double v = (house.low_v + house.high_v) / 2;
  const Convex walls = rectangle(frame.at(u, v), frame.along, house.width(), house.depth());
  std::optional<Way> best;
  double least = longest;
  for (const Position door : {frame.at(u, house.high_v + before_door), frame.at(u, house.low_v - before_door),
                              frame.at(house.low_u - before_door, v), frame.at(house.high_u + before_door, v)}) {
    for (const Way& way : ways) {
      const Position foot = nearest_on(way, door);
      const double off = far(door, foot);
      if (off >= least || off < 0.5 || !within(land, door, foot)) continue;
      if (separation(segment_shape(door, foot), walls) < before_door - 0.1 || !site.clear_for_way(door, foot, footway)) continue;
      least = off;
      best = Way{door, foot};
    }
  }
  return best;
}

/// A house in the frame, and how much ground its shade needs to the north.
struct Standing {
  Extent at;
  double shade = 0;
};

/// Whether the house in the south stands too near to the one behind it.
bool takes_sun(const Standing& house, const Standing& other) {
  if (house.at.low_u >= other.at.high_u || other.at.low_u >= house.at.high_u) return false;
  const bool southern = house.at.low_v < other.at.low_v;
  const double between_rows = southern ? other.at.low_v - house.at.high_v : house.at.low_v - other.at.high_v;
  return between_rows < (southern ? house.shade : other.shade);
}

constexpr double least_of_gap = 0.9;  // of the distance of rows

/// The search for bare ground of an estate, and the homes found for it.
class BareLand {
 public:
  BareLand(Site& site, const Outline& land, std::span<const Position> yard, const Frame& frame, const Housing& of_rows,
           std::size_t first)
      : site_(site), land_(land), yard_(yard), frame_(frame), ways_(ways_within(site, land)) {
    for (std::size_t i = first; i < site.fill.buildings.size(); ++i) {
      const Corners corners = corners_of(site.fill.buildings[i]);
      covered_ += signed_area(corners);
      houses_.push_back({extent(corners, frame), least_of_gap * of_rows.row_gap});
    }
  }

  /// The share of the land that homes stand on.
  [[nodiscard]] double cover() const { return covered_ / land_.area(); }

  void build(const Housing& housing, int built, CompoundId compound, const Fullness& enough) {
    constexpr double step = 4;
    const Extent around = extent(yard_, frame_);
    for (double v = around.low_v + housing.depth / 2; v + housing.depth / 2 <= around.high_v; v += step) {
      for (const Stretch& row : stretches(yard_, frame_, v)) {
        for (double u = row.from; u + housing.unit <= row.to; u += step) {
          if (cover() >= enough.cover || houses_.size() >= enough.houses) return;
          const int units = units_at(housing, u, v);
          if (units > 0 && stands(housing, u, v, units, built, compound)) u += units * housing.unit;
        }
      }
    }
  }

 private:
  /// How many units a house has that begins at `u`: as many as have room, 0 where not even one has.
  [[nodiscard]] int units_at(const Housing& housing, double u, double v) const {
    int units = 0;
    while (units < housing.units_high && has_room(housing, u, v, units + 1)) ++units;
    return units;
  }

  [[nodiscard]] static Standing standing(const Housing& housing, double u, double v, int units) {
    return {{u, u + units * housing.unit, v - housing.depth / 2, v + housing.depth / 2}, least_of_gap * housing.row_gap};
  }

  [[nodiscard]] bool has_room(const Housing& housing, double u, double v, int units) const {
    const Standing house = standing(housing, u, v, units);
    for (const Standing& other : houses_) {
      if (takes_sun(house, other)) return false;
    }
    const double width = units * housing.unit;
    const Convex block = rectangle(frame_.at(u + width / 2, v), frame_.along, width, housing.depth);
    return site_.fits(block, {housing.side_gap, 1.8});
  }

  /// Builds it where a way comes near or can be laid.
  bool stands(const Housing& housing, double u, double v, int units, int built, CompoundId compound) {
    const double width = units * housing.unit;
    const Position centre = frame_.at(u + width / 2, v);
    const Standing house = standing(housing, u, v, units);
    const std::optional<Way> way = way_to_door(site_, land_, frame_, house.at, ways_);
    if (!way && off_ways(ways_, centre) > home_reach) return false;
    const Corners corners = footprint(housing, frame_, centre, units);
    const Convex block = rectangle(centre, frame_.along, width, housing.depth);
    Building& building = site_.build(block, corners, territory::BuildingUse::residential);
    building.compound = compound;
    furnish(building, housing, units, housing.floors, built);
    if (way) {
      site_.lay(way->first, way->second, network::LineClass::footway, footway);
      ways_.push_back(*way);
    }
    covered_ += signed_area(corners);
    houses_.push_back(house);
    return true;
  }

  Site& site_;
  const Outline& land_;
  std::span<const Position> yard_;
  const Frame& frame_;
  std::vector<Way> ways_;
  std::vector<Standing> houses_;
  double covered_ = 0;
};

}  // namespace

std::vector<std::pair<Position, Position>> ways_within(const Site& site, const Outline& land) {
  InnerWays joined = site.ways;
  joined.drop_loose();
  std::vector<Way> own;
  for (const InnerWays::Piece& piece : joined.pieces()) {
    const Position a = joined.at(piece.from);
    const Position b = joined.at(piece.to);
    if (contains(land.corner, between(a, b, 0.5))) own.push_back({a, b});
  }
  return own;
}

void reach_homes(Site& site, const Outline& land, const Frame& frame, std::size_t first) {
  std::vector<Way> ways = ways_within(site, land);
  for (std::size_t i = first; i < site.fill.buildings.size(); ++i) {
    const Corners corners = corners_of(site.fill.buildings[i]);
    if (off_ways(ways, centroid(corners)) <= home_reach) continue;
    const std::optional<Way> way = way_to_door(site, land, frame, extent(corners, frame), ways);
    if (!way) continue;
    site.lay(way->first, way->second, network::LineClass::footway, footway);
    // What hung loose may hang together with a street now.
    ways = ways_within(site, land);
  }
}

void build_on_bare_land(Site& site, const Outline& land, std::span<const Position> yard, const Frame& frame,
                        const Housing& of_rows, int built, CompoundId compound, std::size_t first, const Fullness& enough) {
  BareLand bare(site, land, yard, frame, of_rows, first);
  bare.build(of_rows, built, compound, enough);
  const std::optional<Housing> lower = lower_housing(site, of_rows);
  if (lower) bare.build(*lower, built, compound, enough);
  if (bare.cover() >= enough.bare) return;
  const Housing& low = lower ? *lower : of_rows;
  const Frame along_land = smallest_box(land.corner);
  BareLand(site, land, yard, along_land, low, first).build(low, built, compound, enough);
}

}  // namespace wangge::town::plot
