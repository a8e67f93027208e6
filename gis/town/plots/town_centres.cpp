#include "gis/town/plots/town_centres.h"

#include "gis/town/plots/allotment.h"
#include "gis/town/plots/hamlets.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace wangge::town::plot {

namespace {

using network::LineClass;

constexpr std::size_t enough_blocks = 8;  ///< for every public use and a street of shops
constexpr double neighbourly_m = 500;     ///< villages nearer than this may form one centre
constexpr double campus_m2 = 2200;        ///< the least land for a public use

/// A natural village as a place for a centre.
struct Candidate {
  Hamlet hamlet;
  Position middle;
  double land = 0;
  std::optional<LineClass> main_road;  ///< the highest class of main road beside it
};

bool street(const Line& line) {
  return line.line_class && *line.line_class >= LineClass::residential && *line.line_class <= LineClass::primary;
}

/// Metres of the block's border on main roads.
double main_front(const StreetPlan& plan, const Block& block) {
  double front = 0;
  for (std::size_t i = 0; i < block.ring.size(); ++i) {
    const Line& line = plan.lines[block.line_of_edge[i]];
    if (!street(line) || *line.line_class < LineClass::tertiary) continue;
    front += far(plan.vertices[block.ring[i]], plan.vertices[block.ring[(i + 1) % block.ring.size()]]);
  }
  return front;
}

/// The highest class of main road on the block's border.
std::optional<LineClass> main_road(const StreetPlan& plan, const Block& block) {
  std::optional<LineClass> highest;
  for (const LineId id : block.line_of_edge) {
    const Line& line = plan.lines[id];
    if (street(line) && *line.line_class >= LineClass::tertiary) highest = std::max(highest, line.line_class);
  }
  return highest;
}

Candidate candidate(const StreetPlan& plan, Hamlet hamlet) {
  Candidate made{std::move(hamlet), {}, 0, std::nullopt};
  for (const BlockId id : made.hamlet.blocks) {
    const Block& block = plan.blocks[id];
    Corners ring;
    for (const VertexId vertex : block.ring) ring.push_back(plan.vertices[vertex]);
    const double land = net_land(plan, block);
    made.middle = plus(made.middle, times(centroid(ring), land));
    made.land += land;
    made.main_road = std::max(made.main_road, main_road(plan, block));
  }
  if (made.land > 0) made.middle = times(made.middle, 1 / made.land);
  return made;
}

/// Towns with built-up land, and all areas above them.
std::vector<std::uint8_t> with_centres(const StreetPlan& plan, const TownSpec& spec) {
  std::vector<std::uint8_t> has(spec.areas.size(), 0);
  for (const Region& region : plan.regions) {
    if (region.kind != RegionKind::urban) continue;
    for (AreaId area = region.area; area.valid(); area = spec.areas[area].parent) has[area.value()] = 1;
  }
  return has;
}

std::map<AreaId, std::vector<Candidate>> candidates_by_town(const StreetPlan& plan, const TownSpec& spec) {
  const std::vector<std::uint8_t> has = with_centres(plan, spec);
  std::map<AreaId, std::vector<Candidate>> by_town;
  for (Hamlet& hamlet : hamlets_of(plan)) {
    const Block& first = plan.blocks[hamlet.blocks.front()];
    if (!in_countryside(plan, first)) continue;
    const AreaId village = plan.regions[first.region].area;
    const AreaId town = village.valid() ? spec.areas[village].parent : AreaId();
    if (town.valid() && has[town.value()] == 0) by_town[town].push_back(candidate(plan, std::move(hamlet)));
  }
  return by_town;
}

std::size_t best_place(const std::vector<Candidate>& villages) {
  constexpr double large_m2 = 55000;
  Position middle;
  double land = 0;
  for (const Candidate& village : villages) {
    middle = plus(middle, times(village.middle, village.land));
    land += village.land;
  }
  middle = times(middle, 1 / std::max(1.0, land));
  double reach = 1;
  for (const Candidate& village : villages) reach = std::max(reach, far(village.middle, middle));
  std::size_t best = 0;
  double most = -1;
  for (std::size_t i = 0; i < villages.size(); ++i) {
    const std::optional<LineClass> road = villages[i].main_road;
    const double worth = std::min(1.0, villages[i].land / large_m2) + (road ? 0.4 : 0) + (road > LineClass::tertiary ? 0.2 : 0) +
                         0.4 * (1 - far(villages[i].middle, middle) / reach);
    if (worth <= most) continue;
    most = worth;
    best = i;
  }
  return best;
}

/// The best village and, where it is small, those next to it.
std::vector<Hamlet> centre_of(const std::vector<Candidate>& villages) {
  const Position heart = villages[best_place(villages)].middle;
  std::vector<std::size_t> order(villages.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const double away_a = far(villages[a].middle, heart);
    const double away_b = far(villages[b].middle, heart);
    return away_a != away_b ? away_a < away_b : a < b;
  });
  std::vector<Hamlet> chosen;
  std::size_t blocks = 0;
  for (const std::size_t i : order) {
    if (!chosen.empty() && (blocks >= enough_blocks || far(villages[i].middle, heart) > neighbourly_m)) break;
    chosen.push_back(villages[i].hamlet);
    blocks += villages[i].hamlet.blocks.size();
  }
  return chosen;
}

