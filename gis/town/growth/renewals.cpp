#include "gis/town/growth/renewals.h"

#include "engine/core/random.h"

#include <algorithm>
#include <limits>

namespace wangge::town {
namespace {

constexpr int first_year = 2000;
constexpr int no_year = std::numeric_limits<int>::max();

/// Of those that were something else before, the share that was lanes; assumed.
double share_of_lanes(Fabric fabric) {
  switch (fabric) {
    case Fabric::old_core:
      return 0.9;
    case Fabric::mixed:
      return 0.4;
    default:
      return 0;
  }
}

/// The year of the oldest home of an estate, of the oldest building among shops; `no_year` for any other block.
Column<BlockId, int> years_of_new_quarters(const Town& town) {
  Column<BlockId, int> years(town.blocks.size(), no_year);
  for (const Building& building : town.buildings) {
    const LandUse use = town.blocks[building.block].use;
    const bool counts = use == LandUse::commerce || (use == LandUse::compound && building.dwellings > 0);
    if (counts) years[building.block] = std::min(years[building.block], drawn_year(building));
  }
  return years;
}

/// Old quarters are no ribbons: land along a rim or a railway, long and narrow, was none.
bool compact(const Town& town, const Block& block) {
  constexpr double least = 0.3;  // of a circle's area at the same length around; a rectangle of 1 to 8 has 0.31
  constexpr double four_pi = 12.566370614359172;
  double twice = 0;
  double around = 0;
  for (std::size_t i = 0; i < block.ring.size(); ++i) {
    const Position a = town.vertices[block.ring[i]];
    const Position b = town.vertices[block.ring[i + 1 < block.ring.size() ? i + 1 : 0]];
    twice += a.x * b.y - b.x * a.y;
    around += core::distance(a, b).value;
  }
  return four_pi * twice / 2 >= least * around * around;
}

}  // namespace

double usual_renewal(Fabric fabric) {
  switch (fabric) {
    case Fabric::old_core:
      return 0.8;
    case Fabric::mixed:
      return 0.35;
    case Fabric::grid_quarter:
      return 0.15;
    case Fabric::industrial_estate:
    case Fabric::suburb:
      return 0.1;
    case Fabric::village:
      return 0;
  }
  return 0;
}

std::vector<Renewal> renewals(const Town& town, const TownSpec& spec) {
  const Column<BlockId, int> years = years_of_new_quarters(town);
  std::vector<Renewal> found;
  for (const BlockId id : core::ids<BlockId>(town.blocks.size())) {
    if (years[id] < first_year || years[id] == no_year || !compact(town, town.blocks[id])) continue;
    const Fabric fabric = town.blocks[id].fabric;
    core::Stream luck(spec.seed, 0, "renewal", id.value());
    if (luck.uniform() >= spec.renewal.value_or(usual_renewal(fabric))) continue;
    const LandUse before = luck.uniform() < share_of_lanes(fabric) ? LandUse::lanes : LandUse::urban_village;
    found.push_back({id, before, years[id]});
  }
  return found;
}

}  // namespace wangge::town
