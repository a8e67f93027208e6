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

bool road(const std::optional<network::LineClass>& line_class) { return line_class && network::is_road(*line_class); }

/// Of every line whether it hangs together with a road of the rim by lines that `may` be used.
template <class May>
std::vector<char> joined(const BlockFill& fill, const BlockGround& ground, May&& may) {
  const std::size_t rim = ground.ring.size();
  std::vector<char> reached_node(rim + fill.nodes.size(), 0);
  for (std::size_t i = 0; i < rim; ++i) {
    reached_node[i] = road(ground.line_class[i]) || road(ground.line_class[(i + rim - 1) % rim]) ? 1 : 0;
  }
  std::vector<char> found(fill.lines.size(), 0);
  for (bool more = true; more;) {
    more = false;
    for (std::size_t l = 0; l < fill.lines.size(); ++l) {
      const std::vector<std::uint32_t>& nodes = fill.lines[l].nodes;
      const auto known = [&](std::uint32_t node) { return reached_node[node] != 0; };
      if (found[l] != 0 || !may(fill.lines[l]) || std::none_of(nodes.begin(), nodes.end(), known)) continue;
      for (const std::uint32_t node : nodes) reached_node[node] = 1;
      found[l] = 1;
      more = true;
    }
  }
  return found;
}

}  // namespace

bool has_bare_sides(const BlockGround& ground) {
  return std::any_of(ground.line_class.begin(), ground.line_class.end(), [](const auto& each) { return !road(each); });
}

void join_ways_to_roads(BlockFill& fill, const BlockGround& ground) {
  const std::vector<char> on_foot = joined(fill, ground, [](const InnerLine&) { return true; });
  std::size_t kept = 0;
  for (std::size_t l = 0; l < fill.lines.size(); ++l) {
    if (on_foot[l] == 0) continue;
    if (kept != l) fill.lines[kept] = std::move(fill.lines[l]);
    ++kept;
  }
  fill.lines.resize(kept);
  const auto driven = [](const InnerLine& line) { return line.line_class >= network::LineClass::track; };
  const std::vector<char> by_car = joined(fill, ground, driven);
  for (std::size_t l = 0; l < fill.lines.size(); ++l) {
    if (driven(fill.lines[l]) && by_car[l] == 0) fill.lines[l].line_class = network::LineClass::footway;
  }
}

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
