#include "engine/simulation/rounds/cut_streets.h"

#include "engine/simulation/loop/reach.h"

#include <map>
#include <utility>

namespace wangge::simulation {
namespace {

/// Of streets to patrol.
std::int64_t length_of(const Streets& streets) {
  std::int64_t length = 0;
  for (std::size_t i = 0; i < streets.pieces.size(); ++i) length += streets.pieces[i].required ? streets.length_cm[i] : 0;
  return length;
}

/// Of one pass, by the grid of the building that each street is near to.
std::map<GridId, std::int64_t> walked_in(const SimulationInputs& inputs, const Beat& beat) {
  std::map<GridId, std::int64_t> walked;
  for (std::size_t step = 0; step < beat.walked_cm.size(); ++step) {
    if (beat.walked_cm[step] > 0) walked[inputs.grid_of_building[beat.walk.steps[step].near]] += beat.walked_cm[step];
  }
  return walked;
}

}  // namespace

std::vector<CutStreets> cut_streets(const SimulationInputs& inputs, const Beats& beats, DutyId id) {
  const Duty& duty = inputs.duties[id];
  std::vector<CutStreets> cut;
  if (duty.kind != Duty::Kind::patrol) return cut;
  const core::Csr<ResponderId, GridId> serves = grids_served(inputs);
  std::map<std::pair<GridId, MicrogridId>, std::uint32_t> team;  // so many before, by rank
  for (const BeatId beat : beats.of_duty[id]) {
    const ResponderId who = beats.beats[beat].responder;
    const MicrogridId part = inputs.responders.microgrid.empty() ? MicrogridId() : inputs.responders.microgrid[who];
    std::map<GridId, std::int64_t> walked = walked_in(inputs, beats.beats[beat]);
    for (const GridId grid : serves[who]) {
      const std::uint32_t before = team[{grid, part}]++;
      if (duty.responders > 0 && before >= duty.responders) continue;
      const std::int64_t left = length_of(duty.streets[grid]) - walked[grid];
      if (left > 0) cut.push_back({who, grid, left});
    }
  }
  return cut;
}

StreetsAndPeople streets_and_people(const SimulationInputs& inputs, DutyId id) {
  const Duty& duty = inputs.duties[id];
  StreetsAndPeople found;
  if (duty.kind != Duty::Kind::patrol) return found;
  Column<GridId, std::uint8_t> manned(inputs.grids.size(), 0);
  const core::Csr<ResponderId, GridId> serves = grids_served(inputs);
  for (const ResponderId who : core::ids<ResponderId>(inputs.responders.size())) {
    if (!inputs.responders.kind.empty() && inputs.responders.kind[who] != duty.by) continue;
    for (const GridId grid : serves[who]) manned[grid] = 1;
  }
  for (const GridId grid : core::ids<GridId>(inputs.grids.size())) {
    const std::int64_t length = length_of(duty.streets[grid]);
    found.centimetres += length;
    if (length > 0 && manned[grid] == 0) found.unmanned.push_back({grid, length});
    if (length == 0 && manned[grid] != 0) found.without_streets.push_back(grid);
  }
  return found;
}

}  // namespace wangge::simulation
