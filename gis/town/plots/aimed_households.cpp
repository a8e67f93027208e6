#include "engine/core/math.h"
#include "gis/town/block_fill.h"
#include "gis/town/people/village_homes.h"
#include "gis/town/plots/allotment.h"
#include "gis/town/plots/hamlets.h"
#include "gis/town/plots/town_centres.h"

#include <algorithm>
#include <cstdint>
#include <map>

namespace wangge::town {

namespace {

constexpr double usual_village = 0.0016;  // flats a square metre

/// How dense homes of a kind usually are, in flats a square metre of the block's land.
double usual_density(LandUse use, const plot::BlockFacts& block, bool large) {
  switch (use) {
    case LandUse::compound:
      if (large && block.land > plot::super_block_m2 && block.luck < plot::super_share) return plot::super_density;
      // Newer quarters build tall where land is dear; luck makes neighbours differ. Densities of large cities fall off
      // exponentially (Clark 1951).
      return (large ? 0.005 * core::exp(2 * block.closeness) : 0.012 + 0.009 * block.closeness) * (0.65 + 0.7 * block.luck) *
             (block.fabric == Fabric::grid_quarter ? 1.25 : 1.0);
    case LandUse::open_estate:
      return large ? 0.005 * core::exp(block.closeness) : 0.0120;
    case LandUse::lanes:
      return 0.0055;
    case LandUse::urban_village:
      return 0.0110;
    default:
      return 0;
  }
}

/// Fills the blocks in proportion to their usual density; who is full passes the rest on.
void spread(double households, double occupied, const std::vector<double>& usual, const std::vector<double>& most,
            std::vector<double>& given) {
  std::vector<char> full(usual.size(), 0);
  given.assign(usual.size(), 0);
  double left = households;
  for (int round = 0; round < 12 && left > 0; ++round) {
    double open = 0;
    for (std::size_t i = 0; i < usual.size(); ++i) open += full[i] != 0 ? 0 : usual[i];
    if (open <= 0) break;
    const double factor = left / open;
    bool met = false;
    for (std::size_t i = 0; i < usual.size(); ++i) {
      if (full[i] != 0 || usual[i] * factor <= most[i] * occupied) continue;
      given[i] = most[i] * occupied;
      left -= given[i];
      full[i] = 1;
      met = true;
    }
    if (met) continue;
    for (std::size_t i = 0; i < usual.size(); ++i) {
      if (full[i] == 0) given[i] = usual[i] * factor;
    }
    return;
  }
}

/// What a block of the countryside draws of its area's households.
double rural_draw(const StreetPlan& plan, const Block& block) {
  if (!plot::in_countryside(plan, block)) return 0;
  const double density = block.use == LandUse::village ? 1 : block.use == LandUse::lanes ? plot::market_density : 0;
  return density * plot::net_land(plan, block);
}

/// Blocks of a rural area that get a number of households together.
struct RuralGroup {
  bool village = false;  ///< a natural village; else the centre of a town
  double draw = 0;
  std::vector<BlockId> blocks;  ///< that draw households
};

Column<AreaId, std::vector<RuralGroup>> rural_groups(const StreetPlan& plan, const TownSpec& spec) {
  Column<BlockId, std::size_t> village_of(plan.blocks.size(), 0);
  for (std::size_t i = 0; i < plan.hamlets.size(); ++i) {
    if (plan.hamlets[i].town_centre) continue;
    for (const BlockId block : plan.hamlets[i].blocks) village_of[block] = i + 1;
  }
  Column<AreaId, std::vector<RuralGroup>> groups(spec.areas.size());
  Column<AreaId, std::map<std::size_t, std::size_t>> place(spec.areas.size());
  for (const BlockId id : core::ids<BlockId>(plan.blocks.size())) {
    const double draw = rural_draw(plan, plan.blocks[id]);
    if (draw <= 0) continue;
    const AreaId area = plan.regions[plan.blocks[id].region].area;
    const std::size_t at = place[area].emplace(village_of[id], groups[area].size()).first->second;
    if (at == groups[area].size()) groups[area].push_back({village_of[id] != 0, 0, {}});
    groups[area][at].draw += draw;
    groups[area][at].blocks.push_back(id);
  }
  return groups;
}

void aim_rural(const StreetPlan& plan, const TownSpec& spec, std::vector<double>& aimed) {
  const Column<AreaId, std::vector<RuralGroup>> groups = rural_groups(plan, spec);
  for (const AreaId area : core::ids<AreaId>(groups.size())) {
    if (groups[area].empty()) continue;
    std::vector<Settlement> settlements;
    std::vector<double> weights;
    for (const RuralGroup& group : groups[area]) {
      settlements.push_back({group.village, {}});
      weights.push_back(group.draw);
    }
    const std::int64_t households = spec.areas[area].totals.households;
    const std::vector<std::int64_t> most(settlements.size(), households);
    const auto shares = bounded_shares(households, weights, village_bounds(households, settlements, most));
    for (std::size_t g = 0; g < shares.size(); ++g) {
      const RuralGroup& group = groups[area][g];
      for (const BlockId block : group.blocks) {
        const double part = rural_draw(plan, plan.blocks[block]) / group.draw;
        aimed[block.value()] = part * static_cast<double>(shares[g]);
      }
    }
  }
}

}  // namespace

std::vector<double> aimed_households(const StreetPlan& plan, const TownSpec& spec) {
  std::vector<double> aimed(plan.blocks.size(), 0);
  for (const plot::Neighbourhood& here : plot::neighbourhoods(plan, spec)) {
    std::vector<double> usual;
    std::vector<double> most;
    for (const plot::BlockFacts& block : here.blocks) {
      const LandUse use = plan.blocks[block.id].use;
      usual.push_back(usual_density(use, block, here.large()) * std::max(0.0, block.land - 1000));
      most.push_back(plot::most_flats(use, block.land));
    }
    std::vector<BlockId> ids;
    for (const plot::BlockFacts& block : here.blocks) ids.push_back(block.id);
    for (const BlockId village : here.villages) {
      const double land = plot::net_land(plan, plan.blocks[village]);
      ids.push_back(village);
      usual.push_back(usual_village * land);
      most.push_back(plot::most_flats(LandUse::village, land));
    }
    std::vector<double> given;
    spread(here.households, spec.occupied, usual, most, given);
    for (std::size_t i = 0; i < given.size(); ++i) aimed[ids[i].value()] = given[i];
  }
  aim_rural(plan, spec, aimed);
  return aimed;
}

}  // namespace wangge::town
