#pragma once

#include "engine/simulation/inputs.h"
#include "engine/simulation/loop/simulator.h"

#include <filesystem>

/// The trace of one replication as files for people and for playback. Internal: exact, never part of what leaves a run.
namespace wangge::scenarios {

/// One line a request: request,kind,grid,opened_min,accepted_min,arrived_min,resolved_min,responder,final. Minutes since
/// Monday 00:00 with four decimals; a field is empty where the moment did not come or nobody was sent. Where there
/// is a warm-up, a last column `counted` says 0 of what was ordered in it, of nothing where one was asked for and none found.
/// Throws Error(environment) naming the file, for one when the disk is full.
///
///   write_requests_csv(folder / "requests.csv", step.inputs, result.first);
void write_requests_csv(const std::filesystem::path& path, const simulation::SimulationInputs& inputs,
                        const simulation::Trace& trace, bool warm_up_asked = false);

/// One line an event in the order they happened: time_ms,event,request,responder,duty,visit,walked_m,department. The last four
/// are of scheduled work: the duty's name, the number of the planned visit (simulation::VisitNumbers), metres of street; and of
/// whistles: the department's name. Needs a trace with its log.
void write_events_csv(const std::filesystem::path& path, const simulation::SimulationInputs& inputs,
                      const simulation::Trace& trace);

}  // namespace wangge::scenarios
