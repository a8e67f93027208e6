#include "gis/town/plots/natural_villages.h"

#include "gis/town/plots/allotment.h"
#include "gis/town/plots/hamlets.h"
#include "gis/town/plots/town_centres.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wangge::town::plot {

namespace {

/// A little within the bounds, as what is built is never quite what was aimed at.
constexpr double usual_most = 0.9 * static_cast<double>(most_in_village);
/// The least land on which twenty families can build, at the closest plots with their lanes.
constexpr double least_land = 20 * 215.0;
/// Of a village among the fields of a town: its households follow from its land.
constexpr double land_of_household = 530;

/// The villages of one rural area, by falling land of their homes.
struct AreaVillages {
  std::vector<std::size_t> order;  ///< of the plan's natural villages, without those that became a town's centre
  double land = 0;                 ///< of their homes
  double centre = 0;               ///< land of the homes of a centre, at the density of villages
};

std::vector<double> lands_of(const StreetPlan& plan, const std::vector<Hamlet>& hamlets) {
  std::vector<double> land;
  for (const Hamlet& hamlet : hamlets) land.push_back(homes_land(plan, hamlet));
  return land;
}

Column<AreaId, AreaVillages> by_area(const StreetPlan& plan, const TownSpec& spec, const std::vector<Hamlet>& hamlets,
                                     const std::vector<double>& land) {
  Column<AreaId, AreaVillages> areas(spec.areas.size());
  for (std::size_t i = 0; i < hamlets.size(); ++i) {
    const Block& first = plan.blocks[hamlets[i].blocks.front()];
    if (!in_countryside(plan, first) || !plan.regions[first.region].area.valid()) continue;
    AreaVillages& own = areas[plan.regions[first.region].area];
    if (hamlets[i].town_centre) {
      for (const BlockId block : hamlets[i].blocks) {
        if (plan.blocks[block].use == LandUse::lanes) own.centre += market_density * net_land(plan, plan.blocks[block]);
      }
    } else {
      own.order.push_back(i);
      own.land += land[i];
    }
  }
  for (AreaVillages& own : areas) {
    std::sort(own.order.begin(), own.order.end(),
              [&land](std::size_t a, std::size_t b) { return land[a] != land[b] ? land[a] > land[b] : a < b; });
  }
  return areas;
}

/// Households that the villages of an area share, beside those of a town's centre.
double in_villages(const Area& area, const AreaVillages& own) {
  return static_cast<double>(area.totals.households) * own.land / std::max(1.0, own.land + own.centre);
}

/// Gives the smallest villages up where there are too many, or where they have no land for twenty families and the others have
/// room; 1 for those given up.
std::vector<std::uint8_t> surplus(const TownSpec& spec, Column<AreaId, AreaVillages>& areas, const std::vector<double>& land) {
  std::vector<std::uint8_t> gone(land.size(), 0);
  for (const AreaId area : core::ids<AreaId>(areas.size())) {
    AreaVillages& own = areas[area];
    while (own.order.size() > 1) {
      const std::size_t least = own.order.back();
      const double homes = in_villages(spec.areas[area], own);
      const auto count = static_cast<double>(own.order.size());
      const bool many = homes < count * static_cast<double>(fewest_in_village);
      if (!many && (land[least] >= least_land || homes > (count - 1) * usual_most)) break;
      gone[least] = 1;
      own.land -= land[least];
      own.order.pop_back();
    }
  }
  return gone;
}

/// Cuts the blocks in two across the longer way that they reach, at half of their land.
std::pair<Hamlet, Hamlet> halves(const StreetPlan& plan, const Hamlet& hamlet, double share) {
  std::vector<std::pair<Position, BlockId>> at;
  for (const BlockId block : hamlet.blocks) {
    Corners ring;
    for (const VertexId vertex : plan.blocks[block].ring) ring.push_back(plan.vertices[vertex]);
    at.emplace_back(centroid(ring), block);
  }
  const auto [west, east] =
      std::minmax_element(at.begin(), at.end(), [](const auto& a, const auto& b) { return a.first.x < b.first.x; });
  const auto [south, north] =
      std::minmax_element(at.begin(), at.end(), [](const auto& a, const auto& b) { return a.first.y < b.first.y; });
  const bool wide = east->first.x - west->first.x >= north->first.y - south->first.y;
  std::sort(at.begin(), at.end(), [wide](const auto& a, const auto& b) {
    const double off = wide ? a.first.x - b.first.x : a.first.y - b.first.y;
    return off != 0 ? off < 0 : a.second < b.second;
  });
  const double goal = share * homes_land(plan, hamlet);
  std::pair<Hamlet, Hamlet> parts;
  double land = 0;
  for (std::size_t i = 0; i < at.size(); ++i) {
    const BlockId block = at[i].second;
    const double own = net_land(plan, plan.blocks[block]);
    const bool first = i == 0 || (i + 1 < at.size() && land + own / 2 < goal);
    (first ? parts.first : parts.second).blocks.push_back(block);
    land += own;
  }
  std::sort(parts.first.blocks.begin(), parts.first.blocks.end());
  std::sort(parts.second.blocks.begin(), parts.second.blocks.end());
  return parts;
}

/// Parts of about equal land.
void add_parts(const StreetPlan& plan, Hamlet hamlet, std::size_t parts, std::vector<Hamlet>& made) {
  if (parts < 2 || hamlet.blocks.size() < 2) {
    made.push_back(std::move(hamlet));
    return;
  }
  auto [first, second] = halves(plan, hamlet, static_cast<double>(parts / 2) / static_cast<double>(parts));
  add_parts(plan, std::move(first), parts / 2, made);
  add_parts(plan, std::move(second), parts - parts / 2, made);
}

}  // namespace

void found_villages(StreetPlan& plan, const TownSpec& spec) {
  std::vector<Hamlet> hamlets = hamlets_of(plan);
  const std::vector<double> land = lands_of(plan, hamlets);
  Column<AreaId, AreaVillages> areas = by_area(plan, spec, hamlets, land);
  const std::vector<std::uint8_t> gone = surplus(spec, areas, land);
  plan.hamlets.clear();
  for (std::size_t i = 0; i < hamlets.size(); ++i) {
    const Block& first = plan.blocks[hamlets[i].blocks.front()];
    if (gone[i] != 0) {
      for (const BlockId block : hamlets[i].blocks) plan.blocks[block].use = LandUse::farmland;
      continue;
    }
    double households = land[i] / land_of_household;
    if (in_countryside(plan, first)) {
      const AreaId area = plan.regions[first.region].area;
      households = area.valid() ? land[i] / std::max(1.0, areas[area].land) * in_villages(spec.areas[area], areas[area]) : 0;
    }
    const auto parts = hamlets[i].town_centre ? 1 : static_cast<std::size_t>(std::ceil(households / usual_most));
    add_parts(plan, std::move(hamlets[i]), parts, plan.hamlets);
  }
}

}  // namespace wangge::town::plot
