#include "engine/evaluation/standing_town.h"

#include <algorithm>

namespace wangge::evaluation {

using simulation::ResponderId;

std::span<const simulation::Candidate> StandingTown::free(const simulation::Call& call, simulation::Ring ring) const {
  auto& found = found_[static_cast<std::size_t>(ring)];
  found.clear();
  for (const ResponderId id : ring == simulation::Ring::own ? simulator_.own(call.grid) : simulator_.around(call.grid)) {
    if (!on_shift(id) || std::find(taken_.begin(), taken_.end(), id) != taken_.end() || !serves(id, call.building)) continue;
    const std::optional<core::Millis> time = time_to(id, call.building);
    if (time) found.push_back({.responder = id, .time = *time, .scope = kind_of(id).scope});
  }
  return found;
}

const simulation::ResponderKind& StandingTown::kind_of(ResponderId id) const {
  static const simulation::ResponderKind plain;
  const simulation::SimulationInputs& inputs = simulator_.inputs();
  return inputs.responders.kind.empty() ? plain : inputs.responder_kinds[inputs.responders.kind[id]];
}

bool StandingTown::serves(ResponderId id, simulation::BuildingId building) const {
  const simulation::SimulationInputs& inputs = simulator_.inputs();
  if (inputs.responders.microgrid.empty() || !inputs.responders.microgrid[id].valid()) return true;
  return !inputs.microgrid_of_building.empty() && inputs.microgrid_of_building[building] == inputs.responders.microgrid[id];
}

}  // namespace wangge::evaluation
