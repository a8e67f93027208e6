#include "scenarios/steps/effective_step.h"

namespace wangge::scenarios {
namespace {

std::optional<double> ratio(double part, double whole) { return whole > 0 ? std::optional(part / whole) : std::nullopt; }

void add(EffectiveTally& tally, double probability, double households, double residents) {
  tally.households += probability * households;
  tally.residents += probability * residents;
  tally.households_of += households;
  tally.residents_of += residents;
}

}  // namespace

std::optional<double> EffectiveTally::households_share() const { return ratio(households, households_of); }
std::optional<double> EffectiveTally::residents_share() const { return ratio(residents, residents_of); }

EffectiveFigures effective_figures(const simulation::SimulationInputs& inputs, const evaluation::EffectiveCircle& circle,
                                   const territory::Buildings& buildings) {
  EffectiveFigures figures;
  core::Column<simulation::GridId, EffectiveTally> grids(inputs.grids.size());
  double requests = 0;
  double answered = 0;
  for (const territory::BuildingId building : core::ids<territory::BuildingId>(buildings.size())) {
    const auto households = static_cast<double>(buildings.households[building]);
    const auto residents = static_cast<double>(buildings.residents[building]);
    const std::optional<double> on_shift = circle.on_shift[building];
    add(figures.on_shift, on_shift.value_or(0), households, residents);
    add(figures.any_time, circle.any_time[building], households, residents);
    const simulation::GridId grid = inputs.grid_of_building[building];
    if (!grid.valid()) continue;
    add(grids[grid], on_shift.value_or(0), households, residents);
    if (!on_shift) continue;
    double rate = 0;
    for (const simulation::RequestKind& kind : inputs.kinds) rate += kind.per_year[building];
    requests += rate;
    answered += rate * *on_shift;
  }
  figures.requests_share = ratio(answered, requests);
  for (const simulation::GridId grid : core::ids<simulation::GridId>(grids.size()))
    figures.by_grid.push_back({inputs.grids[grid], grids[grid].households_share()});
  return figures;
}

}  // namespace wangge::scenarios
