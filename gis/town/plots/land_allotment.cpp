#include "gis/town/block_fill.h"
#include "gis/town/plots/allotment.h"
#include "gis/town/plots/natural_villages.h"
#include "gis/town/plots/town_centres.h"
#include "gis/town/too_little_land.h"

#include <fmt/format.h>

#include <algorithm>

namespace wangge::town {

namespace {

using plot::BlockFacts;
using plot::Neighbourhood;

/// How many blocks, or how much of the land, a use other than living shall have.
struct Want {
  LandUse use;
  double count = 0;      ///< of blocks
  double land = 0;       ///< or square metres, whichever is met last
  double most = 1;       ///< never more of the neighbourhood's land than this
  double usual = 20000;  ///< square metres of one block
};

/// Land shares after GB 50137-2011 (industry less in a quarter); schools for 7,500, hospitals for 50,000, markets for 12,000
/// and service centres for 15,000 residents.
std::vector<Want> wants(const Neighbourhood& here, const TownSpec& spec) {
  const double people = here.residents;
  const auto each = [people](double size, double from) { return people < from ? 0.0 : std::max(1.0, std::round(people / size)); };
  const double industry = spec.form == Form::quarter ? 0.05 : 0.15;
  return {{LandUse::school, each(7500, 2500), 0, 0.13, 24000},
          {LandUse::hospital, each(50000, 12000), 0, 0.06, 28000},
          {LandUse::market, each(12000, 3000), 0, 0.05, 9000},
          {LandUse::civic, each(15000, 2000), 0, 0.06, 13000},
          {LandUse::park, people > 3000 ? 1.0 : 0.0, 0.09 * here.land, 0.15, 25000},
          {LandUse::industry, 0, industry * here.land, 0.25, 40000},
          {LandUse::commerce, people > 3000 ? 1.0 : 0.0, 0.06 * here.land, 0.12, 15000}};
}

/// How well a block suits a use, before its size and its distance to others of the kind are weighed.
double suits(const BlockFacts& block, LandUse use, bool large) {
  switch (use) {
    case LandUse::park:
      return (block.by_river ? 1.4 : 0) + 0.3 * block.closeness + (block.compactness < 0.45 ? 0.5 : 0);
    case LandUse::industry:
      return (block.by_rail ? 1.2 : 0) + 1.6 * (1 - block.closeness) + (block.fabric == Fabric::industrial_estate ? 2.0 : 0) -
             (block.by_river ? 0.4 : 0);
    case LandUse::commerce:
      // A large city has centres of its districts beside the first.
      return (large ? 0.7 * block.closeness + 0.8 * (1 - block.patch) : 1.3 * block.closeness) + 0.5 * block.main_streets;
    case LandUse::market:
      return 0.3 * block.closeness + 0.35 * block.main_streets + (block.fabric == Fabric::old_core ? 0.2 : 0);
    case LandUse::hospital:
      return 0.4 * block.closeness + 0.4 * block.main_streets;
    case LandUse::civic:
      return 0.7 * block.closeness + 0.2 * block.main_streets;
    case LandUse::school:
      return 0.2 - 0.15 * block.main_streets;
    default:
      return 0;
  }
}

double size_fit(const BlockFacts& block, const Want& want) {
  const double ratio = block.land / want.usual;
  return ratio < 1 ? -1.6 * (1 - ratio) : -0.9 * std::min(1.0, (ratio - 1) / 3);
}

bool may_become(const BlockFacts& block, LandUse use) {
  if (block.land < 1500) return use == LandUse::park;
  if (use == LandUse::park) return true;
  // Slivers hold no campus.
  const double least = use == LandUse::school || use == LandUse::hospital ? 0.6 : 0.3;
  return block.compactness > least && block.land > 3000;
}

/// A block that may serve a want.
struct Candidate {
  std::size_t block = 0;
  Position centre;
  double land = 0;
  double worth = 0;  ///< before its distance to others of the kind is weighed
  double apart = 0;  ///< metres to the nearest other of the kind, or the spacing
};

std::vector<Candidate> candidates_for(const Neighbourhood& here, const Want& want, double spacing) {
  std::vector<Candidate> all;
  for (std::size_t i = 0; i < here.blocks.size(); ++i) {
    const BlockFacts& block = here.blocks[i];
    if (block.taken || !may_become(block, want.use)) continue;
    all.push_back(
        {i, block.centre, block.land, suits(block, want.use, here.large()) + size_fit(block, want) + block.luck * 0.4, spacing});
  }
  return all;
}

/// Chooses blocks for one want, one after the other: suitable, of the right size, far from others of the kind (or near to
/// them, where the kind clusters). O(chosen x blocks).
void serve(StreetPlan& plan, Neighbourhood& here, const Want& want, double limit) {
  double land = 0;
  double count = 0;
  // As far apart as so many stand when they share the land out evenly.
  const bool clusters = want.use == LandUse::industry || want.use == LandUse::commerce;
  const double expected = clusters ? want.count : std::max(want.count, want.land / want.usual);
  const double spacing = std::sqrt(here.land / std::max(4.0, expected)) * 1.2;
  const double per_metre = (clusters ? -0.5 : 1.2) / spacing;
  std::vector<Candidate> candidates = candidates_for(here, want, spacing);
  std::optional<Position> last;
  while (count < want.count || land < want.land) {
    const double weight = count == 0 ? 0 : per_metre;
    std::optional<std::size_t> best;
    double most = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      Candidate& one = candidates[i];
      if (last) one.apart = std::min(one.apart, plot::far(one.centre, *last));
      const double worth = one.worth + weight * one.apart;
      if (land + one.land > limit || (best && worth <= most)) continue;
      most = worth;
      best = i;
    }
    if (!best) return;
    BlockFacts& block = here.blocks[candidates[*best].block];
    candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(*best));
    block.taken = true;
    plan.blocks[block.id].use = want.use;
    last = block.centre;
    land += block.land;
    count += 1;
  }
}

