#include "gis/town/plots/allotment.h"

#include "engine/core/random.h"

#include <algorithm>
#include <map>
#include <numbers>

namespace wangge::town::plot {

namespace {

using network::LineClass;

bool open_use(LandUse use) {
  return use != LandUse::water && use != LandUse::railway && use != LandUse::farmland && use != LandUse::hills &&
         use != LandUse::village;
}

Corners ring_of(const StreetPlan& plan, const Block& block) {
  Corners ring;
  ring.reserve(block.ring.size());
  for (const VertexId vertex : block.ring) ring.push_back(plan.vertices[vertex]);
  return ring;
}

/// A value of the square kilometre-ish around a place, blended between the corners of a lattice: smooth patches.
double patch_at(core::Seed seed, Position at) {
  constexpr double side = 450;  // metres
  const double x = std::floor(at.x / side);
  const double y = std::floor(at.y / side);
  const double right = at.x / side - x;
  const double up = at.y / side - y;
  const auto corner = [&](double i, double j) {
    const auto column = static_cast<std::uint64_t>(static_cast<std::int64_t>(x + i) + (std::int64_t{1} << 30));
    const auto row = static_cast<std::uint64_t>(static_cast<std::int64_t>(y + j) + (std::int64_t{1} << 30));
    return core::Stream(seed, 0, "patch", (column << 32) | row).uniform();
  };
  return (corner(0, 0) * (1 - right) + corner(1, 0) * right) * (1 - up) +
         (corner(0, 1) * (1 - right) + corner(1, 1) * right) * up;
}

BlockFacts facts_of(const StreetPlan& plan, BlockId id, core::Seed seed) {
  const Block& block = plan.blocks[id];
  const Corners ring = ring_of(plan, block);
  BlockFacts facts;
  facts.id = id;
  facts.centre = centroid(ring);
  facts.land = net_land(plan, block);
  facts.fabric = block.fabric;
  double around = 0;
  double main = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const double edge = far(ring[i], ring[(i + 1) % ring.size()]);
    around += edge;
    const std::optional<LineClass> line_class = plan.lines[block.line_of_edge[i]].line_class;
    if (!line_class) continue;
    if (network::is_road(*line_class) && *line_class != LineClass::motorway) facts.road_front += edge;
    if (*line_class >= LineClass::secondary && *line_class <= LineClass::primary) main += edge;
    facts.by_rail = facts.by_rail || *line_class == LineClass::rail;
    facts.by_river = facts.by_river || *line_class >= LineClass::stream;
  }
  facts.compactness = 4 * std::numbers::pi * signed_area(ring) / (around * around);
  facts.main_streets = main / around;
  facts.luck = core::Stream(seed, 0, "use", id.value()).uniform();
  facts.patch = patch_at(seed, facts.centre);
  return facts;
}

/// Blocks that share a line with water or with the railway's corridor.
void mark_banks(const StreetPlan& plan, std::vector<char>& by_water, std::vector<char>& by_rail) {
  std::vector<std::pair<char, char>> along(plan.lines.size(), {0, 0});
  for (const Block& block : plan.blocks) {
    if (block.use != LandUse::water && block.use != LandUse::railway) continue;
    for (const LineId line : block.line_of_edge) {
      (block.use == LandUse::water ? along[line.value()].first : along[line.value()].second) = 1;
    }
  }
  by_water.assign(plan.blocks.size(), 0);
  by_rail.assign(plan.blocks.size(), 0);
  for (const BlockId id : core::ids<BlockId>(plan.blocks.size())) {
    for (const LineId line : plan.blocks[id].line_of_edge) {
      by_water[id.value()] |= along[line.value()].first;
      by_rail[id.value()] |= along[line.value()].second;
    }
  }
}

/// Areas that a rural region was laid out for.
std::vector<char> with_own_land(const StreetPlan& plan, const TownSpec& spec) {
  std::vector<char> own(spec.areas.size(), 0);
  for (const Region& region : plan.regions) {
    if (region.kind == RegionKind::rural && region.area.valid()) own[region.area.value()] = 1;
  }
  return own;
}

/// Households and residents of the lowest areas under `top` (all where it is invalid) that have no land of their own.
void count_people(const TownSpec& spec, const std::vector<char>& own_land, AreaId top, Neighbourhood& here) {
  std::vector<char> parent(spec.areas.size(), 0);
  for (const Area& area : spec.areas) {
    if (area.parent.valid()) parent[area.parent.value()] = 1;
  }
  std::vector<char> under(spec.areas.size(), 0);
  for (const AreaId id : core::ids<AreaId>(spec.areas.size())) {
    const Area& area = spec.areas[id];
    under[id.value()] = !top.valid() || id == top || (area.parent.valid() && under[area.parent.value()] != 0) ? 1 : 0;
    if (under[id.value()] == 0 || parent[id.value()] != 0 || own_land[id.value()] != 0) continue;
    here.households += static_cast<double>(area.totals.households);
    here.residents += static_cast<double>(area.totals.residents);
  }
}

void set_closeness(const StreetPlan& plan, const std::vector<std::size_t>& regions, Neighbourhood& here) {
  std::vector<double> off(here.blocks.size());
  double farthest = 1;
  for (std::size_t i = 0; i < here.blocks.size(); ++i) {
    double nearest = 1e300;
    for (const std::size_t region : regions) nearest = std::min(nearest, far(plan.regions[region].centre, here.blocks[i].centre));
    off[i] = nearest;
    farthest = std::max(farthest, nearest);
  }
  for (std::size_t i = 0; i < here.blocks.size(); ++i) here.blocks[i].closeness = 1 - off[i] / farthest;
}

}  // namespace

