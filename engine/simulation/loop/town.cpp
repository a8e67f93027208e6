#include "engine/simulation/loop/town.h"

#include "engine/simulation/loop/check_inputs.h"
#include "engine/simulation/loop/rank.h"
#include "engine/simulation/loop/reach.h"

#include <algorithm>
#include <utility>

namespace wangge::simulation {
namespace {

const ResponderKind& kind_of(const SimulationInputs& inputs, ResponderId id) {
  static const ResponderKind plain;
  return inputs.responders.kind.empty() ? plain : inputs.responder_kinds[inputs.responders.kind[id]];
}

/// Among those of the same grid (or area) and kind.
Column<ResponderId, std::uint32_t> places(const SimulationInputs& inputs, const std::vector<ResponderId>& by_rank) {
  if (!inputs.responders.place.empty()) return inputs.responders.place;
  Column<ResponderId, std::uint32_t> place(by_rank.size(), 0);
  for (std::size_t i = 1; i < by_rank.size(); ++i) {
    const ResponderId before = by_rank[i - 1];
    const ResponderId id = by_rank[i];
    const bool same_unit = unit_of(inputs, before) == unit_of(inputs, id);
    if (same_unit && kind_of(inputs, before).name == kind_of(inputs, id).name) place[id] = place[before] + 1;
  }
  return place;
}

std::uint64_t key_of(const std::string& code, std::uint32_t place, const std::string& kind) {
  std::uint64_t hash = 14695981039346656037ULL;
  const auto mix = [&](unsigned char byte) { hash = (hash ^ byte) * 1099511628211ULL; };
  for (const char letter : code) mix(static_cast<unsigned char>(letter));
  mix(0);
  for (const char letter : kind) mix(static_cast<unsigned char>(letter));
  for (unsigned shift = 0; shift < 32; shift += 8) mix(static_cast<unsigned char>(place >> shift));
  return hash;
}

/// Turned round, each run by rank.
core::Csr<GridId, ResponderId> responders_of(std::size_t grids, const std::vector<ResponderId>& by_rank,
                                             const core::Csr<ResponderId, GridId>& grids_of) {
  std::vector<std::pair<GridId, ResponderId>> pairs;
  for (const ResponderId id : by_rank) {
    for (const GridId grid : grids_of[id]) pairs.emplace_back(grid, id);
  }
  return core::Csr<GridId, ResponderId>::build(grids, pairs);
}

core::Csr<GridId, BuildingId> buildings_to_patrol(const SimulationInputs& inputs) {
  const bool anyone = std::any_of(inputs.responder_kinds.begin(), inputs.responder_kinds.end(),
                                  [](const ResponderKind& kind) { return kind.patrols; });
  if (!anyone) return {};
  std::vector<std::pair<GridId, BuildingId>> pairs;
  for (const BuildingId building : core::ids<BuildingId>(inputs.grid_of_building.size())) {
    if (inputs.grid_of_building[building].valid()) pairs.emplace_back(inputs.grid_of_building[building], building);
  }
  return core::Csr<GridId, BuildingId>::build(inputs.grids.size(), pairs);
}

bool reached(const Town& town, BuildingId building) {
  const GridId grid = town.inputs.grid_of_building[building];
  const auto reaches = [&](ResponderId responder) {
    for (core::Millis hour(0); hour < day_length; hour += hour_length) {
      if (town.inputs.travel->from_post(responder, building, hour)) return true;
      if (town.inputs.travel->same_all_day()) return false;
    }
    return false;
  };
  return std::any_of(town.own[grid].begin(), town.own[grid].end(), reaches) ||
         std::any_of(town.around[grid].begin(), town.around[grid].end(), reaches);
}

std::vector<std::uint8_t> without_skill(const Town& town) {
  const auto& kinds = town.inputs.kinds;
  if (std::all_of(kinds.begin(), kinds.end(), [](const RequestKind& kind) { return kind.life.needs.none(); })) return {};
  std::vector<std::uint8_t> unskilled;
  for (const RequestKind& kind : kinds) {
    const auto able = [&](ResponderId id) { return town.kind_of(id).skills.cover(kind.life.needs); };
    for (const GridId grid : core::ids<GridId>(town.inputs.grids.size())) {
      const bool anyone = std::any_of(town.own[grid].begin(), town.own[grid].end(), able) ||
                          std::any_of(town.around[grid].begin(), town.around[grid].end(), able);
      unskilled.push_back(anyone ? 0 : 1);
    }
  }
  return unskilled;
}

/// Work that is ordered a week by the time that responders are on shift.
double expected_busy_share(const SimulationInputs& inputs) {
  double work = 0;
  for (const RequestKind& kind : inputs.kinds) {
    double requests = 0;
    for (const double rate : kind.per_year) requests += rate;
    work += requests * 7 / 365 * static_cast<double>(kind.handle.mean.value + inputs.accept.mean.value);
  }
  double on_shift = 0;
  for (const ShiftsId shifts : inputs.responders.shifts) {
    for (const WeeklyShifts::Window& window : inputs.shifts[shifts].windows())
      on_shift += static_cast<double>((window.end - window.start).value);
  }
  return on_shift > 0 ? std::clamp(work / on_shift, 0.01, 0.99) : 0.99;
}

}  // namespace

Town::Town(SimulationInputs given, core::Threads threads)
    : inputs(checked(std::move(given))),
      demand(inputs),
      policy(&dispatch_policy(inputs.policy)),
      by_rank(responders_by_rank(inputs)),
      rank(inputs.responders.size()),
      serves(grids_served(inputs)),
      helps(grids_helped(inputs, policy->reach())),
      own(responders_of(inputs.grids.size(), by_rank, serves)),
      around(responders_of(inputs.grids.size(), by_rank, helps)),
      buildings(buildings_to_patrol(inputs)),
      cut_off(inputs.grid_of_building.size(), 0),
      demand_of_grid(inputs.grids.size(), 0),
      busy_share(expected_busy_share(inputs)) {
  for (const KindId kind : core::ids<KindId>(inputs.kinds.size())) luck_of_kind.push_back(luck_of(inputs, kind));
  for (std::size_t i = 0; i < by_rank.size(); ++i) rank[by_rank[i]] = static_cast<std::uint32_t>(i);
  const Column<ResponderId, std::uint32_t> place = places(inputs, by_rank);
  for (const ResponderId id : core::ids<ResponderId>(inputs.responders.size()))
    key.push_back(key_of(unit_of(inputs, id), place[id], kind_of(id).name));
  for (const BuildingId building : core::ids<BuildingId>(cut_off.size())) {
    const GridId grid = inputs.grid_of_building[building];
    if (!grid.valid()) continue;
    for (const RequestKind& kind : inputs.kinds) demand_of_grid[grid] += kind.per_year[building];
    if (own[grid].empty() && around[grid].empty()) continue;
    cut_off[building] = reached(*this, building) ? 0 : 1;
  }
  unskilled = without_skill(*this);
  if (!inputs.duties.empty()) beats = Beats(inputs, own, by_rank, threads);
}

}  // namespace wangge::simulation
