#include "gis/town/plots/hamlets.h"

#include "engine/core/disjoint_sets.h"
#include "gis/town/plots/allotment.h"

#include <algorithm>

namespace wangge::town::plot {

namespace {

/// Villages, and the centres of small towns that were made of them.
bool village_land(const StreetPlan& plan, const Block& block) {
  if (block.use == LandUse::village) return true;
  const bool empty = block.use == LandUse::farmland || block.use == LandUse::hills || block.use == LandUse::water ||
                     block.use == LandUse::railway;
  return !empty && in_countryside(plan, block);
}

BlockId largest_village_block(const StreetPlan& plan, const Hamlet& hamlet) {
  BlockId best;
  double most = 0;
  for (const BlockId block : hamlet.blocks) {
    const double land = net_land(plan, plan.blocks[block]);
    if (plan.blocks[block].use != LandUse::village || (best.valid() && land <= most)) continue;
    most = land;
    best = block;
  }
  return best;
}

}  // namespace

double homes_land(const StreetPlan& plan, const Hamlet& hamlet) {
  double land = 0;
  for (const BlockId block : hamlet.blocks) {
    if (plan.blocks[block].use == LandUse::village) land += net_land(plan, plan.blocks[block]);
  }
  return land;
}

bool in_countryside(const StreetPlan& plan, const Block& block) {
  return block.region < plan.regions.size() && plan.regions[block.region].kind == RegionKind::rural;
}

std::vector<Hamlet> hamlets_of(const StreetPlan& plan) {
  core::DisjointSets sets(plan.blocks.size());
  std::vector<BlockId> beside(plan.lines.size());
  for (const BlockId id : core::ids<BlockId>(plan.blocks.size())) {
    if (!village_land(plan, plan.blocks[id])) continue;
    for (const LineId line : plan.blocks[id].line_of_edge) {
      BlockId& other = beside[line.value()];
      if (other.valid() && plan.blocks[other].region == plan.blocks[id].region) sets.unite(other.value(), id.value());
      if (!other.valid()) other = id;
    }
  }
  std::vector<Hamlet> hamlets;
  std::vector<std::size_t> number(plan.blocks.size(), plan.blocks.size());
  for (const BlockId id : core::ids<BlockId>(plan.blocks.size())) {
    if (!village_land(plan, plan.blocks[id])) continue;
    std::size_t& own = number[sets.find(id.value())];
    if (own == plan.blocks.size()) {
      own = hamlets.size();
      hamlets.emplace_back();
    }
    hamlets[own].blocks.push_back(id);
    hamlets[own].town_centre = hamlets[own].town_centre || plan.blocks[id].use != LandUse::village;
  }
  return hamlets;
}

std::vector<std::uint8_t> blocks_with_halls(const StreetPlan& plan) {
  std::vector<std::uint8_t> halls(plan.blocks.size(), 0);
  std::vector<double> most(plan.regions.size(), 0);
  std::vector<BlockId> seat(plan.regions.size());
  for (const Hamlet& hamlet : plan.hamlets) {
    const Block& first = plan.blocks[hamlet.blocks.front()];
    const BlockId place = largest_village_block(plan, hamlet);
    if (!place.valid()) continue;
    if (!in_countryside(plan, first)) {
      halls[place.value()] = 1;
      continue;
    }
    const double land = homes_land(plan, hamlet);
    if (land <= most[first.region]) continue;
    most[first.region] = land;
    seat[first.region] = place;
  }
  for (const BlockId place : seat) {
    if (place.valid()) halls[place.value()] = 1;
  }
  return halls;
}

}  // namespace wangge::town::plot