/// Gives open blocks of most `worth` to a use until about `land` square metres have it.
template <class Worth>
void give_best(StreetPlan& plan, Neighbourhood& here, LandUse use, double land, Worth worth) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < here.blocks.size(); ++i) {
    if (!here.blocks[i].taken) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const double worth_a = worth(here.blocks[a]);
    const double worth_b = worth(here.blocks[b]);
    return worth_a != worth_b ? worth_a > worth_b : a < b;
  });
  for (const std::size_t i : order) {
    if (land < 0.5 * here.blocks[i].land) continue;
    land -= here.blocks[i].land;
    here.blocks[i].taken = true;
    plan.blocks[here.blocks[i].id].use = use;
  }
}

/// Where lanes are left: in the oldest middle; in a large city in patches about it.
double suits_lanes(const BlockFacts& block, bool large) {
  if (large) {
    return (block.fabric == Fabric::old_core ? 0.25 : 0) + 0.8 * block.closeness + 1.3 * block.patch + 0.15 * block.luck -
           0.3 * block.main_streets - block.land / 200000;
  }
  return (block.fabric == Fabric::old_core ? 2.0 : 0) + 1.6 * block.closeness + 0.3 * block.luck - 0.4 * block.main_streets -
         block.land / 200000;
}

/// The patches of villages swallowed by the town: one value over a wide neighbourhood, so that blocks stand together.
double suits_urban_village(const BlockFacts& block) {
  return 1.5 * block.patch + (block.fabric == Fabric::suburb || block.fabric == Fabric::village ? 0.4 : 0) -
         0.3 * std::abs(block.closeness - 0.45) + 0.2 * block.luck;
}

double suits_open_estate(const BlockFacts& block) {
  return (block.fabric == Fabric::mixed ? 0.6 : block.fabric == Fabric::old_core ? 0.5 : 0) + block.luck - block.land / 100000;
}

