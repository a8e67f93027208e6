#include "scenarios/steps/post_duty_step.h"

#include "engine/simulation/loop/rank.h"
#include "scenarios/steps/patrol_streets.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace wangge::scenarios {
namespace {

using simulation::BuildingId;
using simulation::GridId;
using simulation::ResponderId;
using simulation::SimulationInputs;

BuildingId nearest_of_all(const SimulationInputs& inputs, const territory::Buildings& buildings, core::Position place) {
  BuildingId best;
  double least = std::numeric_limits<double>::infinity();
  for (const BuildingId building : core::ids<BuildingId>(buildings.size())) {
    const double away = core::distance(buildings.position[building], place).value;
    if (!inputs.grid_of_building[building].valid() || away >= least) continue;
    least = away;
    best = building;
  }
  return best;
}

bool serves(const SimulationInputs& inputs, ResponderId who, GridId grid) {
  if (inputs.responders.serves.size() == 0) return inputs.responders.grid[who] == grid;
  const auto grids = inputs.responders.serves[who];
  return std::binary_search(grids.begin(), grids.end(), grid);
}

/// Each place takes so many of those who serve its grid, by rank, who are at none yet.
void hold(SimulationInputs& inputs, simulation::Duty& duty, const std::vector<BuildingId>& places, std::uint32_t staff) {
  const std::vector<ResponderId> by_rank = simulation::responders_by_rank(inputs);
  for (const BuildingId place : places) {
    std::uint32_t wanted = staff;
    for (const ResponderId who : by_rank) {
      if (wanted == 0) break;
      const bool of_kind = inputs.responders.kind.empty() || inputs.responders.kind[who] == duty.by;
      if (!place.valid() || !of_kind || duty.places[who].valid() || !serves(inputs, who, inputs.grid_of_building[place]))
        continue;
      duty.places[who] = place;
      --wanted;
    }
    duty.unfilled += wanted;
  }
}

}  // namespace

void add_streets_and_places(SimulationInputs& inputs, const Scenario& scenario, const territory::Territory& territory,
                            const siting::Posts& posts, const core::Column<ResponderId, simulation::Start>& starts,
                            const TravelBuild& travel, const DemandGround& ground, core::Threads threads) {
  using Kind = DutySpec::Kind;
  for (std::size_t i = 0; i < scenario.duties.size(); ++i) {
    const DutySpec& spec = scenario.duties[i];
    simulation::Duty& duty = inputs.duties[simulation::DutyId(i)];
    if (spec.kind == Kind::patrol)
      duty.streets =
          streets_of_grids(inputs, territory.buildings, travel.travel.graph(), scenario.responders[spec.by].mode, threads);
    if (spec.kind != Kind::checkpoint && spec.kind != Kind::consult) continue;
    if (spec.kind == Kind::consult) {
      for (const ResponderId who : core::ids<ResponderId>(inputs.responders.size())) {
        const bool of_kind = inputs.responders.kind.empty() || inputs.responders.kind[who] == duty.by;
        duty.own_post.push_back(of_kind && starts[who].access.valid() ? 1 : 0);
      }
      continue;
    }
    duty.places.resize(inputs.responders.size());
    std::vector<BuildingId> places;
    if (spec.gates) {
      places = ground.gates[i];
    } else {
      for (const siting::Post& post : posts) {
        if (post.kind == spec.at) places.push_back(nearest_of_all(inputs, territory.buildings, post.position));
      }
    }
    hold(inputs, duty, places, spec.staff);
  }
}

}  // namespace wangge::scenarios
