#include "scenarios/run/event_files.h"

#include "engine/simulation/rounds/visit_numbers.h"
#include "scenarios/run/checked_file.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

constexpr std::array<std::string_view, simulation::final_count> final_names = {"open", "resolved", "unreachable", "unsettled",
                                                                               "refused"};

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

/// What events of scheduled work and of whistles are about: duty,visit,walked_m,department.
class WorkTold {
 public:
  explicit WorkTold(const simulation::SimulationInputs& inputs) : inputs_(inputs), duty_(inputs.responders.size()) {
    if (!inputs.duties.empty()) numbers_.emplace(inputs);
  }

  [[nodiscard]] std::string next(simulation::EventKind kind, simulation::ResponderId who, const simulation::EventLog& log) {
    const std::uint32_t about = log.about[told_++];
    if (simulation::of_departments(kind)) return ",,," + quoted(inputs_.departments[simulation::DepartmentId(about)].name);
    if (simulation::about_duty(kind)) {
      const simulation::DutyId duty(about);
      if (who.valid()) duty_[who] = duty;
      return name(duty) + ",,,";
    }
    if (kind == simulation::EventKind::street_walked) return fmt::format("{},,{:.2f},", name(duty_[who]), about / 100.0);
    return fmt::format("{},{},,", name(numbers_->duty_of(simulation::VisitId(about))), about);
  }

 private:
  [[nodiscard]] std::string name(simulation::DutyId duty) const { return quoted(inputs_.duties[duty].name); }

  const simulation::SimulationInputs& inputs_;
  std::optional<simulation::VisitNumbers> numbers_;
  simulation::Column<simulation::ResponderId, simulation::DutyId> duty_;  ///< begun last
  std::size_t told_ = 0;
};

}  // namespace

void write_requests_csv(const std::filesystem::path& path, const simulation::SimulationInputs& inputs,
                        const simulation::Trace& trace, bool warm_up_asked) {
  FileWriter csv(path);
  const bool warm_up = warm_up_asked || trace.counted_from.value > 0;
  csv.append("request,kind,grid,opened_min,accepted_min,arrived_min,resolved_min,responder,final");
  csv.append(warm_up ? ",counted\n" : "\n");
  std::string line;
  for (const auto request : core::ids<simulation::RequestId>(trace.requests.size())) {
    const simulation::GridId grid = inputs.grid_of_building[trace.requests.building[request]];
    line.clear();
    fmt::format_to(std::back_inserter(line), "{},{},{},{},{},{},{},{},{}", request.value(),
                   quoted(inputs.kinds[trace.requests.kind[request]].name), quoted(inputs.grids[grid]),
                   minutes_or_nothing(trace.requests.opened[request]), minutes_or_nothing(trace.outcomes.accepted[request]),
                   minutes_or_nothing(trace.outcomes.arrived[request]), minutes_or_nothing(trace.outcomes.resolved[request]),
                   number_or_nothing(trace.outcomes.responder[request]),
                   final_names[static_cast<std::size_t>(trace.outcomes.final[request])]);
    if (warm_up) line += trace.requests.opened[request] < trace.counted_from ? ",0" : ",1";
    line += '\n';
    csv.append(line);
  }
  csv.finish();
}

void write_events_csv(const std::filesystem::path& path, const simulation::SimulationInputs& inputs,
                      const simulation::Trace& trace) {
  FileWriter csv(path);
  csv.append("time_ms,event,request,responder,duty,visit,walked_m,department\n");
  WorkTold told(inputs);
  std::string line;
  for (std::size_t i = 0; i < trace.log.size(); ++i) {
    line.clear();
    const simulation::EventKind kind = trace.log.kind[i];
    fmt::format_to(std::back_inserter(line), "{},{},{},{},{}\n", trace.log.time[i].value, simulation::name(kind),
                   number_or_nothing(trace.log.request[i]), number_or_nothing(trace.log.responder[i]),
                   simulation::tells_about(kind) ? told.next(kind, trace.log.responder[i], trace.log) : ",,,");
    csv.append(line);
  }
  csv.finish();
}

}  // namespace wangge::scenarios