/// Living land by kind, to the shares of the specification: lanes where the town is oldest, villages in patches away from the
/// middle, estates without walls where blocks are mixed, walled estates on the rest.
void share_out_living(StreetPlan& plan, Neighbourhood& here, const TownSpec& spec) {
  double living = 0;
  for (const BlockFacts& block : here.blocks) living += block.taken ? 0 : block.land;
  const LivingShares& shares = spec.living;
  const double sum = std::max(1e-9, shares.compound + shares.open_estate + shares.lanes + shares.urban_village);
  give_best(plan, here, LandUse::lanes, shares.lanes / sum * living,
            [large = here.large()](const BlockFacts& block) { return suits_lanes(block, large); });
  give_best(plan, here, LandUse::urban_village, shares.urban_village / sum * living, suits_urban_village);
  give_best(plan, here, LandUse::open_estate, shares.open_estate / sum * living, suits_open_estate);
  for (BlockFacts& block : here.blocks) {
    if (block.taken) continue;
    block.taken = true;
    plan.blocks[block.id].use = LandUse::compound;
  }
}

double room_for_flats(const StreetPlan& plan, const Neighbourhood& here) {
  double flats = 0;
  for (const BlockFacts& block : here.blocks) flats += plot::most_flats(plan.blocks[block.id].use, block.land);
  return flats;
}

/// Where the shares leave too little room, low houses and then other land give way to walled estates. Villages in
/// the city hold more than those and stay.
void make_room(StreetPlan& plan, Neighbourhood& here, const TownSpec& spec) {
  const double needed = here.households / spec.occupied;
  double room = room_for_flats(plan, here);
  for (const LandUse giving : {LandUse::open_estate, LandUse::lanes, LandUse::commerce, LandUse::industry, LandUse::park,
                               LandUse::market, LandUse::civic, LandUse::hospital, LandUse::school}) {
    for (const BlockFacts& block : here.blocks) {
      if (room >= needed) return;
      Block& given = plan.blocks[block.id];
      if (given.use != giving || block.road_front < 30) continue;
      room -= plot::most_flats(giving, block.land);
      given.use = LandUse::compound;
      room += plot::most_flats(LandUse::compound, block.land);
    }
  }
  if (room >= needed) return;
  const double hectares = here.land / 10000;
  const auto fitting = static_cast<std::int64_t>(room * spec.occupied);
  throw TooLittleLand(
      spec, {.zh = fmt::format("{} 需容纳 {:.0f} 户，但街道之间的建设用地只有 {:.1f} 公顷，即使全部建高层也只能容纳约 {} 户",
                               here.name, here.households, hectares, fitting),
             .en = fmt::format("{} shall hold {:.0f} households, but the {:.1f} ha of building land between its streets hold "
                               "about {} even with towers everywhere",
                               here.name, here.households, hectares, fitting)});
}

}  // namespace

void allot_land(StreetPlan& plan, const TownSpec& spec) {
  for (Neighbourhood& here : plot::neighbourhoods(plan, spec)) {
    const double needed = here.households / spec.occupied;
    // What no road touches cannot be lived or worked on.
    for (BlockFacts& block : here.blocks) {
      if (block.road_front >= 30) continue;
      block.taken = true;
      plan.blocks[block.id].use = LandUse::park;
    }
    // What people need near by has its land; the rest shares what homes leave at the density of tall estates.
    for (const Want& want : wants(here, spec)) {
      double left = here.land - needed / plot::comfortable_flats_per_m2;
      for (const BlockFacts& block : here.blocks) left -= block.taken ? block.land : 0;
      const double spare = want.land > 0 ? std::max(left, 0.025 * here.land) : here.land;
      serve(plan, here, want, std::min(want.most * here.land, spare));
    }
    share_out_living(plan, here, spec);
    make_room(plan, here, spec);
  }
  plot::allot_town_centres(plan, spec);
  plot::found_villages(plan, spec);
}

}  // namespace wangge::town
