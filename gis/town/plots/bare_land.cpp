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

/// The rows' distance between houses one of which stands in the other's shade.
bool takes_sun(const Extent& house, const Extent& other, double row_gap) {
  const bool behind = house.low_u < other.high_u && other.low_u < house.high_u;
  return behind && std::max(house.low_v - other.high_v, other.low_v - house.high_v) < row_gap;
}

/// One search over the bare ground of an estate.
class BareLand {
 public:
  BareLand(Site& site, const Outline& land, std::span<const Position> yard, const Frame& frame, const Housing& housing,
           std::size_t first)
      : site_(site), land_(land), yard_(yard), frame_(frame), housing_(housing), ways_(ways_within(site, land)) {
    for (std::size_t i = first; i < site.fill.buildings.size(); ++i) {
      const Corners corners = corners_of(site.fill.buildings[i]);
      covered_ += signed_area(corners);
      houses_.push_back(extent(corners, frame));
    }
  }

  void build(int built, CompoundId compound, double share, std::size_t most) {
    constexpr double step = 5;
    const Extent around = extent(yard_, frame_);
    for (double v = around.low_v + housing_.depth / 2; v + housing_.depth / 2 <= around.high_v; v += step) {
      for (double u = around.low_u; u + housing_.units_low * housing_.unit <= around.high_u; u += step) {
        if (covered_ >= share * land_.area() || houses_.size() >= most) return;
        for (int units = housing_.units_high; units >= housing_.units_low; --units) {
          if (stands(u + units * housing_.unit / 2, v, units, built, compound)) break;
        }
      }
    }
  }

 private:
  bool stands(double u, double v, int units, int built, CompoundId compound) {
    const double width = units * housing_.unit;
    const Position centre = frame_.at(u, v);
    if (!contains(yard_, centre)) return false;
    const Extent house{u - width / 2, u + width / 2, v - housing_.depth / 2, v + housing_.depth / 2};
    constexpr double least_of_gap = 0.9;
    for (const Extent& other : houses_) {
      if (takes_sun(house, other, least_of_gap * housing_.row_gap)) return false;
    }
    const Convex block = rectangle(centre, frame_.along, width, housing_.depth);
    if (!site_.fits(block, {housing_.side_gap, 1.8})) return false;
    const std::optional<Way> way = way_to_door(site_, land_, frame_, house, ways_);
    if (!way && off_ways(ways_, centre) > home_reach) return false;
    const Corners corners = footprint(housing_, frame_, centre, units);
    Building& building = site_.build(block, corners, territory::BuildingUse::residential);
    building.compound = compound;
    furnish(building, housing_, units, housing_.floors, built);
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
  const Housing& housing_;
  std::vector<Way> ways_;
  std::vector<Extent> houses_;
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
                        const Housing& housing, int built, CompoundId compound, std::size_t first, double share,
                        std::size_t most) {
  BareLand(site, land, yard, frame, housing, first).build(built, compound, share, most);
}

}  // namespace wangge::town::plot
