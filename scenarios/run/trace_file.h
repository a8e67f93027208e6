#pragma once

#include "engine/simulation/inputs.h"
#include "engine/simulation/loop/simulator.h"
#include "scenarios/run/metrics_json.h"
#include "scenarios/scenario.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

/// events.trace: everything that happened in one replication or in all of them, column by column and compressed, with the
/// checksums of what it was simulated from. Internal, like events.csv.
///
/// "WANGGE-TRACE 1\n", the length of the head (8 bytes, lowest first), the head (JSON), then one block a replication. A block is
/// ten columns, each the length of its packed bytes (8 bytes) and these bytes (zlib): of requests opened, kind, number, building;
/// of events time, kind, request, responder; stars of the rated; milliseconds under way of the responders; where work is
/// scheduled, the duty, planned visit or length of its events; how many requests, events and ratings there are comes first.
/// Numbers are variable-length integers (7 bits a byte, lowest first), times and requests as differences. The head has a digest
/// of all the rest: a file that was cut, damaged or altered is refused.
namespace wangge::scenarios {

/// What a trace was made from.
struct TraceOrigin {
  std::string scenario;       ///< its name
  std::string scenario_hash;  ///< of the merged file with all overrides
  std::string inputs_digest;  ///< of grids, buildings, responders and kinds as they were simulated
  std::vector<InputFile> files;
};

/// Hashes every file that the scenario names and whatever is read with it (gis::source_files; databases and made towns, which the
/// scenario's hash covers, are not among them).
[[nodiscard]] TraceOrigin trace_origin(const Scenario& scenario, const simulation::SimulationInputs& inputs);

/// One replication, packed. Precondition: a trace with its log. O(events).
[[nodiscard]] std::string packed(const simulation::Trace& trace);

struct TraceFile {
  TraceOrigin origin;
  bool all = false;                 ///< every replication of its run, in their order; false: the first alone
  std::vector<std::string> blocks;  ///< packed
};

/// Same traces, same bytes. Throws Error(environment).
void write_trace_file(const std::filesystem::path& path, const TraceFile& file);

/// Throws Error(environment) where it cannot be read, Error(input) naming the file where it is none, cut short or altered.
[[nodiscard]] TraceFile read_trace_file(const std::filesystem::path& path);

/// Throws Error(input) that names every file and whatever else is not as it was when the trace was written.
void refuse_changed(const std::filesystem::path& path, const TraceOrigin& then, const TraceOrigin& now);

/// Outcomes and hours told anew from the events (simulation::retell). Throws Error(input) naming the file where a block cannot be
/// unpacked, speaks of what the inputs do not have, or of what cannot have happened (simulation::log_fault), naming the event.
[[nodiscard]] simulation::Trace unpacked(const std::filesystem::path& path, const std::string& block,
                                         const simulation::SimulationInputs& inputs, core::Millis counted_from = core::Millis(0));

}  // namespace wangge::scenarios
