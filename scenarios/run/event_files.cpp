#include "scenarios/run/event_files.h"

#include "scenarios/run/checked_file.h"

#include <array>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

constexpr std::array<std::string_view, simulation::final_count> final_names = {"open", "resolved", "unreachable", "unsettled"};

std::string minutes_or_nothing(core::Millis time) {
  return time == simulation::never ? std::string() : fmt::format("{:.4f}", core::in_minutes(time));
}

template <class IdType>
std::string number_or_nothing(IdType id) {
  return id.valid() ? fmt::format("{}", id.value()) : std::string();
}

std::string quoted(const std::string& field) {
  if (field.find_first_of(",\"\n") == std::string::npos) return field;
  std::string quoted = "\"";
  for (const char letter : field) quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return quoted + '"';
}

}  // namespace

void write_requests_csv(const std::filesystem::path& path, const simulation::SimulationInputs& inputs,
                        const simulation::Trace& trace) {
  FileWriter csv(path);
  csv.append("request,kind,grid,opened_min,accepted_min,arrived_min,resolved_min,responder,final\n");
  std::string line;
  for (const auto request : core::ids<simulation::RequestId>(trace.requests.size())) {
    const simulation::GridId grid = inputs.grid_of_building[trace.requests.building[request]];
    line.clear();
    fmt::format_to(std::back_inserter(line), "{},{},{},{},{},{},{},{},{}\n", request.value(),
                   quoted(inputs.kinds[trace.requests.kind[request]].name), quoted(inputs.grids[grid]),
                   minutes_or_nothing(trace.requests.opened[request]), minutes_or_nothing(trace.outcomes.accepted[request]),
                   minutes_or_nothing(trace.outcomes.arrived[request]), minutes_or_nothing(trace.outcomes.resolved[request]),
                   number_or_nothing(trace.outcomes.responder[request]),
                   final_names[static_cast<std::size_t>(trace.outcomes.final[request])]);
    csv.append(line);
  }
  csv.finish();
}

void write_events_csv(const std::filesystem::path& path, const simulation::Trace& trace) {
  FileWriter csv(path);
  csv.append("time_ms,event,request,responder\n");
  std::string line;
  for (std::size_t i = 0; i < trace.log.size(); ++i) {
    line.clear();
    fmt::format_to(std::back_inserter(line), "{},{},{},{}\n", trace.log.time[i].value, simulation::name(trace.log.kind[i]),
                   number_or_nothing(trace.log.request[i]), number_or_nothing(trace.log.responder[i]));
    csv.append(line);
  }
  csv.finish();
}

}  // namespace wangge::scenarios
