#include "tests/support/audit_town.h"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace wangge::town {
namespace {

core::Finding finding(std::string rule, core::Text message, const Area& area) {
  return {.rule = std::move(rule), .severity = core::Severity::error, .message = std::move(message), .feature = area.code};
}

/// What the lowest areas hold by a count of households, persons, buildings and establishments; then summed up the levels.
core::Column<AreaId, Totals> recount(const Town& town) {
  core::Column<AreaId, Totals> counted(town.areas.size());
  const auto at = [&](BuildingId building) -> Totals& { return counted[town.blocks[town.buildings[building].block].area]; };
  std::size_t person = 0;
  for (const Household& household : town.households) {
    Totals& totals = at(household.building);
    ++totals.households;
    for (std::size_t i = 0; i < household.persons; ++i, ++person) {
      ++totals.residents;
      ++totals.ages[town.persons[person] % age_count];
      ++totals.residences[town.persons[person] / age_count];
    }
  }
  for (const BuildingId building : core::ids<BuildingId>(town.buildings.size())) {
    at(building).in_need += town.buildings[building].in_need;
    at(building).party_members += town.buildings[building].party_members;
  }
  for (const Establishment& firm : town.enterprises) ++at(firm.building).enterprises;
  for (const Establishment& body : town.organisations) ++at(body.building).organisations;
  for (std::size_t below = town.areas.size(); below-- > 0;) {
    const AreaId parent = town.areas[AreaId(below)].parent;
    if (parent.valid()) counted[parent] += counted[AreaId(below)];
  }
  return counted;
}

void audit_dwellings(const Town& town, core::Findings& findings) {
  core::Column<BuildingId, std::pair<std::size_t, std::size_t>> found(town.buildings.size());
  std::size_t persons = 0;
  for (const Household& household : town.households) {
    ++found[household.building].first;
    found[household.building].second += household.persons;
    persons += household.persons;
  }
  if (persons != town.persons.size())
    findings.add({.rule = "town.dwellings",
                  .severity = core::Severity::error,
                  .message = {.zh = "有居民不属于任何户", .en = "persons without a household"}});
  for (const BuildingId id : core::ids<BuildingId>(town.buildings.size())) {
    const Building& building = town.buildings[id];
    const bool agrees = found[id] == std::pair<std::size_t, std::size_t>(building.households, building.residents);
    if (agrees && building.households <= building.dwellings) continue;
    findings.add({.rule = "town.dwellings",
                  .severity = core::Severity::error,
                  .message = {.zh = fmt::format("住房 {} 套，户数 {}，居民 {}", building.dwellings, building.households,
                                                building.residents),
                              .en = fmt::format("{} dwellings hold {} households of {} residents", building.dwellings,
                                                building.households, building.residents)},
                  .place = building.footprint.front()});
  }
}

}  // namespace

core::Findings audit_people(const Town& town) {
  core::Findings findings;
  const core::Column<AreaId, Totals> counted = recount(town);
  for (const AreaId id : core::ids<AreaId>(town.areas.size())) {
    const Area& area = town.areas[id];
    if (counted[id] == area.totals) continue;
    findings.add(finding(
        "town.totals",
        {.zh = fmt::format("{}：户数 {}，应为 {}；居民 {}，应为 {}，或其他总数不符", area.name, counted[id].households,
                           area.totals.households, counted[id].residents, area.totals.residents),
         .en = fmt::format("{}: {} households, {} expected; {} residents, {} expected; or another total differs", area.name,
                           counted[id].households, area.totals.households, counted[id].residents, area.totals.residents)},
        area));
  }
  audit_dwellings(town, findings);
  return findings;
}

}  // namespace wangge::town
