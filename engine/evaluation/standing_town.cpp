#include "engine/evaluation/standing_town.h"

#include <algorithm>
#include <iterator>

namespace wangge::evaluation {

using core::Millis;
using simulation::ResponderId;

std::span<const simulation::Candidate> StandingTown::free(const simulation::Call& call, simulation::Ring ring) const {
  Known& known = known_[static_cast<std::size_t>(ring)];
  if (known.grid != call.grid || known.building != call.building) {
    known.grid = call.grid;
    known.building = call.building;
    known.all.clear();
    for (const ResponderId id : ring == simulation::Ring::own ? simulator_.own(call.grid) : simulator_.around(call.grid)) {
      if (!on_shift(id) || (left_out_ != nullptr && (*left_out_)[id] != 0) || !serves(id, call.building)) continue;
      const std::optional<Millis> time = time_to(id, call.building);
      if (time) known.all.push_back({.responder = id, .time = *time, .scope = kind_of(id).scope});
    }
  }
  if (taken_.empty()) return known.all;
  known.free.clear();
  std::copy_if(known.all.begin(), known.all.end(), std::back_inserter(known.free), [&](const simulation::Candidate& one) {
    return std::find(taken_.begin(), taken_.end(), one.responder) == taken_.end();
  });
  return known.free;
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
