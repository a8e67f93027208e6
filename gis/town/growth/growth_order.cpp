#include "gis/town/growth/growth_order.h"

#include "gis/town/growth/services.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace wangge::town {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();
constexpr double years_at_the_rim = 12;

/// Villages grow house by house where they are, not from the middle of the town.
bool rural(LandUse use) { return use == LandUse::village || use == LandUse::farmland || use == LandUse::hills; }

/// Years by which each block lags behind the middle of the town's dwellings.
Column<BlockId, double> delays(const Town& town) {
  Column<BlockId, double> dwellings(town.blocks.size(), 0.0);
  for (const Building& building : town.buildings) {
    if (!building.removed && !rural(town.blocks[building.block].use)) dwellings[building.block] += building.dwellings;
  }
  Position sum;
  double all = 0;
  for (const BlockId id : core::ids<BlockId>(town.blocks.size())) {
    const Position at = middle_of_block(town.vertices, town.blocks[id]);
    sum = {sum.x + dwellings[id] * at.x, sum.y + dwellings[id] * at.y};
    all += dwellings[id];
  }
  Column<BlockId, double> years(town.blocks.size(), 0.0);
  if (all <= 0) return years;
  const Position middle{sum.x / all, sum.y / all};
  double mean = 0;
  for (const BlockId id : core::ids<BlockId>(town.blocks.size())) {
    years[id] = core::distance(middle, middle_of_block(town.vertices, town.blocks[id])).value;
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
    if (estate && !building.removed && building.dwellings > 0)
      years[building.block] = std::min<double>(years[building.block], drawn_year(building));
  }
  for (double& year : years) year = year == never ? -never : year;
  for (const Renewal& renewal : renewals) years[renewal.block] = renewal.year;
  return years;
}

}  // namespace

GrowthOrder::GrowthOrder(const Town& ever, const TownSpec& spec, const std::vector<Renewal>& renewals)
    : ever_(ever),
      spec_(spec),
      delay_(spec.stages.empty() ? Column<BlockId, double>(ever.blocks.size(), 0.0) : delays(ever)),
      first_(first_years(ever, renewals)),
      group_of_(ever.buildings.size()) {
  for (const Area& area : ever.areas) households_ += area.level == 0 ? area.totals.households : 0;
  group_buildings();
  set_times(renewals);
  set_services();
}

double GrowthOrder::dwellings_for(double households) const {
  if (spec_.stages.empty()) return households / std::clamp(spec_.occupied, 0.05, 1.0);
  std::int64_t today = 0;
  for (const Building& building : ever_.buildings) today += building.removed ? 0 : building.dwellings;
  return households * static_cast<double>(today) / static_cast<double>(std::max<std::int64_t>(1, households_));
}

void GrowthOrder::group_buildings() {
  const std::size_t blocks = ever_.blocks.size();
  groups_.assign(ever_.compounds.size() + 2 * blocks, {never, never, -never});
  for (const BuildingId id : core::ids<BuildingId>(ever_.buildings.size())) {
    const Building& building = ever_.buildings[id];
    std::size_t group = group_of_block(building.block);
    if (building.removed) {
      group += blocks;
    } else if (building.compound.valid()) {
      group = building.compound.value();
    } else if (rural(ever_.blocks[building.block].use)) {
      group = groups_.size();
      groups_.push_back({never, never, -never});
    }
    group_of_[id] = static_cast<std::uint32_t>(group);
  }
}

double GrowthOrder::own_time(const Building& building) const {
  const double year = drawn_year(building);
  return delay_[building.block] + (!building.removed ? std::max(year, first_[building.block]) : year);
}

void GrowthOrder::set_times(const std::vector<Renewal>& renewals) {
  for (const BuildingId id : core::ids<BuildingId>(ever_.buildings.size())) {
    const Building& building = ever_.buildings[id];
    Group& group = groups_[group_of_[id]];
    group.comes = std::min(group.comes, own_time(building));
    group.last = std::max(group.last, own_time(building));
    group.dwellings += building.dwellings;
  }
  for (const Renewal& renewal : renewals)
    groups_[group_of_block(renewal.block) + ever_.blocks.size()].goes = renewal.year + delay_[renewal.block];
}