double net_land(const StreetPlan& plan, const Block& block) {
  const Corners ring = ring_of(plan, block);
  double land = signed_area(ring);
  for (std::size_t i = 0; i < ring.size(); ++i) {
    land -= far(ring[i], ring[(i + 1) % ring.size()]) * plan.lines[block.line_of_edge[i]].width_m / 2;
  }
  return std::max(0.0, land);
}

double most_flats(LandUse use, double land) {
  // Estates lose a rim to walls, ring ways and shops.
  const double side = std::max(0.0, std::sqrt(land) - 25);
  const double inner = side * side;
  switch (use) {
    case LandUse::compound:
      return 0.042 * inner;
    case LandUse::open_estate:
      return 0.0170 * inner;
    case LandUse::lanes:
      return 0.0140 * land;
    case LandUse::urban_village:
      return 0.0360 * land;
    case LandUse::village:
      return 0.0030 * land;
    default:
      return 0;
  }
}

std::vector<Neighbourhood> neighbourhoods(const StreetPlan& plan, const TownSpec& spec) {
  std::map<std::size_t, std::vector<std::size_t>> regions_of_area;
  constexpr std::size_t everywhere = static_cast<std::size_t>(-1);
  for (std::size_t region = 0; region < plan.regions.size(); ++region) {
    if (plan.regions[region].kind != RegionKind::urban) continue;
    const AreaId area = plan.regions[region].area;
    regions_of_area[area.valid() ? area.value() : everywhere].push_back(region);
  }
  std::vector<char> by_water;
  std::vector<char> by_rail;
  mark_banks(plan, by_water, by_rail);
  const std::vector<char> own_land = with_own_land(plan, spec);
  std::vector<Neighbourhood> all;
  for (const auto& [key, regions] : regions_of_area) {
    Neighbourhood here;
    const AreaId area = key == everywhere ? AreaId() : AreaId(key);
    here.name = area.valid() ? spec.areas[area].name : spec.areas.empty() ? "" : spec.areas[AreaId(0)].name;
    count_people(spec, own_land, area, here);
    for (const BlockId id : core::ids<BlockId>(plan.blocks.size())) {
      const Block& block = plan.blocks[id];
      if (std::find(regions.begin(), regions.end(), block.region) == regions.end()) continue;
      if (block.use == LandUse::village) here.villages.push_back(id);
      if (!open_use(block.use)) continue;
      BlockFacts facts = facts_of(plan, id, spec.seed);
      facts.by_river = facts.by_river || by_water[id.value()] != 0;
      facts.by_rail = facts.by_rail || by_rail[id.value()] != 0;
      here.land += facts.land;
      here.blocks.push_back(facts);
    }
    set_closeness(plan, regions, here);
    all.push_back(std::move(here));
  }
  return all;
}

}  // namespace wangge::town::plot
