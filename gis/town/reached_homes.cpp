#include "gis/town/reached_homes.h"

#include "gis/town/plots/plot_plane.h"
#include "gis/town/road_pieces.h"

#include <algorithm>
#include <utility>

namespace wangge::town {
namespace {

/// Metres from a corner of the home; a little less than towns are held to.
constexpr double reach = 75;

using Way = std::pair<Position, Position>;

bool passes(const Ring& wall, Position a, Position b) {
  for (std::size_t i = 0; i + 1 < wall.size(); ++i) {
    if (plot::crossing(a, b, wall[i], wall[i + 1]).met) return true;
  }
  return false;
}

/// Ways with their middle inside the wall.
std::vector<Way> ways_within(const BlockFill& fill, const BlockGround& ground, const Ring& wall) {
  const auto at = [&](std::uint32_t node) {
    return node < ground.ring.size() ? ground.ring[node] : fill.nodes[node - ground.ring.size()];
  };
  std::vector<Way> ways;
  for (const InnerLine& line : fill.lines) {
    for (std::size_t i = 0; i + 1 < line.nodes.size(); ++i) {
      const Way way{at(line.nodes[i]), at(line.nodes[i + 1])};
      if (plot::contains({wall.data(), wall.size() - 1}, plot::between(way.first, way.second, 0.5))) ways.push_back(way);
    }
  }
  return ways;
}

bool reached(const Building& home, const Ring& wall, const std::vector<Way>& ways) {
  for (const Way& way : ways) {
    for (const Position door : home.footprint) {
      const Position foot = nearest_on(way.first, way.second, door);
      if (core::distance(door, foot).value <= reach && !passes(wall, door, foot)) return true;
    }
  }
  return false;
}

}  // namespace

void drop_walled_off_homes(BlockFill& fill, const BlockGround& ground) {
  std::vector<std::vector<Way>> ways;
  for (const Compound& compound : fill.compounds) {
    ways.push_back(compound.walled ? ways_within(fill, ground, compound.wall) : std::vector<Way>{});
  }
  std::erase_if(fill.buildings, [&](const Building& building) {
    if (!building.compound.valid() || building.dwellings_per_floor <= 0) return false;
    const Compound& compound = fill.compounds[building.compound.value()];
    return compound.walled && !reached(building, compound.wall, ways[building.compound.value()]);
  });
}

}  // namespace wangge::town
