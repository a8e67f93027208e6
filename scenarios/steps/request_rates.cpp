#include "scenarios/steps/request_rates.h"

#include <algorithm>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

using territory::BuildingId;
using territory::CellId;

bool kept(const std::vector<territory::BuildingUse>& uses, territory::BuildingUse use) {
  return uses.empty() || std::find(uses.begin(), uses.end(), use) != uses.end();
}

const core::Column<CellId, double>* column_of(const planning::LedgerOfCell* ledger, const std::string& kind) {
  if (ledger == nullptr) return nullptr;
  const auto& column = kind == "in_need"         ? ledger->in_need
                       : kind == "party_members" ? ledger->party_members
                       : kind == "enterprises"   ? ledger->enterprises
                                                 : ledger->organisations;
  return column.empty() ? nullptr : &column;
}

/// How many of what the rate counts are in a building.
double counted_in(const Rate& rate, const territory::Buildings& buildings, BuildingId building,
                  const core::Column<BuildingId, double>* members) {
  switch (rate.per) {
    case Rate::Per::residents:
      return buildings.residents[building];
    case Rate::Per::households:
      return buildings.households[building];
    case Rate::Per::buildings:
      return 1;
    case Rate::Per::floor_area:
      return buildings.footprint[building].value * static_cast<double>(buildings.floors[building]);
    case Rate::Per::group:
    case Rate::Per::ledger:
      break;
  }
  return members != nullptr ? (*members)[building] : 0;
}

}  // namespace

std::vector<MatterOf> matters_of(const Scenario& scenario) {
  std::vector<MatterOf> matters;
  for (const DepartmentSpec& department : scenario.departments) {
    for (const DepartmentSpec::Matter& matter : department.matters) {
      const auto request = std::find_if(scenario.requests.begin(), scenario.requests.end(),
                                        [&](const RequestSpec& spec) { return spec.kind == matter.kind; });
      matters.push_back({&department, &matter, &*request});  // bound: there is one
    }
  }
  return matters;
}

std::string matter_name(const MatterOf& matter) { return fmt::format("{} ({})", matter.matter->kind, matter.department->name); }

core::Text matter_title(const MatterOf& matter) {
  const core::Text& kind = matter.request->title;
  const core::Text& department = matter.department->title;
  return {.zh = fmt::format("{}（{}下派）", kind.zh, department.zh),
          .en = fmt::format("{} (handed down by {})", kind.en, department.en)};
}

bool by_people_alone(const RequestSpec& request) {
  return request.uses.empty() && std::all_of(request.rates.begin(), request.rates.end(), [](const Rate& rate) {
           return rate.per == Rate::Per::residents || rate.per == Rate::Per::households;
         });
}

bool occurs(const RequestSpec& request) {
  return std::any_of(request.rates.begin(), request.rates.end(), [](const Rate& rate) { return rate.per_1000_year > 0; });
}

bool counts_ledgers(const Scenario& scenario) {
  const auto located = [](const Rate& rate) { return rate.per == Rate::Per::group || rate.per == Rate::Per::ledger; };
  const std::vector<MatterOf> matters = matters_of(scenario);
  return std::any_of(
             matters.begin(), matters.end(),
             [&](const MatterOf& one) { return std::any_of(one.matter->rates.begin(), one.matter->rates.end(), located); }) ||
         std::any_of(
             scenario.requests.begin(), scenario.requests.end(),
             [&](const RequestSpec& request) { return std::any_of(request.rates.begin(), request.rates.end(), located); }) ||
         std::any_of(scenario.surges.begin(), scenario.surges.end(),
                     [&](const SurgeSpec& surge) { return surge.extra && located(*surge.extra); });
}

core::Column<BuildingId, double> requests_of_buildings(const std::vector<Rate>& rates,
                                                       const std::vector<territory::BuildingUse>& uses,
                                                       const territory::Buildings& buildings, const CountedOfBuilding& counted) {
  core::Column<BuildingId, double> requests(buildings.size(), 0.0);
  for (const Rate& rate : rates) {
    const auto found = counted.find(rate.of);
    const auto* members = found == counted.end() ? nullptr : &found->second;
    for (const BuildingId building : core::ids<BuildingId>(buildings.size())) {
      if (!kept(uses, buildings.use[building])) continue;
      requests[building] += rate.per_1000_year * counted_in(rate, buildings, building, members) / 1000;
    }
  }
  return requests;
}

double requests_of_people(const RequestSpec& request, double residents, double households) {
  if (!request.uses.empty()) return 0;
  double requests = 0;
  for (const Rate& rate : request.rates) {
    if (rate.per == Rate::Per::residents) requests += rate.per_1000_year * residents / 1000;
    if (rate.per == Rate::Per::households) requests += rate.per_1000_year * households / 1000;
  }
  return requests;
}

core::Column<CellId, double> requests_of_cells(const RequestSpec& request, const territory::Territory& territory,
                                               const planning::LedgerOfCell* ledger) {
  core::Column<CellId, double> requests(territory.cells.size(), 0.0);
  const auto people = [&](CellId cell) {
    return requests_of_people(request, static_cast<double>(territory.cells.residents[cell]),
                              static_cast<double>(territory.cells.households[cell]));
  };
  if (by_people_alone(request)) {
    for (const CellId cell : core::ids<CellId>(territory.cells.size())) requests[cell] = people(cell);
    return requests;
  }
  const auto by_building = requests_of_buildings(request.rates, request.uses, territory.buildings, {});
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) {
    if (territory.cells.derived[cell] != 0) requests[cell] += people(cell);
    for (const BuildingId building : territory.buildings_of_cell[cell]) requests[cell] += by_building[building];
    if (!request.uses.empty()) continue;
    for (const Rate& rate : request.rates) {
      if (rate.per != Rate::Per::ledger) continue;
      if (const auto* column = column_of(ledger, rate.of)) requests[cell] += rate.per_1000_year * (*column)[cell] / 1000;
    }
  }
  return requests;
}

}  // namespace wangge::scenarios
