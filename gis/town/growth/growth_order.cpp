#include "gis/town/growth/growth_order.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wangge::town {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();
constexpr double years_at_the_rim = 12;

/// Villages grow house by house where they are, not from the middle of the town.
bool rural(LandUse use) { return use == LandUse::village || use == LandUse::farmland || use == LandUse::hills; }

Position middle_of_block(const Town& town, const Block& block) {
  Position sum;
  for (const VertexId vertex : block.ring) {
    sum.x += town.vertices[vertex].x;
    sum.y += town.vertices[vertex].y;
  }
  const auto count = static_cast<double>(block.ring.size());
  return {sum.x / count, sum.y / count};
}

/// Years by which each block lags behind the middle of the town's dwellings.
Column<BlockId, double> delays(const Town& town) {
  Column<BlockId, double> dwellings(town.blocks.size(), 0.0);
  for (const Building& building : town.buildings) {
    if (building.removed == 0 && !rural(town.blocks[building.block].use)) dwellings[building.block] += building.dwellings;
  }
  Position sum;
  double all = 0;
  for (const BlockId id : core::ids<BlockId>(town.blocks.size())) {
    const Position at = middle_of_block(town, town.blocks[id]);
    sum = {sum.x + dwellings[id] * at.x, sum.y + dwellings[id] * at.y};
    all += dwellings[id];
  }
  Column<BlockId, double> years(town.blocks.size(), 0.0);
  if (all <= 0) return years;
  const Position middle{sum.x / all, sum.y / all};
  double mean = 0;
  for (const BlockId id : core::ids<BlockId>(town.blocks.size())) {
    years[id] = core::distance(middle, middle_of_block(town, town.blocks[id])).value;
    mean += dwellings[id] / all * years[id];
  }
  for (const BlockId id : core::ids<BlockId>(town.blocks.size())) {
    const bool stays = rural(town.blocks[id].use) || mean <= 0;
    years[id] = stays ? 0 : years_at_the_rim * std::min(1.0, years[id] / (2 * mean));
  }
  return years;
}

/// Shops and clubs of an estate's block wait for its first homes; what a block was cleared for, for the year of that.
Column<BlockId, double> first_years(const Town& ever, const std::vector<Renewal>& renewals) {
  Column<BlockId, double> years(ever.blocks.size(), never);
  for (const Building& building : ever.buildings) {
    const LandUse use = ever.blocks[building.block].use;
    const bool estate = use == LandUse::compound || use == LandUse::open_estate;
    if (estate && building.removed == 0 && building.dwellings > 0)
      years[building.block] = std::min<double>(years[building.block], building.built);
  }
  for (double& year : years) year = year == never ? -never : year;
  for (const Renewal& renewal : renewals) years[renewal.block] = renewal.year;
  return years;
}

}  // namespace

GrowthOrder::GrowthOrder(const Town& ever, const TownSpec& spec, const std::vector<Renewal>& renewals)
    : occupied_(std::clamp(spec.occupied, 0.05, 1.0)), group_of_(ever.buildings.size()) {
  for (const Area& area : ever.areas) households_ += area.level == 0 ? area.totals.households : 0;
  group_buildings(ever);
  set_times(ever, renewals);
  list_events();
}

void GrowthOrder::group_buildings(const Town& ever) {
  const std::size_t compounds = ever.compounds.size();
  const std::size_t blocks = ever.blocks.size();
  groups_.assign(compounds + 2 * blocks, {never, never});
  for (const BuildingId id : core::ids<BuildingId>(ever.buildings.size())) {
    const Building& building = ever.buildings[id];
    std::size_t group = compounds + building.block.value();
    if (building.removed != 0) {
      group += blocks;
    } else if (building.compound.valid()) {
      group = building.compound.value();
    } else if (rural(ever.blocks[building.block].use)) {
      group = groups_.size();
      groups_.push_back({never, never});
    }
    group_of_[id] = static_cast<std::uint32_t>(group);
    groups_[group].comes = std::min<double>(groups_[group].comes, building.built);
    groups_[group].dwellings += building.dwellings;
  }
}

void GrowthOrder::set_times(const Town& ever, const std::vector<Renewal>& renewals) {
  const Column<BlockId, double> delay = delays(ever);
  const Column<BlockId, double> first = first_years(ever, renewals);
  for (const Renewal& renewal : renewals) {
    groups_[ever.compounds.size() + ever.blocks.size() + renewal.block.value()].goes = renewal.year + delay[renewal.block];
  }
  std::vector<std::uint8_t> done(groups_.size(), 0);
  for (const BuildingId id : core::ids<BuildingId>(ever.buildings.size())) {
    const Building& building = ever.buildings[id];
    Group& group = groups_[group_of_[id]];
    if (done[group_of_[id]] != 0) continue;
    done[group_of_[id]] = 1;
    if (building.removed == 0) group.comes = std::max(group.comes, first[building.block]);
    group.comes += delay[building.block];
  }
}

void GrowthOrder::list_events() {
  for (const Group& group : groups_) {
    if (group.dwellings == 0) continue;
    events_.push_back({group.comes, group.dwellings});
    if (group.goes < never) events_.push_back({group.goes, -group.dwellings});
  }
  std::sort(events_.begin(), events_.end(), [](const Event& a, const Event& b) { return a.at < b.at; });
}

/// The first at which so many dwellings stand.
double GrowthOrder::moment(double dwellings) const {
  std::int64_t stand = 0;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    stand += events_[i].dwellings;
    const bool last_of_its_time = i + 1 == events_.size() || events_[i + 1].at > events_[i].at;
    if (last_of_its_time && static_cast<double>(stand) >= dwellings) return events_[i].at;
  }
  return never;
}

Column<BuildingId, std::uint8_t> GrowthOrder::standing(const Stage& stage) const {
  const auto households = static_cast<double>(std::llround(static_cast<double>(households_) * std::clamp(stage.share, 0.0, 1.0)));
  const double now = moment(households / occupied_);
  Column<BuildingId, std::uint8_t> stands(group_of_.size(), 0);
  for (const BuildingId id : core::ids<BuildingId>(group_of_.size())) {
    const Group& group = groups_[group_of_[id]];
    stands[id] = group.comes <= now && (group.goes > now) ? 1 : 0;
  }
  return stands;
}

}  // namespace wangge::town