/// They follow the people of all else.
void GrowthOrder::set_services() {
  Column<BlockId, double> age(ever_.blocks.size(), 0.0);
  Column<BlockId, double> dwellings(ever_.blocks.size(), 0.0);
  for (const BuildingId id : core::ids<BuildingId>(ever_.buildings.size())) {
    const Building& building = ever_.buildings[id];
    if (building.removed) continue;
    age[building.block] += building.dwellings * groups_[group_of_[id]].comes;
    dwellings[building.block] += building.dwellings;
  }
  for (const BlockId id : core::ids<BlockId>(age.size())) age[id] /= std::max(1.0, dwellings[id]);
  const GrowthCurve people = curve();
  for (const Service& service : services_in_order(ever_, age, dwellings)) {
    Group& group = groups_[group_of_block(service.block)];
    if (group.comes == never) continue;
    group.comes = group.last = moment_of(people, service.share);
    group.service = true;
  }
}

GrowthCurve GrowthOrder::curve() const {
  std::vector<GrowthCurve::Event> events;
  for (const Group& group : groups_) {
    if (group.dwellings == 0) continue;
    events.push_back({group.comes, group.dwellings});
    if (group.goes < never) events.push_back({group.goes, -group.dwellings});
  }
  return GrowthCurve(std::move(events));
}

/// By when the dwellings for a share of today's people stand.
double GrowthOrder::moment_of(const GrowthCurve& curve, double share) const {
  const std::int64_t households = std::llround(static_cast<double>(households_) * std::clamp(share, 0.0, 1.0));
  return curve.moment(dwellings_for(static_cast<double>(households)));
}

Calendar GrowthOrder::calendar(const GrowthCurve& curve) const {
  std::vector<DatedMoment> stages;
  for (const Stage& stage : spec_.stages) stages.push_back({stage.year, moment_of(curve, stage.share)});
  double first = never;
  for (const Group& group : groups_) first = std::min(first, group.comes);
  std::vector<Calendar::Coming> comings;
  for (const BuildingId id : core::ids<BuildingId>(ever_.buildings.size())) {
    const Building& building = ever_.buildings[id];
    const Group& group = groups_[group_of_[id]];
    if (building.dwellings > 0)
      comings.push_back({group.comes, group.service ? group.comes : own_time(building), building.dwellings});
  }
  return {std::move(stages), comings, first, spec_.year};
}

/// No later than the stage that has the whole group: where years drawn for its younger buildings lie behind the first stage,
/// they are drawn together.
int GrowthOrder::built_in(const Calendar& calendar, const Building& building, const Group& group) const {
  if (group.service) return calendar.year(group.comes);
  const double own = own_time(building);
  const int latest = calendar.stage_year(group.comes);
  const bool whole = calendar.stage_year(group.last) == latest;
  if (whole || latest > spec_.stages.front().year) return calendar.year(group.comes, own);
  const int first = calendar.year(group.comes);
  return first + static_cast<int>(std::floor((own - group.comes) / (group.last - group.comes) * (latest - first)));
}

Column<BuildingId, GrowthOrder::Years> GrowthOrder::drawn_years() const {
  Column<BuildingId, Years> years(ever_.buildings.size());
  for (const BuildingId id : core::ids<BuildingId>(ever_.buildings.size())) {
    const Group& group = groups_[group_of_[id]];
    years[id] = {drawn_year(ever_.buildings[id]), std::nullopt};
    if (group.service) years[id].built = static_cast<int>(std::floor(std::min<double>(group.comes, spec_.year)));
  }
  return years;
}

Column<BuildingId, GrowthOrder::Years> GrowthOrder::years() const {
  if (spec_.stages.empty()) return drawn_years();
  const GrowthCurve growth = curve();
  const Calendar dates = calendar(growth);
  Column<BuildingId, Years> years(ever_.buildings.size());
  for (const BuildingId id : core::ids<BuildingId>(ever_.buildings.size())) {
    const Building& building = ever_.buildings[id];
    const Group& group = groups_[group_of_[id]];
    years[id] = {built_in(dates, building, group), building.removed ? std::optional(dates.year(group.goes)) : std::nullopt};
  }
  return years;
}

}  // namespace wangge::town
