#include "scenarios/steps/element_step.h"

#include "scenarios/steps/request_rates.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace wangge::scenarios {
namespace {

using planning::GridId;
using planning::Plan;
using territory::AreaId;
using territory::CellId;
using territory::Territory;
using Amounts = core::Column<CellId, double>;

double sum_of(const Amounts& amounts) {
  double sum = 0;
  for (const double amount : amounts) sum += amount;
  return sum;
}

ElementTally tally(const Plan& plan, std::string element, core::Text unit, const Amounts& amounts,
                   std::optional<double> outside) {
  core::Column<GridId, double> held(plan.id_bound(), 0.0);
  for (const CellId cell : core::ids<CellId>(amounts.size())) held[plan.grid_of(cell)] += amounts[cell];
  std::vector<double> sorted;
  for (const GridId grid : plan.grids()) sorted.push_back(held[grid]);
  std::sort(sorted.begin(), sorted.end());
  ElementTally made{
      .element = std::move(element), .unit = std::move(unit), .total = sum_of(amounts) + outside.value_or(0), .outside = outside};
  made.grids_without = static_cast<std::size_t>(std::count(sorted.begin(), sorted.end(), 0.0));
  if (sorted.empty()) return made;
  made.least = sorted.front();
  made.median = (sorted[(sorted.size() - 1) / 2] + sorted[sorted.size() / 2]) / 2;
  made.most = sorted.back();
  return made;
}

/// Square metres by which cells and the outlines of their areas differ.
double land_astray(const Territory& territory) {
  core::Column<AreaId, double> held(territory.areas.size(), 0.0);
  for (const CellId cell : core::ids<CellId>(territory.cells.size()))
    held[territory.cells.parent[cell]] += territory.cells.area[cell].value;
  double astray = 0;
  for (const AreaId area : core::ids<AreaId>(territory.areas.size())) {
    if (territory.cells_of_area[area].empty()) continue;
    const double difference = std::abs(territory.areas.area[area].value - held[area]);
    if (difference > 1e-6 * held[area]) astray += difference;
  }
  return astray;
}

Amounts matters(const Scenario& scenario, const Territory& territory, const std::vector<LocatedLedger>& ledgers) {
  const planning::LedgerOfCell ledger = ledger_of_cells(ledgers);
  Amounts sum(territory.cells.size(), 0.0);
  for (const RequestSpec& request : scenario.requests) {
    const Amounts own = requests_of_cells(request, territory, &ledger);
    for (const CellId cell : core::ids<CellId>(own.size())) sum[cell] += own[cell];
  }
  return sum;
}

template <class Of>
Amounts amounts_of(const Territory& territory, const Of& of) {
  Amounts amounts;
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) amounts.push_back(of(cell));
  return amounts;
}

}  // namespace

std::vector<ElementTally> audit_elements(const Scenario& scenario, const Plan& plan, const std::vector<LocatedLedger>& ledgers) {
  const Territory& territory = plan.territory();
  const core::Text each{.zh = "个", .en = "number"};
  const std::optional<double> of_people = territory.unassigned.empty() ? std::optional<double>(0) : std::nullopt;
  std::vector<ElementTally> found;
  found.push_back(tally(plan, "people", {.zh = "人", .en = "residents"},
                        amounts_of(territory, [&](CellId cell) { return static_cast<double>(territory.cells.residents[cell]); }),
                        of_people));
  found.push_back(tally(plan, "land", {.zh = "平方米", .en = "m2"},
                        amounts_of(territory, [&](CellId cell) { return territory.cells.area[cell].value; }),
                        land_astray(territory)));
  found.push_back(
      tally(plan, "buildings", {.zh = "栋", .en = "number"},
            amounts_of(territory, [&](CellId cell) { return static_cast<double>(territory.buildings_of_cell[cell].size()); }),
            static_cast<double>(territory.unassigned.size())));
  if (!scenario.requests.empty())
    found.push_back(
        tally(plan, "matters", {.zh = "件/年", .en = "requests a year"}, matters(scenario, territory, ledgers), of_people));
  for (const char* kind : {"organisations", "enterprises", "objects", "places", "land parcels"}) {
    Amounts sum(territory.cells.size(), 0.0);
    double outside = 0;
    bool any = false;
    for (const LocatedLedger& ledger : ledgers) {
      if (ledger.kind != kind && !(ledger.kind == "land" && std::string(kind) == "land parcels")) continue;
      any = true;
      outside += static_cast<double>(ledger.outside);
      for (const CellId cell : core::ids<CellId>(sum.size())) sum[cell] += ledger.of_cell[cell];
    }
    if (any) found.push_back(tally(plan, kind, each, sum, outside));
  }
  return found;
}

}  // namespace wangge::scenarios