/// Public uses in the order in which a town gets them.
constexpr std::array<LandUse, 4> public_uses{LandUse::civic, LandUse::school, LandUse::market, LandUse::hospital};

/// How well a block of village land suits a public use; below 0: not at all.
double suits(const StreetPlan& plan, const Block& block, LandUse use) {
  const double land = net_land(plan, block);
  if (land < campus_m2) return -1;
  const double size = std::min(1.0, land / 9000);
  const bool main = main_front(plan, block) > 20;
  switch (use) {
    case LandUse::school:  // away from the road
      return size + (main ? 0 : 0.5);
    case LandUse::market:
      return 1.2 - size + (main ? 0.6 : 0);
    default:
      return size + (main ? 0.4 : 0);
  }
}

/// Allots one village of a centre; `wanted` loses what it got.
void allot_village(StreetPlan& plan, const Hamlet& hamlet, std::vector<LandUse>& wanted) {
  std::size_t left = hamlet.blocks.size() / 2;
  for (std::size_t w = 0; w < wanted.size() && left > 0;) {
    BlockId best;
    double most = -1;
    for (const BlockId id : hamlet.blocks) {
      const double worth = plan.blocks[id].use == LandUse::village ? suits(plan, plan.blocks[id], wanted[w]) : -1;
      if (worth <= most) continue;
      most = worth;
      best = id;
    }
    if (!best.valid()) break;
    plan.blocks[best].use = wanted[w];
    wanted.erase(wanted.begin() + static_cast<std::ptrdiff_t>(w));
    --left;
  }
  for (const BlockId id : hamlet.blocks) {
    if (plan.blocks[id].use == LandUse::village) plan.blocks[id].use = LandUse::lanes;
  }
}

}  // namespace

std::vector<TownCentrePlace> town_centre_places(const StreetPlan& plan, const TownSpec& spec) {
  std::vector<TownCentrePlace> places;
  for (const auto& [town, villages] : candidates_by_town(plan, spec))
    places.push_back({town, villages[best_place(villages)].middle});
  return places;
}

void allot_town_centres(StreetPlan& plan, const TownSpec& spec) {
  if (spec.form != Form::county) return;
  for (const auto& [town, villages] : candidates_by_town(plan, spec)) {
    std::vector<LandUse> wanted(public_uses.begin(), public_uses.end());
    for (const Hamlet& hamlet : centre_of(villages)) allot_village(plan, hamlet, wanted);
  }
}

std::vector<std::uint8_t> market_streets(const StreetPlan& plan) {
  std::vector<std::uint8_t> market(plan.lines.size(), 0);
  std::vector<BlockId> beside(plan.lines.size());
  for (const BlockId id : core::ids<BlockId>(plan.blocks.size())) {
    const Block& block = plan.blocks[id];
    if (block.use != LandUse::lanes || !in_countryside(plan, block)) continue;
    for (const LineId line : block.line_of_edge) {
      BlockId& other = beside[line.value()];
      const bool through = other.valid() && other != id;
      other = id;
      const bool main = plan.lines[line].line_class && *plan.lines[line].line_class >= LineClass::tertiary;
      if (street(plan.lines[line]) && (main || through)) market[line.value()] = 1;
    }
  }
  return market;
}

}  // namespace wangge::town::plot
